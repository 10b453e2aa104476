"""Values of headers and sidecars as text, people, dates, languages, addresses.

Each function takes the entry and its ``path:line``, and raises InputError when
the value is of the wrong type or impossible.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.languages import is_tag
from exporter.readers import mending
from exporter.readers.values import Entry, Table, Value

# What XML 1.0 §2.2 lets no document contain; escapes in YAML and TOML can.
_UNFIT = re.compile(r"[\s\x00-\x20\x7f-\x9f<>\"\\^`{|}]")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)(.*)", re.DOTALL)
_POSITION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){0,3}")
_SWITCHES = {"true": True, "yes": True, "false": False, "no": False}


def text(entry: Entry, where: str) -> str:
    """Read one line of text; white space runs together."""
    return _line(entry.value, entry.name, where)


def people(entry: Entry, where: str) -> tuple[str, ...]:
    """Read names: a list, a string parted by ``;``, or Pandoc's maps with ``name``."""
    items = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    lines = (_line(_person(item), entry.name, where) for item in items)
    return _parts(";".join(lines), ";")


def tags(entry: Entry, where: str) -> tuple[str, ...]:
    """Read tags: a list, or a string parted by ``,`` or ``;``."""
    if isinstance(entry.value, tuple):
        items = (_line(item, entry.name, where) for item in entry.value)
        return tuple(dict.fromkeys(item for item in items if item))
    return _parts(text(entry, where), ",;")


def day(entry: Entry, where: str) -> PartialDate:
    """Read a date as precise as it is written, year first."""
    value = entry.value
    if isinstance(value, date):
        return PartialDate.of(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value:04d}"
    written = _line(value, entry.name, where, "a date")
    try:
        return PartialDate.parse(_iso(written))
    except ValueError as error:
        in_words = _in_words(written)
        if in_words is not None:
            return in_words
        raise InputError(
            f"{entry.name!r} is not a date: {written!r}",
            where=where,
            hint="write YYYY-MM-DD, YYYY-MM or YYYY",
        ) from error


def language(entry: Entry, where: str) -> str:
    """Read a language tag (BCP 47) or a locale, and spell it the usual way."""
    written = text(entry, where)
    tag = written.split(".")[0].split("@")[0].replace("_", "-")
    if not is_tag(tag):
        raise InputError(
            f"{entry.name!r} is not a language tag: {written!r}",
            where=where,
            hint="write a tag such as 'en', 'pt-BR' or 'zh-Hant'",
        )
    plain, single, extension = re.split(r"(-[a-z0-9]-|$)", tag.lower(), maxsplit=1)
    first, *rest = plain.split("-")
    case = {2: str.upper, 4: str.title}
    spelt = (case.get(len(part), str.lower)(part) for part in rest)
    return "-".join([first, *spelt]) + single + extension


def position(entry: Entry, where: str) -> str:
    """Read a place in a series: whole numbers, parted by dots (EPUB 3.3, D.3.6)."""
    value = entry.value
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    written = str(value).strip() if is_whole or isinstance(value, str) else ""
    if not _POSITION.fullmatch(written):
        raise InputError(
            f"{entry.name!r} is not a place in a series: {value!r}",
            where=where,
            hint=f'write {entry.name} = 128 or {entry.name} = "3.12"',
        )
    return written


def address(entry: Entry, where: str) -> str:
    """Read an address of the Web in full."""
    written = text(entry, where)
    if not is_address(written):
        raise InputError(
            f"{entry.name!r} is not an address: {written!r}",
            where=where,
            hint="write it in full, with https:// or http://",
        )
    return written


def is_address(value: Value) -> bool:
    """Tell whether a value is a whole http or https address."""
    if not isinstance(value, str) or _UNFIT.search(value.strip()):
        return False
    try:
        parts = urlsplit(value.strip())
        parts.port  # noqa: B018 - it is checked only when it is asked for
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def is_site_path(entry: Entry) -> bool:
    """Tell whether a value is a path, or a pattern of paths, within a site."""
    value = entry.value
    if not isinstance(value, str) or "://" in value:
        return False
    return value.startswith("/") or entry.name.lower() == "permalink"


def switch(entry: Entry) -> bool | None:
    """Return the value if it is a switch, else None."""
    if isinstance(entry.value, bool):
        return entry.value
    return _SWITCHES.get(entry.value.lower()) if isinstance(entry.value, str) else None


def _line(value: Value, name: str, where: str, wanted: str = "text") -> str:
    if not isinstance(value, str):
        message = f"{name!r} must be {wanted}, not {_kind(value)}"
        compound = isinstance(value, tuple | Table)
        hint = "give a single value" if compound else "put it in quotes"
        raise InputError(message, where=where, hint=hint)
    if _ILLEGAL.search(value):
        message = f"{name!r} contains a control character"
        raise InputError(message, where=where, hint="remove the escape sequence")
    return " ".join(mending.plain(value).split())


def _kind(value: Value) -> str:
    if isinstance(value, tuple):
        return "a list"
    if isinstance(value, Table):
        return "a table"
    kinds = {"bool": "true or false", "int": "a number", "float": "a number",
             "time": "a time", "NoneType": "nothing"}  # fmt: skip
    return kinds.get(type(value).__name__, "a date")


def _person(value: Value) -> Value:
    """Return the name in one of Pandoc's author maps."""
    if not isinstance(value, Table):
        return value
    parts = {entry.name.lower(): entry.value for entry in value.entries}
    return parts.get("name", parts.get("text", value))


def _parts(line: str, separators: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(f"[{separators}]", line))
    return tuple(dict.fromkeys(part for part in parts if part))


def _in_words(written: str) -> PartialDate | None:
    """Read a date with the English name of its month, as Pandoc's users write it."""
    from exporter.readers import writtendates

    line = writtendates.read_line(written, "en")
    return line.published if line and not line.problem else None


def _iso(written: str) -> str:
    """Fill up the digits of a date that starts with the year, as Hexo writes it."""
    match = _DAY.fullmatch(written)
    if match is None:
        return written
    year, month, day_, rest = match.groups()
    return f"{year}-{month:0>2}-{day_:0>2}{rest.replace('t', 'T')}"
