"""The container of an EPUB: members of a ZIP, read one by one within limits."""

from __future__ import annotations

import hashlib
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote

from exporter.artefacts.parsing import parse
from exporter.errors import InputError

CONTAINER = "META-INF/container.xml"
_MIB = 1 << 20
_LARGEST_FILE = 1024 * _MIB
_MOST_MEMBERS = 50_000
_LARGEST_MEMBER = 64 * _MIB  # unpacked
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
          OSError, ValueError)  # fmt: skip
"""What reading the members of a ZIP raises where it is damaged."""


def place(folder: str, href: str) -> str:
    """Return the member that a relative address names; it can't lead outside."""
    joined = posixpath.join("/", folder, unquote(href.partition("#")[0]))
    return posixpath.normpath(joined).lstrip("/")


@contextmanager
def opened(path: Path | BinaryIO, where: str = "") -> Iterator[Container]:
    """Open an EPUB for reading its members one by one; ``where`` is for messages.

    Raises:
        InputError: the file is damaged, or unsafe to read.
    """
    where = where or str(path)
    try:
        if isinstance(path, Path) and path.stat().st_size > _LARGEST_FILE:
            raise InputError("the EPUB is larger than 1 GiB", where=where)
        archive = zipfile.ZipFile(path)
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"can't be read: {reason}", where=where) from error
    except DAMAGE as error:
        raise InputError(f"the EPUB is damaged: {error}", where=where) from error
    with archive:
        yield Container(archive, where)


class Container:
    """A ZIP whose members are read one by one and never beyond a limit."""

    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self.where = where
        self._zip = archive
        self._names = set(archive.namelist())
        count = len(archive.infolist())
        if count > _MOST_MEMBERS:
            raise self.error(f"the EPUB holds {count} files, which is unsafe")
        if count != len(self._names):
            raise self.error("the EPUB holds two files of one name")

    def error(self, message: str) -> InputError:
        """Make an error about this file."""
        return InputError(message, where=self.where)

    @property
    def names(self) -> frozenset[str]:
        """Return the paths of all members."""
        return frozenset(self._names)

    def document(self, name: str) -> Any:
        """Return the root element of an XML member."""
        return parse(self.data(name), name, self.where)

    def data(self, name: str) -> bytes:
        """Return the bytes of a member.

        Raises:
            InputError: it is missing, damaged or larger than 64 MiB.
        """
        if name not in self._names:
            raise self.error(f"the EPUB is damaged: {name} is not there")
        try:
            data = self._read(name)
        except DAMAGE as error:
            raise self.error(f"the EPUB is damaged: {name}: {error}") from error
        if data is None:
            raise self.error(f"{name} is larger than 64 MiB, which is unsafe")
        return data

    def digests(self, name: str) -> tuple[str | None, ...]:
        """Return the SHA-256 of a member: none if missing, None if unreadable."""
        if name not in self._names:
            return ()
        try:
            data = self._read(name)
        except DAMAGE:
            data = None
        return (None if data is None else hashlib.sha256(data).hexdigest(),)

    def _read(self, name: str) -> bytes | None:
        with self._zip.open(name) as member:
            data = member.read(_LARGEST_MEMBER + 1)
        return data if len(data) <= _LARGEST_MEMBER else None
