"""Each rule is tripped by one change to a sound artefact, and by nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest
from conftest import ROOT, Project
from tripping import ALSO, BOOK, PDF, rewrite

from exporter import checks


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an article that has everything: notes, table, images."""
    folder = tmp_path_factory.mktemp("sound")
    shutil.copytree(ROOT / "content", folder / "content")
    name = "content/articles/city-that-drinks-fog.md"
    result = Project(folder, {"PYTHONPATH": str(ROOT)}).run("build", name)
    assert result.code == 0, result.err
    return folder / "dist"


def codes(path: Path) -> set[str]:
    return {found.code for found in checks.check(path)}


@pytest.mark.parametrize("kind", ["epub", "pdf"])
def test_a_sound_artefact_trips_nothing(kind: str, sound: Path) -> None:
    assert checks.check(sound / f"city-that-drinks-fog.{kind}") == ()


@pytest.mark.parametrize("code", BOOK)
def test_rules_of_books(code: str, sound: Path, tmp_path: Path) -> None:
    source = sound / "city-that-drinks-fog.epub"
    path = rewrite(source, tmp_path / "a.epub", BOOK[code])
    assert codes(path) == {code}


@pytest.mark.parametrize("code", PDF)
def test_rules_of_pdfs(code: str, sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(sound / "city-that-drinks-fog.pdf") as pdf:
        PDF[code](pdf)
        pdf.save(path, fix_metadata_version=False)
    assert codes(path) == {code} | ALSO.get(code, set())


def test_each_rule_has_its_fixture() -> None:
    assert set(checks.rules()) == BOOK.keys() | PDF.keys()
