"""What is kept can be lost, damaged or unwritable without harm."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter import cache
from exporter.errors import OutputError
from exporter.fonts import instances
from exporter.fonts.table import CORE


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


def test_font_that_cannot_be_kept_is_a_clear_error(folder: Path) -> None:
    """A cache without room ends the job with a reason."""
    (folder / "cache" / "exporter").mkdir(parents=True)
    (folder / "cache" / "exporter" / "fonts").write_text("no folder")
    with pytest.raises(OutputError, match="a font can't be prepared"):
        instances.face(CORE[0])
