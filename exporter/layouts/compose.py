"""Edition + layout + medium → composition: templates filled, nothing decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from exporter.composition import Composition, Document, Medium, NavEntry, Role
from exporter.layouts import (
    Layout,
    footnotes,
    is_built_in,
    labels,
    links,
    parts,
    pictures,
    provenance,
    soundness,
    tables,
)
from exporter.layouts.board import Group, Line, board, lang
from exporter.layouts.environment import render
from exporter.layouts.parts import JOINTS, Setting
from exporter.layouts.sheets import stylesheet
from exporter.metadata import describe
from exporter.model import Article, Edition, Heading
from exporter.passages import direction
from exporter.printing import Links, Notes

_TAB = "    "  # WeasyPrint 70 draws some tabs in code as nothing


def compose(edition: Edition, layout: Layout, medium: Medium) -> Composition:
    """Fill a layout's templates with an edition.

    Raises:
        LayoutError: a template or stylesheet is missing or wrong.
    """
    composition = draft(edition, layout, medium)
    if medium is Medium.PAGED:
        from exporter.layouts.dress import dress  # only pages are set in our faces

        return dress(composition)
    return composition


def draft(edition: Edition, layout: Layout, medium: Medium) -> Composition:
    """Fill a layout's templates; pages have no faces yet.

    Raises:
        LayoutError: a template or stylesheet is missing or wrong.
    """
    edition = pictures.told_apart(edition)
    setting = _setting(edition, layout, medium)
    documents = tuple(_documents(setting))
    return replace(
        _bare(setting),
        documents=documents,
        blank=parts.blank(setting),
        nav=tuple(_nav(setting, documents)),
        assets=tuple({a.name: a for x in edition.articles for a in x.assets}.values()),
        originals=tuple(article.original for article in edition.articles),
    )


def draft_cover(edition: Edition, layout: Layout) -> Composition:
    """Fill a layout's cover template: one page, without originals or faces."""
    setting = _setting(edition, layout, Medium.PAGED)
    bare = _bare(setting, printed=False)
    metadata = replace(bare.metadata, articles=())
    return replace(bare, metadata=metadata, documents=(parts.cover(setting, "book"),))


def _setting(edition: Edition, layout: Layout, medium: Medium) -> Setting:
    metadata = describe(edition)
    return Setting(
        edition=edition,
        metadata=metadata,
        layout=layout,
        medium=medium,
        board=board(edition, metadata, medium, openers="sections" not in layout.run_in),
    )


def _bare(setting: Setting, *, printed: bool = True) -> Composition:
    """Return a composition without documents."""
    metadata = setting.metadata
    way = direction(metadata.language)
    return Composition(
        metadata=metadata,
        medium=setting.medium,
        documents=(),
        nav=(),
        stylesheet=stylesheet(
            setting.layout,
            setting.medium,
            gathers=setting.gathers,
            printed=printed,
            rtl=way == "rtl",
        ),
        direction=way,
        guide=setting.labels.guide(),
    )


def _documents(setting: Setting) -> Iterator[Document]:
    """Yield all documents in reading order."""
    yield from parts.front(setting)
    for section, group in zip(
        setting.edition.sections, setting.board.groups, strict=True
    ):
        opens = bool(group.name) and not setting.runs_in("sections")
        if opens:
            yield parts.opener(setting, group)
        for article, line in zip(section.articles, group.lines, strict=True):
            yield _chapter(setting, article, line, None if opens else group)
    yield from parts.back(setting)


def _chapter(
    setting: Setting, article: Article, line: Line, group: Group | None
) -> Document:
    """Return an article; ``group`` is its section if that has no page of its own."""
    layout, metadata, record = setting.layout, setting.metadata, line.record
    spoken = labels.load(layout.roots, record.language)
    paged = setting.medium is Medium.PAGED
    addresses = links.outward(article.body) if paged else ()
    body = _printed(article.body, layout, addresses) if paged else article.body
    is_listed = layout.links in (Links.LIST, Links.NOTES)
    values = {
        "article": replace(article, body=body, files=()),
        "record": record,
        "metadata": metadata,
        "briefing": setting.gathers,
        "group": group,
        "is_first": group is not None and line is group.lines[0],
        "note": Markup(article.note),
        "note_lang": lang(metadata.language, record.language),
        "labels": spoken,
        "labels_lang": lang(spoken.language, record.language),
        "direction": direction(record.language),
        "links": addresses if is_listed else (),
        "provenance": provenance.rows(article, record, metadata, spoken),
        "paged": paged,
        "root": "article" if paged else "section",
        "joint": JOINTS[setting.medium],
        "settings": setting.choices,
    }
    html = render(layout.roots, layout.name, "article.html", values)
    if not is_built_in(layout.folder):
        where = str(layout.folder / "article.html")
        soundness.require_text(html, body, where)
        if not paged:
            soundness.require_form(html, where)
    return Document(
        name=line.name,
        title=record.title,
        role=Role.CHAPTER,
        html=html,
        language=record.language,
    )


def _printed(body: str, layout: Layout, addresses: Sequence[links.Link]) -> str:
    """Return a body as pages show it: links, tables and notes."""
    body = links.marked(body, addresses, layout.links, JOINTS[Medium.PAGED])
    body = tables.measured(body).replace("\t", _TAB)
    return footnotes.at_foot(body) if layout.notes is Notes.FOOT else body


def _nav(setting: Setting, documents: Sequence[Document]) -> Iterator[NavEntry]:
    """Yield the contents: parts, sections, articles, subheadings."""
    yield from _entries(documents, (Role.SUMMARY,))
    for section, group in zip(
        setting.edition.sections, setting.board.groups, strict=True
    ):
        lines = tuple(
            NavEntry(
                title=line.record.title,
                document=line.name,
                children=_children(article.headings, line.name),
            )
            for article, line in zip(section.articles, group.lines, strict=True)
        )
        if group.name:
            first = group.lines[0].name if setting.runs_in("sections") else group.name
            yield NavEntry(title=group.title, document=first, children=lines)
        else:
            yield from lines
    yield from _entries(documents, (Role.SOURCES, Role.COLOPHON))


def _entries(
    documents: Sequence[Document], roles: tuple[Role, ...]
) -> Iterator[NavEntry]:
    for document in documents:
        if document.role in roles and document.name == document.role.value:
            yield NavEntry(title=document.title, document=document.name)


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
