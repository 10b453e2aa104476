"""What a worker is given to do: one article, a read, some pages, one briefing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias, cast

from exporter import chapters, fragments, native, plugins, readings
from exporter.composition import Composition, Medium, depths, sheets
from exporter.config import Settings
from exporter.errors import ExporterError
from exporter.jobs import NO_COVER, Job, Outcome, Product, Status, Target
from exporter.model import Edition, Notice
from exporter.printing import Printing
from exporter.writers.production import finished

if TYPE_CHECKING:
    from exporter.writers.fragment import Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Read some articles."""

    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayOut:
    """Lay one document of a briefing out into the cache."""

    sheet: Composition
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bind:
    """Make one artefact of a briefing; ``cover`` is the page to be drawn for it."""

    target: Target
    composition: Composition
    cover: Composition | None = None


Task: TypeAlias = "Job | Read | LayOut | Bind"
Result: TypeAlias = "Outcome | Done | ExporterError"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a task: readings or why there is none, the artefact, notices."""

    readings: tuple[bytes | ExporterError, ...] = ()
    product: Product | None = None
    notices: tuple[Notice, ...] = ()


def perform(settings: Settings, task: Task) -> Result:
    """Do a task; touch nothing but its inputs and the cache."""
    if isinstance(task, Job):
        return make(settings, task)
    try:
        if isinstance(task, Read):
            return Done(readings=tuple(map(_read, task.jobs)))
        if isinstance(task, LayOut):
            found = fragments.fetch(task.sheet, task.depth)
            return Done(notices=found.notices)
        return bind(task, settings.printing)
    except ExporterError as error:
        return error


def _read(job: Job) -> bytes | ExporterError:
    try:
        return readings.packed(job)
    except ExporterError as error:
        return error


def bind(task: Bind, printing: Printing) -> Done:
    """Put an artefact together, laying out what the cache does not have."""
    composition = task.composition
    notices = list(composition.notices)
    if task.target.format == "pdf":
        data, left_out = finished(_assemble(composition, notices), printing)
        notices += left_out
    else:
        if task.cover is not None:
            composition, drawn = with_cover(composition, task.cover)
            notices += drawn
        write, medium = writer(task.target.format)
        if medium is Medium.PAGED:
            from exporter.layouts.dress import dress

            composition = dress(composition)
        book = task.target.format == "epub"
        path = task.target.path
        data = chapters.write(composition, path) if book else write(composition)
    product = Product(target=task.target, data=data)
    return Done(product=product, notices=tuple(notices))


def _assemble(composition: Composition, notices: list[Notice]) -> bytes:
    from exporter.fonts.choice import numerals
    from exporter.writers import assembly

    def laid_out() -> Iterator[Fragment]:
        deep = depths(composition)
        for sheet in sheets(composition):
            found = fragments.fetch(sheet, deep.get(sheet.documents[0].name, 0))
            notices.extend(found.notices)
            yield found

    return assembly.assemble(composition, laid_out(), numerals())


def make(settings: Settings, job: Job) -> Outcome:
    """Read, edit, compose and write one article; touch nothing but its inputs."""
    start = time.perf_counter()
    files = readings.ingredients(job)
    try:
        reading = readings.read(job)
        files = reading.ingredients
        edition = Edition.single(reading.article, settings.timestamp)
        products, notices = _compose_and_write(settings, job, edition)
    except ExporterError as error:
        return Outcome(job=job, status=Status.FAILED, error=error, ingredients=files)
    return Outcome(
        job=job,
        status=Status.BUILT,
        products=products,
        notices=tuple(
            dict.fromkeys((*job.notices, *reading.article.notices, *notices))
        ),
        ingredients=files,
        settled=reading.settled,
        seconds=time.perf_counter() - start,
    )


def _compose_and_write(
    settings: Settings, job: Job, edition: Edition
) -> tuple[tuple[Product, ...], list[Notice]]:
    from exporter.layouts import looks  # and Jinja
    from exporter.layouts.compose import compose, draft_cover

    layout = looks.for_run(job.layout, settings)
    products = []
    notices: list[Notice] = []
    for target in job.targets:
        write, medium = writer(target.format)
        if medium is Medium.PAGED:
            native.require()
        composition = compose(edition, layout, medium)
        notices += composition.notices
        if target.format == "epub" and settings.cover:
            page = draft_cover(edition, layout)
            composition, drawn = with_cover(composition, page)
            notices += drawn
        data = write(composition)
        if target.format == "pdf":
            data, left_out = finished(data, settings.printing)
            notices += left_out
        products.append(Product(target=target, data=data))
    return tuple(products), notices


def with_cover(
    composition: Composition, page: Composition
) -> tuple[Composition, tuple[Notice, ...]]:
    """Add a cover page, without faces yet, as a picture, or say why there is none."""
    lacking = native.missing()
    if lacking:
        names = ", ".join(library.name for library in lacking)
        notice = Notice(
            code=NO_COVER,
            message=f"the cover is left out, because drawing it needs {names}; "
            + native.command(lacking),
        )
        return composition, (notice,)
    picture, notices = fragments.cover(page)
    return replace(composition, cover=picture), notices


def writer(name: str) -> tuple[Callable[[Composition], bytes], Medium]:
    """Return what writes a format, and the medium it wants.

    An installed writer says its medium in an attribute; without one it is REFLOW.
    """
    write = cast(Callable[[Composition], bytes], plugins.load("writers", name))
    fallback = Medium.PAGED if name == "pdf" else Medium.REFLOW
    return write, getattr(write, "medium", fallback)
