"""Marks for those who cut, fold and print: hairlines outside of the pages.

All are drawn by one operator of colour, ``0 G``: a conversion to CMYK can take that
for the registration colour. They are artifacts of the kind that ISO 32000-1,
14.8.2.2.2, names for cut marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import pi, tan

from exporter.printing import Mark
from exporter.writers.imposition.frames import LENGTH, Frame, offset

_HAIRLINE = 0.25  # points
_RADIUS = 0.3 * LENGTH
_ROUND = 4 / 3 * tan(pi / 8)  # a quarter of a circle as one curve
_DASHES = b"[2 2] 0 d"

Line = tuple[float, float, float, float]


def draw(frame: Frame, creep: float, wanted: Iterable[Mark]) -> bytes:
    """Return what paints the marks around the cells, or nothing.

    ``creep`` is how far from the cells the cut of a folded sheet is, in points.
    """
    parts: list[bytes] = []
    marks = set(wanted)
    if Mark.CROP in marks:
        parts += map(_line, _crops(frame, creep))
        if frame.folded:
            folds = b" ".join(map(_line, _folds(frame)))
            parts.append(b"q %s %s Q" % (_DASHES, folds))
    if Mark.CROSS in marks:
        parts += (_cross(x, y) for x, y in _centres(frame))
    if not parts:
        return b""
    head = (
        b"/Artifact <</Type /Page /Subtype /PrinterMark>> BDC q 0 G %.2f w" % _HAIRLINE
    )
    return b"\n".join((head, *parts, b"Q EMC"))


def _reach(frame: Frame) -> tuple[float, float]:
    near = offset(frame.bleed)
    return near, near + LENGTH


def _crops(frame: Frame, creep: float) -> Iterator[Line]:
    """Yield the lines that lead a cut: at each cell's trim, past the outer cells."""
    block, (near, far) = frame.block, _reach(frame)
    for x in sorted(_edges(frame, creep)):
        yield x, block.ury + near, x, block.ury + far
        yield x, block.lly - near, x, block.lly - far
    for row in range(frame.rows):
        low = block.lly + row * (frame.height + frame.gap)
        for y in (low, low + frame.height):
            yield block.llx - near, y, block.llx - far, y
            yield block.urx + near, y, block.urx + far, y


def _edges(frame: Frame, creep: float) -> Iterator[float]:
    """Yield where the paper is cut from top to bottom."""
    block = frame.block
    if frame.folded:
        yield from (block.llx + creep, block.urx - creep)
        return
    for column in range(frame.columns):
        left = block.llx + column * (frame.width + frame.gap)
        yield from (left, left + frame.width)


def _folds(frame: Frame) -> Iterator[Line]:
    """Yield the lines that lead the fold."""
    block, (near, far) = frame.block, _reach(frame)
    middle = frame.sheet[0] / 2
    yield middle, block.ury + near, middle, block.ury + far
    yield middle, block.lly - near, middle, block.lly - far


def _centres(frame: Frame) -> Iterator[tuple[float, float]]:
    """Yield where registration crosses are: beside the middle of each side."""
    block, (near, far) = frame.block, _reach(frame)
    away = (near + far) / 2
    x, y = frame.sheet[0] / 2, frame.sheet[1] / 2
    yield from ((x, block.ury + away), (x, block.lly - away))
    yield from ((block.llx - away, y), (block.urx + away, y))


def _cross(x: float, y: float) -> bytes:
    """Return a circle and a cross that meets it."""
    r, k, arm = _RADIUS, _RADIUS * _ROUND, LENGTH / 2
    curves = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    circle = b" ".join(b"%.3f %.3f %.3f %.3f %.3f %.3f c" % curve for curve in curves)
    lines = (_line((x - arm, y, x + arm, y)), _line((x, y - arm, x, y + arm)))
    return b"%.3f %.3f m %s s\n%s" % (x + r, y, circle, b"\n".join(lines))


def _line(ends: Line) -> bytes:
    return b"%.3f %.3f m %.3f %.3f l S" % ends
