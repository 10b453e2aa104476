"""A PDF of pages → a PDF of sheets, tagged as the pages were.

Each page becomes a form XObject, painted once and outside of any marked content, so
that its own marked content stays in the structure tree (ISO 32000-1, 14.7.4.2), which
is read in the pages' order, whatever that of the sheets.
"""

from __future__ import annotations

import io

import pikepdf

from exporter.errors import OutputError
from exporter.writers import streams
from exporter.writers.imposition import binding, leaves, relocation, sheets
from exporter.writers.imposition.order import Imposition, arrange


def impose(data: bytes, imposition: Imposition) -> bytes:
    """Return a PDF whose pages are the sheets' sides, in the printer's order.

    All else is that of ``data``; links, outline and tags lead to the sheets.

    Raises:
        OutputError: ``data`` can't be read, its pages lack the bleed or differ too
            much, or the paper is too small.
    """
    file = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            _impose(pdf, imposition)
            streams.save(pdf, file)
    except pikepdf.PdfError as error:
        raise OutputError(f"the pages can't be read: {error}") from error
    return streams.seal(file.getvalue())


def _impose(pdf: pikepdf.Pdf, imposition: Imposition) -> None:
    """Replace the pages of a file by sheets."""
    pages = [leaves.read(page, n) for n, page in enumerate(pdf.pages, 1)]
    if not pages:
        raise OutputError("there are no pages to put on sheets")
    leftwards = binding.leftwards(pdf)
    sides = arrange(len(pages), imposition, leftwards=leftwards)
    labels = binding.labels(pdf, sides)
    built = sheets.build(pdf, pages, sides, imposition)
    relocation.relocate(pdf, built)
    del pdf.pages[: len(pages)]
    binding.prefer(pdf, imposition, labels)
