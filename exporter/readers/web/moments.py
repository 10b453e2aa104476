"""One date as markup writes it: ISO 8601, RFC 2822, seconds since 1970, or words."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

from exporter.dates import PartialDate
from exporter.readers import writtendates, zones

_LONGEST = 120
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/.]?)(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"(?!\d)(?P<rest>.{0,60})",
    re.DOTALL,
)
_COMPACT = re.compile(
    r"(?P<year>(?:1[6-9]|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:(?:\d{4}|\d{6})(?!\d))?(?P<rest>(?!\d).{0,60})",
    re.DOTALL,
)
_CLOCK = re.compile(
    r"[\sT,]{0,3}(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,:]\d{1,9})?)?"
    r"\s?(?P<half>[AaPp]\.?[Mm])?\s?(?P<zone>Z\b|[+\u2212-]\d{1,2}(?::?\d{2})?|[A-Z]{2,4}\b)?"
)
_EPOCH = re.compile(r"(?:/?Date\()?([1-9]\d{9})(\d{3})?(?:\.\d+)?\)?/?")
_MAIL = re.compile(r"[A-Z][a-z]{2}, *\d{1,2}[ -][A-Z][a-z]{2}[ -]\d{2}")
_FIRST, _LAST = 1600, 2100
"""Years that a newspaper's archive may have; the first one appeared in 1605."""
_NOTHING = {(1970, 1, 1), (1900, 1, 1), (1969, 12, 31), (1899, 12, 30), (1899, 12, 31)}
"""What systems write when they know no date: where their calendars begin."""


def parse(text: str, language: str = "en") -> PartialDate | None:
    """Read a date, or return None if it is none or no article can have it.

    A time of day without a zone is dropped, and the day kept.
    """
    text = text.strip()[:_LONGEST]
    if not any(map(str.isdigit, text)):
        return None
    found = _iso(text) or _epoch(text) or _mail(text) or _words(text, language)
    return found if found and _is_possible(found) else None


def _is_possible(date: PartialDate) -> bool:
    day = (date.year, date.month, date.day)
    return _FIRST <= date.year <= _LAST and day not in _NOTHING


def _iso(text: str) -> PartialDate | None:
    match = _COMPACT.match(text) or _ISO.match(text)
    if match is None or (match.groupdict().get("mark") == "" and len(text) < 8):
        return None
    try:
        return PartialDate(
            year=int(match["year"]),
            month=int(match["month"]),
            day=int(match["day"]),
            clock=_clock(match["rest"]),
        )
    except ValueError:
        return None


def _clock(rest: str) -> time | None:
    """Read the time of day behind a date; one without a zone says nothing."""
    match = _CLOCK.match(rest)
    if match is None or not match["zone"]:
        return None
    zone = zone_of(match["zone"])
    if zone is None:
        return None
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    try:
        return time(hour, int(match["minute"]), int(match["second"] or 0), tzinfo=zone)
    except ValueError:
        return None


def zone_of(name: str) -> timezone | None:
    """Return the zone that ``Z``, ``+05:30``, ``+0530``, ``+5`` or ``EST`` names."""
    if name[0] in "+-\u2212":
        digits = re.sub(r"\D", "", name)
        hours, minutes = (
            (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        )
        if int(hours) > 14 or int(minutes) > 59:
            return None
        shift = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(shift if name[0] == "+" else -shift) if shift else UTC
    return zones.named(name)


def _epoch(text: str) -> PartialDate | None:
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    return PartialDate.of(datetime.fromtimestamp(int(match.group(1)), UTC))


def _mail(text: str) -> PartialDate | None:
    """Read RFC 2822 dates, as of mail and HTTP; ``-0000`` names no zone."""
    if not _MAIL.match(text):
        return None
    try:
        return PartialDate.of(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _words(text: str, language: str) -> PartialDate | None:
    return writtendates.find(text, language)
