"""Covers as small pictures beside the feeds, for lists on small screens."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import publishing
from exporter.catalogue import own

if TYPE_CHECKING:
    from PIL import Image

_LARGE, _SMALL = (700, 1120), (200, 320)
"""Pixels, at most; in OPDS thumbnails are for lists, images for one entry.

Our own covers are twice as large, half of which a JPEG gives without scaling.
"""
_QUALITY = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A JPEG in its place below the output folder; its size is in bytes."""

    name: str
    size: int
    width: int
    height: int


def drawn(output: Path, cover: bytes | None) -> tuple[Picture, Picture] | None:
    """Put a cover in its place, large and small; None if there is none to show.

    Raises:
        OutputError: it can't be written.
    """
    if cover is None:
        return None
    from PIL import Image

    from exporter.readers.pixels import DAMAGE, PIXELS

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata, all of which is dropped
        try:
            image = Image.open(io.BytesIO(cover), formats=("JPEG", "PNG"))
            if image.width * image.height > PIXELS:
                return None
            image.draft("RGB", _LARGE)  # a JPEG is unpacked no larger than needed
            large = image.convert("RGB")
            large.thumbnail(_LARGE)
            small = large.copy()
            small.thumbnail(_SMALL)
        except (*DAMAGE, Image.DecompressionBombError):
            return None
    return _put(output, large, ""), _put(output, small, "-small")


def _put(output: Path, image: Image.Image, end: str) -> Picture:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    data = buffer.getvalue()
    name = own.cover_name(data, end)
    publishing.renew(output / name, data)
    return Picture(name=name, size=len(data), width=image.width, height=image.height)
