from __future__ import annotations

import re

import pytest

from exporter.passages import direction, mark, script


@pytest.mark.parametrize(
    ("language", "code", "way"),
    [
        ("en", "Latn", "ltr"),
        ("und", "Latn", "ltr"),
        ("ar", "Arab", "rtl"),
        ("fa-IR", "Arab", "rtl"),
        ("he", "Hebr", "rtl"),
        ("sr", "Cyrl", "ltr"),
        ("sr-Latn", "Latn", "ltr"),
        ("zh-Hant-TW", "Hani", "ltr"),
        ("ja", "Hira", "ltr"),
        ("ko", "Hang", "ltr"),
        ("hi", "Deva", "ltr"),
    ],
)
def test_language_has_a_script_and_a_direction(
    language: str, code: str, way: str
) -> None:
    assert (script(language), direction(language)) == (code, way)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("a < b & c > d “e”", "en", "a &lt; b &amp; c &gt; d “e”"),
        ("Việt Nam", "vi", "Việt Nam"),
        (
            "He wrote שלום עולם, 2022",
            "en",
            'He wrote <span lang="he" dir="rtl">שלום עולם</span>, 2022',
        ),
        (
            "قال John Smith هنا",
            "ar",
            'قال <span lang="und-Latn" dir="ltr">John Smith</span> هنا',
        ),
        (
            "شركة Bridge & Co. (UK) هنا",
            "ar",
            'شركة <span lang="und-Latn" dir="ltr">Bridge &amp; Co. (UK)</span> هنا',
        ),
        (
            "the (קו) שלום, and (שלום)",
            "en",
            'the <span lang="he" dir="rtl">(קו) שלום</span>, and '
            '(<span lang="he" dir="rtl">שלום</span>)',
        ),
        ("Слово “Киев”", "ru", "Слово “Киев”"),
        ("город Kyiv", "ru", 'город <span lang="und-Latn">Kyiv</span>'),
        (
            "the word 「ロイター通信」 is",
            "en",
            'the word <span lang="ja">「ロイター通信」</span> is',
        ),
        ("in 北京 today", "en", 'in <span lang="und-Hani">北京</span> today'),
        ("漢字とカナー", "ja", "漢字とカナー"),
        ("see नमस्ते, दुनिया!", "en", 'see <span lang="und-Deva">नमस्ते, दुनिया</span>!'),
        ("see 한국 now", "en", 'see <span lang="ko">한국</span> now'),
        ("Ελλάδα", "el", "Ελλάδα"),
        ("", "ar", ""),
    ],
)
def test_other_scripts_are_marked(text: str, language: str, expected: str) -> None:
    assert mark(text, language) == expected


def test_combining_marks_stay_with_their_letter() -> None:
    marked = mark("x שָׁלוֹם y", "en")
    assert marked == 'x <span lang="he" dir="rtl">שָׁלוֹם</span> y'


def test_many_runs_keep_every_letter() -> None:
    text = "قال Reuters ثم 東京 ו־שלום & <b> " * 2000
    marked = mark(text, "ar")
    bare = re.sub(r"</?span[^>]*>", "", marked)
    assert bare == text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert marked.count("<span") == 2000 * 4
