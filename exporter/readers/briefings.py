"""Briefings as editors write them: TOML with sections of references to articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from exporter.briefing import LIMIT, Briefing, Chapters, Order, Reference
from exporter.errors import InputError, suggest
from exporter.model import Part, Period, Series
from exporter.readers import convert, remark, sidecar, slugs
from exporter.readers.values import Entry, Table, Value

E = TypeVar("E", bound=Enum)
MOST = 5000
"""References that a briefing may have."""


def read(path: Path, root: Path) -> Briefing:
    """Read a briefing; images of notes and the articles lie below ``root``.

    Raises:
        InputError: it is unreadable, broken TOML, has unknown keys or impossible
            values; ``where`` has the line.
    """
    where = str(path)
    text = sidecar.load(path, root, LIMIT, "the briefing")
    page = _Page(where=where, text=text, root=root)
    table = Table(sidecar.entries(text, where, 1))
    values = page.checked(table, _BRIEFING, "a briefing")
    if not values.get("title"):
        hint = 'add a line such as title = "Morning briefing"'
        raise InputError("the briefing has no title", where=where, hint=hint)
    sections = _sections(page, values, where)
    values["series"] = _series(page, values)
    facts = {key: value for key, value in values.items() if key not in _PLACED}
    return Briefing(
        slug=slugs.ascii_name(path.stem) or "briefing",
        sections=sections,
        **_without_none(facts),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """The file being read: its name and text, for the lines of errors."""

    where: str
    text: str
    root: Path

    def line(self, entry: Entry) -> str:
        """Return ``path:line`` of an entry, of a nested one as near as can be."""
        if entry.line:
            return f"{self.where}:{entry.line}"
        key = rf"(?:^|[\s{{,]){re.escape(entry.name)}\s*="
        values = (m.end() for m in re.finditer(key, self.text))
        shown = str(entry.value).casefold()
        near = (
            at for at in values if shown in self.text[at:][: len(shown) + 8].casefold()
        )
        found = re.search(key, self.text)
        at = next(near, found.end() if found else 0)
        return f"{self.where}:{self.text.count(chr(10), 0, at) + 1}"

    def place(self, needle: str) -> str:
        """Return ``path:line`` of the first line that holds a text, else ``path``."""
        quoted = (f'"{needle}"', f"'{needle}'", needle)
        for number, line in enumerate(self.text.split("\n"), 1):
            if not line.lstrip().startswith("#") and any(q in line for q in quoted[:2]):
                return f"{self.where}:{number}"
        at = self.text.find(needle)
        line_ = f":{self.text.count(chr(10), 0, at) + 1}" if at >= 0 else ""
        return f"{self.where}{line_}"

    def checked(
        self, table: Table, known: Mapping[str, _Convert], what: str
    ) -> dict[str, Any]:
        """Convert the values of a table; refuse what it can't have.

        Raises:
            InputError: an unknown key or a wrong value.
        """
        values: dict[str, Any] = {}
        for entry in table.entries:
            where = self.line(entry)
            name = _ALIASES.get(entry.name, entry.name)
            if name not in known:
                hint = suggest(entry.name, known) or f"keys: {', '.join(known)}"
                message = f"{what} has no key {entry.name!r}"
                raise InputError(message, where=where, hint=hint)
            field = _FIELDS.get(name, name)
            if field in values:
                hint = "keep one of them"
                message = f"{entry.name!r} and {name!r} are one key"
                raise InputError(message, where=where, hint=hint)
            values[field] = known[name](entry, where, self)
        return values


_Convert = Callable[[Entry, str, _Page], Any]


def _plain(function: Callable[[Entry, str], Any]) -> _Convert:
    return lambda entry, where, _: function(entry, where) or None


def _choice(kind: type[E]) -> Callable[[Entry, str], E]:
    def convert_(entry: Entry, where: str) -> E:
        names = [str(member.value) for member in kind]
        written = convert.text(entry, where)
        if written not in names:
            hint = suggest(written, names) or f"one of: {', '.join(names)}"
            message = f"{entry.name!r} can't be {written!r}"
            raise InputError(message, where=where, hint=hint)
        return kind(written)

    return convert_


def _parts(entry: Entry, where: str) -> tuple[Part, ...]:
    chosen = [_choice(Part)(Entry("parts", item, 0), where) for item in _list(entry)]
    return tuple(part for part in Part if part in chosen)


def _list(entry: Entry) -> tuple[Value, ...]:
    return entry.value if isinstance(entry.value, tuple) else (entry.value,)


def _period(entry: Entry, where: str) -> Period:
    items: tuple[Value, ...] = _list(entry)
    if isinstance(entry.value, Table):
        named = {item.name: item.value for item in entry.value.entries}
        for name in named:
            if name not in ("from", "to"):
                hint = suggest(name, ("from", "to")) or "keys: from, to"
                raise InputError(
                    f"a period has no key {name!r}", where=where, hint=hint
                )
        items = (named.get("from"), named.get("to"))
    hint = "write period = [2026-11-23, 2026-11-24]"
    message = "a period is its first and its last day"
    if len(items) != 2 or not all(isinstance(item, date | str) for item in items):
        raise InputError(message, where=where, hint=hint)
    days = [convert.day(Entry(entry.name, item, 0), where) for item in items]
    if days[0].moment() > days[1].moment():
        raise InputError(message, where=where, hint=hint)
    return Period(first=days[0], last=days[1])


def _series(page: _Page, values: dict[str, Any]) -> Series | None:
    name, number = values.get("series"), values.get("number")
    if number and not name:
        where = page.line(Entry("number", number, 0))
        hint = 'add a line such as series = "Morning desk"'
        raise InputError("a number needs a series", where=where, hint=hint)
    return Series(name=name, number=number) if name else None


def _note(entry: Entry, where: str, page: _Page) -> str:
    if not isinstance(entry.value, str):
        raise InputError(f"{entry.name!r} must be text", where=where)
    return remark.read(entry.value, where, page.root)


def _references(entry: Entry, where: str, page: _Page) -> tuple[Reference, ...]:
    items = _list(entry)
    if len(items) > MOST:
        raise InputError(f"more than {MOST} references", where=where)
    return tuple(_reference(item, page, where) for item in items)


def _reference(item: Value, page: _Page, where: str) -> Reference:
    if isinstance(item, str):
        place = page.place(item) if f'"{item}"' in page.text else where
        return Reference(path=_path(Entry("path", item, 0), place, page), where=place)
    if not isinstance(item, Table):
        hint = 'write "articles/name.md" or { tags = ["water"] }'
        raise InputError("a reference is a path or a table", where=where, hint=hint)
    place = page.line(item.entries[0]) if item.entries else where
    values = page.checked(item, _REFERENCE, "a reference")
    if not any(value for key, value in values.items() if key != "note"):
        hint = "name a path, tags, source, from or to"
        raise InputError("the reference names nothing", where=place, hint=hint)
    first, last = values.get("first"), values.get("last")
    if first and last and first.moment() > last.moment():
        hint = "the first day comes first"
        raise InputError("'from' is after 'to'", where=place, hint=hint)
    return Reference(where=place, **_without_none(values))


def _path(entry: Entry, where: str, page: _Page) -> str:
    path = convert.text(entry, where)
    parts = path.replace("\\", "/").split("/")
    if path.startswith(("/", "~", "\\")) or ".." in parts or ":" in parts[0]:
        message = f"{path!r} leads outside of the content folder"
        hint = "write paths from the content folder down"
        raise InputError(message, where=where, hint=hint)
    clean = "/".join(part for part in parts if part not in ("", "."))
    if not clean:
        hint = '"*" is all articles of the content folder, "**/*" those below as well'
        raise InputError("the reference names nothing", where=where, hint=hint)
    return clean


def _sections(page: _Page, values: dict[str, Any], where: str) -> tuple[Chapters, ...]:
    order = values.get("order") or Order.HAND
    sections = []
    if values.get("references"):
        sections.append(Chapters(order=order, references=values["references"]))
    for table in values.get("sections") or ():
        found = page.checked(table, _SECTION, "a section")
        title = found.get("title")
        if not found.get("references"):
            place = page.place(title) if title else page.place("[[section")
            hint = 'add articles = ["articles/name.md"]'
            raise InputError("a section has no articles", where=place, hint=hint)
        sections.append(Chapters(**{"order": order, **_without_none(found)}))
    if not sections:
        hint = 'add articles = ["articles/*.md"] or a [[section]]'
        raise InputError("the briefing has no articles", where=where, hint=hint)
    return tuple(sections)


def _tables(entry: Entry, where: str) -> tuple[Table, ...]:
    items = _list(entry)
    tables = tuple(item for item in items if isinstance(item, Table))
    if len(tables) != len(items):
        hint = "start each with a line [[section]]"
        raise InputError("sections are tables", where=where, hint=hint)
    return tables


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


_ALIASES = {
    "editors": "editor", "sections": "section", "author": "editor", "issue": "number",
}  # fmt: skip
_FIELDS = {
    "articles": "references", "date": "published", "editor": "editors",
    "from": "first", "section": "sections", "source": "sources", "to": "last",
}  # fmt: skip
"""Keys whose field in the model is called otherwise."""
_PLACED = ("number", "order", "references", "sections")
"""Fields that go into the series and the sections."""
_REFERENCE: dict[str, _Convert] = {
    "path": _path,
    "tags": _plain(convert.tags),
    "source": _plain(convert.people),
    "from": _plain(convert.day),
    "to": _plain(convert.day),
    "note": _note,
}
_SECTION: dict[str, _Convert] = {
    "title": _plain(convert.text),
    "note": _note,
    "order": _plain(_choice(Order)),
    "articles": _references,
}
_BRIEFING: dict[str, _Convert] = {
    "title": _plain(convert.text),
    "subtitle": _plain(convert.text),
    "date": _plain(convert.day),
    "period": _plain(_period),
    "editor": _plain(convert.people),
    "series": _plain(convert.text),
    "number": _plain(convert.position),
    "publisher": _plain(convert.text),
    "language": _plain(convert.language),
    "layout": _plain(convert.text),
    "rights": _plain(convert.text),
    "note": _note,
    "order": _plain(_choice(Order)),
    "parts": _plain(_parts),
    "articles": _references,
    "section": _plain(_tables),
}
