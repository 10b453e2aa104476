"""YAML without its types and its dangers, for headers.

A scalar is its spelling, so ``no`` is Norwegian and ``1984`` a title. Nothing is
constructed: values are built from the parser's events, which keep their lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import yaml

from exporter.errors import InputError
from exporter.readers.values import Entry, Table, Value

_FAST: Any = getattr(yaml, "CSafeLoader", None)  # six times as fast, if it is there
_DEPTH = 8
_NOTHING = ("", "~", "null", "Null", "NULL")
_HINT = "a header is lines of 'name: value' between two '---' lines"
_HINTS = {
    "mapping values are not allowed": "put a value that contains ': ' in quotes",
    "found character '\\t'": "indent with spaces, not with tabs",
    "found character": "put a value that begins with a special character in quotes",
}


def entries(block: str, path: str, first: int) -> tuple[Entry, ...]:
    """Read the named values of a block that begins at line ``first`` of ``path``.

    Raises:
        InputError: broken YAML, anything but one mapping, or a name twice; also
            anchors, aliases, tags and nesting beyond reason.
    """
    try:
        value = _document(block, path, first)
    except yaml.MarkedYAMLError as error:
        raise _broken(error, path, first) from error
    except yaml.reader.ReaderError as error:
        line = block.count("\n", 0, error.position) + first
        message = "the header contains a control character"
        raise InputError(message, where=f"{path}:{line}", hint="remove it") from error
    if isinstance(value, Table):
        return value.entries
    if value is None:
        return ()
    raise InputError("the header has no names", where=f"{path}:{first}", hint=_HINT)


def _document(block: str, path: str, first: int) -> Value:
    """Read a block with libyaml; what that refuses, PyYAML judges and explains."""
    if _FAST is not None:
        with suppress(yaml.YAMLError):
            return _Composer(block, path, first, _FAST).document()
    return _Composer(block, path, first, yaml.SafeLoader).document()


def _broken(error: yaml.MarkedYAMLError, path: str, first: int) -> InputError:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or "broken"
    return InputError(
        f"the header is not valid YAML: {problem}",
        where=f"{path}:{first + (mark.line if mark else 0)}",
        hint=next((h for p, h in _HINTS.items() if problem.startswith(p)), _HINT),
    )


class _Composer:
    """Builds values from the events of one YAML document."""

    def __init__(self, block: str, path: str, first: int, loader: Any) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(block, Loader=loader)
        self._path = path
        self._first = first

    def document(self) -> Value:
        value: Value = None
        seen = False
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    raise self._error(event, "the header holds several documents")
                seen = True
                value = self._value(next(self._events), 0)
        return value

    def _value(self, event: yaml.Event, depth: int) -> Value:
        self._check(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0] and event.value in _NOTHING
            return None if plain else str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(depth + 1)
        return self._mapping(depth + 1)

    def _sequence(self, depth: int) -> tuple[Value, ...]:
        items: list[Value] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, depth))
        return tuple(items)

    def _mapping(self, depth: int) -> Table:
        found: dict[str, Entry] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            self._check(event, depth)
            if not isinstance(event, yaml.ScalarEvent):
                raise self._error(event, "a name must be text")
            name = str(event.value)
            if name in found:
                message = f"{name!r} stands twice, first in line {found[name].line}"
                raise self._error(event, message, "keep one of them")
            value = self._value(next(self._events), depth)
            found[name] = Entry(name, value, self._line(event))
        return Table(tuple(found.values()))

    def _check(self, event: yaml.Event, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = "anchors and aliases are not accepted in a header"
            raise self._error(event, message, "write the value out, or in quotes")
        if getattr(event, "tag", None):
            message = "YAML tags are not accepted in a header"
            raise self._error(event, message, "leave the '!' out, or use quotes")
        if depth > _DEPTH:
            raise self._error(event, "the header is nested too deeply")

    def _line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return self._first + (int(mark.line) if mark else 0)

    def _error(self, event: yaml.Event, message: str, hint: str = _HINT) -> InputError:
        return InputError(message, where=f"{self._path}:{self._line(event)}", hint=hint)
