"""Two builds in other circumstances: the same bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from conftest import ROOT, TEXT, Project

ARTICLES = ROOT / "content"
CLOCK = """\
import time

_time, _time_ns = time.time, time.time_ns
time.time = lambda: _time() - 400_000_000
time.time_ns = lambda: _time_ns() - 400_000_000 * 10**9
_gmtime, _localtime = time.gmtime, time.localtime
time.gmtime = lambda at=None: _gmtime(time.time() if at is None else at)
time.localtime = lambda at=None: _localtime(time.time() if at is None else at)
"""


def digests(project: Project) -> dict[str, str]:
    """Return the SHA-256 of every artefact."""
    return {
        name: hashlib.sha256(data).hexdigest()
        for name, data in project.listing("out").items()
    }


def fill(project: Project) -> None:
    """Give a project the sample articles and one more."""
    shutil.copytree(ARTICLES, project.folder / "content")
    project.write("content/bridge.txt", TEXT)


def test_nothing_around_a_build_shows_in_it(project: Project, tmp_path: Path) -> None:
    """Clock, zone, hash seed, umask, locale, place, cache and order don't count."""
    fill(project)
    first = project.run("build", "content", "-o", "out", "-j1", PYTHONHASHSEED="0")
    assert first.code == 0, first.err

    checkout = tmp_path / "another place" / "checkout"
    for part in ("exporter", "templates"):
        shutil.copytree(ROOT / part, checkout / part)
    clock = tmp_path / "clock"
    clock.mkdir()
    (clock / "sitecustomize.py").write_text(CLOCK)
    folder = tmp_path / "elsewhere" / "deeper"
    folder.mkdir(parents=True)
    environ = {
        **project.environ,
        "PYTHONPATH": os.pathsep.join((str(clock), str(checkout))),
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "XDG_CACHE_HOME": str(tmp_path / "cold"),
        "HOME": str(tmp_path),
    }
    other = replace(project, folder=folder, environ=environ)
    fill(other)
    for path in folder.rglob("*"):
        os.utime(path, (86_400, 86_400))
    assert year(other) < 2020
    old = os.umask(0o077)
    try:
        second = other.run("build", "content", "-o", "out", "-j2")
    finally:
        os.umask(old)
    assert second.code == 0, second.err
    found = digests(project)
    assert len(found) >= 10
    assert digests(other) == found


def year(project: Project) -> int:
    """Return the year that Python's clock shows in a project's environment."""
    code = "import time; print(time.gmtime().tm_year)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=project.environ,
        capture_output=True,
        check=True,
    )
    return int(done.stdout)


def test_the_timestamp_is_taken_from_its_variable(project: Project) -> None:
    """SOURCE_DATE_EPOCH changes the dates of the file, not that of the article."""
    project.write("in.txt")
    for name, environ in (("a", {}), ("b", {"SOURCE_DATE_EPOCH": "1704067200"})):
        done = project.run("build", "in.txt", "-o", f"{name}.pdf", **environ)
        assert done.code == 0
    shown = [project.run("inspect", f"{n}.pdf", "--json").out for n in "ab"]
    assert '"modified": "2024-03-05T00:00:00Z"' in shown[0]
    assert '"modified": "2024-01-01T00:00:00Z"' in shown[1]
    assert all('"date": "2024-03-05"' in text for text in shown)
