"""From the named values of a header or sidecar to the facts that they supply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.model import Notice
from exporter.readers import convert, names
from exporter.readers.request import Supplied
from exporter.readers.values import Entry, Table, Value

_CONVERT: dict[str, Callable[[Entry, str], Any]] = {
    "byline": convert.people,
    "published": convert.day,
    "updated": convert.day,
    "retrieved": convert.day,
    "language": convert.language,
    "source_url": convert.address,
    "tags": convert.tags,
}
_SITE_PATHS = ("url", "link", "permalink")
"""Names that Hugo and Jekyll also use for a path within their site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The facts that one header or sidecar supplies, and what was odd about it."""

    supplied: Supplied
    notices: tuple[Notice, ...] = ()


def gather(entries: tuple[Entry, ...], path: str) -> Record:
    """Turn named values into facts; ``path`` is the file, for messages.

    Raises:
        InputError: an unknown name, a value of the wrong type, or two names that
            say different things of the same fact.
    """
    found: dict[str, tuple[Entry, Any]] = {}
    notices: list[Notice] = []
    for entry in _flat(entries):
        where = f"{path}:{entry.line}"
        notice = _aside(entry, where)
        if notice is not None:
            notices.append(notice)
        elif not _says_nothing(entry.value) and not _is_flag(entry):
            fact, value = _fact(entry, where)
            known = found.get(fact)
            found[fact] = (entry, _agree(known, (entry, value), fact, where))
    values = {fact: value for fact, (_, value) in found.items()}
    host = values.pop("hostname", None)
    if host and not values.keys() & {"source_name", "source_url", "publisher"}:
        values["source_name"] = host
    return Record(supplied=Supplied(**values), notices=tuple(notices))


def _flat(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Pass over what has no bearing; of Hugo's ``params`` keep what names a fact."""
    for entry in entries:
        if names.plain(entry.name) == names.PARAMS and isinstance(entry.value, Table):
            yield from (e for e in entry.value.entries if names.fact_of(e.name))
        elif not names.is_ignored(entry.name):
            yield entry


def _says_nothing(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _is_flag(entry: Entry) -> bool:
    """Tell whether ``draft`` or Jekyll's ``published`` is a switch, not a date."""
    if names.plain(entry.name) == names.DRAFT:
        return True
    return names.plain(entry.name) == "published" and convert.switch(entry) is not None


def _aside(entry: Entry, where: str) -> Notice | None:
    """Return the notice on a value that is known but supplies no fact."""
    name = names.plain(entry.name)
    on = convert.switch(entry)
    if (name == names.DRAFT and on) or (name == "published" and on is False):
        return Notice(code="draft", message="marked as a draft", where=where)
    if name in _SITE_PATHS and convert.is_site_path(entry):
        message = f"{entry.name!r} is a path within a site, not an address; ignored"
        return Notice(code="header-ignored", message=message, where=where)
    return None


def _fact(entry: Entry, where: str) -> tuple[str, Any]:
    fact = names.fact_of(entry.name)
    if fact is None:
        hint = names.hint(entry.name)
        raise InputError(f"unknown name {entry.name!r}", where=where, hint=hint)
    if fact == "source_name" and convert.is_address(entry.value):
        fact = "source_url"
    return fact, value_of(fact, entry, where)


def value_of(fact: str, entry: Entry, where: str) -> Any:
    """Return what a named value says as the value of a fact.

    Raises:
        InputError: it is of the wrong type, or impossible.
    """
    return _CONVERT.get(fact, convert.text)(entry, where)


def _agree(
    known: tuple[Entry, Any] | None, new: tuple[Entry, Any], fact: str, where: str
) -> Any:
    """Return what two names for one fact say together.

    Raises:
        InputError: they say different things.
    """
    entry, value = new
    if known is None:
        return value
    other, before = known
    if fact == "tags":
        return tuple(dict.fromkeys((*before, *value)))
    if isinstance(value, PartialDate) and str(before).startswith(str(value)):
        return before
    same = value == before
    finer = isinstance(value, PartialDate) and str(value).startswith(str(before))
    if same or finer:
        return value
    raise InputError(
        f"{entry.name!r} and {other.name!r} (line {other.line}) say different things",
        where=where,
        hint="keep one of them",
    )
