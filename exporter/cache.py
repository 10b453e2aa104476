"""What may be made again at any time: kept on disk, checked, never trusted."""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import tempfile
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs

_DIGEST = hashlib.sha256().digest_size
_FOREIGN = (
    pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, KeyError,
    TypeError, ValueError,
)  # fmt: skip


@cache
def folder() -> Path:
    """Return the cache folder of this user, or one of the system's if need be."""
    path = platformdirs.user_cache_path("exporter", appauthor=False)
    with suppress(OSError):
        path.mkdir(parents=True, exist_ok=True)
        if os.access(path, os.W_OK):
            return path
    return _passing()


def _passing() -> Path:
    """Return a folder for a user whose cache is read-only, the same at each run.

    Its name can be guessed, so it counts only if no one else made it or may
    write to it; else there is a new one for this run.
    """
    path = Path(tempfile.gettempdir(), f"exporter-{os.getuid()}")
    with suppress(OSError):
        path.mkdir(mode=0o700, exist_ok=True)
        status = path.lstat()
        owned = stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()
        if owned and not status.st_mode & 0o077:
            return path
    return Path(tempfile.mkdtemp(prefix="exporter-"))


def place(kind: str, *parts: object) -> Path:
    """Return the path of an entry: its kind, then a digest of what it depends on."""
    digest = hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]
    return folder() / kind / digest


def load(path: Path) -> bytes | None:
    """Return the bytes of an entry, or None if it is missing or damaged."""
    with suppress(OSError):
        stored = path.read_bytes()
        if hashlib.sha256(stored[_DIGEST:]).digest() == stored[:_DIGEST]:
            return stored[_DIGEST:]
    return None


def unpacked(data: bytes | None) -> Any:
    """Return the object that was kept, or None if there is none or it is another's.

    ``data`` is what ``load`` returned, whole and of this user's own cache; a version
    of exporter that knows other types may have written it.
    """
    if data is not None:
        with suppress(*_FOREIGN):
            return pickle.loads(data)
    return None


def store(path: Path, data: bytes) -> None:
    """Keep an entry together with its digest; a full disk costs only the entry."""
    with suppress(OSError):
        put(path, hashlib.sha256(data).digest() + data)


class Shelf:
    """Things that are kept together in one entry, those that are used again.

    A thousand entries would take longer to open than half the things to make.
    """

    def __init__(self, entry: Path) -> None:
        """Take out what is kept; nothing if that is damaged."""
        kept = unpacked(load(entry))
        self._entry = entry
        self._kept: dict[str, Any] = kept if isinstance(kept, dict) else {}
        self._used: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        """Return what was kept under a key, or None."""
        return self._kept.get(key)

    def put(self, key: str, thing: Any) -> None:
        """Say that a thing is in use, so that it is kept on."""
        self._used[key] = thing

    def save(self) -> None:
        """Keep what is in use, and nothing else."""
        if self._used != self._kept:
            store(self._entry, pickle.dumps(self._used, pickle.HIGHEST_PROTOCOL))


def prune(kind: str, days: int = 30) -> None:
    """Remove the entries of a kind that nobody has used for some days.

    The days are counted back from the last use of any entry, not from a clock.
    """
    with suppress(OSError):
        used = {
            entry.path: max(entry.stat().st_atime, entry.stat().st_mtime)
            for entry in os.scandir(folder() / kind)
        }
        latest = max(used.values(), default=0.0)
        for path, moment in used.items():
            if latest - moment > days * 86_400:
                Path(path).unlink(missing_ok=True)


def load_marked(path: Path) -> bytes | None:
    """Return a file as ``store_marked`` left it, or None if it is not there so."""
    with suppress(OSError):
        mark = _mark(path).read_bytes()
        data = path.read_bytes()
        if mark == b"%08x" % zlib.crc32(data):
            return data
    return None


def store_marked(path: Path, data: bytes) -> None:
    """Keep a file that others read by its path, and its checksum beside it."""
    with suppress(OSError):
        put(_mark(path), b"%08x" % zlib.crc32(data))
        put(path, data)


def _mark(path: Path) -> Path:
    return path.with_suffix(".crc")


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, whoever else writes it at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    finally:
        with suppress(OSError):  # it has its place by now, unless something failed
            Path(name).unlink()
