"""Asks two reading engines, foliate-js and epub.js, what they show of EPUBs.

Usage: engines.py [--shots FOLDER] FILE...

Every page opens, every word has a place, images and the cover are there, each note
comes when its number is clicked, contents lead where they say, nothing is fetched.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

HERE = Path(__file__).parent
XHTML = "{http://www.w3.org/1999/xhtml}"
SHOWN = "descendant::text()[not(ancestor::*[@hidden])]"
NOTEREF = "//*[contains(@role, 'doc-noteref')]"


def main(arguments: list[str]) -> int:
    """Judge the books, print the findings and a count; return an exit code."""
    shots = arguments[:2] if arguments[:1] == ["--shots"] else []
    paths = [Path(name) for name in arguments[len(shots) :]]
    for folder in shots[1:]:
        Path(folder).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        found = list(judge(paths, Path(work), shots))
    for path, engine, message in found:
        print(f"{path}: {engine}: {message}")
    print(f"{len(paths)} EPUBs in two engines: {len(found)} findings")
    return 1 if found or not paths else 0


def judge(
    paths: list[Path], folder: Path, options: list[str] | None = None
) -> Iterator[tuple[Path, str, str]]:
    """Yield what is wrong: the book, the engine, a sentence."""
    reports = {path: folder / f"engines-{n}.json" for n, path in enumerate(paths)}
    names = [str(name) for pair in reports.items() for name in pair]
    script = HERE / "readers" / "engines.cjs"
    around = {"PUPPETEER_EXECUTABLE_PATH": "/usr/bin/chromium", **os.environ}
    # Who laid out pages in this process has Fontconfig know no fonts at all.
    around.pop("FONTCONFIG_FILE", None)
    done = subprocess.run(
        ["node", str(script), *(options or []), *names],
        capture_output=True,
        text=True,
        env=around,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"engines.py: {done.stdout}{done.stderr}")
    for path, file in reports.items():
        book = _Book(path)
        for engine, report in json.loads(file.read_text("utf-8")).items():
            for message in _findings(book, report):
                yield path, engine, message


class _Book:
    """The pages of a book as they are in the file, by name."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            trees = {
                PurePosixPath(name).name: etree.fromstring(archive.read(name))
                for name in archive.namelist()
                if name.endswith((".xhtml", ".opf"))
            }
        (self.package,) = (
            trees.pop(name) for name in list(trees) if name[-3:] == "opf"
        )
        self.pages = trees
        self.spine = len(self.package.findall("{*}spine/{*}itemref"))
        contents = trees["nav.xhtml"].find(f"{XHTML}body/{XHTML}nav")
        self.lines = [a.get("href") for a in contents.iter(f"{XHTML}a")]
        self.has_cover = bool(self.package.xpath("//*[@properties='cover-image']"))


def _findings(book: _Book, report: dict[str, Any]) -> Iterator[str]:
    yield from report["problems"]
    sections = report["sections"]
    if len(sections) != book.spine:
        yield f"{len(sections)} of {book.spine} pages open"
    if [
        PurePosixPath(str(line)).name for line in report.get("contents", ())
    ] != book.lines:
        yield "the contents are not those of the book"
    for line in book.lines:
        name, _, anchor = line.partition("#")
        ids = book.pages[name].xpath("//@id") if name in book.pages else None
        if ids is None or (anchor and anchor not in ids):
            yield f"the contents lead to {line}, which is not there"
    if book.has_cover and not min(report.get("cover") or [0]):
        yield "no cover"
    for section in sections:
        name = PurePosixPath(section["name"]).name
        for message in _of_page(book.pages[name], section):
            yield f"{name}: {message}"


def _of_page(page: Any, section: dict[str, Any]) -> Iterator[str]:
    body = page.find(f"{XHTML}body")
    expected = "".join(body.xpath(SHOWN)).split()
    shown = section["text"].split()
    if shown != expected:
        pairs = zip(expected, shown, strict=False)
        at = next((n for n, (a, b) in enumerate(pairs) if a != b), len(shown))
        lost = " ".join(expected[at : at + 5])
        yield f"{len(shown)} of {len(expected)} words, missing from {lost!r} on"
    images = section["images"]
    if len(images) != len(body.findall(f".//{XHTML}img")) or not all(map(min, images)):
        yield f"images of {images}"
    if section["direction"] != page.get("dir"):
        yield f"direction {section['direction']}, not {page.get('dir')}"
    targets = [link.get("href")[1:] for link in body.xpath(NOTEREF)]
    if [note["target"] for note in section["notes"]] != targets:
        yield "not all notes were tried"
    for note in section["notes"]:
        texts = (e.itertext() for e in body.xpath("//*[@id=$id]", id=note["target"]))
        text = "".join(next(texts, ())).split()
        if not text or note["type"] != "footnote" or note["text"].split() != text:
            yield f"note {note['target']} is not shown: {note['type']}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
