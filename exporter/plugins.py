"""What can be plugged in: built-ins from a table, the rest from entry points."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from exporter.errors import UsageError, suggest

BUILT_IN = {
    "writers": {
        "pdf": "exporter.writers.pdf:write",
        "epub": "exporter.writers.epub:write",
    },
}
"""Group, name and ``module:attribute``; nothing is imported before it is asked for."""


def names(group: str) -> tuple[str, ...]:
    """Return every known name of a group, built-ins first."""
    return tuple(dict.fromkeys((*BUILT_IN.get(group, {}), *installed(group))))


def is_built_in(group: str, name: str) -> bool:
    """Tell whether a name needs no look at what else is installed."""
    return name in BUILT_IN.get(group, {})


def load(group: str, name: str) -> object:
    """Return the object behind a name; a built-in wins over an installed one.

    Raises:
        UsageError: no such name, with the nearest one.
    """
    target = BUILT_IN.get(group, {}).get(name) or installed(group).get(name)
    if target is None:
        known = names(group)
        hint = suggest(name, known) or f"known: {', '.join(known)}"
        raise UsageError(f"no {group.removesuffix('s')} {name!r}", hint=hint)
    module, _, attribute = target.partition(":")
    return getattr(import_module(module), attribute)


@cache
def installed(group: str) -> dict[str, str]:
    """Return the names of a group's entry points with their ``module:attribute``."""
    # Slow to import, so only for a name that is not built in.
    from importlib.metadata import entry_points

    points = entry_points(group=f"exporter.{group}")
    return {point.name: point.value for point in points}
