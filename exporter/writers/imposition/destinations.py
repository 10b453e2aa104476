"""Where links, bookmarks and names lead, when their pages are on sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Rectangle

from exporter.writers.imposition.sheets import Placed

Places: TypeAlias = dict[tuple[int, int], Placed]
"""Pages by the number of their object."""
Held: TypeAlias = tuple[Any, str | int]
"""What has a destination, and under which key."""
_WHOLE = ("/Fit", "/FitB")
_ACROSS = ("/FitH", "/FitBH")
_DOWN = ("/FitV", "/FitBV")


def redirect(pdf: pikepdf.Pdf, places: Places) -> None:
    """Lead every destination in a file to its place on a sheet."""
    for holder, key in _holders(pdf):
        dest = holder[key]
        if isinstance(dest, Array) and len(dest) > 1:
            holder[key] = moved(dest, places)


def moved(dest: Array, places: Places) -> Array:
    """Return an explicit destination on the sheet (ISO 32000-1, 12.3.2.2).

    One to a whole page leads to the page's part of the sheet; what is not given is
    the page's upper left corner.
    """
    target, kind = dest[0], str(dest[1])
    page = places.get(target.objgen) if isinstance(target, Dictionary) else None
    if page is None:
        return dest
    if kind in _WHOLE:
        return Array([page.sheet, Name.FitR, *_numbers(page.trim)])
    if kind == "/FitR":
        return Array([page.sheet, Name.FitR, *moved_box(list(dest)[2:6], page)])
    corner = page.matrix.inverse().transform((page.trim.llx, page.trim.ury))
    across, down = kind in _ACROSS, kind in _DOWN
    left = _given(dest, 2, corner[0]) if not across else corner[0]
    top = _given(dest, 2 if across else 3, corner[1]) if not down else corner[1]
    x, y = (round(value, 3) for value in page.matrix.transform((left, top)))
    if across or down:
        return Array([page.sheet, Name(kind), y if across else x])
    return Array([page.sheet, Name.XYZ, x, y, _given(dest, 4, 0)])


def moved_box(box: Iterable[pikepdf.Object], page: Placed) -> list[float]:
    """Return a rectangle of a page on its sheet."""
    return _numbers(page.matrix.transform(Rectangle(Array(list(box)))))


def _given(dest: Array, at: int, otherwise: float) -> float:
    """Return a number of a destination, which may be null or left out."""
    value: Any = dest[at] if at < len(dest) else None
    return otherwise if value is None else float(value)


def _numbers(box: Rectangle) -> list[float]:
    return [round(value, 3) for value in (box.llx, box.lly, box.urx, box.ury)]


def _holders(pdf: pikepdf.Pdf) -> Iterator[Held]:
    root = pdf.Root
    if isinstance(root.get("/OpenAction"), Array):
        yield root, "/OpenAction"
    yield from _led(root, "/OpenAction")
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            yield from _led(annotation, "/A")
    for item in _items(root.get("/Outlines")):
        yield from _led(item, "/A")
    if "/Dests" in root:
        yield from _named(root.Dests, sorted(root.Dests.keys()))
    for leaf in _leaves(root.get("/Names", Dictionary()).get("/Dests")):
        yield from _named(leaf.Names, range(1, len(leaf.Names), 2))


def _named(names: Any, keys: Iterable[str | int]) -> Iterator[Held]:
    for key in keys:
        if isinstance(names[key], Dictionary) and "/D" in names[key]:
            yield names[key], "/D"
        else:
            yield names, key


def _led(holder: pikepdf.Object, key: str) -> Iterator[Held]:
    """Yield where a link, a bookmark or the file leads, by itself or by an action."""
    if "/Dest" in holder:
        yield holder, "/Dest"
    waiting = [holder[key]] if key in holder else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        action = waiting.pop()
        if isinstance(action, Array):  # several that follow
            waiting += list(action)
        if not isinstance(action, Dictionary) or action.objgen in seen:
            continue
        if action.is_indirect:
            seen.add(action.objgen)
        if action.get("/S") == Name.GoTo and "/D" in action:
            yield action, "/D"
        waiting += [action.Next] if "/Next" in action else []


def _items(outlines: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    """Yield each bookmark once."""
    waiting = [] if outlines is None else [outlines]
    seen: set[tuple[int, int]] = set()
    while waiting:
        item = waiting.pop()
        if item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield item
        waiting += [item[key] for key in ("/First", "/Next") if key in item]


def _leaves(tree: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    """Yield the nodes of a name tree that have names (ISO 32000-1, 7.9.6)."""
    waiting = [] if tree is None else [tree]
    seen: set[tuple[int, int]] = set()
    while waiting:
        node = waiting.pop()
        if node.is_indirect and node.objgen in seen:
            continue
        seen.add(node.objgen)
        if "/Names" in node:
            yield node
        waiting += list(node.get("/Kids", ()))
