"""What a record claims of its text: facts, each from the first field that makes one."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.model import Notice
from exporter.readers import blocks, bylines, convert, days, facts
from exporter.readers.records.naming import Field
from exporter.readers.remarks import legal
from exporter.readers.request import Supplied
from exporter.readers.values import Entry, Table, Value

Found = Mapping[str, list[Field]]
RULE = "record"
REALNEWS = "realnews-date"
"""The rule that ``publish_date`` of RealNews has the month first (Grover's data)."""
_LINES = (
    "title", "standfirst", "kicker", "byline", "language", "source_name", "source_url",
    "publisher", "rights", "tags", "place",
)  # fmt: skip
_TOLD = ("byline", "language", "source_name", "source_url", "publisher", "tags")
_DATES = ("published", "updated", "retrieved")
_MONTH_FIRST = re.compile(r"\d\d-\d\d-\d{4}")
_PROBLEMS = {
    days.AMBIGUOUS: "the order of day and month is not clear; the date stays unknown",
    days.INVALID: "this is no date",
}
_WHOLE = ("rendered", "name", "value", "text")
"""Names of what an object says in one line, as WordPress and NewsAPI write it."""
_MOST = 2000
"""Characters of a list that a cell of a table holds as Python spells it."""


def layers(
    record: Mapping[str, object], found: Found, where: str, language: str
) -> tuple[tuple[tuple[Supplied, str], ...], tuple[Notice, ...]]:
    """Return the facts of a record as layers, and notices on what is no fact."""
    values, notices = _values(found, _LINES, where)
    for fact in _DATES:
        day, problems = date(found.get(fact, ()), where, language)
        notices += problems
        if day:
            values[fact] = day
    layer = (Supplied(**values), RULE)
    special = None if "published" in values else realnews(record, found)
    if special is None:
        return (layer,), tuple(notices)
    kept = [notice for notice in notices if notice.code != days.AMBIGUOUS]
    return ((Supplied(published=special), REALNEWS), layer), tuple(kept)


def told(record: Mapping[str, object], found: Found) -> Supplied:
    """Return what a record says of its time, its source and its subjects."""
    values, _ = _values(found, _TOLD, "")
    published, _ = date(found.get("published", ()), "", values.get("language", "en"))
    return Supplied(published=published or realnews(record, found), **values)


def _values(
    found: Found, wanted: tuple[str, ...], where: str
) -> tuple[dict[str, Any], list[Notice]]:
    """Return facts that are no dates, and notices on values that are no facts."""
    values: dict[str, Any] = {}
    notices: list[Notice] = []
    for fact in wanted:
        if fact not in found:
            continue
        value, problems = _first(fact, found[fact], where)
        notices += problems
        if value:
            values[fact] = value
    if convert.is_address(values.get("source_name")):
        values.setdefault("source_url", values.pop("source_name"))
    host = domain(found)
    if host and "publisher" not in values:
        values.setdefault("source_name", host)
    return values, notices


def line(found: Found, fact: str) -> str:
    """Return what a record says of a fact in one line, or ``""``."""
    value, _ = _first(fact, found.get(fact, ()), "")
    return value if isinstance(value, str) else ""


def domain(found: Found) -> str:
    """Return the host that a record names, without the rest of an address."""
    for field in found.get("domain", ()):
        value = _plain(field.value)
        if isinstance(value, str) and len(value) < 254:
            host = urlsplit(value).hostname if convert.is_address(value) else value
            if host and re.fullmatch(r"[^\s/<>\"']+", host):
                return host
    return ""


def date(
    found: list[Field] | tuple[()], where: str, language: str
) -> tuple[PartialDate | None, list[Notice]]:
    """Return the first date that fields hold, finer if another says the same finer."""
    best: PartialDate | None = None
    problems: list[tuple[Field, str]] = []
    for field in found:
        day, problem = days.read(field.value, field.order, language)
        if day and (best is None or str(day).startswith(str(best))):
            best = day
        if problem:
            problems.append((field, problem))
    if best is not None:
        return best, []
    return None, [
        _notice(code, f"{field.name!r}: {_PROBLEMS[code]}", where)
        for field, code in problems
    ]


def realnews(record: Mapping[str, object], found: Found) -> PartialDate | None:
    """Return the date of a record of RealNews, which writes ``MM-DD-YYYY``."""
    is_one = "url_used" in record or "warc_date" in record
    if not (is_one or {"domain", "summary", "authors"} <= record.keys()):
        return None
    for field in found.get("published", ()):
        written = str(field.value)
        if field.name == "publish_date" and _MONTH_FIRST.fullmatch(written):
            return days.read(written, "MM-DD-YYYY")[0]
    return None


def _first(
    fact: str, found: list[Field] | tuple[()], where: str
) -> tuple[Any, list[Notice]]:
    problems = []
    for field in found:
        entry = Entry(name=field.name, value=_value(fact, field.value), line=1)
        try:
            value = facts.value_of(fact, entry, where)
        except InputError as error:
            problems.append(_notice("record-ignored", error.message, where))
            continue
        if value:
            return value, []
    return None, problems


def _value(fact: str, value: object) -> Value:
    """Return a value as one of a header, with the liberties of dumps taken out."""
    if fact in ("byline", "tags"):
        plain = _spelt(value)
        if isinstance(plain, str) and fact == "byline":
            return _people(_clean(plain))
        return _header(plain)
    return _header(_plain(value))


def _header(value: object) -> Value:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, list | tuple):
        return tuple(_header(item) for item in value if item not in (None, ""))
    if isinstance(value, Mapping):
        names = (name for name in _WHOLE if name in value)
        return Table(
            tuple(Entry(name=n, value=_header(value[n]), line=1) for n in names)
        )
    return value if isinstance(value, bool | int | float) else None


def _plain(value: object) -> object:
    """Return the one line of an object such as WordPress's ``{"rendered": …}``."""
    if isinstance(value, Mapping):
        return next((value[name] for name in _WHOLE if value.get(name)), None)
    if isinstance(value, list) and len(value) == 1:
        return value[0]
    return value


def _clean(text: str) -> str:
    return blocks.unescape_entities(legal(text)).strip()


def _spelt(value: object) -> object:
    """Read a list that a cell holds as Python or JSON spells it: ``['A', 'B']``."""
    if not isinstance(value, str) or len(value) > _MOST:
        return value
    text = value.strip()
    if not (text.startswith("[") and text.endswith("]")):
        return value
    try:
        items = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return value
    return [item for item in items if isinstance(item, str) and item.strip()]


def _people(written: str) -> Value:
    """Part names: after "By", at semicolons, or at commas between whole names."""
    if ";" in written:
        return written
    named = bylines.read(written)
    if named:
        return named
    parts = tuple(part.strip() for part in written.split(",") if part.strip())
    return parts if all(" " in part for part in parts) else written


def _notice(code: str, message: str, where: str) -> Notice:
    return Notice(code=code, message=message, where=where)
