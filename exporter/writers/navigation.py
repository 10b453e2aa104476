"""How a reader finds its way: the contents, the landmarks, the tree of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape

from exporter.composition import Composition, Document, NavEntry, Role
from exporter.errors import LayoutError
from exporter.passages import direction
from exporter.writers.semantics import OPS, XHTML, Page, clean

NAME = "nav.xhtml"
TARGET = f"{NAME}#contents"
_KINDS = {"text": "bodymatter"}  # what EPUB 3 calls a landmark of EPUB 2


def entries(
    composition: Composition, pages: Mapping[str, Page]
) -> tuple[NavEntry, ...]:
    """Return the contents without empty lines; their children move up.

    Raises:
        LayoutError: there are none, or one names a page or a place in it that
            is not there.
    """
    lines = tuple(_checked(composition.nav, pages))
    if not lines:
        raise LayoutError("the contents are empty")
    return lines


def href(entry: NavEntry) -> str:
    """Return where a line of the contents leads."""
    return f"{entry.document}.xhtml" + (f"#{entry.anchor}" if entry.anchor else "")


def depth(lines: tuple[NavEntry, ...]) -> int:
    """Return how many levels the contents have."""
    return max((1 + depth(line.children) for line in lines), default=0)


def document(
    composition: Composition,
    lines: tuple[NavEntry, ...],
    styles: Mapping[str, str],
    cover: str,
) -> bytes:
    """Write the navigation document (EPUB 3.3, 7).

    ``styles`` are the stylesheets by direction, ``cover`` is the path of the cover
    page, or empty.
    """
    guide = composition.guide
    writer = _Writer(composition)
    attributes = writer.attributes(guide.language)
    stylesheet = styles.get(direction(guide.language), "")
    marks = "".join(
        f'<li><a epub:type="{_KINDS.get(kind, kind)}" href="{path}">'
        f"{escape(label)}</a></li>\n"
        for kind, path, label in landmarks(composition, cover)
    )
    link = f'\n<link rel="stylesheet" type="text/css" href="{stylesheet}"/>'
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{XHTML}" xmlns:epub="{OPS}"{attributes}>\n'
        f'<head>\n<title>{escape(guide.contents)}</title>\n<meta charset="utf-8"/>'
        f"{link if stylesheet else ''}\n</head>\n<body>\n"
        '<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">\n'
        f'<h1 id="contents">{escape(guide.contents)}</h1>\n{writer.tree(lines)}</nav>\n'
        '<nav epub:type="landmarks" hidden="hidden">\n'
        f"<ol>\n{marks}</ol>\n</nav>\n</body>\n</html>\n"
    )
    return clean(text).encode()


def landmarks(composition: Composition, cover: str) -> tuple[tuple[str, str, str], ...]:
    """Return type (OPF 2.0.1, 2.6), path and label of each landmark."""
    guide = composition.guide
    marks = (
        ("cover", cover, guide.cover),
        ("toc", TARGET, guide.contents),
        ("text", f"{_start(composition.documents).name}.xhtml", guide.start),
    )
    return tuple(mark for mark in marks if mark[1])


def _start(documents: Sequence[Document]) -> Document:
    """Return where the text starts: the first article, or what opens its section."""
    before = documents[0]
    for document in documents:
        if document.role is Role.CHAPTER:
            return before if before.role is Role.SECTION else document
        before = document
    return documents[0]


class _Writer:
    """Writes lists of links; a title in another language than the labels says so."""

    def __init__(self, composition: Composition) -> None:
        self._spoken = composition.guide.language
        self._languages = {
            document.name: document.language or composition.metadata.language
            for document in composition.documents
        }

    def attributes(self, language: str) -> str:
        """Return the attributes of text in a language."""
        tag = escape(language)
        return f' lang="{tag}" xml:lang="{tag}" dir="{direction(language)}"'

    def tree(self, lines: tuple[NavEntry, ...]) -> str:
        """Return the nested list of the contents."""
        return f"<ol>\n{''.join(map(self._item, lines))}</ol>\n" if lines else ""

    def _item(self, line: NavEntry) -> str:
        language = self._languages[line.document]
        own = "" if language == self._spoken else self.attributes(language)
        below = "\n" + self.tree(line.children) if line.children else ""
        text = f'<a href="{escape(href(line))}"{own}>{escape(line.title)}</a>'
        return f"<li>{text}{below}</li>\n"


def _checked(
    lines: tuple[NavEntry, ...], pages: Mapping[str, Page]
) -> Iterator[NavEntry]:
    for line in lines:
        target = pages.get(line.document)
        if target is None or (line.anchor and line.anchor not in target.anchors):
            raise LayoutError(f"the contents lead to {href(line)}, which is not there")
        children = tuple(_checked(line.children, pages))
        title = " ".join(clean(line.title).split())
        if title:
            yield replace(line, title=title, children=children)
        else:
            yield from children
