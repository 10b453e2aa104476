"""The run: what is built, what is fresh, what a failure leaves."""

from __future__ import annotations

import io
import os
import pickle
import stat
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import TEXT, Project
from PIL import Image

from exporter import config, ledger, pipeline, publishing, readers, tasks
from exporter.config import Settings
from exporter.errors import OutputError, UsageError
from exporter.jobs import Outcome, Product, Status, Target
from exporter.model import Article
from exporter.planning import plan

MARKDOWN = """---
title: The pier
date: 2024-03-05
lang: en
---

A pier stands in the harbour.

![A grey square](images/square.png)
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a project with one text."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bridge.txt").write_text(TEXT)
    return tmp_path


def settings(**overrides: object) -> Settings:
    """Return settings for books without covers, which need no page engine."""
    chosen = {"formats": ["epub"], "cover": False, **overrides}
    return config.load(None, chosen, {})


def build(*paths: str, **overrides: object) -> list[Outcome]:
    """Build and return the outcomes in the order of their inputs."""
    chosen = settings(**overrides)
    outcomes = pipeline.build(chosen, plan(chosen, paths or ("in",)))
    return sorted(outcomes, key=lambda outcome: outcome.job.name)


def states(*paths: str, **overrides: object) -> list[str]:
    """Build and return the states of the outcomes."""
    return [outcome.status.value for outcome in build(*paths, **overrides)]


def reasons(*paths: str, **overrides: object) -> list[str]:
    """Return why targets are stale, without building."""
    chosen = settings(**overrides)
    jobs = plan(chosen, paths or ("in",))
    found = [stale.values() for _, stale in pipeline.pending(chosen, jobs)]
    return [reason for values in found for reason in values]


def picture(path: Path, shade: int) -> None:
    """Write a small grey picture."""
    path.parent.mkdir(exist_ok=True)
    buffer = io.BytesIO()
    Image.new("L", (40, 40), shade).save(buffer, "PNG")
    path.write_bytes(buffer.getvalue())


def test_a_built_book_holds_its_original(here: Path) -> None:
    """An outcome names the artefact; the artefact has the input's bytes inside."""
    (outcome,) = build()
    assert outcome.status is Status.BUILT
    assert outcome.paths == (here.resolve() / "dist" / "bridge.epub",)
    assert outcome.products == ()
    with zipfile.ZipFile(outcome.paths[0]) as book:
        (name,) = [n for n in book.namelist() if n.endswith("bridge.txt")]
        assert book.read(name) == TEXT.encode()


def test_both_formats_come_from_one_job(here: Path) -> None:
    """A job makes each of its targets; they are published together."""
    (outcome,) = build(formats=["pdf", "epub"])
    heads = [path.read_bytes()[:4] for path in outcome.paths]
    assert heads == [b"%PDF", b"PK\x03\x04"]


def test_jobs_and_outcomes_cross_process_borders(here: Path) -> None:
    """Whatever goes to a worker or comes back can be pickled, also a failure."""
    (here / "in" / "empty.txt").write_bytes(b"")
    chosen = settings()
    for job in plan(chosen, ["in"]):
        outcome = tasks.make(chosen, job)
        again = pickle.loads(pickle.dumps(outcome))
        assert again.job == job
        assert again.products == outcome.products
        assert str(again.error) == str(outcome.error)


def test_nothing_is_built_twice(here: Path) -> None:
    """A second run finds everything fresh and leaves the file alone."""
    assert states() == ["built"]
    before = (here / "dist" / "bridge.epub").stat()
    assert states() == ["fresh"]
    assert (here / "dist" / "bridge.epub").stat() == before


def test_times_of_files_decide_nothing(here: Path) -> None:
    """A touched input is fresh; one changed behind its old time is stale."""
    path = here / "in" / "bridge.txt"
    assert states() == ["built"]
    os.utime(path, (1, 1))
    assert states() == ["fresh"]
    path.write_text(TEXT.replace("Tuesday", "Mondays"))
    os.utime(path, (1, 1))
    assert reasons() == ["bridge.txt changed"]
    assert states() == ["built"]


def test_a_sidecar_makes_stale_when_it_comes_changes_and_goes(here: Path) -> None:
    """The sidecar counts even where there was none."""
    sidecar = here / "in" / "bridge.toml"
    assert states() == ["built"]
    for act in (
        lambda: sidecar.write_text('title = "One"'),
        lambda: sidecar.write_text('title = "Two"'),
        sidecar.unlink,
    ):
        act()
        assert reasons() == ["bridge.toml changed"]
        assert states() == ["built"]
        assert states() == ["fresh"]


def test_a_sidecar_that_is_a_link_makes_stale_when_it_leads_elsewhere(
    here: Path,
) -> None:
    """The link counts, not the file that it led to once."""
    for name in ("One", "Two"):
        (here / "in" / f"{name}.facts").write_text(f'title = "{name}"')
    sidecar = here / "in" / "bridge.toml"
    sidecar.symlink_to("One.facts")
    assert states() == ["built"]
    assert states() == ["fresh"]
    sidecar.unlink()
    sidecar.symlink_to("Two.facts")
    assert reasons() == ["bridge.toml changed"]
    assert states() == ["built"]
    sidecar.unlink()
    assert reasons() == ["bridge.toml changed"]


@pytest.mark.parametrize("name", ["bridge.txt", "bridge.toml"])
def test_what_is_saved_while_it_is_read_is_built_again(
    here: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The artefact is published, and not taken for one of the new content."""
    (here / "in" / "bridge.toml").write_text('title = "One"')
    path = here / "in" / name
    read = readers.read

    def read_and_save(*names: Path, **options: Any) -> Article:
        article = read(*names, **options)
        path.write_text(path.read_text().replace("Tuesday", "Monday") + "\n")
        return article

    with monkeypatch.context() as patch:
        patch.setattr(readers, "read", read_and_save)
        (outcome,) = build()
    assert outcome.status is Status.BUILT
    assert outcome.paths[0].is_file()
    assert states() == ["built"]
    assert states() == ["fresh"]


def test_each_engine_that_a_build_loads_is_an_ingredient(project: Project) -> None:
    """A new version of any of them makes artefacts stale."""
    project.write("pier.md", MARKDOWN)
    picture(project.write("images/square.png", ""), 90)
    project.write(
        "look.py",
        "import sys\n"
        "from importlib.metadata import packages_distributions\n"
        "from exporter import config, pipeline, planning, recipes, tasks\n"
        "settings = config.load()\n"
        "(job,) = planning.plan(settings, ['pier.md'])\n"
        "assert tasks.make(settings, job).products\n"
        "found = packages_distributions()\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "names = {n.lower().replace('_', '-') for m in loaded\n"
        "         for n in found.get(m, ()) if not n.startswith('types-')}\n"
        "print(*sorted(names - set(recipes.ENGINES)))\n",
    )
    result = project.run_python("look.py")
    assert result.code == 0, result.err
    helpers = {"cffi", "exporter", "platformdirs", "pycparser", "setuptools", "six"}
    assert set(result.out.split()) <= helpers


def test_an_image_makes_its_article_stale(here: Path) -> None:
    """Files that were found while reading count as well."""
    (here / "in" / "pier.md").write_text(MARKDOWN)
    picture(here / "in" / "images" / "square.png", 90)
    assert states() == ["built", "built"]
    picture(here / "in" / "images" / "square.png", 120)
    assert reasons() == ["square.png changed"]
    assert states() == ["fresh", "built"]


def test_a_layout_makes_stale(here: Path) -> None:
    """Any template in reach of the layout counts."""
    assert states() == ["built"]
    part = here / "templates" / "mine" / "layout.toml"
    part.parent.mkdir(parents=True)
    part.write_text('title = "Mine"')
    assert reasons() == ["the layout changed"]


def test_options_facts_and_the_timestamp_make_stale(here: Path) -> None:
    """What changes bytes changes the recipe; what doesn't, doesn't."""
    assert states() == ["built"]
    chosen = settings(jobs=7, time_limit=9)
    (job,) = plan(chosen, ["in"])
    later = config.load(
        None,
        {"formats": ["epub"], "cover": False},
        {"SOURCE_DATE_EPOCH": "1650844800"},
    )
    titled = replace(job, supplied=replace(job.supplied, title="T"))
    cases = [(chosen, job, []), (later, job, ["other options or supplied facts"])]
    cases += [(chosen, titled, ["other options or supplied facts"])]
    for which, what, expected in cases:
        ((_, stale),) = pipeline.pending(which, [what])
        assert list(stale.values()) == expected


def test_a_lost_or_damaged_artefact_is_built_again(here: Path) -> None:
    """A target that is missing or has another size is stale."""
    target = here / "dist" / "bridge.epub"
    assert reasons() == ["not there yet"]
    assert states() == ["built"]
    whole = target.read_bytes()
    target.write_bytes(whole[:-1])
    assert reasons() == ["it was changed since it was built"]
    assert states() == ["built"]
    target.unlink()
    assert states() == ["built"]
    assert target.read_bytes() == whole


@pytest.mark.parametrize("damage", [b"", b"\x00\xff\n", b"[]\n", b'["a"', b"{}\n[1]"])
def test_a_damaged_ledger_costs_a_rebuild(here: Path, damage: bytes) -> None:
    """Whatever stands in the ledger, the run succeeds."""
    assert states() == ["built"]
    ledger.Ledger(here / "dist").path.write_bytes(damage)
    assert reasons() == ["nothing is known of how it was built"]
    assert states() == ["built"]
    assert states() == ["fresh"]


def test_a_forged_line_is_not_believed(here: Path) -> None:
    """A line whose parts don't match its fingerprint is left out."""
    assert states() == ["built"]
    path = ledger.Ledger(here / "dist").path
    path.write_bytes(path.read_bytes().replace(b"bridge.txt", b"bridge.tyt"))
    assert reasons() == ["nothing is known of how it was built"]


def test_half_a_line_costs_only_itself(here: Path) -> None:
    """What a killed run left unfinished does not spoil the next line."""
    path = ledger.Ledger(here / "dist").path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b'["0123", "bridge.epub", 12')
    assert states() == ["built"]
    assert states() == ["fresh"]


def test_the_ledger_does_not_grow_for_ever(here: Path) -> None:
    """Lines that were replaced are dropped from time to time."""
    for _ in range(20):
        assert states(force=True) == ["built"]
    path = ledger.Ledger(here / "dist").path
    lines = [line for line in path.read_text().splitlines() if line]
    assert len(lines) == 2  # that of the 19th run, which tidied, and the 20th
    assert states() == ["fresh"]


def test_force_builds_what_is_fresh(here: Path) -> None:
    """--force needs no reason."""
    assert states() == ["built"]
    assert reasons(force=True) == ["--force"]
    assert states(force=True) == ["built"]


def test_only_the_stale_target_is_built(here: Path) -> None:
    """One format may be fresh while the other is not."""
    assert states() == ["built"]
    before = (here / "dist" / "bridge.epub").stat()
    (outcome,) = build(formats=["pdf", "epub"])
    assert [path.name for path in outcome.paths] == ["bridge.pdf"]
    assert (here / "dist" / "bridge.epub").stat() == before


def test_a_bad_input_fails_alone(here: Path) -> None:
    """The others are built, at any number of workers."""
    (here / "in" / "empty.txt").write_bytes(b"")
    (here / "in" / "other.txt").write_text(TEXT.replace("bridge", "tunnel"))
    for jobs in (1, 3):
        found = build(jobs=jobs, force=True)
        assert [o.status.value for o in found] == ["built", "failed", "built"]
        assert found[1].error is not None
        assert "empty" in found[1].error.message
    assert sorted(p.name for p in (here / "dist").iterdir()) == [
        "bridge.epub",
        "other.epub",
    ]


def test_strict_publishes_nothing_that_has_warnings(here: Path) -> None:
    """A warning fails the job; the artefact of an earlier build stays."""
    (here / "in" / "bridge.txt").unlink()
    (here / "in" / "pier.md").write_text(MARKDOWN.replace("A grey square", ""))
    picture(here / "in" / "images" / "square.png", 90)
    assert states(strict=True) == ["failed"]
    assert not (here / "dist").exists()
    assert states() == ["built"]
    assert states() == ["fresh"]
    before = (here / "dist" / "pier.epub").read_bytes()
    (outcome,) = build(strict=True)
    assert outcome.status is Status.FAILED
    assert [notice.code for notice in outcome.notices] == ["no-alt"]
    assert (here / "dist" / "pier.epub").read_bytes() == before


def test_a_link_out_of_the_folder_is_not_followed(here: Path) -> None:
    """A file in a named folder that leads elsewhere is an error, not an input."""
    (here / "secret.txt").write_text("A secret text. It has two sentences.")
    (here / "in" / "link.txt").symlink_to("../secret.txt")
    found = build()
    assert [o.status.value for o in found] == ["built", "failed"]
    assert "outside" in str(found[1].error)
    assert states("in/link.txt") == ["built"]


def test_an_unknown_layout_is_a_usage_error(here: Path) -> None:
    """It is found before any work, with the nearest name."""
    with pytest.raises(UsageError) as caught:
        build(layout="artikle")
    assert caught.value.hint == "did you mean 'article'?"


def test_a_file_in_place_of_the_output_folder(here: Path) -> None:
    """It is found before any work."""
    (here / "dist").write_text("mine")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        build()
    assert (here / "dist").read_text() == "mine"


def test_publishing_is_all_or_nothing(here: Path) -> None:
    """If the second file can't be written, the first keeps its old content."""
    (job,) = plan(settings(), ["in"])
    first, second = here / "out" / "a.epub", here / "out" / "a.pdf"
    first.parent.mkdir()
    first.write_bytes(b"old")
    first.chmod(0o600)
    long = first.with_name("n" * 256)
    products = [
        Product(target=Target(format="epub", path=first), data=b"new"),
        Product(target=Target(format="pdf", path=long), data=b"new"),
    ]
    with pytest.raises(OutputError, match="can't be written"):
        publishing.publish(job, products)
    assert [p.name for p in first.parent.iterdir()] == ["a.epub"]
    assert first.read_bytes() == b"old"
    products[1] = replace(products[1], target=Target(format="pdf", path=second))
    assert publishing.publish(job, products) == (first, second)
    assert first.read_bytes() == second.read_bytes() == b"new"


def test_a_folder_in_place_of_an_artefact_fails_the_whole_job(here: Path) -> None:
    """No artefact of the job is replaced, and nothing else is left behind."""
    old = here / "dist" / "bridge.pdf"
    (here / "dist" / "bridge.epub").mkdir(parents=True)
    old.write_bytes(b"old")
    (outcome,) = build(formats=["pdf", "epub"])
    assert outcome.error is not None
    assert outcome.error.message == "is a folder, not a file"
    assert old.read_bytes() == b"old"
    assert len(list((here / "dist").iterdir())) == 2


def test_what_was_replaced_comes_back_when_a_later_one_fails(here: Path) -> None:
    """A failure between two replacements leaves the folder as it was."""
    (job,) = plan(settings(), ["in"])
    old, new, twice = (here / "out" / name for name in ("a", "b", "c"))
    old.parent.mkdir()
    old.write_bytes(b"old")
    # The second of two that want one place finds its part gone.
    products = [
        Product(target=Target(format="pdf", path=path), data=b"new")
        for path in (old, new, twice, twice)
    ]
    with pytest.raises(OutputError, match="can't be written"):
        publishing.publish(job, products)
    assert [path.name for path in old.parent.iterdir()] == ["a"]
    assert old.read_bytes() == b"old"


def test_the_umask_decides_who_may_read(here: Path) -> None:
    """Artefacts have the mode that any tool's files would have."""
    old = os.umask(0o027)
    try:
        assert states() == ["built"]
    finally:
        os.umask(old)
    mode = (here / "dist" / "bridge.epub").stat().st_mode
    assert stat.S_IMODE(mode) == 0o640


def test_leftovers_of_killed_runs_are_swept(here: Path) -> None:
    """Half-written files of processes that are gone vanish; of others they stay."""
    dist = here / "dist"
    dist.mkdir()
    gone = dist / ".bridge.epub.999999999.part"
    mine = dist / f".other.epub.{os.getpid()}.part"
    note = dist / ".notes.part"
    for path in (gone, mine, note):
        path.write_bytes(b"half")
    assert states() == ["built"]
    names = {path.name for path in dist.iterdir()}
    assert names == {"bridge.epub", mine.name, note.name}


def test_a_fresh_run_imports_no_engine(project: Project) -> None:
    """An up-to-date run, and --help, pay for no library they don't use."""
    project.write("in/bridge.txt")
    assert project.run("build", "in").code == 0
    (project.folder / "look.py").write_text(
        "import sys\n"
        "from exporter.cli import run\n"
        "code = run(sys.argv[1:])\n"
        "heavy = {'weasyprint', 'ebooklib', 'jinja2', 'babel', 'lxml', 'PIL',\n"
        "         'pikepdf', 'markdown_it', 'fontTools', 'multiprocessing.pool'}\n"
        "sys.exit(f'{code} {sorted(heavy & set(sys.modules))}')\n"
    )
    for arguments in (("build", "in"), ("--help",), ("build", "--help")):
        result = project.run_python("look.py", *arguments)
        assert result.err.splitlines()[-1] == "0 []"


def test_the_library_builds_too(project: Project) -> None:
    """The public names suffice for a build from Python."""
    project.write("in/bridge.txt")
    project.write(
        "use.py",
        "import exporter\n"
        "settings = exporter.load(None, {'formats': ['epub'], 'cover': False})\n"
        "jobs = exporter.plan(settings, ['in'])\n"
        "(outcome,) = exporter.build(settings, jobs)\n"
        "print(exporter.__version__, outcome.status.value, outcome.paths[0].name)\n",
    )
    result = project.run_python("use.py")
    assert (result.code, result.out.split()[1:]) == (0, ["built", "bridge.epub"])
