"""The layouts newspaper and memo: columns, front page, and no word lost."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from articles import article, edition
from conftest import Project
from desk import briefing, desk
from reading_back import body_text, chapters, structure, words

from exporter import layouts
from exporter.composition import Medium
from exporter.errors import LayoutError
from exporter.layouts.compose import compose
from exporter.layouts.looks import fitted
from exporter.layouts.runs import runs
from exporter.metadata import describe
from exporter.model import Fact, Source, inferred, supplied
from exporter.printing import Printing, Sides, paper
from exporter.writers import pdf

NAMES = ("newspaper", "memo")
A4 = paper("a4")


def numbered(count: int, start: int = 0) -> str:
    """Return words that can be told apart and counted."""
    return " ".join(f"w{number:04}" for number in range(start, start + count))


def paragraphs(count: int, each: int = 60) -> str:
    """Return paragraphs of numbered words."""
    texts = (numbered(each, at * each) for at in range(count))
    return "\n".join(f"<p>{text}.</p>" for text in texts)


def made(
    name: str,
    body: str,
    printing: Printing | None = None,
    *,
    settings: Iterable[tuple[str, str]] = (),
    **changes: object,
) -> bytes:
    """Return the PDF of one article in a layout."""
    layout = fitted(layouts.find(name), printing or Printing(), changes=settings)
    single = edition(body=body, headings=(), **changes)
    return pdf.write(compose(single, layout, Medium.PAGED))


def pages(data: bytes) -> list[str]:
    """Return the text of each page as a reader extracts it."""
    with pypdfium2.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [text.replace("\r\n", "\n").replace("\ufffe", "\u00ad\n") for text in texts]


def left_edges(data: bytes, number: int = 0) -> list[int]:
    """Return where lines of a page start, in points, if at least eight do there.

    Indented lines are not counted.
    """
    with pypdfium2.PdfDocument(data) as document:
        text = document[number].get_textpage()
        lefts = [round(text.get_rect(at)[0]) for at in range(text.count_rects())]
    edges = sorted(x for x in set(lefts) if lefts.count(x) >= 8)
    return [x for x in edges if not any(0 < x - other < 20 for other in edges)]


@pytest.mark.parametrize(
    ("name", "size", "columns"),
    [
        ("newspaper", "a4", 3),
        ("newspaper", "letter", 3),
        ("newspaper", "a5", 2),
        ("newspaper", "a6", 1),
        ("memo", "a4", 2),
        ("memo", "letter", 2),
        ("memo", "a5", 1),
    ],
)
def test_paper_decides_how_many_columns(name: str, size: str, columns: int) -> None:
    """Text stands in as many columns as the paper has room for, equally far apart."""
    edges = left_edges(made(name, paragraphs(18), Printing(paper=paper(size))))
    assert len(edges) == columns
    steps = [right - left for left, right in pairwise(edges)]
    assert max(steps, default=0) - min(steps, default=0) <= 1


def test_columns_can_be_made_wider() -> None:
    """Their least width is a value of the layout."""
    data = made("newspaper", paragraphs(18), settings=[("column", "75mm")])
    assert len(left_edges(data)) == 2


def test_arabic_is_read_from_the_right_column() -> None:
    """The first words stand at the right of the page, the last at the left."""
    text = "".join(f"<p>{'كلمة ' * 80}{number}</p>" for number in range(1, 8))
    data = made("newspaper", text, language=supplied("ar", "header"))
    with pypdfium2.PdfDocument(data) as document:
        page = document[0].get_textpage()
        centre = document[0].get_width() / 2
        spots = {}
        for at in range(page.count_chars()):
            character = page.get_text_range(at, 1)
            if character in "17" and page.get_charbox(at)[1] < 650:
                spots.setdefault(character, page.get_charbox(at)[0])
    assert spots["1"] > centre > spots["7"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("before", range(1, 7))
def test_no_word_is_lost_beside_what_goes_across(name: str, before: int) -> None:
    """Wherever a table or code lands on a page, all that follows is there, in order."""
    row = "<tr>" + "<td>cell </td>" * 6 + "</tr>"
    table = f'<table class="wide"><tbody>{row * 30}</tbody></table>'
    code = "<pre><code>" + "line\n" * 40 + "</code></pre>"
    quote = f"<blockquote><p>{numbered(50, 900)}</p></blockquote>"
    body = "\n".join(
        (paragraphs(before, 90), quote, table, code, "<h2>Heading</h2>", table,
         f"<p>{numbered(400, 2000)}</p>", "<h2>At the end</h2>")
    )  # fmt: skip
    data = made(name, body)
    tree = words(structure(data).text())
    found = [w.strip(".") for w in tree if re.fullmatch(r"w\d{4}\.?", w)]
    assert found == re.findall(r"w\d{4}", body)
    assert tree.count("cell") == 360
    assert tree.count("line") == 40
    shown = " ".join(words("\n".join(pages(data))))
    assert re.findall(r"w\d{4}", shown) == re.findall(r"w\d{4}", body)
    assert shown.index("At the end") > shown.index("w2399")


def test_blocks_that_go_across_take_their_heading_along() -> None:
    """Joined, the runs are the body again."""
    cells = "<tr><td>a</td><td>b</td><td>c</td></tr>"
    body = (
        "<figure><img/></figure>\n<p>é</p>\n<h2>H</h2>\n<h3>I</h3>\n"
        f"<table>{cells}</table>\n<pre>x</pre>\n<p>b</p><figure><p>c</p></figure>"
    )
    found = runs(body, ["pre", "lead"])
    assert "".join(run.html for run in found) == body
    assert [(run.across, run.html.strip()[:4]) for run in found] == [
        (True, "<fig"),
        (False, "<p>é"),
        (True, "<h2>"),
        (True, "<pre"),
        (False, "<p>b"),
    ]
    assert [run.across for run in runs(body, ["figure"], cells=3)] == [
        True,
        False,
        True,
    ]
    assert runs("") == []
    assert [run.across for run in runs("<p>x</p>")] == [False]


def test_nameplate_is_what_the_user_says_or_the_source() -> None:
    """Where neither is known there is none, and the source line says so."""
    own = made("newspaper", "<p>x</p>", settings=[("nameplate", "The Morning Desk")])
    assert pages(own)[0].startswith("The Morning Desk\nThe tram runs again\n")
    assert pages(made("newspaper", "<p>x</p>"))[0].startswith("Example Press\n")
    bare = pages(made("newspaper", "<p>x</p>", source=Source()))[0]
    assert bare.startswith("The tram runs again\n")
    assert "Source not stated" in bare


def test_pull_quote_is_larger_than_the_text() -> None:
    """It is set in the face of headlines, upright."""
    data = made(
        "newspaper", f"<p>aaa</p><blockquote><p>bbb</p></blockquote>{paragraphs(9)}"
    )
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        size = {}
        for needle in ("aaa", "bbb"):
            index, _ = text.search(needle).get_next()
            size[needle] = text.get_charbox(index, loose=True)
    heights = {key: top - low for key, (_, low, _, top) in size.items()}
    assert heights["bbb"] > 1.2 * heights["aaa"]


def test_memo_of_nine_hundred_words_fits_one_page() -> None:
    """Head, text and where it comes from, with the digest, stand on one A4 page."""
    text = paragraphs(10, 30).replace(" w", " there is w")
    assert len(re.findall("[a-z]+", re.sub("<[^>]+>", "", text))) == 880
    (shown,) = pages(made("memo", text))
    last = " ".join(shown.split("w0299")[1].split())
    digest = article().original.sha256
    for stated in (
        "Source Example Post",
        "25 April 2022 (stated in the original)",
        "attached unchanged",
    ):
        assert stated in last
    assert digest in last.replace(" ", "")
    assert shown.split("w0299")[1].count("\n") <= 5


@pytest.mark.parametrize("name", NAMES)
def test_long_article_goes_on_with_its_title_above(name: str) -> None:
    """Nothing is cut; the pages that follow have a running head and a number."""
    shown = pages(made(name, paragraphs(50)))
    assert re.findall(r"w\d{4}", "".join(shown)) == [f"w{n:04}" for n in range(3000)]
    assert len(shown) in (3, 4, 5)
    for number, text in enumerate(shown[1:], 2):
        assert "The tram runs again" in text
        assert f"{number}\u2009/\u2009{len(shown)}" in text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_pages_conform(tmp_path: Path, name: str, profile: str) -> None:
    """Nothing known, and everything at once: the judge has no finding."""
    import page as judge

    rows = "<tr><th>a</th><th>b</th><th>c</th></tr>"
    full = (
        '<p>x <a href="https://example.org/a">y</a></p><h2 id="s1">H</h2>'
        f"<table><thead>{rows}</thead><tbody>{rows}</tbody></table><blockquote><p>q</p></blockquote>"
        "<ul><li>l</li></ul><pre><code>c</code></pre>"
    )
    bare = {"title": inferred("A word…", "opening-words"), "published": Fact()}
    for body, changes in ((full, {}), ("<p>A word.</p>", bare)):
        path = tmp_path / "x.pdf"
        path.write_bytes(made(name, body, Printing(sides=Sides.TWO), **changes))
        report = judge.validate_pdf(path, profile=judge.ValidationProfile(profile))
        assert report.failures == []
        assert report.is_compliant


@pytest.mark.parametrize("name", NAMES)
def test_book_has_the_words_once(name: str) -> None:
    """Flowing text has no runs, and the provenance as a table."""
    composed = compose(edition(), layouts.find(name), Medium.REFLOW)
    root = ElementTree.fromstring(composed.documents[0].html)
    bodies = [e for e in root.iter() if e.get("class") == "body"]
    assert [" ".join("".join(e.itertext()).split()) for e in bodies] == [
        "The tram runs again. New rails It was away for years."
    ]
    assert root.find(".//section/table") is not None
    rules = composed.stylesheet
    assert not re.search(r"var\(|calc\(|columns|position|color: (?!inherit)", rules)


@pytest.mark.parametrize("where", ["cover", "contents "])
def test_only_some_parts_can_run_in(tmp_path: Path, where: str) -> None:
    """A slip in layout.toml is named with those there are."""
    place = tmp_path / "templates" / "mine"
    place.mkdir(parents=True)
    (place / "layout.toml").write_text(f'run_in = ["{where}"]\n')
    with pytest.raises(LayoutError, match="can name contents, sections, not"):
        layouts.find("mine", tmp_path)


COUNT = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one briefing in both layouts, for all tests that only look at it."""
    import os

    from conftest import ROOT

    place = tmp_path_factory.mktemp("desk")
    project = Project(place, {**os.environ, "PYTHONPATH": str(ROOT)})
    desk(project, COUNT, paragraphs=5)
    briefing(project)
    for name in NAMES:
        result = project.run(
            "build", "content/briefings/morning.toml", "-l", name, "-o", name
        )
        assert (result.code, result.err) == (0, "1 built\n")
    return place


@cache
def edition_of(folder: Path, name: str) -> bytes:
    """Return the briefing's PDF."""
    return (folder / name / "morning.pdf").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_sections_and_contents_have_no_page_of_their_own(
    folder: Path, name: str
) -> None:
    """Cover with contents, overview, four articles, sources, colophon."""
    shown = pages(edition_of(folder, name))
    heads = [text.split("\n")[0] for text in shown]
    assert len(shown) == COUNT + 4
    assert heads[0] == {"newspaper": "Morning desk", "memo": "The Desk"}[name]
    assert sum("All about water." in text for text in shown) == 1
    for number, title in ((3, "Water"), (4, "Water"), (5, "Land"), (6, "Land")):
        assert f"{title}\n" in shown[number - 1][:120]
    assert "All about water." in shown[2]


@pytest.mark.parametrize("name", NAMES)
def test_first_page_leads_to_the_articles(folder: Path, name: str) -> None:
    """Each headline is followed by the number of the page where it opens."""
    data = edition_of(folder, name)
    shown = pages(data)
    first = " ".join(shown[0].split())
    found = re.findall(r"(Report \d from the \w+) .*?2024 (\d+)", first)
    assert len(found) == COUNT
    for title, number in found:
        assert title in shown[int(number) - 1]
    with pikepdf.open(io.BytesIO(data)) as opened:
        page = opened.pages[0]
        leads = {str(a.Contents) for a in page.Annots if "/Dest" in a}
        assert {title for title, _ in found} <= leads
    tree = structure(data).text()
    assert re.search(r"Report 0 from the harbour.*?1 March 2024\s+3\s", tree, re.DOTALL)


@pytest.mark.parametrize("name", NAMES)
def test_outline_has_sections_above_articles(folder: Path, name: str) -> None:
    """A section that has no page of its own leads to its first article."""
    with (
        pikepdf.open(io.BytesIO(edition_of(folder, name))) as opened,
        opened.open_outline() as outline,
    ):
        pages_of = {page.objgen: n for n, page in enumerate(opened.pages, 1)}
        found = [
            (str(item.title), pages_of[item.destination[0].objgen], len(item.children))
            for item in outline.root
        ]
    assert [line for line in found if line[2]] == [("Water", 3, 2), ("Land", 5, 2)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_briefing_conforms(folder: Path, name: str, profile: str) -> None:
    """Headings of a section without a page don't skip a level either."""
    import page as judge

    path = folder / name / "morning.pdf"
    report = judge.validate_pdf(path, profile=judge.ValidationProfile(profile))
    assert report.failures == []
    assert report.is_compliant


@pytest.mark.parametrize("name", NAMES)
def test_book_of_a_briefing_has_its_openers(folder: Path, name: str) -> None:
    """On a screen a section has a page, and the contents are the navigation."""
    book = (folder / name / "morning.epub").read_bytes()
    found = chapters(book)
    ids = [e.get("class") for c in found for e in c.iter() if e.get("class")]
    assert ids.count("section") == 2
    assert ids.count("body") == COUNT
    assert all(body_text(c).split() for c in found if ids and _is_article(c))


def _is_article(chapter: ElementTree.Element) -> bool:
    return any(e.get("class") == "body" for e in chapter.iter())


def test_front_page_shows_as_many_stories_as_wanted() -> None:
    """The rest is listed below, or on no list where there are no contents."""
    single = edition()
    many = replace(
        single,
        name="many",
        sections=tuple(
            replace(section, articles=section.articles * 5)
            for section in single.sections
        ),
    )
    assert len(describe(many).articles) == 5
    layout = fitted(layouts.find("newspaper"), Printing(), changes=[("stories", "2")])
    for parts, listed in ((("cover", "contents"), 2), (("cover",), 0)):
        chosen = tuple(part for part in _parts() if part.value in parts)
        composed = compose(replace(many, parts=chosen), layout, Medium.PAGED)
        front = ElementTree.fromstring(composed.documents[0].html)
        kinds = [e.get("class") for e in front.iter("div")]
        assert (kinds.count("first"), kinds.count("story")) == (1, 2)
        entries = [e for e in front.iter("p") if e.get("class") == "entry"]
        assert len(entries) == listed
        assert [d.role.value for d in composed.documents] == ["cover"] + ["chapter"] * 5


def _parts() -> Iterable[object]:
    from exporter.model import Part

    return tuple(Part)
