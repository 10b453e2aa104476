"""``exporter layouts``: what looks there are, and a start for one's own."""

from __future__ import annotations

import pytest
from conftest import Project
from reading_back import structure

from exporter import artefacts

SHIPPED = ("article", "book", "briefing", "large-print", "memo", "newspaper")


def test_list(project: Project) -> None:
    """A line on each; with and without the word list."""
    result = project.run("layouts")
    assert result.code == 0
    lines = [line.split(None, 1) for line in result.out.splitlines()]
    assert [name for name, _ in lines] == list(SHIPPED)
    assert all(len(words) > 40 for _, words in lines)
    assert project.run("layouts", "list").out == result.out


@pytest.mark.parametrize("model", SHIPPED)
def test_a_copy_of_any_builds_untouched(project: Project, model: str) -> None:
    """What is copied makes the same pages as its model, but for its title."""
    project.write("in/bridge.txt")
    assert project.run("layouts", "new", "mine", "--from", model).code == 0
    built = []
    for name in (model, "mine"):
        options = ("--briefing", "Desk", "-l", name, "-o", name)
        result = project.run("build", "in", *options)
        assert (result.code, result.err) == (0, "1 built\n")
        text = structure((project.folder / name / "desk.pdf").read_bytes()).text()
        built.append(text.replace("Mine", model.replace("-", " ").capitalize()))
    assert built[0] == built[1]


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
    result = project.run("layouts", "new", "mine")
    assert result.code == 2
    assert "templates/mine: there is such a folder already" in result.err
    for name in ("shared", "catalogue"):
        result = project.run("layouts", "new", name)
        assert result.code == 2
        assert "exporter has such a folder itself" in result.err
    assert project.listing("templates") == {"mine/note.txt": b"keep"}


def test_a_built_in_layout_can_be_replaced(project: Project) -> None:
    """A project's own of the same name is taken from then on."""
    project.write("in/bridge.txt")
    assert project.run("layouts", "new", "article").code == 0
    template = project.folder / "templates" / "article" / "article.html"
    text = (
        '{% extends "shared/article.html" %}{% block kicker %}<p>Ours</p>{% endblock %}'
    )
    template.write_text(text)
    assert project.run("build", "in", "-t", "pdf", "-o", "out").code == 0
    data = (project.folder / "out" / "bridge.pdf").read_bytes()
    assert "Ours" in structure(data).text()


def test_model_that_is_not_there_is_wrong_use(project: Project) -> None:
    """The nearest name is told."""
    result = project.run("layouts", "new", "mine", "--from", "newspapr")
    assert result.code == 2
    assert "did you mean 'newspaper'?" in result.err


@pytest.mark.parametrize(
    ("template", "words"),
    [
        (
            '{% extends "shared/article.html" %}\n{% block kikker %}{% endblock %}',
            "article.html:2: no block 'kikker' to fill\n        did you mean 'kicker'?",
        ),
        (
            '\n{% extends "shared/artcle.html" %}',
            "article.html:2: template 'shared/artcle.html' is missing\n"
            "        did you mean 'shared/article.html'?",
        ),
        ("<section><p>x</p></section>", "article.html: the page lacks text of the"),
        (
            "<section>\n{{ article.body | safe }}</p></section>",
            "article.html: prints markup that is not well-formed in line",
        ),
    ],
)
def test_a_broken_template_says_where(
    project: Project, template: str, words: str
) -> None:
    """A misspelt block or template, lost text and wrong markup fail the build."""
    project.write("in/bridge.txt")
    project.write("templates/mine/layout.toml", 'title = "Mine"\n')
    project.write("templates/mine/article.html", template)
    result = project.run("build", "in", "-l", "mine", "-t", "epub", "--no-cover")
    assert result.code == 1
    assert words in result.err


@pytest.mark.parametrize(
    ("rules", "words"),
    [("p { }\n}", ":2: not valid CSS"), ('@import "x.css";', ":1: can't import")],
)
def test_a_broken_stylesheet_says_where(
    project: Project, rules: str, words: str
) -> None:
    """A layout's own stylesheet is checked as one given with --css."""
    project.write("in/bridge.txt")
    assert project.run("layouts", "new", "mine").code == 0
    project.write("templates/mine/paged.css", rules)
    result = project.run("build", "in", "-l", "mine", "-t", "pdf")
    assert result.code == 1
    assert f"templates/mine/paged.css{words}" in result.err


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
