"""Which outlets a text cites as its sources, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from exporter.model import Citation
from exporter.readers import outlets, vocabulary
from exporter.readers.attribution import Grammar, grammar
from exporter.readers.outlets import Mention

_MOST = 5_000
_REACH = 160
_LEAST = 50
_LONGEST = 1_000_000
"""Characters that are searched for names; no article is as long."""


def count(paragraphs: Sequence[str], language: str) -> tuple[Citation, ...]:
    """Count the outlets cited, most cited first, then in order of appearance.

    An outlet that is merely named, or that heads a dateline, is not counted.
    """
    spoken = language.replace("_", "-").partition("-")[0].lower()
    rules = grammar(spoken if vocabulary.keys(f"citing/{spoken}") else "en")
    totals: Counter[str] = Counter()
    left = _MOST
    for paragraph in _within(paragraphs):
        for chain in _chains(paragraph, rules):
            if left <= 0:
                break
            left -= 1
            start, end = chain[0].start, chain[-1].end
            before = paragraph[max(0, start - _REACH) : start]
            if rules.cites(before, paragraph[end : end + _REACH]):
                totals.update(dict.fromkeys((m.name for m in chain), 1))
    return tuple(
        Citation(name=name, count=number) for name, number in totals.most_common()
    )


def _within(paragraphs: Sequence[str]) -> Iterator[str]:
    left = _LONGEST
    for paragraph in paragraphs:
        if left <= 0:
            return
        yield paragraph[:left]
        left -= len(paragraph) + _LEAST


def _chains(text: str, rules: Grammar) -> Iterator[list[Mention]]:
    """Yield mentions; those joined by "and" are cited together or not at all."""
    chain: list[Mention] = []
    for mention in outlets.find(text, rules.nouns):
        if chain and rules.joins(text[chain[-1].end : mention.start]):
            chain.append(mention)
            continue
        if chain:
            yield chain
        chain = [mention]
    if chain:
        yield chain
