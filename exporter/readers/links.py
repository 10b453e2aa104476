"""Which links of a text stay links."""

from __future__ import annotations

from urllib.parse import urlsplit

from exporter.readers import headings

_LONGEST = 4096


def kept(address: str, anchors: dict[str, str]) -> str | None:
    """Return what a link may point to, or None if it becomes text.

    Web and mail addresses stay, and fragments that name a heading. Scripts,
    files and relative paths lead nowhere in a PDF or a book.
    """
    if address.startswith("#"):
        identifier = headings.target(address[1:], anchors)
        return f"#{identifier}" if identifier else None
    if len(address) > _LONGEST or "\\" in address:
        return None
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - it is checked only when it is asked for
    except ValueError:
        return None
    if parts.scheme == "mailto":
        return address if "@" in parts.path else None
    return address if parts.scheme in ("http", "https") and parts.hostname else None
