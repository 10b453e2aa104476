"""veraPDF, from the path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exporter.checks.judges.claims import NONE, claimed
from exporter.checks.judges.running import Verdict, report, run, verdict
from exporter.checks.rules import Finding
from exporter.errors import OutputError

NAME = "veraPDF"


def ask(path: Path, limit: float) -> Verdict:
    """Hold a PDF against each standard that it claims."""
    flavours = claimed(path)
    if not flavours:
        return Verdict(judge=NAME, ran=False, note=NONE)
    return verdict(NAME, lambda: _run(path, flavours, limit))


def _run(path: Path, flavours: tuple[str, ...], limit: float) -> Iterator[Finding]:
    for flavour in flavours:
        options = ("--format", "json", "--flavour", flavour)
        output = run(("verapdf", *options, str(path.resolve())), limit)
        yield from findings(report(output))


def findings(told: Any) -> Iterator[Finding]:
    """Read its report: one finding for each rule that is broken.

    Raises:
        OutputError: it could not judge the file.
    """
    for job in told["report"]["jobs"]:
        results = job.get("validationResult")
        if not results:
            raise OutputError("failed: it could not read the file")
        # Older versions wrote one object here, newer ones a list.
        listed = results if isinstance(results, list) else [results]
        rules = [r for result in listed for r in result["details"]["ruleSummaries"]]
        yield from map(_finding, filter(_is_broken, rules))


def _is_broken(rule: Any) -> bool:
    status = str(rule.get("status") or rule.get("ruleStatus"))
    return status.lower() == "failed"


def _finding(rule: Any) -> Finding:
    failed: Any = next(iter(rule.get("checks") or ()), {})
    said = failed.get("errorMessage") or rule.get("description", "")
    return Finding(
        code=f"VERAPDF:{rule.get('clause', '')}-{rule.get('testNumber', '')}",
        message=" ".join(f"{said} ({rule.get('specification', '')})".split()),
    )
