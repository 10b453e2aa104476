"""Notes at the foot of pages: where they are referred to, tagged as notes."""

from __future__ import annotations

import re

import page as validation
import pypdfium2
import pytest
from conftest import Project
from reading_back import structure

from exporter.layouts.footnotes import at_foot

LINE = "The quick tram runs past the harbour and up the hill at noon"
HEADER = "---\ntitle: Many notes\nlang: en\n---\n\n"


def text(paragraphs: int = 24) -> str:
    """Return an article with a note in every second paragraph or so."""
    blocks, notes = [], []
    for at in range(paragraphs):
        sentences = [f"{LINE}."] * 5
        if at % 2:
            number = len(notes) + 1
            sentences[at % 5] = f"{LINE}.[^{number}]"
            notes.append(f"[^{number}]: Note {number} has *its* own words to say.")
        blocks.append(" ".join(sentences))
    return HEADER + "\n\n".join([*blocks, *notes]) + "\n"


def build(project: Project, *options: str) -> bytes:
    """Build the one article of a project and return its PDF."""
    result = project.run("build", "-o", "made.pdf", "-q", *options)
    assert (result.code, result.err) == (0, "")
    return (project.folder / "made.pdf").read_bytes()


def test_notes_stand_on_the_page_that_refers_to_them(project: Project) -> None:
    """Each page has the notes of its own references; the last may go to the next.

    WeasyPrint lets one slip where widows and orphans move the lines around it.
    """
    project.write("content/a.md", text())
    with pypdfium2.PdfDocument(build(project)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    referred, noted = {}, {}
    for number, shown in enumerate(pages):
        referred |= dict.fromkeys(re.findall(r"noon\.(\d+)", shown), number)
        notes = re.findall(r"^(\d+)\.\s*Note \1 has", shown, re.M)
        noted |= dict.fromkeys(notes, number)
    assert list(noted) == list(referred) == [str(n) for n in range(1, 13)]
    late = [note for note, place in noted.items() if place != referred[note]]
    assert len(late) <= 1
    assert all(noted[note] == referred[note] + 1 for note in late)


@pytest.mark.parametrize("language", ["en", "ja", "ar", "hi", "th"])
@pytest.mark.parametrize("leading", ["15pt", "17pt", "18pt"])
def test_a_short_text_and_its_note_share_a_page(
    project: Project, language: str, leading: str
) -> None:
    """Whatever the leading, a rounding is no overflow to the engine."""
    short = f"---\ntitle: T\nlang: {language}\n---\n\nOne.[^1]\n\n[^1]: Note.\n"
    project.write("content/a.md", short)
    data = build(project, "--set", f"latin-leading={leading}")
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) == 1


@pytest.mark.parametrize("options", [(), ("--briefing", "Two")])
def test_notes_are_tagged_as_notes(project: Project, options: tuple[str, ...]) -> None:
    """Each is a Note with a label; equal texts have other ids (ISO 14289-1, 7.9)."""
    for name in "ab":
        project.write(f"content/{name}.md", text(8) + name * (name == "b"))
    paths = ("content",) if options else ("content/a.md",)
    data = build(project, *paths, *options)
    notes = [" ".join(tag.text().split()) for tag in structure(data).find("Note")]
    own = [f"{n}. Note {n} has its own words to say." for n in range(1, 5)]
    assert [note.removesuffix(" b") for note in notes] == own * len(options or (1,))
    for name in ("ua1", "3a"):
        profile = validation.ValidationProfile(name)
        path = project.folder / "made.pdf"
        assert "no failures" in str(validation.validate_pdf(path, profile=profile))


@pytest.mark.parametrize(
    "extra",
    [
        "Again.[^1]\n\n[^1]: Twice.\n",  # two references
        "A[^9].\n\n[^9]: One.\n\n    Two.\n",  # two paragraphs
        "A[^9].\n\n[^9]: - a list\n",
        "## Head[^9]\n\nText.\n\n[^9]: Of a heading.\n",
        "| a |\n|---|\n| b[^9] |\n\n[^9]: Of a table.\n",
        "A[^9].\n\n[^9]: See[^8].\n\n[^8]: The other.\n",
    ],
)
def test_all_stay_at_the_end_if_one_must(project: Project, extra: str) -> None:
    """Numbers go on from the first note to the last, in one place."""
    project.write("content/a.md", f"{HEADER}First.[^1]\n\n[^1]: Note.\n\n{extra}")
    tree = structure(build(project))
    assert not list(tree.find("Note"))
    assert "Note." in tree.text() or "Twice." in tree.text()


def test_a_layout_may_keep_notes_at_the_end(project: Project) -> None:
    """In columns the engine can't set them at the foot."""
    project.write("content/a.md", text(4))
    project.write("templates/mine/layout.toml", 'notes = "end"\n')
    assert not list(structure(build(project, "-l", "mine")).find("Note"))


def test_text_without_notes_is_as_it_was() -> None:
    """Nothing is looked for in vain."""
    assert at_foot("<p>No notes.</p>") == "<p>No notes.</p>"
