"""What a collection is parted into: files of their own that hold one record each."""

from __future__ import annotations

from dataclasses import dataclass, field

from exporter.readers.request import Supplied

_NOTHING = Supplied()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One record of a collection, as a file that its reader reads as an article.

    ``name`` is the name of that file, whose suffix decides its reader; ``line`` is
    where the record starts, from 1, or its number where there are no lines;
    ``key`` is what identifies it (an address, an id) and ``title`` what it is
    called, both ``""`` if it does not say. ``told`` is what else it shows before it is
    read, for choosing among many: its date, source and tags.
    """

    name: str
    data: bytes = field(repr=False)
    line: int
    key: str = ""
    title: str = ""
    told: Supplied = _NOTHING
