"""What headers and sidecars say, before it is known to be a fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Table:
    """Named values, as a mapping of YAML or a table of TOML."""

    entries: tuple[Entry, ...]


Value: TypeAlias = "str | bool | int | float | date | time | Table | Values | None"
"""A YAML scalar is its spelling, a TOML scalar has its type; None says nothing."""
Values: TypeAlias = tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, its value, and the line, counted from 1, on which it stands."""

    name: str
    value: Value
    line: int
