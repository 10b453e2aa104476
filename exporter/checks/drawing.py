"""Rules on what is drawn on pages: resolution of images, width of lines."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exporter.checks.rules import Finding, finding

_COARSE = 150  # dots per inch
_SMALL = 36  # points: a smaller image is a mark, whose pixels nobody sees
_THIN = 0.25  # points
_NEST = 6  # forms within forms
_MOST = 200_000  # objects of a file


def check(path: Path) -> Iterator[Finding]:
    """Yield coarse images and thin lines, the first of each on a page."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return  # what one engine reads and another does not, the judges tell
    with document:
        left = _MOST
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                continue
            found: dict[str, Finding] = {}
            for drawn in page.get_objects(max_depth=_NEST):
                left -= 1
                for one in _judge(drawn, f"page {number + 1}"):
                    found.setdefault(one.code, one)
            yield from found.values()
            page.close()
            if left < 0:
                return


def _judge(drawn: Any, where: str) -> Iterator[Finding]:
    from pypdfium2 import raw

    if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
        width, height = _placed(drawn)
        pixels = drawn.get_px_size()
        density = min(pixels[0] / (width or 1), pixels[1] / (height or 1)) * 72
        if max(width, height) > _SMALL and density < _COARSE:
            yield finding("PRINT002", where, f"{density:.0f} dpi")
    elif drawn.type == raw.FPDF_PAGEOBJ_PATH and _is_stroked(drawn):
        pen = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(drawn.raw, pen)
        a, b, c, d, *_ = _matrix(drawn)
        scale = math.sqrt(abs(a * d - b * c)) or math.hypot(a, b)
        if pen.value * scale < _THIN - 0.005:  # what rounding may take away
            yield finding("PRINT003", where, f"{pen.value * scale:.2f} pt")


def _placed(image: Any) -> tuple[float, float]:
    """Return the size at which an image is shown, in points."""
    a, b, c, d, *_ = _matrix(image)
    return math.hypot(a, b), math.hypot(c, d)


def _matrix(drawn: Any) -> tuple[float, ...]:
    """Return an object's matrix, with those of the forms that hold it."""
    matrix = drawn.get_matrix()
    holder = drawn.container
    for _ in range(_NEST):
        if holder is None:
            break
        matrix = matrix.multiply(holder.get_matrix())
        holder = holder.container
    return tuple(matrix.get())


def _is_stroked(path: Any) -> bool:
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    return bool(stroke.value)
