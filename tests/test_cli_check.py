"""``exporter check``: rules, formats, choices, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import books
import pikepdf
import pytest
from conftest import Project, Result
from files import PACKAGE, book
from tripping import sub

from exporter import checks


@pytest.fixture
def faulty(project: Project) -> Project:
    """Return a folder with a book that has an error and a warning."""
    errors = sub(PACKAGE, "<dc:title>[^<]*", "<dc:title>Untitled")
    warnings = sub(PACKAGE, "<dc:date>[^<]*", "<dc:date>soon")

    def change(files: dict[str, bytes]) -> None:
        errors(files)
        warnings(files)

    book(project.folder / "a, b.epub", books.book(), change)
    return project


def check(project: Project, *arguments: str) -> Result:
    return project.run("check", "--no-judges", *arguments)


def test_text_is_a_line_for_each_finding(faulty: Project) -> None:
    result = check(faulty, "a, b.epub")
    assert result.code == 1
    assert result.err == ""
    first, second, last = result.out.splitlines()
    assert first == (
        "a, b.epub:EPUB/content.opf: META001 the title is missing or a placeholder: "
        "Untitled (state a title)"
    )
    assert " META004 " in second
    assert last == "1 file: 1 error, 1 warning"


def test_json_is_one_object(faulty: Project) -> None:
    result = check(faulty, "--format", "json", "a, b.epub")
    told = json.loads(result.out)
    assert (told["errors"], told["warnings"], told["notes"]) == (1, 1, 0)
    (file,) = told["files"]
    assert file["path"] == "a, b.epub"
    assert file["judges"] == []
    rule = checks.rules()["META001"]
    assert file["findings"][0] == {
        "code": "META001",
        "severity": "error",
        "where": "EPUB/content.opf",
        "message": f"{rule.title}: Untitled",
        "hint": rule.fix,
    }


def test_github_reads_commands(faulty: Project) -> None:
    """Commas and colons in a property are escaped, per cent signs everywhere."""
    result = check(faulty, "--format", "github", "a, b.epub")
    first, second = result.out.splitlines()
    assert first == (
        "::error file=a%2C b.epub,title=META001::EPUB/content.opf: "
        "the title is missing or a placeholder: Untitled"
    )
    assert second.startswith("::warning file=a%2C b.epub,title=META004::")


def test_codes_are_chosen_by_their_beginnings(faulty: Project) -> None:
    def found(*options: str) -> list[str]:
        return re.findall(r" (META\d+) ", check(faulty, *options, "a, b.epub").out)

    assert found("--select", "META001") == ["META001"]
    assert found("--select", "kindle,META004") == ["META004"]
    assert found("--ignore", "META") == []
    assert found("--select", "META", "--ignore", "META001") == ["META004"]


def test_exit_codes(faulty: Project) -> None:
    """A warning fails only if it is asked to."""
    assert check(faulty, "a, b.epub").code == 1
    assert check(faulty, "--ignore", "META001", "a, b.epub").code == 0
    assert check(faulty, "--strict", "--ignore", "META001", "a, b.epub").code == 1
    assert check(faulty, "--strict", "--ignore", "META", "a, b.epub").code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "no file is named"),
        (("gone.epub",), "there is no such file"),
        (("--select", "KINDEL", "a, b.epub"), "did you mean 'KINDLE'?"),
        (("--explain", "META999"), "no rule 'META999'"),
        (("--format", "xml", "a, b.epub"), "'xml' is not one of"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], message: str, faulty: Project) -> None:
    result = check(faulty, *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_what_can_not_be_read_is_told_whatever_is_selected(project: Project) -> None:
    project.write("a.pdf", "no pdf")
    result = check(project, "--select", "KINDLE", "a.pdf")
    assert result.code == 1
    assert result.out.startswith("a.pdf: FILE001 ")


def test_a_missing_file_does_not_hide_the_others(faulty: Project) -> None:
    result = check(faulty, "gone.pdf", "a, b.epub")
    assert result.code == 1
    assert result.err == "exporter: gone.pdf: there is no such file\n"
    assert result.out.endswith("1 file: 1 error, 1 warning\n")


def test_findings_can_not_speak_to_the_terminal(project: Project) -> None:
    """Content is hostile: escapes are shown, and lines stay lines."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Lang = pikepdf.String("\x1b[31m\nx.pdf: META001 forged")
        pdf.save(project.folder / "a.pdf")
    for form in ("text", "github"):
        result = check(project, "--format", form, "--select", "META003", "a.pdf")
        assert "\x1b" not in result.out
        assert len(result.out.splitlines()) == (2 if form == "text" else 1)


def test_rules_are_listed_and_explained(project: Project) -> None:
    listed = check(project, "--list")
    assert listed.code == 0
    assert re.findall(r"^  (\w+\d{3}) ", listed.out, re.MULTILINE) == list(
        checks.rules()
    )
    told = check(project, "--explain", "kindle002")
    rule = checks.rules()["KINDLE002"]
    assert told.code == 0
    for part in (rule.code, rule.title, rule.why, rule.fix, rule.source):
        assert part in told.out


def test_judges_that_are_missing_did_not_run(project: Project, tmp_path: Path) -> None:
    """Without Java, Node and veraPDF on the path it says so, and what brings them."""
    book(project.folder / "a.epub", books.book())
    result = project.run("check", "a.epub", PATH=str(tmp_path))
    lines = result.out.splitlines()
    assert lines[0].startswith("EPUBCheck: not run (needs Java")
    assert "apt-get install default-jre-headless" in lines[0]
    assert lines[1].startswith("Ace: not run (needs Node")
    told = project.run("check", "--format", "github", "a.epub", PATH=str(tmp_path))
    assert told.out.startswith("::notice title=EPUBCheck::not run (")
