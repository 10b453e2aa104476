"""OPDS 1.2 feeds: a root to navigate from, and lists of what there is to fetch."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from lxml import etree

from exporter.catalogue import own
from exporter.catalogue.entries import Entry
from exporter.metadata import UNDATED
from exporter.version import VERSION

ROOT_TYPE = "application/atom+xml;profile=opds-catalog;kind=navigation"
LIST_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
_ATOM = "http://www.w3.org/2005/Atom"
_TERMS = "http://purl.org/dc/terms/"
_NAME = "urn:x-exporter:catalogue"
_TYPES = {"epub": "application/epub+zip", "pdf": "application/pdf"}
_FETCH = (
    "http://opds-spec.org/acquisition"  # open-access would be a statement on rights
)
_NEW = "http://opds-spec.org/sort/new"
_IMAGES = ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail")
_PAGE = 100  # entries; an e-reader loads a page at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A list of entries: the name of its file, its title, how the root links to it."""

    name: str
    title: str
    relation: str
    note: str
    entries: tuple[Entry, ...]


def shelves(entries: Sequence[Entry]) -> tuple[Shelf, ...]:
    """Return the lists that the root leads to, empty ones left out."""
    found = (
        ("newest", "Newest", _NEW, "All editions", entries),
        ("briefings", "Briefings", "subsection", "Briefings",
         [entry for entry in entries if entry.is_briefing]),
        ("articles", "Articles", "subsection", "Single articles",
         [entry for entry in entries if not entry.is_briefing]),
    )  # fmt: skip
    return tuple(
        Shelf(
            name=name,
            title=title,
            relation=relation,
            note=f"{note}, the newest first: {len(listed)}",
            entries=tuple(listed),
        )
        for name, title, relation, note, listed in found
        if listed
    )


def address(name: str, base: str = "") -> str:
    """Return the relative address of a file, percent-encoded (RFC 3986, 2.1)."""
    return base + quote(os.fsencode(name), safe="/")


def root(title: str, shelves: Sequence[Shelf]) -> bytes:
    """Return the feed that a reader is pointed to (OPDS 1.2, 2.2)."""
    updated = _latest(entry for shelf in shelves for entry in shelf.entries)
    feed = _feed(title, _NAME, updated, "exporter")
    _link(feed, "self", own.ROOT, ROOT_TYPE)
    _link(feed, "start", own.ROOT, ROOT_TYPE)
    _link(feed, "alternate", own.INDEX, "text/html")
    for shelf in shelves:
        entry = _add(feed, "entry")
        _add(entry, "title", shelf.title)
        _add(entry, "id", f"{_NAME}:{shelf.name}")
        _add(entry, "updated", _moment(_latest(shelf.entries)))
        _add(entry, "content", shelf.note, type="text")
        _link(entry, shelf.relation, f"{own.FOLDER}/{shelf.name}.xml", LIST_TYPE)
    return _bytes(feed)


def acquisition(shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each page of a list (OPDS 1.2, 2.3; RFC 5005, 3)."""
    count = -(-len(shelf.entries) // _PAGE)
    for number in range(1, count + 1):
        feed = _feed(
            shelf.title, f"{_NAME}:{shelf.name}", _latest(shelf.entries), "Not stated"
        )
        _link(feed, "self", _page(shelf, number), LIST_TYPE)
        _link(feed, "start", f"../{own.ROOT}", ROOT_TYPE)
        _link(feed, "up", f"../{own.ROOT}", ROOT_TYPE)
        if count > 1:
            _turn(feed, shelf, number, count)
        for entry in shelf.entries[(number - 1) * _PAGE : number * _PAGE]:
            _enter(feed, entry)
        yield f"{own.FOLDER}/{_page(shelf, number)}", _bytes(feed)


def _turn(feed: Any, shelf: Shelf, number: int, count: int) -> None:
    turns = {"first": 1, "previous": number - 1, "next": number + 1, "last": count}
    for relation, other in turns.items():
        if 1 <= other <= count:
            _link(feed, relation, _page(shelf, other), LIST_TYPE)


def _page(shelf: Shelf, number: int) -> str:
    return f"{shelf.name}.xml" if number == 1 else f"{shelf.name}-{number}.xml"


def _enter(feed: Any, edition: Entry) -> None:
    """Add an edition (OPDS 1.2, 5.1)."""
    entry = _add(feed, "entry")
    headline = edition.headline
    known = "" if headline.language == "und" else headline.language
    title = _add(entry, "title", headline.title)
    if known:
        title.set("{http://www.w3.org/XML/1998/namespace}lang", known)
    _add(entry, "id", edition.identifier)
    _add(entry, "updated", _moment(edition.updated))
    for creator in edition.creators:
        _add(_add(entry, "author"), "name", creator)
    terms = {
        "issued": str(edition.published or ""),
        "language": known,
        "publisher": edition.publisher,
        "source": edition.source,
    }
    for name, text in terms.items():
        if text:
            etree.SubElement(entry, f"{{{_TERMS}}}{name}").text = text
    if edition.rights:
        _add(entry, "rights", edition.rights)
    for subject in edition.subjects:
        _add(entry, "category", term=subject, label=subject)
    summary = edition.summary or "; ".join(part.title for part in edition.headlines)
    if summary:
        _add(entry, "summary", summary, type="text")
    _offer(entry, edition)


def _offer(entry: Any, edition: Entry) -> None:
    """Add links to the covers and files (OPDS 1.2, 5.2)."""
    for relation, picture in zip(_IMAGES, edition.pictures or (), strict=False):
        _link(entry, relation, address(picture.name, "../"), "image/jpeg")
    for file in edition.files:
        link = _link(entry, _FETCH, address(file.name, "../"), _TYPES[file.kind])
        link.set("length", str(file.size))
        link.set("title", file.kind.upper())


def _feed(title: str, name: str, updated: datetime, author: str) -> Any:
    """Start a feed; ``author`` is also that of entries that name none (RFC 4287)."""
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM, "dcterms": _TERMS})
    _add(feed, "generator", own.MARK, version=VERSION)
    _add(feed, "id", name)
    _add(feed, "title", title)
    _add(feed, "updated", _moment(updated))
    _add(_add(feed, "author"), "name", author)
    return feed


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element


def _link(parent: Any, relation: str, href: str, kind: str) -> Any:
    return _add(parent, "link", rel=relation, href=href, type=kind)


def _latest(entries: Iterable[Entry]) -> datetime:
    return max((entry.updated for entry in entries), default=UNDATED)


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _bytes(feed: Any) -> bytes:
    return bytes(
        etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)
    )
