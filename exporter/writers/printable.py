"""What the pages of a file for the press may use: what every press prints alike."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name

from exporter.errors import OutputError

# Settings of one device (ISO 32000-1, 10.4 to 10.5), forbidden or ignored in PDF/X-4.
_DEVICE = ("/TR", "/TR2", "/HT", "/HTP", "/BG", "/BG2", "/UCR", "/UCR2")
_ELSEWHERE = ("/OPI", "/Ref", "/F")


def require(pdf: pikepdf.Pdf) -> None:
    """Drop settings of one device; refuse what a file for the press must not have.

    Raises:
        OutputError: a font is not in the file, a part is PostScript or elsewhere.
    """
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for resources in _resources(page.resources, seen):
            for state in resources.get("/ExtGState", {}).values():
                _drop(state, _DEVICE)
            for font in resources.get("/Font", {}).values():
                _require_embedded(font)
            for item in resources.get("/XObject", {}).values():
                _require_whole(item)


def translucent(resources: pikepdf.Object) -> bool:
    """Say whether anything that a page uses lets what is below shine through."""
    for inner in _resources(resources, set()):
        states = inner.get("/ExtGState", {}).values()
        items = inner.get("/XObject", {}).values()
        if any(map(_mixes, states)):
            return True
        if any("/Group" in item or "/SMask" in item for item in items):
            return True
    return False


def _mixes(state: pikepdf.Object) -> bool:
    opaque = float(state.get("/ca", 1)) == float(state.get("/CA", 1)) == 1
    normal = state.get("/BM", Name.Normal) in (Name.Normal, Name.Compatible)
    masked = isinstance(state.get("/SMask"), pikepdf.Dictionary)
    return masked or not (opaque and normal)


def _resources(
    first: pikepdf.Object, seen: set[tuple[int, int]]
) -> Iterator[pikepdf.Object]:
    """Yield resources and those of the forms and patterns among them, each once."""
    waiting = [first]
    while waiting:
        resources = waiting.pop()
        if resources.is_indirect and resources.objgen in seen:
            continue
        seen.add(resources.objgen)
        yield resources
        for kind in ("/XObject", "/Pattern"):
            for item in resources.get(kind, {}).values():
                if "/Resources" in item and item.objgen not in seen:
                    seen.add(item.objgen)
                    waiting.append(item.Resources)


def _drop(holder: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _require_embedded(font: pikepdf.Object) -> None:
    if font.get("/Subtype") == Name.Type3:
        return
    described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = described.get("/FontDescriptor", Dictionary())
    if not any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")):
        name = str(font.get("/BaseFont", "/?"))[1:]
        raise OutputError(f"the font {name} is not in the file, as PDF/X-4 wants it")


def _require_whole(item: pikepdf.Object) -> None:
    if item.get("/Subtype") == Name.PS or item.get("/Subtype2") == Name.PS:
        raise OutputError("the page has PostScript in it, which PDF/X-4 forbids")
    if any(key in item for key in _ELSEWHERE):
        raise OutputError("a part of the page is outside the file")
    _drop(item, ("/Alternates",))
