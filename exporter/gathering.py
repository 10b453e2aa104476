"""From the references of a briefing to its articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from exporter import briefing, records, references
from exporter.apart import USUAL
from exporter.briefing import Briefing, Chapters, Reference
from exporter.choosing import matches, may_match, of_article, of_record
from exporter.config import shown
from exporter.errors import InputError, suggest
from exporter.jobs import NOTHING, Job
from exporter.limits import Limits
from exporter.model import Article, Edition, Notice, Section
from exporter.readers.pieces import Piece
from exporter.readers.request import Supplied


def overlaid(intent: Briefing, supplied: Supplied) -> Briefing:
    """Return a briefing with what options say of it in place of what its file says."""
    given = {
        "title": supplied.title,
        "published": supplied.published,
        "editors": supplied.byline,
        "language": supplied.language,
        "publisher": supplied.publisher,
        "rights": supplied.rights,
    }
    values: dict[str, Any] = {k: value for k, value in given.items() if value}
    if supplied.title:
        values["is_named_by"] = ""
    return replace(intent, **values)


def members(intent: Briefing, job: Job, limits: Limits = USUAL) -> dict[Path, Job]:
    """Return a job for each file, or record, that the references may mean.

    A record is called by its file and line. One that is bad has a flaw.

    Raises:
        InputError: a reference finds no file, with the nearest names, or far too
            many records.
    """
    if job.members:
        return {Path(member.name): member for member in job.members}
    references.forget()
    wanted: dict[Path, list[Reference]] = {}
    for section in intent.sections:
        for reference in section.references:
            for path in references.files(reference, job.root):
                wanted.setdefault(path, []).append(reference)
    found: dict[Path, Job] = {}
    for path, asking in wanted.items():
        own = replace(job, path=Path(shown(path)), name=shown(path), targets=())
        own = replace(own, gathers=False, named=False, supplied=NOTHING)
        if records.is_collection(path.name):
            found |= _records(path, own, asking, limits)
        else:
            found[path] = own
    return found


def _records(
    path: Path, job: Job, asking: list[Reference], limits: Limits
) -> dict[Path, Job]:
    """Return the jobs of the records of a file that a reference may choose."""

    def may_belong(piece: Piece) -> bool:
        traits = of_record(piece.told)
        return any(may_match(traits, reference) for reference in asking)

    found = records.members(job, limits, may_belong)
    return {
        Path(f"{path}:{one.line}" if one.line else f"{path}#{number}"): one
        for number, one in enumerate(found)
    }


@dataclass(slots=True, kw_only=True)
class Gathered:
    """The edition of a briefing, and what an editor should know of it."""

    edition: Edition
    notices: tuple[Notice, ...]


def gather(intent: Briefing, articles: Mapping[Path, Article], job: Job) -> Gathered:
    """Put the articles of a briefing in their places.

    ``articles`` are by the paths of ``members``.

    Raises:
        InputError: a reference matches no article, with the nearest tags.
    """
    shelf = _Shelf(articles=articles, root=job.root)
    sections: tuple[Section, ...]
    if job.members:
        order = intent.sections[0].order
        sections = (
            Section(articles=briefing.arrange(tuple(articles.values()), order)),
        )
    else:
        chosen = (shelf.section(chapters) for chapters in intent.sections)
        sections = tuple(section for found in chosen for section in found)
    if not sections:
        raise InputError("the briefing has no articles", where=job.name)
    edition = briefing.gather(intent, sections)
    return Gathered(edition=edition, notices=(*shelf.notices, *_same(edition)))


@dataclass(slots=True, kw_only=True)
class _Shelf:
    """The articles, and which of them have their place already."""

    articles: Mapping[Path, Article]
    root: Path
    notices: list[Notice] = field(default_factory=list)
    _placed: set[Path] = field(default_factory=set)
    _of_file: dict[Path, list[Path]] = field(default_factory=dict)

    def section(self, chapters: Chapters) -> Iterator[Section]:
        """Yield the section, unless all its articles stand before it."""
        found = tuple(
            article for item in chapters.references for article in self._take(item)
        )
        if found:
            yield Section(
                title=chapters.title,
                note=chapters.note,
                articles=briefing.arrange(found, chapters.order),
            )

    def _take(self, reference: Reference) -> Iterator[Article]:
        paths = self._matching(reference)
        taken = [path for path in paths if path.resolve() in self._placed]
        if taken:
            names = ", ".join(references.name_of(path, self.root) for path in taken)
            self.notices.append(
                Notice(
                    code="article-twice",
                    message=f"in the briefing already, left where it was: {names}",
                    where=reference.where,
                )
            )
        for path in paths:
            if path.resolve() not in self._placed:
                self._placed.add(path.resolve())
                yield replace(self.articles[path], note=reference.note)

    def _matching(self, reference: Reference) -> list[Path]:
        found = references.files(reference, self.root)
        paths = [one for path in found for one in self._held_by(path)]
        if not reference.is_query:
            return paths
        chosen = [p for p in paths if matches(of_article(self.articles[p]), reference)]
        if not chosen:
            raise InputError(
                "no article matches the tags, sources and days of this reference",
                where=reference.where,
                hint=self._advice(reference, paths),
            )
        return chosen

    def _held_by(self, path: Path) -> Sequence[Path]:
        """Return what a file holds: itself, or the records that were read."""
        if path in self.articles:
            return (path,)
        if not self._of_file:
            for one in self.articles:
                name, _, line = str(one).rpartition(":")
                if line.isdecimal():
                    self._of_file.setdefault(Path(name), []).append(one)
        return self._of_file.get(path, ())

    def _advice(self, reference: Reference, paths: Iterable[Path]) -> str:
        known = sorted(
            {tag for p in paths for tag in self.articles[p].tags.certain or ()}
        )
        missing = [
            t for t in reference.tags if t.casefold() not in map(str.casefold, known)
        ]
        if missing:
            used = f"tags in use: {', '.join(known[:12])}" if known else "none has tags"
            return suggest(missing[0], known) or used
        found = (self.articles[path].published.certain for path in paths)
        days = sorted(str(day) for day in found if day)
        if not days:
            return "none of these articles has a stated date"
        return f"those with a stated date are of {days[0]} to {days[-1]}"


def _same(edition: Edition) -> Iterator[Notice]:
    """Yield a notice for each text that stands in the briefing under two names."""
    first: dict[str, Article] = {}
    for article in edition.articles:
        other = first.setdefault(article.original.sha256, article)
        if other is not article:
            yield Notice(
                code="same-text",
                message=f"{article.original.name} is the same text as "
                f"{other.original.name}",
            )
