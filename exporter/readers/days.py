"""Dates as records and feeds write them: ISO, RFC 2822, epochs, day and month."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from functools import lru_cache

from exporter.dates import PartialDate

AMBIGUOUS, INVALID = "ambiguous-date", "invalid-date"
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-][A-Za-z]{3,9}[\s-]\d{2,4}\s+\d{1,2}:\d{2}"
    r"(?::\d{2})?(?:\.\d+)?"
    r"(?P<zone>\s+(?:UTC?|GMT|Z|[ECMP][SD]T|[+-]\d{2}:?\d{2}))?\s*(?:\([^()]*\))?$"
)
_SHORT_ZONE = re.compile(r"(?<=:\d\d)(\.\d+)?\s*([+-]\d{2})$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?$")
_NUMERIC = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?!\d)")
_LONGEST = 140
_FIRST, _LAST = 10**8, 253_402_300_800
"""Seconds since 1970 that are read as a date: from 1973, as fewer may be anything."""


def read(
    value: object, order: str = "", language: str = "en"
) -> tuple[PartialDate | None, str]:
    """Read a date no finer than it is written; the second value names a problem.

    ``order`` is how day, month and year stand, as in ``MM-DD-YYYY``. Without it
    ``03/04/2019`` is ambiguous and stays unknown; ``25/04/2019`` is not.
    """
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return None, INVALID
        if isinstance(value, str):
            return _written(" ".join(value[: _LONGEST + 1].split()), order, language)
        return _number(value), ""
    except (ValueError, OverflowError, OSError):
        return None, INVALID


def _number(value: float) -> PartialDate:
    """Read a year, a day as in 20220425, or seconds or fractions since 1970."""
    if 1000 <= value <= 9999 and value == int(value):
        return PartialDate(year=int(value))
    if 19_000_101 <= value <= 21_001_231 and value == int(value):
        return _compact(str(int(value)))
    for unit in (1, 10**3, 10**6, 10**9):
        if _FIRST <= value / unit < _LAST // 10:
            moment = datetime.fromtimestamp(int(value // unit), UTC)
            return PartialDate.of(moment)
    raise ValueError(f"no date: {value}")


@lru_cache(maxsize=4096)  # a dump has many articles of a day
def _written(text: str, order: str, language: str) -> tuple[PartialDate | None, str]:
    if len(text) > _LONGEST:
        return None, INVALID
    if re.fullmatch(r"\d{9,19}(\.\d+)?|\d{4}", text):
        return _number(float(text) if "." in text else int(text)), ""
    if order:
        return _ordered(text, order), ""
    if _COMPACT.match(text):
        return _compact(text), ""
    iso = _iso(_SHORT_ZONE.sub(r"\1\2:00", text))
    if iso is not None:
        return iso, ""
    mail = _MAIL.match(text)
    if mail:
        return _mail(text, bool(mail["zone"])), ""
    from exporter.readers import writtendates

    line = writtendates.read_line(text, language)
    if line is None or not (line.published or line.problem):
        return None, INVALID
    return line.published, line.problem


def _iso(text: str) -> PartialDate | None:
    """Read a date with the year first: ISO 8601, or with other marks, fewer digits."""
    match = re.match(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)(.*)", text)
    if match is None:
        return None
    year, month, day, rest = match.groups()
    text = f"{year}-{month:0>2}" + (f"-{day:0>2}{rest}" if day else rest)
    return PartialDate.parse(text.replace("t", "T", 1) if rest[:1] == "t" else text)


def _compact(text: str) -> PartialDate:
    match = _COMPACT.match(text)
    if match is None:
        raise ValueError(text)
    year, month, day = map(int, match.groups())
    return PartialDate(year=year, month=month, day=day)


def _ordered(text: str, order: str) -> PartialDate:
    match = _NUMERIC.match(text)
    if match is None:
        return PartialDate.parse(text)
    places = re.split(r"[-/.]", order)
    part = dict(zip(places, map(int, match.groups()), strict=True))
    return PartialDate(year=part["YYYY"], month=part["MM"], day=part["DD"])


def _mail(text: str, zoned: bool) -> PartialDate:
    """Read the date of a message (RFC 5322, §3.3) with its own zone, if it has one."""
    parts = parsedate_tz(re.sub(r"(?<=[+-]\d\d):(?=\d\d$)", "", text))
    if parts is None:
        raise ValueError(text)
    year, month, day, hour, minute, second = parts[:6]
    if not zoned:
        return PartialDate(year=year, month=month, day=day)
    shift = parts[9] or 0
    zone = timezone(timedelta(seconds=shift)) if shift else UTC
    return PartialDate.of(
        datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
    )
