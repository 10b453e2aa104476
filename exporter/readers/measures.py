"""What a line of text is like: how long, how it ends, whether it is prose."""

from __future__ import annotations

import re
from functools import cache

IDEOGRAPHS = "\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff" + (
    "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0002fa1f\u3005\u3007"
)
"""Kana and Han letters, as the inside of a character class."""
_CLOSERS = "\"'”’»«›‹)]）］」』】〉》*_ \u00a0"
_STOPS = tuple(".!?…。！？؟۔।॥።։")
_SHORTEST = 10
_THAI = re.compile("[\u0e01-\u0e5b]")


def is_ideographic(text: str) -> bool:
    """Tell whether kana and Han letters make up a third of a text or more."""
    sample = text[:2000]
    if max(sample, default="") < "\u3000":
        return False
    return len(_ideograph().findall(sample)) * 3 >= len(sample)


@cache
def _ideograph() -> re.Pattern[str]:
    return re.compile(f"[{IDEOGRAPHS}]")


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends with a full stop or its like, quotation marks aside."""
    return text.rstrip(_CLOSERS).endswith(_STOPS)


def is_prose(text: str) -> bool:
    """Tell prose from a headline, a list item or a label.

    Prose is a sentence of some length that ends like one, or is simply long.
    """
    if len(text) < _SHORTEST:
        return False
    if is_ideographic(text):
        return len(text) > 60 or (len(text) >= 12 and ends_sentence(text))
    if len(text) > (100 if _THAI.search(text[:100]) else 160):
        return True
    return ends_sentence(text) and (len(text) >= 40 or len(text.split()) >= 5)


def is_brief(text: str, characters: int, words: int) -> bool:
    """Tell whether a line is within limits; an ideograph weighs two and a half."""
    if is_ideographic(text):
        return len(text) * 5 <= characters * 2
    return len(text) <= characters and len(text.split()) <= words
