"""Runs of briefings: the same bytes, what is made again, what goes wrong."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import Project
from desk import SECTIONS, briefing, desk, text

from exporter import artefacts

PICKLED = ("chapters", "covers", "fragments", "readings")
BUILD = ("build", "content/briefings/morning.toml", "-o", "out")


@pytest.fixture
def project(project: Project, tmp_path: Path) -> Project:
    """Return a project with a desk and a cache of its own, fonts included."""
    mine = tmp_path / "cache"
    shared = Path(os.environ["XDG_CACHE_HOME"], "exporter", "fonts")
    if shared.is_dir():
        shutil.copytree(shared, mine / "exporter" / "fonts")
    project.environ["XDG_CACHE_HOME"] = str(mine)
    desk(project, 4)
    briefing(project)
    return project


def entries(project: Project, kind: str) -> dict[str, bytes]:
    """Return what the cache keeps of a kind, by name."""
    folder = Path(project.environ["XDG_CACHE_HOME"], "exporter", kind)
    return {path.name: path.read_bytes() for path in folder.glob("*")}


def built(project: Project, *options: str) -> dict[str, bytes]:
    """Build, and return the artefacts."""
    result = project.run(*BUILD, *options)
    assert result.code == 0, result.err
    return project.listing("out")


def test_same_bytes_whoever_makes_them_and_whatever_is_kept(project: Project) -> None:
    """One worker or two, first build or from the cache, another place and time."""
    first = built(project, "-j", "1")
    assert set(first) == {"morning.pdf", "morning.epub"}
    assert built(project, "-j", "2", "--force") == first
    shutil.rmtree(Path(project.environ["XDG_CACHE_HOME"], "exporter"))
    assert built(project, "-j", "2", "--force") == first
    moved = project.folder.parent / "elsewhere"
    project.folder.rename(moved)
    again = Project(
        moved, {**project.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    )
    assert built(again, "--force") == first


def test_same_bytes_in_any_order_of_inputs(project: Project) -> None:
    """Without an order by hand the articles are in the order of their dates."""
    names = [f"content/articles/a{number}.md" for number in range(4)]
    found = []
    for order in (names, names[::-1]):
        result = project.run(
            "build", *order, "--briefing", "Day", "-o", "out", "--force"
        )
        assert result.code == 0, result.err
        found.append(project.listing("out"))
    assert found[0] == found[1]
    titles = [a.title for a in artefacts.read(project.folder / "out/day.pdf").articles]
    assert [title.split()[1] for title in titles if title] == ["3", "2", "1", "0"]
    hand = ("--briefing", "Day", "--order", "hand", "-o", "out", "-t", "epub")
    assert project.run("build", *names, *hand).code == 0
    titles = [a.title for a in artefacts.read(project.folder / "out/day.epub").articles]
    assert [title.split()[1] for title in titles if title] == ["0", "1", "2", "3"]


def test_an_edit_lays_out_that_article_alone(project: Project) -> None:
    """The others and their lists stay; the colophon has another digest."""
    first = built(project)
    before = entries(project, "fragments")
    path = project.folder / "content/articles/a2.md"
    path.write_text(path.read_text().replace("all is well", "all is mended"))
    second = built(project)
    assert second["morning.pdf"] != first["morning.pdf"]
    after = entries(project, "fragments")
    assert before.items() <= after.items()
    assert len(after) - len(before) == 2  # the article and the colophon
    assert project.run(*BUILD).err == "1 fresh\n"
    path.write_text(text(2))
    assert built(project) == first
    assert entries(project, "fragments") == after


def test_a_longer_article_moves_the_numbers_of_the_others(project: Project) -> None:
    """Pages are not laid out again for that."""
    built(project)
    before = entries(project, "fragments")
    path = project.folder / "content/articles/a0.md"
    path.write_text(text(0, paragraphs=40))
    built(project)
    assert len(entries(project, "fragments")) - len(before) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("content/articles/a1.md", text(1) + "\nOne more line.\n"),
        ("content/articles/a1.toml", 'publisher = "Else"\n'),
        ("content/briefings/morning.toml", SECTIONS.replace("slowly", "fast")),
    ],
)
def test_what_goes_in_makes_stale(project: Project, name: str, content: str) -> None:
    """An article, its sidecar, or the briefing itself."""
    first = built(project)
    assert project.run(*BUILD).err == "1 fresh\n"
    project.write(name, content)
    stale = project.run(*BUILD, "-n")
    assert f"{Path(name).name} changed" in stale.out
    assert built(project) != first


def test_a_new_file_makes_stale_what_a_pattern_finds(project: Project) -> None:
    """A listing is an ingredient, too: files that come and go count."""
    briefing(project, 'title = "All"\narticles = ["articles/*.md"]\n')
    built(project, "-t", "epub")
    assert project.run(*BUILD, "-t", "epub").err == "1 fresh\n"
    project.write("content/articles/a9.md", text(9))
    assert project.run(*BUILD, "-t", "epub").err == "1 built\n"
    (project.folder / "content/articles/a9.md").unlink()
    assert project.run(*BUILD, "-t", "epub").err == "1 built\n"


@pytest.mark.parametrize("harm", ["cut", "garbled", "emptied", "other", "gone"])
def test_a_harmed_cache_costs_a_rebuild(project: Project, harm: str) -> None:
    """Never an error, never another page."""
    first = built(project)
    root = Path(project.environ["XDG_CACHE_HOME"], "exporter")
    for path in [path for path in root.rglob("*") if path.is_file()]:
        if harm == "other" and path.parent.name not in PICKLED:
            continue
        data = path.read_bytes()
        if harm == "gone":
            path.unlink()
        elif harm == "other":  # whole, but of another version
            other = pickle.dumps({"version": 0})
            path.write_bytes(hashlib.sha256(other).digest() + other)
        else:
            kept = {"cut": data[: len(data) // 2], "emptied": b""}
            path.write_bytes(kept.get(harm, data[::-1]))
    assert built(project, "--force") == first


def test_a_cache_deleted_while_running_costs_only_time(project: Project) -> None:
    """Whatever the moment, the result is the same."""
    first = built(project)
    root = Path(project.environ["XDG_CACHE_HOME"], "exporter")
    for pause in (0.2, 0.5, 0.8, 1.1):
        shutil.rmtree(root, ignore_errors=True)
        with project.start(*BUILD, "--force") as process:
            time.sleep(pause)
            shutil.rmtree(root, ignore_errors=True)
            _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert project.listing("out") == first


def test_a_cache_that_keeps_nothing_costs_only_time(project: Project) -> None:
    """As if each entry were deleted the moment it is made."""
    first = built(project)
    root = Path(project.environ["XDG_CACHE_HOME"], "exporter")
    for folder in list(root.iterdir()):
        shutil.rmtree(folder)
        folder.write_text("no folder")
    assert built(project, "--force") == first


def test_two_builds_at_once_do_no_harm(project: Project) -> None:
    """Both succeed, and what is there is what one of them makes."""
    first = built(project)
    shutil.rmtree(project.folder / "out")
    processes = [project.start(*BUILD, "--force") for _ in range(2)]
    for process in processes:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    assert project.listing("out") == first


def test_a_bad_article_fails_its_briefing_alone(project: Project) -> None:
    """The reason names the file; other briefings are built."""
    project.write("content/articles/a1.md", "---\ntitel: x\n---\n\nText.\n")
    briefing(project, 'title = "Other"\narticles = ["articles/a0.md"]\n', "other")
    result = project.run("build", "content/briefings", "-o", "out", "-t", "epub")
    assert result.code == 1
    assert "a1.md:2: unknown name 'titel'" in result.err
    assert "1 built, 1 failed" in result.err
    assert set(project.listing("out")) == {"other.epub"}


def test_a_worker_that_is_killed_fails_its_briefing_alone(project: Project) -> None:
    """A layout without end hits the time limit; the articles are built."""
    folder = project.folder / "templates" / "slow"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text('title = "Slow"')
    endless = "{% for i in range(99999) %}<p>" + "word " * 99 + "</p>{% endfor %}"
    (folder / "article.html").write_text(
        f'<article lang="en"><h1 id="title">x</h1>{endless}'
        "{{ article.body | safe }}</article>"
    )
    (folder / "paged.css").write_text("")
    briefing(project, 'layout = "slow"\n' + SECTIONS)
    result = project.run(
        "build", "content", "-o", "out", "-t", "pdf", "--time-limit", "5"
    )
    assert result.code == 1
    assert "took longer than its 5 seconds" in result.err
    assert "4 built, 1 failed" in result.err
    assert set(project.listing("out")) == {f"a{number}.pdf" for number in range(4)}


def test_a_failed_briefing_leaves_the_next_one_alone(project: Project) -> None:
    """Workers that are still busy for the first have nothing to say to the second."""
    folder = project.folder / "templates" / "slow"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text('title = "Slow"')
    (folder / "paged.css").write_text("")
    many = "{% for i in range(300) %}<p>" + "word " * 99 + "</p>{% endfor %}"
    (folder / "summary.html").write_text(f"<section><h1>x</h1>{many}</section>")
    (folder / "contents.html").write_text(
        '<section><h1>x</h1><img src="nowhere.png" alt="y"/></section>'
    )
    briefing(project, 'layout = "slow"\n' + SECTIONS, "a-first")
    briefing(project, SECTIONS, "b-second")
    (project.folder / "content/briefings/morning.toml").unlink()
    result = project.run(
        "build", "content/briefings", "-o", "out", "-t", "pdf", "-j", "2"
    )
    assert result.code == 1
    assert "could not be laid out" in result.err
    assert "1 built, 1 failed" in result.err
    assert "in the briefing content/briefings/a-first.toml" in result.err
    assert set(project.listing("out")) == {"b-second.pdf"}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ('layout = "artcle"\narticles = ["articles/a0.md"]', "no layout 'artcle'"),
        ('articles = ["articles/**x"]', "no article matches"),
        ('articles = [{ to = "9999" }, { from = 9999-12-31 }]', "sources and days"),
        (f'articles = ["{"x" * 5000}.md"]', "no article"),
    ],
)
def test_a_wrong_briefing_fails_alone(
    project: Project, wrong: str, message: str
) -> None:
    """Whatever an editor writes, the other briefings are built."""
    briefing(project, f'title = "Wrong"\n{wrong}\n', "wrong")
    result = project.run("build", "content/briefings", "-o", "out", "-t", "epub")
    assert result.code == 1
    assert message in result.err
    assert "Traceback" not in result.err
    assert "1 built, 1 failed" in result.err


def test_ctrl_c_leaves_dist_as_it_was(project: Project) -> None:
    """Nothing half-made is published, and no worker goes on."""
    first = built(project)
    shutil.rmtree(Path(project.environ["XDG_CACHE_HOME"], "exporter", "fragments"))
    with project.start(*BUILD, "--force", "-j", "1") as process:
        _wait_for_fragments(project, 1)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 130
    assert project.listing("out") == first


def test_a_killed_run_is_finished_by_the_next(project: Project) -> None:
    """What was laid out is not laid out again; dist is whole."""
    desk(project, 7)
    briefing(project, 'title = "All"\narticles = ["articles/*.md"]\n')
    with project.start(*BUILD, "-t", "pdf", "-j", "1") as process:
        _wait_for_fragments(project, 4)
        process.kill()
        process.communicate(timeout=30)
    deadline = time.monotonic() + 20
    while _at_work_in(project.folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _at_work_in(project.folder)  # no worker waits for its parent
    assert not (project.folder / "out" / "morning.pdf").exists()
    kept = entries(project, "fragments")
    assert len(kept) >= 4
    result = project.run(*BUILD, "-t", "pdf")
    assert (result.code, result.err) == (0, "1 built\n")
    assert {k: v for k, v in entries(project, "fragments").items() if k in kept} == kept
    assert artefacts.verify(project.folder / "out/morning.pdf")


def _wait_for_fragments(project: Project, count: int) -> None:
    """Wait until so many documents are laid out, on a busy machine for long."""
    deadline = time.monotonic() + 60
    while len(entries(project, "fragments")) < count and time.monotonic() < deadline:
        time.sleep(0.02)


def _at_work_in(folder: Path) -> list[str]:
    """Return the processes whose working folder this is, where /proc tells."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == folder.resolve():
                found.append(process.name)
    return found
