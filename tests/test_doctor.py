"""``exporter doctor``: found or missing, with what brings the rest."""

from __future__ import annotations

from conftest import Project

from exporter import doctor, native
from exporter.recipes import installed


def test_this_machine_is_fit(project: Project) -> None:
    """Where the tests run, everything needed is there, and the exit code says so."""
    result = project.run("doctor")
    assert result.code == 0, result.out
    assert "MISSING" not in result.out
    assert any(line.split()[:2] == ["WeasyPrint", "ok"] for line in rows(result.out))


def test_missing_pango_is_told_with_its_command(
    project: Project, without_pango: dict[str, str]
) -> None:
    """Doctor survives without Pango, names the package and exits with 1."""
    result = project.run("doctor", **without_pango)
    assert result.code == 1
    (line,) = [row for row in rows(result.out) if row.startswith("Pango  ")]
    assert "MISSING" in line
    assert "apt-get install libpango-1.0-0" in line


def test_versions_are_those_of_the_metadata() -> None:
    """The quick way to a version agrees with importlib.metadata."""
    from importlib.metadata import version

    found = {c.name: c.detail for c in doctor.examine() if c.group == "versions"}
    assert found["WeasyPrint"] == version("weasyprint")
    assert found["EbookLib"] == version("ebooklib")
    assert installed()["markdown-it-py"] == version("markdown-it-py")


def test_every_script_has_its_line() -> None:
    """Latin faces are needed; those of other scripts only by texts that have them."""
    faces = [check for check in doctor.examine() if check.group == "fonts"]
    told = " ".join(check.detail for check in faces)
    for script in ("Latin", "Arabic", "Hebrew", "Devanagari", "Chinese", "Japanese"):
        assert script in told
    assert {c.needed for c in faces if "Latin" in c.detail} == {True}
    assert {c.needed for c in faces if "Latin" not in c.detail} == {False}
    assert all(check.remedy.startswith("pip install ") for check in faces)


def test_libraries_are_looked_for_by_their_own_names() -> None:
    """A library that no machine has is found missing."""
    assert native.missing() == ()
    nowhere = native.Library(name="Nowhere", files=("libnowhere.so.9",), package="p")
    assert native.command((nowhere,)).endswith("apt-get install p")


def rows(text: str) -> list[str]:
    """Return the lines of a table without their indent."""
    return [line.strip() for line in text.splitlines()]
