"""The keys of the configuration, and what each of them may say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import TypeVar

from exporter import printing
from exporter.errors import suggest

T = TypeVar("T", bound=Enum)

FORMATS = ("pdf", "epub")
LOG_FORMATS = ("text", "json")
RECORD = (
    "title", "text", "html", "markdown", "standfirst", "kicker", "byline", "published",
    "updated", "retrieved", "language", "source_name", "source_url", "publisher",
    "domain", "rights", "tags", "place", "id",
)  # fmt: skip
"""What a field of a record can be: a fact, a form of its text, what identifies it."""
IGNORED = "ignored"
"""What a field is that has no say."""
_CALLED = {
    "author": "byline", "authors": "byline", "body": "text", "content": "text",
    "date": "published", "description": "standfirst", "host": "domain", "key": "id",
    "source": "source_name", "url": "source_url",
}  # fmt: skip
_DATES = ("published", "updated", "retrieved")
_ORDER = re.compile(
    r"(?=.*YYYY)(?=.*MM)(?=.*DD)[YMD]{2,4}([-/.])[YMD]{2,4}\1[YMD]{2,4}"
)


def _folder(value: object, base: Path) -> Path:
    return base / Path(str(_text(value, base))).expanduser()


def _text(value: object, base: Path) -> str | Path:
    if not isinstance(value, str | Path) or not str(value):
        raise ValueError(f"wants a text, not {value!r}")
    return value


def _formats(value: object, base: Path) -> tuple[str, ...]:
    names = _names(value)
    if not names:
        raise ValueError(f"wants a list such as ['pdf', 'epub'], not {value!r}")
    return tuple(dict.fromkeys(names))


def _names(value: object) -> tuple[str, ...]:
    """Read a list of names; commas and spaces divide them."""
    parts = re.split(r"[\s,]+", " ".join(map(str, _list(value))).strip())
    return tuple(part.lower() for part in parts if part)


def _list(value: object) -> tuple[object, ...]:
    if isinstance(value, list | tuple):
        return tuple(value)
    if isinstance(value, str | Path):
        return (value,)
    raise ValueError(f"wants a list of texts, not {value!r}")


def _word(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"wants a text, not {value!r}")
    return str(value)


def _one_of(kind: type[T], value: object) -> T:
    known = [item.value for item in kind]
    if value not in known:
        advice = suggest(str(value), known) or f"known: {', '.join(known)}"
        raise ValueError(f"no such choice: {value!r}; {advice}")
    return kind(value)


def _changes(value: object) -> tuple[tuple[str, str], ...]:
    """Read values of a layout: a table, or texts such as ``accent=#003366``."""
    if isinstance(value, dict):
        return tuple((str(key), _word(item)) for key, item in value.items())
    pairs = []
    for item in _list(value):
        key, sign, text = _word(item).partition("=")
        if not sign or not key.strip():
            raise ValueError(f"wants key=value, not {item!r}")
        pairs.append((key.strip(), text.strip()))
    return tuple(pairs)


def _fields(value: object, base: Path) -> tuple[tuple[str, str], ...]:
    """Read the names of records' fields with what they are here.

    A table in a table names a field within a field: ``meta.date``.
    """
    if isinstance(value, dict):
        return tuple(_named(value))
    return tuple((name, _meant(fact, name)) for name, fact in _changes(value))


def _named(table: dict[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        name = above + key
        if isinstance(value, dict):
            yield from _named(value, f"{name}.")
        else:
            yield name, _meant(_word(value), name)


def _meant(said: str, name: str) -> str:
    """Check what a field is said to be: a fact, and of a date how it is written."""
    fact, _, order = " ".join(said.split()).partition(" ")
    fact = _CALLED.get(fact, fact)
    known = (*RECORD, IGNORED)
    if fact not in known:
        advice = suggest(fact, known) or f"known: {', '.join(known)}"
        if name in known:
            advice = f'the other way round: {fact} = "{name}"'
        raise ValueError(f"{name!r} can't be {fact!r}; {advice}")
    if order and fact not in _DATES:
        raise ValueError(f"{name!r}: {fact} has no order of day and month")
    if order and not _ORDER.fullmatch(order):
        raise ValueError(f"{name!r}: wants MM-DD-YYYY or DD-MM-YYYY, not {order!r}")
    return f"{fact} {order}".strip()


def _flag(value: object, base: Path) -> bool:
    words = {"true": True, "1": True, "yes": True}
    words |= {"false": False, "0": False, "no": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise ValueError(f"wants true or false, not {value!r}")


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"wants a number, not {value!r}")
    try:
        return float(value)
    except ValueError:
        raise ValueError(f"wants a number, not {value!r}") from None


def _count(value: object, base: Path) -> int:
    number = _number(value)
    if not 1 <= number <= 1024 or number != int(number):
        raise ValueError(f"wants a whole number from 1 to 1024, not {value!r}")
    return int(number)


def _seconds(value: object, base: Path) -> float:
    number = _number(value)
    if not 0 < number <= 86_400:
        raise ValueError(f"wants seconds, above 0 and at most a day, not {value!r}")
    return number


def _mebibytes(value: object, base: Path) -> int:
    number = _number(value)
    if not 256 <= number <= 1 << 30 or number != int(number):
        raise ValueError(f"wants whole mebibytes, 256 or more, not {value!r}")
    return int(number)


def _log_format(value: object, base: Path) -> str:
    if value not in LOG_FORMATS:
        raise ValueError(f"wants 'text' or 'json', not {value!r}")
    return str(value)


KEYS: dict[str, Callable[[object, Path], object]] = {
    "content": _folder,
    "output": _folder,
    "formats": _formats,
    "layout": lambda value, base: str(_text(value, base)),
    "cover": _flag,
    "catalogue": _flag,
    "jobs": _count,
    "time_limit": _seconds,
    "memory_limit": _mebibytes,
    "private_addresses": _flag,
    "strict": _flag,
    "log_format": _log_format,
    "paper": lambda value, base: printing.paper(_word(value)),
    "sides": lambda value, base: _one_of(printing.Sides, value),
    "links": lambda value, base: _one_of(printing.Links, value),
    "gray": _flag,
    "bleed": lambda value, base: printing.bleed(_word(value)),
    "marks": lambda value, base: printing.marks(_names(value)),
    "booklet": _flag,
    "signature": lambda value, base: printing.signature(_count(value, base)),
    "creep": lambda value, base: printing.creep(_word(value)),
    "n_up": lambda value, base: printing.up(_count(value, base)),
    "sheet": lambda value, base: printing.paper(_word(value)),
    "press": _flag,
    "press_profile": _folder,
    "css": lambda value, base: tuple(_folder(name, base) for name in _list(value)),
    "set": lambda value, base: _changes(value),
    "fields": _fields,
}
"""The keys of ``exporter.toml``, and what reads each value, given the folder."""
