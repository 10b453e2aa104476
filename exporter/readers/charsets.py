"""Encodings by the labels that pages and mails give them (WHATWG Encoding, 4.2)."""

from __future__ import annotations

import re

import webencodings

_WESTERN = "cp1252"
_LATIN = {
    "cp1250": "bs cs hr hu pl ro sk sl sq",
    "cp1254": "az tr",
    "cp1257": "et lt lv",
    "cp1258": "vi",
}
"""Windows' encodings of Latin letters beside the Western one, by languages (WHATWG
HTML, 13.2.3.2, gives them to browsers as defaults)."""
_GUESSED_LATIN = re.compile(
    r"(?:cp(?:125[02478]|437|77[35]|85[0278]|86[0135]|1140|037|500)|iso8859_(?:[1-4]|9|1[03456])"
    r"|latin_?1|mac_(?:roman|latin2|turkish|iceland)|hp_roman8)$"
)
"""Names of Python for encodings that a guess by bytes alone can't tell apart."""
_REPLACEMENT = "replacement"
"""What the standard decodes to nothing, since it hides scripts: as good as unknown."""


def decoded(data: bytes, label: str) -> tuple[str, str] | None:
    """Decode bytes by a label; return text and the encoding's name, None if unknown.

    Python knows some of these encodings by no name of its own. What has no NUL is no
    UTF-16, where each space, digit and end of line has one.
    """
    encoding = webencodings.lookup(label)
    if encoding is None or encoding.name == _REPLACEMENT:
        return None
    if encoding.name.startswith("utf-16") and b"\0" not in data:
        return None
    return encoding.codec_info.decode(data, "replace")[0], encoding.name


def settled(guess: str, language: str) -> str:
    """Return the encoding to read a guessed one as, by the language of the text.

    The letters of Latin alphabets stand at the same bytes in many encodings; the
    language tells better than their counts.
    """
    if not _GUESSED_LATIN.match(guess):
        return guess
    main = language.partition("-")[0].lower()
    return next(
        (name for name, those in _LATIN.items() if main in those.split()), _WESTERN
    )
