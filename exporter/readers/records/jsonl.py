"""JSON Lines: a line, a JSON object, a record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO, TypeAlias

from exporter.errors import InputError
from exporter.readers import streams

Values: TypeAlias = dict[str, object]
_LONG = 2**20
_MARKS = 500_000
"""Brackets and quotes that a long line may have; each becomes an object in memory."""
_DOUBTFUL = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)|\x00")
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def rows(
    file: BinaryIO, where: str
) -> Iterator[tuple[int, tuple[Values, bytes] | InputError]]:
    """Yield the number of each line with its object and its bytes, or what is wrong."""
    for number, line in streams.lines(file, where):
        if isinstance(line, InputError):
            yield number, line
            continue
        try:
            yield number, (parse(line, f"{where}:{number}"), line)
        except InputError as error:
            yield number, error


def parse(line: bytes, where: str) -> Values:
    """Parse one JSON object of UTF-8 (RFC 8259, §8.1).

    Raises:
        InputError: it is no JSON object, or holds what no text may hold.
    """
    marks = b'{["'
    if len(line) > _LONG and sum(line.count(mark) for mark in marks) > _MARKS:
        raise _bad("the record has too many parts", where)
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        hint = "convert the file first, as in: iconv -f WINDOWS-1252 -t UTF-8"
        raise _bad(f"not valid UTF-8 at byte {error.start}", where, hint) from error
    except RecursionError as error:
        raise _bad("the JSON is nested too deep", where) from error
    except json.JSONDecodeError as error:
        what = error.msg.lower().removesuffix(" at")
        message = f"not valid JSON: {what} at character {error.pos + 1}"
        raise _bad(message, where) from error
    except ValueError as error:
        raise _bad(f"not valid JSON: {error}", where) from error
    if not isinstance(value, dict):
        hint = "write one object a line, as jq -c '.[]' does"
        raise _bad(f"a record must be an object, not {_kind(value)}", where, hint)
    if (b"\\u" in line or b"\0" in line) and _DOUBTFUL.search(line):
        _check(value, where)
    return value


def _check(value: object, where: str) -> None:
    """Refuse NUL and lone surrogates, which JSON can spell and text can't hold."""
    if isinstance(value, str) and _NO_TEXT.search(value):
        raise _bad("a text holds NUL or half a character", where)
    if isinstance(value, dict):
        for name, item in value.items():
            _check(name, where)
            _check(item, where)
    if isinstance(value, list):
        for item in value:
            _check(item, where)


def _kind(value: object) -> str:
    kinds = {"list": "a list", "str": "a text", "NoneType": "null"}
    return kinds.get(type(value).__name__, "a number")


def _bad(message: str, where: str, hint: str = "") -> InputError:
    return InputError(message, where=where, hint=hint)
