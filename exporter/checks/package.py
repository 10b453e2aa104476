"""Rules on the package document: what a book says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.artefacts.parsing import text
from exporter.checks import languages
from exporter.checks.book import Book
from exporter.checks.rules import Finding, finding

PLACEHOLDERS = frozenset(
    ("untitled", "unknown", "no title", "title", "none", "null", "n/a", "[no title]")
)
"""Titles and authors that programs write where they know none."""
_NOBODY = PLACEHOLDERS | {"author", "unknown author", "no author", "[unknown]"}
_DATE = re.compile(
    r"(?:[0-9]{4})(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?"
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_COLLECTION, _POSITION = "belongs-to-collection", "group-position"


def check(book: Book) -> Iterator[Finding]:
    """Yield what is missing, a placeholder, or can't be read by machines."""
    where = book.place
    title = text(next(iter(book.dc("title")), None)) or ""
    if not title or title.lower() in PLACEHOLDERS:
        yield finding("META001", where, title)
    key = book.package.get("unique-identifier")
    named = [e for e in book.dc("identifier") if e.get("id") == key and text(e)]
    if not key or not named:
        yield finding("META002", where)
    tags = [text(element) or "" for element in book.dc("language")]
    for language in tags or [""]:
        yield from languages.judge(language, where)
    for element in book.dc("date"):
        date = text(element) or ""
        if not _DATE.fullmatch(date):
            yield finding("META004", where, date)
    for element in book.dc("creator"):
        creator = text(element) or ""
        if creator.lower() in _NOBODY or not creator:
            yield finding("META006", where, creator)
    yield from _modified(book)
    yield from _series(book)


def _modified(book: Book) -> Iterator[Finding]:
    moments = book.says("dcterms:modified")
    if book.is_epub3 and not (len(moments) == 1 and _MOMENT.fullmatch(moments[0])):
        yield finding("META005", book.place, ", ".join(moments))


def _series(book: Book) -> Iterator[Finding]:
    """Judge collections; a set needs no position, and a kind unsaid may be one."""
    about: dict[str, dict[str, str]] = {}
    for meta in book.metas:
        key = meta.get("refines", "").removeprefix("#")
        about.setdefault(key, {})[meta.get("property", "")] = text(meta) or ""
    collections = {
        meta.get("id") for meta in book.metas if meta.get("property") == _COLLECTION
    }
    for key in collections:
        said = about.get(key or "", {}) if key else {}
        if said.get("collection-type") == "series" and not said.get(_POSITION):
            yield finding("META007", book.place, "no position")
    for key, said in about.items():
        if _POSITION in said and key not in collections:
            yield finding("META007", book.place, "no series")
    names = {meta.get("name") for meta in book.metas}
    if "calibre:series_index" in names and "calibre:series" not in names:
        yield finding("META007", book.place, "no series")
