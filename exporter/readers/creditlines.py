"""Lines of names and dates between a headline and the first paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from exporter.readers import bylines, datelines, vocabulary, writtendates
from exporter.readers.boilerplate import is_label
from exporter.readers.measures import is_prose
from exporter.readers.writtendates import DateLine

_LONGEST = 200
_PARTS = re.compile(r"\s+[|•·–—-]\s+|\s*[|•·]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A byline or date line: the names and dates in it, if it states any.

    ``guessed`` says that no "By" or its like marks the names as such.
    """

    names: tuple[str, ...] = ()
    dates: DateLine | None = None
    guessed: bool = False


def read(line: str, language: str) -> Credit | None:
    """Read a line of names and dates; one that holds anything else is no credit."""
    if len(line) > _LONGEST:
        return None
    line = _without_source(line)
    dates = writtendates.read_line(line, language)
    if dates:
        return Credit(dates=dates)
    names = bylines.read(line)
    if names or bylines.is_anonymous(line):
        return Credit(names=names)
    return _mixed(line, language)


def _without_source(line: str) -> str:
    """Drop "来源：新华网" behind a date: a page that copies says whom it copies."""
    match = _source().search(line)
    return line[: match.start()] if match and match.start() else line


@cache
def _source() -> re.Pattern[str]:
    words = "|".join(map(re.escape, vocabulary.phrases("news/date/taken")))
    return re.compile(rf"[\s|·]+(?:{words})\s?[:：].{{1,40}}$", re.IGNORECASE)


def _mixed(line: str, language: str) -> Credit | None:
    """Read "By Ana Example | 25 April 2022" and "By Ana Example, April 25, 2022"."""
    parts = [part for part in _PARTS.split(line) if part and not is_label(part)]
    if len(parts) > 1:
        names = tuple(name for part in parts for name in bylines.read(part))
        rest = [part for part in parts if not bylines.read(part)]
        dates = writtendates.read_line(" | ".join(rest), language)
        if dates or (names and not rest):
            return Credit(names=names, dates=dates)
    for at in (at for at, char in enumerate(line) if char in ",，"):
        names = bylines.read(line[:at])
        dates = writtendates.read_line(line[at + 1 :], language) if names else None
        if dates:
            return Credit(names=names, dates=dates)
    return None


def read_beside(
    lines: Sequence[str], before: Credit | None, language: str
) -> Credit | None:
    """Read the first of two lines by what stands beside it.

    A name alone beside a date line is taken for the author's, as a guess; an
    outlet or a role beside a byline or a date line says for whom the author works.
    """
    if not lines or is_prose(lines[0]):
        return None
    after = read(lines[1], language) if len(lines) > 1 else None
    dated = [credit.dates for credit in (before, after) if credit and credit.dates]
    named = bool(before and before.names)
    if (named or (before and dated)) and bylines.is_affiliation(lines[0]):
        return Credit()
    if dated and bylines.is_place_and_outlet(lines[0]):
        return Credit()
    if not dated or named or (after and after.names):
        return None
    if len(lines) > 1 and not (after or _is_body(lines[1], language)):
        return None
    names = bylines.read_lone(lines[0])
    return Credit(names=names, guessed=True) if names else None


def _is_body(text: str, language: str) -> bool:
    return is_prose(text) or bool(datelines.read(text, language))
