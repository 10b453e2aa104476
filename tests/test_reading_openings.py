"""How whole texts open: what pages and agencies put around a headline."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from exporter import readers
from exporter.model import Article, Basis

PROSE = (
    "The council decided on Monday that the bridge would be closed for repairs until "
    "the end of the month, officials said."
)
HEAD = "Town hall sold to baker"


def read(*blocks: str) -> Article:
    return readers.read_bytes("\n\n".join(blocks).encode(), "a.txt")


def test_affiliation_below_a_byline_does_not_hide_the_dateline() -> None:
    article = read(HEAD, "By ANA EXAMPLE\nAssociated Press", f"LIMA (AP) — {PROSE}")
    assert article.credits == ("By ANA EXAMPLE", "Associated Press")
    assert (article.place.value, article.agency.value) == ("LIMA", "AP")
    assert article.paragraphs == 1


def test_headline_with_a_role_in_it_stays_the_headline() -> None:
    article = read("The Example Gazette", "Health chief quits", "April 25, 2022", PROSE)
    assert article.title.value == "Health chief quits"
    assert article.kicker.value == "The Example Gazette"


def test_caption_does_not_hide_the_dateline() -> None:
    article = read(HEAD, "A baker at work. (Photo: Ana Example)", f"LIMA — {PROSE}")
    assert article.place.value == "LIMA"
    assert article.standfirst.value is None
    assert article.paragraphs == 2


def test_caption_before_a_byline_is_no_standfirst_and_stays_in_place() -> None:
    caption = "A baker at work in the hall. Photo: AFP"
    article = read(HEAD, caption, "By Ana Example", "April 25, 2022", PROSE)
    assert article.standfirst.value is None
    assert article.byline.value == ("Ana Example",)
    assert str(article.published.value) == "2022-04-25"
    assert article.credits == ()
    assert article.body.startswith(f"<p>{caption}</p>\n<p>By Ana Example</p>")


def test_line_that_begins_like_a_byline_is_no_standfirst() -> None:
    article = read(HEAD, "By a man who knew it for years", "April 25, 2022", PROSE)
    assert article.standfirst.value is None


def test_name_after_a_date_is_a_guess() -> None:
    article = read(HEAD, "April 25, 2022", "Ana Example", PROSE)
    assert article.byline.value == ("Ana Example",)
    assert article.byline.basis is Basis.INFERRED


@pytest.mark.parametrize("line", ["New York", "Climate Crisis", "Reuters Staff"])
def test_other_line_after_a_date_is_no_guess(line: str) -> None:
    assert read(HEAD, "April 25, 2022", line, PROSE).byline.value is None


def test_place_and_agency_on_a_line_are_no_author() -> None:
    article = read(HEAD, "Tunis - Reuters", "April 25, 2022", PROSE)
    assert article.byline.value is None
    assert str(article.published.value) == "2022-04-25"


def test_byline_date_and_reading_time_share_a_line() -> None:
    article = read(HEAD, "By Ana Example | May 5, 2023 | 3 min read", PROSE)
    assert article.byline.value == ("Ana Example",)
    assert str(article.published.value) == "2023-05-05"


def test_date_line_may_name_the_page_copied_from() -> None:
    text = "山城的吊桥已经修好了，今天恢复通车。" * 5
    article = read("山城最后一座吊桥修复通车", "2022-11-20 09:30:00 来源：新华网", text)
    assert str(article.published.value) == "2022-11-20"


def test_long_headline_before_a_byline_is_stated() -> None:
    line = "Mother of three who fed a street from her kitchen window during the cut is "
    line += "fined by a council because she had no licence to sell hot food"
    assert read(line, "By Ana Example", PROSE).title.value == line


def test_times_of_a_live_report_do_not_hide_subheadings() -> None:
    article = read(HEAD, PROSE, "14:32", "Ferries cancelled", PROSE, "13:05", PROSE)
    assert [heading.text for heading in article.headings] == ["Ferries cancelled"]


@pytest.mark.parametrize(
    "line", ["Reporting by Ana Example; Editing by Ben Sample", "Image credit: Getty"]
)
def test_credit_line_is_no_subheading(line: str) -> None:
    assert read(HEAD, PROSE, line, PROSE).headings == ()


@pytest.mark.parametrize(
    "line",
    ["By Ana Example\n", "April 25, 2022\n", "東京の町\n", "14:32\n\n", "(", "a,"],
)
def test_time_grows_no_faster_than_the_text(line: str, tmp_path: Path) -> None:
    took = []
    for size in (2**18, 2**20):
        path = tmp_path / f"{size}.txt"
        path.write_text(line * (size // len(line)), encoding="utf-8")
        start = time.process_time()
        readers.read(path)
        took.append(time.process_time() - start)
    assert took[1] < 8 * max(took[0], 0.1)
