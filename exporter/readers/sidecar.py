"""The sidecar: ``NAME.toml`` beside an input supplies facts under the same names."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

from exporter.errors import InputError
from exporter.readers import facts
from exporter.readers.values import Entry, Table, Value

LIMIT = 64 * 1024
"""Bytes that a sidecar may have."""
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def read(path: Path, root: Path) -> facts.Record:
    """Read the facts that a sidecar supplies.

    Raises:
        InputError: it is no file within its folder or ``root``, is unreadable, too
            large or broken, or says something wrong; ``where`` has the line.
    """
    where = str(path)
    text = load(path, root, LIMIT, "the sidecar")
    return facts.gather(entries(text, where, 1), where)


def load(path: Path, root: Path, limit: int, what: str) -> str:
    """Return the text of a TOML file of at most ``limit`` bytes.

    Raises:
        InputError: it lies outside its folder and ``root``, or can't be read.
    """
    where = str(path)
    target = path.resolve()
    if not any(target.is_relative_to(f.resolve()) for f in (path.parent, root)):
        hint = "copy it beside the article"
        raise InputError(f"{what} lies elsewhere", where=where, hint=hint)
    try:
        with target.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        message = f"{what} can't be read: {error.strerror or error}"
        hint = "it must be a file that you may read"
        raise InputError(message, where=where, hint=hint) from error
    if len(data) > limit:
        message = f"{what} is larger than {limit // 1024} KiB"
        raise InputError(message, where=where, hint="it holds facts, not the text")
    return _decode(data, where, what)


def _decode(data: bytes, where: str, what: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"{what} is not UTF-8, which TOML demands"
        hint = "save it as UTF-8"
        raise InputError(message, where=f"{where}:{line}", hint=hint) from error


def entries(block: str, path: str, first: int) -> tuple[Entry, ...]:
    """Read the named values of TOML text that begins at line ``first`` of ``path``.

    Raises:
        InputError: broken TOML.
    """
    try:
        values = [(name, _value(v)) for name, v in tomllib.loads(block).items()]
    except tomllib.TOMLDecodeError as error:
        raise _broken(str(error), block, path, first) from error
    except ValueError as error:  # an impossible date passes tomllib's grammar
        raise _broken(str(error), block, path, first) from error
    except RecursionError as error:
        message, hint = "nested too deeply", "write 'name = value' lines"
        raise InputError(message, where=f"{path}:{first}", hint=hint) from error
    return tuple(
        Entry(name, value, _line(name, block) + first) for name, value in values
    )


def _broken(problem: str, block: str, path: str, first: int) -> InputError:
    place = _PLACE.search(problem)
    last = block.rstrip("\n").count("\n")
    line = int(place.group(1)) - 1 if place and place.group(1) else last
    text = problem[: place.start()] if place else problem
    return InputError(
        f"not valid TOML: {text[:1].lower()}{text[1:]}",
        where=f"{path}:{line + first}",
        hint="write 'name = \"value\"' lines, dates as YYYY-MM-DD without quotes",
    )


def _line(name: str, block: str) -> int:
    """Return the line, counted from 0, on which a name is set."""
    key = rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[=.\]]"
    found = re.search(key, block, re.MULTILINE)
    return block.count("\n", 0, found.start()) if found else 0


def _value(value: Any) -> Value:
    """Take a TOML value over; only tables and arrays are shaped anew."""
    if isinstance(value, dict):
        items = ((key, _value(item)) for key, item in value.items())
        return Table(tuple(Entry(key, item, 0) for key, item in items))
    if isinstance(value, list):
        return tuple(_value(item) for item in value)
    if isinstance(value, str | bool | int | float | date | time):
        return value
    return None
