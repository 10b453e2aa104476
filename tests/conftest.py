"""What tests share: a project folder, and the command line in a real process."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pytest
from hypothesis import HealthCheck, configuration, settings

ROOT = Path(__file__).parent.parent
OFFLINE = Path(__file__).parent / "offline"
"""Before anything else in PYTHONPATH, it refuses connections."""
TEXT = """date 2024-03-05

Harbour bridge reopens after two years

The bridge over the harbour opened to traffic on Tuesday morning, two years after
a barge struck its eastern pier, the city said.

Buses will follow next week, according to The Coast Gazette.
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What a command left: its exit code and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with inputs, and the command line started in it."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, content: str | bytes = TEXT) -> Path:
        """Put a file into the project."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def start(
        self, *arguments: str, stderr: IO[bytes] | int = subprocess.PIPE, **environ: str
    ) -> subprocess.Popen[bytes]:
        """Start the command line in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "exporter", *arguments],
            cwd=self.folder,
            env={**self.environ, **environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )

    def run(self, *arguments: str, stdin: bytes = b"", **environ: str) -> Result:
        """Run the command line to its end."""
        with self.start(*arguments, **environ) as process:
            out, err = process.communicate(stdin, timeout=120)
        return Result(process.returncode, out.decode(), err.decode())

    def run_python(self, *arguments: str) -> Result:
        """Run a Python script of the project."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def listing(self, name: str = "dist") -> dict[str, bytes]:
        """Return the files below a folder with their contents."""
        folder = self.folder / name
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


# Alike in every run, and never judged by the clock; --hypothesis-profile names another.
settings.register_profile(
    "every-run",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=list(HealthCheck),
)
settings.register_profile(
    "nightly", settings.get_profile("every-run"), derandomize=False, max_examples=20_000
)
settings.load_profile("every-run")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the expected files of tests/golden anew."""
    text = "write the expected files in tests/golden anew"
    parser.addoption("--update-golden", action="store_true", help=text)


def pytest_configure() -> None:
    """Refuse connections off this machine, here and in workers: no test needs one."""
    path = OFFLINE / "sitecustomize.py"
    spec = importlib.util.spec_from_file_location("offline", path)
    assert spec is not None
    assert spec.loader is not None
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Tell whether expected files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Let Ctrl-C reach what is started; a shell's background jobs ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests away from the user's cache."""
    configuration.set_hypothesis_home_dir(tmp_path_factory.mktemp("hypothesis"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def environ() -> dict[str, str]:
    """Return this environment without what would change a run."""
    mine = ("EXPORTER_", "SOURCE_DATE_EPOCH", "NO_COLOR")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(mine)}
    return {**kept, "PYTHONPATH": f"{OFFLINE}{os.pathsep}{ROOT}"}


@pytest.fixture
def project(tmp_path: Path, environ: dict[str, str]) -> Project:
    """Return an empty project folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    return Project(folder, environ)


@pytest.fixture
def without_pango(tmp_path: Path) -> dict[str, str]:
    """Return variables under which the loader finds no usable Pango."""
    folder = tmp_path / "libraries"
    folder.mkdir()
    (folder / "libpango-1.0.so.0").touch()
    return {"LD_LIBRARY_PATH": str(folder)}
