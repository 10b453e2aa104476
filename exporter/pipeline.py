"""The run: plan, drop what is fresh, make the rest in workers, publish, report."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from functools import partial
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


def pending(
    settings: Settings, jobs: Iterable[Job]
) -> Iterator[tuple[Job, dict[Target, str]]]:
    """Yield each job with its stale targets, and why each of them is stale."""
    jobs = tuple(jobs)
    judge = _judge(settings, jobs)
    for job in jobs:
        try:
            yield job, judge.stale(job)
        except LayoutError as error:
            raise UsageError(error.message, where=job.name, hint=error.hint) from error


def _silence(done: int, total: int) -> None:
    """Tell nobody how far a briefing is."""


def build(
    settings: Settings, jobs: Iterable[Job], tell: Progress = _silence
) -> Generator[Outcome, None, None]:
    """Make and publish what is not fresh; yield each outcome as it arrives.

    ``tell`` is told how many parts of a briefing are done, and of how many.

    Raises:
        OutputError: the output folder can't be written to.
        UsageError: there is no such layout.
    """
    jobs = tuple(jobs)
    judge = _judge(settings, jobs)
    waiting = []
    for job in jobs:
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
    if waiting:
        yield from _run(judge, waiting, tell)


def _run(judge: Judge, jobs: list[Job], tell: Progress) -> Iterator[Outcome]:
    from exporter import editions, executors, tasks

    settings = judge.settings
    publishing.check(settings.output)
    publishing.sweep(settings.output)
    with executors.Crew(
        partial(tasks.perform, settings),
        workers=settings.jobs,
        time_limit=settings.time_limit,
        memory_limit=settings.memory_limit,
    ) as crew:
        for outcome in _articles(crew, (job for job in jobs if not job.gathers)):
            yield _finish(judge, outcome)
        for job in jobs:
            if job.gathers:
                yield _finish(judge, editions.make(settings, job, crew, tell))
    judge.ledger.tidy()
    if any(job.gathers for job in jobs):
        editions.tidy()


def _articles(crew: Workers, jobs: Iterable[Job]) -> Iterator[Outcome]:
    from exporter import editions

    for job, result in crew.run(jobs):
        assert isinstance(job, Job)  # the crew has no other work now
        if isinstance(result, Outcome):
            yield result
        else:
            error = editions.failure(job, result)
            yield Outcome(job=job, status=Status.FAILED, error=error)


def _judge(settings: Settings, jobs: Iterable[Job]) -> Judge:
    judge = Judge(settings=settings, ledger=Ledger(settings.output))
    try:
        production.require(settings.printing)
        for name in {job.layout for job in jobs if not (job.gathers and job.path)}:
            judge.look(name)
        if settings.chosen_layout:
            judge.look(settings.chosen_layout)
    except (InputError, LayoutError) as error:
        raise UsageError(error.message, where=error.where, hint=error.hint) from error
    return judge


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
