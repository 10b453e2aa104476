"""CSV: a line of names, then a record a row, whose quoted fields may span lines."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from exporter.errors import InputError
from exporter.readers import streams
from exporter.readers.records.jsonl import Values

HEAD = 64 * 1024
"""Bytes that the line of names may have."""
_DELIMITERS = ",;\t|"
_REREAD = 8 * streams.LIMIT
"""Bytes after quotes that are never closed that are read again."""


class _Spent(Exception):
    """A row is larger than a record may be."""


@dataclass(slots=True)
class _Lines:
    """The lines of a file as texts; keeps the bytes of the row being read."""

    source: Iterator[tuple[int, bytes | InputError]]
    waiting: deque[tuple[int, bytes]] = field(default_factory=deque)
    taken: list[tuple[int, bytes]] = field(default_factory=list)
    size: int = 0
    budget: int = _REREAD
    failed: InputError | None = None

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        number, line = self.waiting.popleft() if self.waiting else self._next()
        self.taken.append((number, line))
        self.size += len(line)
        if self.size > streams.LIMIT:
            raise _Spent
        return line.decode("utf-8", "surrogateescape")

    def _next(self) -> tuple[int, bytes]:
        number, line = next(self.source)
        if isinstance(line, InputError):
            self.failed = line
            self.taken.append((number, b""))
            raise _Spent
        return number, line

    def take(self) -> tuple[int, bytes]:
        """Return number and bytes of the row that was read, and begin another."""
        number = self.taken[0][0] if self.taken else 0
        data = b"".join(line for _, line in self.taken)
        self.taken, self.size, self.failed = [], 0, None
        return number, data

    def again(self) -> None:
        """Let all lines of a row that fails but its first be read again."""
        self.budget -= self.size
        if self.failed or self.budget < 0:
            return
        self.waiting.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The names of the fields, the line that holds them, and what parts them."""

    names: tuple[str, ...]
    line: bytes
    delimiter: str


def rows(
    file: BinaryIO, where: str
) -> Iterator[tuple[int, tuple[Values, bytes] | InputError]]:
    """Yield the line of each row with its values and bytes, or what is wrong with it.

    The bytes are those of a file of one record: the line of names and the row.
    """
    csv.field_size_limit(streams.LIMIT + 1)
    lines = _Lines(streams.lines(file, where, blank_too=True))
    try:
        head = _head(lines, where)
    except InputError as error:
        yield 1, error
        return
    reader = csv.reader(lines, delimiter=head.delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _Spent) as error:
            lines.again()
            failed, (number, _) = lines.failed, lines.take()
            yield number, failed or _bad(error, f"{where}:{number}")
            continue
        number, data = lines.take()
        if cells:
            yield number, _row(head, cells, data, f"{where}:{number}")


def _bad(error: Exception, where: str) -> InputError:
    if isinstance(error, _Spent):
        message = "the row is larger than a record may be"
        return InputError(message, where=where, hint="is a quote never closed?")
    hint = 'double a quote within a quoted field: ""'
    return InputError(f"not valid CSV: {error}", where=where, hint=hint)


def _head(lines: _Lines, where: str) -> _Head:
    hint = "the first line of a CSV file names the fields, as in title,text,date"
    try:
        delimiter = _delimiter(_first(lines))
        names = next(csv.reader(lines, delimiter=delimiter, strict=True), [])
    except (csv.Error, _Spent) as error:
        message = "the first line can't be read"
        raise lines.failed or InputError(message, where=where, hint=hint) from error
    _, line = lines.take()
    if not names or len(line) > HEAD:
        raise InputError("there is no line of names", where=where, hint=hint)
    if not line.endswith(b"\n"):
        line += b"\n"
    plain = tuple(name.strip() for name in names)
    return _Head(names=plain, line=line, delimiter=delimiter)


def _first(lines: _Lines) -> str:
    """Return the first line that is not empty, and let it be read again."""
    for line in lines:
        if line.strip():
            lines.waiting.extend(lines.taken)
            lines.take()
            return line
        lines.take()
    return ""


def _delimiter(line: str) -> str:
    """Return what parts the names: what is most often there outside of quotes."""
    bare = re.sub(r'"[^"]*"', "", line)
    return max(_DELIMITERS, key=bare.count)


def _row(
    head: _Head, cells: list[str], data: bytes, where: str
) -> tuple[Values, bytes] | InputError:
    if b"\0" in data:
        return InputError("a text holds NUL", where=where)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        hint = "convert the file first, as in: iconv -f WINDOWS-1252 -t UTF-8"
        return InputError("not valid UTF-8", where=where, hint=hint)
    if len(cells) != len(head.names):
        message = f"{len(cells)} fields for {len(head.names)} names"
        hint = f'fields are parted by {head.delimiter!r} and quoted with "'
        return InputError(message, where=where, hint=hint)
    return dict(zip(head.names, cells, strict=True)), head.line + data
