"""The sheet of paper: its size, and the cells that pages are put in."""

from __future__ import annotations

from dataclasses import dataclass

from pikepdf import Rectangle

from exporter.errors import OutputError
from exporter.writers.imposition.order import Imposition

MM = 72 / 25.4
OFFSET, LENGTH, REST = 3 * MM, 5 * MM, 2 * MM
"""From the trim to a mark, its length, and from there to the paper's edge."""
_GUTTER = 3 * MM
_GRIDS = {
    1: (1, 1), 2: (2, 1), 4: (2, 2), 6: (3, 2), 8: (4, 2), 9: (3, 3), 16: (4, 4)
}  # fmt: skip
_SMALLEST = 0.1  # of the size: nobody reads less
_LONGEST = 14_400.0  # points (ISO 19005-3, 6.1.13)
_SAME = 1e-4  # of the size: what rounding may take away


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Cells of one size in rows and columns, in the middle of a sheet; in points.

    ``width`` and ``height`` are a cell's trim on the sheet, ``gap`` is between two;
    ``bleed`` goes past the trim, except where a booklet is ``folded``.
    """

    sheet: tuple[float, float]
    columns: int
    rows: int
    width: float
    height: float
    scale: float
    gap: float
    bleed: float
    folded: bool

    @property
    def block(self) -> Rectangle:
        """Return what all cells cover."""
        wide = self.columns * self.width + (self.columns - 1) * self.gap
        high = self.rows * self.height + (self.rows - 1) * self.gap
        left, low = (self.sheet[0] - wide) / 2, (self.sheet[1] - high) / 2
        return Rectangle(left, low, left + wide, low + high)

    def cell(self, index: int, *, leftwards: bool) -> Rectangle:
        """Return a cell's trim; they are counted in the order of reading."""
        row, column = divmod(index, self.columns)
        if leftwards:
            column = self.columns - 1 - column
        block = self.block
        left = block.llx + column * (self.width + self.gap)
        high = block.ury - row * (self.height + self.gap)
        return Rectangle(left, high - self.height, left + self.width, high)


def frame(width: float, height: float, imposition: Imposition) -> Frame:
    """Return the sheet for pages of a size, in points, so that they are largest.

    Paper and grid are turned as it fits; nothing is enlarged.

    Raises:
        OutputError: the paper is too small, or larger than a PDF may have.
    """
    paper = imposition.paper and tuple(side * MM for side in imposition.paper)
    if paper is None and imposition.columns > 1 and not imposition.booklet:
        paper = (width, height)
    columns, rows = _GRIDS[imposition.columns]
    grids = [(columns, rows)]
    if not imposition.booklet and columns != rows:
        grids.append((rows, columns))
    if paper is None:
        found = [_Fit(width, height, imposition, grids[0])]
    else:
        found = [
            _Fit(width, height, imposition, grid, sheet)
            for sheet in (paper, paper[::-1])
            for grid in grids
        ]
    best = max(found, key=lambda fit: round(fit.scale, 6))
    return best.frame()


def edge(imposition: Imposition) -> float:
    """Return the room around the trim that bleed and marks need, in points."""
    bleed = imposition.bleed * MM
    return offset(bleed) + LENGTH + REST if imposition.marks else bleed


def offset(bleed: float) -> float:
    """Return how far marks are from the trim: never in the bleed; in points."""
    return max(OFFSET, bleed)


class _Fit:
    """One way to put cells on a sheet."""

    def __init__(
        self,
        width: float,
        height: float,
        imposition: Imposition,
        grid: tuple[int, int],
        paper: tuple[float, ...] | None = None,
    ) -> None:
        self.width, self.height, self.grid = width, height, grid
        self.imposition = imposition
        self.bleed = imposition.bleed * MM
        self.paper = paper
        self.gap = 0.0
        self.scale = self._scale(0.0)
        if not imposition.booklet and max(grid) > 1:
            self.gap = self._room_between()
            self.scale = min(self.scale, self._scale(self.gap))

    def _room_between(self) -> float:
        """Return the gutter, which gives way where pages fit just so without it."""
        least = 2 * self.bleed
        wanted = least + _GUTTER
        fits = self._scale(least) >= 1 > self._scale(wanted)
        return least if fits else wanted

    def _scale(self, gap: float) -> float:
        if self.paper is None:
            return 1.0
        around = 2 * edge(self.imposition)
        scale = min(
            (side - around - (count - 1) * gap) / (count * size)
            for side, count, size in zip(
                self.paper, self.grid, (self.width, self.height), strict=True
            )
        )
        return 1.0 if scale > 1 - _SAME else scale

    def frame(self) -> Frame:
        """Return the cells, if there is room for them."""
        if self.scale < _SMALLEST:
            message = "the paper is too small for the pages with their marks and bleed"
            raise OutputError(message)
        columns, rows = self.grid
        around = 2 * edge(self.imposition)
        sheet = self.paper or (
            columns * self.width + around,
            rows * self.height + around,
        )
        if max(sheet) > _LONGEST:
            limit = f"{_LONGEST / MM:.0f} mm, the most that PDF/A allows"
            raise OutputError(f"the sheet is longer than {limit}")
        return Frame(
            sheet=(sheet[0], sheet[1]),
            columns=columns,
            rows=rows,
            width=self.width * self.scale,
            height=self.height * self.scale,
            scale=self.scale,
            gap=self.gap,
            bleed=self.bleed * self.scale,
            folded=self.imposition.booklet,
        )
