"""Rules on notes, covers and weight that Kobo's devices need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exporter.checks.book import OPS, XHTML, Book, Page
from exporter.checks.links import loads
from exporter.checks.rules import Finding, finding

_NOTES = {"footnote", "endnote", "rearnote", "note"}
_HEAVIEST = 10 << 20  # bytes of a page and what it shows


def check(book: Book) -> Iterator[Finding]:
    """Yield notes that don't open, covers with text, pages that weigh too much."""
    cover = book.cover
    for page in book.pages.values():
        yield from _notes(page)
        shown = {page.target(address)[0] for _, address in loads(page)}
        if cover is not None and cover.place in shown and _has_text(page):
            yield finding("KOBO004", page.place)
        weight = sum(book.weights.get(place, 0) for place in {page.place, *shown})
        if weight > _HEAVIEST:
            yield finding("KOBO007", page.place, f"{weight / (1 << 20):.1f} MB")


def types(element: Any) -> set[str]:
    """Return what an element says of its meaning by epub:type."""
    return set((element.get(f"{OPS}type") or "").split())


def _roles(element: Any) -> set[str]:
    return set((element.get("role") or "").split())


def _notes(page: Page) -> Iterator[Finding]:
    ids = {e.get("id"): e for e in page.elements if e.get("id")}
    judged: set[str] = set()
    for link in page.root.iter(f"{XHTML}a"):
        typed = "noteref" in types(link)
        if not typed and "doc-noteref" not in _roles(link):
            continue
        path, anchor = page.target(link.get("href", ""))
        note = ids.get(anchor) if path == page.place else None
        if note is None:
            yield finding("KOBO001", page.at(link), link.get("href", ""))
            continue
        if not typed:
            yield finding("KOBO002", page.at(link), "the reference")
        if anchor not in judged:
            judged.add(anchor)
            if not types(note) & _NOTES:
                yield finding("KOBO002", page.at(note), "the note")
            if not _leads_back(page, note, link):
                yield finding("KOBO003", page.at(note))


def _leads_back(page: Page, note: Any, reference: Any) -> bool:
    """Tell whether a link in a note, or beside it, leads to where it is referred to."""
    inside = (page.target(a.get("href", "")) for a in note.iter(f"{XHTML}a"))
    if any(path == page.place and name != note.get("id") for path, name in inside):
        return True
    around = [reference, *reference.iterancestors(), *reference.iterdescendants()]
    places = {(page.place, e.get("id")) for e in around if e.get("id")}
    beside = [e for e in (note.getprevious(), note.getnext()) if e is not None]
    links = (link for element in beside for link in element.iter(f"{XHTML}a"))
    return any(page.target(link.get("href", "")) in places for link in links)


def _has_text(page: Page) -> bool:
    body = page.root.find(f"{XHTML}body")
    return body is not None and bool("".join(body.itertext()).strip())
