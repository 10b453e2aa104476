"""The layouts book and large-print: pages as they are printed, read back."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import page as judge
import pikepdf
import pypdfium2
import pytest
from conftest import ROOT, Project
from desk import briefing, desk
from lettering import MM, faces, letters, written
from PIL import Image

from exporter import layouts
from exporter.layouts.tables import measured, stacked
from exporter.printing import Sides

LEAST = 16.0  # points of large print
INNER, OUTER, TOP, BOTTOM = 16.0, 21.0, 18.9, 26.0  # millimetres of a book's margins
ARTICLE = """---
title: The harbour and what it needs
date: 2024-03-05
source: Harbour Gazette
url: https://example.org/harbour
description: A standfirst in *two* words.
lang: en
---

%s

## A heading

> Said slowly, *and twice*.

A line with `code`, a [link](https://example.org/link), a note[^1] and *stress*.

### Smaller

| Harbour | Boats | Visitors counted | What the council says of it |
|---|--:|---|---|
| North | 12 | thousands | Nothing that had not been said before |
| South | 7 | hundreds | Repairs |

```
def repair(bridge, tickets, visitors): return bridge + tickets + visitors
```

%s

[^1]: A note, set apart.
"""
LINES = "Boats wait under the bridge for the tide, and the council waits for boats. "
TEXT = ARTICLE % (LINES * 12, "\n\n".join([LINES * 6] * 9))


@pytest.fixture(scope="module")
def desk_folder(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with articles and a briefing, for tests that only build it."""
    folder = tmp_path_factory.mktemp("desk")
    project = Project(folder, {**os.environ, "PYTHONPATH": str(ROOT)})
    desk(project)
    briefing(project)
    project.write("harbour.md", TEXT)
    return project


def built(project: Project, source: str, *options: str) -> Path:
    """Build the PDF and EPUB of a source; return the PDF."""
    place = "-".join(("dist", *options)).replace("/", "")
    result = project.run("build", source, "-o", place, *options)
    assert result.code == 0, result.err
    return project.folder / place / f"{Path(source).stem}.pdf"


@pytest.mark.parametrize("name", ["book", "large-print"])
@pytest.mark.parametrize("source", ["harbour.md", "content/briefings/morning.toml"])
def test_pages_conform(desk_folder: Project, name: str, source: str) -> None:
    """Each is PDF/UA-1 and PDF/A-3a, alone and as a briefing."""
    path = built(desk_folder, source, "--layout", name)
    for profile in ("ua1", "3a"):
        report = judge.validate_pdf(path, profile=judge.ValidationProfile(profile))
        assert not report.failures
        assert report.is_compliant


@pytest.mark.parametrize("source", ["harbour.md", "content/briefings/morning.toml"])
@pytest.mark.parametrize("paper", ["a4", "letter", "170x240mm"])
def test_nothing_in_large_print_is_small(
    desk_folder: Project, source: str, paper: str
) -> None:
    """Text, tables, code, notes, running heads and folios are 16 points or more."""
    options = ("--layout", "large-print", "--paper", paper, "--to", "pdf")
    for found in letters(built(desk_folder, source, *options)):
        assert found
        small = [letter for letter in found if letter.size < LEAST - 0.01]
        assert written(small) == ""


@pytest.mark.parametrize("source", ["harbour.md", "content/briefings/morning.toml"])
def test_large_print_is_black_and_nothing_of_it_slanted(
    desk_folder: Project, source: str
) -> None:
    """All text and every page number is black; no face is an italic."""
    path = built(desk_folder, source, "--layout", "large-print")
    for found in letters(path):
        assert {letter.ink for letter in found} == {(0, 0, 0)}
    assert not any("Italic" in name or "-It" in name for name in faces(path))


def test_wide_table_stands_row_by_row_in_large_print(desk_folder: Project) -> None:
    """Each cell has the name of its column before it."""
    path = built(desk_folder, "harbour.md", "--layout", "large-print")
    shown = "".join(map(written, letters(path)))
    assert "Boats:12" in shown
    assert "Boats:7" in shown
    assert shown.count("Harbour:") == 2


def test_tables_that_fit_stay_tables() -> None:
    """Only what needs more letters than there is room for is stacked."""
    body = (
        "<table>\n<thead>\n<tr><th>Wind<sup>1</sup></th><td></td></tr>\n</thead>\n"
        "<tbody>\n<tr><td>north-easterly</td><td>3</td></tr>\n"
        "<tr><td>calm</td><td></td></tr>\n</tbody>\n</table>"
    )
    known = measured(body)
    assert known.startswith('<table style="--need: 12">')  # easterly, a gap, 3
    assert stacked(known, 12) == known
    turned = stacked(known, 11)
    assert '<span class="column">Wind<sup>1</sup></span> north-easterly' in turned
    assert '<span class="column">Wind</span> calm' in turned
    assert turned.count("<p>") == 3


def test_book_has_mirrored_margins(desk_folder: Project) -> None:
    """The inner margin is the smallest, the outer one changes sides."""
    path = built(desk_folder, "harbour.md", "--layout", "book")
    with pypdfium2.PdfDocument(path) as document:
        assert [round(side / MM) for side in document[0].get_size()] == [148, 210]
    pages = letters(path)
    assert len(pages) > 2
    for number, found in enumerate(pages[1:3], 2):
        text = [x for x in found if 9.5 < x.size < 10.5]
        left = min(letter.left for letter in text) / MM
        right = 148 - max(letter.right for letter in text) / MM
        inner, outer = (right, left) if number % 2 == 0 else (left, right)
        assert inner == pytest.approx(INNER, abs=0.7)
        assert outer == pytest.approx(OUTER, abs=0.7)
        body = [x for x in found if x.low / MM > BOTTOM - 1]
        assert min(letter.low for letter in body) / MM > BOTTOM - 0.5
        folio = found[-1]
        assert folio.text == str(number)
        assert (folio.left / MM < 74) == (number % 2 == 0)
    assert INNER < TOP < OUTER < BOTTOM


def test_every_part_of_a_book_opens_on_a_recto(desk_folder: Project) -> None:
    """Parts and articles begin on odd pages; what is left over says it is blank."""
    path = built(desk_folder, "content/briefings/morning.toml", "--layout", "book")
    pages = [written(found) for found in letters(path)]
    opens = {
        title: number
        for number, shown in enumerate(pages, 1)
        for title in ("Contents", "Ataglance", "Water", "Land", "Colophon")
        if shown.startswith(title)
    }
    assert len(opens) == 5
    assert all(number % 2 for number in opens.values()), opens
    blanks = [number for number, shown in enumerate(pages, 1) if shown == "Blankpage"]
    assert blanks
    assert not any(number % 2 for number in blanks)


def test_running_heads_of_a_book(desk_folder: Project) -> None:
    """The book stands on versos, the article on rectos; not where it opens."""
    desk(desk_folder, paragraphs=24)
    path = built(desk_folder, "content/briefings/morning.toml", "--layout", "book")
    heads = [
        written([x for x in found if x.low / MM > 210 - TOP]) for found in letters(path)
    ]
    opens = [written(found).startswith("Report0") for found in letters(path)].index(
        True
    )
    assert heads[opens : opens + 3] == [
        "",
        "Morningdesk",
        "Report0fromtheharbour",
    ]


def test_part_titles_have_no_folio(desk_folder: Project) -> None:
    """The page that opens a part has nothing in its margins."""
    path = built(desk_folder, "content/briefings/morning.toml", "--layout", "book")
    (part,) = [x for x in letters(path) if written(x).startswith("Water")]
    assert min(letter.low for letter in part) / MM > BOTTOM


def test_article_by_itself_names_its_source_on_versos(desk_folder: Project) -> None:
    """There is no book that it is from, so its source stands there."""
    path = built(desk_folder, "harbour.md", "--layout", "book")
    heads = [
        written([x for x in found if x.low / MM > 210 - TOP]) for found in letters(path)
    ]
    assert heads[:3] == ["", "HarbourGazette", "Theharbourandwhatitneeds"]


def test_cover_of_a_book_goes_to_the_edge(desk_folder: Project) -> None:
    """Its ground fills the sheet and the bleed, and carries light type."""
    options = ("--layout", "book", "--to", "pdf", "--bleed", "3mm")
    path = built(desk_folder, "content/briefings/morning.toml", *options)
    with pypdfium2.PdfDocument(path) as document:
        sheet = document[0]
        assert sheet.get_mediabox()[2] - sheet.get_mediabox()[0] == pytest.approx(
            154 * MM, abs=0.5
        )
        picture = sheet.render().to_pil().convert("L")
    corners = [(0, 0), (picture.width - 1, picture.height - 1)]
    assert all(picture.getpixel(corner) < 64 for corner in corners)
    assert picture.getextrema()[1] > 220


@pytest.mark.parametrize(("name", "ground"), [("book", 64), ("large-print", 10)])
def test_picture_of_a_cover_looks_like_its_layout(
    desk_folder: Project, name: str, ground: int
) -> None:
    """The edge of the picture has the colour of the layout's cover."""
    path = built(desk_folder, "harbour.md", "--layout", name)
    with zipfile.ZipFile(path.with_suffix(".epub")) as archive:
        (cover,) = [x for x in archive.namelist() if x.endswith("cover.jpg")]
        picture = Image.open(io.BytesIO(archive.read(cover))).convert("L")
        styles = [archive.read(x) for x in archive.namelist() if x.endswith(".css")]
    assert picture.getpixel((4, 4)) < ground
    for word in (b"var(", b"calc(", b"position", b"justify"):
        assert not any(word in style for style in styles)


def test_sides_of_the_layouts() -> None:
    """A book is printed on two sides, large print on one."""
    assert layouts.find("book").sides is Sides.TWO
    assert layouts.find("large-print").sides is Sides.ONE


ARABIC = "سارت السفن تحت الجسر في الصباح الباكر وانتظر الناس عند الميناء. " * 9
SCRIPTS = {"en": LINES * 6, "ar": ARABIC}


@pytest.mark.parametrize("whole", SCRIPTS)
def test_all_texts_of_a_book_share_its_spine(project: Project, whole: str) -> None:
    """The language of the whole says where the spine is, for those in others, too."""
    for number, language in enumerate((*SCRIPTS, whole)):
        head = f"title: Report{language}\ndate: 2024-03-05\nlang: {language}\n"
        body = f"\n{SCRIPTS[language]}\n" * 15
        project.write(f"content/articles/{number}.md", f"---\n{head}---\n{body}")
    options = ("--briefing", "Harbour", "--layout", "book", "--to", "pdf")
    result = project.run("build", "content/articles", *options)
    assert result.code == 0, result.err
    (path,) = (project.folder / "dist").glob("*.pdf")
    with pikepdf.open(path) as pdf:
        way = str(pdf.Root.ViewerPreferences.get("/Direction", "/L2R"))
        assert way == ("/R2L" if whole == "ar" else "/L2R")
    outer = []
    for number, found in enumerate(letters(path), 1):
        folio = [x for x in found if x.low / MM < BOTTOM]
        if written(folio) == str(number):
            at_left = folio[0].left / MM < 74
            outer.append(at_left == (number % 2 == 0 if whole == "en" else number % 2))
    assert len(outer) > 8
    assert all(outer)
    heads = [
        written([x for x in found if x.low / MM > 210 - TOP]) for found in letters(path)
    ]
    assert {head for head in heads[1::2] if head} == {"Harbour"}
    assert {"Reporten", "Reportar"} <= set(heads[0::2])
