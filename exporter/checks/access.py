"""Rules on access for everybody: pages, navigation, and what metadata claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from exporter.checks.book import XHTML, Book, Page
from exporter.checks.kobo import types
from exporter.checks.links import lang
from exporter.checks.rules import Finding, finding

_METADATA = (
    "accessMode", "accessModeSufficient", "accessibilityFeature",
    "accessibilityHazard", "accessibilitySummary",
)  # fmt: skip
_HEADING = re.compile(re.escape(XHTML) + "h([1-6])")
_LABELS = ("aria-label", "aria-labelledby", "title")


def check(book: Book) -> Iterator[Finding]:
    """Yield what shuts somebody out, and claims that are not true."""
    lacking = [name for name in _METADATA if not any(_said(book, name))]
    if lacking:
        yield finding("A11Y004", book.place, ", ".join(lacking))
    for page in book.pages.values():
        yield from _page(page)
    yield from _navigation(book)
    yield from _claims(book)


def _said(book: Book, name: str) -> list[str]:
    return book.says(f"schema:{name}")


def _page(page: Page) -> Iterator[Finding]:
    if not lang(page.root):
        yield finding("A11Y003", page.place)
    title = page.root.find(f"{XHTML}head/{XHTML}title")
    if title is None or not "".join(title.itertext()).strip():
        yield finding("A11Y009", page.place)
    for image in _undescribed(page):
        yield finding("A11Y001", page.at(image))
    yield from _headings(page)
    for table in page.root.iter(f"{XHTML}table"):
        layout = table.get("role") in ("presentation", "none")
        if not layout and next(table.iter(f"{XHTML}th"), None) is None:
            yield finding("A11Y006", page.at(table))
    for link in page.root.iter(f"{XHTML}a"):
        if link.get("href") and not _speaks(link):
            yield finding("A11Y007", page.at(link), link.get("href"))


def _undescribed(page: Page) -> Iterator[Any]:
    for image in page.root.iter(f"{XHTML}img"):
        named = any(image.get(name) for name in _LABELS)
        hidden = image.get("role") in ("presentation", "none")
        if image.get("alt") is None and not named and not hidden:
            yield image


def _headings(page: Page) -> Iterator[Finding]:
    """Judge the levels; what a page begins with is the book's affair."""
    before = 6
    for element in page.elements:
        match = _HEADING.fullmatch(element.tag)
        if match:
            level = int(match[1])
            if level > before + 1:
                detail = f"h{level} after h{before}"
                yield finding("A11Y002", page.at(element), detail)
            before = level


def _speaks(link: Any) -> bool:
    if any(link.get(name) for name in _LABELS) or "".join(link.itertext()).strip():
        return True
    inner = (element for element in link.iter() if element is not link)
    return any(e.get("alt") or e.get("aria-label") for e in inner)


def _navigation(book: Book) -> Iterator[Finding]:
    nav = book.nav
    if nav is None:
        return
    kinds = _kinds(nav)
    if "landmarks" not in kinds:
        yield finding("A11Y008", nav.place)
    if "page-list" not in kinds and _breaks(book):
        yield finding("A11Y010", nav.place)


def _kinds(nav: Page | None) -> set[str]:
    """Return the types of the lists in a navigation document."""
    lists = nav.root.iter(f"{XHTML}nav") if nav is not None else ()
    return {kind for element in lists for kind in types(element)}


def _breaks(book: Book) -> bool:
    return any(
        "pagebreak" in types(element) or element.get("role") == "doc-pagebreak"
        for page in book.pages.values()
        for element in page.elements
    )


def _claims(book: Book) -> Iterator[Finding]:
    """Hold claimed features against what the pages show."""
    claimed = set(_said(book, "accessibilityFeature"))
    kinds = _kinds(book.nav)
    pages = book.pages.values()
    elements = (element for page in pages for element in page.elements)
    truths = {
        "alternativeText": not any(True for p in pages for _ in _undescribed(p)),
        "tableOfContents": "toc" in kinds or book.ncx is not None,
        "pageNavigation": "page-list" in kinds,
        "pageBreakMarkers": _breaks(book),
        "structuralNavigation": any(_HEADING.fullmatch(e.tag) for e in elements),
    }
    for name in sorted(claimed):
        if not truths.get(name, True):
            yield finding("A11Y005", book.place, name)
