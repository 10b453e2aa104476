"""Finds what lies beside a file: its sidecar, or what a wrong path may have meant."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from pathlib import Path

from exporter.errors import suggest
from exporter.readers.kinds import stem_of

_MOST = 1000
_PROJECT = "exporter.toml"


def near(path: Path) -> str:
    """Return ``did you mean …?`` for the nearest name in the folder, else ``""``."""
    with suppress(OSError):
        names = sorted(entry.name for entry in islice(path.parent.iterdir(), _MOST))
        return suggest(path.name, names)
    return ""


def beside(path: Path) -> Path:
    """Return where the sidecar of an input would be."""
    return path.with_name(f"{stem_of(path.name)}.toml")


def sidecar_of(path: Path) -> Path | None:
    """Return the sidecar of an input if there is one; the project file is none."""
    found = beside(path)
    return found if found.name != _PROJECT and found.exists() else None
