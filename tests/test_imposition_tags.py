"""Sheets for print, read back: tags, links, bookmarks, validity."""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from conftest import ROOT, Project
from desk import briefing, desk
from pressed import MM, MODES, leaves, opened
from reading_back import structure

from exporter.writers.imposition import Imposition, impose


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a briefing, with its contents, links, outline and tables."""

    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    project = Project(tmp_path_factory.mktemp("desk"), environ)
    desk(project, 4)
    briefing(project)
    result = project.run("build", "content/briefings/morning.toml", "-t", "pdf")
    assert result.code == 0, result.err
    return (project.folder / "dist" / "morning.pdf").read_bytes()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_sheets_meet_both_standards(
    mode: str, profile: str, report: bytes, tmp_path: Path
) -> None:
    """PDF/UA-1 and PDF/A-3a hold as they did for the pages."""
    import page

    made = tmp_path / "sheets.pdf"
    made.write_bytes(impose(report, MODES[mode]))
    judged = page.validate_pdf(made, profile=page.ValidationProfile(profile))
    assert [(f.rule_id, f.message) for f in judged.failures] == []
    assert judged.is_compliant


@pytest.mark.parametrize("mode", MODES)
def test_tags_read_as_they_did(mode: str, report: bytes) -> None:
    """All elements with all their words, in the order of the document."""
    before, after = structure(report), structure(impose(report, MODES[mode]))
    assert len(before.text()) > 1000
    assert after == before


@pytest.mark.parametrize("mode", MODES)
def test_marked_content_leads_back_to_its_element(mode: str, report: bytes) -> None:
    """Each form is painted once, on the sheet its content names (14.7.4.2)."""
    with opened(impose(report, MODES[mode])) as file:
        numbers = file.Root.StructTreeRoot.ParentTree.Nums
        parents = {
            int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)
        }
        where: dict[tuple[int, int], tuple[int, int]] = {}
        for sheet in file.pages:
            forms = sheet.Resources.XObject
            painted = re.findall(rb"(/P\d+) Do", sheet.Contents.read_bytes())
            assert Counter(painted) == Counter(map(str.encode, dict(forms)))
            for form in forms.values():
                assert form.objgen not in where
                where[form.objgen] = sheet.objgen
            assert "/StructParents" not in sheet
        count = 0
        for element in _elements(file):
            for kid in element.K:
                if kid.get("/Type") == "/MCR":
                    assert where[kid.Stm.objgen] == kid.Pg.objgen
                    owner = parents[int(kid.Stm.StructParents)][int(kid.MCID)]
                    assert owner.objgen == element.objgen
                    count += 1
                elif kid.get("/Type") == "/OBJR":
                    assert parents[int(kid.Obj.StructParent)] == element
                    page = kid.get("/Pg", element.Pg)
                    annotations = page.get("/Annots", [])
                    assert kid.Obj.objgen in [a.objgen for a in annotations]
        assert count == sum(len(p) for p in parents.values() if _is_list(p)) > 50


def _is_list(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Array)


def _elements(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    kind = pikepdf.Dictionary
    items = [item for item in file.objects if isinstance(item, kind)]
    return [i for i in items if i.get("/Type") == "/StructElem" and "/K" in i]


def test_no_page_of_the_input_is_left_behind(report: bytes) -> None:
    """Nothing refers to a page that is no sheet."""
    with opened(impose(report, MODES["booklet"])) as file:
        pages = [
            item for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Page"
        ]  # fmt: skip
        assert len(pages) == len(file.pages)


def landings(data: bytes) -> list[tuple[str, str]]:
    """Return each link's text below it, and the first words below where it leads."""
    found = []
    with pypdfium2.PdfDocument(data) as document, opened(data) as file:
        texts = [page.get_textpage() for page in document]
        indices = {page.objgen: number for number, page in enumerate(file.pages)}
        for number, page in enumerate(file.pages):
            for link in page.obj.get("/Annots", ()):
                if "/Dest" not in link:
                    continue
                box = [float(value) for value in link.Rect]
                left, right = sorted((box[0], box[2]))
                low, high = sorted((box[1], box[3]))
                under = texts[number].get_text_bounded(left, low, right, high)
                target, x, y = link.Dest[0], float(link.Dest[2]), float(link.Dest[3])
                shown = texts[indices[target.objgen]]
                there = shown.get_text_bounded(x, y - 200, x + 400, y)
                found.append((under.strip(), " ".join(there.split())[:30]))
    return found


def test_links_are_on_their_words_and_land_where_they_did(report: bytes) -> None:
    """Rectangles and destinations went with the pages, at full size."""
    before = landings(report)
    after = landings(impose(report, MODES["booklet"]))
    assert len(before) > 10
    assert all(under and there for under, there in before)
    assert sorted(after) == sorted(before)


def matrices(file: pikepdf.Pdf) -> dict[int, tuple[int, pikepdf.Matrix]]:
    """Return for each page, from 1, the index of its sheet and its place there."""
    found = {}
    for index, sheet in enumerate(file.pages):
        painted = rb"q ([-\d. ]+) cm /P(\d+) Do Q"
        for numbers, page in re.findall(painted, sheet.Contents.read_bytes()):
            matrix = pikepdf.Matrix(*map(float, numbers.split()))
            found[int(page)] = (index, matrix)
    return found


@pytest.mark.parametrize("mode", MODES)
def test_links_move_as_what_is_painted(mode: str, report: bytes) -> None:
    """Rectangles and destinations, by the matrix with which the page is painted."""
    with opened(report) as before, opened(impose(report, MODES[mode])) as after:
        places = matrices(after)
        sheets = {page.objgen: n for n, page in enumerate(after.pages)}
        pages = {page.objgen: n for n, page in enumerate(before.pages, 1)}
        new = {int(a.StructParent): (n, a) for n, a in _annotations(after)}
        checked = 0
        for number, old in _annotations(before):
            sheet, link = new[int(old.StructParent)]
            index, matrix = places[number + 1]
            assert sheet == index
            box = pikepdf.Rectangle(old.Rect)
            assert _near(link.Rect, matrix.transform(box).as_array())
            if "/Dest" in old:
                index, matrix = places[pages[old.Dest[0].objgen]]
                assert sheets[link.Dest[0].objgen] == index
                point = (float(old.Dest[2]), float(old.Dest[3]))
                assert _near(list(link.Dest)[2:4], matrix.transform(point))
                checked += 1
        assert checked > 10


def _annotations(file: pikepdf.Pdf) -> list[tuple[int, pikepdf.Object]]:
    return [(n, a) for n, p in enumerate(file.pages) for a in p.obj.get("/Annots", ())]


def _near(found: Iterable[Any], wanted: Iterable[Any]) -> bool:
    return [*map(float, found)] == pytest.approx([*map(float, wanted)], abs=0.02)


def test_bookmarks_lead_to_the_sheet_of_their_page(report: bytes) -> None:
    """As many as before, with the same words, each to a place in its page's half."""
    with opened(report) as before, opened(impose(report, MODES["booklet"])) as after:
        pages = {page.objgen: n for n, page in enumerate(before.pages, 1)}
        pairs = list(zip(_bookmarks(before), _bookmarks(after), strict=True))
        assert len(pairs) > 6
        for (title, old), (same, new) in pairs:
            assert title == same
            names = new[0].Resources.XObject.keys()
            number = pages[old[0].objgen]
            assert f"/P{number}" in names
            fold = float(new[0].MediaBox[2]) / 2 - MM  # less what it creeps
            assert (float(new[2]) >= fold) == (number % 2 == 1)


def _bookmarks(file: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    found, waiting = [], [file.Root.Outlines.First]
    while waiting:
        item = waiting.pop()
        found.append((str(item.Title), item.Dest))
        waiting += [item[key] for key in ("/Next", "/First") if key in item]
    return found


def test_every_kind_of_destination_goes_along() -> None:
    """Named ones, actions and all that ISO 32000-1, 12.3.2.2, knows."""
    name, array = pikepdf.Name, pikepdf.Array
    with opened(leaves(8)) as file:
        page = file.pages[2].obj  # on the right of the second sheet's front
        kinds = {
            "xyz": [page, name.XYZ, 10, 20, 2],
            "null": [page, name.XYZ, None, None, None],
            "fit": [page, name.Fit],
            "fith": [page, name.FitH, 30],
            "fitv": [page, name.FitV, 40],
            "fitr": [page, name.FitR, 1, 2, 3, 4],
        }
        pairs = [i for k in sorted(kinds) for i in (pikepdf.String(k), array(kinds[k]))]
        file.Root.Names.Dests = pikepdf.Dictionary(Names=array(pairs))
        action = pikepdf.Dictionary(S=name.GoTo, D=array([page, name.XYZ, 0, 0, 0]))
        file.Root.OpenAction = action
        buffer = io.BytesIO()
        file.save(buffer)
    data = impose(buffer.getvalue(), Imposition(booklet=True, thickness=0))
    with opened(data) as file:
        names = file.Root.Names.Dests.Names
        sheet = file.pages[2].objgen
        found = {}
        for at in range(0, len(names), 2):
            assert names[at + 1][0].objgen == sheet
            numbers = [float(n) for n in list(names[at + 1])[2:]]
            found[str(names[at])] = (str(names[at + 1][1]), *numbers)
        assert file.Root.OpenAction.D[0].objgen == sheet
    spine, high, right = (pytest.approx(v * MM, abs=0.01) for v in (148, 210, 296))
    at = pytest.approx
    width = 148 * MM
    assert found == {
        "xyz": ("/XYZ", at(width + 10, abs=0.01), 20, 2),
        "null": ("/XYZ", spine, high, 0),
        "fit": ("/FitR", spine, 0, right, high),
        "fith": ("/FitH", 30),
        "fitv": ("/FitV", at(width + 40, abs=0.01)),
        "fitr": (
            "/FitR", at(width + 1, abs=0.01), 2, at(width + 3, abs=0.01), 4
        ),
    }  # fmt: skip


def test_structure_across_pages_and_boxes_go_along() -> None:
    """An element with content on two pages names both sheets; its box moves once."""
    shared = pikepdf.Dictionary(O=pikepdf.Name.Layout, BBox=[1, 2, 3, 4])
    with opened(leaves(8)) as file:
        shared = file.make_indirect(shared)
        for item in _elements(file):
            if "/Pg" in item and item.Pg == file.pages[1].obj:
                item.A = pikepdf.Array([shared])
                third = pikepdf.Dictionary(
                    Type=pikepdf.Name.MCR, Pg=file.pages[2].obj, MCID=0
                )
                item.K = pikepdf.Array([*item.K, third])
        buffer = io.BytesIO()
        file.save(buffer)
    flat = Imposition(booklet=True, thickness=0)
    with opened(impose(buffer.getvalue(), flat)) as file:
        second, third = file.pages[1], file.pages[2]
        held = [item for item in _elements(file) if "/A" in item]
        found = [item for item in held if isinstance(item.A, pikepdf.Array)]
        for item in found:
            assert item.Pg == second.obj
            assert item.K[-1].Pg == third.obj
            assert item.K[-1].Stm.objgen == third.Resources.XObject["/P3"].objgen
            assert [float(n) for n in item.A[0].BBox] == [1, 2, 3, 4]
        assert found


def test_what_belongs_to_the_whole_is_kept(report: bytes) -> None:
    """Originals, metadata, colour, language; labels say what is on a side."""
    with opened(report) as before, opened(impose(report, MODES["booklet"])) as after:
        assert dict(after.docinfo) == dict(before.docinfo)
        packets = [file.Root.Metadata.read_raw_bytes() for file in (before, after)]
        assert packets[0] == packets[1]
        assert after.Root.Lang == before.Root.Lang
        assert len(after.Root.AF) == len(before.Root.AF) == 4
        assert len(after.Root.OutputIntents) == 1
        for name in before.attachments:
            contents = [
                file.attachments[name].get_file().read_bytes()
                for file in (before, after)
            ]
            assert contents[0] == contents[1]
        count = len(before.pages)
        assert after.pages[1].label == f"2, {count - 1 + -count % 4}"
        assert after.Root.ViewerPreferences.DisplayDocTitle
        assert after.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
