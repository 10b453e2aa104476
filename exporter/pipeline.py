"""The run: plan, drop what is fresh, make the rest in workers, publish, report."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from exporter import publishing
from exporter.config import Settings
from exporter.errors import ExporterError, InputError, LayoutError, UsageError
from exporter.freshness import Judge
from exporter.jobs import Job, Outcome, Status, Target
from exporter.ledger import Ledger
from exporter.model import Notice
from exporter.writers import production

if TYPE_CHECKING:
    from exporter.editions import Progress, Workers

_SOME = 256
"""Jobs that are looked at before the next are taken."""


def pending(
    settings: Settings, jobs: Iterable[Job]
) -> Iterator[tuple[Job, dict[Target, str]]]:
    """Yield each job with its stale targets, and why each of them is stale.

    A job with a flaw has none.

    Raises:
        UsageError: there is no such layout.
    """
    judge = _judge(settings)
    for job in _looked_at(judge, jobs):
        try:
            yield job, {} if job.flaw else judge.stale(job)
        except LayoutError as error:
            raise UsageError(error.message, where=job.name, hint=error.hint) from error


def _silence(done: int, total: int) -> None:
    """Tell nobody how far a briefing is."""


def build(
    settings: Settings, jobs: Iterable[Job], tell: Progress = _silence
) -> Generator[Outcome, None, None]:
    """Make and publish what is not fresh; yield each outcome as it arrives.

    Jobs are taken as they can be done, some at a time, briefings last; ``tell`` is
    told how many parts of a briefing are done, and of how many.

    Raises:
        OutputError: the output folder can't be written to.
        UsageError: there is no such layout.
    """
    from exporter import executors, tasks

    judge = _judge(settings)
    taken = iter(_looked_at(judge, jobs))
    briefings: list[Job] = []
    with executors.Crew(
        partial(tasks.perform, settings),
        workers=settings.jobs,
        time_limit=settings.time_limit,
        memory_limit=settings.memory_limit,
    ) as crew:
        while some := tuple(islice(taken, _SOME)):
            waiting = yield from _stale(judge, some)
            briefings += (job for job in waiting if job.gathers)
            yield from _run(judge, crew, [job for job in waiting if not job.gathers])
        yield from _gather(judge, crew, briefings, tell)
    judge.ledger.tidy()


def _stale(judge: Judge, jobs: Iterable[Job]) -> Generator[Outcome, None, list[Job]]:
    """Return the jobs with stale targets; yield what is known of the others."""
    waiting = []
    for job in jobs:
        if job.flaw is not None:
            yield Outcome(job=job, status=Status.FAILED, error=job.flaw)
            continue
        try:
            stale = tuple(judge.stale(job))
        except LayoutError as error:  # that a briefing asks for
            wrong = LayoutError(error.message, where=job.name, hint=error.hint)
            yield Outcome(job=job, status=Status.FAILED, error=wrong)
            continue
        if stale:
            waiting.append(replace(job, targets=stale))
        else:
            paths = tuple(target.path for target in job.targets)
            yield Outcome(job=job, status=Status.FRESH, paths=paths)
    return waiting


def _run(judge: Judge, crew: Workers, jobs: list[Job]) -> Iterator[Outcome]:
    if jobs:
        _prepare(judge)
        for outcome in _articles(crew, jobs):
            yield _finish(judge, outcome)


def _gather(
    judge: Judge, crew: Workers, jobs: list[Job], tell: Progress
) -> Iterator[Outcome]:
    if not jobs:
        return
    from exporter import editions

    _prepare(judge)
    for job in jobs:
        yield _finish(judge, editions.make(judge.settings, job, crew, tell))
    editions.tidy()


def _prepare(judge: Judge) -> None:
    publishing.check(judge.settings.output)
    publishing.sweep(judge.settings.output)


def _articles(crew: Workers, jobs: Iterable[Job]) -> Iterator[Outcome]:
    from exporter import editions

    for job, result in crew.run(jobs):
        assert isinstance(job, Job)  # the crew has no other work now
        if isinstance(result, Outcome):
            yield result
        else:
            error = editions.failure(job, result)
            yield Outcome(job=job, status=Status.FAILED, error=error)


def _judge(settings: Settings) -> Judge:
    judge = Judge(settings=settings, ledger=Ledger(settings.output))
    with _as_usage():
        production.require(settings.printing)
        if settings.chosen_layout:
            judge.look(settings.chosen_layout)
    return judge


def _looked_at(judge: Judge, jobs: Iterable[Job]) -> Iterator[Job]:
    """Pass jobs on whose layouts are there; those of briefing files are seen later.

    Raises:
        UsageError: there is no such layout.
    """
    for job in jobs:
        if not (job.gathers and job.path):
            with _as_usage():
                judge.look(job.layout)
        yield job


@contextmanager
def _as_usage() -> Iterator[None]:
    """Take what is wrong with the whole run for wrong usage."""
    try:
        yield
    except (InputError, LayoutError) as error:
        raise UsageError(error.message, where=error.where, hint=error.hint) from error


def _finish(judge: Judge, outcome: Outcome) -> Outcome:
    """Publish what was made, unless warnings forbid it, and enter it."""
    if outcome.status is not Status.BUILT:
        return outcome
    done = replace(outcome, products=())
    if judge.settings.strict and outcome.notices:
        error = ExporterError(
            "has warnings, and --strict allows none", where=outcome.job.name
        )
        return replace(done, status=Status.FAILED, error=error)
    try:
        paths = publishing.publish(outcome.job, outcome.products)
    except ExporterError as error:
        return replace(done, status=Status.FAILED, error=error)
    try:
        judge.record(outcome)
    except OSError as failure:
        text = f"the next run builds this again: {failure.strerror}"
        notice = Notice(code="no-ledger", message=text, where=str(failure.filename))
        done = replace(done, notices=(*done.notices, notice))
    return replace(done, paths=paths)
