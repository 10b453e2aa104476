"""The records of collections as jobs, one after the other, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from exporter import naming
from exporter.apart import USUAL, apart
from exporter.config import Settings
from exporter.errors import InputError
from exporter.jobs import Job
from exporter.limits import Limits
from exporter.readers import kinds
from exporter.readers.pieces import Piece

MOST = 10_000
"""Records of collections that a briefing may be made of."""


def is_collection(name: str) -> bool:
    """Tell whether a file of this name may hold many articles."""
    kind = kinds.kind_of(name)
    return kind is not None and bool(kind.split)


def pieces(job: Job, limits: Limits = USUAL) -> Iterator[Piece | InputError]:
    """Yield the records of the collection of a job, and what is wrong with others.

    A collection that can't be read, or not to its end, has an error as its last. What
    is parsed as a whole is parsed in a process of its own, within ``limits``.
    """
    kind = kinds.kind_of(_name(job))
    assert kind is not None  # is_collection() said so
    try:
        if kind.streamed:
            yield from _split(job)
        else:
            yield from apart(_whole, job, job.name, limits)
    except InputError as error:
        yield error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield InputError(f"can't be read: {reason}", where=job.name)


def members(
    collection: Job,
    limits: Limits = USUAL,
    may_belong: Callable[[Piece], bool] = lambda piece: True,
) -> Iterator[Job]:
    """Yield a job for each record that may belong to a briefing, and for each bad one.

    Raises:
        InputError: there are too many.
    """
    count = 0
    for item in pieces(collection, limits):
        if isinstance(item, InputError):
            yield replace(collection, name=item.where or collection.name, flaw=item)
        elif may_belong(item):
            yield member(collection, item)
        else:
            continue
        count += 1
        if count > MOST:
            hint = "let a briefing's file choose by from, to, source or tags"
            message = f"more than {MOST} records are no briefing"
            raise InputError(message, where=collection.name, hint=hint)


def _whole(job: Job) -> tuple[Piece | InputError, ...]:
    found: list[Piece | InputError] = []
    try:
        found.extend(_split(job))
    except InputError as error:
        found.append(error)
    return tuple(found)


def _split(job: Job) -> Iterator[Piece | InputError]:
    if job.path and not (job.named or job.path.resolve().is_relative_to(job.root)):
        raise InputError(f"is a link to outside of {job.root}", where=job.name)
    name = _name(job)
    kind = kinds.kind_of(name)
    split = kinds.splitter(kind) if kind else None
    assert split is not None  # is_collection() said so
    with _opened(job) as file:
        yield from split(file, name, job.name, job.fields)


def jobs(settings: Settings, collection: Job) -> Iterator[Job]:
    """Yield a job for each record, in order; a bad one has its error as ``flaw``.

    A collection of one is called as any other file.
    """
    stem = naming.slug(_stem(collection))
    names = naming.Names(stem)
    found = pieces(collection, limits_of(settings))
    first = tuple(islice(found, 2))
    if len(first) == 1 and isinstance(first[0], Piece):
        targets = naming.targets(settings, stem)
        yield replace(member(collection, first[0]), targets=targets)
        return
    for item in chain(first, found):
        if isinstance(item, InputError):
            place = item.where or collection.name
            yield replace(collection, name=place, targets=(), flaw=item)
        else:
            targets = naming.targets(settings, names.take(item))
            yield replace(member(collection, item), targets=targets)


def limits_of(settings: Settings) -> Limits:
    """Return what a run lets a job take."""
    return Limits(seconds=settings.time_limit, mebibytes=settings.memory_limit)


def member(collection: Job, piece: Piece) -> Job:
    """Return the job of one record, without targets."""
    return replace(
        collection,
        name=f"{collection.name}:{piece.line}",
        path=None,
        data=piece.data,
        held=piece.name,
        line=piece.line,
        collection=collection.path,
        targets=(),
    )


def _stem(collection: Job) -> str:
    return kinds.stem_of(_name(collection))


def _name(job: Job) -> str:
    return job.path.name if job.path is not None else job.held


def _opened(job: Job) -> BinaryIO:
    if job.path is None:
        return BytesIO(job.data)
    return Path(job.path).open("rb")
