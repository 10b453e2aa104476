"""The language of a text: by its script, else by its function words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from functools import cache

from exporter.model import Fact, inferred
from exporter.readers import vocabulary

_TABLE = "languages/function-words"
_LETTERS = "languages/letters"
_SAMPLE = 20_000
_FEWEST, _HITS, _SHARE, _LEAD = 8, 2.0, 0.1, 1.2
_APART = re.compile("[\\s\\d.,;:!?…\"“”„«»‹›()\\[\\]{}/|<>=+*%&@#~^_–—'’‘،؛؟۔।-]+")


def detect(text: str) -> Fact[str]:
    """Name the language of a text, or nothing where the text is too short or mixed.

    A script that one language alone uses decides; else the share of function
    words does, a word that several languages share counting less.
    """
    sample = text[:_SAMPLE]
    letters = [char for char in sample if char.isalpha()]
    alone = _by_script(Counter(letters), len(letters))
    if alone:
        return inferred(alone, "script")
    tokens = [token for token in _APART.split(sample.lower()) if token]
    if len(tokens) < _FEWEST:
        return Fact()
    best = _by_words(tokens)
    return inferred(best, "function-words") if best else Fact()


def _by_script(letters: Counter[str], total: int) -> str:
    if total < 4:
        return ""
    shares: Counter[str] = Counter()
    for letter, count in letters.items():
        if letter > "\u036f":
            shares[_language_of(letter)] += count
    kana = shares["ja"]
    if kana * 20 > kana + shares["zh"]:
        shares["ja"] += shares.pop("zh", 0)
    del shares[""]
    code, count = max(shares.items(), key=lambda item: item[1], default=("", 0))
    return code if count * 2 > total else ""


def _language_of(letter: str) -> str:
    point = ord(letter)
    for first, last, code in _blocks():
        if first <= point <= last:
            return code
    return ""


@cache
def _blocks() -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (int(span.partition("-")[0], 16), int(span.partition("-")[2], 16), code)
        for code in vocabulary.keys("languages/scripts")
        for span in sorted(vocabulary.words(f"languages/scripts/{code}"))
    )


def _by_words(tokens: list[str]) -> str:
    hits: dict[str, float] = {}
    scores: dict[str, float] = {}
    counts = Counter(tokens)
    letters: Counter[str] = Counter()
    for token, count in counts.items():
        for letter in set(token):
            letters[letter] += count
    for found, table, weight in ((counts, _TABLE, 1.0), (letters, _LETTERS, 0.5)):
        for token, codes in _holders(found.keys(), table).items():
            points = found[token] * weight
            for code in codes:
                hits[code] = hits.get(code, 0.0) + points
                scores[code] = scores.get(code, 0.0) + points / len(codes)
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    if not ranked or hits[ranked[0]] < max(_HITS, _SHARE * len(tokens)):
        return ""
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    return ranked[0] if scores[ranked[0]] >= _LEAD * second else ""


def _holders(found: Set[str], path: str) -> dict[str, list[str]]:
    """Map each word or letter of a text to the languages whose table has it."""
    holders: dict[str, list[str]] = {}
    for code in vocabulary.keys(path):
        for word in sorted(vocabulary.words(f"{path}/{code}") & found):
            holders.setdefault(word, []).append(code)
    return holders
