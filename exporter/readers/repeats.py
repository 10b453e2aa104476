"""Tells lines that a text has twice: the title at its top, its first words above it."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<[^<>]*>")
_OPENING = 8000
"""Characters of a body, with its markup, that its first words are sought in."""


def opens(words: str, body: str) -> bool:
    """Tell whether words, such as those of a summary, are but the first of a body."""
    opening = _folded(_TAG.sub(" ", body[:_OPENING]))
    return f" {_folded(words)} " in f" {opening} "


def _folded(text: str) -> str:
    """Return the words of a text alone, without the dots that break it off."""
    return " ".join(re.findall(r"\w+", unescape(text).casefold()))
