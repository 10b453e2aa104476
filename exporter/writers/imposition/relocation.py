"""All that led to a page leads to its place on a sheet: tags, links, bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import pikepdf
from pikepdf import Array, Dictionary, Name

from exporter.writers.imposition import destinations
from exporter.writers.imposition.destinations import Places
from exporter.writers.imposition.sheets import Placed

_PAIRS = ("/QuadPoints", "/L", "/Vertices", "/CL")
"""Entries of annotations that are points, x and y in turn (ISO 32000-1, 12.5.6)."""


def relocate(pdf: pikepdf.Pdf, placed: Iterable[Placed]) -> None:
    """Lead annotations, structure elements and destinations to the sheets."""
    places: Places = {page.leaf.page.obj.objgen: page for page in placed}
    for page in places.values():
        annotations = list(page.leaf.page.obj.get("/Annots", ()))
        for annotation in annotations:
            _move(annotation, page)
        if annotations:
            joined = [*page.sheet.get("/Annots", ()), *annotations]
            page.sheet.Annots = Array(joined)
    for element in _elements(pdf):
        _retag(element, places)
    destinations.redirect(pdf, places)


def _move(annotation: pikepdf.Object, page: Placed) -> None:
    """Put an annotation where its page is now."""
    annotation.Rect = Array(destinations.moved_box(annotation.Rect, page))
    for key in _PAIRS:
        if key in annotation:
            annotation[key] = _points(annotation[key], page)
    if "/InkList" in annotation:
        strokes = [_points(stroke, page) for stroke in annotation.InkList]
        annotation.InkList = Array(strokes)
    if "/P" in annotation:
        annotation.P = page.sheet


def _points(numbers: pikepdf.Object, page: Placed) -> Array:
    values = [float(number) for number in numbers]
    pairs = zip(values[::2], values[1::2], strict=False)
    moved = (value for pair in pairs for value in page.matrix.transform(pair))
    return Array([round(value, 3) for value in moved])


def _elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield each structure element once, whichever way they hang together.

    Some, as those of running heads, hang on their content only.
    """
    root = pdf.Root.get("/StructTreeRoot")
    waiting = [] if root is None else _kids(root)
    loose = (item for item in pdf.objects if _is_element(item))
    seen: set[tuple[int, int]] = set()
    while waiting or (waiting := list(islice(loose, 1))):
        element = waiting.pop()
        if not isinstance(element, Dictionary) or "/S" not in element:
            continue
        if element.is_indirect:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
        waiting += _kids(element)
        yield element


def _is_element(item: pikepdf.Object) -> bool:
    return isinstance(item, Dictionary) and item.get("/Type") == Name.StructElem


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", ())
    return list(kids) if isinstance(kids, (Array, tuple)) else [kids]


def _retag(element: pikepdf.Object, places: Places) -> None:
    """Name the sheet, and the form that now has the element's marked content.

    A number alone would be of the sheet's own content (ISO 32000-1, 14.7.4.2).
    """
    own = places.get(element.Pg.objgen) if "/Pg" in element else None
    kids = [_kid(kid, own, places) for kid in _kids(element)]
    if kids:
        element.K = Array(kids)
    if own:
        element.Pg = own.sheet
        _rebox(element, own)


def _kid(kid: pikepdf.Object, own: Placed | None, places: Places) -> pikepdf.Object:
    if isinstance(kid, int):
        return own and _content(own, kid)
    if not isinstance(kid, Dictionary) or "/S" in kid:
        return kid
    page = places.get(kid.Pg.objgen, own) if "/Pg" in kid else own
    if page and kid.get("/Type") == Name.MCR and "/Stm" not in kid:
        return _content(page, int(kid.MCID))
    if page and "/Pg" in kid:
        kid.Pg = page.sheet
    return kid


def _content(page: Placed, number: int) -> Dictionary:
    return Dictionary(Type=Name.MCR, Pg=page.sheet, Stm=page.form, MCID=number)


def _rebox(element: pikepdf.Object, page: Placed) -> None:
    """Move the box that an element says it has (ISO 32000-1, 14.8.5.4.3)."""
    attributes = element.get("/A")
    if isinstance(attributes, Array):
        element.A = Array([_moved(item, page) for item in attributes])
    elif attributes is not None:
        element.A = _moved(attributes, page)


def _moved(item: pikepdf.Object, page: Placed) -> pikepdf.Object:
    """Return attributes for a place on the sheet; others may share the old ones."""
    if not isinstance(item, Dictionary) or "/BBox" not in item:
        return item
    box = Array(destinations.moved_box(item.BBox, page))
    return Dictionary({**dict(item.items()), "/BBox": box})
