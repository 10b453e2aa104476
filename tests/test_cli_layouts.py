"""``exporter layouts``: what looks there are, and a start for one's own."""

from __future__ import annotations

from conftest import Project

from exporter import artefacts


def test_list(project: Project) -> None:
    """Name, title and folder; with and without the word list."""
    result = project.run("layouts")
    assert result.code == 0
    names = [line.split()[0] for line in result.out.splitlines()]
    assert names == ["article", "briefing"]
    assert project.run("layouts", "list").out == result.out


def test_a_new_layout_is_a_copy_that_works(project: Project) -> None:
    """The copy is listed, builds, and its own changes show."""
    project.write("in/bridge.txt")
    result = project.run("layouts", "new", "my-paper")
    folder = project.folder / "templates" / "my-paper"
    assert (result.code, result.out) == (0, "templates/my-paper\n")
    assert 'title = "My paper"' in (folder / "layout.toml").read_text()
    assert "my-paper" in project.run("layouts").out
    build = ("build", "in", "-l", "my-paper", "-o", "out")
    assert project.run(*build).code == 0
    assert artefacts.read(project.folder / "out" / "bridge.pdf").date == "2024-03-05"
    (folder / "layout.toml").write_text('title = "Another"\n')
    assert project.run(*build).err == "1 built\n"


def test_nothing_is_overwritten(project: Project) -> None:
    """A layout that is there, or a folder of that name, is left alone."""
    project.write("templates/mine/note.txt", "keep")
    for name in ("article", "mine"):
        result = project.run("layouts", "new", name)
        assert result.code in (1, 2)
        assert "already" in result.err
    assert project.listing("templates") == {"mine/note.txt": b"keep"}


def test_names_are_checked(project: Project) -> None:
    """A name is no path."""
    for name in ("../up", "a/b", "Caps", "", "1st", "shared"):
        assert project.run("layouts", "new", "--", name).code == 2, name
    assert not (project.folder / "templates").exists()


def test_a_misspelt_variable_is_told_with_its_line(project: Project) -> None:
    """A broken layout fails the job, not the program."""
    project.write("in/bridge.txt")
    assert project.run("layouts", "new", "mine").code == 0
    template = project.folder / "templates" / "mine" / "article.html"
    template.write_text("<section>{{ record.titel }}</section>")
    result = project.run("build", "in", "-l", "mine", "-t", "epub", "--no-cover")
    assert result.code == 1
    assert "article.html:1" in result.err
    assert "did you mean 'title'?" in result.err
