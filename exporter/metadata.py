"""The one author of metadata: what an edition says of itself, everywhere."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TypeVar

from exporter.dates import PartialDate
from exporter.model import Article, Basis, Citation, Edition, Series
from exporter.version import VERSION

T = TypeVar("T")
GENERATOR = f"exporter {VERSION}"
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands for "no date is known" where a format demands one (the ZIP epoch)."""
_NAMESPACE = uuid.UUID("5c7b1c0e-9a0b-5d5c-8f3a-6d1f0f6c2a11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The file an article was read from, as it travels inside the artefact."""

    name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """What the artefact says of one article; None where nobody says."""

    slug: str
    title: str
    title_basis: Basis
    published: PartialDate | None
    published_basis: Basis
    updated: PartialDate | None
    language: str
    creators: tuple[str, ...]
    source_name: str | None
    source_url: str | None
    publisher: str | None
    rights: str | None
    retrieved: PartialDate | None
    cited: tuple[Citation, ...]
    original: Original


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What PDF Info, XMP, OPF and the pages print; None where nobody says.

    ``creators`` are the authors, or the ``editors`` of a briefing. ``source`` is the
    address if one is known, else the name of the source. ``created`` and
    ``modified`` are UTC and never come from the clock.
    """

    identifier: str
    title: str
    title_basis: Basis
    creators: tuple[str, ...]
    published: PartialDate | None
    language: str
    description: str | None
    subjects: tuple[str, ...]
    source: str | None
    publisher: str | None
    rights: str | None
    created: datetime
    modified: datetime
    articles: tuple[ArticleRecord, ...]
    editors: tuple[str, ...] = ()
    series: Series | None = None
    generator: str = GENERATOR


def describe(edition: Edition) -> Metadata:
    """Decide every metadata value of an edition, once for all formats.

    Stated and supplied values pass as facts. A guess passes only where a
    format cannot do without a value: the title and the language.
    """
    articles = edition.articles
    moment = edition.timestamp or _newest(edition)
    names = _distinct(article.original.name for article in articles)
    return Metadata(
        identifier=identifier(articles, edition.name),
        title=edition.title.value or edition.slug,
        title_basis=edition.title.basis,
        creators=edition.editors or _shared(articles, lambda a: a.byline.certain) or (),
        editors=edition.editors,
        series=edition.series,
        published=edition.published.certain,
        language=edition.language.value or "und",
        description=edition.standfirst.certain,
        subjects=_unique(t for a in articles for t in a.tags.certain or ()),
        source=_shared(articles, _address),
        publisher=edition.publisher.certain,
        rights=edition.rights.certain or _shared(articles, _rights),
        created=moment,
        modified=moment,
        articles=tuple(map(_record, articles, names)),
    )


def identifier(articles: Iterable[Article], name: str = "") -> str:
    """Name the content: a version 5 UUID (RFC 9562) of the originals' digests.

    ``name`` tells apart what is made of the same articles.
    """
    return identify((article.original.sha256 for article in articles), name)


def identify(digests: Iterable[str], name: str = "") -> str:
    """Name what is made of originals with these SHA-256 digests."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, chr(10).join(digests) + name)}"


def _record(article: Article, name: str) -> ArticleRecord:
    original = article.original
    return ArticleRecord(
        slug=article.slug,
        title=article.title.value or article.slug,
        title_basis=article.title.basis,
        published=article.published.certain,
        published_basis=article.published.basis,
        updated=article.updated.certain,
        language=article.language.value or "und",
        creators=article.byline.certain or (),
        source_name=article.source.name.certain,
        source_url=article.source.url.certain,
        publisher=article.source.publisher.certain or article.source.name.certain,
        rights=_rights(article),
        retrieved=article.source.retrieved.certain,
        cited=article.cited,
        original=Original(
            name=name,
            media_type=original.media_type,
            sha256=original.sha256,
            size=len(original.data),
        ),
    )


def _newest(edition: Edition) -> datetime:
    facts = (
        fact
        for article in edition.articles
        for fact in (article.published, article.updated, article.source.retrieved)
    )
    dates = (fact.certain for fact in (edition.published, *facts))
    return max((day.moment() for day in dates if day), default=UNDATED)


def _distinct(names: Iterable[str]) -> Iterator[str]:
    """Yield names of attached files so that none is there twice: ``a.txt, a-2.txt``."""
    taken: set[str] = set()
    for name in names:
        free, number = name, 1
        path = PurePath(name)
        while free.casefold() in taken:
            number += 1
            free = f"{path.stem}-{number}{path.suffix}"
        taken.add(free.casefold())
        yield free


def _address(article: Article) -> str | None:
    return article.source.url.certain or article.source.name.certain


def _rights(article: Article) -> str | None:
    return article.source.rights.certain


def _shared(
    articles: Iterable[Article], value: Callable[[Article], T | None]
) -> T | None:
    """Return what all articles agree on, else None."""
    values = {value(article) for article in articles}
    return values.pop() if len(values) == 1 else None


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
