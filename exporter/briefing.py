"""An editor's briefing: which articles, in which order, with which notes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from typing import TypeVar

from exporter.dates import PartialDate
from exporter.model import (
    Article,
    Edition,
    Fact,
    Part,
    Period,
    Section,
    Series,
    inferred,
    supplied,
)

T = TypeVar("T")
LIMIT = 1024 * 1024
"""Bytes that the file of a briefing may have."""


class Order(Enum):
    """How the articles of a section follow one another."""

    HAND = "hand"
    """As the references name them; what one of them finds, by path."""
    DATE = "date"
    """The newest first, those without a date last."""
    SOURCE = "source"
    """By the name of the source, then the newest first."""
    TITLE = "title"
    """By the letters of the title, accents and case aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What to take in: a path or pattern; tags, days and sources of an article.

    ``path`` is relative to the content folder; ``*``, ``?`` and ``**`` make it a
    pattern. ``note`` is the editor's on each article found, XHTML; ``where`` is the
    file and line.
    """

    path: str = ""
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    first: PartialDate | None = None
    last: PartialDate | None = None
    note: str = field(default="", repr=False)
    where: str = ""

    @property
    def is_query(self) -> bool:
        """Tell whether the facts of articles decide what is found."""
        return bool(self.tags or self.sources or self.first or self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapters:
    """A section as the editor wrote it; ``note`` is XHTML."""

    title: str | None = None
    note: str = field(default="", repr=False)
    order: Order = Order.HAND
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A briefing as the editor wrote it, before any article is read.

    ``layout`` is empty where the run decides; ``note`` is XHTML; a title that
    nobody gave ``is_named_by`` a rule.
    """

    slug: str
    title: str
    is_named_by: str = ""
    subtitle: str | None = None
    published: PartialDate | None = None
    period: Period | None = None
    editors: tuple[str, ...] = ()
    series: Series | None = None
    publisher: str | None = None
    language: str | None = None
    layout: str = ""
    rights: str | None = None
    note: str = field(default="", repr=False)
    parts: tuple[Part, ...] = tuple(Part)
    sections: tuple[Chapters, ...]


def arrange(articles: tuple[Article, ...], order: Order) -> tuple[Article, ...]:
    """Put articles in an order; equals stay as they are."""
    if order is Order.HAND:
        return articles
    by_title = sorted(articles, key=_title)
    if order is Order.TITLE:
        return tuple(by_title)
    by_date = sorted(by_title, key=_day, reverse=True)
    if order is Order.DATE:
        return tuple(by_date)
    return tuple(sorted(by_date, key=_source))


def gather(
    briefing: Briefing,
    sections: tuple[Section, ...],
    timestamp: datetime | None = None,
) -> Edition:
    """Make the edition of a briefing from the articles that it refers to.

    What the editor does not say is inferred from the articles, and marked so: the
    date from the newest, the period from all, the language from most.
    """
    articles = tuple(a for section in sections for a in section.articles)
    title, subtitle, rule = briefing.title, briefing.subtitle, briefing.is_named_by
    return Edition(
        slug=briefing.slug,
        name=f"{briefing.slug}\n{title}\n{briefing.published or ''}",
        title=inferred(title, rule) if rule else _fact(title),
        standfirst=_fact(subtitle),
        published=_or(_fact(briefing.published), _newest(articles)),
        period=_or(_fact(briefing.period), _covered(articles)),
        language=_or(_fact(briefing.language), _common(articles)),
        editors=briefing.editors,
        series=briefing.series,
        publisher=_fact(briefing.publisher),
        rights=_fact(briefing.rights),
        note=briefing.note,
        parts=briefing.parts,
        sections=sections,
        timestamp=timestamp,
    )


def _title(article: Article) -> tuple[str, str]:
    """Return the letters of the title, and the digest that decides between equals."""
    letters = unicodedata.normalize("NFKD", article.title.value or "").casefold()
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return plain, article.original.sha256


def _day(article: Article) -> datetime:
    published = article.published.certain
    return published.moment() if published else datetime.min.replace(tzinfo=UTC)


def _source(article: Article) -> tuple[bool, str]:
    name = article.source.name.certain or article.source.publisher.certain or ""
    return not name, name.casefold()


def _fact(value: T | None) -> Fact[T]:
    return Fact() if value is None else supplied(value, "briefing")


def _or(given: Fact[T], guess: Fact[T]) -> Fact[T]:
    return given if given.is_certain else guess


def _days(articles: tuple[Article, ...]) -> list[PartialDate]:
    """Return the days of articles in order; months and years only if all are such."""
    known = [day for a in articles if (day := a.published.certain)]
    whole = [day for day in known if day.day]
    return sorted(whole or known, key=PartialDate.moment)


def _newest(articles: tuple[Article, ...]) -> Fact[PartialDate]:
    days = _days(articles)
    return inferred(_whole(days[-1]), "newest-article") if days else Fact()


def _covered(articles: tuple[Article, ...]) -> Fact[Period]:
    days = _days(articles)
    if not days:
        return Fact()
    return inferred(Period(first=_whole(days[0]), last=_whole(days[-1])), "articles")


def _whole(day: PartialDate) -> PartialDate:
    """Leave the time of day out: a briefing is of days."""
    return replace(day, clock=None)


def _common(articles: tuple[Article, ...]) -> Fact[str]:
    """Return the language that most articles are in; the first of equals."""
    spoken = Counter(a.language.value for a in articles if a.language.value)
    return inferred(spoken.most_common(1)[0][0], "most-articles") if spoken else Fact()
