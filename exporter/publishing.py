"""The only writer of the output folder: whole files, or none."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from exporter.errors import OutputError
from exporter.jobs import Job, Product

_PART = re.compile(r"\..+\.(\d+)\.part")


def publish(job: Job, products: Sequence[Product]) -> tuple[Path, ...]:
    """Put the artefacts of a job in their places, and return these.

    All are written beside their places and flushed before the first replaces
    its predecessor, so that a full disk leaves the folder as it was; should one
    not go to its place, those before it come back. The mode is what the user's
    umask makes of 0666, as with other tools.

    Raises:
        OutputError: a file can't be written.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for product in products:
            target = product.target.path
            with _explained(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                _refuse_folder(target)
                part = _beside(target, "new")
                staged.append((part, target))
                _write(part, product.data)
        _replace(staged)
    finally:
        for part, _ in staged:
            with suppress(OSError):
                part.unlink()
    return tuple(target for _, target in staged)


def _replace(staged: Sequence[tuple[Path, Path]]) -> None:
    """Put all parts in their places, or leave what was there."""
    with ExitStack() as undoing:
        for part, target in staged:
            with _explained(target):
                # A single one needs no way back.
                if len(staged) > 1:
                    undoing.callback(_restore, target, _keep(target))
                part.replace(target)
        undoing.pop_all()
    for _, target in staged:
        with suppress(OSError):
            _beside(target, "old").unlink()


def _keep(target: Path) -> Path | None:
    """Give what is in a place a second name; return this, or None for nothing."""
    kept = _beside(target, "old")
    kept.unlink(missing_ok=True)
    try:
        os.link(target, kept, follow_symlinks=False)
    except FileNotFoundError:
        return None
    except OSError:  # not every file system has hard links
        target.replace(kept)
    return kept


def _restore(target: Path, kept: Path | None) -> None:
    with suppress(OSError):
        if kept is None:
            target.unlink()
        else:
            kept.replace(target)
            # Two names of one file: to rename it does nothing, says POSIX.
            kept.unlink(missing_ok=True)


def _beside(target: Path, kind: str) -> Path:
    """Return a name for use by this process; that of the target may be too long."""
    digest = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]
    return target.with_name(f".{digest}-{kind}.{os.getpid()}.part")


def _refuse_folder(target: Path) -> None:
    with suppress(FileNotFoundError):
        if stat.S_ISDIR(target.lstat().st_mode):
            hint = "move it, or choose another folder with --output"
            raise OutputError("is a folder, not a file", where=str(target), hint=hint)


def renew(target: Path, data: bytes) -> bool:
    """Put a file in its place unless these bytes are there; tell whether it did so.

    A link in that place is replaced, never followed.

    Raises:
        OutputError: the file can't be written.
    """
    with _explained(target):
        _refuse_folder(target)
        if target.is_file() and not target.is_symlink() and target.read_bytes() == data:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        part = _beside(target, "new")
        try:
            _write(part, data)
            part.replace(target)
        finally:
            with suppress(OSError):
                part.unlink()
    return True


def check(folder: Path) -> None:
    """Refuse an output folder that can't be written to, before any work is done.

    Raises:
        OutputError: it is no folder, or not writable.
    """
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if not nearest.is_dir():
        raise OutputError("is a file, not a folder", where=str(nearest))
    if not os.access(nearest, os.W_OK | os.X_OK):
        hint = "choose another folder with --output"
        raise OutputError("can't be written to", where=str(nearest), hint=hint)


def sweep(folder: Path) -> None:
    """Remove what killed processes left half-written in a folder."""
    if os.name != "posix":
        return
    with suppress(OSError):
        for path in folder.glob(".*.part"):
            match = _PART.fullmatch(path.name)
            if match and not _is_running(int(match[1])):
                path.unlink()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _write(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"can't be written: {reason}", where=str(target)) from error
