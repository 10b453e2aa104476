"""Pages as they come: their trim, how they are turned, what they have of ink."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Matrix, Name, Rectangle

from exporter.errors import OutputError

_OWN = ("/Group", "/AF", "/Metadata")
"""What a page and a form XObject both may have (ISO 32000-1, tables 30 and 95)."""
_TURNS = {
    0: (1, 0, 0, 1),
    90: (0, -1, 1, 0),
    180: (-1, 0, 0, -1),
    270: (0, 1, -1, 0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page to be put on a sheet.

    ``number`` counts from 1; ``ink`` is what may be painted, in the page's space.
    ``upright`` leads from there to points with the trim's lower left corner, as
    shown, at 0; ``width`` and ``height`` are the trim's.
    """

    page: pikepdf.Page
    number: int
    ink: Rectangle
    upright: Matrix
    width: float
    height: float

    @property
    def bleed(self) -> float:
        """Return how far past the trim there is ink on every side, in points."""
        ink = self.upright.transform(self.ink)
        right, high = ink.urx - self.width, ink.ury - self.height
        return min(-ink.llx, -ink.lly, right, high)

    def form(self, pdf: pikepdf.Pdf, shown: Rectangle) -> pikepdf.Object:
        """Return the page as a form XObject, cut to a part of its space.

        It takes over the page's key in the parent tree, which holds then for the
        marked content that is now in the form (ISO 32000-1, 14.7.4.4).
        """
        page = self.page
        page.contents_coalesce()
        contents = page.obj.get("/Contents")
        form = pdf.make_stream(b"" if contents is None else contents.read_bytes())
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = (shown & self.ink).as_array()
        form.Resources = page.obj.get("/Resources", Dictionary())
        for key in ("/StructParents", *_OWN):
            if key in page.obj:
                form[key] = page.obj[key]
        return form


def read(page: pikepdf.Page, number: int) -> Leaf:
    """Return a page with its measures.

    Raises:
        OutputError: it has no extent, or is turned by an odd angle.
    """
    ink = Rectangle(page.cropbox) & Rectangle(page.mediabox)
    trim = Rectangle(page.trimbox) & ink
    turn = _TURNS.get(int(page.obj.get("/Rotate", 0)) % 360)
    if turn is None or trim.width <= 0 or trim.height <= 0:
        raise OutputError(f"page {number} has no usable size or orientation")
    unit = float(page.obj.get("/UserUnit", 1))
    turned = Matrix(*turn, 0, 0) @ Matrix(unit, 0, 0, unit, 0, 0)
    box = turned.transform(trim)
    upright = turned @ Matrix(1, 0, 0, 1, -box.llx, -box.lly)
    return Leaf(
        page=page,
        number=number,
        ink=ink,
        upright=upright,
        width=box.width,
        height=box.height,
    )
