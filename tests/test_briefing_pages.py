"""A briefing as PDF, read back: numbers, links, outline, words, originals."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import Project
from desk import briefing, desk, text
from reading_back import structure, words

from exporter import artefacts

COUNT = 4


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one briefing in both formats, for all tests that only look at it."""
    import os

    from conftest import ROOT

    folder = tmp_path_factory.mktemp("desk")
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    project = Project(folder, environ)
    desk(project, COUNT)
    briefing(project)
    result = project.run("build", "content/briefings/morning.toml")
    assert result.code == 0, result.err
    assert result.err == "1 built\n"
    return folder / "dist" / "morning.pdf"


@cache
def pages(path: Path) -> tuple[str, ...]:
    """Return the text of each page as a reader extracts it."""
    with pypdfium2.PdfDocument(path) as document:
        shown = (page.get_textpage().get_text_range() for page in document)
        return tuple(text.replace("\ufffe", "\r\n") for text in shown)  # hyphens


def first_page(path: Path, title: str) -> int:
    """Return the number of the page that a title stands on as a headline."""
    with pikepdf.open(path) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for item in _flat(pdf):
            if str(item.title) == title:
                return numbers[item.destination[0].objgen]
    raise AssertionError(title)


def _flat(pdf: pikepdf.Pdf) -> list[pikepdf.OutlineItem]:
    def below(items: list[pikepdf.OutlineItem]) -> list[pikepdf.OutlineItem]:
        return [each for item in items for each in (item, *below(item.children))]

    with pdf.open_outline() as outline:
        return below(list(outline.root))


def test_numbers_in_the_contents_are_the_real_pages(made: Path) -> None:
    """Each title in the contents is followed by the page where it opens."""
    contents = " ".join(pages(made)[1].split())
    assert contents.startswith("Contents Water")
    for number in range(COUNT):
        (title,) = re.findall(r"title: (.+)", text(number))
        opens = first_page(made, title)
        assert f"{title} {opens} " in contents
        assert " ".join(pages(made)[opens - 1].split()).startswith(title)
        # The lists say so in the structure tree, where speech reads them.
        tree = structure(made.read_bytes())
        lists = [tag for tag in tree.find("Sect") if "Contents" in tag.text()]
        entries = [" ".join(item.text().split()) for item in lists[0].find("LI")]
        assert f"{title} {opens}" in entries


def test_every_page_but_the_cover_has_its_number(made: Path) -> None:
    """The folio of a page is its number in the file."""
    for number, shown in enumerate(pages(made), 1):
        lines = shown.split()
        assert (lines[-1] == str(number)) == (number > 1), (number, lines[-3:])


def test_running_heads_name_the_briefing_and_the_article(made: Path) -> None:
    """The briefing stands left on each page; the article right after its first."""
    opens = first_page(made, "Report 0 from the harbour")
    first, second = pages(made)[opens - 1 : opens + 1]
    assert first.split("\r\n")[-2:] == ["Morning desk", str(opens)]
    heads = ["Morning desk", "Report 0 from the harbour"]
    assert second.split("\r\n")[-3:-1] == heads or " ".join(heads) in second


def test_links_lead_to_the_pages_that_they_name(made: Path) -> None:
    """Every link of the lists is a destination with words, none a private address."""
    with pikepdf.open(made) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        links = [note for page in pdf.pages for note in page.obj.get("/Annots", ())]
        inner = [link for link in links if "/Dest" in link]
        outer = [str(link.A.URI) for link in links if "/A" in link]
        assert all(address.startswith("https://example.org/") for address in outer)
        titles = {str(link.Contents): numbers[link.Dest[0].objgen] for link in inner}
    for title, number in titles.items():
        assert title in " ".join(pages(made)[number - 1].split())
    assert {"Water", "Land", "Report 3 from the river"} <= set(titles)


def test_outline_has_sections_articles_and_subheadings(made: Path) -> None:
    """The bookmarks are three levels deep and in reading order."""

    def tree(items: list[pikepdf.OutlineItem]) -> list[object]:
        return [(str(item.title), tree(item.children)) for item in items]

    with pikepdf.open(made) as pdf, pdf.open_outline() as outline:
        found = tree(list(outline.root))

    def article(number: int, place: str) -> tuple[str, list[object]]:
        below: list[object] = [(f"What the {place} needs", [])]
        return f"Report {number} from the {place}", below

    assert found == [
        ("At a glance", []),
        ("Water", [article(0, "harbour"), article(2, "bridge")]),
        ("Land", [article(1, "market"), article(3, "river")]),
        ("Sources of this briefing", []),
        ("Colophon", []),
    ]


def test_words_of_all_articles_are_there_in_order(made: Path) -> None:
    """The structure tree holds every word across page breaks, and nothing between."""
    tree = structure(made.read_bytes())
    (document,) = [kid for kid in tree.kids if not isinstance(kid, str)]
    sections = [tag for tag in document.find("Part")]
    arts = [art for section in sections for art in section.find("Art")]
    spoken = words("".join(art.text() for art in arts))
    for number in (0, 2, 1, 3):
        body = text(number).split("---\n")[2].replace("## ", "")
        wanted = words(body)
        start = _find(spoken, wanted)
        del spoken[: start + len(wanted)]


def _find(spoken: list[str], wanted: list[str]) -> int:
    for at in range(len(spoken) - len(wanted) + 1):
        if spoken[at : at + len(wanted)] == wanted:
            return at
    raise AssertionError(f"not there in order: {wanted[:8]} … in {spoken}")


def test_headings_go_down_step_by_step(made: Path) -> None:
    """Section 1, article 2, subheading 3: nothing is skipped (ISO 14289-1, 7.4)."""
    tree = structure(made.read_bytes())
    (document,) = [kid for kid in tree.kids if not isinstance(kid, str)]
    section = next(iter(document.find("Part")))
    found = [tag.name for tag in section.find("H1", "H2", "H3")]
    assert found == ["H1", "H2", "H3", "H2", "H3"]


def test_each_original_is_attached_once(made: Path) -> None:
    """All are there unchanged, each one time in the file."""
    findings = artefacts.verify(made)
    assert [f.name for f in findings] == ["a0.md", "a2.md", "a1.md", "a3.md"]
    assert all(finding.is_sound for finding in findings)
    with pikepdf.open(made) as pdf:
        assert len(pdf.Root.AF) == len(pdf.attachments) == COUNT


def test_one_subset_of_each_face(made: Path) -> None:
    """However many articles there are, a face is in the file once."""
    with pikepdf.open(made) as pdf:
        fonts = [o for o in pdf.objects if _is(o, "/Type0")]
        files = [o for o in pdf.objects if _is_descriptor(o)]
        names = [str(font.BaseFont) for font in fonts]
    assert len(names) == len(set(names)) == len(files)


def _is(item: pikepdf.Object, subtype: str) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == subtype


def _is_descriptor(item: pikepdf.Object) -> bool:
    kind = isinstance(item, pikepdf.Dictionary) and item.get("/Type")
    return bool(kind == pikepdf.Name.FontDescriptor)


def test_lists_name_sources_and_outlets(made: Path) -> None:
    """Each article has publisher, date, address and page; outlets have counts."""
    shown = " ".join(" ".join(pages(made)).split())
    sources = shown[shown.index("Sources of this briefing") :]
    for number, place in ((0, "harbour"), (1, "market")):
        assert f"Report {number} from the {place}" in sources
        assert f"https://example.org/{place}/{number}" in sources
    assert "The Associated Press 4" in sources


def test_editors_notes_are_told_from_the_text(made: Path) -> None:
    """A note stands with its label, in the cover, the section and the article."""
    opens = first_page(made, "Report 0 from the harbour")
    assert "Editor’s note" in pages(made)[opens - 1]
    assert "The first of all." in pages(made)[opens - 1]
    assert "Read it slowly." in pages(made)[0]
    assert "All about water." in pages(made)[opens - 2]


def test_artefact_says_what_the_briefing_says(made: Path) -> None:
    """Both formats give the same record back, the editor's words as facts."""
    pdf, epub = (
        artefacts.read(made.with_suffix(suffix)) for suffix in (".pdf", ".epub")
    )
    assert (pdf.title, pdf.date, pdf.publisher) == (
        "Morning desk", "2024-04-01", "The Desk",
    )  # fmt: skip
    assert pdf.creators == ("Ada Editor", "Bo Editor")
    assert pdf.description == "What the night brought"
    assert [a.title for a in pdf.articles][:2] == [
        "Report 0 from the harbour", "Report 2 from the bridge",
    ]  # fmt: skip
    assert [a.published for a in pdf.articles] == [
        "2024-03-01", "2024-03-03", "2024-03-02", "2024-03-04",
    ]  # fmt: skip
    assert next(a.creators for a in pdf.articles) == ("Reporter 0",)
    assert pdf.articles == epub.articles
    assert pdf.identifier == epub.identifier


def test_no_stream_ends_so_that_readers_disagree(made: Path) -> None:
    """A carriage return before ``endstream`` reads as part of the line's end."""
    assert b"\r\nendstream" not in made.read_bytes()


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.validators
def test_judges_find_nothing(made: Path, profile: str) -> None:
    """The file is PDF/UA-1 and PDF/A-3a."""
    import page

    report = page.validate_pdf(made, profile=page.ValidationProfile(profile))
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_two_readings_of_a_glyph_have_two_maps(project: Project) -> None:
    """Where articles disagree on a glyph's text, each keeps its own."""
    project.write(
        "content/a.md", "---\nlang: hi\n---\n\nक्षत्रिय हिन्दी में समाचार पढ़ते हैं।\n"
    )
    project.write(
        "content/b.md", "---\nlang: hi\n---\n\nविद्यार्थी श्रीमती ज्ञानेश्वर से मिले।\n"
    )
    result = project.run("build", "--briefing", "Hindi", "-t", "pdf", "-o", "out")
    assert result.code == 0, result.err
    data = (project.folder / "out" / "hindi.pdf").read_bytes()
    spoken = words(structure(data).text())
    for name in ("a.md", "b.md"):
        body = (project.folder / "content" / name).read_text().split("---\n")[2]
        assert _find(spoken, words(body)) >= 0
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.Lang == "hi"


def numbers_in_boxes(path: Path) -> list[tuple[str, str]]:
    """Return the figures drawn in the box of each number, and those due there.

    A box is a link to a page of the file whose words are not drawn in it.
    """
    found = []
    with pikepdf.open(path) as pdf, pypdfium2.PdfDocument(path) as document:
        pages_ = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for index, page in enumerate(pdf.pages):
            drawn = document[index].get_textpage()
            for link in page.obj.get("/Annots", ()):
                if "/Dest" in link:
                    left, high, right, low = map(float, link.Rect)
                    shown = drawn.get_text_bounded(
                        left - 2, low - 2, right + 2, high + 2
                    )
                    if shown.strip().isdigit() or not shown.strip():
                        due = str(pages_[link.Dest[0].objgen])
                        found.append((shown.strip(), due))
    return found


def test_every_number_is_in_its_box(made: Path) -> None:
    """Contents, overview, openers, sources and outlets: all say the real page."""
    found = numbers_in_boxes(made)
    assert len(found) == (COUNT + 2) + COUNT + COUNT + COUNT + COUNT
    assert all(shown == due for shown, due in found)


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        ("hi", "क्षत्रिय हिन्दी समाचार", "हिन्दी में समाचार पढ़ते हैं।"),
        ("th", "ข่าวภาษาไทย", "ข่าวภาษาไทยวันนี้"),
        ("ar", "أخبار المدينة", "هذا خبر من المدينة."),
        ("ja", "日本の新聞", "今日の新聞です。"),
    ],
)
def test_numbers_are_in_their_boxes_in_every_script(
    project: Project, language: str, title: str, body: str
) -> None:
    """Also where text is marked in words, and where figures stand at the left."""
    for number in range(3):
        project.write(
            f"content/{number}.md",
            f"---\ntitle: {title} {number}\nlang: {language}\n---\n\n{body}\n",
        )
    result = project.run("build", "--briefing", title, "-t", "pdf", "-o", "out")
    assert result.code == 0, result.err
    (path,) = (project.folder / "out").glob("*.pdf")
    found = numbers_in_boxes(path)
    assert len(found) == 9
    assert all(shown == due for shown, due in found), found


def test_running_heads_have_their_glyphs(project: Project) -> None:
    """A briefing's title in another script than an article's is drawn, not dropped."""
    desk(project, 1, paragraphs=1)
    result = project.run(
        "build", "--briefing", "النشرة الصباحية", "-t", "pdf", "-o", "out"
    )
    assert result.code == 0, result.err
    (path,) = (project.folder / "out").glob("*.pdf")
    with pikepdf.open(path) as pdf:
        page = pdf.pages[3]
        names = {str(font.BaseFont) for font in page.obj.Resources.Font.values()}
        shown = {g for font in page.obj.Resources.Font.values() for g in _glyphs(font)}
    assert any("Amiri" in name for name in names)
    assert shown


def _glyphs(font: pikepdf.Object) -> list[int]:
    return [int(entry) for entry in font.DescendantFonts[0].W if isinstance(entry, int)]


def test_the_same_text_twice_has_two_sets_of_ids(project: Project) -> None:
    """Ids of table cells are unique in the whole structure."""
    table = "# Table\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    project.write("content/one.md", table)
    project.write("content/two.md", table)
    result = project.run("build", "--briefing", "Same", "-t", "pdf", "-o", "out")
    assert result.code == 0, result.err
    with pikepdf.open(project.folder / "out" / "same.pdf") as pdf:
        ids = [str(o.ID) for o in pdf.objects if _has_id(o)]
    assert len(ids) == len(set(ids)) > 3


def _has_id(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/ID" in item and "/S" in item
