"""What colours become: grey by luminance, inks of a press, or a mask's opacity."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from PIL import Image, ImageFilter

from exporter.writers.inks import Profile
from exporter.writers.spaces import Kind, luminance

_GRID = 33
_SPREAD = 10.5 / 255  # the inks of our layouts are warm greys: #161614, #b4b3ac
_PALEST, _DARKEST = 0.8, 0.1  # L* / 100: paler is a tint of paper, darker is black
Colour = tuple[float, ...]


class Target(Protocol):
    """A device colour space that a file is brought into.

    Colours are numbers from 0 to 1, red, green and blue before. ``registration`` is
    the colour of printer's marks, if the space has one.
    """

    kind: Kind
    registration: Colour

    def colour(self, rgb: Colour) -> Colour:
        """Return a colour in this space."""

    def picture(self, image: Image.Image) -> Image.Image:
        """Return an RGB picture in this space."""


class Grey:
    """Grey as light as the colour: contrast (WCAG 2.2, 1.4.3) stays what it was.

    That ratio is of relative luminances, and the grey is the one of equal luminance.
    """

    kind = Kind.GREY
    registration: Colour = ()

    def colour(self, rgb: Colour) -> Colour:
        """Return the grey of the same relative luminance."""
        return (_grey(*rgb),)

    def picture(self, image: Image.Image) -> Image.Image:
        """Return a picture in grey; a grid of 33³ points keeps it within 1/255."""
        return image.filter(_grid()).getchannel(0)


class Mask:
    """The luminosity that a soft mask counts with (ISO 32000-1, 11.5.3, 11.3.5.3)."""

    kind = Kind.GREY
    registration: Colour = ()

    def colour(self, rgb: Colour) -> Colour:
        """Return the luminosity of a colour."""
        red, green, blue = rgb
        return (0.3 * red + 0.59 * green + 0.11 * blue,)

    def picture(self, image: Image.Image) -> Image.Image:
        """Return the luminosity of a picture."""
        return image.convert("L")


class Press:
    """The inks of a printing condition; neutral text and rules are black ink alone.

    Text in four inks has coloured edges when the plates are a hair out of register.
    """

    kind = Kind.CMYK
    registration: Colour = (1.0, 1.0, 1.0, 1.0)

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def colour(self, rgb: Colour) -> Colour:
        """Return the inks of a colour."""
        light = _lightness(rgb)
        spread = max(rgb) - min(rgb)
        if not spread or (spread <= _SPREAD and light <= _PALEST):
            ink = 1.0 if light < _DARKEST else self._profile.black(light)
            return (0.0, 0.0, 0.0, ink)
        dot = Image.new("RGB", (1, 1), _bytes(rgb))
        return tuple(ink / 255 for ink in self._profile.separate(dot).tobytes())

    def picture(self, image: Image.Image) -> Image.Image:
        """Return the inks of a picture."""
        return self._profile.separate(image)


def _bytes(rgb: Sequence[float]) -> tuple[int, int, int]:
    red, green, blue = (round(255 * value) for value in rgb)
    return red, green, blue


def _grey(red: float, green: float, blue: float) -> float:
    light = luminance((red, green, blue))
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _lightness(rgb: Colour) -> float:
    """Return L* / 100 (ISO/CIE 11664-4)."""
    light = luminance(rgb)
    return 9.033 * light if light <= 0.008856 else 1.16 * light ** (1 / 3) - 0.16


@cache
def _grid() -> ImageFilter.Color3DLUT:
    def point(red: float, green: float, blue: float) -> tuple[float, float, float]:
        return (_grey(red, green, blue),) * 3

    return ImageFilter.Color3DLUT.generate(_GRID, point)
