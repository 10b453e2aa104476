"""Dates that a page shows without a name: by the headline, then anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from exporter.dates import PartialDate
from exporter.readers import writtendates
from exporter.readers.measures import ends_sentence
from exporter.readers.web.dating import Dated
from exporter.readers.web.outline import Line

_LONGEST, _OPENING, _SIGNED = 90, 48, 120
_NEAR = 40
_FIRST = 1980
_DATELINE = re.compile(r"\s*(?:--|[–—]|\)\s?[–—-]|\(\S{1,12}\)|[:：|])")
_SHORT = re.compile(
    r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{2}|\d{4}),?\s+(?:at\s)?\d{1,2}:\d\d"
    r"(?::\d\d)?\s?[ap]\.?m\b",
    re.IGNORECASE,
)
"""A date that goes with a time of day in halves has its month first."""
_CENTURY = 2000
_CLOSED = re.compile(r"[（(\[【](?P<inner>[^（）()\[\]【】]{8,60})[）)\]】]$")


def near(lines: Sequence[Line], language: str) -> list[Dated]:
    """Return the dates of the lines around a headline, and of the first dateline."""
    found = [day for line in lines[:_NEAR] for day in _of_line(line, language)]
    for line in lines:
        if len(line.text) > _LONGEST and (day := _opening(line.text, language)):
            found.append(day)
    return found


def anywhere(lines: Sequence[Line], language: str) -> list[Dated]:
    """Return the first date of a whole page that is in no margin."""
    seen = (line for line in lines if not line.margin)
    every = (day for line in seen for day in _of_line(line, language))
    return list(islice(every, 1))


def _of_line(line: Line, language: str) -> Iterator[Dated]:
    text = line.text
    if len(text) > _SIGNED or not any(map(str.isdigit, text)):
        return
    if next(line.element.iterancestors("figure"), None) is not None:
        return
    closed = _CLOSED.search(text)
    if closed is None and (len(text) > _LONGEST or ends_sentence(text)):
        return
    if american := _american(text):
        yield _dated(american)
        return
    dates = writtendates.find_line(closed["inner"] if closed else text, language)
    day = dates.published
    if day and day.day and day.year >= _FIRST:
        yield _dated(day)


def _american(text: str) -> PartialDate | None:
    match = _SHORT.search(text)
    if match is None:
        return None
    month, day, year = (int(part) for part in match.groups())
    try:
        return PartialDate(year=year % 100 + _CENTURY, month=month, day=day)
    except ValueError:
        return None


def _opening(text: str, language: str) -> Dated | None:
    """Return the date that a text opens with: "Feb. 23, 2015 -- …"."""
    start = text[:_OPENING]
    for match in _DATELINE.finditer(start):
        day = writtendates.find(start[: match.start()], language)
        if day and day.day and day.year >= _FIRST:
            return _dated(day)
    return None


def _dated(day: PartialDate) -> Dated:
    return Dated(day, "date-line", "page", guess=True)
