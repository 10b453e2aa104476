"""Draws pages of PDFs and covers of EPUBs side by side, for the documentation.

Usage: pictures.py OUT.png WIDTH FILE[:PAGE,PAGE]...
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

GROUND, EDGE, SHADOW = (229, 228, 221), (201, 200, 192), 90
GAP = 36  # pixels around a page
COLOURS = 256


def main(out: Path, width: int, names: Sequence[str]) -> None:
    """Write the picture, so many pixels wide."""
    pages = [page for name in names for page in _pages(name)]
    shapes = sum(page.width / page.height for page in pages)
    height = round((width - GAP * (len(pages) + 1)) / shapes)
    sheet = Image.new("RGB", (width, height + 2 * GAP), GROUND)
    left = GAP
    for page in pages:
        size = (round(page.width * height / page.height), height)
        _lay(sheet, page.resize(size, Image.Resampling.LANCZOS), left)
        left += size[0] + GAP
    few = sheet.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(out, optimize=True)


def _pages(name: str) -> Iterator[Image.Image]:
    """Yield the cover of a book, or pages of a PDF."""
    path, _, wanted = name.partition(":")
    if path.endswith(".epub"):
        with zipfile.ZipFile(path) as book:
            data = book.read("EPUB/images/cover.jpg")
        yield Image.open(io.BytesIO(data)).convert("RGB")
        return
    with pypdfium2.PdfDocument(path) as document:
        count = len(document)
        for number in map(int, wanted.split(",")) if wanted else range(1, count + 1):
            yield document[number - 1].render(scale=2.5).to_pil().convert("RGB")


def _lay(sheet: Image.Image, page: Image.Image, left: int) -> None:
    """Put a page on the ground, with its shadow below it."""
    box = (left, GAP, left + page.width, GAP + page.height)
    shade = Image.new("L", sheet.size)
    ImageDraw.Draw(shade).rectangle((left, GAP + 4, box[2], box[3] + 5), fill=SHADOW)
    sheet.paste((90, 90, 85), mask=shade.filter(ImageFilter.GaussianBlur(7)))
    sheet.paste(page, box[:2])
    ImageDraw.Draw(sheet).rectangle((left - 1, GAP - 1, *box[2:]), outline=EDGE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
