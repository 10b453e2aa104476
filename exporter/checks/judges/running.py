"""Running a judge: a process with a limit, and a report in JSON."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporter.checks.rules import Finding
from exporter.errors import OutputError

_LARGEST = 64 << 20  # bytes of a report


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a judge found, or why it did not run."""

    judge: str
    ran: bool
    findings: tuple[Finding, ...] = ()
    note: str = ""


def verdict(judge: str, ask: Callable[[], Iterable[Finding]]) -> Verdict:
    """Ask a judge; one that fails, or whose report can't be read, did not run."""
    try:
        return Verdict(judge=judge, ran=True, findings=tuple(ask()))
    except OutputError as error:
        return Verdict(judge=judge, ran=False, note=error.message)
    except (AttributeError, KeyError, TypeError):
        note = "its report is of a form that exporter doesn't know"
        return Verdict(judge=judge, ran=False, note=note)


def run(command: Sequence[str], limit: float) -> bytes:
    """Run a judge to its end and return its output, whatever its exit code.

    Raises:
        OutputError: it can't be started, or takes longer than ``limit`` seconds.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that its browser ends with it
        )
    except OSError as error:
        raise OutputError(f"can't be started: {error.strerror}") from error
    try:
        return process.communicate(timeout=limit)[0]
    except subprocess.TimeoutExpired as error:
        raise OutputError(f"stopped after {limit:g} seconds") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what is still running of a judge."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.communicate()


def report(data: bytes | Path) -> Any:
    """Return a judge's report.

    Raises:
        OutputError: it wrote none, or one that is no JSON.
    """
    try:
        text = data if isinstance(data, bytes) else _contents(data)
        return json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise OutputError("failed: it left no report") from error


def _contents(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST)
