"""Composition → EPUB 3.3 with EbookLib, the originals inside.

EbookLib writes the package document, the NCX and the container; what it gets
wrong (no ``xml:lang``, a depth of 0, times of now) is mended while repacking.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from ebooklib import epub as library
from lxml import etree

from exporter.composition import Composition, NavEntry, Role
from exporter.writers import archive, manifest, navigation, package, semantics

_FOLDER = "EPUB/"
_PACKAGE, _NCX = f"{_FOLDER}content.opf", f"{_FOLDER}toc.ncx"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PACKED = (".gif", ".jpeg", ".jpg", ".png", ".webp")
_OPTIONS = {
    "epub3_pages": False,  # it would list every epub:type with an id as a page
    "epub3_landmark": False,
    "package_direction": True,
    "raise_exceptions": True,
    "compresslevel": 0,  # packed anew below
}


def write(composition: Composition, make: manifest.Maker = semantics.page) -> bytes:
    """Return the EPUB of a composition for reflowable text, its pages by ``make``.

    Raises:
        LayoutError: a page is not well-formed XHTML, shows an image that is not
            among the assets, or the contents lead nowhere.
    """
    plan = manifest.plan(composition, make)
    lines = navigation.entries(composition, {page.name: page for page in plan.pages})
    book = _book(composition)
    nav = navigation.document(composition, lines, plan.styles, plan.cover)
    entry = manifest.Item(key="nav", path=navigation.NAME, data=nav,
                          media_type=manifest.XHTML, properties=("nav",))  # fmt: skip
    items = {item.key: _add(book, item) for item in (entry, *plan.items)}
    contents = {f"{_FOLDER}{item.path}": item.data for item in (entry, *plan.items)}
    for statement in _statements(composition, plan):
        _state(book, statement)
    book.add_item(library.EpubNcx())
    book.toc = _tree(lines, count(1))
    book.spine = [*(items[key] for key in plan.spine), (items["nav"], "no")]
    book.guide = [
        {"type": kind, "href": path, "title": title}
        for kind, path, title in navigation.landmarks(composition, plan.cover)
    ]
    modified = composition.metadata.modified.astimezone(UTC)
    depth = navigation.depth(lines)
    members = _members(_mended(book, composition, modified, depth), contents)
    return archive.pack(members, modified)


def _book(composition: Composition) -> Any:
    metadata = composition.metadata
    book = library.EpubBook()
    book.IDENTIFIER_ID = "identifier"
    book.set_identifier(metadata.identifier)
    book.set_title(semantics.clean(metadata.title))
    book.set_language(metadata.language)
    book.set_direction(composition.direction)
    cover = manifest.COVER_IMAGE if composition.cover else ""
    generator = {"name": "generator", "content": metadata.generator}
    book.set_unique_metadata("OPF", "generator", "", generator)
    for name, content in package.of_shelf(metadata, cover):
        book.add_metadata(None, "meta", "", {"name": name, "content": content})
    return book


def _add(book: Any, item: manifest.Item) -> Any:
    """Add a file without its content, which goes into the container as it is.

    EbookLib's own page classes would parse it as HTML.
    """
    entry = library.EpubItem(
        uid=item.key,
        file_name=item.path,
        media_type=item.media_type,
        content=b"",
    )
    entry.properties = item.properties
    return book.add_item(entry)


def _statements(
    composition: Composition, plan: manifest.Manifest
) -> Iterator[package.Property]:
    metadata = composition.metadata
    yield from package.of_book(metadata)
    yield from package.of_access(plan.pages)
    chapters = (doc for doc in composition.documents if doc.role is Role.CHAPTER)
    rows = zip(metadata.articles, chapters, plan.originals, strict=True)
    for number, (record, chapter, path) in enumerate(rows, 1):
        yield from package.of_article(record, chapter.name, path)
        yield from package.of_original(record, f"original-{number}")


def _state(book: Any, statement: package.Property) -> None:
    attributes = dict(statement.attributes)
    if statement.dc:
        book.add_metadata("DC", statement.name, statement.value, attributes)
        return
    attributes["property"] = statement.name
    book.add_metadata(None, "meta", statement.value, attributes)


def _tree(lines: Iterable[NavEntry], numbers: Iterator[int]) -> list[Any]:
    """Return the contents in EbookLib's terms; each line has an address.

    A line without one would become ``src=""`` in the NCX (EbookLib issue 44).
    """
    tree: list[Any] = []
    for line in lines:
        target = navigation.href(line)
        if line.children:
            section = library.Section(line.title, target)
            tree.append((section, _tree(line.children, numbers)))
        else:
            tree.append(library.Link(target, line.title, f"line-{next(numbers)}"))
    return tree


def _mended(
    book: Any, composition: Composition, modified: datetime, depth: int
) -> Iterator[tuple[str, bytes]]:
    """Yield what EbookLib writes, the package document and the NCX mended."""
    buffer = io.BytesIO()
    order = {"enabled": True, "start_from": 1}
    library.write_epub(
        buffer, book, {**_OPTIONS, "mtime": modified, "play_order": order}
    )
    with zipfile.ZipFile(buffer) as written:
        for name in written.namelist():
            data = written.read(name)
            if name == _PACKAGE:
                data = _package(data, composition.metadata.language, modified)
            elif name == _NCX:
                data = _ncx(data, composition.guide.language, depth)
            yield name, data


def _members(
    written: Iterable[tuple[str, bytes]], contents: Mapping[str, bytes]
) -> Iterator[archive.Member]:
    """Yield the files of the container, each with its content."""
    for name, data in written:
        if name != "mimetype":
            packed = name.lower().endswith(_PACKED)
            data = contents.get(name, data)
            yield archive.Member(name=name, data=data, packed=packed)


def _package(data: bytes, language: str, modified: datetime) -> bytes:
    root = etree.fromstring(data)
    root.set(_XML_LANG, language)
    root.set("prefix", f"{package.PREFIX}: {package.NAMESPACE}")
    etree.cleanup_namespaces(root)  # else what moves becomes opf:meta
    metadata = root[0]
    metadata[:] = sorted(metadata, key=lambda child: not child.tag.startswith(_DC))
    stamp = modified.replace(tzinfo=None).isoformat("T", "seconds") + "Z"
    for meta in metadata.iterchildren("{*}meta"):
        if meta.get("property") == "dcterms:modified" and not meta.get("refines"):
            meta.text = stamp  # four digits of the year, unlike strftime
    return _serialised(root)


def _ncx(data: bytes, language: str, depth: int) -> bytes:
    root = etree.fromstring(data)
    root.set(_XML_LANG, language)
    for meta in root.iter("{*}meta"):
        if meta.get("name") == "dtb:depth":
            meta.set("content", str(depth))
    return _serialised(root)


def _serialised(root: Any) -> bytes:
    etree.indent(root)
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
