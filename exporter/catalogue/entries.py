"""Editions as a catalogue lists them: files of one identifier are one entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from exporter.artefacts import Artefact, ArtefactArticle
from exporter.catalogue.pictures import Picture
from exporter.catalogue.stock import Find
from exporter.dates import PartialDate
from exporter.layouts.filters import host
from exporter.metadata import UNDATED, identify
from exporter.model import Basis

_LONGEST = 1000  # characters of a text; a file may say anything of itself
_MOST = 500  # of what an entry lists
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd"
                    "\U00010000-\U0010ffff]")  # fmt: skip
"""What XML 1.0 forbids (2.2) or HTML does (13.2.3.5)."""
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The title of an article, in its language; a guess if it is ``inferred``."""

    title: str
    language: str
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An artefact to fetch: its place below the folder, its size in bytes."""

    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An edition: what its artefacts say of it, "" or None where they don't say.

    ``updated`` is when the latest of them changed, in UTC, as they say; ``source``
    is where a single article comes from; ``headlines`` are a briefing's articles.
    """

    identifier: str
    headline: Headline
    published: PartialDate | None
    updated: datetime
    creators: tuple[str, ...]
    publisher: str
    source: str
    summary: str
    subjects: tuple[str, ...]
    rights: str
    is_briefing: bool
    headlines: tuple[Headline, ...]
    files: tuple[File, ...]
    pictures: tuple[Picture, Picture] | None


def gather(finds: Iterable[Find]) -> tuple[Entry, ...]:
    """Return an entry for each edition, the newest first, undated ones at the end."""
    editions: dict[str, list[Find]] = {}
    for find in finds:
        if find.artefact and find.artefact.identifier:
            editions.setdefault(find.artefact.identifier, []).append(find)
    entries = [_entry(files) for files in editions.values()]
    entries.sort(key=lambda e: (e.headline.title.casefold(), e.identifier))
    entries.sort(key=lambda e: e.is_briefing, reverse=True)
    entries.sort(key=_day, reverse=True)
    return tuple(entries)


def _day(entry: Entry) -> datetime:
    """Return the first moment of the day of publication, that of no date the first."""
    earliest = datetime.min.replace(tzinfo=UTC)
    return entry.published.moment() if entry.published else earliest


def _entry(finds: Sequence[Find]) -> Entry:
    """Describe an edition by its latest file, its EPUB of several."""
    known = [(find.artefact, find) for find in finds if find.artefact]
    artefact, _ = max(
        known, key=lambda pair: (_updated(pair[0]), pair[0].kind == "epub")
    )
    first = artefact.articles[0]
    is_briefing = _is_briefing(artefact)
    order = sorted(known, key=lambda pair: (pair[0].kind, pair[1].name))
    return Entry(
        identifier=_line(artefact.identifier),
        headline=_headline(artefact),
        published=_date(artefact.date),
        updated=max(_updated(one) for one, _ in known),
        creators=_lines(artefact.creators),
        publisher=_line(artefact.publisher),
        source="" if is_briefing else _source(first),
        summary=_line(artefact.description),
        subjects=_lines(artefact.subjects),
        rights=_line(artefact.rights),
        is_briefing=is_briefing,
        headlines=tuple(map(_headline, artefact.articles[:_MOST]))
        if is_briefing
        else (),
        files=tuple(File(name=f.name, kind=a.kind, size=f.size) for a, f in order),
        pictures=next((find.pictures for find in finds if find.pictures), None),
    )


def _is_briefing(artefact: Artefact) -> bool:
    """Tell a briefing from a single article, whose name is its original's alone."""
    original = artefact.articles[0].original
    digest = (original and original.sha256) or ""
    return len(artefact.articles) > 1 or artefact.identifier != identify((digest,))


def _headline(titled: Artefact | ArtefactArticle) -> Headline:
    language = titled.language or ""
    return Headline(
        title=_line(titled.title) or "…",
        language=language if _TAG.fullmatch(language) else "und",
        inferred=titled.title_basis == Basis.INFERRED.value,
    )


def _source(article: ArtefactArticle) -> str:
    if article.source_name or not article.source_url:
        return _line(article.source_name)
    try:
        return _line(host(article.source_url))
    except ValueError:  # no address after all
        return _line(article.source_url)


def _date(text: str | None) -> PartialDate | None:
    try:
        day = PartialDate.parse(text or "")
        day.moment()
    except (ValueError, OverflowError):
        return None
    return day


def _updated(artefact: Artefact) -> datetime:
    """Return when an artefact changed, as it says; else its day of publication."""
    try:
        moment = datetime.fromisoformat(artefact.modified or "")
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        day = _date(artefact.date)
        return day.moment() if day else UNDATED


def _line(text: str | None) -> str:
    """Return a text on one line, fit for XML and HTML, and not too long."""
    words = _UNFIT.sub(" ", (text or "")[: 4 * _LONGEST]).split()
    line = " ".join(words)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    lines = dict.fromkeys(map(_line, texts))
    return tuple(line for line in lines if line)[:_MOST]
