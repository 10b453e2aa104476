"""``exporter verify``: the originals inside, present and unchanged."""

from __future__ import annotations

import hashlib
import zipfile

from conftest import TEXT, Project


def test_sound_artefacts(project: Project) -> None:
    """Each original is printed with its digest; the exit code is 0."""
    project.write("bridge.txt")
    assert project.run("build", "bridge.txt").code == 0
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    result = project.run("verify", "dist/bridge.epub")
    assert (result.code, result.out) == (0, f"unchanged  {digest}  bridge.txt\n")
    both = project.run("verify", "dist/bridge.pdf", "dist/bridge.epub")
    assert both.code == 0
    assert both.out.splitlines() == [
        f"dist/bridge.{kind}: unchanged  {digest}  bridge.txt"
        for kind in ("pdf", "epub")
    ]


def test_a_changed_original_is_found(project: Project) -> None:
    """A book whose original was edited afterwards fails."""
    project.write("bridge.txt")
    assert project.run("build", "bridge.txt", "-t", "epub", "--no-cover").code == 0
    path = project.folder / "dist" / "bridge.epub"
    changed = project.folder / "changed.epub"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.endswith("bridge.txt"):
                data = data.replace(b"Tuesday", b"Mondays")
            new.writestr(item, data)
    result = project.run("verify", "changed.epub")
    assert result.code == 1
    assert result.out.startswith("changed ")


def test_a_file_without_originals_fails(project: Project) -> None:
    """Nothing inside is a finding, and a file that is none is an error."""
    with zipfile.ZipFile(project.folder / "other.zip", "w") as archive:
        archive.writestr("mimetype", "text/plain")
    project.write("text.pdf", "no pdf")
    for name in ("other.zip", "text.pdf"):
        result = project.run("verify", name)
        assert result.code == 1
        assert result.out + result.err
    assert project.run("verify", "gone.pdf").code == 2


def test_a_missing_file_does_not_hide_the_others(project: Project) -> None:
    """It is told, as is a folder; the files after it are checked."""
    project.write("bridge.txt")
    assert project.run("build", "bridge.txt", "-t", "epub", "--no-cover").code == 0
    result = project.run("verify", "gone.pdf", "dist", "dist/bridge.epub")
    assert result.code == 1
    assert result.out.startswith("dist/bridge.epub: unchanged")
    assert result.err.splitlines() == [
        "exporter: gone.pdf: there is no such file",
        "exporter: dist: is a folder, not a file (name a file in it)",
    ]
