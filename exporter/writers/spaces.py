"""Colour spaces of a PDF, and the sRGB colour of what is painted in them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import pikepdf
from pikepdf import Name

from exporter.errors import OutputError


class Kind(Enum):
    """The families of colour spaces, by the numbers that a colour has in them."""

    GREY = "/DeviceGray"
    RGB = "/DeviceRGB"
    CMYK = "/DeviceCMYK"
    LAB = "/Lab"
    INDEXED = "/Indexed"
    PATTERN = "/Pattern"

    @property
    def device(self) -> Name:
        """Return the name of the device space."""
        return Name(self.value)


COMPONENTS = {Kind.GREY: 1, Kind.RGB: 3, Kind.CMYK: 4, Kind.LAB: 3}
_NAMES = {
    **{kind.value: kind for kind in Kind},
    "/CalGray": Kind.GREY,
    "/CalRGB": Kind.RGB,
}
_BY_COUNT = {1: Kind.GREY, 3: Kind.RGB, 4: Kind.CMYK}
# Linear sRGB from X, Y, Z relative to the white point (IEC 61966-2-1).
_FROM_XYZ = (
    (3.0803, -1.5372, -0.5430),
    (-0.9212, 1.8760, 0.0453),
    (0.0529, -0.2040, 1.1511),
)
_LUMINANCE = (0.2126, 0.7152, 0.0722)


def kind_of(space: pikepdf.Object | None, named: pikepdf.Object | None) -> Kind:
    """Return the family of a colour space (ISO 32000-1, 8.6), else of none: grey.

    ``named`` are the colour spaces of the resources, which a name may mean.

    Raises:
        OutputError: it is one that neither WeasyPrint nor this project writes.
    """
    if space is None:
        return Kind.GREY
    if isinstance(space, pikepdf.Array):
        family = str(space[0])
        if family == "/ICCBased" and int(space[1].get("/N", 0)) in _BY_COUNT:
            return _BY_COUNT[int(space[1].N)]
    else:
        family = str(space)
        if family not in _NAMES and named is not None and family in named:
            return kind_of(named[family], None)
    if family not in _NAMES:
        raise OutputError(f"colours in {family[1:]} can't be converted")
    return _NAMES[family]


def rgb(kind: Kind, values: Sequence[float]) -> tuple[float, ...]:
    """Return the sRGB colour of a colour, its numbers as they stand in the PDF.

    ICC spaces of three numbers are taken for sRGB, the one that WeasyPrint writes;
    CMYK is converted as ISO 32000-1, 10.3.5 does.
    """
    if kind is Kind.GREY:
        made: Sequence[float] = (values[0],) * 3
    elif kind is Kind.CMYK:
        made = [1 - min(1.0, ink + values[3]) for ink in values[:3]]
    elif kind is Kind.LAB:
        made = _from_lab(*values)
    else:
        made = values
    return tuple(min(1.0, max(0.0, value)) for value in made)


def luminance(colour: Sequence[float]) -> float:
    """Return the relative luminance of an sRGB colour (WCAG 2.2)."""
    return sum(
        weight * _linear(value)
        for weight, value in zip(_LUMINANCE, colour, strict=True)
    )


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _from_lab(lightness: float, a: float, b: float) -> list[float]:
    """Return sRGB of L*a*b*, relative to whichever white point (8.6.5.4)."""
    y = (lightness + 16) / 116
    xyz = [_cubed(value) for value in (y + a / 500, y, y - b / 200)]
    made = []
    for row in _FROM_XYZ:
        light = sum(factor * value for factor, value in zip(row, xyz, strict=True))
        light = min(1.0, max(0.0, light))
        bent = 1.055 * light ** (1 / 2.4) - 0.055
        made.append(12.92 * light if light <= 0.0031308 else bent)
    return made


def _cubed(value: float) -> float:
    return value**3 if value >= 6 / 29 else 108 / 841 * (value - 4 / 29)
