"""When an article was published and updated, by what most of its page agrees on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from exporter.dates import PartialDate
from exporter.model import Fact, inferred, stated
from exporter.readers import bylines, vocabulary, writtendates
from exporter.readers.web import moments
from exporter.readers.web.claims import Claim, Field, about
from exporter.readers.web.outline import Line, in_margin, names_of, text_of

_DATED = re.compile(
    r"date|time|publi|posted|stamp|byline|meta|info|credit|author|fecha|datum|tarih|tgl"
)
_CHANGED = re.compile(r"updat|modif|revis|edited|aktualis|actuali|aggiorn|atuali")
_URL_DAY = re.compile(
    r"/(?P<year>(?:19[89]|20[0-4])\d)/(?:[a-z_.-]{2,30}/)?"
    r"(?P<month>0?[1-9]|1[0-2]|[a-z]{3})/(?P<day>0?[1-9]|[12]\d|3[01])(?![\d])"
)
_URL_SIGNS = re.compile(
    r"(?<!\d)(?P<year>(?:199|20[0-4])\d)(?P<mark>[-_./]?)(?P<month>0[1-9]|1[0-2])(?P=mark)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_MONTHS = re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec")
_TIME = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})[:.hH時时](?P<minute>\d\d)(?![\d.]\d)"
    r"(?:\s?(?P<half>[ap])\.?m)?",
    re.IGNORECASE,
)
_FARTHEST = timedelta(hours=10)
_HALVES = (-3.5, 3.5, 4.5, 5.5, 5.75, 6.5, 9.5, 10.5)
_TIMES = 60


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, the rule that found it, and the witness; a guess is no statement."""

    day: PartialDate
    rule: str
    witness: str
    guess: bool = False
    local: time | None = None
    """A time of day that stands with it, in a zone that is not said."""

    def agrees(self, other: Dated) -> bool:
        """Tell whether two dates are the same day in some time zone."""
        one, two = _start(self.day), _start(other.day)
        if self.day.day is None or other.day.day is None:
            return False
        gap = abs(one - two)
        both = self.day.clock is not None and other.day.clock is not None
        return gap <= timedelta(days=1) if not both else gap < timedelta(days=1)


def _start(day: PartialDate) -> date:
    return date(day.year, day.month or 1, day.day or 1)


def stated_dates(claims: Iterable[Claim], field: Field, language: str) -> list[Dated]:
    """Return the dates that claims make, those that are none left out."""
    found = []
    for claim in about(claims, field):
        day = moments.parse(claim.text, language)
        if day:
            found.append(Dated(day, claim.rule, claim.witness))
    return found


def shown(lines: Sequence[Line], language: str) -> tuple[list[Dated], list[Dated]]:
    """Return the dates of publication and of change that lines show."""
    published: list[Dated] = []
    updated: list[Dated] = []
    for at, line in enumerate(lines):
        if next(line.element.iterancestors("figure"), None) is not None:
            continue  # when a picture was taken
        label = lines[at - 1].text if at else ""
        changed = label.casefold().strip(" :") in vocabulary.folded("news/date/updated")
        for day, rule, late in (*_times(line.element), *_written(line, language)):
            kept = updated if late or changed else published
            local = _clock(line.text) if rule == "date-line" else None
            kept.append(Dated(day, rule, "page", local=local))
    return published, updated


def _clock(text: str) -> time | None:
    match = _TIME.search(text)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _times(element: Any) -> Iterator[tuple[PartialDate, str, bool]]:
    """Yield the moments of ``time`` elements, and whether they tell of a change."""
    times = [element] if element.tag == "time" else element.findall(".//time")
    for at, each in enumerate(times[:_TIMES]):
        day = moments.parse(each.get("datetime", ""))
        if day:
            yield day, "time", is_change(each, alone=at > 0 or len(times) == 1)


def is_change(element: Any, *, alone: bool = True) -> bool:
    """Tell whether a ``time`` is of an update, by its names or the words before it."""
    names = f"{names_of(element)} {element.get('itemprop', '').lower()}"
    if element.get("pubdate") is not None:
        return False
    if _CHANGED.search(names) and "publi" not in names:
        return True
    before = element.getprevious()
    parent = element.getparent()
    words = "" if parent is None or not alone else parent.text or ""
    if before is not None:
        words = before.tail or text_of(before)
    label = words.strip().casefold()[-40:]
    return label.strip(" :").endswith(tuple(vocabulary.folded("news/date/updated")))


def _written(line: Line, language: str) -> Iterator[tuple[PartialDate, str, bool]]:
    dates = writtendates.read_line(line.text, language)
    if dates is None and (_is_dated(line.element) or bylines.is_opened(line.text)):
        dates = writtendates.find_line(line.text, language)
    if dates and dates.published:
        yield dates.published, "date-line", _is_late(line.element)
    if dates and dates.updated:
        yield dates.updated, "date-line", True


def _is_late(element: Any) -> bool:
    """Tell whether each part of a line that has digits is named as a change."""
    parts = [each for each in element[:6] if any(map(str.isdigit, text_of(each)))]
    return bool(parts) and all(_CHANGED.search(names_of(each)) for each in parts)


def _is_dated(element: Any) -> bool:
    parents = (element, *list(element.iterancestors())[:2])
    inner = element[:6]
    return any(
        _DATED.search(names_of(each))
        for each in (*parents, *inner)
        if each.tag != "body"
    )


def elsewhere(tree: Any, language: str) -> list[Dated]:
    """Return the dates of ``time`` elements anywhere but in margins."""
    found = []
    for at, each in enumerate(tree.iter("time")):
        if at >= _TIMES:
            break
        if in_margin(each) or is_change(each):
            continue
        day = moments.parse(each.get("datetime") or text_of(each), language)
        if day:
            found.append(Dated(day, "time", "page"))
    return found


def of_address(addresses: Iterable[str]) -> list[Dated]:
    """Return the days that addresses name, as ``/2019/04/25/`` does; a guess."""
    found = []
    for address in addresses:
        path = address[:500].lower().partition("://")[2].partition("?")[0]
        for match in (*_URL_DAY.finditer(path), *_URL_SIGNS.finditer(path)):
            day = _of_match(match)
            if day:
                found.append(Dated(day, "url-date", "url", guess=True))
    return found[:1]


def _of_match(match: re.Match[str]) -> PartialDate | None:
    month = match["month"]
    number = _MONTHS.index(month) + 1 if month in _MONTHS else 0
    try:
        return PartialDate(
            year=int(match["year"]), month=number or int(month), day=int(match["day"])
        )
    except ValueError:
        return None


def choose(dates: Sequence[Dated], updated: Sequence[Dated] = ()) -> Fact[PartialDate]:
    """Take the first date, unless two witnesses agree against it.

    A date after the last change of the page, or after what two others agree on,
    is when a template was filled, not when an article appeared.
    """
    if not dates:
        return Fact()
    best = dates[0]
    last = max((_start(each.day) for each in updated), default=None)
    if last and _start(best.day) > last + timedelta(days=1):
        best = next((d for d in dates if not d.guess and _start(d.day) <= last), best)
    if _support(best, dates) < 2:
        agreed = [d for d in dates if _support(d, dates) >= 2]
        best = agreed[0] if agreed else best
    best = _finest(best, dates)
    make = inferred if best.guess else stated
    return make(best.day, best.rule)


def _support(one: Dated, dates: Sequence[Dated]) -> int:
    return len({each.witness for each in dates if each.agrees(one)})


def _finest(best: Dated, dates: Sequence[Dated]) -> Dated:
    """Take the same day with its time, and the same moment in the publisher's zone."""
    if best.day.clock is None:
        finer = (d for d in dates if d.day.clock and _is_on(d.day, best.day))
        best = next((d for d in finer if not d.guess), best)
    clock = best.day.clock
    if clock is None or clock.tzinfo is not UTC:
        return best
    same = (d for d in dates if d.day.clock and d.day.moment() == best.day.moment())
    found = next((d for d in same if _is_local(d.day)), best)
    shifts = (_shift(best.day, each) for each in dates if found is best)
    shift = next(filter(None, shifts), None)
    if shift is None and found is best:
        beside = (_shift_to(best.day, each) for each in dates)
        shift = next(filter(None, beside), None)
    return replace(best, day=_shifted(best.day, shift)) if shift else found


def _shift(moment: PartialDate, shown: Dated) -> timedelta | None:
    """Return the zone in which a moment has the time that the page shows, if any has.

    Zones are whole hours from UTC, but for a few of half an hour; a time that none
    of them explains is of something else.
    """
    if shown.local is None or shown.day.day is None:
        return None
    local = datetime.combine(_start(shown.day), shown.local, tzinfo=UTC)
    shift = local - moment.moment().replace(second=0)
    hours = shift / timedelta(hours=1)
    possible = -11 <= hours <= 13 and (hours.is_integer() or hours in _HALVES)
    return shift if possible else None


def _shift_to(moment: PartialDate, shown: Dated) -> timedelta | None:
    """Return the nearest zone in which a moment is on the day that a page shows.

    Systems write UTC; the day in the address and on the page is the publisher's.
    """
    if shown.day.day is None or shown.day.clock or shown.witness not in ("page", "url"):
        return None
    if moment.moment().time() == time():
        return None  # midnight is what systems write that know the day alone
    first = datetime.combine(_start(shown.day), time(), tzinfo=UTC)
    early = first - moment.moment()
    late = moment.moment() - (first + timedelta(days=1))
    for gap, sign in ((early, 1), (late + timedelta(seconds=1), -1)):
        if timedelta(0) < gap <= _FARTHEST:
            return sign * timedelta(hours=-(-gap // timedelta(hours=1)))
    return None


def _shifted(moment: PartialDate, shift: timedelta) -> PartialDate:
    return PartialDate.of(moment.moment().astimezone(timezone(shift)))


def _is_on(moment: PartialDate, day: PartialDate) -> bool:
    """Tell whether a moment is on a day where it was written down, or in UTC."""
    return _start(day) in (_start(moment), moment.moment().date())


def _is_local(day: PartialDate) -> bool:
    return day.clock is not None and day.clock.tzinfo is not UTC


def change(updated: Sequence[Dated], published: Fact[PartialDate]) -> Fact[PartialDate]:
    """Return the last change, if it is not before the publication nor the same."""
    if not updated:
        return Fact()
    best = _finest(updated[0], updated)
    day = published.value
    if day is not None and (best.day == day or best.day.moment() < day.moment()):
        return Fact()
    return stated(best.day, best.rule)
