"""Ace by DAISY, from the path."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exporter.checks.judges.running import Verdict, report, run, verdict
from exporter.checks.rules import Finding, Severity

NAME = "Ace"
_SEVERITIES = {
    "critical": Severity.ERROR,
    "serious": Severity.ERROR,
    "moderate": Severity.WARNING,
}


def ask(path: Path, limit: float) -> Verdict:
    """Run it over a book."""
    return verdict(NAME, lambda: _run(path, limit))


def _run(path: Path, limit: float) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        options = ("--outdir", folder, "--force", "--silent")
        run(("ace", *options, str(path.resolve())), limit)
        yield from findings(report(Path(folder, "report.json")))


def findings(told: Any) -> Iterator[Finding]:
    """Read its report (EARL): one finding for each assertion that isn't passed."""
    for group in told.get("assertions", ()):
        place = group.get("earl:testSubject", {}).get("url", "")
        for assertion in group.get("assertions", ()):
            result = assertion.get("earl:result", {})
            if result.get("earl:outcome") == "pass":
                continue
            rule = assertion.get("earl:test", {})
            yield Finding(
                code=f"ACE:{rule.get('dct:title', '')}",
                message=" ".join(result.get("dct:description", "").split()),
                where=place,
                severity=_SEVERITIES.get(rule.get("earl:impact"), Severity.NOTE),
                hint=rule.get("help", {}).get("url", ""),
            )
