"""Hostile Unicode: what is taken out of texts, and what is left alone."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from exporter import readers
from exporter.readers import mending
from exporter.readers.mending import mended

ZALGO = "T" + "\u0301\u0315\u0338\u0353" * 30 + "he bridge"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


def codes(text: str) -> list[str]:
    return [notice.code for notice in mended(text, "in.txt")[1]]


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, as ever.\n",
        "Überraschung – naïve café, “quoted”…",
        unicodedata.normalize("NFD", "Tiếng Việt, Ελλάδα, ё"),
        "می‌خواهم \u200fو\u200e \u061c1",
        "\u202bעברית 123\u202c and \u2067עוד\u2069",
        "\u2068outer \u2066inner\u2069 \u202adeep\u202c\u2069",
        "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",
        "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ",
        "བསྒྲུབས་ཧཀྵྨླྺྼྻྂ",
        "क्ष्म्य्र हिन्दी",
        "น้ำใจ ที่",
        "👩‍👩‍👧‍👦 🏳️‍🌈 ❤️ 👍🏽 " + SCOTLAND,
        "葛\U000e0100 辻\ufe00",
        "———————————— ……………… ★★★★★★ 。。。。。",
        "\ue000\U000f0000\u0378 private and unassigned",
        "sof\u00adt hy\u200bphens",
    ],
)
def test_what_languages_need_is_left_alone(text: str) -> None:
    assert mended(text, "in.txt") == (text, ())


@pytest.mark.parametrize(
    ("text", "left", "code"),
    [
        ("a\u202ecba\u202c d", "acba d", "bidi-controls"),
        ("\u202dabc", "abc", "bidi-controls"),
        ("\u202babc\ndef", "abc\ndef", "bidi-controls"),
        ("abc\u202c\u2069", "abc", "bidi-controls"),
        ("\u2067abc\n\u2066d\u2069", "abc\n\u2066d\u2069", "bidi-controls"),
        ("\u2066a\u202bb\u2069c", "\u2066ab\u2069c", "bidi-controls"),
        ("\u202aa\u2066b\u202cc\u2069d\u202c", "\u202aa\u2066bc\u2069d\u202c",
         "bidi-controls"),
        ("\u202bא\u202a" * 400, "א" * 400, "bidi-controls"),
        ("a\u0301" + "\u0302" * 9, "a\u0301\u0302\u0302\u0302", "combining-marks"),
        ("x" + "\u0f90" * 99, "x" + "\u0f90" * 16, "combining-marks"),
        ("a\ud800b\udfff", "ab", "hidden-characters"),
        ("a\ufdd0\U0001ffffb\ufffe", "ab", "hidden-characters"),
        ("漢\ufff9字\ufffaじ\ufffb", "漢字じ", "hidden-characters"),
        ("a\U000e0041\U000e0042\U000e0001", "a", "hidden-characters"),
        (SCOTLAND[:-1] + "!", "\U0001f3f4!", "hidden-characters"),
        ("a\ufe0f\ufe0e\U000e0101\U000e0102b", "a\ufe0fb", "hidden-characters"),
        ("a" + "\u200b" * 5000 + "b", "a" + "\u200b" * 8 + "b", "hidden-characters"),
        ("a\u206ab", "ab", "hidden-characters"),
    ],
)  # fmt: skip
def test_what_harms_a_page_is_taken_out_and_told(
    text: str, left: str, code: str
) -> None:
    assert mended(text, "in.txt")[0] == left
    assert codes(text) == [code]
    assert mended(left, "in.txt") == (left, ())


def test_words_are_kept_under_their_marks() -> None:
    text, (notice,) = mended(ZALGO, "in.txt")
    assert unicodedata.normalize("NFD", text).encode("ascii", "ignore") == b"The bridge"
    assert len(text) == len("The bridge") + 4
    assert (notice.where, notice.code) == ("in.txt", "combining-marks")
    assert notice.message.endswith(": 116")


@pytest.mark.parametrize(
    "piece", ["\u202b", "\u2067", "\u202c", "\u0301", "\ufe0f", "א\u202b\u2069"]
)
def test_a_flood_costs_little(piece: str) -> None:
    """A megabyte of the worst is done in passing; a square of it would take hours."""
    text, notices = mended(piece * 200_000, "in.txt")
    assert len(text) < 200_020
    assert notices


HEADER = """---
title: "Bridge \\u202Eegdirb\\u202C \\uD83D\\uDE00 \\U000E0041{{ 7*7 }}"
author: "A\\u0301\\u0302\\u0303\\u0304\\u0305\\u0306 B"
---

# Heading &#x202E;turned

Text &#x202B;open, {{ 7*7 }} {% raw %} a&#xFFF9;b.
"""


def test_escapes_bring_nothing_in(tmp_path: Path) -> None:
    """What YAML and HTML write as escapes was not there when the bytes were decoded."""
    path = tmp_path / "a.md"
    path.write_text(HEADER.replace(" \\uD83D\\uDE00", ""))
    article = readers.read(path)
    assert article.title.value == "Bridge egdirb {{ 7*7 }}"
    assert article.byline.value == ("A\u0301\u0302\u0303\u0304 B",)
    text = f"{article.body} {article.headings}"
    assert "Heading turned" in text
    assert "Text open, {{ 7*7 }} {% raw %} ab." in text
    assert {"bidi-controls", "hidden-characters"} <= {n.code for n in article.notices}


def test_a_guessed_title_is_balanced_where_it_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    words = "word " * 12
    path.write_text(f"\u2067{words}{words}{words}\u2069 end.\n\nMore.", "utf-8")
    article = readers.read(path)
    title = article.title.value or ""
    assert title.startswith(words)
    assert "\u2067" not in title
    assert "\u2067" in article.body


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\u202etxt.exe.txt", "atxt.exe.txt"),
        ("a\nb\r\x1b[31m.txt", "a b [31m.txt"),
        ("\udcff.txt", ".txt"),
        ("-rf {{ 7*7 }} ]]> & <b>.txt", "-rf {{ 7*7 }} ]]> & <b>.txt"),
    ],
)
def test_names_of_files_are_one_plain_line(name: str, shown: str) -> None:
    article = readers.read_bytes(b"Words of an article.", name)
    assert article.original.name == mending.name(name) == shown
    assert article.slug.isascii()
