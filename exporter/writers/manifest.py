"""The files of a book: what each is called, where it lies, what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath
from typing import TypeAlias
from unicodedata import normalize

from exporter.composition import Composition, Document, Role
from exporter.errors import LayoutError
from exporter.model import Asset
from exporter.passages import direction
from exporter.writers import oldengines, package, plates
from exporter.writers.semantics import Head, Page, page

Maker: TypeAlias = Callable[[Document, Head], Page]
_STYLES = {"ltr": "style.css", "rtl": "style-rtl.css"}
"""A stylesheet for each direction: old engines know left and right only."""
COVER, COVER_IMAGE = "cover", "cover-image"
XHTML = "application/xhtml+xml"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_RESERVED = re.compile(
    rf"{COVER}|{COVER_IMAGE}|nav|ncx|series|style(-rtl)?|identifier"
    r"|(asset|original|creator|line)-\d+|sep_\d+"
)
_ADDRESS = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_SUFFIXES = {
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
}
_LONGEST = 60  # characters of a file's stem
_COVER_STYLE = (
    "html, body { height: 100% }"
    " body { margin: 0; padding: 0; text-align: center }"
    " .cover { height: 100% }"
    " img { max-width: 100%; max-height: 100%; max-height: 100vh }"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file of the book: id in the manifest, path, media type, bytes."""

    key: str
    path: str
    media_type: str
    data: bytes = field(repr=False)
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The files of a book less its navigation.

    ``spine`` are ids in reading order; ``originals`` are the paths of the
    originals, in the order of the articles; ``cover`` is the cover page's path
    or empty; ``styles`` are the paths of the stylesheets by direction, if any.
    """

    items: tuple[Item, ...]
    pages: tuple[Page, ...]
    spine: tuple[str, ...]
    originals: tuple[str, ...]
    cover: str
    styles: Mapping[str, str]


def plan(composition: Composition, make: Maker = page) -> Manifest:
    """Decide ids and paths, and make the pages, those of documents by ``make``.

    Raises:
        LayoutError: a page is not well-formed XHTML or shows an image that is
            not among the assets; names, articles and originals don't fit.
    """
    _check(composition)
    paths = _Paths()
    cover = composition.cover
    front = [_file(COVER_IMAGE, "cover", cover, paths)] if cover else []
    assets = _numbered("asset", map(plates.opaque, composition.assets), paths)
    originals = _numbered("original", composition.originals, paths)
    names = (asset.name for asset in composition.assets)
    files = {n: item.path for n, item in zip(names, assets, strict=True)}
    sheets = dict(_stylesheets(composition, files))
    styles = {side: sheet.path for side, sheet in sheets.items()}
    pages = tuple(_pages(composition, files, styles, make))
    covers = [_page(_cover(composition, front[0].path))] if front else []
    items = [*sheets.values(), *front, *covers, *map(_page, pages), *assets, *originals]
    return Manifest(
        items=tuple(items),
        pages=pages,
        spine=tuple([item.key for item in covers] + [p.name for p in pages]),
        originals=tuple(item.path for item in originals),
        cover=covers[0].path if covers else "",
        styles=styles,
    )


class _Paths:
    """Gives out paths of plain ASCII that differ on every file system."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}  # path: last number tried after it

    def place(self, folder: str, name: str, suffix: str = "") -> str:
        """Return a free path in a folder, as near to the name as can be."""
        given = PurePosixPath(name.replace("\\", "/"))
        suffix = _ascii(given.suffix) or suffix
        stem = _ascii(given.stem).strip(".-")[:_LONGEST] or folder.removesuffix("s")
        first = f"{folder}/{stem}{suffix}"
        path, number = first, self._taken.get(first.casefold(), 1)
        while path.casefold() in self._taken:
            number += 1
            path = f"{folder}/{stem}-{number}{suffix}"
        self._taken[first.casefold()] = number
        self._taken.setdefault(path.casefold(), 1)
        return path


def _ascii(text: str) -> str:
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain)


def _check(composition: Composition) -> None:
    """Refuse what would make a broken package.

    Raises:
        LayoutError: a document's name is no id, or taken; there is not one
            chapter and one original for each article.
    """
    seen: set[str] = set()
    for document in composition.documents:
        name = document.name
        free = name.casefold() not in seen and not _RESERVED.fullmatch(name.casefold())
        if not free or not _NAME.fullmatch(name):
            raise LayoutError(f"a document of the book can't be called {name!r}")
        seen.add(name.casefold())
    if not seen:
        raise LayoutError("the book has no documents")
    articles = len(composition.metadata.articles)
    chapters = sum(doc.role is Role.CHAPTER for doc in composition.documents)
    if not articles == chapters == len(composition.originals):
        raise LayoutError(
            f"{articles} articles, but {chapters} chapters"
            f" and {len(composition.originals)} originals"
        )


def _numbered(kind: str, files: Iterable[Asset], paths: _Paths) -> list[Item]:
    return [
        _file(f"{kind}-{number}", asset.name, asset, paths)
        for number, asset in enumerate(files, 1)
    ]


def _file(key: str, name: str, asset: Asset, paths: _Paths) -> Item:
    folder = "images" if asset.media_type.startswith("image/") else "assets"
    if key.startswith("original"):
        folder = "originals"
    return Item(
        key=key,
        path=paths.place(folder, name, _SUFFIXES.get(asset.media_type, "")),
        media_type=asset.media_type,
        data=asset.data,
        properties=(COVER_IMAGE,) if key == COVER_IMAGE else (),
    )


def _page(made: Page) -> Item:
    return Item(
        key=made.name,
        path=f"{made.name}.xhtml",
        media_type=XHTML,
        data=made.data,
        properties=made.properties,
    )


def _pages(
    composition: Composition,
    files: dict[str, str],
    styles: Mapping[str, str],
    make: Maker,
) -> Iterator[Page]:
    metadata = composition.metadata
    records = iter(metadata.articles)
    paths = frozenset(f"{document.name}.xhtml" for document in composition.documents)
    for document in composition.documents:
        metas: tuple[tuple[str, str], ...] = ()
        if document.role is Role.CHAPTER:
            metas = package.of_head(next(records))
        head = Head(
            language=metadata.language,
            direction=composition.direction,
            stylesheet=styles.get(_side(composition, document), ""),
            metas=metas,
            files=files,
            pages=paths,
        )
        yield make(document, head)


def _cover(composition: Composition, image: str) -> Page:
    """Make the page that shows the cover; its picture repeats the title."""
    label = escape(f"{composition.guide.cover}: {composition.metadata.title}")
    document = Document(
        name=COVER,
        title=composition.guide.cover,
        role=Role.COVER,
        html='<section class="cover">'
        f'<img role="doc-cover" src="{image}" alt="{label}"/></section>',
    )
    head = Head(
        language=composition.metadata.language,
        direction=composition.direction,
        rules=_COVER_STYLE,
        files={image: image},
    )
    return page(document, head)


def _side(composition: Composition, document: Document) -> str:
    """Return the direction of a document: that of its language, else the book's."""
    return direction(document.language) if document.language else composition.direction


def _stylesheets(
    composition: Composition, files: dict[str, str]
) -> Iterator[tuple[str, Item]]:
    """Yield the stylesheet of each direction that pages have."""

    def moved(found: re.Match[str]) -> str:
        path = files.get(found[2])
        return f'url("{path}")' if path else found[0]

    sides = {_side(composition, document) for document in composition.documents}
    sides |= {composition.direction, direction(composition.guide.language)}
    text = _ADDRESS.sub(moved, composition.stylesheet)
    for side, path in _STYLES.items():
        plain = oldengines.plain(text, side) if side in sides else ""
        if plain:
            key = PurePosixPath(path).stem
            data = plain.encode()
            yield side, Item(key=key, path=path, media_type="text/css", data=data)
