"""Draws the gallery: pages of each layout, the cover of its book, a page of that.

Usage: draw.py [LAYOUT…], in a checkout where `.ci/run` installed the reading engines.
Pages are those of ``content/``.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
from PIL import Image

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ARTICLE = "city-that-drinks-fog"
PAGES = {  # of the briefing, but for the archive page; the first counts 1
    "article": (1, 3, 5),
    "briefing": (1, 3, 5),
    "newspaper": (1, 3, 4),
    "memo": (1, 3, 4),
    "large-print": (1, 5, 7),
    "book": (1, 9, 10),
}
HEIGHT, GAP, EDGE = 560, 24, 1  # pixels
GROUND, LINE = (236, 235, 231), (196, 194, 188)
COLOURS = 128


def main(names: Iterable[str]) -> None:
    """Draw the pictures of some layouts."""
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            stem = _build(name, Path(folder))
            shown = _pages(Path(folder, f"{stem}.pdf"), PAGES[name])
            shown.append(_cover(Path(folder, f"{stem}.epub")))
            shown.append(_screen(Path(folder, f"{stem}.epub")))
        sheet = _beside(shown).quantize(COLOURS, dither=Image.Dither.NONE)
        sheet.save(HERE / f"layout-{name}.png", optimize=True)


def _build(layout: str, folder: Path) -> str:
    """Build one article, or the briefing; return the name of what was built."""
    single = layout == "article"
    stem = ARTICLE if single else "weekend-reader"
    path = f"articles/{stem}.md" if single else f"briefings/{stem}.toml"
    command = [sys.executable, "-m", "exporter", "build", f"content/{path}"]
    options = ["--layout", layout, "--output", str(folder), "--quiet"]
    subprocess.run([*command, *options], cwd=ROOT, check=True, capture_output=True)
    return stem


def _pages(path: Path, numbers: Iterable[int]) -> list[Image.Image]:
    with pypdfium2.PdfDocument(path) as document:
        return [
            document[number - 1]
            .render(scale=2 * HEIGHT / document[number - 1].get_height())
            .to_pil()
            for number in numbers
        ]


def _cover(path: Path) -> Image.Image:
    with zipfile.ZipFile(path) as book:
        (name,) = (n for n in book.namelist() if n.endswith("images/cover.jpg"))
        return Image.open(io.BytesIO(book.read(name))).convert("RGB")


def _screen(path: Path) -> Image.Image:
    """Return the first page of the first article, as foliate-js shows it."""
    with zipfile.ZipFile(path) as book:
        package = book.read("EPUB/content.opf").decode()
    spine = re.findall(r'<itemref[^>]*idref="([^"]+)"', package)
    shots = path.with_name("shots")
    command = [sys.executable, ROOT / ".ci" / "engines.py", "--shots", shots, path]
    subprocess.run(command, check=True, capture_output=True)
    number = spine.index("text-1")
    return Image.open(shots / f"{path.stem}-foliate-{number:02}.png").convert("RGB")


def _beside(pictures: Iterable[Image.Image]) -> Image.Image:
    """Set pictures side by side on a quiet ground, each with a thin edge."""
    small = [
        picture.resize(
            (round(picture.width * HEIGHT / picture.height), HEIGHT),
            Image.Resampling.LANCZOS,
        )
        for picture in pictures
    ]
    width = sum(picture.width for picture in small) + GAP * (len(small) + 1)
    sheet = Image.new("RGB", (width, HEIGHT + 2 * GAP), GROUND)
    left = GAP
    for picture in small:
        size = (picture.width + 2 * EDGE, HEIGHT + 2 * EDGE)
        sheet.paste(Image.new("RGB", size, LINE), (left - EDGE, GAP - EDGE))
        sheet.paste(picture, (left, GAP))
        left += picture.width + GAP
    return sheet


if __name__ == "__main__":
    main(sys.argv[1:] or PAGES)
