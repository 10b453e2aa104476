"""Findings written for people, for programs, and for GitHub's pages."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from exporter.checks.judges.running import Verdict
from exporter.checks.rules import GROUPS, Finding, Rule, Severity, rules

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}
_KEPT = "FILE001"  # a file that can't be read is told, whatever was selected


class Format(Enum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A file with what was found in it, and which judges ran."""

    path: str
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...] = ()

    def only(self, select: Iterable[str], ignore: Iterable[str]) -> Examined:
        """Keep findings whose code begins as one selected, and as none ignored."""
        chosen, dropped = tuple(select), tuple(ignore)
        kept = tuple(
            found
            for found in self.findings
            if found.code == _KEPT
            or (
                (not chosen or found.code.startswith(chosen))
                and not (dropped and found.code.startswith(dropped))
            )
        )
        return Examined(path=self.path, findings=kept, verdicts=self.verdicts)


def write(examined: Iterable[Examined], form: Format) -> str:
    """Return the report on all files."""
    files = tuple(examined)
    if form is Format.JSON:
        return json.dumps(_object(files), ensure_ascii=False, indent=2)
    return "\n".join(_text(files) if form is Format.TEXT else _github(files))


def explain(rule: Rule) -> str:
    """Return all that is known of a rule."""
    return (
        f"{rule.code} ({rule.severity.value}): {rule.title}\n"
        f"  why     {rule.why}\n  fix     {rule.fix}\n  source  {rule.source}"
    )


def listing() -> str:
    """Return the rules in a table, by groups."""
    lines = []
    for group, meaning in GROUPS.items():
        lines.append(f"{group}: {meaning}")
        lines += [
            f"  {rule.code:<9}  {rule.severity.value:<7}  {rule.title}"
            for rule in rules().values()
            if rule.group == group
        ]
    return "\n".join(lines)


def _counts(files: tuple[Examined, ...]) -> Counter[Severity]:
    return Counter(found.severity for file in files for found in file.findings)


def _text(files: tuple[Examined, ...]) -> Iterator[str]:
    for file in files:
        for found in file.findings:
            place = ":".join(filter(None, (file.path, found.where)))
            hint = f" ({found.hint})" if found.hint else ""
            yield _line(f"{place}: {found.code} {found.message}{hint}")
    for place, note in _idle(files):
        yield _line(f"{place}: {note}")
    counts = _counts(files)
    parts = [
        f"{counts[severity]} {severity.value}{'s' * (counts[severity] != 1)}"
        for severity in Severity
        if counts[severity]
    ]
    number = f"{len(files)} file{'s' * (len(files) != 1)}"
    yield f"{number}: {', '.join(parts) or 'nothing found'}"


def _idle(files: tuple[Examined, ...]) -> Iterator[tuple[str, str]]:
    """Yield who did not run and why; with the file, if others were judged."""
    judged = [(file.path, verdict) for file in files for verdict in file.verdicts]
    busy = {verdict.judge for _, verdict in judged if verdict.ran}
    told: set[tuple[str, str]] = set()
    for path, verdict in judged:
        name = verdict.judge
        place = f"{path}: {name}" if name in busy else name
        if not verdict.ran and (place, verdict.note) not in told:
            told.add((place, verdict.note))
            yield place, f"not run ({verdict.note})"


def _object(files: tuple[Examined, ...]) -> dict[str, object]:
    counts = _counts(files)
    return {
        "files": [
            {
                "path": file.path,
                "findings": [
                    {
                        "code": found.code,
                        "severity": found.severity.value,
                        "where": found.where,
                        "message": found.message,
                        "hint": found.hint,
                    }
                    for found in file.findings
                ],
                "judges": [
                    {"name": v.judge, "ran": v.ran, "note": v.note}
                    for v in file.verdicts
                ],
            }
            for file in files
        ],
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "notes": counts[Severity.NOTE],
    }


def _github(files: tuple[Examined, ...]) -> Iterator[str]:
    """Write workflow commands, in which GitHub reads ``%``, ``:`` and ``,``."""
    for file in files:
        for found in file.findings:
            place = f"{found.where}: " if found.where else ""
            path, title = _property(file.path), _property(found.code)
            yield (
                f"::{_COMMANDS[found.severity]} file={path},title={title}::"
                + _message(f"{place}{found.message}")
            )
    for place, note in _idle(files):
        yield f"::notice title={_property(place)}::" + _message(note)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _line(text: str) -> str:
    return " ".join(text.splitlines())
