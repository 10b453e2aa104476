from __future__ import annotations

import pytest

from exporter.readers.writtendates import read_line


@pytest.mark.parametrize(
    ("language", "line", "published", "updated"),
    [
        ("en", "April 25, 2022", "2022-04-25", None),
        ("en", "Monday, 25 April 2022", "2022-04-25", None),
        ("en", "Sept. 5th, 2022", "2022-09-05", None),
        ("en", "April 2022", "2022-04", None),
        ("en", "Dec 28 Sat 2013 00:28", "2013-12-28", None),
        ("en", "25/04/2022", "2022-04-25", None),
        ("en", "04/25/2022", "2022-04-25", None),
        ("en", "05/05/2022", "2022-05-05", None),
        ("en", "Published 25 April 2022, 10:30 GMT", "2022-04-25T10:30:00Z", None),
        ("en", "2022-04-25T10:30:00+02:00", "2022-04-25T10:30:00+02:00", None),
        (
            "en",
            "Updated: April 25, 2022 at 10:30 p.m. EDT",
            None,
            "2022-04-25T22:30:00-04:00",
        ),
        ("en", "April 25, 2022 10:30 AM IST", "2022-04-25", None),
        (
            "en",
            "Published April 25, 2022 | Updated April 26, 2022",
            "2022-04-25",
            "2022-04-26",
        ),
        ("en", "Kyiv, 25 April 2022", "2022-04-25", None),
        ("de", "Veröffentlicht am 25. April 2022, 10.30 Uhr", "2022-04-25", None),
        ("de", "Stand: 03.04.2022 10:30 Uhr", None, "2022-04-03"),
        ("fr", "Publié le 1er mai 2022 à 10h30", "2022-05-01", None),
        ("es", "25 abr 2022 - 10:30 CEST", "2022-04-25T10:30:00+02:00", None),
        ("pt", "25 de abril de 2022 às 10h30", "2022-04-25", None),
        ("it", "Pubblicato il 25 aprile 2022 alle 10:30", "2022-04-25", None),
        (
            "ru",
            "Опубликовано: 25 апреля 2022 года, 10:30 МСК",
            "2022-04-25T10:30:00+03:00",
            None,
        ),
        ("uk", "25 квітня 2022", "2022-04-25", None),
        ("uk", "П'ятниця, 9 вересня 2022, 13:47", "2022-09-09", None),
        ("es", "Valencia - 21 MAR 2023 - 05:30 CET", "2023-03-21T05:30:00+01:00", None),
        ("pl", "25 kwietnia 2022, godz. 10:30", "2022-04-25", None),
        ("tr", "25 Nisan 2022 Pazartesi", "2022-04-25", None),
        ("ja", "令和4年4月25日 10時30分", "2022-04-25", None),
        ("zh", "发布时间：2022年4月25日 10:30", "2022-04-25", None),
        ("ko", "2022년 4월 25일 오전 10시 30분", "2022-04-25", None),
        ("ar", "٢٥ أبريل ٢٠٢٢", "2022-04-25", None),
        ("ar", "25 نيسان 2022", "2022-04-25", None),
        ("fa", "۲۵ آوریل ۲۰۲۲", "2022-04-25", None),
        ("he", "25 באפריל 2022", "2022-04-25", None),
        ("hi", "२५ अप्रैल २०२२", "2022-04-25", None),
        ("th", "25 เมษายน 2565", "2022-04-25", None),
        ("hu", "2022. április 25.", "2022-04-25", None),
    ],
)
def test_date_lines_are_read_as_written(
    language: str, line: str, published: str | None, updated: str | None
) -> None:
    found = read_line(line, language)
    assert found is not None
    assert (found.published and str(found.published)) == published
    assert (found.updated and str(found.updated)) == updated
    assert found.problem == ""


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("03/04/2019", "ambiguous-date"),
        ("03-04-2019", "ambiguous-date"),
        ("31 April 2022", "invalid-date"),
    ],
)
def test_doubtful_dates_stay_unread_but_named(line: str, problem: str) -> None:
    found = read_line(line, "en")
    assert found is not None
    assert (found.published, found.updated, found.problem) == (None, None, problem)


@pytest.mark.parametrize(
    "line",
    [
        "The meeting of 25 April 2022 failed",
        "Election day 25 April 2022",
        "25 April",
        "2022",
        "Budget 2022",
        "1234567890" * 50,
        "10:30 GMT",
        "Room 25, May 4 to May 6, 2022 and 2023",
        "",
    ],
)
def test_other_lines_are_no_date_lines(line: str) -> None:
    assert read_line(line, "en") is None
