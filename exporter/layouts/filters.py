"""Filters for templates: dates, addresses, foreign passages, short titles."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from exporter import cache
from exporter.dates import PartialDate
from exporter.passages import mark

_VERSION = 1  # of the form of dates; a change writes all of them anew
_SHORT = 64
_DIGEST = re.compile("[0-9a-f]{64}")
_BREAK = re.compile(r"(?<=[/?&=#_.-])(?=[^/])")


def longdate(date: PartialDate, language: str) -> str:
    """Write a date out in a language, at the precision it has (CLDR patterns).

    What was written once is kept: Babel takes longer to start than a page.
    """
    entry = cache.place("dates", _VERSION, _babel(), date, language)
    kept = cache.load(entry)
    if kept is not None:
        return kept.decode()
    text = _written_out(date, language)
    cache.store(entry, text.encode())
    return text


@lru_cache(maxsize=1)
def _babel() -> bytes:
    """Return what tells one release of Babel from another, without importing it."""
    spec = importlib.util.find_spec("babel")
    return Path(spec.origin).read_bytes() if spec and spec.origin else b""


def _written_out(date: PartialDate, language: str) -> str:
    from babel.dates import format_date, format_skeleton

    locale = _locale(language)
    moment = datetime(date.year, date.month or 1, date.day or 1)  # noqa: DTZ001 - only its fields are printed
    if date.month is None:
        return str(format_skeleton("y", moment, locale=locale))
    if date.day is None:
        return str(format_skeleton("yMMMM", moment, locale=locale))
    text = str(format_date(moment, "long", locale=locale))
    if date.clock is None:
        return text
    zone = date.clock.strftime("%z")
    zone = "UTC" if zone == "+0000" else f"UTC{zone[:3]}:{zone[3:]}"
    return f"{text}, {date.clock:%H:%M} {zone}"


def host(address: str) -> str:
    """Return the host of an address as people say it, without ``www.``."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def breakable(text: str, mark: str = "<wbr/>") -> Markup:
    """Let a long address or digest break after its separators.

    ``mark`` stands at each opportunity: an element where the text may be copied,
    U+200B for pages, whose text layer leaves it out.
    """
    parts = re.findall(".{8}", text) if _DIGEST.fullmatch(text) else _BREAK.split(text)
    return Markup(mark).join(parts)


def short(title: str) -> str:
    """Cut a title at a word so that it fits a running head."""
    if len(title) <= _SHORT:
        return title
    cut = title[:_SHORT].rsplit(" ", 1)[0] if " " in title[:_SHORT] else title[:_SHORT]
    return cut.rstrip(" ,;:–—-…") + "…"


def passages(text: str, language: str) -> Markup:
    """Escape a text and mark its passages in another script with their language."""
    return Markup(mark(str(text), language))


def _locale(language: str) -> str:
    """Return the CLDR locale; plain English is international, not American."""
    from babel.core import Locale, UnknownLocaleError

    if language in ("en", "und"):
        return "en_001"
    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en_001"


FILTERS: dict[str, Callable[..., str]] = {
    "breakable": breakable,
    "host": host,
    "longdate": longdate,
    "passages": passages,
    "short": short,
}
