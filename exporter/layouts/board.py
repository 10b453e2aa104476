"""The lists of a briefing: contents, sources and outlets, as templates see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from exporter.composition import LEADER_OF, PAGE_OF, PLACE_OF, Medium
from exporter.metadata import ArticleRecord, Metadata
from exporter.model import Edition
from exporter.passages import direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An article in a list: its page's name, its record, where its links lead.

    On pages ``place`` is the address of its page number, ``leader`` that of one with
    a leader; ``lang`` are the attributes of its title if it is in another language.
    """

    name: str
    record: ArticleRecord
    standfirst: str
    href: str
    place: str
    leader: str
    lang: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A section in a list; ``name`` is its opener's, empty where it has no title."""

    name: str
    title: str
    note: Markup
    href: str
    place: str
    leader: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet that articles cite: how often in all, and in which articles."""

    name: str
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The sections with their articles in reading order, and the outlets cited."""

    groups: tuple[Group, ...]
    outlets: tuple[Outlet, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the articles in reading order."""
        return tuple(line for group in self.groups for line in group.lines)

    def runs(self, length: int) -> Iterator[tuple[Group, ...]]:
        """Yield the groups in runs of so many articles; some are divided for it.

        What is left of a group in the next run has no title.
        """
        run: list[Group] = []
        room = length
        for group in self.groups:
            rest = group
            while rest.lines:
                taken, left = rest.lines[:room], rest.lines[room:]
                run.append(replace(rest, lines=taken))
                rest = replace(rest, name="", title="", lines=left)
                room -= len(taken)
                if not room:
                    yield tuple(run)
                    run, room = [], length
        if run:
            yield tuple(run)


def board(
    edition: Edition, metadata: Metadata, medium: Medium, *, openers: bool = True
) -> Board:
    """Return the lists of an edition; without ``openers`` sections start at a text."""
    groups = tuple(_groups(edition, metadata, medium, openers=openers))
    lines = [line for group in groups for line in group.lines]
    return Board(groups=groups, outlets=tuple(_outlets(lines)))


def _groups(
    edition: Edition, metadata: Metadata, medium: Medium, *, openers: bool
) -> Iterator[Group]:
    records = iter(metadata.articles)
    number = 0
    for position, section in enumerate(edition.sections, 1):
        lines = []
        for article in section.articles:
            number += 1
            record = next(records)
            name = f"text-{number}"
            line = Line(
                name=name,
                record=record,
                standfirst=article.standfirst.certain or "",
                lang=lang(record.language, metadata.language),
                **_addresses(name, medium),
            )
            lines.append(line)
        name = f"section-{position}" if section.title else ""
        opener = name if openers or medium is Medium.REFLOW else ""
        yield Group(
            name=name,
            title=section.title or "",
            note=Markup(section.note),
            lines=tuple(lines),
            **_addresses(opener or lines[0].name, medium),
        )


def _addresses(name: str, medium: Medium) -> dict[str, str]:
    if medium is Medium.PAGED:
        return {
            "href": f"{PLACE_OF}{name}",
            "place": f"{PAGE_OF}{name}",
            "leader": f"{LEADER_OF}{name}",
        }
    return dict.fromkeys(("href", "place", "leader"), f"{name}.xhtml")


def lang(language: str, around: str) -> Markup:
    """Return the ``lang`` and ``dir`` attributes of text among another language."""
    if language == around:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))


def _outlets(lines: list[Line]) -> Iterator[Outlet]:
    """Yield outlets, the most cited first, then by name."""
    counts: dict[str, int] = {}
    users: dict[str, list[Line]] = {}
    for line in lines:
        for citation in line.record.cited:
            counts[citation.name] = counts.get(citation.name, 0) + citation.count
            users.setdefault(citation.name, []).append(line)
    for name in sorted(counts, key=lambda name: (-counts[name], name.casefold(), name)):
        yield Outlet(name=name, count=counts[name], lines=tuple(users[name]))
