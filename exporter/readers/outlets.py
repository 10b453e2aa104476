"""Outlets by their names, wherever a text mentions one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from exporter.readers import vocabulary

_TOGETHER = "\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u2e80-\uffef"
"""Scripts that write particles onto a name, or no spaces at all."""
_PLAIN_WORD = re.compile(r"[^\W_]+(?:[-.&][^\W_]+)*")
_CASE_ENDING = re.compile("[а-яіїє]{0,3}(?![^\\W_])")
_TITLED = re.compile(r"[a-z]\sThe\b.[A-Z]", re.DOTALL)
_PARTS = 5


@cache
def _word() -> re.Pattern[str]:
    letter = f"[^\\W_{_TOGETHER}]"
    return re.compile(f"{letter}+(?:[-.&]{letter}+)*")


def _is_apart(text: str) -> bool:
    """Tell whether all letters are of scripts that put spaces between words."""
    if text.isascii() or max(text) < "\u0590":
        return True
    # No expression here: compiling one of this many letters takes milliseconds.
    return not any(
        "\u0590" <= letter <= "\u08ff"
        or "\u0900" <= letter <= "\u0dff"
        or "\u0e00" <= letter <= "\u0eff"
        or "\u2e80" <= letter <= "\uffef"
        for letter in set(text)
    )


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where an outlet is named."""

    start: int
    end: int
    name: str


@cache
def _known() -> dict[str, str]:
    """Map each spelling to the name as it is commonly written."""
    names: dict[str, str] = {}
    for line in vocabulary.phrases("outlets/known"):
        name, _, others = line.partition(" = ")
        for spelling in (name, *filter(None, others.split(" | "))):
            names.setdefault(spelling.strip(), name)
    return names


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    """Index spellings in scripts with spaces by their first word, longest first."""
    index: dict[str, list[str]] = {}
    for spelling in _known():
        if spelling.isascii() or _is_apart(spelling):
            first = spelling.partition(" ")[0]
            if not first.isalnum():
                match = _PLAIN_WORD.match(spelling)
                first = match.group() if match else ""
            index.setdefault(first, []).append(spelling)
    return {w: tuple(sorted(s, key=len, reverse=True)) for w, s in index.items()}


@cache
def _telling() -> frozenset[str]:
    """Return the words that begin or end a name; most words of a text do neither."""
    return frozenset(_by_word()) | _endings()


@cache
def _spaceless() -> re.Pattern[str]:
    """Match spellings whose script has no spaces or writes particles together."""
    found = [spelling for spelling in _known() if not _is_apart(spelling)]
    longest = sorted(found, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)))


@cache
def _endings() -> frozenset[str]:
    return vocabulary.words("outlets/endings")


def canonical(spelling: str) -> str:
    """Return the name as it is commonly written; an unknown one as it stands."""
    return _known().get(spelling, spelling)


@cache
def _labels() -> dict[str, str]:
    plain = ((spelling.lower().split(), name) for spelling, name in _known().items())
    return {"".join(words).removeprefix("the"): name for words, name in plain}


def of_label(label: str) -> str:
    """Return the outlet whose name a label of a domain spells, or ``""``."""
    return _labels().get(label.lower().replace("-", "").removeprefix("the"), "")


def _declined(spelling: str) -> str:
    for length in range(len(spelling), max(len(spelling) - 4, 0), -1):
        if spelling[:length] in _known():
            return _known()[spelling[:length]]
    return spelling


def is_outlet(text: str) -> bool:
    """Tell whether a text is the name of an outlet: known, or ending like one."""
    text = text.strip()
    words = text.split()
    return text in _known() or (len(words) > 1 and words[-1] in _endings())


def is_known(text: str) -> bool:
    """Tell whether a text is the name of a known outlet, not only like one."""
    return text in _known()


def agency_pattern() -> str:
    """Return all known spellings as the inside of a regular expression's group."""
    return "|".join(map(re.escape, sorted(_known(), key=len, reverse=True)))


def find(text: str, nouns: Collection[str]) -> Iterator[Mention]:
    """Yield mentions in order: known outlets, and names that look like one's.

    ``nouns`` are words such as "newspaper"; the name that follows one is taken.
    """
    mentions = [*_spelt(text, nouns), *_written_together(text)]
    end = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start >= end:
            yield mention
            end = mention.end


def _written_together(text: str) -> Iterator[Mention]:
    if _is_apart(text):
        return
    for match in _spaceless().finditer(text):
        if not _is_cut(text, match.start(), match.end()):
            yield Mention(*match.span(), canonical(match.group()))


def _is_cut(text: str, start: int, end: int) -> bool:
    """Tell whether a match in a script with spaces ends inside a longer word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start] > "\u2e7f":
        return text[start].isascii() and before.isascii() and before.isalnum()
    # Arabic and Hebrew write one-letter particles before a name.
    lone = not text[start - 2 : start - 1].isalnum() or start < 2
    return (before.isalpha() and not lone) or after.isalpha()


def _spelt(text: str, nouns: Collection[str]) -> Iterator[Mention]:
    end, noun = 0, -1
    if text.isascii() and _is_silent(text, nouns):
        return
    pattern = _PLAIN_WORD if _is_apart(text) else _word()
    for word in pattern.finditer(text):
        start, first = word.start(), word.group()
        if start < end:
            continue
        telling = first == "The" or first in _telling()
        if noun < 0 and not (telling or "\u0400" <= first[0] <= "\u04ff"):
            noun = word.end() if first.lower() in nouns else -1
            continue
        stop = _spelling_at(text, word)
        if stop:
            end = stop
            yield Mention(start, end, _declined(text[start:end]))
        elif _named_like_one(text, word, end):
            start, end = _first_of_name(text, start, end), word.end()
            yield Mention(start, end, " ".join(text[start:end].split()))
        elif _is_called_one(text, word, noun):
            end = _last_of_name(text, word.end())
            yield Mention(start, end, " ".join(text[start:end].split()))
        noun = word.end() if word.group().lower() in nouns else -1


def _is_silent(text: str, nouns: Collection[str]) -> bool:
    """Tell at a glance that no word of a text can be the name of an outlet.

    A "The" counts only within a sentence and before another word.
    """
    words = set(_PLAIN_WORD.findall(text))
    if not words.isdisjoint(_telling()) or _TITLED.search(text):
        return False
    return not any(word.lower() in nouns for word in words)


def _is_called_one(text: str, word: re.Match[str], noun: int) -> bool:
    """Tell a name after "newspaper", or a "The" that is part of a title.

    Within a sentence, "The" before a capital belongs to the name of an outlet.
    """
    start, end = word.span()
    if noun == start - 1 and text[noun].isspace():
        return text[start].isupper()
    titled = word.group() == "The" and text[end + 1 : end + 2].isupper()
    before = text[max(0, start - 2) : start]
    return titled and before[:1].islower() and before[1:].isspace()


def _named_like_one(text: str, word: re.Match[str], floor: int) -> bool:
    """Tell the end of a name such as "Harbour Herald": two capitals or more."""
    if word.group() not in _endings() or _goes_on(text, word.end()):
        return False
    return _first_of_name(text, word.start(), floor) < word.start()


def _spelling_at(text: str, word: re.Match[str]) -> int:
    """Return where the known spelling that starts with a word ends, or 0."""
    start, first = word.start(), word.group()
    for spelling in _by_word().get(first, ()):
        end = start + len(spelling)
        if text.startswith(spelling, start) and not _goes_into(text, end):
            return end
    if not "\u0400" <= first[0] <= "\u04ff":
        return 0
    # Slavic languages decline a name: "Интерфакса", "Интерфаксу".
    for stem in (first[:-1], first[:-2]):
        for spelling in _by_word().get(stem, ()) if len(stem) > 3 else ():
            ending = _CASE_ENDING.match(text, start + len(spelling))
            if ending and text.startswith(spelling, start):
                return ending.end()
    return 0


def _goes_into(text: str, at: int) -> bool:
    """Tell whether a word goes on here in a script with spaces."""
    letter = text[at : at + 1]
    return letter.isalnum() and _is_apart(letter)


def _first_of_name(text: str, start: int, floor: int) -> int:
    """Walk back over words with capitals: "the Harbour Herald"."""
    for _ in range(_PARTS):
        head = text[max(floor, start - 30) : start]
        match = re.search(r"(?:^|[\s(\"“„«])([^\W\d_a-z][\w'’.-]*)[ \u00a0]$", head)
        if match is None or not match.group(1)[0].isupper():
            break
        start = start - len(head) + match.start(1)
    return start


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a name goes on after its ending, as in "Press Council"."""
    return text[end : end + 1] in (" ", "\u00a0") and text[end + 1 : end + 2].isupper()


def _last_of_name(text: str, end: int) -> int:
    for _ in range(_PARTS):
        match = re.compile(r"[ \u00a0]([^\W\d_][\w'’-]*)").match(text, end)
        if match is None or not match.group(1)[0].isupper():
            break
        end = match.end()
    return end
