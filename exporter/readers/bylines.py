"""Bylines: "By Ana Example and Ben Sample, Staff Reporters", in many languages."""

from __future__ import annotations

import re
from functools import cache

from exporter.readers import vocabulary
from exporter.readers.outlets import is_outlet

_LONGEST, _MOST_WORDS = 160, 6
_COLON = re.compile(r"\s*[:：＝=／・]\s*")
_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")
PICTURES = re.compile(
    r"(?:\s+[a-zи&]{1,4}\s+|^|(?<=[,;]))\s*(?:(?![a-zà-ÿ])[^\W\d_][\w.'’-]*\s+){1,4}"
    r"\((?i:photo(?:graph[ys]?|s)?|pictures?|images|video|fotos?|bilder)\)"
)
"""Who took the pictures, and an "and" before: "Ana Example and Ben Sample (photos)"."""
_PARTS = re.compile(r"\s*(?:[,;，、;|•·/]|\s[-–—]\s)\s*")
_DIGIT = re.compile(r"\d")
_NAME_END = re.compile(r"[!?:;。！？]$|[a-z]{4,}\.$")


def read(line: str) -> tuple[str, ...]:
    """Return the names in a line that is a byline, or nothing.

    Roles ("Staff Reporter"), places and outlets after a name are left out.
    """
    line = line.strip(" \u00a0—–-")
    if len(line) > _LONGEST:
        return ()
    for rest in (_after_word(line), _before_word(line)):
        names = _names(rest) if rest else ()
        if names:
            return names
    return ()


def read_lone(line: str) -> tuple[str, ...]:
    """Return the names in a line that no "By" marks, if it can be nothing else.

    A script without capitals gives no sign of a name, so it gives no names; nor
    does a line with a word of place names, such as "New" or "Street".
    """
    words = re.findall(r"\w+", line.casefold())
    if line.lower() == line or not 2 <= len(words) <= 8 or _DIGIT.search(line):
        return ()
    common = vocabulary.words("news/byline/unnamed") | vocabulary.words(
        "news/head/sections"
    )
    if common & set(words) or is_anonymous(line):
        return ()
    names = _names(line)
    if any(not 2 <= len(name.split()) <= 4 or is_aside(name) for name in names):
        return ()
    return names


def is_anonymous(line: str) -> bool:
    """Tell a byline that names nobody: "Staff Reporter", "By our correspondent"."""
    line = line.strip(" \u00a0—–-")
    if len(line) > 60 or _NAME_END.search(line):
        return False
    desks = vocabulary.folded("news/byline/desks")
    if _PARTS.split(line)[0].casefold() in desks:
        return True
    rest = _after_word(line, strict=False).casefold()
    words = rest.split()
    whose = vocabulary.words("news/byline/ours")
    return 1 < len(words) <= 5 and words[0] in whose and is_role(rest)


def is_affiliation(line: str) -> bool:
    """Tell a line that says for whom an author works: an outlet, a role, or both."""
    parts = [part for part in _PARTS.split(line) if part]
    if len(line) > 60 or not parts or _NAME_END.search(line):
        return False
    posts = vocabulary.words("news/byline/posts")
    last = (part.split()[-1].casefold().rstrip("s") for part in parts)
    known = any(is_outlet(part) for part in parts) or any(
        word in posts for word in last
    )
    return known and all(len(part.split()) <= 4 for part in parts)


def is_place_and_outlet(line: str) -> bool:
    """Tell a line such as "Tunis - Reuters": it says where and for whom, not who."""
    parts = [part for part in _PARTS.split(line) if part]
    return len(parts) == 2 and len(line) <= 60 and any(map(is_outlet, parts))


def is_opened(line: str) -> bool:
    """Tell whether a line begins with "By" or its like."""
    return bool(_after_word(line))


def is_name(text: str) -> bool:
    """Tell whether a text looks like a name: few words, each with a capital."""
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS or _NAME_END.search(text):
        return False
    if _DIGIT.search(text):
        return False
    particles = vocabulary.words("news/byline/particles")
    return not words[0].islower() and all(
        not word[0].islower() or word.casefold() in particles for word in words
    )


def _after_word(line: str, *, strict: bool = True) -> str:
    """Return what follows "By" or its like.

    Words that are common ones too want a colon, unless ``strict`` is false.
    """
    folded = line.casefold()
    for phrase in _openers():
        if not folded.startswith(phrase):
            continue
        rest = line[len(phrase) :]
        mark = _COLON.match(rest)
        if mark:
            return rest[mark.end() :]
        if strict and phrase in vocabulary.folded("news/byline/colon"):
            continue
        if rest[:1].isspace() or (phrase[-1] > "\u2fff" and len(rest) <= 8):
            return rest.strip()
    return ""


@cache
def _openers() -> tuple[str, ...]:
    return tuple(sorted(vocabulary.folded("news/byline/by"), key=len, reverse=True))


def _before_word(line: str) -> str:
    for phrase in vocabulary.phrases("news/byline/after"):
        if line.endswith(phrase) and len(line) <= 16:
            return line[: -len(phrase)].strip()
    return ""


def _names(text: str) -> tuple[str, ...]:
    parts = [
        part for part in _PARTS.split(_BRACKETS.sub("", PICTURES.sub("", text))) if part
    ]
    people: list[str] = []
    for at, part in enumerate(parts):
        found = [_cut(name) for name in _joiner().split(part) if name.strip()]
        named = [name for name in found if is_name(name)]
        # A role after a name is often in small letters: "Ana Example, reporter".
        others = [name for name in found if name not in named]
        if not all((at or named) and is_aside(name) for name in others):
            return ()
        if others and not named:
            continue
        aside = at and is_aside(part)
        if aside or (at and len(part.split()) == 1 and len(parts[0].split()) > 1):
            continue
        people.extend(named)
    return tuple(people)


def is_aside(part: str) -> bool:
    """Tell a role or an outlet, which may have more after its name: "G1 PE"."""
    words = part.split()
    known = any(is_outlet(" ".join(words[:n])) for n in range(1, len(words) + 1))
    return is_role(part) or known


@cache
def _joiner() -> re.Pattern[str]:
    words = "|".join(map(re.escape, vocabulary.phrases("news/byline/and")))
    return re.compile(rf"\s+(?:{words}|&)\s+", re.IGNORECASE)


def _cut(name: str) -> str:
    """Drop where or for whom: "Ana Example in Kyiv"."""
    words = name.split()
    tails = vocabulary.folded("news/byline/tail")
    for at, word in enumerate(words):
        if at and (word in tails or word in ("For", "FOR")):
            return " ".join(words[:at])
    return " ".join(words)


def is_role(part: str) -> bool:
    """Tell whether a word of a text is what an author is: "reporter", "staff"."""
    roles = vocabulary.words("news/byline/roles")
    return any(
        word.casefold().rstrip("s") in roles or word.casefold() in roles
        for word in part.split()
    )
