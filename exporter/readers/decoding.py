"""Bytes to text: Unicode in its usual forms, Windows-1252 as the last resort."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from exporter.errors import InputError
from exporter.model import Notice
from exporter.readers.mending import mended

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16: the little-endian mark of one begins with the other's."""
_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b",
    b"\x7fELF", b"MZ\x90", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"%!PS", b"RIFF",
)  # fmt: skip
_SAMPLE = 65_536
_NEWLINE = re.compile("\r\n|[\r\v\f\u0085\u2028]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
STRAY = {0x7F: ""} | {
    code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)
}
"""C1 controls are Windows-1252 letters gone astray (WHATWG Encoding, §index); DEL is
nothing."""
_WORD_BYTES = re.compile(rb"[A-Za-z]|([\x80-\xff])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text with ``\\n`` newlines and without marks or controls, and its encoding."""

    text: str
    encoding: str
    notices: tuple[Notice, ...] = ()


def decode(data: bytes, where: str) -> Decoded:
    """Decode a text file: a byte order mark decides, then UTF-8, then a guess.

    Raises:
        InputError: the bytes are no text, or text of an unknown encoding.
    """
    marked = next((m for m in _MARKS if data.startswith(m[0])), None)
    if marked is not None:
        mark, encoding = marked
        return _clean(_strict(data[len(mark) :], encoding, where), encoding, where)
    if data.startswith(_MAGIC):
        raise _binary(where)
    wide = _wide(data)
    if wide:
        return _clean(_strict(data, wide, where), wide, where)
    if b"\0" in data:
        raise _binary(where)
    try:
        return _clean(data.decode("utf-8"), "utf-8", where)
    except UnicodeDecodeError:
        return _guess(data, where)


def unify_newlines(text: str) -> str:
    """Write ``\\n`` for whatever ends a line, twice for what ends a paragraph."""
    return _NEWLINE.sub("\n", text).replace("\u2029", "\n\n")


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"not valid {encoding.upper()} at byte {error.start}",
            where=where,
            hint="save the file as UTF-8",
        ) from error


def _wide(data: bytes) -> str:
    """Tell UTF-16 without a mark by where the zero bytes of its Latin stand."""
    sample = data[: _SAMPLE & ~1]
    if len(data) % 2 or b"\0" not in sample:
        return ""
    even, odd = sample[::2], sample[1::2]
    zeros, wanted = (even.count(0), odd.count(0)), len(even) * 0.1
    if zeros[1] > wanted and zeros[0] == 0:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] > wanted and zeros[1] == 0 else ""


def _guess(data: bytes, where: str) -> Decoded:
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    # Damaged UTF-8 has far more whole sequences than broken ones; a text in
    # another encoding has next to none.
    if broken * 4 <= sum(map(mended.count, _beyond_ascii(mended))) - broken:
        notice = Notice(
            code="encoding-damaged",
            message=f"UTF-8 with {broken} broken characters, shown as \ufffd",
            where=where,
        )
        return _clean(mended, "utf-8", where, notice)
    high = sum(1 for m in _WORD_BYTES.finditer(data[:_SAMPLE]) if m.group(1))
    letters = sum(1 for _ in _WORD_BYTES.finditer(data[:_SAMPLE]))
    if high * 3 > letters or _is_noise(data):
        raise InputError(
            "neither UTF-8 nor a Western European encoding, or no text at all",
            where=where,
            hint="convert it first, as in: iconv -f WINDOWS-1251 -t UTF-8",
        )
    notice = Notice(
        code="encoding-guessed",
        message="not UTF-8; read as Windows-1252",
        where=where,
    )
    return _clean(data.decode("cp1252", "replace"), "cp1252", where, notice)


def _beyond_ascii(text: str) -> set[str]:
    return {c for c in set(text) if c > "\x7f"}


def _is_noise(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = sum(map(sample.count, [*range(1, 9), *range(14, 32), 127]))
    return controls * 50 > len(sample)


def _clean(text: str, encoding: str, where: str, *notices: Notice) -> Decoded:
    """Unify newlines and drop what no XML document may hold (XML 1.0, §2.2)."""
    text = unify_newlines(text).lstrip("\ufeff")
    text, more = mended(text, where)
    notices = (*notices, *more)
    count = sum(map(text.count, set(_CONTROL.findall(text))))
    if not count:
        return Decoded(text=text, encoding=encoding, notices=notices)
    if count * 20 > len(text) + 20:
        raise _binary(where)
    notice = Notice(
        code="control-characters",
        message=f"control characters removed: {count}",
        where=where,
    )
    return Decoded(
        text=_CONTROL.sub("", text.translate(STRAY)),
        encoding=encoding,
        notices=(*notices, notice),
    )


def _binary(where: str) -> InputError:
    return InputError(
        "this is a binary file, not text", where=where, hint="give a .txt or .md file"
    )
