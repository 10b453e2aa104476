"""The page of a catalogue for browsers: one file, nothing loaded but covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from exporter.catalogue import own
from exporter.catalogue.entries import Entry, File, Headline
from exporter.catalogue.feeds import ROOT_TYPE, address
from exporter.dates import PartialDate
from exporter.errors import LayoutError
from exporter.layouts.board import lang
from exporter.layouts.environment import render as render_template
from exporter.version import VERSION

TEMPLATE = "catalogue/index.html"
_LANGUAGE = "en"  # of our own words


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Entries of one year, or of no date."""

    date: PartialDate | None
    entries: tuple[Entry, ...]


def render(roots: tuple[Path, ...], title: str, entries: Sequence[Entry]) -> bytes:
    """Return the page; ``roots`` are the folders of templates, the nearest first.

    Raises:
        LayoutError: the template is wrong, or its page lacks our mark.
    """
    issues = [entry for entry in entries if entry.is_briefing]
    articles = [entry for entry in entries if not entry.is_briefing]
    folder, _, part = TEMPLATE.partition("/")
    values: dict[str, object] = {
        "title": title,
        "latest": issues[0] if issues else None,
        "issues": issues[1:],
        "years": _years(articles),
        "articles": len(articles),
        "generator": f"{own.MARK} {VERSION}",
        "feed": {"address": own.ROOT, "type": ROOT_TYPE},
        "address": address,
        "attributes": _attributes,
        "language_name": _language_name,
        "size": _size,
    }
    data = render_template(roots, folder, part, values).encode()
    if not own.carries_mark(data):
        hint = '<meta name="generator" content="{{ generator }}"> is how it is known'
        raise LayoutError(
            "the page does not say what made it", where=TEMPLATE, hint=hint
        )
    return data


def _years(entries: Sequence[Entry]) -> tuple[Year, ...]:
    """Group entries by year, in their order."""
    return tuple(
        Year(date=date, entries=tuple(group))
        for date, group in groupby(entries, key=_year)
    )


def _year(entry: Entry) -> PartialDate | None:
    return entry.published and PartialDate(year=entry.published.year)


def _attributes(headline: Headline) -> Markup:
    return lang(headline.language, _LANGUAGE)


@lru_cache(maxsize=256)
def _language_name(tag: str) -> str:
    """Return the English name of a language, its tag where there is none."""
    from babel.core import Locale, UnknownLocaleError

    if tag == "und":
        return "Language not stated"
    try:
        name = Locale.parse(tag, sep="-").get_display_name(_LANGUAGE)
    except (UnknownLocaleError, ValueError):
        name = None
    return name or tag


def _size(file: File) -> str:
    """Return a size as people say it: ``95 kB``, ``1.2 MB`` (powers of ten)."""
    if file.size < 999_500:
        return f"{max(1, round(file.size / 1000))} kB"
    return f"{file.size / 1_000_000:.1f} MB"
