"""The documents are true: commands run, options are told, links lead somewhere.

A block marked ``console`` in README.md is a terminal: ``$`` starts a command, what
follows is its output, in which ``…`` stands for anything. Commands that set a machine
up are left to `.ci/clean-debian`, and all others run, in order, in one folder with
`content/`, `article.txt` and `exporter.toml` absent. A command may fail only if the
next one is ``echo $?``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from conftest import ROOT, TEXT

from exporter.cli import exporter

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SET_UP = re.compile(
    r"(\(?command -v|sudo|apt-get|brew|git|cd|make|sh \.ci/|pipx?|python3? -m"
    r"|\S*/pip|\. \S*activate|source)\b"
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)|\b(?:src|href)=\"([^\"]+)\"")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A command of a document and the output it is said to have."""

    command: str
    output: str
    may_fail: bool


def _terminal(block: str) -> list[Line]:
    joined = block.replace("\\\n", "")
    parts = re.split(r"^\$ ", joined, flags=re.MULTILINE)[1:]
    lines = [part.rstrip("\n").partition("\n") for part in parts]
    following = [command for command, _, _ in lines[1:]] + [""]
    return [
        Line(command, output, after == "echo $?")
        for (command, _, output), after in zip(lines, following, strict=True)
    ]


BLOCKS = [_terminal(block) for block in BLOCK.findall(README)]
RUNNING = [line for block in BLOCKS for line in block if not SET_UP.match(line.command)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what a reader of the README has before them."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "content", folder / "content")
    (folder / "article.txt").write_text(TEXT, "utf-8")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    return folder


def test_readme_shows_the_main_commands() -> None:
    shown = " ".join(line.command for line in RUNNING)
    for words in ("exporter build", "exporter inspect", "exporter verify"):
        assert words in shown


def test_readme_commands_do_what_is_said(folder: Path) -> None:
    """In the order of the document, since one builds on another."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    code = 0
    for line in RUNNING:
        result = subprocess.run(
            ["bash", "-c", f"(exit {code}); {line.command}"],
            cwd=folder,
            env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        code = result.returncode
        assert code == 0 or line.may_fail, f"$ {line.command}\n{result.stdout}"
        if line.output:
            said = ".*".join(map(re.escape, line.output.split("…")))
            assert re.fullmatch(said, result.stdout.rstrip("\n"), re.DOTALL), (
                f"$ {line.command}\n{result.stdout}"
            )


def _told() -> list[tuple[str, ...]]:
    """Return what must be told: each command, each option by any of its names."""
    context = click.Context(exporter)
    found: list[tuple[str, ...]] = []
    for name in exporter.list_commands(context):
        command = exporter.get_command(context, name)
        assert command is not None
        found.append((f"exporter {name}",))
        found += [
            (*param.opts, *param.secondary_opts)
            for param in command.params
            if isinstance(param, click.Option)
        ]
    return found


@pytest.mark.parametrize("names", _told(), ids=lambda names: names[-1])
def test_every_command_and_option_is_told(names: tuple[str, ...]) -> None:
    text = "\n".join(path.read_text("utf-8") for path in DOCUMENTS)
    assert any(re.search(rf"(?<![\w-]){name}(?![\w-])", text) for name in names)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files(path: Path) -> None:
    text = CODE.sub("", path.read_text("utf-8"))
    targets = {first or second for first, second in LINK.findall(text)}
    local = {t.partition("#")[0] for t in targets if "://" not in t} - {""}
    missing = sorted(t for t in local if not (path.parent / t).exists())
    assert missing == []


def test_readme_names_the_system_packages_that_set_up_installs() -> None:
    script = (ROOT / ".ci" / "bootstrap").read_text("utf-8")
    packages = set(re.findall(r"\blib[\w.-]+\d\b", script))
    assert packages
    assert packages <= set(re.findall(r"\blib[\w.-]+\d\b", README))
