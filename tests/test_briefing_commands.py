"""Briefings on the command line: made without a file, started, looked at."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pikepdf
import pytest
from conftest import Project
from desk import briefing, desk, text
from PIL import Image

from exporter import artefacts
from exporter.briefing import Order
from exporter.commands import build

QUICK = ("-t", "epub", "--no-cover", "-o", "out")


def titles(project: Project, name: str) -> list[str | None]:
    found = artefacts.read(project.folder / "out" / name)
    return [article.title for article in found.articles]


@pytest.mark.parametrize(
    ("arguments", "stem", "title", "basis"),
    [
        (
            ("content", "--briefing", "Day & night"),
            "day-night",
            "Day & night",
            "supplied",
        ),
        (("content/articles", "--briefing"), "articles", "Articles", "inferred"),
        (("--briefing", "content/articles"), "articles", "Articles", "inferred"),
        (("--briefing", "Desk"), "desk", "Desk", "supplied"),
        (("content/articles/a0.md", "--briefing"), "briefing", "Briefing", "inferred"),
        (("--briefing", "X", "--title", "Told"), "x", "Told", "supplied"),
    ],
)
def test_without_a_file(
    project: Project, arguments: tuple[str, ...], stem: str, title: str, basis: str
) -> None:
    """All articles become one book, called as asked or by the folder."""
    desk(project, 3, paragraphs=1)
    result = project.run("build", *QUICK, *arguments)
    assert result.code == 0, result.err
    assert result.out == f"out/{stem}.epub\n"
    found = artefacts.read(project.folder / "out" / f"{stem}.epub")
    assert (found.title, found.title_basis) == (title, basis)


def test_options_supply_what_is_said_of_the_briefing(project: Project) -> None:
    """Day, editor, publisher, language and rights are the briefing's own."""
    desk(project, 2, paragraphs=1)
    result = project.run(
        "build", *QUICK, "--briefing", "Desk", "--date", "2024-05-01",
        "--author", "Ada", "--publisher", "The Desk", "--language", "en-GB",
        "--rights", "CC0",
    )  # fmt: skip
    assert result.code == 0, result.err
    found = artefacts.read(project.folder / "out" / "desk.epub")
    assert (found.date, found.creators) == ("2024-05-01", ("Ada",))
    assert (found.publisher, found.language, found.rights) == (
        "The Desk",
        "en-GB",
        "CC0",
    )
    assert [a.creators for a in found.articles] == [("Reporter 1",), ("Reporter 0",)]


def test_options_go_before_the_file(project: Project) -> None:
    """A file that is used each day needs no edit for the day."""
    desk(project, 4, paragraphs=1)
    path = briefing(project)
    name = str(path.relative_to(project.folder))
    assert project.run("build", name, *QUICK, "--date", "2024-09-09").code == 0
    assert artefacts.read(project.folder / "out/morning.epub").date == "2024-09-09"
    assert project.run("build", name, *QUICK).err == "1 built\n"
    assert artefacts.read(project.folder / "out/morning.epub").date == "2024-04-01"


def test_standard_input_may_be_one_of_the_articles(project: Project) -> None:
    """``-`` stands for a text beside files."""
    desk(project, 1, paragraphs=1)
    extra = b"date 2024-03-09\n\nA text from a pipe\n\nIt says one thing. Then another."
    arguments = ("build", "-", "content/articles/a0.md", *QUICK, "--briefing", "Both")
    result = project.run(*arguments, stdin=extra)
    assert result.code == 0, result.err
    assert titles(project, "both.epub") == [
        "A text from a pipe", "Report 0 from the harbour",
    ]  # fmt: skip
    assert project.run(*arguments, stdin=extra).err == "1 fresh\n"


def test_the_option_knows_every_order() -> None:
    """It has a list of its own, so that help imports no more than it prints."""
    assert set(build.ORDERS) == {order.value for order in Order}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--order", "date"), "--order is for --briefing"),
        (("--briefing", "X", "--source", "Y"), "no source of its own"),
        (("content/briefings/morning.toml", "--briefing", "X"), "article of another"),
        (("--briefing", "X", "nowhere"), "no such file or folder"),
        (("--briefing", "X", "--order", "size"), "Invalid value"),
    ],
)
def test_what_makes_no_sense_is_refused(
    project: Project, arguments: tuple[str, ...], message: str
) -> None:
    """Wrong use is exit code 2, with the reason."""
    desk(project, 4, paragraphs=1)
    briefing(project)
    result = project.run("build", *arguments)
    assert result.code == 2
    assert message in result.err
    assert not (project.folder / "dist").exists()


def test_a_start_builds_as_it_is_and_with_everything_used(project: Project) -> None:
    """Each line of the start is true: with its comments gone it builds as well."""
    desk(project, 2, paragraphs=1)
    result = project.run("new", "briefing", "Évening desk")
    assert (result.code, result.out) == (0, "content/briefings/evening-desk.toml\n")
    path = project.folder / "content/briefings/evening-desk.toml"
    name = "content/briefings/evening-desk.toml"
    assert project.run("build", name, *QUICK, "--strict").err == "1 built\n"
    assert titles(project, "evening-desk.epub") == [
        "Report 0 from the harbour", "Report 1 from the market",
    ]  # fmt: skip
    again = project.run("new", "briefing", "evening desk")
    assert (again.code, again.out) == (2, "")
    start = path.read_text("utf-8").partition("\n# [[section]]")[0]
    used = re.sub(r'^# (\w+ = |"{3})', r"\1", start, flags=re.MULTILINE)
    used = used.replace("\n# A word to the reader", "\nA word to the reader")
    project.write(name, used)
    result = project.run("build", name, *QUICK)
    assert result.code == 0, result.err + used
    found = artefacts.read(project.folder / "out/evening-desk.epub")
    assert (found.date, found.publisher) == ("2026-11-24", "Your organisation")
    assert (found.creators, found.rights) == (("Your name",), "For internal use")


def test_inspect_shows_what_a_briefing_finds(project: Project) -> None:
    """Fields with their basis, sections with their articles; nothing is built."""
    desk(project, 4, paragraphs=1)
    path = briefing(project)
    result = project.run("inspect", str(path), "--json")
    assert result.code == 0, result.err
    found = json.loads(result.out)
    assert found["title"] == {
        "value": "Morning desk", "basis": "supplied", "rule": "briefing",
    }  # fmt: skip
    assert found["period"]["value"] == "2024-03-01/2024-03-31"
    assert [section["title"] for section in found["sections"]] == ["Water", "Land"]
    names = [a["original"] for s in found["sections"] for a in s["articles"]]
    assert names == ["a0.md", "a2.md", "a1.md", "a3.md"]


def test_pictures_of_one_name_stay_apart(project: Project) -> None:
    """Two articles show two pictures, though both call theirs the same."""
    for folder, colour in (("one", "red"), ("two", "blue")):
        buffer = io.BytesIO()
        Image.new("RGB", (40, 30), colour).save(buffer, "PNG")
        project.write(f"content/{folder}/map.png", buffer.getvalue())
        project.write(
            f"content/{folder}/{folder}.md", f"# {folder}\n\n![Map](map.png)\n"
        )
    assert project.run("build", *QUICK, "--briefing", "Maps").code == 0
    with zipfile.ZipFile(project.folder / "out/maps.epub") as book:
        names = [n for n in book.namelist() if "/images/" in n]
        seen = set()
        for name in names:
            with Image.open(io.BytesIO(book.read(name))) as picture:
                seen.add(picture.convert("RGB").getpixel((5, 5)))
        pages = [book.read(n).decode() for n in book.namelist() if "text-" in n]
    assert seen == {(255, 0, 0), (0, 0, 255)}
    assert len({page.split('src="')[1].split('"')[0] for page in pages}) == 2


def test_originals_of_one_name_stay_apart(project: Project) -> None:
    """Both are attached, under names that differ."""
    project.write("content/one/text.md", text(0, paragraphs=1))
    project.write("content/two/text.md", text(1, paragraphs=1))
    assert project.run("build", "-o", "out", "--briefing", "Both").code == 0
    for suffix in ("pdf", "epub"):
        findings = artefacts.verify(project.folder / "out" / f"both.{suffix}")
        assert [f.name for f in findings] == ["text.md", "text-2.md"]
        assert all(finding.is_sound for finding in findings)


def test_any_layout_makes_a_briefing(project: Project) -> None:
    """A layout's own part goes before the shared one; the rest is shared."""
    desk(project, 2, paragraphs=1)
    folder = project.folder / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text('title = "Mine"\n')
    (folder / "paged.css").write_text("@page { size: A5 }")
    (folder / "colophon.html").write_text(
        '<section class="colophon" lang="en"><h1 class="part">Made by us</h1></section>'
    )
    arguments = ("--briefing", "Desk", "-l", "mine", "-t", "pdf", "-o", "out")
    result = project.run("build", *arguments)
    assert result.code == 0, result.err
    with pikepdf.open(project.folder / "out" / "desk.pdf") as pdf:
        assert [round(float(v)) for v in pdf.pages[1].MediaBox] == [0, 0, 420, 595]
    (folder / "colophon.html").write_text("<section>{{ metadata.titel }}</section>")
    broken = project.run("build", *arguments)
    assert broken.code == 1
    assert "colophon.html:1" in broken.err
    assert "did you mean 'title'" in broken.err


def test_progress_is_for_terminals(project: Project) -> None:
    """What is written to a file has no trace of it."""
    desk(project, 3, paragraphs=1)
    result = project.run("build", *QUICK, "--briefing", "Desk", "-v")
    assert "of" not in result.err.replace("Desk", "").split()
    assert "built   Desk (" in result.err
