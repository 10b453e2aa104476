"""Which files of an output folder are a catalogue's own, and may be replaced."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from exporter import publishing
from exporter.errors import OutputError

INDEX, ROOT = "index.html", "opds.xml"
FOLDER = "opds"
COVERS = f"{FOLDER}/covers"
"""Not hidden: some file servers hide what begins with a dot."""
MARK = "exporter catalogue"
_HEAD = 4096  # bytes in which the mark stands
_MARKS = (
    re.compile(rb'<meta name="generator" content="exporter catalogue '),
    re.compile(rb"<generator [^<>]*>exporter catalogue</generator>"),
)
_FEED = re.compile(r"(?:newest|briefings|articles)(?:-\d+)?\.xml")
_COVER = re.compile(r"([0-9a-f]{16})(?:-small)?\.jpg")


def check(output: Path) -> None:
    """Refuse to replace what is not of a catalogue, before any work is done.

    Raises:
        OutputError: a file or folder in the way is another's.
    """
    for name in (FOLDER, COVERS):
        status = _status(output / name)
        if status and not stat.S_ISDIR(status.st_mode):
            raise _refused(output / name, "is not the catalogue's folder")
    feeds = (path for path in _listed(output / FOLDER) if _FEED.fullmatch(path.name))
    for path in (output / INDEX, output / ROOT, *feeds):
        if _status(path) and not _is_marked(path):
            raise _refused(path, "is not of a catalogue, so it is not replaced")


def stamps(output: Path) -> tuple[object, ...]:
    """Return what tells whether the pages are as the last run left them."""
    feeds = (path for path in _listed(output / FOLDER) if _FEED.fullmatch(path.name))
    paths = (output / INDEX, output / ROOT, *sorted(feeds))
    return tuple(
        (path.name, stamp(status)) for path in paths if (status := _status(path))
    )


def stamp(status: os.stat_result) -> tuple[int, ...]:
    """Return what changes with a file, even if its size and time are put back."""
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def covers(output: Path) -> dict[str, int]:
    """Return the covers that are in place: name and size in bytes."""
    found = {}
    for path in _listed(output / COVERS):
        status = _status(path)
        if status and stat.S_ISREG(status.st_mode) and _COVER.fullmatch(path.name):
            found[f"{COVERS}/{path.name}"] = status.st_size
    return found


def cover_name(data: bytes, end: str) -> str:
    """Call a cover by its bytes, so that a reader's cache never shows another."""
    return f"{COVERS}/{hashlib.sha256(data).hexdigest()[:16]}{end}.jpg"


def sweep(output: Path, keep: set[str]) -> None:
    """Remove feeds and covers that are no longer linked to, and no other file."""
    for path in _listed(output / FOLDER):
        if _FEED.fullmatch(path.name) and f"{FOLDER}/{path.name}" not in keep:
            _remove(path, mine=_is_marked(path))
    for name in covers(output).keys() - keep:
        path = output / name
        with suppress(OSError):
            end = "-small" if "-small" in path.name else ""
            _remove(path, mine=cover_name(path.read_bytes(), end) == name)
    for name in (FOLDER, COVERS):
        publishing.sweep(output / name)


def carries_mark(data: bytes) -> bool:
    """Tell whether a page says at its beginning that a catalogue is what made it."""
    return any(mark.search(data, 0, _HEAD) for mark in _MARKS)


def _remove(path: Path, *, mine: bool) -> None:
    if mine:
        with suppress(OSError):
            path.unlink()


def _listed(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from folder.iterdir()


def _status(path: Path) -> os.stat_result | None:
    """Return what is in a place, links not followed; None for nothing."""
    try:
        return path.lstat()
    except OSError:
        return None


def _is_marked(path: Path) -> bool:
    with suppress(OSError):
        if stat.S_ISREG(path.lstat().st_mode):
            with path.open("rb") as file:
                return carries_mark(file.read(_HEAD))
    return False


def _refused(path: Path, message: str) -> OutputError:
    hint = "move it away, or choose another folder with --output"
    return OutputError(message, where=str(path), hint=hint)
