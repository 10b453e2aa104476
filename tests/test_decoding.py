from __future__ import annotations

import codecs

import pytest

from exporter.errors import InputError
from exporter.readers.decoding import decode

TEXT = "Café owners in Zürich said “no” – twice.\n\nПривет, 世界.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_unicode_is_read_in_all_its_forms(data: bytes, encoding: str) -> None:
    decoded = decode(data, "a.txt")
    assert decoded.text == TEXT
    assert decoded.encoding == encoding
    assert decoded.notices == ()


def test_windows_1252_is_guessed_and_said_so() -> None:
    data = "Café owners said “no” – the price is 5 €.".encode("cp1252")
    decoded = decode(data, "dir/a.txt")
    assert decoded.text == "Café owners said “no” – the price is 5 €."
    assert [n.code for n in decoded.notices] == ["encoding-guessed"]
    assert decoded.notices[0].where == "dir/a.txt"


def test_damaged_utf8_stays_utf8() -> None:
    data = TEXT.encode() * 5 + b"caf\xc3 and more\n"
    decoded = decode(data, "a.txt")
    assert "Zürich" in decoded.text
    assert "caf\ufffd and more" in decoded.text
    assert [n.code for n in decoded.notices] == ["encoding-damaged"]


@pytest.mark.parametrize("encoding", ["cp1251", "shift_jis", "euc_kr", "cp1253"])
def test_other_legacy_encodings_are_refused_not_garbled(encoding: str) -> None:
    samples = {
        "cp1251": "Правительство утвердило план строительства трёх мостов.",
        "shift_jis": "政府は月曜日、新しい法律を発表しました。",
        "euc_kr": "정부는 월요일 새로운 주택법을 발표했다.",
        "cp1253": "Η κυβέρνηση παρουσίασε τον νέο νόμο.",
    }
    with pytest.raises(InputError) as raised:
        decode(samples[encoding].encode(encoding), "a.txt")
    assert "iconv" in raised.value.hint
    assert raised.value.where == "a.txt"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04rest of an archive",
        b"text with a \0 zero byte",
        bytes(range(256)) * 4,
        b"\x01\x02\x03\x04\x05\x06 few letters \x07\x08\x0e\x0f\x10\x11\x12\x13",
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        decode(data, "a.txt")


def test_half_a_utf16_character_is_refused() -> None:
    with pytest.raises(InputError, match="UTF-16-LE"):
        decode(codecs.BOM_UTF16_LE + "text".encode("utf-16-le") + b"\xd8", "a.txt")


def test_all_newlines_become_one_kind() -> None:
    data = "a\r\nb\rc\nd\u0085e\u2028f\vg\fh\u2029i".encode()
    assert decode(data, "a.txt").text == "a\nb\nc\nd\ne\nf\ng\nh\n\ni"


def test_controls_are_removed_and_stray_windows_letters_mended() -> None:
    data = ("It\u0092s a long line of text with a bell\x07 in it, " * 3).encode()
    decoded = decode(data, "a.txt")
    assert "It’s a long" in decoded.text
    assert "bell in it" in decoded.text
    assert [n.code for n in decoded.notices] == ["control-characters"]
    assert "6" in decoded.notices[0].message


def test_tabs_and_invisible_letters_stay() -> None:
    text = "a\tb \u00ad\u200b\u200d\u00a0c"
    assert decode(text.encode(), "a.txt").text == text
