"""What is kept can be lost, damaged or unwritable without harm."""

from __future__ import annotations

import pickle
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from articles import edition

from exporter import cache, fragments, layouts
from exporter.composition import Medium, sheets
from exporter.fonts import instances, lastresort
from exporter.fonts.choice import numerals
from exporter.fonts.face import Face
from exporter.fonts.table import CORE
from exporter.layouts.compose import draft
from exporter.layouts.dress import dress
from exporter.writers import assembly, engine, pdf


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Set the user's cache and the system's folder to places of this test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    cache.folder.cache_clear()
    yield tmp_path
    cache.folder.cache_clear()


def test_entry_comes_back(folder: Path) -> None:
    """What is stored is loaded; it lies in the user's cache."""
    entry = cache.place("kind", 1, "a")
    cache.store(entry, b"data")
    assert cache.load(entry) == b"data"
    assert entry.is_relative_to(folder / "cache" / "exporter")


@pytest.mark.parametrize("broken", [b"", b"x", b"x" * 200])
def test_damaged_entry_is_none(folder: Path, broken: bytes) -> None:
    """A digest that does not fit is as good as no entry."""
    entry = cache.place("kind", "a")
    cache.store(entry, b"data")
    entry.write_bytes(broken)
    assert cache.load(entry) is None


def test_names_depend_on_every_part(folder: Path) -> None:
    """Other parts, another place."""
    assert cache.place("k", 1, 2) != cache.place("k", 12)


def test_unwritable_cache_has_one_place_beside(folder: Path) -> None:
    """Without a cache of the user, runs share a private folder of the system's."""
    (folder / "cache").write_text("no folder")
    first = cache.folder()
    cache.folder.cache_clear()
    assert cache.folder() == first
    assert stat.S_IMODE(first.stat().st_mode) == 0o700


def test_folder_that_others_may_write_to_is_not_trusted(folder: Path) -> None:
    """Somebody else's files would be taken for ours."""
    (folder / "cache").write_text("no folder")
    expected = cache.folder()
    expected.chmod(0o777)
    cache.folder.cache_clear()
    assert cache.folder() != expected


@pytest.mark.parametrize(
    "make", [lambda: instances.face(CORE[0]), lambda: lastresort.face([0x10D1])]
)
def test_font_that_is_gone_is_made_again(
    folder: Path, make: Callable[[], Face | None]
) -> None:
    """Whoever holds a face reads the same bytes, and finds the file again."""
    face = make()
    assert face is not None
    first = face.path.read_bytes()
    shutil.rmtree(folder / "cache")
    assert pickle.loads(pickle.dumps(face)).read() == first
    assert face.path.read_bytes() == first
    shutil.rmtree(folder / "cache")
    instances.coverage.cache_clear()
    assert instances.coverage(face)


def test_font_that_cannot_be_kept_is_made_each_time(folder: Path) -> None:
    """A cache without room costs time."""
    (folder / "cache" / "exporter").mkdir(parents=True)
    (folder / "cache" / "exporter" / "fonts").write_text("no folder")
    face = instances.face(CORE[0])
    assert face is not None
    assert not face.path.exists()
    assert face.read() == face.read()
    assert instances.coverage(face)


def test_pages_are_put_together_without_their_fonts(folder: Path) -> None:
    """The cache may go between laying out and cutting the faces to what is shown."""
    book = draft(edition(), layouts.find("article"), Medium.PAGED)

    pages = [fragments.fetch(sheet, 0) for sheet in sheets(book)]
    figures = numerals()
    first = assembly.assemble(book, pages, figures)
    shutil.rmtree(cache.folder() / "fonts")
    pages = [fragments.fetch(sheet, 0) for sheet in sheets(book)]  # as they were kept
    assert assembly.assemble(book, pages, figures) == first
    shutil.rmtree(folder / "cache")
    assert assembly.assemble(book, pages, figures) == first


def test_faces_are_laid_out_after_their_files_are_gone(folder: Path) -> None:
    """The cache may go between choosing the faces and using them."""
    book = draft(edition(), layouts.find("article"), Medium.PAGED)
    chosen = dress(book)
    shutil.rmtree(folder / "cache")
    engine.font_configuration.cache_clear()
    gone = pdf.write(chosen)
    engine.font_configuration.cache_clear()
    assert pdf.write(dress(book)) == gone
