"""Words fit for a terminal."""

from __future__ import annotations


def plain(text: str) -> str:
    """Return a text without what a terminal would obey; content is hostile."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
