"""The pages of a briefing's book, kept under digests of all that decides them."""

from __future__ import annotations

import pickle
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import cache, recipes
from exporter.composition import Composition, Document

if TYPE_CHECKING:
    from exporter.writers.semantics import Head, Page

KIND = "chapters"
_VERSION = 1


def write(composition: Composition, path: Path) -> bytes:
    """Return the EPUB of a composition, completing only pages that are not kept.

    The pages of the book at ``path`` are one file of the cache, as its readings are.

    Raises:
        LayoutError: as of ``writers.epub.write``.
    """
    from exporter.writers import epub

    entry = cache.place(KIND, _VERSION, recipes.versions(), path.absolute())
    kept = cache.unpacked(cache.load(entry))
    pages = _Pages(kept if isinstance(kept, dict) else {})
    data = epub.write(composition, pages.make)
    if pages.used != pages.kept:
        cache.store(entry, pickle.dumps(pages.used, pickle.HIGHEST_PROTOCOL))
    return data


class _Pages:
    """The pages of one book, as they were kept and as they are now."""

    def __init__(self, kept: dict[str, Page]) -> None:
        self.kept = kept
        self.used: dict[str, Page] = {}

    def make(self, document: Document, head: Head) -> Page:
        """Return the page of a document, completed only if it is not kept."""
        from exporter.writers import semantics

        key = _key(document, head)
        found = self.kept.get(key)
        if not isinstance(found, semantics.Page):
            found = semantics.page(document, head)
        self.used[key] = found
        return found


def _key(document: Document, head: Head) -> str:
    own = (head.language, head.direction, head.stylesheet, head.rules, head.metas)
    around = _around(head.pages, tuple(head.files.items()))
    return recipes.digest(document, document.html, own, around)


@lru_cache(maxsize=1)
def _around(pages: frozenset[str], files: tuple[tuple[str, str], ...]) -> str:
    """Return a digest of what a page may lead to and show, for it is long."""
    return recipes.digest(sorted(pages), sorted(files))
