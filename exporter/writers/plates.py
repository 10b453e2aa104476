"""Pictures for books whose ground nobody knows: white by day, black at night."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from exporter.model import Asset

_PNG = "image/png"
_HEAD = 33  # bytes of a PNG up to its second chunk
_ALPHA = (4, 6)
"""Colour types of a PNG with a channel of opacity (PNG 3rd edition, 11.2.1)."""


def opaque(asset: Asset) -> Asset:
    """Lay a PNG that lets its ground through on white, as paper would show it.

    A black drawing on nothing would be lost on the black page of a reader at night.
    """
    if asset.media_type != _PNG or not _may_be_clear(asset.data):
        return asset
    from PIL import Image

    with Image.open(BytesIO(asset.data), formats=("PNG",)) as image:
        grey = image.mode in ("L", "LA")
        clear = image.convert("RGBA")
    low, _ = clear.getchannel("A").getextrema()
    if low == 255:
        return asset
    plate = Image.new("RGBA", clear.size, "white")
    plate.alpha_composite(clear)
    buffer = BytesIO()
    plate.convert("L" if grey else "RGB").save(buffer, "PNG")
    return replace(asset, data=buffer.getvalue())


def _may_be_clear(data: bytes) -> bool:
    head, _, _ = data.partition(b"IDAT")
    return len(head) > _HEAD and (head[25] in _ALPHA or b"tRNS" in head[_HEAD:])
