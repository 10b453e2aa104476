"""Filters for templates: dates, addresses, foreign passages, short titles."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from exporter import cache
from exporter.dates import PartialDate
from exporter.layouts import tables
from exporter.layouts.runs import runs
from exporter.model import Period
from exporter.passages import direction, mark

_VERSION = 2  # of the form of dates; a change writes all of them anew
_SHORT = 64
_DIGEST = re.compile("[0-9a-f]{64}")
_BREAK = re.compile(r"(?<=[/?&=#_.-])(?=[^/])")


def longdate(day: PartialDate, language: str) -> str:
    """Write a date out in a language, at the precision it has (CLDR patterns)."""
    return _kept(lambda: _written_out(day, language), "day", day, language)


def span(period: Period, language: str) -> str:
    """Write a period out in a language, what its ends have in common once."""
    if period.first == period.last:
        return longdate(period.first, language)
    ends = (period.first, period.last)
    return _kept(lambda: _interval(*ends, language), "span", *ends, language)


@lru_cache(maxsize=4096)
def _text_of(entry: Path) -> str | None:
    kept = cache.load(entry)
    return None if kept is None else kept.decode()


def _kept(write: Callable[[], str], *parts: object) -> str:
    """Return what was written once: Babel takes longer to start than a page."""
    entry = cache.place("dates", _VERSION, _babel(), *parts)
    text = _text_of(entry)
    if text is None:
        text = write()
        cache.store(entry, text.encode())
        _text_of.cache_clear()
    return text


@lru_cache(maxsize=1)
def _babel() -> bytes:
    """Return what tells one release of Babel from another, without importing it."""
    spec = importlib.util.find_spec("babel")
    return Path(spec.origin).read_bytes() if spec and spec.origin else b""


def _written_out(day: PartialDate, language: str) -> str:
    from babel.dates import format_date, format_skeleton

    locale = _locale(language)
    moment = datetime(day.year, day.month or 1, day.day or 1)  # noqa: DTZ001 - only its fields are printed
    if day.month is None:
        return str(format_skeleton("y", moment, locale=locale))
    if day.day is None:
        return str(format_skeleton("yMMMM", moment, locale=locale))
    text = str(format_date(moment, "long", locale=locale))
    if day.clock is None:
        return text
    zone = day.clock.strftime("%z")
    zone = "UTC" if zone == "+0000" else f"UTC{zone[:3]}:{zone[3:]}"
    return f"{text}, {day.clock:%H:%M} {zone}"


def _interval(first: PartialDate, last: PartialDate, language: str) -> str:
    from babel.dates import format_interval

    if not (first.day and last.day):
        return f"{_written_out(first, language)} – {_written_out(last, language)}"
    start = date(first.year, first.month or 1, first.day)
    end = date(last.year, last.month or 1, last.day)
    return str(format_interval(start, end, "yMMMMd", locale=_locale(language)))


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


def isolated(text: str, language: str, paged: bool) -> Markup:
    """Mark up a name so that the order of what is around it stays as it is.

    Names of another direction take brackets and figures beside them along otherwise.
    Pages take the characters of Unicode (UAX #9, 2.4), since WeasyPrint has no bdi.
    """
    marked = passages(text, language)
    if direction(language) == "ltr":
        return marked
    if paged:
        return Markup("\u2068") + marked + Markup("\u2069")
    return Markup("<bdi>") + marked + Markup("</bdi>")


def _locale(language: str) -> str:
    """Return the CLDR locale; plain English is international, not American."""
    from babel.core import Locale, UnknownLocaleError

    if language in ("en", "und"):
        return "en_001"
    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en_001"


FILTERS: dict[str, Callable[..., object]] = {
    "breakable": breakable,
    "host": host,
    "isolated": isolated,
    "longdate": longdate,
    "passages": passages,
    "runs": runs,
    "short": short,
    "span": span,
    "stacked": tables.stacked,
}
