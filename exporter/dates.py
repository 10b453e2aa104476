"""Dates at the precision that a text gives them, never finer and never today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?)?)?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A year, a month, a day, or a moment with its zone.

    A time of day without a zone is no moment; it is dropped and the day kept.
    """

    year: int
    month: int | None = None
    day: int | None = None
    clock: time | None = None

    def __post_init__(self) -> None:
        """Refuse what no calendar has.

        Raises:
            ValueError: month or day out of range, a day without a month, or a
                clock without a day or zone.
        """
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        if self.clock is not None and (self.day is None or self.clock.tzinfo is None):
            raise ValueError("a time of day needs a day and a zone")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or an ISO 8601 moment.

        Raises:
            ValueError: the text is none of these or not a real date.
        """
        match = _ISO.match(text.strip())
        if match is None:
            raise ValueError(f"not an ISO date: {text!r}")
        part = match.groupdict()
        number = {key: int(part[key]) for key in ("month", "day") if part[key]}
        return cls(year=int(part["year"]), clock=_clock(part), **number)

    @classmethod
    def of(cls, value: date | datetime) -> PartialDate:
        """Take over a calendar date or a moment from a TOML or YAML value."""
        clock = None
        if isinstance(value, datetime) and value.tzinfo is not None:
            clock = value.timetz().replace(microsecond=0)
        return cls(year=value.year, month=value.month, day=value.day, clock=clock)

    def __str__(self) -> str:
        """Return the date in the W3C profile of ISO 8601."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        if self.clock is not None:
            text += "T" + self.clock.isoformat("seconds").replace("+00:00", "Z")
        return text

    def moment(self) -> datetime:
        """Return the first moment, in UTC, that the date covers."""
        start = datetime(self.year, self.month or 1, self.day or 1, tzinfo=UTC)
        if self.clock is None:
            return start
        return datetime.combine(start.date(), self.clock).astimezone(UTC)


def _clock(part: dict[str, str | None]) -> time | None:
    hour, minute, zone = part["hour"], part["minute"], part["zone"]
    if hour is None or minute is None or zone is None:
        return None
    offset = timedelta()
    if zone[0] in "+-":
        sign = -1 if zone[0] == "-" else 1
        offset = sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    tz = UTC if not offset else timezone(offset)
    return time(int(hour), int(minute), int(part["second"] or 0), tzinfo=tz)
