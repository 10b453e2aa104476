"""The parts of a briefing beside its articles: cover, lists, openers, colophon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from types import SimpleNamespace

from markupsafe import Markup

from exporter.composition import Document, Medium, Role
from exporter.layouts import Layout, labels
from exporter.layouts.board import Board, Group, lang
from exporter.layouts.environment import render
from exporter.metadata import Metadata
from exporter.model import Edition, Part
from exporter.passages import direction
from exporter.printing import Sides

JOINTS = {Medium.PAGED: "\u200b", Medium.REFLOW: "<wbr/>"}
"""What lets a long address break."""
_RUN = 250
"""Articles of a list that are laid out in one go; the next run has a new page."""
_COVER_SHORT, _COVER_LONG = 40, 90  # characters of a title; sets its size


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the parts of an edition have in common."""

    edition: Edition
    metadata: Metadata
    layout: Layout
    medium: Medium
    board: Board

    @property
    def labels(self) -> labels.Labels:
        """Return the words of the edition's language."""
        return labels.load(self.layout.roots, self.metadata.language)

    @property
    def gathers(self) -> bool:
        """Tell whether this is a briefing, not an article by itself."""
        return bool(self.edition.name)

    @property
    def choices(self) -> SimpleNamespace:
        """Return the settings of the layout, as templates read them."""
        return SimpleNamespace(
            **{
                name: value[0] if isinstance(value, tuple) else value
                for name, value in self.layout.settings
            }
        )

    def runs_in(self, part: str) -> bool:
        """Tell whether a part shares a page with what comes after or before it."""
        return part in self.layout.run_in and self.medium is Medium.PAGED

    def values(self) -> dict[str, object]:
        """Return what every part's template knows."""
        metadata, spoken = self.metadata, self.labels
        paged = self.medium is Medium.PAGED
        return {
            "metadata": metadata,
            "briefing": self.gathers,
            "period": self.edition.period.value,
            "standfirst": self.edition.standfirst.value,
            "note": Markup(self.edition.note),
            "groups": self.board.groups,
            "outlets": self.board.outlets,
            "labels": spoken,
            "labels_lang": lang(spoken.language, metadata.language),
            "direction": direction(metadata.language),
            "layout": self.layout.title,
            "paged": paged,
            "joint": JOINTS[self.medium],
            "settings": self.choices,
        }


def front(setting: Setting) -> Iterator[Document]:
    """Yield what stands before the articles.

    A book has a picture beside its title page, and a navigation document for its
    contents. A note of the editor's needs the first page, wanted or not.
    """
    parts = setting.edition.parts
    paged = setting.medium is Medium.PAGED
    has_cover = Part.COVER in parts or bool(parts and setting.edition.note)
    has_contents = Part.CONTENTS in parts and paged
    run_in = has_cover and has_contents and setting.runs_in("contents")
    if has_cover:
        index = next(setting.board.runs(_RUN), ()) if run_in else ()
        yield cover(setting, "sheet" if paged else "title-page", index)
    if has_contents:
        lists = _list(setting, Role.CONTENTS, setting.labels.contents)
        yield from islice(lists, int(run_in), None)
    if Part.SUMMARY in parts:
        yield from _list(setting, Role.SUMMARY, setting.labels.summary)


def back(setting: Setting) -> Iterator[Document]:
    """Yield what stands after the articles."""
    if Part.SOURCES in setting.edition.parts:
        yield from _list(setting, Role.SOURCES, setting.labels.sources)
    if Part.COLOPHON in setting.edition.parts:
        yield from _list(setting, Role.COLOPHON, setting.labels.colophon)


def opener(setting: Setting, group: Group) -> Document:
    """Return the page that opens a section."""
    return _document(setting, Role.SECTION, group.name, group.title, {"group": group})


def blank(setting: Setting) -> Document | None:
    """Return the page between documents that start on a recto, if they do."""
    two = setting.layout.sides is Sides.TWO and setting.medium is Medium.PAGED
    if not (two and setting.gathers):
        return None
    return _document(setting, Role.BLANK, "blank", setting.labels.blank, {})


def cover(setting: Setting, shape: str, index: tuple[Group, ...] = ()) -> Document:
    """Return the first page; ``shape`` is "sheet", "book" or "title-page".

    ``index`` is the part of the contents that stands on it.
    """
    length = len(setting.metadata.title)
    weight = "short" if length <= _COVER_SHORT else "long"
    extra: dict[str, object] = {
        "weight": weight if length <= _COVER_LONG else "longest",
        "shape": shape,
        "index": index,
    }
    name = "title-page" if shape == "title-page" else "cover"
    return _document(setting, Role.COVER, name, setting.labels.cover, extra)


def _list(setting: Setting, role: Role, title: str) -> Iterator[Document]:
    """Yield a list, on pages in runs, so that no number of articles is too large."""
    paged = setting.medium is Medium.PAGED
    runs = tuple(setting.board.runs(_RUN)) if paged else (setting.board.groups,)
    for number, groups in enumerate(runs, 1):
        extra = {
            "groups": groups,
            "is_first": number == 1,
            "is_last": number == len(runs),
            "start": sum(len(g.lines) for run in runs[: number - 1] for g in run) + 1,
        }
        name = role.value if number == 1 else f"{role.value}-{number}"
        yield _document(setting, role, name, title, extra)


def _document(
    setting: Setting, role: Role, name: str, title: str, extra: dict[str, object]
) -> Document:
    layout = setting.layout
    values = {**setting.values(), **extra}
    return Document(
        name=name,
        title=title,
        role=role,
        html=render(layout.roots, layout.name, f"{role.value}.html", values),
        language=setting.metadata.language,
    )
