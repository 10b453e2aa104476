"""Talk on standard error: words for people, or one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

import click

from exporter.commands.words import plain
from exporter.config import shown
from exporter.errors import ExporterError
from exporter.jobs import Outcome, Status
from exporter.model import Notice
from exporter.report import Report

_COLOURS = {Status.BUILT: "green", Status.FRESH: "cyan", Status.FAILED: "red"}
_CLEAR = "\r\x1b[K"


@dataclass(kw_only=True)
class Console:
    """Where a run says what it does; results go to standard output instead.

    ``verbosity`` -1 leaves failures only, 1 adds every outcome with its time.
    """

    as_json: bool = False
    verbosity: int = 0
    colour: bool = True
    _drawn: bool = field(default=False, init=False)

    def outcome(self, outcome: Outcome) -> None:
        """Tell of one outcome: its failure and its warnings."""
        if self.as_json:
            self._object(_as_object(outcome))
            return
        self._clear()
        if outcome.error is not None:
            self._line("failed", "red", _text(outcome.error) + _within(outcome))
        for error in outcome.skipped:
            self._line("skipped", "red", _text(error))
        if outcome.error is None and self.verbosity > 0:
            status = outcome.status
            text = f"{outcome.job.name} ({outcome.seconds:.2f} s)"
            self._line(status.value, _COLOURS[status], text)
        if self.verbosity >= 0 or outcome.error is not None:
            for notice in outcome.notices:
                self._line("warning", "yellow", str(_placed(notice, outcome)))

    def summary(self, report: Report) -> None:
        """Tell the sum of the run."""
        if self.as_json:
            counts = {status.value: report.counts[status] for status in Status}
            counts |= {"skipped": report.skipped} if report.skipped else {}
            self._object({"event": "summary", **counts, "warnings": report.warnings})
            return
        self._clear()
        if self.verbosity >= 0:
            self._echo(report.summary)

    def catalogue(self, notices: Iterable[Notice]) -> None:
        """Tell what the catalogue leaves out."""
        for notice in notices:
            if self.as_json:
                self._object({"event": "catalogue", **_notice(notice)})
            elif self.verbosity >= 0:
                self._line("warning", "yellow", str(notice))

    def failed(self, error: ExporterError) -> None:
        """Tell of an input, or a record of one, that nothing can come of."""
        if self.as_json:
            self._object({"event": "failed", **_error(error)})
        else:
            self._clear()
            self._line("failed", "red", _text(error))

    def preview(self, stale: int, fresh: int, bad: int = 0) -> None:
        """Tell how much a run would do, and how much it can't."""
        if self.as_json:
            counts = {"stale": stale, "fresh": fresh, "failed": bad}
            self._object({"event": "preview", **counts})
        elif self.verbosity >= 0:
            rest = f", {bad} bad" if bad else ""
            self._echo(f"{stale} to build, {fresh} fresh{rest}")

    def error(self, error: ExporterError) -> None:
        """Tell of what ended the run before it began."""
        if self.as_json:
            self._object({"event": "error", **_error(error)})
        else:
            self._clear()
            self._line("error", "red", _text(error))

    def progress(self, done: int, total: int | None) -> None:
        """Show how far a run of several jobs is, on a terminal only.

        Without a total nobody knows yet how many there are.
        """
        if self.as_json or self.verbosity < 0 or total in (0, 1, done):
            return
        if sys.stderr.isatty():
            self._clear()
            rest = f" of {total}" if total is not None else ""
            click.echo(f"{done}{rest}", err=True, nl=False)
            self._drawn = True

    def _clear(self) -> None:
        if self._drawn:
            click.echo(_CLEAR, err=True, nl=False, color=True)
            self._drawn = False

    def _line(self, word: str, colour: str, text: str) -> None:
        self._echo(click.style(f"{word:<8}", fg=colour) + plain(text))

    def _echo(self, text: str) -> None:
        # None: in colour on a terminal only.
        click.echo(text, err=True, color=None if self.colour else False)

    @staticmethod
    def _object(value: dict[str, object]) -> None:
        click.echo(json.dumps(value, ensure_ascii=False), err=True)


def _text(error: ExporterError) -> str:
    place = f"{error.where}: " if error.where else ""
    hint = f"\n        {error.hint}" if error.hint else ""
    return f"{place}{error.message}{hint}"


def _within(outcome: Outcome) -> str:
    """Name the briefing that failed for the sake of one of its parts."""
    job = outcome.job
    told = outcome.error is None or job.name in str(outcome.error)
    return "" if told or not job.gathers else f"\n        in the briefing {job.name}"


def _placed(notice: Notice, outcome: Outcome) -> Notice:
    if notice.where:
        return notice
    return Notice(code=notice.code, message=notice.message, where=outcome.job.name)


def _error(error: ExporterError) -> dict[str, object]:
    return {"message": error.message, "where": error.where, "hint": error.hint}


def _notice(notice: Notice) -> dict[str, object]:
    return {"code": notice.code, "message": notice.message, "where": notice.where}


def _as_object(outcome: Outcome) -> dict[str, object]:
    found: dict[str, object] = {
        "event": outcome.status.value,
        "input": outcome.job.name,
        "artefacts": [shown(path) for path in outcome.paths],
        "seconds": round(outcome.seconds, 3),
        "warnings": [_notice(notice) for notice in outcome.notices],
    }
    if outcome.skipped:
        found["skipped"] = [_error(error) for error in outcome.skipped]
    if outcome.error is not None:
        found |= _error(outcome.error)
    return found
