"""The run: plan, drop what is fresh, make the rest in workers, publish, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import cast

from exporter import executors, layouts, native, plugins, publishing, readers, recipes
from exporter.composition import Composition, Medium
from exporter.config import Settings
from exporter.errors import ExporterError, InputError, LayoutError, UsageError
from exporter.freshness import NO_COVER, Judge, ingredients
from exporter.jobs import Job, Outcome, Product, Status, Target
from exporter.ledger import Ledger
from exporter.model import Article, Asset, Edition, Notice
from exporter.planning import STDIN_NAME
from exporter.recipes import Ingredient


def pending(
    settings: Settings, jobs: Iterable[Job]
) -> Iterator[tuple[Job, dict[Target, str]]]:
    """Yield each job with its stale targets, and why each of them is stale."""
    judge = _judge(settings)
    for job in jobs:
        yield job, judge.stale(job)


def build(settings: Settings, jobs: Iterable[Job]) -> Generator[Outcome, None, None]:
    """Make and publish what is not fresh; yield each outcome as it arrives.

    Raises:
        OutputError: the output folder can't be written to.
        UsageError: there is no such layout.
    """
    judge = _judge(settings)
    waiting = []
    for job in jobs:
        stale = tuple(judge.stale(job))
        if stale:
            waiting.append(replace(job, targets=stale))
        else:
            paths = tuple(target.path for target in job.targets)
            yield Outcome(job=job, status=Status.FRESH, paths=paths)
    if waiting:
        yield from _run(judge, waiting)


def _run(judge: Judge, jobs: list[Job]) -> Iterator[Outcome]:
    settings = judge.settings
    publishing.check(settings.output)
    publishing.sweep(settings.output)
    results = executors.run(
        partial(make, settings),
        jobs,
        workers=settings.jobs,
        time_limit=settings.time_limit,
    )
    for job, result in results:
        if isinstance(result, executors.Lost):
            error = ExporterError(result.reason, where=job.name, hint=result.hint)
            yield Outcome(job=job, status=Status.FAILED, error=error)
        else:
            yield _finish(judge, result)
    judge.ledger.tidy()


def make(settings: Settings, job: Job) -> Outcome:
    """Read, edit, compose and write one job; touch nothing but its inputs."""
    start = time.perf_counter()
    before = files = ingredients(job)
    try:
        article = read(job)
        files = _as_read(job, article)
        products, notices = _compose_and_write(settings, job, article)
    except ExporterError as error:
        return Outcome(job=job, status=Status.FAILED, error=error, ingredients=files)
    return Outcome(
        job=job,
        status=Status.BUILT,
        products=products,
        notices=notices,
        ingredients=files,
        settled=files[1 : len(before)] == before[1:],
        seconds=time.perf_counter() - start,
    )


def _as_read(job: Job, article: Article) -> tuple[Ingredient, ...]:
    """Return what went in; the input, which may be saved meanwhile, as it was read."""
    first, *others = ingredients(job, article.files)
    if job.path is not None:
        first = replace(first, sha256=article.original.sha256)
    return (first, *others)


def read(job: Job) -> Article:
    """Read the article of a job.

    Raises:
        InputError: the input is a link to outside of its folder, or bad.
    """
    if job.path is None:
        return readers.read_bytes(
            job.data, STDIN_NAME, root=job.root, supplied=job.supplied
        )
    if not (job.named or job.path.resolve().is_relative_to(job.root)):
        raise InputError(f"is a link to outside of {job.root}", where=job.name)
    return readers.read(job.path, root=job.root, supplied=job.supplied)


def _compose_and_write(
    settings: Settings, job: Job, article: Article
) -> tuple[tuple[Product, ...], tuple[Notice, ...]]:
    from exporter.layouts.compose import compose  # Jinja

    edition = Edition.single(article, settings.timestamp)
    layout = layouts.find(settings.layout, settings.root)
    products = []
    notices = list(article.notices)
    for target in job.targets:
        write, medium = _writer(target.format)
        if medium is Medium.PAGED:
            native.require()
        composition = compose(edition, layout, medium)
        if target.format == "epub" and settings.cover:
            composition = _with_cover(composition, edition, layout)
        notices += composition.notices
        products.append(Product(target=target, data=write(composition)))
    return tuple(products), tuple(dict.fromkeys(notices))


def _with_cover(
    composition: Composition, edition: Edition, layout: layouts.Layout
) -> Composition:
    """Add the layout's cover page as a picture, or a warning where none can be made."""
    lacking = native.missing()
    if lacking:
        names = ", ".join(library.name for library in lacking)
        notice = Notice(
            code=NO_COVER,
            message=f"the cover is left out, because drawing it needs {names}; "
            + native.command(lacking),
        )
        return replace(composition, notices=(*composition.notices, notice))
    from exporter.layouts.compose import compose_cover
    from exporter.writers import cover

    drawn = compose_cover(edition, layout)
    picture: Asset = cover.raster(drawn)
    notices = (*composition.notices, *drawn.notices)
    return replace(composition, cover=picture, notices=notices)


def _writer(name: str) -> tuple[Callable[[Composition], bytes], Medium]:
    """Return what writes a format, and the medium it wants.

    An installed writer says its medium in an attribute; without one it is REFLOW.
    """
    write = cast(Callable[[Composition], bytes], plugins.load("writers", name))
    fallback = Medium.PAGED if name == "pdf" else Medium.REFLOW
    return write, getattr(write, "medium", fallback)


def _judge(settings: Settings) -> Judge:
    try:
        layout = layouts.find(settings.layout, settings.root)
    except LayoutError as error:
        raise UsageError(error.message, where=error.where, hint=error.hint) from error
    return Judge(
        settings=settings,
        ledger=Ledger(settings.output),
        layout=recipes.folders(layout.roots),
    )


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
