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
    BLANK = "blank"


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
class Composition:
    """A publication laid out for one medium.

    ``documents`` are in spine order; ``assets`` are named as ``src`` attributes
    and the stylesheet name them; ``originals`` travel along unchanged, one for
    each article and in the order of ``metadata.articles``; ``faces`` are the
    fonts the pages may use. Where there is a ``blank`` page, each document starts on
    a recto, and this one fills what is left over before it.
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
    blank: Document | None = None
    faces: tuple[Face, ...] = ()
    notices: tuple[Notice, ...] = ()


def sheets(composition: Composition) -> Iterator[Composition]:
    """Yield the blank page if there is one, and each document by itself.

    Nothing in it depends on the others, so it can be laid out once and kept.
    """
    if composition.blank:
        yield _sheet(composition, composition.blank)
    for document in composition.documents:
        yield _sheet(composition, document)


def _sheet(composition: Composition, document: Document) -> Composition:
    """Return a document by itself, in its own language, with what it shows."""
    language = document.language or composition.metadata.language
    own = replace(
        composition.metadata, title=document.title, language=language, articles=()
    )
    html = document.html
    return replace(
        composition,
        metadata=own,
        documents=(document,),
        nav=(),
        direction=direction(language),
        assets=tuple(a for a in composition.assets if escape(a.name) in html),
        originals=(),
        blank=None,
    )


def depths(composition: Composition) -> dict[str, int]:
    """Return how deep each document lies: 1 below a section's own page, else 0."""
    return {
        child.document: 1
        for entry in composition.nav
        for child in entry.children
        if not child.anchor and entry.document != entry.children[0].document
    }
