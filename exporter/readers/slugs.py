"""Short names for files and ids, made of lower-case ASCII only."""

from __future__ import annotations

import re
import unicodedata

_LENGTH = 80
# Letters that Unicode does not decompose (The Unicode Standard, §2.12).
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th",
     "ł": "l", "\u0131": "i", "ħ": "h", "ŋ": "ng"}
)  # fmt: skip


def ascii_name(text: str) -> str:
    """Return a text as lower-case ASCII letters, digits and single hyphens."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", letters)[:_LENGTH].strip("-")


def slug(stem: str, digest: str) -> str:
    """Return the slug of a file name, or one of the digest if nothing is left."""
    return ascii_name(stem) or f"article-{digest[:8]}"
