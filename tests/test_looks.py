"""A layout as a run wants it: paper, sides, links, rules and values of one's own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import Project
from desk import desk
from reading_back import structure, words

from exporter import layouts
from exporter.composition import Medium
from exporter.errors import LayoutError
from exporter.layouts import links, looks, sheets
from exporter.printing import PLAIN, Links

MM = 72 / 25.4
TEXT = """---
title: Two links
lang: en
---
See [the museum](https://example.org/m) and [again](https://example.org/m), or
[the station](https://example.org/s?a=1&b=2), or <https://example.org/plain>.
"""


def build(project: Project, *options: str) -> bytes:
    """Build the one article of a project and return its PDF."""
    result = project.run("build", "-o", "made.pdf", "--quiet", *options)
    assert (result.code, result.err) == (0, "")
    return (project.folder / "made.pdf").read_bytes()


def lines(data: bytes, page: int = 0) -> Iterator[tuple[str, float, float]]:
    """Yield each line of a page with its left and right edge in millimetres."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[page].get_textpage()
        for index in range(text.count_rects()):
            left, low, right, high = text.get_rect(index)
            shown = text.get_text_bounded(left, low, right, high).strip()
            if shown:
                yield shown, left / MM, right / MM


def test_paper_and_margins_go_together(project: Project) -> None:
    """The trimmed page has the size asked for, and the same share of margins."""
    desk(project, 1)
    with pikepdf.open(io.BytesIO(build(project, "--paper", "a5"))) as pdf:
        size = [float(side) / MM for side in pdf.pages[0].obj.MediaBox[2:]]
    assert size == pytest.approx([148, 210], abs=0.1)
    body = [
        line for line in lines(build(project, "--paper", "a5")) if len(line[0]) > 30
    ]
    assert min(left for _, left, _ in body) == pytest.approx(148 * 0.181, abs=0.5)
    assert max(right for *_, right in body) <= 148 * (1 - 0.181) + 0.5


def test_bleed_grows_the_page_around_its_trim(project: Project) -> None:
    """What is cut off lies outside the trim box."""
    desk(project, 1)
    with pikepdf.open(io.BytesIO(build(project, "--bleed", "3mm"))) as pdf:
        page = pdf.pages[0].obj
        trim = [float(side) / MM for side in page.TrimBox]
        media = [float(side) / MM for side in page.MediaBox]
    assert trim == pytest.approx([0, 0, 210, 297], abs=0.1)
    assert media == pytest.approx([-3, -3, 213, 300], abs=0.1)


def test_two_sides_mirror_margins_and_start_on_a_recto(project: Project) -> None:
    """Each article starts on an odd page; what is left over says that it is blank."""
    desk(project, 3, paragraphs=12)
    options = ("--sides", "two", "--set", "margin-inner=20mm", "--set",
               "margin-outer=50mm", "--briefing", "Desk")  # fmt: skip
    data = build(project, *options)
    with pypdfium2.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    for number in range(3):
        found = [
            p for p, text in enumerate(texts, 1) if f"Report {number} from" in text
        ]
        opens = next(p for p in found if "Reporter" in texts[p - 1])
        assert opens % 2 == 1
        body = [edge for shown, edge, _ in lines(data, opens - 1) if len(shown) > 40]
        assert min(body) == pytest.approx(20, abs=0.5)
        verso = [edge for shown, edge, _ in lines(data, opens) if len(shown) > 40]
        assert min(verso) == pytest.approx(50, abs=0.5)
    blank = [p for p, text in enumerate(texts, 1) if text.strip() == "Blank page"]
    assert blank
    assert all(p % 2 == 0 for p in blank)
    assert "Blank page" not in structure(data).text()  # nobody reads it aloud


def test_folios_of_two_sides_stand_outside(project: Project) -> None:
    """The number is at the right of a recto and at the left of a verso."""
    desk(project, 1, paragraphs=20)
    data = build(project, "--sides", "two", "--briefing", "Desk")
    for page in (8, 9):  # the article's first and second
        (edges,) = [
            (x, y) for shown, x, y in lines(data, page) if shown == str(page + 1)
        ]
        assert (edges[0] > 105) == (page % 2 == 0)


def test_links_are_listed_without_marks(project: Project) -> None:
    """Each address once, after the text, which is as it was."""
    project.write("content/a.md", TEXT)
    text = " ".join(structure(build(project)).text().split())
    assert "See the museum and again, or the station, or" in text
    assert text.count("https://example.org/m") == 1


def test_links_as_notes_have_numbers(project: Project) -> None:
    """An address that comes again has the number that it had."""
    project.write("content/a.md", TEXT)
    text = " ".join(structure(build(project, "--links", "notes")).text().split())
    assert re.search(r"museum ?\[1\] ?and again ?\[1\] ?, or the station ?\[2\]", text)
    assert text.count("https://example.org/m") == 1
    tight = text.replace(" ", "")
    assert tight.count("https://example.org/plain") == 1  # the text says it itself


def test_links_inline_stand_behind_the_words(project: Project) -> None:
    """The address follows in brackets; there is no list."""
    project.write("content/a.md", TEXT)
    text = structure(build(project, "--links", "inline")).text()
    shown = " ".join(words(text))
    tight = "".join(shown.split())
    assert "the museum (https://example.org/m) and again (https" in shown
    assert "(https://example.org/s?a=1&b=2)" in tight
    assert "Links in the text" not in shown


def test_links_none(project: Project) -> None:
    """No address is shown, and the links still work."""
    project.write("content/a.md", TEXT)
    data = build(project, "--links", "none")
    assert "org/m" not in structure(data).text()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [str(link.A.URI) for link in pdf.pages[0].obj.Annots if "/A" in link]
    assert "https://example.org/s?a=1&b=2" in found


def test_marks_of_a_body_without_links() -> None:
    """Links within the text have none."""
    body = '<p><a href="#n1">1</a> and <a href="https://x.org">https://x.org</a></p>'
    assert links.outward(body) == ()
    assert links.marked(body, (), Links.NOTES, "") == body


def test_values_and_rules_of_a_run_change_the_page(project: Project) -> None:
    """--set and --css go after all rules of the layout, for each script, too."""
    desk(project, 1)
    project.write("house.css", ".standfirst { display: none }")
    plain, changed = (
        build(project),
        build(project, "--css", "house.css", "--set", "latin-size=22pt", "--force"),
    )
    assert "What happened at the harbour." in structure(plain).text()
    assert "What happened at the harbour." not in structure(changed).text()
    with pypdfium2.PdfDocument(plain) as a, pypdfium2.PdfDocument(changed) as b:
        assert len(b) > len(a)


def test_a_change_of_looks_builds_anew(project: Project) -> None:
    """What a run changes is part of the recipe; the stylesheet's content, too."""
    desk(project, 1)
    sheet = project.write("house.css", "p { color: #111 }")

    def dry(*options: str) -> str:
        return project.run("build", "--css", "house.css", "-n", "-q", *options).out

    assert project.run("build", "--css", "house.css").code == 0
    assert dry() == ""
    assert "a0.pdf: other options" in dry("--paper", "a5")
    assert "a0.epub" not in dry("--paper", "a5")  # a book has no paper
    sheet.write_text("p { color: #222 }")
    assert "a0.pdf: the layout changed" in dry()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("p { color: red }\nh1 { ", None),
        ("p { color: red }\n}", ":2.*not valid CSS"),
        ('\n@import "other.css";', ":2.*can't import"),
        ("p { background: url(x.png) }", ":1.*can't load files"),
        ('p { background: url("http://x.org/y.png") }', ":1.*can't load files"),
    ],
)
def test_stylesheet_of_ones_own_is_checked(
    tmp_path: Path, text: str, message: str | None
) -> None:
    """File and line of what is wrong are named; CSS closes what is left open."""
    path = tmp_path / "house.css"
    path.write_text(text)
    layout = layouts.find("article")
    if message is None:
        assert text in looks.fitted(layout, PLAIN, sheets=[path]).paged
        return
    with pytest.raises(LayoutError, match=rf"house\.css{message}"):
        looks.fitted(layout, PLAIN, sheets=[path])


def test_stylesheet_that_is_not_there(project: Project) -> None:
    """A missing file is wrong use of an option."""
    desk(project, 1)
    result = project.run("build", "--css", "no.css")
    assert result.code == 2
    assert "no.css: can't be read: No such file" in result.err


def test_stylesheet_may_be_for_one_medium(tmp_path: Path) -> None:
    """NAME.paged.css is for pages, NAME.reflow.css for books, others for both."""
    names = ("a.css", "b.paged.css", "c.reflow.css")
    for name in names:
        (tmp_path / name).write_text(f"/* {name} */")
    found = looks.fitted(
        layouts.find("article"), PLAIN, sheets=[tmp_path / name for name in names]
    )
    paged = sheets.stylesheet(found, Medium.PAGED, gathers=False)
    reflow = sheets.stylesheet(found, Medium.REFLOW, gathers=False)
    assert ["a.css" in paged, "b.paged" in paged, "c.reflow" in paged] == [1, 1, 0]
    assert ["a.css" in reflow, "b.paged" in reflow, "c.reflow" in reflow] == [1, 0, 1]


@pytest.mark.parametrize(
    "value", ["red } body { x: y", "url(x)", "a; b", "@x", "\\0", "x" * 999, "("]
)
def test_value_stays_a_value(value: str) -> None:
    """No rule gets in by way of a value."""
    with pytest.raises(LayoutError, match="not a value for 'accent'"):
        looks.fitted(layouts.find("article"), PLAIN, changes=[("accent", value)])


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("latin-size", "0pt", "too small"),
        ("latin-size", "-3pt", "too small"),
        ("size", "red", "no length"),
        ("margin-top", "wide", "no length"),
        ("accent", "notacolour", "no colour"),
        ("ink", "12pt", "no colour"),
        ("paper-width", "50mm", "--paper says how large"),
    ],
)
def test_value_is_of_the_kind_that_it_changes(
    key: str, value: str, message: str
) -> None:
    """A size is a length, a colour a colour; text can't be made to vanish."""
    with pytest.raises(LayoutError, match=message):
        looks.fitted(layouts.find("article"), PLAIN, changes=[(key, value)])


@pytest.mark.parametrize(
    ("key", "value"),
    [("margin-top", "0mm"), ("accent", "teal"), ("accent", "rgb(0 60 90)"),
     ("heads", "var(--sans)"), ("size", "calc(var(--latin-size) * 1.1)")],
)  # fmt: skip
def test_value_of_its_kind_is_taken(key: str, value: str) -> None:
    """Computed values, names of colours and stacks of faces are values, too."""
    made = looks.fitted(layouts.find("article"), PLAIN, changes=[(key, value)])
    assert f"--{key}: {value}" in made.paged


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [("stories", "abc", "no whole number"), ("stories", "-1", "no whole number"),
     ("figures", "maybe", "none of across, columns")],
)  # fmt: skip
def test_setting_is_what_its_layout_knows(key: str, value: str, message: str) -> None:
    """A number is a number, and one of several is one of them."""
    with pytest.raises(LayoutError, match=message):
        looks.fitted(layouts.find("newspaper"), PLAIN, changes=[(key, value)])


def test_text_that_a_stylesheet_adds_is_no_note(project: Project) -> None:
    """A word across each page is none of the document's notes."""
    desk(project, 1)
    project.write("draft.css", 'body::before { content: "DRAFT" }')
    assert "DRAFT" in structure(build(project, "--css", "draft.css")).text()


def test_rule_that_is_too_much_for_the_engine(project: Project) -> None:
    """It fails the article with a word on the rules, not with a traceback."""
    desk(project, 1)
    project.write("odd.css", "p::first-line { font-size: max(1em, 3pt) }")
    project.write(
        "odd.css", ".standfirst::before { content: 'x'; font-size: max(1em, 9pt) }"
    )
    result = project.run("build", "-t", "pdf", "--css", "odd.css")
    assert "Traceback" not in result.err
    assert result.code == 0 or "rule of the layout or of --css" in result.err


def test_unknown_value_names_the_nearest(project: Project) -> None:
    """What a layout doesn't have can't be set."""
    desk(project, 1)
    result = project.run("build", "--set", "acent=red")
    assert result.code == 2
    assert "layout 'article' has no 'acent' to set" in result.err
    assert "did you mean 'accent'?" in result.err


def test_settings_of_a_layout_reach_its_templates(project: Project) -> None:
    """A layout declares settings, a run changes them, templates print them."""
    desk(project, 1)
    project.write("templates/mine/layout.toml", '[settings]\nnameplate = "Gazette"\n')
    project.write(
        "templates/mine/article.html",
        '{% extends "shared/article.html" %}'
        "{% block kicker %}<p>{{ settings.nameplate }}</p>{% endblock %}",
    )
    assert "Gazette" in structure(build(project, "-l", "mine")).text()
    changed = build(project, "-l", "mine", "--set", "nameplate=The <Daily> Sheet")
    assert "The <Daily> Sheet" in structure(changed).text()
