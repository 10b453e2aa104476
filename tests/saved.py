"""Web pages to read: prose of some length, a page around it, a reading of it."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from exporter import readers
from exporter.model import Article

FIRST = (
    "The ferry that links the two halves of the town will sail again in May, the"
    " harbour board said, after three winters in the yard."
)
SECOND = (
    "Its keel was found to be sound. The planks above the water line, which nobody"
    " had looked at since the war, were not, and all of them had to be replaced."
)
THIRD = (
    "Tickets cost what they did in 1988. The captain, who has sold them himself ever"
    " since, says that he never learned how to put a price up."
)
TEXT = "".join(f"<p>{words}</p>\n" for words in (FIRST, SECOND, THIRD))


def page(body: str, head: str = "") -> str:
    """Return a page with this body."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Ferry sails again</title>{head}</head><body>{body}</body></html>"
    )


def read(folder: Path, markup: str | bytes, name: str = "page.html") -> Article:
    """Write a page to a folder and read it."""
    path = folder / name
    path.write_bytes(markup.encode() if isinstance(markup, str) else markup)
    return readers.read(path)


def picture(side: int = 80) -> bytes:
    """Return a PNG of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", (side, side), "navy").save(buffer, "PNG")
    return buffer.getvalue()
