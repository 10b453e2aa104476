"""What was built from what: one line for each artefact of an output folder.

Kept in the user's cache, so that the output folder holds artefacts alone. A
damaged or lost line costs a rebuild; a line is added only after its artefact
is in place, in one write, so that runs side by side can't spoil each other's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from exporter import cache
from exporter.recipes import Ingredient, Recipe

_VERSION = 2  # of the lines; older ones are not understood and cost a rebuild


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An artefact as it was published: its name, size, recipe and warnings."""

    name: str
    size: int
    recipe: Recipe
    warnings: int = 0


class Ledger:
    """The records of one output folder, the latest for each artefact."""

    def __init__(self, folder: Path) -> None:
        """Read the ledger of an output folder; what is not understood is left out."""
        self.path = cache.place("ledgers", _VERSION, folder.resolve())
        self.records: dict[str, Record] = {}
        self._lines = 0
        for line in self._read():
            self._lines += 1
            record = _parse(line)
            if record is not None:
                self.records[record.name] = record

    def get(self, name: str) -> Record | None:
        """Return what is known of an artefact."""
        return self.records.get(name)

    def add(self, record: Record) -> None:
        """Remember a published artefact.

        Raises:
            OSError: the cache is not writable; the next run builds again.
        """
        self.records[record.name] = record
        self._lines += 1
        self.path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        handle = os.open(self.path, flags, 0o644)
        try:
            os.write(handle, _line(record))
        finally:
            os.close(handle)

    def tidy(self) -> None:
        """Drop lines that later ones replaced, once they are the greater part."""
        if self._lines > 2 * len(self.records) + 16:
            with suppress(OSError):
                cache.put(self.path, b"".join(map(_line, self.records.values())))

    def _read(self) -> Iterator[bytes]:
        with suppress(OSError):
            yield from filter(None, self.path.read_bytes().split(b"\n"))


def _line(record: Record) -> bytes:
    recipe = record.recipe
    row = [
        recipe.fingerprint,
        record.name,
        record.size,
        record.warnings,
        recipe.versions,
        recipe.layout,
        recipe.settings,
        [[item.path, item.sha256] for item in recipe.ingredients],
    ]
    # The leading line break closes a line that another run left unfinished.
    return b"\n" + json.dumps(row).encode() + b"\n"


def _parse(line: bytes) -> Record | None:
    try:
        fingerprint, name, size, warnings, *parts, files = json.loads(line)
        versions, layout, settings = parts
        ingredients = tuple(Ingredient(path=p, sha256=s) for p, s in files)
    except (ValueError, TypeError):
        return None
    recipe = Recipe(
        versions=versions, layout=layout, settings=settings, ingredients=ingredients
    )
    if fingerprint != recipe.fingerprint:
        return None
    return Record(name=name, size=size, recipe=recipe, warnings=warnings)
