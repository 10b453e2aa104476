"""``exporter inspect``: facts of inputs and artefacts, for people and programs."""

from __future__ import annotations

import json

from conftest import TEXT, Project


def test_an_input_as_json(project: Project) -> None:
    """One file is one object, each field with value, basis and rule."""
    project.write("bridge.txt")
    result = project.run("inspect", "bridge.txt", "--json")
    found = json.loads(result.out)
    assert result.code == 0
    assert found["published"] == {
        "value": "2024-03-05", "basis": "stated", "rule": "date-marker",
    }  # fmt: skip
    assert found["title"]["value"] == "Harbour bridge reopens after two years"
    assert found["byline"]["basis"] == "unknown"


def test_the_sidecar_counts(project: Project) -> None:
    """Supplied facts are shown as such."""
    project.write("bridge.txt")
    project.write("bridge.toml", 'publisher = "Gazette Ltd"\nplace = "Porthaven"\n')
    found = json.loads(project.run("inspect", "bridge.txt", "--json").out)
    assert found["place"] == {
        "value": "Porthaven", "basis": "supplied", "rule": "sidecar",
    }  # fmt: skip


def test_several_files_are_json_lines(project: Project) -> None:
    """Each file is one line; standard input may be one of them."""
    project.write("bridge.txt")
    result = project.run("inspect", "bridge.txt", "-", "--json", stdin=b"One. Two.")
    first, second = map(json.loads, result.out.splitlines())
    assert first["published"]["value"] == "2024-03-05"
    assert second["published"]["value"] is None


def test_artefacts_say_what_the_input_said(project: Project) -> None:
    """PDF and EPUB, read back alone, have the date and the original's digest."""
    project.write("bridge.txt")
    assert project.run("build", "bridge.txt").code == 0
    for kind in ("pdf", "epub"):
        result = project.run("inspect", f"dist/bridge.{kind}", "--json")
        found = json.loads(result.out)
        assert (found["kind"], found["date"]) == (kind, "2024-03-05")
        assert found["articles"][0]["original"]["name"] == "bridge.txt"
        assert found["articles"][0]["original"]["size"] == len(TEXT.encode())


def test_a_table_for_people(project: Project) -> None:
    """Columns are aligned: field, value, basis, rule."""
    project.write("bridge.txt")
    lines = project.run("inspect", "bridge.txt").out.splitlines()
    assert lines[0] == "bridge.txt"
    rows = {line.split()[0]: line for line in lines[1:] if line}
    assert rows["published"].split() == [
        "published", "2024-03-05", "stated", "date-marker",
    ]  # fmt: skip
    assert rows["published"].index("stated") == rows["language"].index("inferred")
    assert rows["cited.1.name"].split(None, 1)[1] == "The Coast Gazette"


def test_content_can_not_speak_to_the_terminal(project: Project) -> None:
    """Escape sequences in a file are shown as replacement characters."""
    project.write("bad.txt", "A \x9b31mred\x07 title\n\nSome text follows here. Yes.\n")
    result = project.run("inspect", "bad.txt")
    assert not {"\x1b", "\x9b", "\x07"} & set(result.out + result.err)


def test_bad_files_cost_the_exit_code_not_the_others(project: Project) -> None:
    """A damaged file is told, the rest is shown, the exit code is 1."""
    project.write("bridge.txt")
    project.write("broken.pdf", b"%PDF-1.7 no more")
    result = project.run("inspect", "broken.pdf", "bridge.txt")
    assert result.code == 1
    assert "broken.pdf" in result.err
    assert "2024-03-05" in result.out
    assert project.run("inspect", "gone.txt").code == 2


def test_a_missing_file_does_not_hide_the_others(project: Project) -> None:
    """It is told, as is a folder; the files after it are shown."""
    project.write("in/bridge.txt")
    result = project.run("inspect", "gone.txt", "in", "in/bridge.txt")
    assert result.code == 1
    assert "2024-03-05" in result.out
    assert result.err.splitlines() == [
        "exporter: gone.txt: there is no such file",
        "exporter: in: is a folder, not a file (name a file in it)",
    ]
    folder = project.run("inspect", "in")
    assert (folder.code, "is a folder" in folder.err) == (2, True)
