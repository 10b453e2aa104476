"""Articles as they were read, kept while nothing that went into them changes."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from pathlib import Path

from exporter import cache, readers, recipes
from exporter.errors import InputError
from exporter.jobs import STDIN_NAME, Job
from exporter.model import Article
from exporter.readers import Origin
from exporter.readers.nearby import beside
from exporter.recipes import Ingredient

KIND = "readings"
_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article and what went into it; ``settled`` unless that changed meanwhile."""

    article: Article
    ingredients: tuple[Ingredient, ...]
    settled: bool = True


class Shelf:
    """The readings of one briefing, as they were kept and as they are now."""

    def __init__(self, job: Job) -> None:
        """Take out what is kept for a briefing."""
        name = (job.name, job.path and job.path.absolute(), job.root)
        entry = cache.place(KIND, _VERSION, recipes.versions(), *name)
        self._shelf = cache.Shelf(entry)

    def get(self, job: Job) -> Reading | None:
        """Return the reading of an article if nothing changed since."""
        data = self._shelf.get(_key(job))
        found = cache.unpacked(data)
        if isinstance(found, Reading) and _is_current(found, job):
            self._shelf.put(_key(job), data)
            return found
        return None

    def put(self, job: Job, data: bytes) -> Reading:
        """Take in what ``packed`` returned for an article, and return the reading."""
        found: Reading = pickle.loads(data)
        if found.settled:
            self._shelf.put(_key(job), data)
        return found

    def save(self) -> None:
        """Keep the readings that were asked for."""
        self._shelf.save()


def _is_current(found: Reading, job: Job) -> bool:
    return found.ingredients == ingredients(job, found.article.files)


def packed(job: Job) -> bytes:
    """Return the reading of an article as a shelf takes it.

    Raises:
        InputError: the input is a link to outside of its folder, or bad.
    """
    return pickle.dumps(read(job), pickle.HIGHEST_PROTOCOL)


def _key(job: Job) -> str:
    names = (job.path, job.path and job.path.absolute(), job.root, job.named)
    held = (job.held, job.address, job.collection, job.fields)
    return recipes.digest(*names, job.supplied, job.data, *held)


def read(job: Job) -> Reading:
    """Read the article of a job.

    Raises:
        InputError: the input is a link to outside of its folder, or bad.
    """
    before = ingredients(job)
    article = _article(job)
    first, *others = before
    if job.path is not None:  # it may be saved meanwhile; this is what was read
        first = replace(first, sha256=article.original.sha256)
    after = ingredients(job, article.files)[1:]
    files = (first, *after)
    settled = list(after[: len(others)]) == others
    return Reading(article=article, ingredients=files, settled=settled)


def ingredients(job: Job, others: tuple[Path, ...] = ()) -> tuple[Ingredient, ...]:
    """Return what goes into a reading: the input, its sidecar, and other files."""
    first: tuple[Ingredient, ...] = ()
    if job.path is None:
        first = (Ingredient(path="-", sha256=job.content),)
    named = job.path or job.collection
    files = (*filter(None, (job.path, named and beside(named))), *others)
    # Links stay links: one that leads elsewhere later has another content.
    return (*first, *(recipes.ingredient(path.absolute()) for path in files))


def _article(job: Job) -> Article:
    origin = Origin(
        address=job.address,
        retrieved=job.retrieved,
        beside=job.collection,
        fields=job.fields,
    )
    if job.path is None:
        where = "" if job.held == STDIN_NAME else job.name
        return readers.read_bytes(
            job.data,
            job.held,
            root=job.root,
            supplied=job.supplied,
            origin=replace(origin, where=where),
        )
    if not (job.named or job.path.resolve().is_relative_to(job.root)):
        raise InputError(f"is a link to outside of {job.root}", where=job.name)
    return readers.read(job.path, root=job.root, supplied=job.supplied, origin=origin)
