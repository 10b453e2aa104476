"""The structure tree as PDF/UA-1 wants it, where WeasyPrint leaves it otherwise."""

from __future__ import annotations

from typing import Any

_ITEM_KIDS = ("/Lbl", "/LBody")


def mend(pdf: Any) -> None:
    """Bring lists and tables into the form that the standards know.

    ``pdf`` is a ``pydyf.PDF``.
    """
    elements: dict[str, list[Any]] = {}
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/StructElem":
            elements.setdefault(item["S"], []).append(item)
    for item in elements.get("/LI", ()):
        _wrap(pdf, item)
    for head in elements.get("/THead", ()):
        _name_columns(pdf, head)
    for kind, scope in (("/TD", None), ("/TH", "/Row")):
        for cell in elements.get(kind, ()):
            _relate(cell, scope)


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
