"""Objects of a PDF of unknown origin: entries may be missing or of another type."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

import pikepdf

_MOST, _DEEPEST = 200_000, 256
_FORMS = 8  # forms within forms
_LARGEST = 64 << 20  # bytes of a content stream, unpacked
_ODD = 256 << 10  # bytes of one packed in another way than Flate alone


def entry(holder: object, *keys: str) -> object:
    """Return what a path of keys leads to, None if it breaks off."""
    for key in keys:
        if not isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
            return None
        holder = holder.get(key)
    return holder


def string(holder: object, *keys: str) -> str:
    """Return a text string without white space around it, else an empty one."""
    value = entry(holder, *keys)
    return str(value).strip() if isinstance(value, pikepdf.String) else ""


def elements(holder: object) -> list[object]:
    """Return the elements of an array, or the only object in its place."""
    if holder is None:
        return []
    return list(holder) if isinstance(holder, pikepdf.Array) else [holder]


def number(holder: object) -> float | None:
    """Return a number, None for anything else."""
    plain = isinstance(holder, int | float) and not isinstance(holder, bool)
    return float(holder) if plain or type(holder).__name__ == "Decimal" else None  # type: ignore[arg-type]  # what pikepdf calls a number


def descend(root: object, key: str) -> Iterator[pikepdf.Dictionary]:
    """Yield the dictionaries of a tree below a root, in order, loops cut off."""
    seen: set[tuple[int, int]] = set()
    waiting = [(root, 0)]
    count = 0
    while waiting and count < _MOST:
        node, depth = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        if node.objgen != (0, 0):
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        count += 1
        yield node
        if depth < _DEEPEST:
            kids = elements(node.get(key))
            waiting += [(kid, depth + 1) for kid in reversed(kids)]


def resources(page: object, kind: str, seen: set[tuple[int, int]]) -> Iterator[object]:
    """Yield the resources of a kind that a page and the forms in it use.

    Objects in ``seen`` are passed over; those met are added to it.
    """
    waiting = [(page, 0)]
    while waiting and len(seen) < _MOST:
        holder, depth = waiting.pop()
        resource = entry(holder, "/Resources")
        named = [resource] if resource is not None else []
        for dictionary in filter(_is_new(seen), named):
            forms = _values(entry(dictionary, "/XObject"))
            yield from _values(entry(dictionary, kind))
            if depth < _FORMS:
                waiting += [
                    (form, depth + 1)
                    for form in forms
                    if str(entry(form, "/Subtype")) == "/Form" and _is_new(seen)(form)
                ]


def _values(holder: object) -> list[object]:
    return list(holder.values()) if isinstance(holder, pikepdf.Dictionary) else []


def _is_new(seen: set[tuple[int, int]]) -> Callable[[object], bool]:
    """Return a test that is true once for each object; direct ones are always new."""

    def test(holder: object) -> bool:
        key = getattr(holder, "objgen", (0, 0))
        new = key == (0, 0) or key not in seen
        seen.add(key)
        return new

    return test


def fits(stream: object) -> bool:
    """Tell whether a content stream unpacks to 64 MiB at most."""
    if not isinstance(stream, pikepdf.Stream):
        return True
    packing = [str(name) for name in elements(stream.get("/Filter"))]
    if not packing:
        return True
    if packing != ["/FlateDecode"]:
        # Of a packing in a packing it is known only how small it must be at first.
        return len(packing) < 3 and len(stream.read_raw_bytes()) <= _ODD
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(stream.read_raw_bytes(), _LARGEST)
    except zlib.error:
        return True  # it unpacks to nothing
    return not unpacker.unconsumed_tail
