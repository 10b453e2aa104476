"""What is written on the pages of a PDF, letter by letter, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Letter:
    """A character on a page: its size and box in points, its colour of 0 to 255."""

    text: str
    size: float
    ink: tuple[int, ...]
    left: float
    low: float
    right: float
    high: float


def letters(path: Path) -> list[list[Letter]]:
    """Return what is written on each page, without spaces."""
    with pypdfium2.PdfDocument(path) as document:
        return [list(_letters(sheet)) for sheet in document]


def _letters(sheet: pypdfium2.PdfPage) -> Iterator[Letter]:
    text = sheet.get_textpage()
    for at in range(text.count_chars()):
        shown = text.get_text_range(at, 1)
        if shown.strip():
            matrix = pdfium.FS_MATRIX()
            assert pdfium.FPDFText_GetMatrix(text, at, matrix)
            size = pdfium.FPDFText_GetFontSize(text, at) * abs(matrix.d)
            parts = [pdfium.c_uint() for _ in range(4)]
            assert pdfium.FPDFText_GetFillColor(text, at, *parts)
            ink = tuple(part.value for part in parts[:3])
            yield Letter(shown, size, ink, *text.get_charbox(at))


def faces(path: Path) -> set[str]:
    """Return the names of the faces that text is set in."""
    found = set()
    with pypdfium2.PdfDocument(path) as document:
        for sheet in document:
            for item in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(item.raw)
                name = (pdfium.c_char * 200)()
                assert pdfium.FPDFFont_GetBaseFontName(font, name, 200)
                found.add(name.value.decode())
    return found


def pictures(path: Path) -> list[list[tuple[float, float, float, float]]]:
    """Return left, low, right and high of the pictures of each page, in points."""
    with pypdfium2.PdfDocument(path) as document:
        return [
            [
                item.get_bounds()
                for item in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
            ]
            for sheet in document
        ]


def written(found: list[Letter]) -> str:
    """Return the letters in one string."""
    return "".join(letter.text for letter in found)
