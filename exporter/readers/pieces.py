"""What a collection is parted into: files of their own that hold one record each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from exporter.readers import mending
from exporter.readers.request import Supplied

_NOTHING = Supplied()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One record of a collection, as a file that its reader reads as an article.

    ``name`` is the name of that file, whose suffix decides its reader; ``line`` is
    where the record starts, from 1, or its number where there are no lines;
    ``key`` is what identifies it (an address, an id) and ``title`` what it is
    called, both ``""`` if it does not say. ``told`` is what else it shows before it is
    read, for choosing among many: its date, source and tags. ``fields`` are the names
    that a record of a dump uses.
    """

    name: str
    data: bytes = field(repr=False)
    line: int
    key: str = ""
    title: str = ""
    told: Supplied = _NOTHING
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Make lines of what identifies it, whatever a dump holds."""
        object.__setattr__(self, "key", mending.line(self.key))
        object.__setattr__(self, "title", mending.line(self.title))


def mark(key: str, data: bytes) -> str:
    """Return eight digits that tell a record from others, wherever it stands."""
    known = key.encode(errors="replace") or data
    return hashlib.sha256(known).hexdigest()[:8]
