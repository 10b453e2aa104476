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
    links = list(page.root.iter(f"{XHTML}a"))
    addresses = {page.target(link.get("href", "")) for link in links}
    ids = {e.get("id"): e for e in page.elements if e.get("id")}
    judged: set[str] = set()
    for link in links:
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
            yield from _note(page, note, addresses)


def _note(page: Page, note: Any, addresses: set[tuple[str, str]]) -> Iterator[Finding]:
    """Judge a note; its way back may stand inside it or right after it."""
    if not types(note) & _NOTES:
        yield finding("KOBO002", page.at(note), "the note")
    following = note.getnext()
    places = [note] if following is None else [note, following]
    back = [link for place in places for link in place.iter(f"{XHTML}a")]
    local = (page.target(link.get("href", ""))[0] == page.place for link in back)
    if not any(local):
        yield finding("KOBO003", page.at(note))


def _has_text(page: Page) -> bool:
    body = page.root.find(f"{XHTML}body")
    return body is not None and bool("".join(body.itertext()).strip())
