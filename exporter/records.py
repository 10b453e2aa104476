"""The records of collections as jobs, one after the other, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from exporter import naming
from exporter.config import Settings
from exporter.errors import InputError
from exporter.jobs import Job
from exporter.readers import kinds
from exporter.readers.pieces import Piece

MOST = 10_000
"""Records of collections that a briefing may be made of."""


def is_collection(name: str) -> bool:
    """Tell whether a file of this name may hold many articles."""
    kind = kinds.kind_of(name)
    return kind is not None and bool(kind.split)


def pieces(job: Job) -> Iterator[Piece | InputError]:
    """Yield the records of the collection of a job, and what is wrong with others.

    A collection that can't be read, or not to its end, has an error as its last.
    """
    name = job.path.name if job.path is not None else job.held
    kind = kinds.kind_of(name)
    split = kinds.splitter(kind) if kind else None
    assert split is not None  # is_collection() said so
    try:
        with _opened(job) as file:
            yield from split(file, name, job.name, job.fields)
    except InputError as error:
        yield error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield InputError(f"can't be read: {reason}", where=job.name)


def jobs(settings: Settings, collection: Job) -> Iterator[Job]:
    """Yield a job for each record, in order; a bad one has its error as ``flaw``."""
    names = naming.Names(naming.slug(_stem(collection)))
    for item in pieces(collection):
        if isinstance(item, InputError):
            place = item.where or collection.name
            yield replace(collection, name=place, targets=(), flaw=item)
        else:
            targets = naming.targets(settings, names.take(item))
            yield replace(member(collection, item), targets=targets)


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
    name = collection.path.name if collection.path is not None else collection.held
    return kinds.stem_of(name)


def _opened(job: Job) -> BinaryIO:
    if job.path is None:
        return BytesIO(job.data)
    return Path(job.path).open("rb")
