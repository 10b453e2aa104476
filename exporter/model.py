"""What is exported: articles, the facts known of them, and editions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Generic, TypeVar

from exporter.dates import PartialDate

T = TypeVar("T")


class Basis(Enum):
    """Where the value of a field comes from."""

    STATED = "stated"
    """The text itself says so."""
    SUPPLIED = "supplied"
    """An option, a sidecar or a header says so."""
    INFERRED = "inferred"
    """A named rule guesses so."""
    UNKNOWN = "unknown"
    """Nobody says so."""


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value with the basis it stands on and the rule that found it."""

    value: T | None = None
    basis: Basis = Basis.UNKNOWN
    rule: str = ""

    @property
    def is_certain(self) -> bool:
        """Tell whether the value was stated or supplied, not guessed."""
        return self.basis in (Basis.STATED, Basis.SUPPLIED)

    @property
    def certain(self) -> T | None:
        """Return the value if it was stated or supplied, else None."""
        return self.value if self.is_certain else None


def stated(value: T, rule: str) -> Fact[T]:
    """Make a fact that the text itself states."""
    return Fact(value, Basis.STATED, rule)


def supplied(value: T, rule: str) -> Fact[T]:
    """Make a fact from an option, a sidecar or a header."""
    return Fact(value, Basis.SUPPLIED, rule)


def inferred(value: T, rule: str) -> Fact[T]:
    """Make a guess by a named rule."""
    return Fact(value, Basis.INFERRED, rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A warning: a stable code, a sentence, and where it applies."""

    code: str
    message: str
    where: str = ""

    def __str__(self) -> str:
        """Return ``where: message [code]``."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message} [{self.code}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file carried along: its name inside the artefact, its type, its bytes."""

    name: str
    media_type: str
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the bytes, 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A subheading: its ``id`` in the body, its level (2 to 6), its plain text."""

    identifier: str
    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An outlet that a text cites as its source, and how often."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a text came from. An outlet that the text cites is never this."""

    name: Fact[str] = Fact()
    url: Fact[str] = Fact()
    publisher: Fact[str] = Fact()
    retrieved: Fact[PartialDate] = Fact()
    rights: Fact[str] = Fact()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text as read: the facts, the body, and the original it came from.

    ``body`` is a well-formed XHTML fragment of block elements, without the
    title, standfirst and credits; its headings start at ``h2`` and have ids.
    ``credits`` are the byline and date lines as the text writes them.
    ``boilerplate`` are the lines that were set aside, as the text writes them.
    ``assets`` are named as the ``src`` attributes in ``body`` name them;
    ``files`` are the paths they, and whatever else was read, come from.
    ``note`` is what the editor of an edition says of the text, XHTML.
    """

    slug: str
    title: Fact[str]
    body: str = field(repr=False)
    original: Asset
    language: Fact[str] = Fact()
    kicker: Fact[str] = Fact()
    standfirst: Fact[str] = Fact()
    byline: Fact[tuple[str, ...]] = Fact()
    credits: tuple[str, ...] = ()
    place: Fact[str] = Fact()
    agency: Fact[str] = Fact()
    published: Fact[PartialDate] = Fact()
    updated: Fact[PartialDate] = Fact()
    source: Source = Source()
    tags: Fact[tuple[str, ...]] = Fact()
    headings: tuple[Heading, ...] = ()
    cited: tuple[Citation, ...] = ()
    paragraphs: int = 0
    words: int = 0
    boilerplate: tuple[str, ...] = ()
    assets: tuple[Asset, ...] = ()
    files: tuple[Path, ...] = ()
    notices: tuple[Notice, ...] = ()
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A run of articles under an optional title; ``note`` is the editor's, XHTML."""

    title: str | None = None
    articles: tuple[Article, ...]
    note: str = field(default="", repr=False)


class Part(Enum):
    """What an edition of several articles has beside them."""

    COVER = "cover"
    CONTENTS = "contents"
    SUMMARY = "summary"
    SOURCES = "sources"
    COLOPHON = "colophon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days that an edition covers, from first to last."""

    first: PartialDate
    last: PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What an edition is one of: a name, and its place, as in "128", if it has one."""

    name: str
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The publication being made: one article and a briefing are both one.

    ``editors`` chose the articles and wrote ``note`` (XHTML); ``publisher`` is the
    edition's own. ``name`` tells editions of the same articles apart. ``timestamp``
    is the moment that ``SOURCE_DATE_EPOCH`` names, if it is set.
    """

    slug: str
    title: Fact[str]
    published: Fact[PartialDate]
    language: Fact[str]
    standfirst: Fact[str] = Fact()
    sections: tuple[Section, ...]
    name: str = ""
    period: Fact[Period] = Fact()
    editors: tuple[str, ...] = ()
    series: Series | None = None
    publisher: Fact[str] = Fact()
    rights: Fact[str] = Fact()
    note: str = field(default="", repr=False)
    parts: tuple[Part, ...] = ()
    timestamp: datetime | None = None

    @classmethod
    def single(cls, article: Article, timestamp: datetime | None = None) -> Edition:
        """Make the edition that consists of one article."""
        source = article.source
        return cls(
            slug=article.slug,
            title=article.title,
            published=article.published,
            language=article.language,
            standfirst=article.standfirst,
            sections=(Section(articles=(article,)),),
            publisher=source.publisher if source.publisher.certain else source.name,
            rights=source.rights,
            timestamp=timestamp,
        )

    @property
    def articles(self) -> tuple[Article, ...]:
        """Return all articles in reading order."""
        return tuple(a for section in self.sections for a in section.articles)
