"""Artefacts read back: what a PDF or EPUB says of itself, and its originals."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from exporter.artefacts.record import (
    Artefact,
    ArtefactArticle,
    Finding,
    Held,
    RecordedOriginal,
    artefact_json,
)
from exporter.errors import InputError

__all__ = [
    "Artefact",
    "ArtefactArticle",
    "Finding",
    "Held",
    "RecordedOriginal",
    "artefact_json",
    "cover",
    "held",
    "kind",
    "read",
    "verify",
]

_HEAD = 1024  # bytes in which readers look for the mark of a PDF


class _Kind(Protocol):
    def read(self, path: Path) -> Artefact: ...

    def verify(self, path: Path) -> tuple[Finding, ...]: ...

    def cover(self, path: Path) -> bytes | None: ...

    def held(self, file: BinaryIO, where: str) -> Iterator[Held]: ...


def read(path: Path) -> Artefact:
    """Return what a PDF or an EPUB says of itself, from the file alone.

    Raises:
        InputError: it is neither, or damaged, encrypted or unsafe to read.
    """
    return _kind(path).read(path)


def cover(path: Path) -> bytes | None:
    """Return the bytes of the picture that an EPUB calls its cover; a PDF has none.

    Raises:
        InputError: it is neither a PDF nor an EPUB, or damaged, encrypted or
            unsafe to read.
    """
    return _kind(path).cover(path)


def verify(path: Path) -> tuple[Finding, ...]:
    """Return a finding for each original: is it inside, and unchanged?

    A file without originals has one finding that says so.

    Raises:
        InputError: it is neither a PDF nor an EPUB, or damaged, encrypted or
            unsafe to read.
    """
    return _kind(path).verify(path)


def held(file: BinaryIO, where: str) -> Iterator[Held]:
    """Yield the articles of a PDF or EPUB, each with its original, one by one.

    Raises:
        InputError: it is neither, or damaged, encrypted or unsafe to read.
    """
    name = _kind_of(file.read(_HEAD), where)
    file.seek(0)
    module = cast(_Kind, import_module(f"exporter.artefacts.{name}"))
    return module.held(file, where)


def kind(path: Path) -> str:
    """Return "epub" or "pdf", by the first bytes of a file.

    Raises:
        InputError: it is neither, or can't be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", where=str(path)) from error
    return _kind_of(head, str(path))


def _kind_of(head: bytes, where: str) -> str:
    if head.startswith(b"PK"):
        return "epub"
    if b"%PDF-" in head:
        return "pdf"
    raise InputError("neither a PDF nor an EPUB", where=where)


def _kind(path: Path) -> _Kind:
    """Return the module of a kind, imported when it is needed."""
    return cast(_Kind, import_module(f"exporter.artefacts.{kind(path)}"))
