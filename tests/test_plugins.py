"""Readers of third parties, and what is read from bytes without a name."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from conftest import Project

from exporter.readers import kinds

QUICK = ("-t", "epub", "--no-cover")
PLUGIN = Path(__file__).parent / "plugin"
PAGE = """# Ferries sail again

The ferries sailed again on Tuesday, four weeks after the harbour had frozen.
=> https://example.org/ferries The timetable
"""


@pytest.fixture
def plugged(project: Project) -> tuple[Project, Path]:
    """Return a project beside which the example is installed, the way pip would."""
    site = project.folder.parent / "site"
    shutil.copytree(PLUGIN, site)
    path = f"{project.environ['PYTHONPATH']}:{site}"
    return Project(project.folder, {**project.environ, "PYTHONPATH": path}), site


def test_the_example_is_as_short_as_it_is_said_to_be() -> None:
    lines = (PLUGIN / "exporter_gemtext.py").read_text("utf-8").splitlines()
    assert len(lines) <= 30


def test_a_plugin_reads_its_files(plugged: tuple[Project, Path]) -> None:
    project, _ = plugged
    project.write("content/ferries.gmi", PAGE)
    shown = project.run("inspect", "content/ferries.gmi")
    assert shown.code == 0, shown.err
    assert "Ferries sail again" in shown.out
    assert "gemtext" in shown.out
    built = project.run("build", *QUICK, "content")
    assert built.code == 0, built.err
    with zipfile.ZipFile(io.BytesIO(project.listing()["ferries.epub"])) as book:
        names = [name for name in book.namelist() if "originals/" in name]
        assert [book.read(name).decode() for name in names] == [PAGE]
        page = next(n for n in book.namelist() if b"Tuesday" in book.read(n))
        assert b'href="https://example.org/ferries"' in book.read(page)


def test_another_version_of_a_plugin_is_another_recipe(
    plugged: tuple[Project, Path],
) -> None:
    project, site = plugged
    project.write("content/ferries.gmi", PAGE)
    build = ("build", *QUICK, "content")
    assert project.run(*build).err == "1 built\n"
    assert project.run(*build).err == "1 fresh\n"
    (site / "exporter_gemtext-1.0.dist-info").rename(
        site / "exporter_gemtext-1.1.dist-info"
    )
    assert project.run(*build).err == "1 built\n"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise KeyError('a strange thing')", "broke off: KeyError"),
        ("return 'words'", "returned no article"),
        ("from exporter.errors import InputError; raise InputError('no', where='x')",
         "x: no"),
    ],
)  # fmt: skip
def test_a_plugin_that_fails_fails_its_article_alone(
    plugged: tuple[Project, Path], body: str, said: str
) -> None:
    project, site = plugged
    (site / "exporter_gemtext.py").write_text(f"def read(request):\n    {body}\n")
    project.write("content/ferries.gmi", PAGE)
    project.write("content/bridge.txt")
    built = project.run("build", *QUICK, "content")
    assert built.code == 1
    assert said in built.err
    assert "exporter_gemtext:read" in built.err or body.endswith("where='x')")
    assert "Traceback" not in built.err
    assert list(project.listing()) == ["bridge.epub"]


def test_without_the_plugin_the_file_is_refused(project: Project) -> None:
    project.write("ferries.gmi", PAGE)
    assert "'.gmi' files can't be read" in project.run("inspect", "ferries.gmi").err


PACK = io.BytesIO()
with zipfile.ZipFile(PACK, "w") as archive:
    archive.writestr("mimetype", "application/epub+zip")
MAIL = (
    b"Received: from a\nMIME-Version: 1.0\n"
    b"Content-Type: multipart/related;\n x=y\n\nA\n"
)
SNIFFED = [
    (b"", ""),
    (b"Subject: what a day\n\nWords.\n", ""),
    (b"From: The port\nDate: Tuesday\n\nWords.\n", ""),
    (b"{not json} but words\n", ""),
    (b"<b>Words</b> about <html>\n", ""),
    (b"---\ntitle: A\n---\nWords.\n", ""),
    (b"%PDF-1.7\n", ".pdf"),
    (PACK.getvalue(), ".epub"),
    (b"PK\x03\x04 something else", ""),
    (MAIL, ".eml"),
    (MAIL.replace(b"\n", b"\r\n"), ".eml"),
    (MAIL.rstrip(b"\nA"), ""),
]
LOOKS = [
    (b"\xef\xbb\xbf\n <!-- saved -->\n<!DOCTYPE html>\n<p>A", ".html"),
    (b'<?xml version="1.0"?>\n<html xmlns="x">', ".html"),
    (b'<?xml version="1.0"?>\n<rss version="2.0">', ".xml"),
    (b'{"title": "A", "text": "B"}\n{"title": "C"}\n', ".jsonl"),
    (b'{"title": "' + b"a" * 100_000, ".jsonl"),
    (b'{"version": "https://jsonfeed.org/version/1.1"}', ".json"),
    (MAIL.replace(b"Received", b"Snapshot-Content-Location"), ".mhtml"),
    (MAIL.replace(b"Received", b"From"), ".mhtml"),
    (b"{" * 100_000, ""),
]


@pytest.mark.parametrize(("data", "suffix"), SNIFFED)
def test_bytes_are_named_by_what_they_look_like(data: bytes, suffix: str) -> None:
    assert kinds.sniff(data) == (suffix and f"stdin{suffix}")


@pytest.mark.parametrize(("data", "suffix"), LOOKS)
def test_other_kinds_are_told_apart(data: bytes, suffix: str) -> None:
    from exporter.readers import sniffing

    assert sniffing.suffix_of(data) == suffix
