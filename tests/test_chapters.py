"""Pages of a book that are kept: used while they hold, made anew when they don't."""

from __future__ import annotations

import io
import pickle
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import books
import pytest

from exporter import cache, chapters
from exporter.composition import Composition
from exporter.writers import epub
from exporter.writers.semantics import Page

BOOK = books.briefing(3)


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Set the cache to an empty place."""
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "cache")


def kept() -> dict[str, Page]:
    """Return what the cache keeps of the one book that was written."""
    (entry,) = (cache.folder() / chapters.KIND).iterdir()
    found: dict[str, Page] = pickle.loads(cache.load(entry) or b"")
    return found


def edited(composition: Composition, old: str, new: str) -> Composition:
    """Return a book with other words in its first document that has some."""
    pages = list(composition.documents)
    at = next(number for number, page in enumerate(pages) if old in page.html)
    pages[at] = replace(pages[at], html=pages[at].html.replace(old, new, 1))
    return replace(composition, documents=tuple(pages))


def test_pages_that_are_kept_are_used() -> None:
    """A mark set in the cache stands in the next book."""
    path = Path("book.epub")
    assert chapters.write(BOOK, path) == epub.write(BOOK)
    (entry,) = (cache.folder() / chapters.KIND).iterdir()
    marked = {
        key: replace(page, data=page.data.replace(b"</body>", b"<!--kept--></body>"))
        for key, page in kept().items()
    }
    cache.store(entry, pickle.dumps(marked))
    with zipfile.ZipFile(io.BytesIO(chapters.write(BOOK, path))) as book:
        for document in BOOK.documents:
            assert b"<!--kept-->" in book.read(f"EPUB/{document.name}.xhtml")


def test_an_edit_makes_one_page_anew() -> None:
    """The others are those that were there; the old one is dropped."""
    path = Path("book.epub")
    chapters.write(BOOK, path)
    before = kept()
    after = edited(BOOK, "The ferry left", "The ferry came")
    assert chapters.write(after, path) == epub.write(after)
    assert len(before.keys() - kept().keys()) == 1
    assert len(kept().keys() - before.keys()) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda b: replace(b, stylesheet=""),
        lambda b: replace(b, direction="rtl"),
        lambda b: replace(b, metadata=replace(b.metadata, language="uk")),
        lambda b: replace(
            b, assets=(replace(b.assets[0], name="x/wind rose.png"), *b.assets)
        ),
        lambda b: replace(b, documents=(replace(b.documents[0], title="Other"),)),
        lambda b: replace(b, documents=(replace(b.documents[0], language="uk"),)),
    ],
    ids=["stylesheet", "direction", "language", "files", "title", "own language"],
)
def test_what_decides_a_page_makes_it_anew(
    change: Callable[[Composition], Composition],
) -> None:
    """No page is taken for that of another book at the same place."""
    path, book = Path("book.epub"), books.book()
    chapters.write(book, path)
    changed = change(book)
    assert chapters.write(changed, path) == epub.write(changed)


def test_a_page_that_goes_takes_the_links_to_it_along() -> None:
    """Links are kept only while they lead somewhere."""
    path = Path("book.epub")
    linking = edited(BOOK, "<p>", '<p><a href="text-3.xhtml">Next</a> ')
    chapters.write(linking, path)
    metadata = linking.metadata
    shorter = replace(
        linking,
        documents=tuple(d for d in linking.documents if d.name != "text-3"),
        metadata=replace(metadata, articles=metadata.articles[:2]),
        originals=linking.originals[:2],
        nav=linking.nav[:1],
    )
    assert chapters.write(shorter, path) == epub.write(shorter)
