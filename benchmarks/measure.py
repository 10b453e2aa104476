"""What a process took, as the system counts it.

The caller has to stay small: on Linux a child's peak is never below the memory that
its parent had when it started it. Hence what is measured runs in fresh processes,
and so does what prepares it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter


class MissingError(Exception):
    """Something that is measured is not installed; the message says what to do."""


class FailedError(Exception):
    """A command did not end well; the message is its last line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Seconds of wall clock and of processors, peak MiB of the largest process.

    Processors and memory are those of a process and of all that it waited for.
    """

    wall: float
    cpu: float
    memory: float


def run(
    command: Sequence[str | Path],
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    code: int = 0,
) -> Run:
    """Run a command in a folder; ``environment`` comes on top of our own.

    Raises:
        FailedError: it ended with another exit code than ``code``.
    """
    with tempfile.TemporaryFile() as errors:
        start = perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            cwd=folder,
            env={**os.environ, **(environment or {})},
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != code:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()
            message = said[-1] if said else f"exit code {process.returncode}"
            raise FailedError(f"{Path(command[0]).name}: {message}")
    return Run(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        # Linux counts in KiB, macOS in bytes.
        memory=usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
    )


def in_turn(runs: Iterable[Run]) -> Run:
    """Return what several runs took, one after the other."""
    taken = tuple(runs)
    return Run(
        wall=sum(run.wall for run in taken),
        cpu=sum(run.cpu for run in taken),
        memory=max(run.memory for run in taken),
    )


def middle(runs: Sequence[Run]) -> Run:
    """Return the medians of several runs of one thing."""
    return Run(
        wall=median(run.wall for run in runs),
        cpu=median(run.cpu for run in runs),
        memory=median(run.memory for run in runs),
    )
