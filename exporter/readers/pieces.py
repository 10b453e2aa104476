"""What a collection is parted into: files of their own that hold one record each."""

from __future__ import annotations

from dataclasses import dataclass, field

from exporter.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One record of a collection, as a file that its reader reads as an article.

    ``name`` is the name of that file, whose suffix decides its reader; ``line`` is
    where the record starts, from 1, or its number where there are no lines;
    ``key`` is what identifies it (an address, an id) and ``title`` what it is
    called, both ``""`` if it does not say.
    """

    name: str
    data: bytes = field(repr=False)
    line: int
    key: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What a record says, at a glance: without its text being read.

    ``names`` are those of its fields, ``unknown`` those that mean nothing here.
    """

    title: str = ""
    published: PartialDate | None = None
    source: str = ""
    byline: bool = False
    language: str = ""
    text: bool = False
    names: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
