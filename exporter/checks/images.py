"""Rules on the images of a book: format, size, colour, and the cover."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.checks.book import Book, Picture
from exporter.checks.rules import Finding, finding

_TAKEN = frozenset(("JPEG", "PNG", "GIF", "BMP"))
_COVERS = frozenset(("JPEG", "PNG"))
_SHORTEST = 500  # pixels of a cover's short side
_PIXELS = 5_600_000
_LARGEST = 5 << 20  # bytes


def check(book: Book) -> Iterator[Finding]:
    """Yield images that a device refuses, and what is wrong with the cover."""
    cover = book.cover
    if cover is None:
        yield finding("KINDLE003", book.place)
    else:
        yield from _cover(book, cover.place)
    for place, picture in book.pictures.items():
        yield from _picture(picture)
        inside = cover is None or place != cover.place
        if inside and picture.width * picture.height > _PIXELS:
            yield finding("READER001", place, _measures(picture))


def _cover(book: Book, place: str) -> Iterator[Finding]:
    picture = book.pictures.get(place)
    if picture is None or picture.format not in _COVERS:
        yield finding("KINDLE004", place, picture.format if picture else "")
    elif min(picture.width, picture.height) < _SHORTEST:
        yield finding("KINDLE005", place, _measures(picture))


def _picture(picture: Picture) -> Iterator[Finding]:
    place = picture.item.place
    if picture.format not in _TAKEN:
        kind = picture.format or picture.item.kind.removeprefix("image/")
        yield finding("KINDLE006", place, kind)
    if picture.size > _LARGEST:
        yield finding("KOBO005", place, f"{picture.size / (1 << 20):.1f} MB")
    if picture.mode in ("CMYK", "YCCK"):
        yield finding("KOBO006", place)


def _measures(picture: Picture) -> str:
    return f"{picture.width} by {picture.height} pixels"
