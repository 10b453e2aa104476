"""The pages of a briefing's book, kept under digests of all that decides them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import cache, recipes
from exporter.composition import Composition, Document

if TYPE_CHECKING:
    from exporter.writers.semantics import Head, Page

KIND = "chapters"
_VERSION = 2


def write(composition: Composition, path: Path) -> bytes:
    """Return the EPUB of a composition, completing only pages that are not kept.

    The pages of the book at ``path`` are one file of the cache, as its readings are.

    Raises:
        LayoutError: as of ``writers.epub.write``.
    """
    from exporter.writers import epub, semantics

    entry = cache.place(KIND, _VERSION, recipes.versions(), path.absolute())
    shelf = cache.Shelf(entry)

    def page(document: Document, head: Head) -> Page:
        key = _key(document, head)
        found = shelf.get(key)
        if not isinstance(found, semantics.Page):
            found = semantics.page(document, head)
        shelf.put(key, found)
        return found

    data = epub.write(composition, page)
    shelf.save()
    return data


def _key(document: Document, head: Head) -> str:
    own = (head.language, head.direction, head.stylesheet, head.rules, head.metas)
    around = _around(head.pages, tuple(head.files.items()))
    return recipes.digest(document, document.html, own, around)


@lru_cache(maxsize=1)
def _around(pages: frozenset[str], files: tuple[tuple[str, str], ...]) -> str:
    """Return a digest of what a page may lead to and show, for it is long."""
    return recipes.digest(sorted(pages), sorted(files))
