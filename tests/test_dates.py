"""Dates keep the precision they are given with, and refuse what is no date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from exporter.dates import PartialDate


@pytest.mark.parametrize(
    "text",
    [
        "2022",
        "2023-09",
        "2022-04-25",
        "2022-04-25T10:30:00Z",
        "2022-04-25T10:30:00+02:00",
    ],
)
def test_what_is_parsed_is_printed(text: str) -> None:
    """A date prints as it was written, neither finer nor coarser."""
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2022-04-25 10:30", "2022-04-25"),
        ("2022-04-25T10:30:00", "2022-04-25"),
        ("2022-04-25 10:30 UTC", "2022-04-25T10:30:00Z"),
        ("2022-04-25T10:30:15.250+0545", "2022-04-25T10:30:15+05:45"),
        ("2022-04-25T10:30-03:30", "2022-04-25T10:30:00-03:30"),
        (" 2022-04-25\n", "2022-04-25"),
    ],
)
def test_time_without_zone_is_no_moment(text: str, printed: str) -> None:
    """A time of day counts only with its zone."""
    assert str(PartialDate.parse(text)) == printed


@pytest.mark.parametrize(
    "text",
    ["2022-13-01", "2023-02-29", "22-04-25", "2022-4-5", "yesterday", "", "0000"],
)
def test_no_date_is_refused(text: str) -> None:
    """What no calendar has, or no one can read for sure, is an error."""
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_moment_is_the_first_one_in_utc() -> None:
    """A partial date begins at the start of its year, month or day."""
    assert PartialDate.parse("2022").moment() == datetime(2022, 1, 1, tzinfo=UTC)
    assert PartialDate.parse("2023-09").moment() == datetime(2023, 9, 1, tzinfo=UTC)
    late = PartialDate.parse("2022-04-25T00:30:00+02:00")
    assert late.moment() == datetime(2022, 4, 24, 22, 30, tzinfo=UTC)


def test_values_of_toml_and_yaml_are_taken_over() -> None:
    """Dates and times that a parser made keep their zone, or lose their time."""
    zone = timezone(timedelta(hours=2))
    assert str(PartialDate.of(date(2022, 4, 25))) == "2022-04-25"
    moment = datetime(2022, 4, 25, 10, 30, 1, 5, tzinfo=zone)
    assert str(PartialDate.of(moment)) == "2022-04-25T10:30:01+02:00"
    assert str(PartialDate.of(moment.replace(tzinfo=None))) == "2022-04-25"


def test_impossible_parts_are_refused() -> None:
    """A day needs a month, a clock a day."""
    with pytest.raises(ValueError, match="a day needs a month"):
        PartialDate(year=2022, day=3)
    with pytest.raises(ValueError, match="a time of day needs"):
        PartialDate(year=2022, clock=datetime(2022, 1, 1, tzinfo=UTC).timetz())
