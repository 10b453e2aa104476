"""An EPUB taken apart for the rules: package, pages, stylesheets, images."""

from __future__ import annotations

import posixpath
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from exporter.artefacts.container import CONTAINER, Container, place
from exporter.artefacts.parsing import parse
from exporter.errors import InputError

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML = "{http://www.w3.org/XML/1998/namespace}"
_PAGE, _NCX, _CSS = "application/xhtml+xml", "application/x-dtbncx+xml", "text/css"
_MOST = 1 << 30  # bytes unpacked of one book


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file of the manifest; ``place`` is its path in the container."""

    key: str
    href: str
    place: str
    kind: str
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that could be parsed: its path, bytes and root element."""

    place: str
    data: bytes
    root: Any

    @property
    def elements(self) -> Iterator[Any]:
        """Yield the elements in order, without comments and instructions."""
        return (e for e in self.root.iter() if isinstance(e.tag, str))

    def at(self, element: Any) -> str:
        """Return the place of an element, as ``path:line``."""
        return f"{self.place}:{element.sourceline}"

    def target(self, address: str) -> tuple[str, str]:
        """Return path and id that an address in this page names."""
        path, _, anchor = address.partition("#")
        anchor = unquote(anchor)
        folder = posixpath.dirname(self.place)
        return (place(folder, path) if path else self.place), anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image of the book; format, size in pixels and mode as Pillow names them."""

    item: Item
    size: int
    format: str = ""
    width: int = 0
    height: int = 0
    mode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Text of a stylesheet and the line in its file at which it begins.

    ``inline`` is the content of a ``style`` attribute: declarations only.
    """

    place: str
    text: str
    line: int = 1
    inline: bool = False


@dataclass(kw_only=True)
class Book:
    """All parts of an EPUB; ``broken`` holds paths that are no XML, with reasons."""

    package: Any
    place: str
    names: frozenset[str]
    size: int
    items: tuple[Item, ...]
    pages: dict[str, Page] = field(default_factory=dict)
    ncx: Page | None = None
    pictures: dict[str, Picture] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)

    @property
    def is_epub3(self) -> bool:
        """Tell whether the package is of EPUB 3."""
        return str(self.package.get("version", "")).startswith("3")

    @property
    def cover(self) -> Item | None:
        """Return the image that is declared the cover, in either way."""
        named = {
            meta.get("content")
            for meta in self.metas
            if meta.get("name") == "cover" and meta.get("content")
        }
        for item in self.items:
            if "cover-image" in item.properties or item.key in named:
                return item
        return None

    @property
    def nav(self) -> Page | None:
        """Return the navigation document."""
        found = (item for item in self.items if "nav" in item.properties)
        return next((self.pages.get(item.place) for item in found), None)

    @property
    def metas(self) -> list[Any]:
        """Return the ``meta`` elements of the package."""
        return list(self.package.iterfind("{*}metadata/{*}meta"))

    def dc(self, name: str) -> list[Any]:
        """Return the elements of Dublin Core of a name."""
        return list(self.package.iterfind(f"{{*}}metadata/{DC}{name}"))

    def says(self, name: str) -> list[str]:
        """Return what metas say of the whole book under a property's name."""
        return [
            (meta.text or meta.get("content") or "").strip()
            for meta in self.metas
            if name in (meta.get("property"), meta.get("name"))
            and not meta.get("refines")
        ]


def dismantle(container: Container, size: int) -> Book:
    """Take a book apart; what can't be parsed is noted, not raised.

    Raises:
        InputError: there is no package document, or unpacking all is unsafe.
    """
    root = container.document(CONTAINER)
    rootfile = root.find("{*}rootfiles/{*}rootfile")
    name = rootfile.get("full-path", "") if rootfile is not None else ""
    package = container.document(name)
    items = tuple(_items(package, posixpath.dirname(name)))
    book = Book(
        package=package, place=name, names=container.names, size=size, items=items
    )
    for item in items:
        if item.place in container.names:
            _take(book, item, container)
            if sum(book.weights.values()) > _MOST:
                raise container.error("the EPUB unpacks to more than 1 GiB: unsafe")
    return book


def _items(package: Any, folder: str) -> Iterator[Item]:
    for element in package.iterfind("{*}manifest/{*}item"):
        href = element.get("href", "")
        yield Item(
            key=element.get("id", ""),
            href=href,
            place=href if "://" in href else place(folder, href),
            kind=element.get("media-type", ""),
            properties=tuple(element.get("properties", "").split()),
        )


def _take(book: Book, item: Item, container: Container) -> None:
    """Read an item as what its type says."""
    try:
        data = container.data(item.place)
        book.weights[item.place] = len(data)
        if item.kind in (_PAGE, _NCX):
            root = parse(data, item.place, container.where)
            page = Page(place=item.place, data=data, root=root)
            if item.kind == _NCX:
                book.ncx = page
            else:
                book.pages[item.place] = page
                book.sheets += _written(page)
        elif item.kind == _CSS:
            text = data.decode("utf-8", "replace")
            book.sheets.append(Sheet(place=item.place, text=text))
        elif item.kind.startswith("image/") and item.kind != "image/svg+xml":
            book.pictures[item.place] = _picture(item, data)
    except InputError as error:
        book.broken[item.place] = error.message


def _written(page: Page) -> Iterator[Sheet]:
    """Yield the styles that stand in a page itself."""
    for element in page.elements:
        line = element.sourceline
        if element.tag == f"{XHTML}style" and element.text:
            yield Sheet(place=page.place, text=element.text, line=line)
        if element.get("style"):
            text = element.get("style")
            yield Sheet(place=page.place, text=text, line=line, inline=True)


def _picture(item: Item, data: bytes) -> Picture:
    """Read the head of an image; one that Pillow doesn't know has no format."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(data)) as image:
                return Picture(
                    item=item,
                    size=len(data),
                    format=image.format or "",
                    width=image.width,
                    height=image.height,
                    mode=image.mode,
                )
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return Picture(item=item, size=len(data))
