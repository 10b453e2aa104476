"""What a fetched document is: a web page, a feed, a text; and what an image is."""

from __future__ import annotations

import re
from dataclasses import dataclass

PAGE = ".html"
"""The suffix of web pages, which are captured with their images."""
_BY_TYPE = {
    "text/html": PAGE,
    "application/xhtml+xml": PAGE,
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rss",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/feed+json": ".json",
    "application/json": ".json",
}
ACCEPT = "text/html, application/xhtml+xml, */*;q=0.5"
"""What is asked for as a document; servers that can't choose send what they have."""
ACCEPT_IMAGES = "image/webp, image/png, image/jpeg, image/gif"
"""What is asked for as an image: the formats that readers read."""
_ROOT = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,500}>\s*){0,8}"
    rb"<(?:[\w-]{1,20}:)?(rss|feed|RDF|html)\b",
    re.DOTALL,
)
_ROOTS = {b"rss": ".rss", b"RDF": ".rss", b"feed": ".atom", b"html": PAGE}
_SNIFFED = ("", "application/octet-stream", "binary/octet-stream")


@dataclass(frozen=True, slots=True)
class _Magic:
    """How the files of a format begin."""

    media_type: str
    pattern: re.Pattern[bytes]


_IMAGES = (
    _Magic("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    _Magic("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    _Magic("image/gif", re.compile(rb"GIF8[79]a")),
    _Magic("image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
)


def document(media_type: str, data: bytes) -> str:
    """Return the suffix of a document, ``""`` if nothing reads such files.

    A root element says more than a type, which servers often get wrong for feeds.
    """
    start = data[:8192].removeprefix(b"\xef\xbb\xbf")
    suffix = _BY_TYPE.get(media_type, "")
    if not suffix and media_type not in _SNIFFED:
        return ""
    if suffix in ("", PAGE, ".xml", ".rss", ".atom"):
        root = _ROOT.match(start)
        if root:
            return _ROOTS[root[1]]
        if not suffix and re.match(rb"\s*<(?:!doctype html|html)\b", start, re.I):
            return PAGE
    return suffix


def image(media_type: str, data: bytes) -> str:
    """Return the type of an image as its first bytes tell it, else ``""``."""
    if media_type not in _SNIFFED and not media_type.startswith("image/"):
        return ""
    found = (kind.media_type for kind in _IMAGES if kind.pattern.match(data))
    return next(found, "")
