"""Rules on pages and size that Kindle's converter or its devices need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.checks.book import XHTML, Book, Page
from exporter.checks.links import loads
from exporter.checks.rules import Finding, finding

_DROPPED = frozenset(
    f"{XHTML}{name}"
    for name in (
        "applet", "audio", "base", "button", "canvas", "embed", "form", "frame",
        "frameset", "iframe", "input", "object", "script", "select", "textarea",
        "video",
    )
)  # fmt: skip
_DECLARED = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\bencoding\s*=")
_ROWS, _COLUMNS, _PAGES = 100, 10, 300
_LARGEST = 50_000_000  # bytes


def check(book: Book) -> Iterator[Finding]:
    """Yield what Kindle drops, garbles or refuses."""
    if book.ncx is None and not any("ncx" in place for place in book.broken):
        yield finding("KINDLE001", book.place)
    count = len(book.pages) + len(book.broken)
    if count > _PAGES:
        yield finding("KINDLE015", detail=f"{count}")
    if book.size > _LARGEST:
        yield finding("KINDLE016", detail=f"{book.size / 1e6:.0f} MB")
    for page in book.pages.values():
        yield from _page(page)


def _page(page: Page) -> Iterator[Finding]:
    if not page.data.isascii() and not _declares(page.data):
        yield finding("KINDLE008", page.place)
    for element in page.elements:
        if element.tag in _DROPPED:
            name = element.tag.removeprefix(XHTML)
            yield finding("KINDLE010", page.at(element), name)
    for image in page.root.iter(f"{XHTML}img"):
        if not (image.get("src") or "").strip():
            yield finding("KINDLE007", page.at(image))
    for element, address in loads(page):
        if address.lower().startswith("data:"):
            yield finding("KINDLE011", page.at(element), address[:40])
    yield from _tables(page)


def _declares(data: bytes) -> bool:
    """Tell whether a page says its encoding; UTF-16 says it by its first bytes."""
    return data[:2] in (b"\xfe\xff", b"\xff\xfe") or bool(_DECLARED.match(data))


def _tables(page: Page) -> Iterator[Finding]:
    for table in page.root.iter(f"{XHTML}table"):
        rows = list(table.iter(f"{XHTML}tr"))
        columns = max((len(row) for row in rows), default=0)
        if len(rows) > _ROWS or columns > _COLUMNS:
            size = f"{len(rows)} rows, {columns} columns"
            yield finding("KINDLE014", page.at(table), size)
