"""Which articles the rules of a briefing choose: by tags, days and sources."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from exporter.briefing import Reference
from exporter.dates import PartialDate
from exporter.model import Article
from exporter.readers.request import Supplied


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What an article is chosen by; ``sources`` are names and hosts, case folded."""

    tags: frozenset[str] = frozenset()
    day: PartialDate | None = None
    sources: frozenset[str] = frozenset()


def of_article(article: Article) -> Traits:
    """Return the traits of an article: what is stated or supplied, no guesses."""
    source = article.source
    return Traits(
        tags=_folded(article.tags.certain or ()),
        day=article.published.certain,
        sources=_sources(
            source.name.certain, source.publisher.certain, source.url.certain
        ),
    )


def of_record(told: Supplied) -> Traits:
    """Return the traits that the record of a collection shows before it is read."""
    return Traits(
        tags=_folded(told.tags or ()),
        day=told.published,
        sources=_sources(told.source_name, told.publisher, told.source_url),
    )


def matches(traits: Traits, reference: Reference) -> bool:
    """Tell whether all that a reference asks for holds."""
    if reference.tags and not traits.tags & _folded(reference.tags):
        return False
    if reference.sources and not traits.sources & _folded(reference.sources):
        return False
    day = traits.day
    if reference.first and (day is None or not _is_from(day, reference.first)):
        return False
    return not reference.last or (day is not None and _is_by(day, reference.last))


def may_match(traits: Traits, reference: Reference) -> bool:
    """Tell whether a record may match, its reading being still to come.

    A trait that it does not show yet rules nothing out.
    """
    asked = Reference(
        tags=reference.tags if traits.tags else (),
        sources=reference.sources if traits.sources else (),
        first=reference.first if traits.day else None,
        last=reference.last if traits.day else None,
    )
    return matches(traits, asked)


def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def _sources(
    name: str | None, publisher: str | None, url: str | None
) -> frozenset[str]:
    host = (urlsplit(url).hostname or "") if url else ""
    names = (name, publisher, host, host.removeprefix("www."))
    return frozenset(found.casefold() for found in names if found)


def _is_from(day: PartialDate, first: PartialDate) -> bool:
    fields = (day.year, day.month or 1, day.day or 1)
    return fields >= (first.year, first.month or 1, first.day or 1)


def _is_by(day: PartialDate, last: PartialDate) -> bool:
    """Tell whether a day is at the latest the last one, a month or a year of days."""
    fields = (day.year, day.month or 1, day.day or 1)
    return fields <= (last.year, last.month or 12, last.day or 31)
