"""Rules on addresses: what leads nowhere, or out into the network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from exporter.checks.book import XHTML, XML, Book, Page
from exporter.checks.rules import Finding, finding

_LOADS = {
    f"{XHTML}{name}": attribute
    for name, attribute in (
        ("img", "src"), ("audio", "src"), ("video", "src"), ("source", "src"),
        ("iframe", "src"), ("script", "src"), ("embed", "src"), ("object", "data"),
        ("link", "href"), ("track", "src"),
    )
}  # fmt: skip
"""Elements that load something, and the attribute that says from where."""
_FETCHED = frozenset(("stylesheet", "icon", "preload", "prefetch"))
_XLINK = "{http://www.w3.org/1999/xlink}href"
_IMAGE = "{http://www.w3.org/2000/svg}image"


def check(book: Book) -> Iterator[Finding]:
    """Yield broken addresses, addresses in the network, missing files."""
    for place, reason in book.broken.items():
        yield finding("FILE002", place, reason.rpartition(" is damaged: ")[2])
    for item in book.items:
        if is_remote(item.href):
            # A remote item is legal for sound and film, but an e-reader is offline.
            yield finding("FILE005", book.place, item.href)
        elif item.place not in book.names:
            yield finding("FILE003", book.place, item.href)
    targets = _Targets(book)
    for page in book.pages.values():
        yield from _page(book, page, targets)
    yield from _contents(book, targets)


def loads(page: Page) -> Iterator[tuple[Any, str]]:
    """Yield each element that loads something, with the address."""
    for element in page.elements:
        attribute = _LOADS.get(element.tag)
        address = element.get(attribute) if attribute else None
        if element.tag == f"{XHTML}link" and not _fetched(element):
            continue
        if element.tag == _IMAGE:
            address = element.get(_XLINK) or element.get("href")
        if address:
            yield element, address.strip()


def _fetched(link: Any) -> bool:
    """Tell whether a link element is more than a statement."""
    return bool(_FETCHED & set(link.get("rel", "").lower().split()))


class _Targets:
    """The ids of each page, and those of body elements."""

    def __init__(self, book: Book) -> None:
        self._ids = {
            place: {e.get("id") for e in page.elements if e.get("id")}
            for place, page in book.pages.items()
        }
        self._bodies = {
            (place, body.get("id"))
            for place, page in book.pages.items()
            for body in page.root.iterfind(f"{XHTML}body")
        }
        self._names = book.names

    def lacks(self, place: str, anchor: str) -> bool:
        """Tell whether a place is not in the book."""
        if place not in self._names:
            return True
        return bool(anchor) and anchor not in self._ids.get(place, {anchor})

    def is_body(self, place: str, anchor: str) -> bool:
        """Tell whether an id is that of a body."""
        return bool(anchor) and (place, anchor) in self._bodies


def _page(book: Book, page: Page, targets: _Targets) -> Iterator[Finding]:
    for element, address in loads(page):
        if is_remote(address):
            yield finding("FILE005", page.at(element), address)
        elif is_local(address) and targets.lacks(*page.target(address)):
            yield finding("FILE004", page.at(element), address)
    for element in page.root.iter(f"{XHTML}a"):
        address = (element.get("href") or "").strip()
        if not is_local(address):
            continue
        target = page.target(address)
        if targets.lacks(*target):
            yield finding("FILE004", page.at(element), address)
        elif targets.is_body(*target):
            yield finding("KINDLE009", page.at(element), address)


def _contents(book: Book, targets: _Targets) -> Iterator[Finding]:
    """Judge the NCX; an empty address is what EbookLib writes for a bare section."""
    ncx = book.ncx
    if ncx is None:
        return
    for content in ncx.root.iterfind(".//{*}navPoint/{*}content"):
        address = content.get("src", "").strip()
        target = ncx.target(address)
        if not address or (is_local(address) and targets.lacks(*target)):
            label = "".join(content.getparent().itertext()).split("\n")
            words = next((line.strip() for line in label if line.strip()), "")
            yield finding("KINDLE002", ncx.at(content), address or words or "empty")
        elif targets.is_body(*target):
            yield finding("KINDLE009", ncx.at(content), address)


def is_local(address: str) -> bool:
    """Tell whether an address is relative, so that it names a place in the book."""
    return bool(address) and not _scheme(address) and not address.startswith("//")


def is_remote(address: str) -> bool:
    """Tell whether an address is one of the network."""
    return _scheme(address) in ("http", "https", "ftp") or address.startswith("//")


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return "invalid"


def lang(element: Any) -> str:
    """Return the language that an element states."""
    return (element.get("lang") or element.get(f"{XML}lang") or "").strip()
