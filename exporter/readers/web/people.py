"""The names in what markup calls an author, without roles, handles and outlets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from exporter.readers import bylines, outlets, vocabulary, writtendates
from exporter.readers.web import eastnames
from exporter.readers.web.wording import fold

_LONGEST = 300
_STRAY = re.compile(
    r"https?://\S{1,300}|www\.\S{1,300}|[\w.+-]{1,64}@[\w.-]{1,100}|(?<!\w)@\w{1,40}"
)
_BRACKETS = re.compile(r"\s*[(（\[【][^()（）\[\]【】]{0,80}[)）\]】]")
_PARTS = re.compile(r"\s*(?:[;,，、|•·/\n]|\s[-–—]\s)\s*")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")
_EDGES = " .,;:|/·•-–—*\"'“”„«»…"
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who wrote a text: names of persons, and an agency or desk if one is named."""

    names: tuple[str, ...] = ()
    agency: str = ""


def read(text: str, own: frozenset[str] = frozenset(), language: str = "") -> People:
    """Read the names in a text that markup says is an author's.

    ``own`` are the folded names of the outlet itself, which is nobody's name.
    """
    text = _BRACKETS.sub("", bylines.PICTURES.sub("", text[:_LONGEST]))
    text = _unopened(" ".join(_STRAY.sub(" ", text).split()))
    names: list[str] = []
    agency = ""
    for part in _split(text, language):
        plain = fold(part)
        if {plain, plain.replace(" ", "")} & own or not _LETTER.search(part):
            continue
        if outlets.is_outlet(part):
            agency = agency or outlets.canonical(part)
        elif bylines.is_aside(part) or (names and _is_firm(part, names[0])):
            continue
        elif _is_person(part, first=not names) and _is_named(part, language):
            names.append(part)
    return People(names=unique(names), agency=agency)


def is_desk(name: str, text: str) -> bool:
    """Tell whether a text has a role right behind a name: it is a desk's, cut short."""
    found = re.search(rf"{re.escape(name)}\s+(\w+)", text, re.IGNORECASE)
    return found is not None and bylines.is_role(found.group(1))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return names once each, in their order."""
    return tuple({fold(name): name for name in reversed(list(names))}.values())[::-1]


def _unopened(text: str) -> str:
    """Take "By" and its like off, and "기자" and its like behind a name."""
    for phrase in _openers():
        head, rest = text[: len(phrase)], text[len(phrase) :]
        if head.casefold() == phrase and (rest[:1] in " :：·" or phrase > "\u2e80"):
            return _unopened(rest.strip(" :：·"))
    for phrase in vocabulary.phrases("news/byline/after"):
        if text.endswith(phrase) and len(text) <= 16:
            return text[: -len(phrase)].strip()
    return text


@cache
def _openers() -> tuple[str, ...]:
    return vocabulary.leads("news/byline/by")


def _split(text: str, language: str) -> Iterator[str]:
    for part in _PARTS.split(text):
        for name in _joints().split(part):
            name = _without_tail(_unopened(name.strip(_EDGES + "\u00a0")), language)
            pieces = name.split()
            if language.startswith("zh") and all(map(_HAN.fullmatch, pieces)):
                yield from pieces
            elif eastnames.knows(language) and (head := eastnames.first(name)):
                yield head
            elif name:
                yield name


@cache
def _joints() -> re.Pattern[str]:
    """Match "and" between names; a capital in its place is an initial."""
    words = "|".join(map(re.escape, vocabulary.phrases("news/byline/and")))
    return re.compile(rf"(?:^|\s+)(?:{words}|And|AND|with|&|\+)\s+")


def _without_tail(name: str, language: str) -> str:
    """Drop where or for whom, a role, and what a date behind a name begins with."""
    words = name.split()
    if words and words[0].casefold() in vocabulary.words("news/byline/ours"):
        return name  # a desk
    tails = vocabulary.folded("news/byline/tail")
    for at, word in enumerate(words):
        if at >= 2 and (word in tails or word in ("For", "FOR")):
            return " ".join(words[:at])
    while len(words) > 2 and (
        bylines.is_role(words[-1]) or writtendates.opens_date(words[-1], language)
    ):
        words.pop()
    return " ".join(words)


def _is_named(part: str, language: str) -> bool:
    """Tell a name in a language that is told by its surnames, if it is one."""
    if not eastnames.knows(language) or not eastnames.in_eastern(part):
        return True
    return eastnames.is_person(part)


def _is_firm(part: str, name: str) -> bool:
    """Tell what opens with an initialism, beside a name that has no such word."""
    first, *rest = part.split()
    return bool(
        len(first) > 2
        and first.isupper()
        and rest
        and not rest[0].isupper()
        and not any(word.isupper() for word in name.split() if len(word) > 2)
    )


def _is_person(part: str, *, first: bool) -> bool:
    if bylines.is_anonymous(part) or bylines.is_role(part) or len(part) > 60:
        return False
    if part.casefold() in vocabulary.folded("news/byline/accounts"):
        return False
    named = bylines.is_name(part.rstrip("."))
    if set(part.casefold().split()) & vocabulary.words("news/byline/bodies"):
        return False
    # One word alone after a name is rather a town: "Ana Example, Berlin".
    lone = " " not in part and part.lower() != part.upper() and not first
    return named and not lone and len(part.split()) <= 5
