"""Gradients: shadings whose functions give the colours of another space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary

from exporter.errors import OutputError
from exporter.writers.operators import converted
from exporter.writers.spaces import COMPONENTS, Kind, kind_of
from exporter.writers.targets import Target

_SAMPLES = 33
_SMOOTH = (2, 3)  # axial and radial, ISO 32000-1, 8.7.4.5.3 and 8.7.4.5.4
_DEEPEST = 8


def convert(
    pdf: pikepdf.Pdf,
    shading: pikepdf.Object,
    named: pikepdf.Object | None,
    target: Target,
) -> None:
    """Bring an axial or radial shading into the target's space, in place.

    A straight line through RGB is none through other spaces, so that each stretch
    between two colours is sampled.

    Raises:
        OutputError: it is a shading that neither WeasyPrint nor this project writes.
    """
    kind = kind_of(shading.ColorSpace, named)
    if kind is not target.kind:
        if int(shading.ShadingType) not in _SMOOTH or kind not in COMPONENTS:
            raise OutputError("a gradient of a rare kind can't be converted")
        shading.Function = _function(pdf, shading.Function, kind, target)
        if "/Background" in shading:
            values = [float(value) for value in shading.Background]
            shading.Background = Array(_rounded(converted(target, kind, values)))
    shading.ColorSpace = target.kind.device


def _function(
    pdf: pikepdf.Pdf,
    function: pikepdf.Object,
    kind: Kind,
    target: Target,
    depth: int = 0,
) -> pikepdf.Object:
    """Return the function of a shading for the target; hard stops stay hard."""
    if isinstance(function, pikepdf.Array) or depth > _DEEPEST:
        raise OutputError("a gradient of a rare kind can't be converted")
    if int(function.FunctionType) == 3:
        made = Dictionary(
            FunctionType=3,
            Domain=Array(function.Domain),
            Encode=Array(function.Encode),
            Bounds=Array(function.Bounds),
            Functions=Array(
                [
                    _function(pdf, part, kind, target, depth + 1)
                    for part in function.Functions
                ]
            ),
        )
        return pdf.make_indirect(made)
    return _sampled(pdf, function, kind, target)


def _sampled(
    pdf: pikepdf.Pdf, function: pikepdf.Object, kind: Kind, target: Target
) -> pikepdf.Object:
    """Return a table of colours for a stretch between two (ISO 32000-1, 7.10.2)."""
    values = _values(function, COMPONENTS[kind])
    rows = [
        converted(target, kind, values(step / (_SAMPLES - 1)))
        for step in range(_SAMPLES)
    ]
    if all(a == b for a, b in pairwise(rows)):
        rows = rows[:2]
    return pdf.make_stream(
        b"".join(bytes(round(255 * value) for value in row) for row in rows),
        FunctionType=0,
        Domain=Array(function.Domain),
        Range=Array([0, 1] * COMPONENTS[target.kind]),
        Size=Array([len(rows)]),
        BitsPerSample=8,
    )


def _values(function: pikepdf.Object, count: int) -> Callable[[float], list[float]]:
    """Return what gives the colour at a place from 0 to 1 of a function's domain."""
    kind = int(function.FunctionType)
    if kind == 2:
        low, high = (float(value) for value in function.Domain)
        first = [float(value) for value in function.get("/C0", [0])]
        last = [float(value) for value in function.get("/C1", [1])]
        exponent = float(function.N)
        return lambda at: _between(first, last, (low + (high - low) * at) ** exponent)
    odd = {"/Encode", "/Decode"} & set(function.keys())
    if kind != 0 or odd or int(function.BitsPerSample) != 8:
        raise OutputError("a gradient of a rare kind can't be converted")
    table = [value / 255 for value in function.read_bytes()]
    rows = [table[at : at + count] for at in range(0, len(table), count)]

    def look_up(at: float) -> list[float]:
        place = min(int(at * (len(rows) - 1)), len(rows) - 2)
        return _between(rows[place], rows[place + 1], at * (len(rows) - 1) - place)

    return look_up


def _between(first: list[float], last: list[float], at: float) -> list[float]:
    return [a + at * (b - a) for a, b in zip(first, last, strict=True)]


def _rounded(colour: Sequence[float]) -> list[float]:
    return [round(value, 4) for value in colour]
