from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from exporter import readers
from exporter.errors import InputError
from exporter.model import Article, Basis
from exporter.readers.blocks import unescape_entities
from exporter.readers.decoding import decode
from exporter.readers.text import opening_words

CASES = sorted((Path(__file__).parent / "corpus").glob("*.txt"))
PROSE = (
    "The council decided on Monday that the bridge would be closed for repairs until "
    "the end of the month, officials said."
)


def read(text: str) -> Article:
    return readers.read_bytes(text.encode(), "a.txt")


def page(article: Article) -> str:
    """Return the text of a page in the order in which a layout prints it."""
    body = ElementTree.fromstring(f"<div>{article.body.replace('<br/>', ' ')}</div>")
    shown = [
        article.kicker.certain,
        article.title.certain,
        article.standfirst.certain,
        *article.credits,
        *("".join(block.itertext()) for block in body),
    ]
    return " ".join(filter(None, shown))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_word_is_added_lost_or_moved(path: Path) -> None:
    article = readers.read(path)
    source = unescape_entities(decode(path.read_bytes(), "").text)
    if article.published.rule == "date-marker":
        source = re.sub(r"^\s*date\s*:?\s*[\d-]+", "", source, flags=re.IGNORECASE)
    lines = [" ".join(line.split()) for line in source.split("\n")]
    for line in reversed(article.boilerplate):
        # The second copy of a headline is the one set aside, hence from behind.
        del lines[len(lines) - 1 - lines[::-1].index(" ".join(line.split()))]
    kept = page(article).replace(" · ", " ") if article.kicker.value else page(article)
    assert "".join(kept.split()) == "".join("".join(lines).split())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_body_is_well_formed_and_plain(path: Path) -> None:
    body = ElementTree.fromstring(f"<div>{readers.read(path).body}</div>")
    assert {block.tag for block in body} <= {"p", "h2"}
    identifiers = [block.get("id") for block in body if block.tag == "h2"]
    assert identifiers == [f"s{n}" for n in range(1, len(identifiers) + 1)]


@pytest.mark.parametrize(
    ("start", "value"),
    [
        ("date 2022-04-25 ", "2022-04-25"),
        (" date: 2022-04-25\n\n", "2022-04-25"),
        ("\ufeff\nDATE 2023-09\n", "2023-09"),
        ("Date:2023 ", "2023"),
        ("date 2022-04-25T10:30:00Z\n", "2022-04-25T10:30:00Z"),
    ],
)
def test_date_marker_is_lifted_out_at_its_precision(start: str, value: str) -> None:
    article = read(start + PROSE)
    assert str(article.published.value) == value
    assert (article.published.basis, article.published.rule) == (
        Basis.STATED,
        "date-marker",
    )
    assert article.body == f"<p>{PROSE}</p>"


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ("date 2022-13-01 ", "invalid-date"),
        ("date 2022-02-30 ", "invalid-date"),
        ("date 03-04-2019 ", "ambiguous-date"),
    ],
)
def test_impossible_marker_stays_in_the_text(start: str, code: str) -> None:
    article = read(start + PROSE)
    assert article.published.value is None
    assert [n.code for n in article.notices] == [code]
    assert article.body == f"<p>{start}{PROSE}</p>"


@pytest.mark.parametrize(
    "start", ["Dated 2022-04-25 ", "The date 2022-04-25 ", "date 20220425 ", "update "]
)
def test_other_starts_are_no_marker(start: str) -> None:
    article = read(start + PROSE)
    assert article.published.value is None
    assert article.body == f"<p>{start}{PROSE}</p>"


def test_head_is_taken_apart() -> None:
    article = read(
        "The Example Post\nWorld\n\nMinisters agree on fishing quota after night\n\n"
        "The deal ends three years of dispute.\n\nBy Ana Example\n25 April 2022\n\n"
        f"BRUSSELS (AP) — {PROSE}\n\nWhat changes now\n\n{PROSE}\n"
    )
    assert article.kicker.value == "The Example Post · World"
    assert article.title.value == "Ministers agree on fishing quota after night"
    assert article.title.rule == "headline"
    assert article.standfirst.value == "The deal ends three years of dispute."
    assert article.byline.value == ("Ana Example",)
    assert article.credits == ("By Ana Example", "25 April 2022")
    assert str(article.published.value) == "2022-04-25"
    assert (article.place.value, article.agency.value) == (
        "BRUSSELS",
        "AP",
    )
    assert [h.text for h in article.headings] == ["What changes now"]
    assert article.body.startswith("<p>BRUSSELS (AP) — The council")


def test_repeated_headline_is_set_aside_once() -> None:
    article = read(f"Example Post\nWho pays for it?\n\nWho pays for it?\n\n{PROSE}\n")
    assert article.title.value == "Who pays for it?"
    assert article.title.rule == "headline-repeated"
    assert article.kicker.value == "Example Post"
    assert article.boilerplate == ("Who pays for it?",)


def test_question_is_a_headline_only_if_repeated() -> None:
    article = read(f"Who pays for all of it?\n\n{PROSE}\n")
    assert article.title.basis is Basis.INFERRED
    assert article.paragraphs == 2


def test_section_name_alone_is_no_headline() -> None:
    article = read(f"World\n\n{PROSE}\n\n{PROSE}\n")
    assert article.title.basis is Basis.INFERRED


def test_date_line_before_the_headline_is_read_and_stays_in_place() -> None:
    article = read(f"25 April 2022\n\nBridge closed for a month\n\n{PROSE}\n")
    assert article.title.value == "Bridge closed for a month"
    assert article.kicker.value == "25 April 2022"
    assert str(article.published.value) == "2022-04-25"
    assert article.credits == ()


def test_name_alone_before_a_date_line_is_only_a_guess() -> None:
    article = read(f"Bridge closed\n\nAna Example\n25 April 2022\n\n{PROSE}\n")
    assert article.byline.value == ("Ana Example",)
    assert article.byline.basis is Basis.INFERRED
    assert article.credits == ("Ana Example", "25 April 2022")


@pytest.mark.parametrize(
    "line",
    [
        "A question for the minister?",
        "This is a sentence.",
        "The reasons are these:",
        '"We will not pay"',
        "2022",
        "* * *",
        "- one of several",
        "Photo: Ana Example",
        "See https://example.org/a",
        "By Ana Example",
        "A line of more than fourteen words is no subheading but a long line at best",
    ],
)
def test_lines_that_are_no_subheading(line: str) -> None:
    article = read(f"{PROSE}\n\n{line}\n\n{PROSE}\n")
    assert article.headings == ()
    assert article.paragraphs == 3


def test_list_run_has_no_subheadings() -> None:
    article = read(f"{PROSE}\n\nmore benches\nnew lamps\na bus stop\n\n{PROSE}\n")
    assert article.headings == ()
    assert "<p>more benches<br/>new lamps<br/>a bus stop</p>" in article.body


def test_markdown_and_markup_survive_as_text() -> None:
    text = (
        "# Not a heading *here* and _there_ with 2) and <b>bold</b> & `code`, he said."
    )
    article = read(f"{text}\n\n{PROSE}\n")
    assert article.body.startswith(
        "<p># Not a heading *here* and _there_ with 2) and &lt;b&gt;bold&lt;/b&gt; "
        "&amp; `code`, he said.</p>"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rain again today.", "Rain again today."),
        (
            "word " * 30,
            "word word word word word word word word word word word word word word…",
        ),
        ("A" * 100, "A" * 70 + "…"),
        (
            "The state, " * 20,
            "The state, The state, The state, The state, The state, The state, The…",
        ),
        (
            "政府は月曜日に新しい法律を提示した。" * 5,
            "政府は月曜日に新しい法律を提示した。政府は月曜日に新しい法律を提示した…",
        ),
    ],
)
def test_opening_words_end_at_a_word(text: str, title: str) -> None:
    assert opening_words(text) == title


@pytest.mark.parametrize(
    "text", ["Advertisement\n\nRead more: x\n", "date 2022-04-25\n"]
)
def test_text_without_an_article_is_refused(text: str) -> None:
    with pytest.raises(InputError) as raised:
        read(text)
    assert raised.value.where == "a.txt"


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 400_000,
        b"word " * 80_000,
        b"x" + b" " * 400_000 + b"y",
        b"x" + b"\n" * 400_000 + b"y",
        b"short line\n" * 20_000,
        b"By Ana\n" * 20_000,
        b"25 April 2022\n" * 10_000,
        b"Harbour News " * 20_000,
        b"&amp;" * 80_000,
        b"&" * 400_000,
        b"KYIV - " * 50_000,
        b"1-" * 200_000,
        b"(" * 400_000,
        "「共同通信".encode() * 20_000,
        "قال لرويترز ".encode() * 20_000,
    ],
    ids=lambda data: data[:12].decode(errors="replace").strip() or "blank",
)
def test_hostile_text_is_read_to_its_end(data: bytes) -> None:
    article = readers.read_bytes(data, "a.txt")
    assert article.words > 0
    assert ElementTree.fromstring(f"<div>{article.body}</div>").tag == "div"
