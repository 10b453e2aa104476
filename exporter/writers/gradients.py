"""Gradients: shadings whose functions give the colours of another space."""

from __future__ import annotations

from collections.abc import Sequence
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
    if int(function.FunctionType) != 2:
        raise OutputError("a gradient of a rare kind can't be converted")
    return _sampled(pdf, function, kind, target)


def _sampled(
    pdf: pikepdf.Pdf, function: pikepdf.Object, kind: Kind, target: Target
) -> pikepdf.Object:
    """Return a table of colours for an interpolation (ISO 32000-1, 7.10.2, 7.10.3)."""
    first = [float(value) for value in function.get("/C0", [0])]
    last = [float(value) for value in function.get("/C1", [1])]
    low, high = (float(value) for value in function.Domain)
    exponent = float(function.N)
    rows: list[Sequence[float]] = []
    for step in range(_SAMPLES):
        at = (low + (high - low) * step / (_SAMPLES - 1)) ** exponent
        values = [a + at * (b - a) for a, b in zip(first, last, strict=True)]
        rows.append(converted(target, kind, values))
    if all(a == b for a, b in pairwise(rows)):
        rows = rows[:2]
    count = COMPONENTS[target.kind]
    return pdf.make_stream(
        b"".join(bytes(round(255 * value) for value in row) for row in rows),
        FunctionType=0,
        Domain=Array(function.Domain),
        Range=Array([0, 1] * count),
        Size=Array([len(rows)]),
        BitsPerSample=8,
    )


def _rounded(colour: Sequence[float]) -> list[float]:
    return [round(value, 4) for value in colour]
