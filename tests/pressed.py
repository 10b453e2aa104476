"""Pages to be put on sheets, for the tests of that."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pikepdf
from articles import edition

from exporter import layouts
from exporter.composition import Medium
from exporter.layouts.compose import compose
from exporter.model import supplied
from exporter.printing import Mark
from exporter.writers import pdf as writer
from exporter.writers.imposition import Imposition

MM = 72 / 25.4
A5 = (148, 210)
MODES = {
    "booklet": Imposition(booklet=True, marks=(Mark.CROP, Mark.CROSS)),
    "signatures": Imposition(booklet=True, signature=4, thickness=0.3),
    "one": Imposition(marks=(Mark.CROSS,)),
    "four": Imposition(up=4),
    "nine": Imposition(up=9, marks=(Mark.CROP,), paper=(420, 297)),
}
"""Ways to put pages on sheets that differ in what can go wrong."""


def stylesheet(bleed: float = 3) -> str:
    """Return rules for A5 pages with a paragraph on each."""
    return (
        f"@page {{ size: A5; bleed: {bleed}mm; background: #fde }}\n"
        ".body p { break-before: page }\n"
    )


@cache
def leaves(count: int = 8, bleed: float = 3, language: str = "en") -> bytes:
    """Return a PDF whose page n has the word leafN on it; page 1 has the title."""
    body = "".join(f"<p>leaf{n}.</p>" for n in range(2, count + 1))
    code = supplied(language, "header")
    made = compose(
        edition(body=body, language=code), layouts.find("article"), Medium.PAGED
    )
    return writer.write(replace(made, stylesheet=made.stylesheet + stylesheet(bleed)))


def opened(data: bytes) -> pikepdf.Pdf:
    """Open a PDF from memory."""
    return pikepdf.open(io.BytesIO(data))


def millimetres(page: pikepdf.Page, box: str) -> list[float]:
    """Return a box of a page in millimetres."""
    return [round(float(value) / MM, 1) for value in page.obj[box]]
