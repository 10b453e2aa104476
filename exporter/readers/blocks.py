"""Raw text to units: paragraphs, lines of their own, and wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exporter.readers import boilerplate, mending
from exporter.readers.decoding import unify_newlines
from exporter.readers.measures import ends_sentence, is_prose

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_SPACES = re.compile(r"[ \t]+")
_BLANK = (
    " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\u200b\ufeff"
)
"""What is white in a line (Unicode 16, category Zs), or nothing at all."""
_SAFE, _FEW = 45, 5
_OPENING = 3
MOST = 5_000
"""Units that are looked at one by one; no article has more, a hostile file may."""
_NARROWEST, _WIDEST, _ENOUGH = 30, 110, 0.7


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or a line; soft units of one group are lines of one paragraph."""

    text: str
    group: int
    soft: bool = False


def unescape_entities(text: str) -> str:
    """Resolve HTML entities that end with a semicolon, once (HTML, §13.2.5.72).

    Without the semicolon an address such as ``?a=1&copy=2`` would be damaged. What
    stands for a return or a form feed (U+000C, which no XML may hold) ends a line;
    what harms a page is taken out as if the text had it.
    """
    if "&" not in text:
        return text
    from html import unescape

    said = _ENTITY.sub(lambda match: unescape(match.group()), text)
    return mending.plain(unify_newlines(said))


def split(text: str) -> tuple[Unit, ...]:
    """Divide a text at blank lines, or at every newline if it has no blank line."""
    groups = _groups(text.split("\n"))
    width = _width(groups)
    if len(groups) == 1 and not width:
        return tuple(Unit(line.strip(_BLANK), at) for at, line in enumerate(groups[0]))
    units: list[Unit] = []
    for number, lines in enumerate(groups):
        # One paragraph that alone is wrapped ends like a sentence; a list does not.
        own = _width([lines]) if not width and ends_sentence(lines[-1]) else width
        units.extend(_units(_join(lines, own), number))
    return tuple(units)


def _groups(lines: Sequence[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in lines:
        tidy = _SPACES.sub(" ", line.rstrip(_BLANK))
        if tidy.strip(_BLANK):
            groups[-1].append(tidy)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _width(groups: Sequence[Sequence[str]]) -> int:
    """Return the width that lines were wrapped at, or 0 if they were not.

    Wrapped lines are those where the next line's first word would not have fitted.
    """
    pairs = [
        (group[at], group[at + 1]) for group in groups for at in range(len(group) - 1)
    ]
    if len(pairs) < 2:
        return 0
    lengths = sorted(len(first) for first, _ in pairs)
    width = lengths[int(len(lengths) * 0.95)]
    few = width < _SAFE and len(pairs) < _FEW and not _is_east(pairs[0][0][-1])
    if not _NARROWEST <= width <= _WIDEST or few:
        return 0
    wrapped = sum(_is_full(first, second, width) for first, second in pairs)
    stopped = sum(ends_sentence(first) for first, _ in pairs)
    return width if min(wrapped, len(pairs) - stopped) >= len(pairs) * _ENOUGH else 0


def _is_full(first: str, second: str, width: int) -> bool:
    if _is_east(first[-1]):
        return len(first) + 2 > width
    word = second.split(maxsplit=1)[0]
    return len(first) + 1 + len(word) > width


def _is_east(letter: str) -> bool:
    """Tell letters and marks of Chinese and Japanese; Korean has spaces."""
    korean = "\uac00" <= letter <= "\ud7a3" or "\u3130" <= letter <= "\u318f"
    return letter >= "\u2e80" and not korean


def _join(lines: Sequence[str], width: int) -> list[str]:
    """Undo the wrapping at a width; a short line or an indented one begins anew."""
    joined: list[list[str]] = []
    last = ""
    for line in lines:
        bare = line.strip(_BLANK)
        fresh = not width or not last or not _is_full(last, line, width)
        fresh = fresh or (line[0] in _BLANK and last[0] not in _BLANK)
        if fresh or boilerplate.is_label(bare) or boilerplate.is_label(last):
            joined.append([bare])
        else:
            joined[-1].append(bare)
        last = line
    return [_mend(parts) for parts in joined]


def _mend(parts: Sequence[str]) -> str:
    """Join wrapped lines: with a space, but with none between ideographs."""
    text = [parts[0]]
    for before, after in pairwise(parts):
        east = _is_east(before[-1]) and _is_east(after[0])
        text.append(after if east else " " + after)
    return "".join(text)


def _units(lines: Sequence[str], group: int) -> Iterator[Unit]:
    """Tell lines that are paragraphs each from the short lines of one paragraph."""
    soft = len(lines) > 1 and not any(is_prose(line) for line in lines)
    if soft and group < _OPENING and _is_broken(lines):
        lines = [" ".join(lines)]
    for line in lines:
        yield Unit(line, group, soft)


def _is_broken(lines: Sequence[str]) -> bool:
    """Tell a headline broken over two or three lines: small letters begin a line."""
    return (
        len(lines) <= 3
        and lines[0][0].isupper()
        and all(
            after[0].islower() and not ends_sentence(before)
            for before, after in pairwise(lines)
        )
    )
