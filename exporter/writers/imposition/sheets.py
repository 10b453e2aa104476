"""The sides of sheets as pages of a PDF: pages painted in their cells, and marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import pikepdf
from pikepdf import Dictionary, Matrix, Name, Rectangle

from exporter.errors import OutputError
from exporter.writers.imposition import marks
from exporter.writers.imposition.frames import MM, Frame, frame
from exporter.writers.imposition.leaves import Leaf
from exporter.writers.imposition.order import Imposition, Side

_SIZES = 0.5  # points by which sizes differ without anybody seeing it
_CROOKED = 0.01  # points that rounding may take from a bleed
_CREPT = 8  # the part of a page that may be lost to creep


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A page on its sheet.

    ``matrix`` leads from the page's space to the sheet's; ``trim`` is where it is
    on the sheet.
    """

    leaf: Leaf
    sheet: pikepdf.Object
    form: pikepdf.Object
    matrix: Matrix
    trim: Rectangle


def build(
    pdf: pikepdf.Pdf,
    leaves: Sequence[Leaf],
    sides: Sequence[Side],
    imposition: Imposition,
) -> list[Placed]:
    """Add the sides to a PDF, and return where its pages are now.

    Raises:
        OutputError: pages lack the bleed, differ in size where they must not, or
            would creep too far.
    """
    _check(leaves, sides, imposition)
    width = max(leaf.width for leaf in leaves)
    height = max(leaf.height for leaf in leaves)
    placed: list[Placed] = []
    for side in sides:
        found = [None if page is None else leaves[page] for page in side.pages]
        alone = found[0] if imposition.columns == 1 else None
        if alone:  # each sheet has the size of its page
            width, height = alone.width, alone.height
        press = _Press(pdf, frame(width, height, imposition), imposition, side)
        placed += press.print(found)
    return placed


def _check(
    leaves: Sequence[Leaf], sides: Sequence[Side], imposition: Imposition
) -> None:
    bleed = imposition.bleed * MM
    first = leaves[0]
    for leaf in leaves if bleed else ():
        if leaf.bleed < bleed - _CROOKED:
            have = f"{max(leaf.bleed, 0) / MM:.3g} mm"
            raise OutputError(
                f"page {leaf.number} has {have} of bleed, not {imposition.bleed:g} mm",
                hint=f"the layout's @page rule needs bleed: {imposition.bleed:g}mm",
            )
        other = max(abs(leaf.width - first.width), abs(leaf.height - first.height))
        if imposition.columns > 1 and other > _SIZES:
            raise OutputError(
                f"page {leaf.number} has another size than page 1: cut together, "
                "they can't both bleed",
            )
    depth = max(side.depth for side in sides)
    lost = imposition.thickness * depth * MM
    if lost > min(leaf.width for leaf in leaves) / _CREPT:
        raise OutputError(
            f"the innermost of {depth + 1} sheets would lose {lost / MM:.3g} mm "
            "at the spine",
            hint="fold in smaller signatures",
        )


class _Press:
    """Prints one side of a sheet."""

    def __init__(
        self, pdf: pikepdf.Pdf, cells: Frame, imposition: Imposition, side: Side
    ) -> None:
        self._pdf = pdf
        self._frame = cells
        self._imposition = imposition
        self._side = side
        self._creep = imposition.thickness * MM * side.depth
        self._sheet = pdf.make_indirect(Dictionary(Type=Name.Page, Tabs=Name.S))

    def print(self, leaves: Sequence[Leaf | None]) -> list[Placed]:
        """Add the side with its pages to the PDF."""
        placed, lines = [], []
        forms: dict[str, pikepdf.Object] = {}
        for index, leaf in zip(count(), leaves):
            if leaf is None:
                continue
            page = self._place(leaf, index)
            name = f"/P{leaf.number}"
            forms[name] = page.form
            # Unmarked, as what is in it is marked by itself (14.7.4.2).
            lines.append(b"q %s cm %s Do Q" % (page.matrix.encode(), name.encode()))
            placed.append(page)
        lines.append(marks.draw(self._frame, self._creep, self._imposition.marks))
        self._bound()
        self._sheet.Resources = Dictionary(XObject=Dictionary(forms))
        self._sheet.Contents = self._pdf.make_stream(b"\n".join(lines))
        self._pdf.pages.append(pikepdf.Page(self._sheet))
        return placed

    def _place(self, leaf: Leaf, index: int) -> Placed:
        """Put a page in the middle of its cell, but for the creep."""
        cells = self._frame
        cell = cells.cell(index, leftwards=self._side.leftwards)
        scale = cells.scale
        width, height = leaf.width * scale, leaf.height * scale
        left = cell.llx + (cells.width - width) / 2
        low = cell.lly + (cells.height - height) / 2
        shown = Rectangle(0, 0, *cells.sheet)
        if cells.folded:
            middle = cells.sheet[0] / 2
            if cell.llx < middle - _SIZES:
                left += self._creep
                shown = Rectangle(0, 0, middle, cells.sheet[1])
            else:
                left -= self._creep
                shown = Rectangle(middle, 0, *cells.sheet)
        trim = Rectangle(left, low, left + width, low + height)
        matrix = leaf.upright @ Matrix(scale, 0, 0, scale, left, low)
        visible = matrix.inverse().transform(grown(trim, cells.bleed) & shown)
        return Placed(
            leaf=leaf,
            sheet=self._sheet,
            form=leaf.form(self._pdf, visible),
            matrix=matrix,
            trim=trim,
        )

    def _bound(self) -> None:
        """State what is cut and what the press needs (ISO 32000-1, 14.11.2)."""
        cells = self._frame
        paper = Rectangle(0, 0, *cells.sheet)
        trim = paper
        if self._is_cut():
            block = cells.block
            left, right = block.llx + self._creep, block.urx - self._creep
            trim = Rectangle(left, block.lly, right, block.ury) & paper
        self._sheet.MediaBox = paper.as_array()
        self._sheet.TrimBox = trim.as_array()
        self._sheet.BleedBox = (grown(trim, cells.bleed) & paper).as_array()

    def _is_cut(self) -> bool:
        wanted = self._imposition
        whole = wanted.columns > 1 and not wanted.booklet  # a sheet to be read so
        return not whole or bool(wanted.marks or wanted.bleed)


def grown(box: Rectangle, by: float) -> Rectangle:
    """Return a rectangle that is larger on every side."""
    return Rectangle(box.llx - by, box.lly - by, box.urx + by, box.ury + by)
