"""Words of markup as a reader of the page would see them, and when two are alike."""

from __future__ import annotations

import html
import re
import unicodedata

_LONGEST = 4_000
"""Characters of a value that are looked at; no headline or summary has as many."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_UNSEEN = dict.fromkeys(
    (
        0xAD,
        0x200B,
        0x2060,
        0xFEFF,
        0xFFFC,
        *range(0x202A, 0x202F),
        *range(0xE000, 0xF900),
    )
)
"""Soft hyphens, zero-width spaces, embeddings of direction, icons of web fonts."""
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]|\w+")


def tidy(text: str) -> str:
    """Return one line without tags and entities, even if they were escaped twice."""
    text = text[:_LONGEST]
    for _ in range(2):
        if "&" in text:
            text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(unicodedata.normalize("NFC", text).translate(_UNSEEN).split())


def fold(text: str) -> str:
    """Return the words alone, without case, punctuation and width."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Return the words; of scripts that don't part them, the signs."""
    return _WORD.findall(unicodedata.normalize("NFKC", text[:_LONGEST]).casefold())


def alike(one: str, other: str) -> bool:
    """Tell whether two headlines are of one article: most words are the same."""
    first, second = set(words(one)), set(words(other))
    if not first or not second:
        return False
    common = len(first & second)
    fewest = min(len(first), len(second))
    whole = common == fewest and fewest >= 3
    return whole or first == second or common >= 0.5 * len(first | second)
