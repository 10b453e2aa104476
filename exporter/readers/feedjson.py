"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from exporter.errors import InputError
from exporter.readers import convert, days
from exporter.readers.entries import Entry
from exporter.readers.feedxml import Part
from exporter.readers.records import jsonl
from exporter.readers.records.jsonl import Values
from exporter.readers.request import Supplied

_VERSION = "jsonfeed.org/version/"
_KEPT = ("version", "title", "home_page_url", "feed_url", "language", "authors",
         "author")  # fmt: skip


def parse(data: bytes, where: str) -> Values:
    """Parse a JSON file that holds one object.

    Raises:
        InputError: it holds none.
    """
    return jsonl.parse(data.removeprefix(b"\xef\xbb\xbf"), where)


def is_feed(found: Mapping[str, object]) -> bool:
    """Tell a JSON Feed by its version."""
    return _VERSION in str(found.get("version", ""))[:200]


def parts(found: Mapping[str, object], where: str) -> Iterator[Part | InputError]:
    """Yield the items as feeds of one item."""
    kept = {name: found[name] for name in _KEPT if _is_small(found.get(name))}
    items = found.get("items")
    for number, item in enumerate(items if isinstance(items, list) else (), 1):
        if not isinstance(item, dict):
            yield InputError("the item is no object", where=f"{where}:{number}")
            continue
        whole = json.dumps({**kept, "items": [item]}, ensure_ascii=False, indent=1)
        yield Part(
            data=whole.encode(),
            line=number,
            key=_line(item, "url") or _line(item, "id"),
            title=_line(item, "title"),
            told=_told(item, found),
        )


def _told(item: Mapping[str, object], found: Mapping[str, object]) -> Supplied:
    """Return what an item shows before it is read, for choosing among many."""
    address = _line(item, "url")
    return Supplied(
        published=days.read(_line(item, "date_published"))[0],
        source_name=_line(found, "title") or None,
        source_url=address if convert.is_address(address) else None,
        byline=(_authors(item) or _authors(found)) or None,
        language=_line(item, "language") or _line(found, "language") or None,
        tags=_strings(item.get("tags")) or None,
    )


def entry(found: Mapping[str, object], where: str) -> Entry:
    """Read the one item of a feed.

    Raises:
        InputError: there is not one item in it.
    """
    items = found.get("items")
    item = items[0] if isinstance(items, list) and len(items) == 1 else None
    if not isinstance(item, dict):
        message = "the feed has not one item"
        raise InputError(message, where=where, hint="read it as a collection")
    html = _string(item, "content_html")
    return Entry(
        title=_line(item, "title"),
        link=_line(item, "url") or _line(item, "external_url"),
        published=_line(item, "date_published"),
        updated=_line(item, "date_modified"),
        authors=_authors(item) or _authors(found),
        tags=_strings(item.get("tags")),
        text=html or _string(item, "content_text"),
        is_html=bool(html),
        summary=_string(item, "summary"),
        summary_is_html=False,
        language=_line(item, "language") or _line(found, "language"),
        source=_line(found, "title"),
    )


def _is_small(value: object) -> bool:
    return value is not None and len(repr(value)) < 4096


def _string(item: Mapping[str, object], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _line(item: Mapping[str, object], name: str) -> str:
    value = item.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # an id, as version 1 lets numbers be one
    return " ".join(value[:2000].split()) if isinstance(value, str) else ""


def _strings(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else ()
    return tuple(item for item in items if isinstance(item, str))


def _authors(item: Mapping[str, object]) -> tuple[str, ...]:
    """Return the names in ``authors`` (1.1), else in ``author`` (1.0)."""
    several = item.get("authors")
    people = several if isinstance(several, list) else [item.get("author")]
    names = (_line(person, "name") for person in people if isinstance(person, dict))
    return tuple(filter(None, names))
