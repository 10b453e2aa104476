"""Artefacts judged by rules with stable codes; EPUB and PDF, ours and others'."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from exporter import artefacts, executors
from exporter.artefacts.record import MISSING
from exporter.checks.rules import GROUPS, Finding, Rule, Severity, finding, rules
from exporter.errors import InputError

__all__ = [
    "GROUPS",
    "Finding",
    "Rule",
    "Severity",
    "check",
    "check_apart",
    "finding",
    "rules",
]


def check(path: Path) -> tuple[Finding, ...]:
    """Return what the rules find in a PDF or an EPUB, sorted by place and code.

    A file that can't be read has one finding, which says why.
    """
    try:
        found = tuple(_findings(path))
    except InputError as error:
        found = (finding("FILE001", detail=error.message),)
    return tuple(sorted(dict.fromkeys(found), key=_order))


def check_apart(path: Path, limit: float) -> tuple[Finding, ...]:
    """Return the same from a process of its own, which a hostile file may break.

    ``limit`` is in seconds; a file that takes longer has one finding, too.
    """
    ((_, found),) = executors.run(check, (path,), workers=1, time_limit=limit)
    if isinstance(found, executors.Lost):
        return (finding("FILE001", detail=found.reason),)
    return found


def _findings(path: Path) -> Iterator[Finding]:
    kind = artefacts.kind(path)
    if kind == "epub":
        from exporter.checks import epub

        yield from epub.check(path)
    else:
        from exporter.checks import pdf

        yield from pdf.check(path)
    yield from _originals(path)


def _originals(path: Path) -> Iterator[Finding]:
    """Hold the originals of exporter's own files against their digests."""
    try:
        recorded = bool(artefacts.read(path).articles)
        found = artefacts.verify(path) if recorded else ()
    except InputError:
        return  # what is wrong with the metadata has been told
    for original in found:
        if not original.is_sound:
            code = "FILE008" if original.status == MISSING else "FILE007"
            yield finding(code, original.name, original.note)


def _order(found: Finding) -> tuple[str, int, str, str]:
    place, _, line = found.where.rpartition(":")
    if not line.isdigit():
        words = found.where.split()
        number = words[-1] if words and words[-1].isdigit() else "0"
        place = found.where.removesuffix(f" {number}")
        line = number
    return place, int(line), found.code, found.message
