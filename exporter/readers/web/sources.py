"""Which file an image of a page is: stand-ins, sets of sizes, AMP."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.readers.web import nodes
from exporter.readers.web.nodes import Element

WIDEST = 1600
"""Pixels of width beyond which a larger file shows no more."""
_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-full-src",
    "data-hi-res-src", "data-img-src", "data-image", "data-url", "data-src-large",
    "data-actualsrc", "data-original-src", "data-echo",
)  # fmt: skip
_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set")
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp)(?:$|[?#&;/])", re.IGNORECASE)
_STAND_IN = re.compile(
    r"(?:^|[/_.-])(?:blank|spacer|pixel|transparent|placeholder|lazy|loading|grey|gray"
    r"|1x1|clear|empty|dummy)[^/]*\.(?:gif|png|svg|jpe?g)|^data:image/(?:gif|svg)|^$",
    re.IGNORECASE,
)
_TINY, _SMALL = 2, 48
_LONGEST_SET = 20_000


def settle(root: Element) -> None:
    """Give each image the address of its best file, and drop what shows nothing."""
    for image in root.xpath(".//amp-img|.//amp-anim"):
        image.tag = "img"
    for image in root.xpath(".//img"):
        address = best(image)
        if not address or _is_tiny(image):
            nodes.drop(image)
        else:
            image.set("src", address)
    for source in root.xpath(".//picture//source"):
        source.drop_tag()  # libxml2 takes the image behind it for its content


def best(image: Element) -> str:
    """Return the address of the file to show, ``""`` if there is none."""
    found = _largest(image)
    if found:
        return found
    plain = (image.get("src") or "").strip()
    if plain and not _STAND_IN.search(plain):
        lazy = (image.get("data-src") or "").strip()
        return lazy if lazy and not _PICTURE.search(plain) else plain
    for name in _LAZY:
        value = (image.get(name) or "").strip()
        if value and not value.startswith(("{", "[")) and not _STAND_IN.search(value):
            return value
    return "" if plain.startswith("data:image/svg") or not plain else plain


def _largest(image: Element) -> str:
    """Return the widest file of a set that is no wider than needed."""
    found = sorted(set(_candidates(image)))
    fitting = [address for width, address in found if width <= WIDEST]
    if fitting:
        return fitting[-1]
    return found[0][1] if found else ""


def _candidates(image: Element) -> Iterator[tuple[float, str]]:
    holders = [image]
    for picture in image.iterancestors("picture"):
        holders += [
            source
            for source in picture.iter("source")
            if "svg" not in (source.get("type") or "")
            and "avif" not in (source.get("type") or "")
        ]
    for holder in holders:
        for name in _SETS:
            written = (holder.get(name) or "")[:_LONGEST_SET]
            for match in _CANDIDATE.finditer(written):
                yield from _candidate(*match.groups())


def _candidate(address: str, number: str, unit: str) -> Iterator[tuple[float, str]]:
    if _STAND_IN.search(address) or address.startswith("data:"):
        return
    try:
        size = float(number or 1)
    except ValueError:
        return
    yield (size if unit == "w" else size * 800), address


def _is_tiny(image: Element) -> bool:
    """Tell a tracker by its size, and a sign, a face or a badge."""
    sides = [_pixels(image.get(name)) for name in ("width", "height")]
    known = [side for side in sides if side is not None]
    if any(side <= _TINY for side in known):
        return True
    return len(known) == 2 and all(side <= _SMALL for side in known)


def _pixels(written: str | None) -> float | None:
    match = re.match(r"\s*(\d{1,6})(?:\.\d+)?\s*(px)?\s*$", written or "")
    return float(match.group(1)) if match else None
