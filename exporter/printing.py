"""What a run wants of pages: paper, sides, links, sheets, colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import Enum
from pathlib import Path

from exporter.errors import UsageError, suggest

_SIZES = {  # millimetres, upright: ISO 216, and the sizes of ANSI and the trade
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "a6": (105.0, 148.0),
    "b5": (176.0, 250.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "tabloid": (279.4, 431.8),
    "half-letter": (139.7, 215.9),
}
_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_MEASURED = re.compile(r"([\d.]+)\s*(mm|cm|in|pt)?\s*[x×*]\s*([\d.]+)\s*(mm|cm|in|pt)?")
_LENGTH = re.compile(r"([\d.]+)\s*(mm|cm|in|pt)?")
_SMALLEST, _LARGEST = 70.0, 1200.0  # millimetres of a side
_WIDEST_BLEED, _THICKEST = 20.0, 2.0  # millimetres
UP = (1, 2, 4, 6, 8, 9, 16)
"""How many pages a side of a sheet can have."""


class Mark(Enum):
    """What is drawn outside of the pages, for those who cut and print."""

    CROP = "crop"
    CROSS = "cross"


class Sides(Enum):
    """Whether pages are printed on one side of the paper or on two."""

    ONE = "one"
    TWO = "two"


class Links(Enum):
    """How the addresses behind links are shown on paper."""

    LIST = "list"
    """After the text, without marks in it."""
    NOTES = "notes"
    """After the text, with numbers that stand in it, too."""
    INLINE = "inline"
    """In the text, after the words that are linked."""
    NONE = "none"


class Notes(Enum):
    """Where the notes of a text stand on pages."""

    FOOT = "foot"
    """At the foot of the page that refers to them."""
    END = "end"
    """After the text; in columns they can't stand elsewhere."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The size of a page or sheet in millimetres."""

    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """The wishes of a run for its PDFs; None leaves a choice to the layout.

    Lengths are millimetres. ``signature`` is a number of pages, 0 for one of all;
    ``creep`` the thickness of a sheet; ``sheet`` the paper that a booklet or several
    pages a side are put on.
    """

    paper: Paper | None = None
    sides: Sides | None = None
    links: Links | None = None
    gray: bool = False
    bleed: float = 0.0
    marks: tuple[Mark, ...] = ()
    booklet: bool = False
    signature: int = 0
    creep: float | None = None
    n_up: int = 1
    sheet: Paper | None = None
    press: bool = False
    press_profile: Path | None = None

    @property
    def imposes(self) -> bool:
        """Tell whether pages are put on sheets."""
        return self.booklet or self.n_up > 1 or bool(self.marks)

    @property
    def given(self) -> tuple[str, ...]:
        """Return the options that were used, as they are written."""
        return tuple(
            "--" + item.name.replace("_", "-")
            for item in fields(self)
            if getattr(self, item.name) != item.default
        )


PLAIN = Printing()
"""No wishes: pages as the layout has them."""


def settled(printing: Printing) -> Printing:
    """Return the wishes with what follows from them.

    Raises:
        UsageError: two of them exclude each other.
    """
    for message, hint in _conflicts(printing):
        raise UsageError(message, hint=hint)
    if printing.booklet and printing.sides is None:
        return replace(printing, sides=Sides.TWO)  # its leaves are printed on both
    return printing


def _conflicts(printing: Printing) -> Iterator[tuple[str, str]]:
    folded = printing.booklet
    several = folded or printing.n_up > 1
    if folded and printing.n_up > 1:
        yield "--booklet has two pages a side; --n-up can't change that", "use one"
    if not folded and (printing.signature or printing.creep is not None):
        name = "--signature" if printing.signature else "--creep"
        yield f"{name} is for --booklet", "add --booklet"
    if printing.sheet and not several:
        hint = "--paper says how large the pages are"
        yield "--sheet is for --booklet and --n-up", hint
    if folded and printing.sides is Sides.ONE:
        hint = "leave --sides out"
        yield "the leaves of a booklet are printed on two sides", hint
    if printing.n_up > 1 and (printing.bleed or printing.marks):
        hint = "leave --bleed and --marks out"
        yield "pages that share a sheet with --n-up are not cut", hint
    if printing.press and several:
        hint = "leave --press out, or give the press single pages"
        yield "a press puts the pages on sheets itself", hint
    if printing.press_profile and not printing.press:
        yield "--press-profile is for --press", "add --press"


def paper(text: str) -> Paper:
    """Read the name of a size, or WIDTHxHEIGHT in mm, cm, in or pt.

    Raises:
        ValueError: it is neither, or smaller or larger than paper is.
    """
    name = text.strip().lower()
    if name in _SIZES:
        return Paper(*_SIZES[name])
    found = _MEASURED.fullmatch(name)
    if not found:
        advice = suggest(name, _SIZES) or f"sizes: {', '.join(_SIZES)}"
        raise ValueError(f"no size of paper: {text!r}; {advice}, or 170x240mm")
    unit = found[4] or found[2] or "mm"
    sides = _millimetres(found[1], found[2] or unit), _millimetres(found[3], unit)
    if not all(_SMALLEST <= side <= _LARGEST for side in sides):
        limits = f"{_SMALLEST:g} to {_LARGEST:g} mm"
        raise ValueError(f"the sides of paper are {limits}, not {text!r}")
    return Paper(*sides)


def bleed(text: str) -> float:
    """Read how far ink goes past the trim; return millimetres.

    Raises:
        ValueError: it is no length, or longer than 20 mm.
    """
    return _length(text, _WIDEST_BLEED)


def creep(text: str) -> float:
    """Read the thickness of a sheet; return millimetres.

    Raises:
        ValueError: it is no length, or longer than 2 mm.
    """
    return _length(text, _THICKEST)


def _length(text: str, most: float) -> float:
    found = _LENGTH.fullmatch(text.strip().lower())
    value = _millimetres(found[1], found[2] or "mm") if found else -1.0
    if not 0 <= value <= most:
        raise ValueError(
            f"wants a length such as 3mm, at most {most:g} mm, not {text!r}"
        )
    return value


def _millimetres(number: str, unit: str) -> float:
    try:
        return round(float(number) * _UNITS[unit], 3)
    except ValueError:
        raise ValueError(f"not a number: {number!r}") from None


def signature(number: int) -> int:
    """Check the pages of a signature.

    Raises:
        ValueError: a folded sheet has four pages.
    """
    if number % 4 or not 4 <= number <= 128:
        raise ValueError(f"wants a multiple of 4, up to 128, not {number}")
    return number


def up(number: int) -> int:
    """Check the pages on a side of a sheet.

    Raises:
        ValueError: so many can't be arranged.
    """
    if number not in UP:
        raise ValueError(f"wants one of {', '.join(map(str, UP))}, not {number}")
    return number


def marks(names: tuple[str, ...]) -> tuple[Mark, ...]:
    """Check the names of marks.

    Raises:
        ValueError: there is no such mark.
    """
    known = [mark.value for mark in Mark]
    for name in names:
        if name not in known:
            advice = suggest(name, known) or f"marks: {', '.join(known)}"
            raise ValueError(f"no mark: {name!r}; {advice}")
    return tuple(mark for mark in Mark if mark.value in names)
