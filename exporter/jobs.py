"""What is to be made, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from exporter.briefing import Briefing
from exporter.dates import PartialDate
from exporter.errors import ExporterError
from exporter.model import Notice
from exporter.readers.request import Fields, Supplied
from exporter.recipes import Ingredient, digest

NOTHING = Supplied()
"""No facts are supplied by options."""
STDIN_NAME = "stdin.txt"
"""What standard input goes by."""
NO_COVER = "no-cover"
"""Code of the warning that a cover could not be drawn on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An artefact to be made: its format and its place."""

    format: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Bytes at hand: the file name that they go by, and the address they came from.

    ``retrieved`` is when, as the server says; ``flaw`` says why there are none.
    """

    name: str = STDIN_NAME
    data: bytes = field(default=b"", repr=False)
    address: str | None = None
    retrieved: PartialDate | None = None
    notices: tuple[Notice, ...] = ()
    flaw: ExporterError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One edition to be made in one or more formats.

    ``name`` is the input as the user wrote it; ``path`` is None where the bytes are
    at hand: ``data``, which go by the file name ``held``, of standard input, of the
    Web (``address``), or the record at a ``line`` of a ``collection``, with names of
    its ``fields``.
    No asset may lie outside of ``root``, and the input neither, unless the user
    ``named`` it. A job that ``gathers`` makes a briefing: of the file at ``path``, or
    ``briefing`` of its ``members``. A ``flaw`` says why nothing can come of it,
    ``notices`` what went wrong already.
    """

    name: str
    path: Path | None
    root: Path
    targets: tuple[Target, ...]
    supplied: Supplied = NOTHING
    named: bool = False
    data: bytes = field(default=b"", repr=False)
    held: str = STDIN_NAME
    address: str | None = None
    retrieved: PartialDate | None = None
    notices: tuple[Notice, ...] = ()
    collection: Path | None = None
    line: int = 0
    fields: Fields = ()
    flaw: ExporterError | None = None
    layout: str = "article"
    gathers: bool = False
    briefing: Briefing | None = None
    members: tuple[Job, ...] = ()

    @property
    def content(self) -> str:
        """Return a digest of the bytes at hand, whenever they were captured.

        The head of a capture says when that was; all else is below it.
        """
        data = self.data
        if self.address:
            data = data.partition(b"\r\n\r\n")[2] or data
        return digest(data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """The bytes of an artefact on their way to its place."""

    target: Target
    data: bytes = field(repr=False)


class Status(Enum):
    """What came of a job."""

    BUILT = "built"
    FRESH = "fresh"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of one job.

    ``products`` are what was made and ``paths`` what was published of it;
    ``ingredients`` are the files that went in, ``settled`` unless one changed while
    it was read; ``error`` says why it failed, ``skipped`` what is wrong with records
    that a briefing had to do without.
    """

    job: Job
    status: Status
    products: tuple[Product, ...] = ()
    paths: tuple[Path, ...] = ()
    notices: tuple[Notice, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    settled: bool = True
    seconds: float = 0.0
    error: ExporterError | None = None
    skipped: tuple[ExporterError, ...] = ()
