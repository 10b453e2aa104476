"""``exporter build`` as a user meets it: paths, talk, exit codes."""

from __future__ import annotations

import json
import os
import pty
from pathlib import Path

from conftest import TEXT, Project

from exporter import artefacts

QUICK = ("-t", "epub", "--no-cover")


def test_results_on_stdout_talk_on_stderr(project: Project) -> None:
    """Paths of what was built are one a line; the summary is for people."""
    project.write("content/bridge.txt")
    result = project.run("build")
    assert result.code == 0
    assert result.out == "dist/bridge.pdf\ndist/bridge.epub\n"
    assert result.err == "1 built\n"
    assert set(project.listing()) == {"bridge.pdf", "bridge.epub"}
    again = project.run("build")
    assert (again.code, again.out, again.err) == (0, "", "1 fresh\n")


def test_both_formats_tell_the_same(project: Project) -> None:
    """Facts given by options are in the PDF and in the EPUB, with a cover."""
    project.write("in.txt")
    result = project.run(
        "build", "in.txt", "-o", "out",
        "--title", "A bridge", "--author", "Ann Example", "--author", "Bo Example",
        "--date", "2024-03", "--language", "en-GB", "--source", "The Coast Gazette",
        "--source-url", "https://gazette.example/bridge", "--publisher", "Gazette Ltd",
        "--rights", "All rights reserved",
    )  # fmt: skip
    assert result.code == 0, result.err
    found = [artefacts.read(project.folder / "out" / n) for n in ("in.pdf", "in.epub")]
    for artefact in found:
        assert artefact.title == "A bridge"
        assert artefact.creators == ("Ann Example", "Bo Example")
        assert (artefact.date, artefact.language) == ("2024-03", "en-GB")
        assert artefact.source == "https://gazette.example/bridge"
        assert artefact.publisher == "Gazette Ltd"
        assert artefact.rights == "All rights reserved"
        assert artefact.articles[0].source_name == "The Coast Gazette"
    assert found[0].articles == found[1].articles


def test_standard_input(project: Project) -> None:
    """``-`` reads a text from standard input."""
    result = project.run(
        "build", "-", "-o", "my.epub", "--no-cover", stdin=TEXT.encode()
    )
    assert (result.code, result.out) == (0, "my.epub\n")
    artefact = artefacts.read(project.folder / "my.epub")
    assert artefact.date == "2024-03-05"
    again = project.run(
        "build", "-", "-o", "my.epub", "--no-cover", stdin=TEXT.encode()
    )
    assert again.err == "1 fresh\n"
    other = project.run(
        "build", "-", "-o", "my.epub", "--no-cover", stdin=b"Else. Now."
    )
    assert other.err == "1 built\n"


def test_dry_run_says_what_and_why_and_touches_nothing(project: Project) -> None:
    """Each stale target has its reason; dist is not even made."""
    project.write("content/bridge.txt")
    result = project.run("build", "--dry-run")
    assert result.code == 0
    assert result.out == (
        "dist/bridge.pdf: not there yet\ndist/bridge.epub: not there yet\n"
    )
    assert result.err == "1 to build, 0 fresh\n"
    assert not (project.folder / "dist").exists()
    told = project.run("build", "--dry-run", "--log-format", "json")
    assert told.out == result.out
    assert json.loads(told.err) == {
        "event": "preview",
        "stale": 1,
        "fresh": 0,
        "failed": 0,
    }


def test_summary_counts_failures_with_reason_and_hint(project: Project) -> None:
    """One bad article fails alone; the exit code says so."""
    project.write("content/bridge.txt")
    project.write("content/empty.txt", b"")
    assert project.run("build", *QUICK, "content/bridge.txt").code == 0
    project.write("content/other.txt", TEXT.replace("bridge", "tunnel"))
    result = project.run("build", *QUICK)
    assert result.code == 1
    assert result.out == "dist/other.epub\n"
    lines = result.err.splitlines()
    assert lines[-1] == "1 built, 1 fresh, 1 failed"
    assert "failed  content/empty.txt: the file is empty" in lines
    assert "        an article needs at least one word" in lines


def test_quiet_leaves_failures_and_verbose_adds_all(project: Project) -> None:
    """-q is silent on success; -v tells every article and its time."""
    project.write("in/bridge.txt")
    assert project.run("build", *QUICK, "-q", "in").err == ""
    assert (
        "fresh   in/bridge.txt (0.00 s)" in project.run("build", *QUICK, "-v", "in").err
    )
    project.write("in/empty.txt", b"")
    quiet = project.run("build", *QUICK, "-q", "in").err
    assert quiet.startswith("failed  in/empty.txt")
    assert "fresh" not in quiet


def test_json_log_is_one_object_a_line(project: Project) -> None:
    """Every outcome and the summary are JSON, on standard error."""
    project.write("in/bridge.txt")
    project.write("in/empty.txt", b"")
    result = project.run("build", *QUICK, "--log-format", "json", "-j1", "in")
    built, failed, summary = map(json.loads, result.err.splitlines())
    assert built["event"] == "built"
    assert built["artefacts"] == ["dist/bridge.epub"]
    assert (failed["event"], failed["input"]) == ("failed", "in/empty.txt")
    assert failed["hint"] == "an article needs at least one word"
    assert summary == {
        "event": "summary", "built": 1, "fresh": 0, "failed": 1, "warnings": 0,
    }  # fmt: skip
    wrong = project.run("build", "gone.txt", "--log-format", "json")
    assert wrong.code == 2
    assert json.loads(wrong.err)["event"] == "error"


def test_strict_turns_warnings_into_failures(project: Project) -> None:
    """The warning is shown, nothing is published, the exit code is 1."""
    project.write(
        "a.md", "---\ntitle: T\nlang: en\n---\n\nText.\n\n<b>raw</b> words.\n"
    )
    result = project.run("build", "a.md", *QUICK, "--strict")
    assert result.code == 1
    assert "warning a.md" in result.err
    assert "--strict allows none" in result.err
    quiet = project.run("build", "a.md", *QUICK, "--strict", "-q")
    assert [line.split()[0] for line in quiet.err.splitlines()] == ["failed", "warning"]
    assert not (project.folder / "dist").exists()
    easy = project.run("build", "a.md", *QUICK)
    assert (easy.code, easy.out) == (0, "dist/a.epub\n")
    assert easy.err.endswith("1 built, 1 warning\n")


def test_project_file_and_environment(project: Project) -> None:
    """Settings come from exporter.toml, the environment over it, options over all."""
    project.write("exporter.toml", 'formats = ["epub"]\ncover = false\noutput = "a"\n')
    project.write("content/bridge.txt")
    assert project.run("build").out == "a/bridge.epub\n"
    assert project.run("build", EXPORTER_OUTPUT="b").out == "b/bridge.epub\n"
    result = project.run("build", "-o", "c", EXPORTER_OUTPUT="b")
    assert result.out == "c/bridge.epub\n"


def test_no_colour_unless_a_terminal_wants_it(project: Project) -> None:
    """A terminal gets colours and progress; NO_COLOR and pipes get neither."""
    project.write("in/empty.txt", b"")
    project.write("in/void.txt", b"")
    plain = project.run("build", *QUICK, "-j1", "in").err
    assert "\x1b" not in plain
    shown = on_terminal(project, "build", *QUICK, "-j1", "in")
    assert "\x1b[31mfailed" in shown
    assert "1 of 2" in shown
    sober = on_terminal(project, "build", *QUICK, "-j1", "in", NO_COLOR="1")
    assert "\x1b[31m" not in sober


def on_terminal(project: Project, *arguments: str, **environ: str) -> str:
    """Run with standard error on a terminal and return what it shows."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "wb", 0) as terminal:
        process = project.start(*arguments, stderr=terminal, **environ)
    with process, os.fdopen(ours, "rb", 0) as screen:
        shown = b""
        process.communicate(timeout=60)
        while b"2 failed" not in shown:
            shown += screen.read(4096)
    return shown.decode()


def test_cover_needs_pango_and_is_left_out_without(
    project: Project, without_pango: dict[str, str]
) -> None:
    """The book is built with a warning; the next run tries again."""
    project.write("in/bridge.txt")
    result = project.run("build", "in", "-t", "epub", **without_pango)
    assert result.code == 0
    assert "the cover is left out" in result.err
    assert "apt-get install libpango-1.0-0" in result.err
    assert project.run("build", "in", "-t", "epub").err == "1 built\n"
    plain = project.run("build", "in", *QUICK, "-o", "p", **without_pango)
    assert (plain.code, plain.err) == (0, "1 built\n")


def test_pdf_without_pango_names_the_command(
    project: Project, without_pango: dict[str, str]
) -> None:
    """The error says what is missing and what installs it."""
    project.write("in/bridge.txt")
    result = project.run("build", "in", "-t", "pdf", **without_pango)
    assert result.code == 1
    assert "laying out pages needs Pango" in result.err
    assert "apt-get install libpango-1.0-0" in result.err
    assert not (project.folder / "dist").exists()


def test_any_number_of_workers_makes_the_same(project: Project) -> None:
    """Bytes don't depend on who made them, or after what."""
    for name in ("bridge", "tunnel", "ferry"):
        project.write(f"in/{name}.txt", TEXT.replace("bridge", name))
    names = ("in/tunnel.txt", "in/bridge.txt", "in/ferry.txt")
    assert project.run("build", "in", "-j", "1", "-o", "one").code == 0
    assert project.run("build", *names, "-j", "3", "-o", "three").code == 0
    assert len(project.listing("one")) == 6
    assert project.listing("one") == project.listing("three")


def test_version(project: Project) -> None:
    """--version prints name and version."""
    assert project.run("--version").out.startswith("exporter, version ")


def test_paths_outside_the_working_folder_are_printed_whole(
    project: Project, tmp_path: Path
) -> None:
    """Only what lies below the working folder is shortened."""
    project.write("in/bridge.txt")
    target = tmp_path / "elsewhere"
    result = project.run("build", "in", *QUICK, "-o", str(target))
    assert result.out == f"{target}/bridge.epub\n"


def test_a_long_name_of_wide_letters_is_built(project: Project) -> None:
    """No file of the run has a name of more bytes than file systems take."""
    name = "橋" * 80
    project.write(f"in/{name}.txt")
    result = project.run("build", "in", *QUICK)
    assert result.code == 0, result.err
    assert list(project.listing()) == [f"{name[:66]}.epub"]
