"""Single lines at the head of a text: bylines, datelines, labels, captions."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from exporter.readers import bylines, datelines, vocabulary
from exporter.readers.blocks import split
from exporter.readers.boilerplate import is_boilerplate
from exporter.readers.captions import is_caption

DATA = sorted((Path(vocabulary.__file__).parent / "data").glob("*.toml"))


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_data_is_read_as_tomllib_reads_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert vocabulary.parse(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Example and wires", ("Ana Example",)),
        ("Por Ana Exemplo, g1 PE", ("Ana Exemplo",)),
        ("By Staff Reporter For Example Online", ("Staff Reporter",)),
        ("Interview by Ben Sample", ("Ben Sample",)),
        ("Article rédigé par Anne Exemple", ("Anne Exemple",)),
        ("Ein Gastbeitrag von Anna Muster", ("Anna Muster",)),
        ("記者・山田花子", ("山田花子",)),
        ("By Ana Example, April 25, 2022", ()),
    ],
)
def test_byline_sets_roles_and_outlets_aside(line: str, names: tuple[str, ...]) -> None:
    assert bylines.read(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Redacción",
        "Staff Writer",
        "By our own correspondent",
        "संवाददाता, भोपाल",
        "Door onze redactie economie",
    ],
)
def test_byline_without_a_name_is_still_a_byline(line: str) -> None:
    assert bylines.is_anonymous(line)
    assert bylines.read_lone(line) == ()


@pytest.mark.parametrize(
    "line",
    [
        "New York",
        "Climate Crisis",
        "South Korea",
        "Associated Press",
        "Reuters Staff",
        "नई दिल्ली",
    ],
)
def test_lone_line_that_may_be_no_name_gives_none(line: str) -> None:
    assert bylines.read_lone(line) == ()


def test_lone_name_loses_its_place() -> None:
    assert bylines.read_lone("Ana Example, Northfield") == ("Ana Example",)


@pytest.mark.parametrize(
    ("text", "place", "agency", "published"),
    [
        (
            "PORTLAND, Maine, Sept. 12, 2023 /PRNewswire/ -- A maker",
            "PORTLAND, Maine",
            "PRNewswire",
            "2023-09-12",
        ),
        ("СУЗДАЛЬ, 14 янв — РИА Новости. Первая", "СУЗДАЛЬ", "РИА Новости", None),
        ("March 4 (Reuters) - A farmer", None, "Reuters", None),
        ("(Bloomberg) -- A farmer", None, "Bloomberg", None),
        ("WARSAW/BERLIN (Reuters) - A farmer", "WARSAW/BERLIN", "Reuters", None),
        ("U.S. (AP) - A farmer", "U.S.", "AP", None),
    ],
)
def test_dateline_of_another_form(
    text: str, place: str | None, agency: str, published: str | None
) -> None:
    language = "ru" if text > "Z" else "en"
    found = datelines.read(text, language)
    assert found is not None
    date = str(found.published) if found.published else None
    assert (found.place, found.agency, date) == (place, agency, published)


@pytest.mark.parametrize(
    "text", ["IN FOCUS - The town", "Monday (Reuters) - The town", "NATO: The town"]
)
def test_label_or_weekday_is_no_place(text: str) -> None:
    assert datelines.read(text, "en") is None


@pytest.mark.parametrize(
    "line",
    [
        "Updated 2 hours ago",
        "an hour ago",
        "vor 2 Stunden",
        "3時間前",
        "Lesezeit: 3 Minuten",
        "Temps de Lecture 2 min.",
        "14 shares",
        "Tags: Pune, PMC, monsoon",
        "Filed Under: Northfield, Running",
        "Skip to main content",
        "Accept all cookies",
        "-30-",
        "###",
        "ENDS",
        "انتهای پیام",
        "저작권자 ⓒ 예시일보 무단전재 및 재배포 금지",
        "Our Standards: The Thomson Reuters Trust Principles.",
    ],
)
def test_furniture_of_a_page_is_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "3 days ago the town was quiet",
        "Topics: what was said in the hall on Monday was not recorded.",
        "30",
        "30 min",
        "Tags were found on three of the birds",
        "The end",
    ],
)
def test_prose_like_furniture_is_kept(line: str) -> None:
    assert not is_boilerplate(line)


def test_headline_over_two_lines_is_one() -> None:
    units = split("Old tunnel becomes home\nto ten thousand bats\n\nProse.\n\nMore.")
    assert units[0].text == "Old tunnel becomes home to ten thousand bats"


def test_short_lines_of_a_block_are_not_taken_for_wrapped() -> None:
    text = "One headline\n\nArticle rédigé par Anne Exemple\nPublié le 7 mai\nLu 4 fois"
    assert len(split(text)) == 4


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Ana Example",
        "Image credit: Getty Images",
        "Boats wait in the harbour. (Photo by Ben Sample / AFP)",
        "Reporting by Ana Example; Editing by Ben Sample",
        "(Foto: Ana Beispiel)",
    ],
)
def test_caption_is_told(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize("line", ["Photographs sold for millions", "Editing the past"])
def test_line_about_pictures_is_no_caption(line: str) -> None:
    assert not is_caption(line)
