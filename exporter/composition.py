"""What a layout hands to a writer: everything a page needs, and no disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from html import escape

from exporter.fonts.face import Face
from exporter.metadata import Metadata
from exporter.model import Asset, Notice
from exporter.passages import direction

PLACE_OF, PAGE_OF, LEADER_OF = "exporter-place:", "exporter-page:", "exporter-leader:"
"""Before a document's name: an address that leads there; one that its page number
takes the place of; the same with a leader from the link before it. Pages are
numbered only when they are put together."""


class Medium(Enum):
    """Pages of a fixed size, or text that flows with the reader's screen."""

    PAGED = "paged"
    REFLOW = "reflow"


class Role(Enum):
    """What a document is in the publication."""

    COVER = "cover"
    CONTENTS = "contents"
    SUMMARY = "summary"
    SECTION = "section"
    CHAPTER = "chapter"
    SOURCES = "sources"
    COLOPHON = "colophon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One XHTML fragment of the publication; ``name`` is a file stem and an id."""

    name: str
    title: str
    role: Role
    html: str = field(repr=False)
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """A line of the contents: ``document`` names a Document, ``anchor`` an id in it."""

    title: str
    document: str
    anchor: str = ""
    children: tuple[NavEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The words of a book's navigation, and the language they are in."""

    language: str = "en"
    contents: str = "Contents"
    cover: str = "Cover"
    start: str = "Start of the text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """Where page numbers stand on pages that are put together, in points.

    ``inset`` is the distance from the outer edge (the side where lines end),
    ``height`` that of the baseline from the bottom, ``size`` the type size.
    """

    inset: float = 108.0
    height: float = 60.0
    size: float = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A publication laid out for one medium.

    ``documents`` are in spine order; ``assets`` are named as ``src`` attributes
    and the stylesheet name them; ``originals`` travel along unchanged, one for
    each article and in the order of ``metadata.articles``; ``faces`` are the
    fonts the pages may use.
    """

    metadata: Metadata
    medium: Medium
    documents: tuple[Document, ...]
    nav: tuple[NavEntry, ...]
    stylesheet: str = field(repr=False)
    direction: str = "ltr"
    guide: Guide = Guide()
    assets: tuple[Asset, ...] = ()
    originals: tuple[Asset, ...] = ()
    cover: Asset | None = None
    faces: tuple[Face, ...] = ()
    folio: Folio = Folio()
    notices: tuple[Notice, ...] = ()


def sheets(composition: Composition) -> Iterator[Composition]:
    """Yield each document by itself, in its own language, with what it shows.

    Nothing in it depends on the others, so it can be laid out once and kept.
    """
    for document in composition.documents:
        language = document.language or composition.metadata.language
        own = replace(
            composition.metadata, title=document.title, language=language, articles=()
        )
        html = document.html
        yield replace(
            composition,
            metadata=own,
            documents=(document,),
            nav=(),
            direction=direction(language),
            assets=tuple(a for a in composition.assets if escape(a.name) in html),
            originals=(),
        )


def depths(composition: Composition) -> dict[str, int]:
    """Return how deep each document lies: 1 within a section, else 0."""
    return {
        child.document: 1
        for entry in composition.nav
        for child in entry.children
        if not child.anchor
    }
