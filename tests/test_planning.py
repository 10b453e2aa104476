"""Planning: which inputs, which names, what is refused before any work."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter import config
from exporter.briefing import LIMIT
from exporter.config import Settings
from exporter.errors import InputError, UsageError
from exporter.naming import slug
from exporter.planning import plan
from exporter.readers.request import Supplied


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path.resolve()


def settings(**overrides: object) -> Settings:
    """Return the settings of the working folder."""
    return config.load(None, overrides, {})


def fill(folder: Path, *names: str) -> None:
    """Make files."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A text.")


def test_folders_are_read_in_order_without_what_is_no_article(here: Path) -> None:
    """Hidden files, README.md, sidecars, images and hidden folders are left out."""
    fill(here / "in", "b.md", "a.txt", "z/c.markdown", "README.md", "a.toml")
    fill(here / "in", ".hidden.txt", ".git/x.txt", "p.png", "UPPER.TXT")
    jobs = plan(settings(), ["in"])
    assert [job.name for job in jobs] == [
        "in/UPPER.TXT", "in/a.txt", "in/b.md", "in/z/c.markdown",
    ]  # fmt: skip


def test_content_is_the_default(here: Path) -> None:
    """Without paths the project's content folder is built, into dist."""
    fill(here / "content", "articles/one.txt")
    (job,) = plan(settings())
    assert job.path == Path("content/articles/one.txt")
    assert job.root == here / "content"
    assert [target.path for target in job.targets] == [
        here / "dist" / "one.pdf",
        here / "dist" / "one.epub",
    ]


def test_layout_of_an_article_is_chosen_or_the_usual(here: Path) -> None:
    """An option goes before the project's file; without both it is ``article``."""
    fill(here / "in", "a.txt")
    (usual,) = plan(settings(), ["in"])
    (here / "exporter.toml").write_text('layout = "review"\n')
    (of_project,) = plan(settings(), ["in"])
    (of_run,) = plan(settings(layout="mine"), ["in"])
    layouts = [job.layout for job in (usual, of_project, of_run)]
    assert layouts == ["article", "review", "mine"]


def test_layout_of_a_briefing_is_its_own_unless_it_is_too_large(here: Path) -> None:
    """What is no briefing for its size is not taken into memory to look."""
    path = here / "in" / "briefings" / "b.toml"
    path.parent.mkdir(parents=True)
    path.write_text('layout = "mine"\n')
    (small,) = plan(settings(), [str(path)])
    path.write_text('layout = "mine"\n' + "#" * LIMIT)
    (large,) = plan(settings(), [str(path)])
    assert (small.layout, large.layout) == ("mine", "briefing")


def test_assets_may_lie_in_the_content_folder_or_beside(here: Path) -> None:
    """The root is content for what lies in it, else the folder that was named."""
    fill(here, "content/articles/one.txt", "else/deep/two.txt")
    inside, outside = plan(settings(), ["content/articles/one.txt", "else"])
    assert inside.root == here / "content"
    assert outside.root == here / "else"


def test_an_input_named_twice_is_one_job(here: Path) -> None:
    """A file and the folder it lies in give one job."""
    fill(here, "in/a.txt")
    assert len(plan(settings(), ["in/a.txt", "in", "./in/a.txt"])) == 1


def test_one_output_for_two_inputs_is_refused(here: Path) -> None:
    """The error names both inputs and the output, whatever the case of letters."""
    fill(here, "x/One.txt", "y/one.md")
    with pytest.raises(UsageError) as caught:
        plan(settings(), ["x", "y"])
    assert (
        caught.value.message == "x/One.txt and y/one.md would both become dist/one.pdf"
    )


def test_standard_input_is_a_text(here: Path) -> None:
    """``-`` takes the bytes given; its output is called stdin."""
    (job,) = plan(settings(formats=["epub"]), ["-"], stdin=b"Some text.")
    assert (job.path, job.data) == (None, b"Some text.")
    assert [target.path.name for target in job.targets] == ["stdin.epub"]


def test_one_output_file_wants_one_input(here: Path) -> None:
    """``-o NAME.pdf`` names the only target; a second input is refused."""
    fill(here, "a.txt", "b.txt")
    (job,) = plan(settings(output="x/my.pdf"), ["a.txt"])
    assert [(t.format, t.path) for t in job.targets] == [("pdf", here / "x/my.pdf")]
    with pytest.raises(UsageError, match=r"can't all become my\.pdf"):
        plan(settings(output="x/my.pdf"), ["a.txt", "b.txt"])


def test_facts_want_one_input(here: Path) -> None:
    """A title can't be that of two articles."""
    fill(here, "a.txt", "b.txt")
    with pytest.raises(UsageError, match="single input"):
        plan(settings(), ["a.txt", "b.txt"], Supplied(title="T"))


@pytest.mark.parametrize("paths", [["gone.txt"], []])
def test_what_is_not_there_is_refused(here: Path, paths: list[str]) -> None:
    """A missing path, or no path and no content folder, is a usage error."""
    with pytest.raises(UsageError):
        plan(settings(), paths)


def test_a_folder_without_articles_is_an_error(here: Path) -> None:
    """The error says where it looked and for what."""
    fill(here / "in", "p.png")
    with pytest.raises(InputError) as caught:
        plan(settings(), ["in"])
    assert caught.value.where == "in"
    assert ".txt" in caught.value.hint


def test_an_unknown_format_is_refused_with_the_nearest(here: Path) -> None:
    """Formats are built-ins or installed plug-ins."""
    fill(here, "a.txt")
    with pytest.raises(UsageError) as caught:
        plan(settings(formats=["epup"]), ["a.txt"])
    assert caught.value.hint == "did you mean 'epub'?"


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("Seed", "seed"),
        ("Café  au lait!", "cafe-au-lait"),
        ("a_b--c", "a-b-c"),
        ("東京 report", "東京-report"),
        ("!!!", "article"),
        ("x" * 300, "x" * 80),
        ("橋" * 100, "橋" * 66),
        ("𠀀" * 100, "𠀀" * 50),
    ],
)
def test_slugs_keep_what_tells_names_apart(stem: str, expected: str) -> None:
    """ASCII where that loses no letter, else the letters of the name."""
    assert slug(stem) == expected


def test_a_named_link_is_followed(here: Path) -> None:
    """What the user names may be a link; what a folder holds is checked later."""
    fill(here, "else/a.txt")
    (here / "in").mkdir()
    (here / "in" / "b.txt").symlink_to(here / "else" / "a.txt")
    (named,) = plan(settings(), ["in/b.txt"])
    (found,) = plan(settings(), ["in"])
    assert (named.named, found.named) == (True, False)
    assert named.targets[0].path.name == "b.pdf"
