"""The artefacts of an output folder, read back from the files themselves."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from exporter import artefacts
from exporter.artefacts import Artefact
from exporter.cache import Shelf
from exporter.catalogue import own
from exporter.catalogue.pictures import Picture, drawn
from exporter.errors import InputError
from exporter.keys import FORMATS

_MAKER = "exporter "
_SUFFIXES = tuple(f".{name}" for name in FORMATS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """A file as it was read: its place below the folder, and what it says of itself.

    ``artefact`` is None for what is left out, and ``reason`` says why; ``pictures``
    are its cover, large and small; ``stamp`` changes when the file does.
    """

    name: str
    stamp: tuple[int, ...]
    artefact: Artefact | None = None
    pictures: tuple[Picture, Picture] | None = None
    reason: str = ""

    @property
    def size(self) -> int:
        """Return the size in bytes."""
        return self.stamp[0]


def look(output: Path, shelf: Shelf) -> Iterator[Find]:
    """Yield what is found, by name; what the shelf knows already is not read again.

    Covers are put in their places on the way.

    Raises:
        OutputError: a cover can't be written.
    """
    covers = own.covers(output)
    for name, stamp in sorted(_files(output)):
        find = shelf.get(name)
        if not (isinstance(find, Find) and _is_current(find, stamp, covers)):
            find = _read(output, name, stamp)
        shelf.put(name, find)
        yield find


def _is_current(find: Find, stamp: tuple[int, ...], covers: dict[str, int]) -> bool:
    """Tell whether a file is as it was read, and its covers in place."""
    there = (covers.get(item.name) == item.size for item in find.pictures or ())
    return find.stamp == stamp and all(there)


def _files(output: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield name and stamp of each PDF and EPUB; nothing hidden, no link."""
    for parent, folders, names in os.walk(output):
        place = Path(parent).relative_to(output)
        folders[:] = [name for name in folders if not name.startswith(".")]
        if parent == str(output):
            folders[:] = [name for name in folders if name != own.FOLDER]
        for name in names:
            if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
                with suppress(FileNotFoundError):  # another run may replace it
                    status = os.lstat(os.path.join(parent, name))  # noqa: PTH118 - thousands
                    if stat.S_ISREG(status.st_mode):
                        yield (place / name).as_posix(), own.stamp(status)


def _read(output: Path, name: str, stamp: tuple[int, ...]) -> Find:
    path = output / name
    try:
        artefact = artefacts.read(path)
        if not (artefact.generator or "").startswith(_MAKER) or not artefact.articles:
            raise InputError("exporter did not make it")
        if not (artefact.identifier and artefact.title):
            raise InputError("it has no identifier or no title")
        pictures = drawn(output, artefacts.cover(path))
    except InputError as error:
        return Find(name=name, stamp=stamp, reason=error.message)
    return Find(name=name, stamp=stamp, artefact=artefact, pictures=pictures)
