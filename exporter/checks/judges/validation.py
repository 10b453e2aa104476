"""page-validation, a validator of PDF/A and PDF/UA-1 that needs no Java."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exporter.checks.judges.claims import NONE, claimed
from exporter.checks.judges.running import Verdict, report, run, verdict
from exporter.checks.rules import Finding

NAME = "page-validation"
_KNOWN = ("1b", "1a", "2b", "2a", "2u", "3b", "3a", "3u", "ua1")
# In a process of its own, which can be stopped.
_PROGRAM = (
    "import sys, page;"
    "print(page.validate_pdf(sys.argv[1],"
    " profile=page.ValidationProfile(sys.argv[2])).to_json())"
)


def ask(path: Path, limit: float) -> Verdict:
    """Hold a PDF against each standard that it claims."""
    flavours = [name for name in claimed(path) if name in _KNOWN]
    if not flavours:
        return Verdict(judge=NAME, ran=False, note=NONE)
    return verdict(NAME, lambda: _run(path, flavours, limit))


def _run(path: Path, flavours: list[str], limit: float) -> Iterator[Finding]:
    for flavour in flavours:
        command = (sys.executable, "-c", _PROGRAM, str(path.resolve()), flavour)
        yield from findings(report(run(command, limit)))


def findings(told: Any) -> Iterator[Finding]:
    """Read its report: one finding for each rule that is broken."""
    for failure in told.get("failures", ()):
        number = (failure.get("object_id") or {}).get("object_number")
        yield Finding(
            code=f"PAGE:{failure.get('rule_id', '')}",
            message=failure.get("message", ""),
            where=f"object {number}" if number else "",
        )
