"""Plain text to XHTML: escaped, with passages of another script marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache

_SCRIPTS = {
    "Arab": "ar fa ur ps ckb sd ug",
    "Hebr": "he yi",
    "Cyrl": "ru uk be bg sr mk kk ky mn tg tt",
    "Deva": "hi mr ne sa",
    "Grek": "el", "Thai": "th", "Hira": "ja", "Hang": "ko", "Hani": "zh",
    "Armn": "hy", "Geor": "ka", "Ethi": "am ti", "Beng": "bn as", "Taml": "ta",
    "Telu": "te", "Gujr": "gu", "Knda": "kn", "Mlym": "ml", "Guru": "pa",
    "Sinh": "si", "Khmr": "km", "Laoo": "lo", "Mymr": "my", "Thaa": "dv",
}  # fmt: skip
"""The script that a language is written in (ISO 15924), Latin where not named."""
_SCRIPT_OF = {code: name for name, codes in _SCRIPTS.items() for code in codes.split()}
_KIN = {
    "Hira": {"Hira", "Kana", "Hani"},
    "Hang": {"Hang", "Hani"},
    "Hani": {"Hani", "Bopo"},
}
"""Scripts that belong together in one language's writing (UAX #24, §2.1)."""
_LANGUAGE_OF = {"Hebr": "he", "Grek": "el", "Thai": "th", "Hang": "ko"}
_SUBTAGS = {
    "Hant": "Hani", "Hans": "Hani", "Jpan": "Hira", "Kore": "Hang", "Kana": "Hira",
}  # fmt: skip
_RTL = {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Samr", "Mand"}
_LATIN_ONLY = "[\x00-\u024f\u1e00-\u1eff\u2000-\u206f\u20a0-\u2bff]*"
_KANA = "[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]"
_EAST = {"Hani", "Hira", "Kana"}
_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("“", "”"))
_OWN, _NEUTRAL, _MARK, _FIRST = "-", " ", "^", 0xE000


@lru_cache(maxsize=64)
def script(language: str) -> str:
    """Return the ISO 15924 code of the script that a language is written in.

    A script subtag (``sr-Latn``) decides; Japanese is ``Hira``, Korean ``Hang``,
    Chinese ``Hani``; an unknown language is ``Latn``.
    """
    primary, _, rest = language.replace("_", "-").partition("-")
    for subtag in rest.split("-"):
        if len(subtag) == 4 and subtag.isalpha():
            return _SUBTAGS.get(subtag.title(), subtag.title())
    return _SCRIPT_OF.get(primary.lower(), "Latn")


def direction(language: str) -> str:
    """Return ``rtl`` for a language written from right to left, else ``ltr``."""
    return "rtl" if script(language) in _RTL else "ltr"


def mark(text: str, language: str) -> str:
    """Escape a text and wrap each run of another script in a ``span`` with ``lang``.

    The script decides the tag: ``he``, ``el``, ``th``, ``ko``, ``ja`` with kana,
    else ``und-Xxxx``; ``dir`` is given where it differs from the language's.
    """
    home = script(language)
    if home == "Latn" and (text.isascii() or re.fullmatch(_LATIN_ONLY, text)):
        return escape(text)
    codes, names = _classify(text, _KIN.get(home, {home}))
    classes = text.translate(codes)
    parts, end = [], 0
    for first, last in _runs(classes, "".join(names)):
        start, stop = _whole(text, max(first, end), last, end)
        parts.append(escape(text[end:start]))
        parts.append(_span(text[start:stop], names[classes[first]], home))
        end = stop
    parts.append(escape(text[end:]))
    return "".join(parts)


def escape(text: str) -> str:
    """Write a text as character data (XML 1.0, §2.4)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _classify(text: str, own: set[str]) -> tuple[dict[int, str], dict[str, str]]:
    """Give each character in use a one-letter class, and each class its script.

    The work is done once for each distinct character, so a long text is cheap.
    """
    found = {char: _script_of(char) for char in sorted(set(text))}
    shared = {"Zyyy", "Zinh", "Zzzz"}
    names = sorted({_family(n) for n in found.values() if n not in own | shared})
    classes = {name: chr(_FIRST + at) for at, name in enumerate(names)}
    codes: dict[int, str] = {}
    for char, name in found.items():
        if name in own:
            codes[ord(char)] = _OWN
        elif name == "Zinh":
            codes[ord(char)] = _MARK
        elif name in shared:
            codes[ord(char)] = _common(_extension_of(char), own, classes)
        else:
            codes[ord(char)] = classes[_family(name)]
    return codes, {code: name for name, code in classes.items()}


@lru_cache(maxsize=8192)
def _script_of(char: str) -> str:
    from fontTools import unicodedata

    return str(unicodedata.script(char))


@lru_cache(maxsize=8192)
def _extension_of(char: str) -> frozenset[str]:
    from fontTools import unicodedata

    return frozenset(unicodedata.script_extension(char))


def _family(name: str) -> str:
    """Take Han and kana side by side as one run; it is Japanese if it has kana."""
    return "Hani" if name in _EAST else name


def _common(extension: Set[str], own: set[str], classes: dict[str, str]) -> str:
    """Class a character that several scripts use, such as the Arabic comma."""
    if extension & own:
        return _NEUTRAL
    users = (_family(name) for name in sorted(extension))
    return next((classes[name] for name in users if name in classes), _NEUTRAL)


def _runs(classes: str, foreign: str) -> Iterator[tuple[int, int]]:
    """Yield start and stop of each run; neutral characters inside it belong to it."""
    if not foreign:
        return
    marks = re.escape(_MARK)
    same = re.compile("|".join(f"{code}[{code}{marks}]*" for code in foreign))
    start = stop = -1
    for match in same.finditer(classes):
        begin, end = match.span()
        joins = start >= 0 and classes[begin] == classes[start]
        if joins and classes.find(_OWN, stop, begin) < 0:
            stop = end
            continue
        if start >= 0:
            yield start, stop
        start, stop = begin, end
    if start >= 0:
        yield start, stop


def _whole(text: str, start: int, stop: int, least: int) -> tuple[int, int]:
    """Take in the bracket at the edge of a run whose other one is in it.

    Brackets are mirrored by the direction of their run (UAX #9, BD16).
    """
    run = text[start:stop]
    for opening, closing in _BRACKETS:
        surplus = run.count(opening) - run.count(closing)
        if surplus > 0 and text[stop : stop + 1] == closing:
            return start, stop + 1
        if surplus < 0 and start > least and text[start - 1] == opening:
            return start - 1, stop
    return start, stop


def _span(text: str, name: str, home: str) -> str:
    language = _LANGUAGE_OF.get(name, f"und-{name}")
    if name == "Hani" and re.search(_KANA, text):
        language = "ja"
    turned = (name in _RTL) != (home in _RTL)
    way = (' dir="rtl"' if name in _RTL else ' dir="ltr"') if turned else ""
    return f'<span lang="{language}"{way}>{escape(text)}</span>'
