"""The words around a name by which a language says: this comes from there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from exporter.readers import vocabulary

_OPENERS = "\"'“”„«‚‘»《「『*_("
_CLOSERS = '"“”»«》」』*_'
_SPACE = " \u00a0-"
_STOPS = ".!?。！？\n"
_GAP, _ADORNED, _TIGHT = 5, 5, 8
_CLITIC = re.compile(r"['’]\w{1,5}")
_LAST_WORD = re.compile(r"([^\s.,;:!?()]{1,40})[\s\"“„«]*$")
_NEXT_WORD = re.compile(r"[\s-]*([^\s.,;:!?()]{1,40})")
_NEXT_AFTER_COMMA = re.compile(r",?[\s-]+([^\s.,;:!?()]{1,40})")
_JOINT = re.compile(r"[^\W_]+(?:['’]s)?|[,、&]")
_SAID = re.compile(r"\s+([^\W\d_]+)\s*(?:[.,;:]|$|on\s)")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase around the name, each side in pieces that "…" parts."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one language cites: phrases, and the small words between them and a name."""

    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    patterns: tuple[_Pattern, ...]
    said: frozenset[str]
    nouns: frozenset[str]
    small: frozenset[str]
    ands: frozenset[str]
    follow: frozenset[str] | None

    def cites(self, before: str, after: str) -> bool:
        """Tell whether the words before and after a name say that it is cited."""
        lefts = list(_lefts(before.lower(), self))
        rights = list(_rights(_closed(after.lower()), self))
        if self._is_said_of(rights) or self._is_said(before, after):
            return True
        if self._is_taken_from(lefts):
            return self._follows(after)
        return any(
            _matches_left(pattern.left, lefts) and _matches_right(pattern.right, rights)
            for pattern in self.patterns
        )

    def _is_said_of(self, rights: list[str]) -> bool:
        return any(
            _is_edge(right, len(phrase))
            for right in rights
            if right.startswith(self.rights)
            for phrase in self.rights
            if right.startswith(phrase)
        )

    def _is_taken_from(self, lefts: list[str]) -> bool:
        return any(
            _is_edge(left, len(left) - len(phrase))
            for left in lefts
            if left.endswith(self.lefts)
            for phrase in self.lefts
            if left.endswith(phrase)
        )

    def _follows(self, after: str) -> bool:
        """Refuse a noun that takes the name's place: "told BBC executives"."""
        if self.follow is None or not after[:1].isspace():
            return True
        word = _NEXT_WORD.match(after)
        return word is None or not (
            word.group(1)[0].islower() and word.group(1).lower() not in self.follow
        )

    def _is_said(self, before: str, after: str) -> bool:
        """Take ", Reuters said." but not "the BBC said it would cut jobs"."""
        match = _SAID.match(after)
        trimmed = before.rstrip(" ")
        while trimmed.lower().endswith(" the"):
            trimmed = trimmed[:-4].rstrip()
        return bool(
            match and match.group(1) in self.said and trimmed[-1:] in (*',，”"»“',)
        )

    def joins(self, between: str) -> bool:
        """Tell whether the text between two names lists them: "Reuters and the AP"."""
        if len(between) > 40:
            return False
        words = _JOINT.findall(between.lower())
        rest = [word for word in words if word not in {",", "、", "&", *self.ands}]
        listed = len(rest) < len(words) and bool(words)
        return listed and all(self.is_small(word) for word in rest)

    def is_small(self, word: str) -> bool:
        """Tell articles, adverbs, nouns such as "newspaper", and possessives."""
        return (
            word in self.small
            or word in self.nouns
            or word.endswith(("'s", "’s", "s'", "s’", "l'", "l’"))
        )


def _is_edge(text: str, at: int) -> bool:
    """Tell whether no word goes on across a place; ideographs have no such edge."""
    if not 0 < at < len(text):
        return True
    first, second = text[at - 1], text[at]
    if first >= "\u0e00" or second >= "\u0e00":
        return True
    # Arabic and Hebrew write "and" as a letter before the next word.
    if first in "\u0648\u05d5" and not text[at - 2 : at - 1].isalnum():
        return True
    return not (first.isalnum() and second.isalnum())


def _closed(text: str) -> str:
    """Step over closing quotation marks, but over no apostrophe of a clitic."""
    text = text.lstrip(_CLOSERS)
    return text[1:] if text[:1] in "'’" and not text[1:2].isalpha() else text


def _lefts(text: str, rules: Grammar) -> Iterator[str]:
    """Yield a text, then the same with small words or an adorned noun taken off."""
    yield text
    text = text.rstrip(_OPENERS)
    yield from _tight(text)
    noun = False
    for _ in range(_ADORNED):
        text = text.rstrip(" \u00a0")
        yield text
        word = _LAST_WORD.search(text[-44:])
        if word is None:
            return
        found = word.group(1).strip(_OPENERS)
        noun = noun or found in rules.nouns
        if not (noun or rules.is_small(found)):
            return
        text = text[: len(text) - len(text[-44:]) + word.start(1)].rstrip(_OPENERS)


def _tight(text: str) -> Iterator[str]:
    """Take off some letters of a script without spaces: "据英国" becomes "据"."""
    for size in range(1, min(_TIGHT, len(text) - 1) + 1):
        letter = text[-size]
        if letter < "\u0e00" or letter in "，。、；：「」":
            return
        yield text[:-size]


def _rights(text: str, rules: Grammar) -> Iterator[str]:
    """Yield a text, then the same with a clitic and small words taken off."""
    bare = text.lstrip(_SPACE)
    yield bare
    if bare[:1] >= "\u0e00":
        yield from (bare[len(n) :] for n in rules.nouns if bare.startswith(n))
    clitic = _CLITIC.match(text)
    if clitic:
        text = text[clitic.end() :]
        yield text.lstrip(_SPACE)
        yield from _named_persons(text)
    for _ in range(_GAP):
        word = _NEXT_AFTER_COMMA.match(text)
        if word is None or not rules.is_small(word.group(1)):
            return
        text = text[word.end() :].lstrip(_CLOSERS)
        yield text.lstrip(_SPACE)


def _named_persons(text: str) -> Iterator[str]:
    """Step over a person's name: "the AP's Jane Doe reported"."""
    for _ in range(3):
        word = _NEXT_WORD.match(text)
        if word is None:
            return
        text = text[word.end() :]
        yield text.lstrip(_SPACE)


def _matches_left(pieces: tuple[str, ...], lefts: list[str]) -> bool:
    if not pieces:
        return True
    for left in lefts:
        at = len(left) - len(pieces[-1])
        if left.endswith(pieces[-1]) and _is_edge(left, at):
            sentence = _last_sentence(left[:at])
            if all(_has_word(sentence, piece) for piece in pieces[:-1]):
                return True
    return False


def _matches_right(pieces: tuple[str, ...], rights: list[str]) -> bool:
    if not pieces:
        return True
    for right in rights:
        end = len(pieces[0])
        if right.startswith(pieces[0]) and _is_edge(right, end):
            sentence = _first_sentence(right[end:])
            if all(piece in sentence for piece in pieces[1:]):
                return True
    return False


def _has_word(sentence: str, word: str) -> bool:
    at = sentence.find(word)
    while at >= 0:
        if _is_edge(sentence, at) and _is_edge(sentence, at + len(word)):
            return True
        at = sentence.find(word, at + 1)
    return False


def _last_sentence(text: str) -> str:
    return text[max(text.rfind(stop) for stop in _STOPS) + 1 :]


def _first_sentence(text: str) -> str:
    ends = [at for stop in _STOPS if (at := text.find(stop)) >= 0]
    return text[: min(ends)] if ends else text


@cache
def grammar(language: str) -> Grammar:
    """Build the grammar of a language that ``data/citing.toml`` has."""
    table = f"citing/{language}"
    patterns = tuple(map(_pattern, vocabulary.phrases(f"{table}/patterns")))
    single = [p for p in patterns if len(p.left) + len(p.right) == 1]
    nouns = _lowered(f"{table}/nouns")
    small = _lowered(f"{table}/filler")
    compounds = vocabulary.words(f"{table}/compounds")
    function_words = vocabulary.words(f"languages/function-words/{language}")
    people = _lowered(f"{table}/people")
    return Grammar(
        lefts=tuple(p.left[0] for p in single if p.left),
        rights=tuple(p.right[0] for p in single if p.right),
        patterns=tuple(p for p in patterns if len(p.left) + len(p.right) > 1),
        said=vocabulary.words(f"{table}/said"),
        nouns=nouns,
        small=small,
        ands=vocabulary.words(f"{table}/and"),
        follow=nouns | small | people | function_words if compounds else None,
    )


def _pattern(phrase: str) -> _Pattern:
    left, _, right = phrase.partition("X")
    before, after = _pieces(left), _pieces(right)
    return _Pattern(tuple(filter(None, before)), after if right.strip() else ())


def _pieces(side: str) -> tuple[str, ...]:
    return tuple(" ".join(piece.split()) for piece in side.lower().split("…"))


def _lowered(path: str) -> frozenset[str]:
    return frozenset(word.lower() for word in vocabulary.words(path))
