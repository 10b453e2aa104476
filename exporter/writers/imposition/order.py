"""Which page goes where: what the user asks for, and the printer's order."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from exporter.errors import UsageError
from exporter.printing import UP, Mark

_FOLD = 4  # pages that a sheet folded once has
_THICKEST = 5.0  # millimetres: a board, not a sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Imposition:
    """How pages are put on sheets; lengths in millimetres.

    ``up`` pages are on one side of a sheet, in a booklet always two. ``signature``
    pages, a multiple of 4, are folded together; 0 says all. ``thickness`` is that of
    a sheet of paper, ``bleed`` how far ink goes past the trim, ``paper`` the sheet's
    width and height, whichever way round; None is what the pages need.

    Raises:
        UsageError: a value is out of range, or two don't go together.
    """

    up: int = 1
    booklet: bool = False
    signature: int = 0
    thickness: float = 0.1
    bleed: float = 0.0
    marks: tuple[Mark, ...] = ()
    paper: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        for wrong, message in (*self._unfit(), *self._unmeasured()):
            if wrong:
                raise UsageError(message)

    def _unfit(self) -> Iterator[tuple[bool, str]]:
        known = ", ".join(map(str, UP))
        yield self.up not in UP, f"{self.up} pages on a side: only {known} are known"
        yield (
            self.booklet and self.up > 2,
            f"a booklet has 2 pages on a side, not {self.up}",
        )
        yield (
            self.signature < 0 or self.signature % _FOLD > 0,
            f"a signature of {self.signature} pages: it must be a multiple of 4",
        )
        yield (
            self.signature > 0 and not self.booklet,
            "only a booklet is folded in signatures",
        )

    def _unmeasured(self) -> Iterator[tuple[bool, str]]:
        yield (
            not 0 <= self.thickness <= _THICKEST,
            f"paper {self.thickness:g} mm thick: it must be 0 to {_THICKEST:g} mm",
        )
        yield (
            not 0 <= self.bleed < math.inf,
            f"a bleed of {self.bleed:g} mm: it can't be less than 0 or endless",
        )
        yield (
            self.paper is not None and not all(0 < s < math.inf for s in self.paper),
            "the paper must have a width and a height above 0",
        )

    @property
    def columns(self) -> int:
        """Return 2 for booklets, else ``up``."""
        return 2 if self.booklet else self.up


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A side of a sheet: its pages by index, or None for a blank, in the order of the
    cells: from the left, or from the right if ``leftwards``.

    ``depth`` counts the sheets around it in the same fold, from 0.
    """

    pages: tuple[int | None, ...]
    depth: int = 0
    leftwards: bool = False


def arrange(count: int, imposition: Imposition, *, leftwards: bool) -> tuple[Side, ...]:
    """Return the sides for so many pages, in the order of printing.

    ``leftwards`` tells that the text is read from the right: it binds there.
    """
    if imposition.booklet:
        return tuple(_folded(count, imposition.signature, leftwards=leftwards))
    starts = range(0, count, imposition.up)
    return tuple(
        Side(
            pages=tuple(
                page if page < count else None
                for page in range(start, start + imposition.up)
            ),
            leftwards=leftwards,
        )
        for start in starts
    )


def _folded(count: int, signature: int, *, leftwards: bool) -> Iterator[Side]:
    """Yield front and back of each sheet, the outermost of a signature first.

    Blanks come at the end; the last signature is as small as its pages allow.
    """
    whole = _padded(count)
    size = signature or whole
    for first in range(0, whole, size):
        last = min(first + size, whole) - 1
        for turn in range((last - first + 1) // 2):
            pair = (last - turn, first + turn)
            if turn % 2:  # the back, where the reader's order is the page's
                pair = (first + turn, last - turn)
            pages = tuple(page if page < count else None for page in pair)
            yield Side(pages=pages, depth=turn // 2, leftwards=leftwards)


def _padded(count: int) -> int:
    return count + -count % _FOLD
