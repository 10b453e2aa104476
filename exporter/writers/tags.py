"""The structure tree as PDF/UA-1 wants it, where WeasyPrint leaves it otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from exporter.writers.engine import POINTS

_ITEM_KIDS = ("/Lbl", "/LBody")
_HOLDERS = frozenset(
    ("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Span", "/LBody", "/Lbl", "/TD",
     "/TH", "/Caption")
)  # fmt: skip
"""Elements that may hold content themselves (ISO 32000-1, 14.8.4)."""
_BARE = {"Type", "S", "K", "Pg", "P"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where pages have their place in a larger file.

    ``depth`` levels are added to their headings; ``name`` goes before the ids of
    their cells, which must be unique in the whole (ISO 32000-1, 14.7.2).
    """

    depth: int = 0
    name: str = ""


ALONE = Place()
"""The place of pages that are a file by themselves."""


def mend(pdf: Any, place: Place = ALONE) -> None:
    """Bring lists, tables and headings into the form that the standards know.

    ``pdf`` is a ``pydyf.PDF``.
    """
    elements: dict[str, list[Any]] = {}
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/StructElem":
            elements.setdefault(item["S"], []).append(item)
    _deepen(elements, place.depth)
    for item in elements.get("/LI", ()):
        _wrap(pdf, item)
    for head in elements.get("/THead", ()):
        _name_columns(pdf, head)
    for kind, scope in (("/TD", None), ("/TH", "/Row")):
        for cell in elements.get(kind, ()):
            _relate(cell, scope)
            _rename(cell, place.name)
    for figure in elements.get("/Figure", ()):
        _place(pdf, figure)
    _name_notes(pdf, elements.get("/Document", ()), place.name)
    _merge(pdf, elements.get("/Span", ()))


def _place(pdf: Any, figure: Any) -> None:
    """Say where a figure is in the page's own units, from its foot up.

    So ISO 32000-1, 14.8.5.4.3; WeasyPrint counts pixels from the top down.
    """
    page = _element(pdf, figure["Pg"])
    height = page.get("TrimBox", page["MediaBox"])[3]
    left, top, right, low = (POINTS * side for side in figure["A"]["BBox"])
    box = (left, height - low, right, height - top)
    figure["A"]["BBox"] = pydyf.Array(round(side, 2) for side in box)


def _name_notes(pdf: Any, documents: Sequence[Any], name: str) -> None:
    """Let notes at the foot of pages be notes (ISO 14289-1, 7.9).

    WeasyPrint hangs the foot of each page right into the document, and calls a note
    what the element is called that it comes from.
    """
    feet = (_element(pdf, kid) for document in documents for kid in document["K"])
    notes = (
        _element(pdf, kid)
        for foot in feet
        if foot["S"] == "/NonStruct"
        for kid in foot["K"]
        if isinstance(kid, bytes)
    )
    for number, note in enumerate(notes, 1):
        first = next(iter(note.get("K", ())), None)
        # A stylesheet may put text of its own there, which has no marker.
        if note.get("S") == "/Span" and isinstance(first, bytes):
            note["S"] = "/Note"
            note["ID"] = pydyf.String(f"{name}note-{number}")
            _element(pdf, first)["S"] = "/Lbl"


def _merge(pdf: Any, spans: Sequence[Any]) -> None:
    """Give the content of spans that say nothing to what they are in.

    WeasyPrint makes one for each line, which are most of all objects.
    """
    heirs: dict[bytes, bytes] = {}
    for span in reversed(spans):  # the inner ones come after the outer ones
        parent = _element(pdf, span["P"])
        kids = span["K"]
        if parent.get("S") not in _HOLDERS or not span.keys() <= _BARE:
            continue
        if all(isinstance(kid, int) for kid in kids):
            at = parent["K"].index(span.reference)
            parent["K"][at : at + 1] = kids
            heirs[span.reference] = parent.reference
            span.clear()  # nothing refers to it any more
    if not heirs:
        return
    tree = _element(pdf, _element(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])
    for owners in tree["Nums"]:
        if isinstance(owners, list):
            owners[:] = [_heir(owner, heirs) for owner in owners]


def _heir(owner: bytes, heirs: dict[bytes, bytes]) -> bytes:
    while owner in heirs:
        owner = heirs[owner]
    return owner


def _deepen(elements: dict[str, list[Any]], depth: int) -> None:
    for level in range(1, 7) if depth else ():
        for heading in elements.get(f"/H{level}", ()):
            heading["S"] = f"/H{min(level + depth, 6)}"


def _rename(cell: Any, name: str) -> None:
    """Put a name before the id of a cell and the ids of the heads it refers to."""
    if not name:
        return
    if "ID" in cell:
        cell["ID"] = type(cell["ID"])(name + cell["ID"].string)
    if "Headers" in cell["A"]:
        heads = cell["A"]["Headers"]
        cell["A"]["Headers"] = type(heads)(type(h)(name + h.string) for h in heads)


def _wrap(pdf: Any, item: Any) -> None:
    """Wrap what a list item holds beside its label into one body.

    A list item has a label and a body and nothing else (ISO 32000-1, 14.8.4.3.3);
    WeasyPrint hangs paragraphs right into it.
    """
    kids = item["K"]
    loose = [kid for kid in kids if _element(pdf, kid).get("S") not in _ITEM_KIDS]
    if not loose:
        return
    body = type(item)(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": type(kids)(loose),
            "Pg": item["Pg"],
            "P": item.reference,
        }
    )
    pdf.add_object(body)
    for kid in loose:
        _element(pdf, kid)["P"] = body.reference
    first = kids.index(loose[0])
    kept = [kid for kid in kids if kid not in loose]
    kept.insert(first, body.reference)
    item["K"] = type(kids)(kept)


def _name_columns(pdf: Any, head: Any) -> None:
    """Make all cells of a table's head heads of columns, an empty one too."""
    for row in head["K"]:
        for reference in _element(pdf, row)["K"]:
            cell = _element(pdf, reference)
            if cell.get("S") not in ("/TD", "/TH"):
                continue
            cell["S"] = "/TH"
            cell["A"].pop("Headers", None)
            cell["A"]["Scope"] = "/Column"


def _relate(cell: Any, scope: str | None) -> None:
    """Give a head its scope, and a cell no list of heads if that is empty.

    Heads are found by their scope then (ISO 32000-1, 14.8.5.7, table 349).
    """
    relation = cell["A"]
    if not relation.get("Headers", True):
        del relation["Headers"]
    if scope and "Scope" not in relation and cell["S"] == "/TH":
        relation["Scope"] = scope


def _element(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
