"""Files of many records, read a line at a time: compressed or not, within bounds."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeVar, cast

from exporter.errors import InputError

T = TypeVar("T")
LIMIT = 16 * 2**20
"""Bytes that one record may have."""
SKIPPED = 2**30
"""Bytes without an end of line after which a file is given up."""
BLANK = 1_000_000
"""Empty lines in a row after which a file is given up."""
PATIENCE = 10_000
"""Bad records in a row after which a file is given up."""
BROKEN = (EOFError, OSError, zlib.error)
"""What a compressed or damaged file raises while it is read."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHUNK = 2**16


def opened(file: BinaryIO, name: str) -> BinaryIO:
    """Return the stream of a file, inflated as it is read if its name ends in .gz."""
    if not name.lower().endswith(".gz"):
        return file
    return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb"))


def broken(error: BaseException, where: str) -> InputError:
    """Return the error of a file that ends, or fails, in the middle."""
    if isinstance(error, EOFError):
        message = "the compressed file ends too early"
    elif isinstance(error, gzip.BadGzipFile | zlib.error):
        message = "this is no gzip file, or a damaged one"
    else:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"the file can't be read: {reason.lower()}"
    hint = "what stands before is read; fetch the file again"
    return InputError(message, where=where, hint=hint)


def lines(
    file: BinaryIO, where: str, *, blank_too: bool = False
) -> Iterator[tuple[int, bytes | InputError]]:
    """Yield each line with its number, from 1; empty ones only if they are wanted.

    A line longer than a record may be is passed over without being held; a file
    that breaks off yields an error as its last line.
    """
    blank = 0
    for number, line in enumerate(_lines(file, where), 1):
        place = f"{where}:{number}"
        if isinstance(line, InputError):
            yield number, InputError(line.message, where=place, hint=line.hint)
            continue
        if number == 1 and line.startswith(_WIDE):
            hint = "save the file as UTF-8"
            yield number, InputError("the file is UTF-16", where=where, hint=hint)
            return
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        blank = 0 if line.strip() else blank + 1
        if blank > BLANK:
            yield number, _endless(place)
            return
        if blank_too or not blank:
            yield number, line


def _lines(file: BinaryIO, where: str) -> Iterator[bytes | InputError]:
    """Yield lines; what can't be one as an error, after which there may be others."""
    try:
        while line := file.readline(LIMIT + 1):
            if len(line) <= LIMIT:
                yield line
            elif _to_end_of_line(file):
                yield too_long(where)
            else:
                yield _endless(where)
                return
    except BROKEN as error:
        yield broken(error, where)


def _endless(where: str) -> InputError:
    hint = "it is no file of records"
    return InputError("given up: there is no end to this", where=where, hint=hint)


def _to_end_of_line(file: BinaryIO) -> bool:
    """Read on to the end of a line; return False if it is too far away."""
    passed = 0
    while passed < SKIPPED:
        part = file.readline(_CHUNK)
        if not part or part.endswith(b"\n"):
            return True
        passed += len(part)
    return False


def too_long(where: str) -> InputError:
    """Return the error of a record that is larger than any article."""
    message = f"the record is larger than {LIMIT // 2**20} MiB"
    return InputError(message, where=where, hint="it is passed over")


def patient(found: Iterable[T | InputError], where: str) -> Iterator[T | InputError]:
    """Pass on records until too many in a row are bad: then it is another file."""
    bad = 0
    for item in found:
        yield item
        bad = bad + 1 if isinstance(item, InputError) else 0
        if bad >= PATIENCE:
            message = f"given up: {bad} records in a row are bad"
            yield InputError(message, where=where, hint="is it the right file?")
            return
