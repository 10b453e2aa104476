"""Edition + layout + medium → composition: templates filled, nothing decided."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from exporter.composition import Composition, Document, Medium, NavEntry, Role
from exporter.errors import LayoutError
from exporter.fonts.face import Face
from exporter.layouts import Layout, labels, links, provenance
from exporter.layouts.environment import render
from exporter.metadata import Metadata, describe
from exporter.model import Article, Edition, Heading, Notice
from exporter.passages import direction, script

if TYPE_CHECKING:
    from exporter.fonts.choice import Choice

_STYLESHEET = {Medium.PAGED: "paged.css", Medium.REFLOW: "reflow.css"}
_TAG = re.compile(r"<[^>]*>")
_SERIF, _HYPHEN = "Source Serif", "Source Serif Hyphen"
_DISPLAY, _SANS = "Source Serif Display", "Source Sans"
_MONO = "Source Code"
_COVER_SHORT, _COVER_LONG = 40, 90  # characters of a title; sets its size


def compose(edition: Edition, layout: Layout, medium: Medium) -> Composition:
    """Fill a layout's templates with an edition.

    Raises:
        LayoutError: a template or stylesheet is missing or wrong.
    """
    metadata = describe(edition)
    documents = tuple(
        _chapter(article, index, metadata, layout, medium)
        for index, article in enumerate(edition.articles)
    )
    return _composition(edition.articles, layout, metadata, medium, documents)


def compose_cover(edition: Edition, layout: Layout) -> Composition:
    """Fill a layout's cover template: one page, without originals."""
    metadata = describe(edition)
    spoken = labels.load(layout.roots, metadata.language)
    length = len(metadata.title)
    weight = "short" if length <= _COVER_SHORT else "long"
    values = {
        "metadata": metadata,
        "labels": spoken,
        "labels_lang": _lang(spoken, metadata.language),
        "direction": direction(metadata.language),
        "weight": weight if length <= _COVER_LONG else "longest",
    }
    html = render(layout.roots, f"{layout.name}/cover.html", values)
    document = Document(
        name="cover",
        title=spoken.cover,
        role=Role.COVER,
        html=html,
        language=metadata.language,
    )
    return _composition((), layout, metadata, Medium.PAGED, (document,))


def _composition(
    articles: tuple[Article, ...],
    layout: Layout,
    metadata: Metadata,
    medium: Medium,
    documents: tuple[Document, ...],
) -> Composition:
    """Bring documents together; ``articles`` are those that they show."""
    nav = tuple(map(_entry, articles, documents))
    stylesheet = _stylesheet(layout, _STYLESHEET[medium])
    faces: tuple[Face, ...] = ()
    notices: tuple[Notice, ...] = ()
    if medium is Medium.PAGED:
        from exporter.fonts.choice import choose  # only pages are set in our faces

        text = "".join(unescape(_TAG.sub("", doc.html)) for doc in documents)
        choice = choose(text, script(metadata.language))
        faces, notices = choice.faces, choice.notices
        stylesheet = _families(choice) + stylesheet
    return Composition(
        metadata=metadata,
        medium=medium,
        documents=documents,
        nav=nav,
        stylesheet=stylesheet,
        direction=direction(metadata.language),
        guide=labels.load(layout.roots, metadata.language).guide(),
        assets=tuple({a.name: a for art in articles for a in art.assets}.values()),
        originals=tuple(article.original for article in articles),
        faces=faces,
        notices=notices,
    )


def _chapter(
    article: Article, index: int, metadata: Metadata, layout: Layout, medium: Medium
) -> Document:
    record = metadata.articles[index]
    spoken = labels.load(layout.roots, record.language)
    paged = medium is Medium.PAGED
    values = {
        "article": replace(article, files=()),
        "record": record,
        "metadata": metadata,
        "labels": spoken,
        "labels_lang": _lang(spoken, record.language),
        "direction": direction(record.language),
        "links": links.outward(article.body) if paged else (),
        "provenance": provenance.rows(article, record, metadata, spoken),
        "paged": paged,
        "root": "article" if paged else "section",
        "joint": "\u200b" if paged else "<wbr/>",
    }
    return Document(
        name=f"text-{index + 1}",
        title=record.title,
        role=Role.CHAPTER,
        html=render(layout.roots, f"{layout.name}/article.html", values),
        language=record.language,
    )


def _entry(article: Article, document: Document) -> NavEntry:
    """Make the contents line of an article with its subheadings below it."""
    return NavEntry(
        title=document.title,
        document=document.name,
        children=_children(article.headings, document.name),
    )


def _children(headings: tuple[Heading, ...], document: str) -> tuple[NavEntry, ...]:
    entries: list[NavEntry] = []
    rest = headings
    while rest:
        first, *after = rest
        depth = next(
            (i for i, h in enumerate(after) if h.level <= first.level), len(after)
        )
        entries.append(
            NavEntry(
                title=first.text,
                document=document,
                anchor=first.identifier,
                children=_children(tuple(after[:depth]), document),
            )
        )
        rest = tuple(after[depth:])
    return tuple(entries)


def _families(choice: Choice) -> str:
    """Declare the font stacks; a script's own face leads in its own language."""

    def stack(*core: str) -> str:
        names = (*choice.leading, *core, *choice.following)
        return ", ".join(f'"{name}"' for name in names)

    return (
        f":root {{ --serif: {stack(_SERIF, _HYPHEN)};"
        f" --display: {stack(_DISPLAY, _SERIF)};"
        f" --sans: {stack(_SANS)}; --mono: {stack(_MONO, _SANS)}; }}\n"
    )


def _lang(spoken: labels.Labels, language: str) -> Markup:
    """Return the ``lang`` and ``dir`` attributes of labels in another language."""
    if spoken.language == language:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(
        spoken.language, direction(spoken.language)
    )


@lru_cache(maxsize=16)
def _stylesheet(layout: Layout, name: str) -> str:
    """Return a layout's stylesheet, after the shared one of the same name."""
    sheets = []
    for part in ("shared", layout.name):
        found = (root / part / name for root in layout.roots)
        sheets.append(next((path for path in found if path.is_file()), None))
    if sheets == [None, None]:
        raise LayoutError(f"stylesheet {name!r} is missing", where=str(layout.folder))
    return "\n".join(_text(path) for path in sheets if path is not None)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LayoutError(f"can't be read: {error}", where=str(path)) from error
