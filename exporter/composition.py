"""What a layout hands to a writer: everything a page needs, and no disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from exporter.fonts.face import Face
from exporter.metadata import Metadata
from exporter.model import Asset, Notice


class Medium(Enum):
    """Pages of a fixed size, or text that flows with the reader's screen."""

    PAGED = "paged"
    REFLOW = "reflow"


class Role(Enum):
    """What a document is in the publication."""

    COVER = "cover"
    CHAPTER = "chapter"


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
    notices: tuple[Notice, ...] = ()
