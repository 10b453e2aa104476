"""The series of a daily briefing: from its file to the shelf of an e-reader."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import books
import page
import pikepdf
import pytest
from conftest import Project
from desk import SECTIONS, briefing, desk
from lxml import etree
from opened import OPF, Book

from exporter import artefacts
from exporter.briefing import Briefing
from exporter.model import Series
from exporter.readers import briefings

TEXT = 'title = "M"\narticles = ["a.md"]\n'


def read(folder: Path, keys: str) -> Briefing:
    path = folder / "m.toml"
    path.write_text(keys + TEXT, "utf-8")
    return briefings.read(path, folder)


@pytest.mark.parametrize(
    ("keys", "series"),
    [
        ("", None),
        ('series = "Morning desk"\n', Series(name="Morning desk")),
        ('series = "M"\nnumber = 128\n', Series(name="M", number="128")),
        ('series = "M"\nissue = "3.12"\n', Series(name="M", number="3.12")),
    ],
)
def test_a_briefing_says_its_series(
    tmp_path: Path, keys: str, series: Series | None
) -> None:
    assert read(tmp_path, keys).series == series


def statements(series: Series | None) -> tuple[list[str], dict[str, str]]:
    """Return what a package says of a series, and what old readers look for."""
    whole = books.plain()
    facts = replace(whole.metadata, series=series)
    metas = Book(replace(whole, metadata=facts)).package.iter(f"{OPF}meta")
    said, named = [], {}
    for meta in metas:
        if meta.get("refines", "") == "#series" or meta.get("id") == "series":
            said.append(f"{meta.get('property')} {meta.text}")
        if (meta.get("name") or "").startswith("calibre:"):
            named[meta.get("name")] = meta.get("content")
    return said, named


def test_a_package_says_series_and_place() -> None:
    said, named = statements(Series(name="Ink & ash\n daily", number="128"))
    assert said == [
        "belongs-to-collection Ink & ash daily",
        "collection-type series",
        "group-position 128",
    ]
    assert named == {
        "calibre:series": "Ink & ash daily",
        "calibre:series_index": "128",
    }


def test_no_place_is_made_up() -> None:
    said, named = statements(Series(name="Desk"))
    assert said == ["belongs-to-collection Desk", "collection-type series"]
    assert named == {"calibre:series": "Desk"}
    assert statements(None) == ([], {})


def test_a_place_with_two_dots_is_none_that_calibre_knows() -> None:
    said, named = statements(Series(name="Desk", number="3.12.1"))
    assert said[-1] == "group-position 3.12.1"
    assert named == {"calibre:series": "Desk"}


def test_a_collection_that_is_no_series_is_not_read_as_one(tmp_path: Path) -> None:
    whole = books.briefing(1)
    source, target = tmp_path / "a.epub", tmp_path / "b.epub"
    from exporter.writers import epub

    source.write_bytes(epub.write(whole))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".opf"):
                data = data.replace(b">series</meta>", b">set</meta>")
            new.writestr(name, data)
    first, second = map(artefacts.read, (source, target))
    assert (first.series, first.series_number) == ("Notes & more", "12")
    assert (second.series, second.series_number) == (None, None)


def test_both_formats_and_their_pages_say_the_series(project: Project) -> None:
    desk(project, 4)
    path = briefing(project, 'series = "Dawn"\nnumber = 128\n' + SECTIONS)
    result = project.run("build", str(path), "-o", "out")
    assert result.code == 0, result.err
    folder = project.folder / "out"
    for kind in ("pdf", "epub"):
        found = artefacts.read(folder / f"morning.{kind}")
        assert (found.series, found.series_number) == ("Dawn", "128")
    with zipfile.ZipFile(folder / "morning.epub") as archive:
        for name in ("title-page", "colophon"):
            tree = etree.fromstring(archive.read(f"EPUB/{name}.xhtml"))
            lines = [" ".join("".join(p.itertext()).split()) for p in tree.iter("{*}p")]
            assert "Series Dawn · 128" in lines
    with pikepdf.open(folder / "morning.pdf") as pdf:
        packet = pdf.Root.Metadata.read_bytes()
    assert b"<exporter:series>Dawn</exporter:series>" in packet
    for profile in ("ua1", "3a"):
        wanted = page.ValidationProfile(profile)
        report = page.validate_pdf(folder / "morning.pdf", profile=wanted)
        assert (report.is_compliant, list(report.failures)) == (True, [])
    shown = project.run("inspect", str(path), "--json").out
    assert '"series": "Dawn"' in shown
    assert '"number": "128"' in shown
