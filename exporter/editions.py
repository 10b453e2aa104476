"""The run of a briefing: read its articles, lay them out, put them together.

Articles are read and laid out by all workers, each by itself and only if the cache
does not have it; one worker for each format puts the whole together.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from exporter import (
    cache,
    chapters,
    fragments,
    gathering,
    native,
    readings,
    records,
    references,
    tasks,
)
from exporter.composition import Medium, Role, depths, sheets
from exporter.config import Settings
from exporter.errors import ExporterError
from exporter.executors import Crew, Lost
from exporter.jobs import Job, Outcome, Product, Status, Target
from exporter.layouts import Layout, looks
from exporter.model import Edition, Notice
from exporter.readings import Reading, Shelf
from exporter.recipes import Ingredient, ingredient
from exporter.tasks import Bind, Done, LayOut, Read, Result, Task

Workers = Crew[Task, Result]
_LONG = 200  # layouts of a run
_MOST = 16  # articles that a worker reads in one go
Progress = Callable[[int, int], None]


def make(settings: Settings, job: Job, crew: Workers, tell: Progress) -> Outcome:
    """Make the artefacts of a briefing; touch nothing but its inputs and the cache.

    ``tell`` is told how many of its articles and lists are done, and of how many.
    """
    start = time.perf_counter()
    run = _Run(settings, job, crew, tell)
    products: tuple[Product, ...] = ()
    failed: ExporterError | None = None
    try:
        products = run.products()
    except ExporterError as error:
        failed = error
    return Outcome(
        job=job,
        status=Status.FAILED if failed else Status.BUILT,
        error=failed,
        products=products,
        notices=tuple(dict.fromkeys(run.notices)),
        ingredients=run.ingredients,
        skipped=tuple(run.skipped),
        settled=run.settled,
        seconds=time.perf_counter() - start,
    )


def tidy() -> None:
    """Remove from the cache what briefings left there and nobody uses."""
    for kind in (*fragments.KINDS, chapters.KIND, readings.KIND):
        cache.prune(kind)


class _Run:
    """What is known of a briefing while it is made."""

    def __init__(
        self, settings: Settings, job: Job, crew: Workers, tell: Progress
    ) -> None:
        self.settings = settings
        self.tell = tell
        self.job = job
        self.crew = crew
        self.notices: list[Notice] = []
        self.skipped: list[ExporterError] = []
        self.ingredients: tuple[Ingredient, ...] = ()
        self.settled = True

    def products(self) -> tuple[Product, ...]:
        """Return the artefacts.

        Raises:
            ExporterError: an article, a note or a layout is wrong, or a worker died.
        """
        edition = self._edition()
        layout = looks.for_run(self.job.layout, self.settings)
        binds = [self._bind(edition, layout, target) for target in self.job.targets]
        del edition  # the next worker inherits what is in memory
        pages = [task for task in binds if task.target.format == "pdf"]
        others = [task for task in binds if task.target.format != "pdf"]
        missing = [entry for task in pages for entry in _missing(task)]
        missing.sort(key=_is_short)  # the lists first, for they may take long
        # Books need no pages: they are bound while the pages are laid out.
        done = self._results([*others, *missing])
        if len(missing) > _LONG:  # layouts leave much memory in use behind
            missing.clear()
            self.crew.renew()
        done += self._results(pages)
        found = {d.product.target: d.product for d in done if d.product}
        self.notices += [notice for item in done for notice in item.notices]
        return tuple(found[target] for target in self.job.targets)

    def _edition(self) -> Edition:
        """Read what belongs to the briefing, and put it in order."""
        intent = self.job.briefing
        own: tuple[Ingredient, ...] = ()
        if intent is None and self.job.path is not None:
            from exporter.readers import briefings

            before = ingredient(self.job.path.absolute())
            intent = briefings.read(self.job.path, self.job.root)
            own = (before, *references.listings(intent, self.job.root))
            self.settled = ingredient(self.job.path.absolute()) == before
        assert intent is not None  # a job that gathers has one or the other
        intent = gathering.overlaid(intent, self.job.supplied)
        limits = records.limits_of(self.settings)
        members = self._sound(gathering.members(intent, self.job, limits))
        found = self._read(members)
        self.ingredients = tuple(dict.fromkeys((*own, *_files(members, found))))
        self.settled &= all(reading.settled for reading in found.values())
        articles = {path: reading.article for path, reading in found.items()}
        gathered = gathering.gather(intent, articles, self.job)
        for article in gathered.edition.articles:
            self.notices += article.notices
        self.notices += gathered.notices
        return replace(gathered.edition, timestamp=self.settings.timestamp)

    def _sound(self, members: Mapping[Path, Job]) -> dict[Path, Job]:
        """Return the members that can be read; of bad records it is told."""
        self.skipped += [job.flaw for job in members.values() if job.flaw]
        return {path: job for path, job in members.items() if not job.flaw}

    def _read(self, members: Mapping[Path, Job]) -> dict[Path, Reading]:
        """Return the readings of articles, made by the workers where none is kept."""
        shelf = Shelf(self.job)
        found = {path: shelf.get(job) for path, job in members.items()}
        paths = {job: path for path, job in members.items() if found[path] is None}
        failures: dict[Path, ExporterError] = {}
        for job, result in self._read_anew(tuple(paths)):
            if isinstance(result, bytes):
                found[paths[job]] = shelf.put(job, result)
            elif job.line:  # one of many: the others are worth having
                self.skipped.append(result)
            else:
                failures[paths[job]] = result
        shelf.save()
        self._refuse([failures[path] for path in members if path in failures])
        return {path: reading for path, reading in found.items() if reading}

    def _read_anew(
        self, jobs: Sequence[Job], most: int = _MOST
    ) -> Iterator[tuple[Job, bytes | ExporterError]]:
        """Let the workers read articles, several at a time for speed.

        Those of a worker that died are read again one by one, to find which it was.
        """
        few = max(1, min(most, len(jobs) // (4 * self.settings.jobs)))
        parts = (tuple(jobs[at : at + few]) for at in range(0, len(jobs), few))
        lost: list[Job] = []
        for task, result in self.crew.run(Read(jobs=part) for part in parts):
            assert isinstance(task, Read)  # the crew has no other work now
            if isinstance(result, Done):
                yield from zip(task.jobs, result.readings, strict=True)
            elif len(task.jobs) > 1:
                lost += task.jobs
            else:
                yield task.jobs[0], failure(task, result)
        if lost:
            yield from self._read_anew(lost, most=1)

    def _refuse(self, failures: list[ExporterError]) -> None:
        """Fail with the first of the articles that can't be read, tell of the others.

        Raises:
            ExporterError: there is one.
        """
        if not failures:
            return
        first, *others = failures
        self.notices += [
            Notice(code="not-read", message=error.message, where=error.where)
            for error in others
        ]
        raise first

    def _bind(self, edition: Edition, layout: Layout, target: Target) -> Bind:
        from exporter.layouts.compose import draft, draft_cover  # Jinja

        _, medium = tasks.writer(target.format)
        if medium is Medium.PAGED:
            native.require()
        covered = target.format == "epub" and self.settings.cover
        return Bind(
            target=target,
            composition=draft(edition, layout, medium),
            cover=draft_cover(edition, layout) if covered else None,
        )

    def _results(self, work: Sequence[Task]) -> list[Done]:
        """Let the workers do some tasks; return what came of them, in any order.

        Raises:
            ExporterError: one of them failed.
        """
        done = []
        with closing(self.crew.run(work)) as results:
            for task, result in results:
                done.append(_done(task, result))
                self.tell(len(done), len(work))
        return done


def _files(
    members: Mapping[Path, Job], found: Mapping[Path, Reading]
) -> Iterator[Ingredient]:
    """Yield what went into readings; of a collection it is the whole file."""
    wholes = {job.collection for job in members.values() if job.collection}
    yield from (ingredient(path.absolute()) for path in sorted(wholes))
    for path, reading in found.items():
        whole = members[path].collection is not None
        yield from (i for i in reading.ingredients if not whole or i.path != "-")


def _missing(bind: Bind) -> Iterator[LayOut]:
    """Yield what must be laid out, because the cache does not have it."""
    deep = depths(bind.composition)
    for sheet in sheets(bind.composition):
        depth = deep.get(sheet.documents[0].name, 0)
        if not fragments.place(sheet, depth).is_file():
            yield LayOut(sheet=sheet, depth=depth)


def _is_short(task: LayOut) -> bool:
    return task.sheet.documents[0].role is Role.CHAPTER


def _done(task: Task, result: Result | Lost) -> Done:
    """Return what came of a task.

    Raises:
        ExporterError: it failed, or its worker died.
    """
    if isinstance(result, Done):
        return result
    raise failure(task, result)


def failure(task: Task, result: Result | Lost) -> ExporterError:
    """Return why a task has no result, and of which article or list."""
    if isinstance(result, ExporterError):
        return result
    assert isinstance(result, Lost)  # all else is a result
    where = ""
    if isinstance(task, Job):
        where = task.name
    elif isinstance(task, Read):
        where = task.jobs[0].name
    elif isinstance(task, LayOut):
        where = task.sheet.metadata.title
    return ExporterError(result.reason, where=where, hint=result.hint)
