"""What can go wrong: a clear word, the right exit code, dist/ as it was."""

from __future__ import annotations

import os
import resource
import signal
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import TEXT, Project

from exporter import artefacts

QUICK = ("-t", "epub", "--no-cover")
_LOOP = "{% for number in range(99999) %}"
ENDLESS = _LOOP + _LOOP + "{% endfor %}{% endfor %}"
as_anyone = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


@pytest.fixture
def built(project: Project) -> Project:
    """Return a project with one article that is built, and dist as it was."""
    project.write("in/bridge.txt")
    assert project.run("build", "in", *QUICK).code == 0
    return project


@pytest.fixture
def slow(built: Project) -> Iterator[Project]:
    """Add a layout that never ends."""
    assert built.run("layouts", "new", "slow").code == 0
    (built.folder / "templates" / "slow" / "article.html").write_text(ENDLESS)
    before = built.listing()
    yield built
    assert built.listing() == before


def refused(project: Project, *words: str, name: str = "in/bad.txt") -> None:
    """Assert that an input fails alone with these words and dist stays."""
    before = project.listing()
    result = project.run("build", "in", *QUICK)
    assert result.code == 1
    assert result.err.count("failed  ") == 1
    assert f"failed  {name}" in result.err
    for word in words:
        assert word in result.err
    assert result.err.endswith("1 fresh, 1 failed\n")
    assert result.out == ""
    assert project.listing() == before


def test_empty_file(built: Project) -> None:
    """Nothing can be made of nothing."""
    built.write("in/bad.txt", b"")
    refused(built, "the file is empty")


def test_binary_file(built: Project) -> None:
    """Bytes that are no text in any encoding are refused."""
    built.write("in/bad.txt", bytes(range(256)) * 20)
    refused(built, "binary")


@as_anyone
def test_unreadable_file(built: Project) -> None:
    """A file without permission is told by the system's reason."""
    built.write("in/bad.txt").chmod(0)
    refused(built, "permission denied")


def test_a_folder_in_place_of_a_file(built: Project) -> None:
    """What can't be read at all is an error of its own, root or not."""
    (built.folder / "in" / "bad.txt").symlink_to("nowhere.txt")
    refused(built, "no such file")


def test_bad_header(built: Project) -> None:
    """Broken YAML is told with its line."""
    built.write("in/bad.md", "---\ntitle: [open\n---\n\nText.\n")
    refused(built, "in/bad.md:", name="in/bad.md")


def test_unknown_key_in_a_header(built: Project) -> None:
    """A misspelt key is answered with the nearest one."""
    built.write("in/bad.md", "---\ntitel: T\n---\n\nText.\n")
    refused(built, "in/bad.md:2", "did you mean 'title'?", name="in/bad.md")


def test_unknown_key_in_a_sidecar(built: Project) -> None:
    """The sidecar is as strict."""
    built.write("in/bad.txt")
    built.write("in/bad.toml", 'publisher = "P"\npublishd = 2024-01-01\n')
    refused(built, "in/bad.toml:2", "did you mean", name="in/bad.toml")


def test_missing_image(built: Project) -> None:
    """An image that is not there fails its article."""
    built.write("in/bad.md", "---\ntitle: T\n---\n\nText.\n\n![A cat](cat.png)\n")
    refused(built, "cat.png", "missing", name="in/bad.md")


def test_image_outside(built: Project) -> None:
    """Nothing outside the content folder is read."""
    built.write("cat.png", b"secret")
    built.write("in/bad.md", "---\ntitle: T\n---\n\nText.\n\n![A cat](../cat.png)\n")
    refused(built, "outside the content folder", name="in/bad.md")


def test_image_bomb(built: Project) -> None:
    """A picture of 10 gigapixels in a few bytes is refused unread."""
    built.write("in/bomb.png", bomb(100_000))
    built.write("in/bad.md", "---\ntitle: T\n---\n\nText.\n\n![A cat](bomb.png)\n")
    refused(built, "in/bad.md:7", "million pixels", name="in/bad.md")


def bomb(side: int) -> bytes:
    """Return a PNG that claims to be a square of this many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        length, check = struct.pack(">I", len(data)), zlib.crc32(checked)
        return length + checked + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", body), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_folder_without_articles(built: Project) -> None:
    """There is nothing to do, which is not what was asked for."""
    before = built.listing()
    built.write("else/picture.png", b"")
    result = built.run("build", "else")
    assert (result.code, result.out) == (1, "")
    assert "else: no article in this folder" in result.err
    assert built.listing() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("build", "gone.txt"), "gone.txt: there is no such file"),
        (("build", "in", "--colour"), "No such option"),
        (("build", "in", "--forec"), "--force"),
        (("build", "in", "--layout", "artikle"), "did you mean 'article'?"),
        (("build", "in", "--to", "epbu"), "did you mean 'epub'?"),
        (("build", "in", "--date", "soon"), "YYYY-MM-DD"),
        (("build", "in", "--language", "no tag"), "'--language' is not a language tag"),
        (("build", "in", "--source-url", "here"), "'--source-url' is not an address"),
        (("build", "in", "--title", "\x07"), "contains a control character"),
        (("build", "in", "--jobs", "none"), "wants a number"),
        (("build", "in", "--time-limit", "0"), "above 0"),
        (("build", "in", "in2", "--title", "T"), "single input"),
        (("build", "in", "in2", "-o", "one.pdf"), "can't all become one.pdf"),
        (("build", "in", "-t", "epub", "-o", "one.pdf"), "is no place for epub"),
        (("biuld",), "did you mean 'build'?"),
    ],
)
def test_wrong_use(built: Project, arguments: tuple[str, ...], words: str) -> None:
    """A wrong option, name or combination is exit code 2 before any work."""
    built.write("in2/tunnel.txt")
    before = built.listing()
    result = built.run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert "Traceback" not in result.err
    assert built.listing() == before


@pytest.mark.parametrize(
    ("text", "variables", "words"),
    [
        ('jobs = 1\nlayuot = "x"\n', {}, "exporter.toml:2: unknown key 'layuot'"),
        ("", {"SOURCE_DATE_EPOCH": "noon"}, "SOURCE_DATE_EPOCH: not a number"),
        ("", {"EXPORTER_JOBS": "many"}, "EXPORTER_JOBS: jobs: wants a number"),
    ],
)
def test_wrong_configuration(
    built: Project, text: str, variables: dict[str, str], words: str
) -> None:
    """The file, the variables and the timestamp are checked before any work."""
    built.write("exporter.toml", text)
    result = built.run("build", "in", **variables)
    assert result.code == 2
    assert words in result.err


def test_two_inputs_for_one_output(built: Project) -> None:
    """Nothing is overwritten: both are named and nothing is built."""
    built.write("else/bridge.md", "---\ntitle: Other\n---\n\nText.\n")
    before = built.listing()
    result = built.run("build", "in", "else", "--force", *QUICK)
    assert (result.code, result.out) == (2, "")
    assert "in/bridge.txt and else/bridge.md would both become" in result.err
    assert built.listing() == before


def test_disk_full(built: Project) -> None:
    """When a file can't be written whole, the old one stays."""
    before = built.listing()
    built.write("in/bridge.txt", TEXT.replace("Tuesday", "Monday"))

    def shrink() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    result = subprocess.run(
        [sys.executable, "-m", "exporter", "build", "in", *QUICK],
        cwd=built.folder,
        env=built.environ,
        preexec_fn=shrink,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert b"bridge.epub: can't be written: File too large" in result.stderr
    assert result.stderr.endswith(b"1 failed\n")
    assert built.listing() == before


def test_a_file_in_place_of_dist(built: Project) -> None:
    """It is told before the work, and left alone."""
    built.write("mine", b"precious")
    result = built.run("build", "in", *QUICK, "-o", "mine")
    assert result.code == 1
    assert "is a file, not a folder" in result.err
    assert (built.folder / "mine").read_bytes() == b"precious"


@as_anyone
def test_read_only_dist(built: Project) -> None:
    """It is told before the work."""
    (built.folder / "dist").chmod(0o555)
    result = built.run("build", "in", *QUICK, "--force")
    assert result.code == 1
    assert "can't be written to" in result.err


def test_interrupted(slow: Project) -> None:
    """Ctrl-C stops the workers at once: exit code 130, no file, no process."""
    process = slow.start("build", "in", "-l", "slow", *QUICK, "--force")
    (child,) = await_children(process.pid, 1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    assert err.split() == [b"exporter:", b"interrupted"]
    assert not Path(f"/proc/{child}").exists()


def test_terminated(slow: Project) -> None:
    """A polite end from outside cleans up as well: 128 + 15."""
    process = slow.start("build", "in", "-l", "slow", *QUICK, "--force")
    (child,) = await_children(process.pid, 1)
    process.terminate()
    process.communicate(timeout=30)
    assert process.returncode == 143
    assert not Path(f"/proc/{child}").exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGHUP, 129), (signal.SIGKILL, -9)],
)
def test_stopped_between_articles(built: Project, number: int, code: int) -> None:
    """What was published is whole, and the next run makes the rest."""
    for index in range(60):
        text = TEXT.replace("two years", f"{index} years")
        built.write(f"in/text-{index:02}.txt", text)
    process = built.start("build", "in", *QUICK, "-j", "2")
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"dist/")
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == code
    names = {name for name in built.listing() if not name.endswith(".part")}
    assert names == set(built.listing()) or number == signal.SIGKILL
    assert 2 <= len(names) < 61
    for name in names:
        findings = artefacts.verify(built.folder / "dist" / name)
        assert [finding.status for finding in findings] == ["unchanged"]
    again = built.run("build", "in", *QUICK)
    assert again.code == 0
    assert len(again.out.splitlines()) in (61 - len(names), 62 - len(names))
    assert sorted(built.listing()) == [
        "bridge.epub", *(f"text-{index:02}.epub" for index in range(60)),
    ]  # fmt: skip


def test_killed_worker(slow: Project) -> None:
    """A worker that is killed fails its own job."""
    process = slow.start("build", "in", "-l", "slow", *QUICK, "--force")
    (child,) = await_children(process.pid, 1)
    os.kill(child, signal.SIGKILL)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert b"in/bridge.txt: the job was killed (signal 9)" in err


def test_time_limit(slow: Project) -> None:
    """Content that takes for ever is stopped."""
    result = slow.run("build", "in", "-l", "slow", *QUICK, "--time-limit", "0.8")
    assert result.code == 1
    assert "took longer than its 0.8 seconds" in result.err
    assert "--time-limit allows more" in result.err


def test_memory_limit(slow: Project) -> None:
    """What asks for more memory than it may have fails with a word on it."""
    page = slow.folder / "templates" / "slow" / "article.html"
    page.write_text('{{ "x" * 4000000000 }}')
    result = slow.run("build", "in", "-l", "slow", *QUICK, "--memory-limit", "1024")
    assert result.code == 1
    assert "in/bridge.txt: the job needs more than its 1024 MiB of memory" in result.err
    assert "--memory-limit allows more" in result.err


def test_closed_pipe(built: Project) -> None:
    """A reader that has enough is no error worth a traceback."""
    with built.start("build", "in", *QUICK, "--force") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read()
    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err


def await_children(process: int, count: int) -> list[int]:
    """Return the children of a process once there are so many."""
    listing = Path(f"/proc/{process}/task/{process}/children")
    until = time.monotonic() + 30
    found = within(until, lambda: listing.read_text().split(), count)
    return [int(child) for child in found]


def within(until: float, look: Callable[[], list[str]], count: int) -> list[str]:
    """Look again and again until there is enough or the time is up."""
    while len(found := look()) < count:
        assert time.monotonic() < until
    return found
