"""Options for print, from the command line to the file."""

from __future__ import annotations

import io
import re

import page as validation
import pikepdf
import pytest
from conftest import Project
from desk import desk
from reading_back import structure

MM = 72 / 25.4


def build(project: Project, *options: str) -> bytes:
    """Build the one input of a project and return its PDF."""
    result = project.run("build", "-o", "made.pdf", "--quiet", *options)
    assert result.code == 0, result.err
    return (project.folder / "made.pdf").read_bytes()


def is_valid(project: Project, *profiles: str) -> bool:
    """Tell whether the file has no finding."""
    path = project.folder / "made.pdf"
    found = (
        validation.validate_pdf(path, profile=validation.ValidationProfile(name))
        for name in profiles
    )
    return all("no failures" in str(result) for result in found)


def text(data: bytes) -> str:
    """Return what a file says in the order of reading, spaces aside."""
    return re.sub(r"\s+", "", structure(data).text())


@pytest.mark.parametrize("briefing", [(), ("--briefing", "Desk")])
def test_booklet_is_two_pages_a_side_and_still_valid(
    project: Project, briefing: tuple[str, ...]
) -> None:
    """Half as many sides, twice as wide; read in the same order as the pages."""
    desk(project, 1)
    options = ("--paper", "a5", *briefing)
    plain = build(project, *options, "--sides", "two")
    folded = build(project, *options, "--booklet", "--force")
    with (
        pikepdf.open(io.BytesIO(plain)) as pages,
        pikepdf.open(io.BytesIO(folded)) as sheets,
    ):
        assert len(sheets.pages) == -(-len(pages.pages) // 4) * 2
        size = [float(side) / MM for side in sheets.pages[0].obj.TrimBox]
    assert size[2] - size[0] == pytest.approx(296, abs=0.2)
    assert text(folded) == text(plain)
    assert is_valid(project, "ua1", "3a")


def test_grey_pages_have_no_colour(project: Project) -> None:
    """Nothing is painted in red, green and blue, and the file stays valid."""
    desk(project, 1)
    with pikepdf.open(io.BytesIO(build(project, "--gray"))) as pdf:
        operators = {
            str(op.operator)
            for page in pdf.pages
            for op in pikepdf.parse_content_stream(page)
        }
    assert not operators & {"rg", "RG", "k", "K"}
    assert is_valid(project, "ua1", "3a")


def test_press_says_so_and_what_it_leaves_out(project: Project) -> None:
    """PDF/X-4 with the original inside; links are gone, and a warning says it."""
    desk(project, 1)
    options = ("--to", "pdf", "--press", "--bleed", "3mm", "--marks", "crop")
    result = project.run("build", *options)
    assert result.code == 0
    assert "links are left out" in result.err
    path = project.folder / "dist" / "a0.pdf"
    with pikepdf.open(path) as pdf:
        assert b"PDF/X-4" in pdf.Root.Metadata.read_bytes()
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFX"
        assert not any("/Annots" in page.obj for page in pdf.pages)
        trim = [float(side) / MM for side in pdf.pages[0].obj.TrimBox]
    assert trim[2] - trim[0] == pytest.approx(210, abs=0.1)
    verified = project.run("verify", str(path))
    assert (verified.code, verified.out.split()[0]) == (0, "unchanged")


def test_profile_that_is_none(project: Project) -> None:
    """The press needs a profile of inks; nothing is built with another file."""
    desk(project, 1)
    project.write("my.icc", "no profile")
    options = ("--to", "pdf", "--press", "--press-profile", "my.icc")
    result = project.run("build", *options)
    assert result.code == 2
    assert result.err.count("my.icc") == 1
    assert not (project.folder / "dist").exists()


def test_epub_is_what_it_was(project: Project) -> None:
    """A book has no sheets; options for print don't make it stale."""
    desk(project, 1)
    assert project.run("build").code == 0
    before = (project.folder / "dist" / "a0.epub").read_bytes()
    result = project.run("build", "--booklet", "--gray")
    assert result.out.split() == ["dist/a0.pdf"]
    assert (project.folder / "dist" / "a0.epub").read_bytes() == before


def test_same_options_same_bytes(project: Project) -> None:
    """What is put on sheets, too, is reproducible."""
    desk(project, 1)
    options = ("--booklet", "--gray", "--marks", "cross", "--bleed", "2mm")
    first = build(project, *options)
    second = build(project, *options, "--force")
    assert first == second
