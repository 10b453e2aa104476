"""The table of rules: each with a stable code, its reason and its source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

GROUPS = {
    "FILE": "What any reader needs",
    "KINDLE": "Send to Kindle, Kindle Previewer and the devices",
    "KOBO": "Kobo's devices and apps",
    "READER": "Other and older reading systems, and night mode",
    "META": "What the file says of itself",
    "A11Y": "Access for everybody",
    "PRINT": "A PDF at the printer's",
}
"""The groups, by the prefix of their codes, in the order of the documentation."""


_LONGEST = 160  # characters of what was met


class Severity(Enum):
    """How bad a finding is; an error fails the check."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is looked for; ``source`` says who asks for it."""

    code: str
    severity: Severity
    title: str
    why: str
    fix: str
    source: str

    @property
    def group(self) -> str:
        """Return the prefix of the code, such as ``KINDLE``."""
        return self.code[:-3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something found in a file, by a rule or by a judge from outside.

    ``where`` is a place in the file: a member of an EPUB, optionally with
    ``:line``, or ``page 3`` of a PDF; empty if it is the whole.
    """

    code: str
    message: str
    where: str = ""
    severity: Severity = Severity.ERROR
    hint: str = ""


@cache
def rules() -> dict[str, Rule]:
    """Return the rules by their codes, in the order of the table."""
    text = files(__package__).joinpath("rules.toml").read_text("utf-8")
    return {
        code: Rule(
            code=code,
            severity=Severity(row["severity"]),
            title=row["title"],
            why=row["why"],
            fix=row["fix"],
            source=row["source"],
        )
        for code, row in tomllib.loads(text).items()
    }


def finding(code: str, where: str = "", detail: str = "") -> Finding:
    """Return what a rule says; ``detail`` is what was met there."""
    rule = rules()[code]
    if len(detail) > _LONGEST:
        detail = detail[: _LONGEST - 1] + "…"
    return Finding(
        code=code,
        message=f"{rule.title}: {detail}" if detail else rule.title,
        where=where,
        severity=rule.severity,
        hint=rule.fix,
    )
