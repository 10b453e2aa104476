"""Books in two reading engines, foliate-js and epub.js, in headless Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import books
import pytest
from conftest import ROOT, Project
from desk import SECTIONS, briefing, desk
from lxml import etree
from opened import XHTML

from exporter.writers import epub

JUDGE = ROOT / ".ci" / "engines.py"
MODULES = ROOT / ".ci" / "node_modules" / "foliate-js"
NOTES = (
    "\nIt is so.[^1] And so.[^b]\n\n[^1]: Says *Ada*.\n\n[^b]: First.\n\n    Last.\n"
)


def judged(*paths: Path) -> tuple[int, list[str]]:
    """Return the judge's code and what it found, by engine."""
    if shutil.which("node") is None or not MODULES.is_dir():
        pytest.skip("the engines come from npm, see .ci/package.json")
    done = subprocess.run(
        [sys.executable, str(JUDGE), *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    *found, _ = done.stdout.splitlines()
    return done.returncode, [line.partition(": ")[2] for line in found]


def spoiled(folder: Path, name: str, old: bytes, new: bytes) -> Path:
    """Return a book in one of whose files something was changed."""
    target = folder / "spoiled.epub"
    sound = folder / "sound.epub"
    sound.write_bytes(epub.write(books.book()))
    with zipfile.ZipFile(sound) as before, zipfile.ZipFile(target, "w") as after:
        for info in before.infolist():
            data = before.read(info)
            if info.filename == f"EPUB/{name}":
                assert old in data
                data = data.replace(old, new)
            after.writestr(info, data)
    return target


@pytest.mark.validators
def test_a_briefing_opens_with_every_word_and_note(project: Project) -> None:
    for path in desk(project, 4):
        path.write_text(path.read_text("utf-8") + NOTES, "utf-8")
    right = "---\ntitle: عنوان\nlang: ar\n---\n\nنص قصير." + NOTES
    project.write("content/articles/right.md", right)
    path = briefing(project, SECTIONS.replace('"articles/a1.md"', '"articles/*.md"'))
    result = project.run("build", str(path), "-t", "epub", "-o", "out")
    assert result.code == 0, result.err
    assert judged(project.folder / "out" / "morning.epub") == (0, [])


@pytest.mark.validators
@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("style.css", b"body {", b"h2 { display: none } body {", "missing from"),
        ("text-1.xhtml", b'id="n1"', b'id="n2"', "n1 is not shown"),
        (
            "text-1.xhtml",
            b"images/wind-rose.png",
            b"https://127.1.1.1/a.png",
            "request",
        ),
        ("text-1.xhtml", b"images/wind-rose.png", b"images/gone.png", "images of"),
        ("style.css", b"body {", b"aside { display: none } body {", "n1 is not shown"),
        ("nav.xhtml", b"#s2", b"#s9", "the contents lead to"),
        ("images/cover.png", b"IDAT", b"IDAX", ""),
    ],
)
def test_the_judge_finds_what_is_wrong(
    name: str, old: bytes, new: bytes, message: str, tmp_path: Path
) -> None:
    code, found = judged(spoiled(tmp_path, name, old, new))
    assert code == 1
    assert any(message in line for line in found)


def test_each_article_of_a_briefing_starts_a_page_of_its_own(project: Project) -> None:
    desk(project, 4)
    path = briefing(project)
    result = project.run("build", str(path), "-t", "epub", "-o", "out")
    assert result.code == 0, result.err
    with zipfile.ZipFile(project.folder / "out" / "morning.epub") as archive:
        pages = {n: archive.read(n) for n in archive.namelist() if n.endswith("xhtml")}
        package = etree.fromstring(archive.read("EPUB/content.opf"))
    contents, landmarks = etree.fromstring(pages["EPUB/nav.xhtml"])[1]
    lines = [a.get("href") for a in contents.iter(f"{XHTML}a")]
    for number, title in enumerate((0, 2, 1, 3), 1):
        page = etree.fromstring(pages[f"EPUB/text-{number}.xhtml"])
        headline, line = page.xpath(
            "//*[local-name()='h1'] | //*[@class='source-line']"
        )
        assert headline.text.startswith(f"Report {title} from")
        assert f"Gazette {title % 3}" in "".join(line.itertext())
        assert line.find(f"{XHTML}time").get("datetime") == f"2024-03-{title + 1:02}"
        assert f"text-{number}.xhtml" in lines
    assert landmarks[0][-1][0].get("href") == "section-1.xhtml"
    (start,) = package.xpath("//*[local-name()='reference'][@type='text']/@href")
    assert start == "section-1.xhtml"
