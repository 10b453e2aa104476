"""The runs of all rounds, and the table that they make."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median

from measure import FailedError, MissingError, Run, middle

HEAD = (
    "workload", "wall s", "cpu s", "peak MiB",
    "yardstick", "wall s", "cpu s", "peak MiB", "ratio", "bar", "aim", "held",
)  # fmt: skip
_NO_RUN = ("", "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A workload, its yardstick, and how great a share of that it may take.

    ``bar`` must be held, ``aim`` is hoped for; without a yardstick they are seconds.
    """

    step: str
    label: str
    yardstick: str = ""
    bar: float | None = None
    aim: float | None = None
    measure: str = "wall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What each step took in each round, or why it took nothing."""

    steps: Mapping[str, Callable[[], Run]]
    runs: dict[str, list[Run]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def play(self) -> None:
        """Take every step once; one that can't be taken is not tried again."""
        for name, step in self.steps.items():
            if name in self.missing or name in self.failed:
                continue
            try:
                taken = step()
            except MissingError as error:
                self.missing[name] = str(error)
            except FailedError as error:
                self.failed[name] = str(error)
            else:
                self.runs.setdefault(name, []).append(taken)
                print(f"{name}: {taken.wall:.3f} s", file=sys.stderr, flush=True)

    def value(self, row: Row) -> float | None:
        """Return the seconds of a row, or the median of its rounds' ratios."""
        ours = [getattr(run, row.measure) for run in self._whole(row.step)]
        if not row.yardstick:
            return median(ours) if ours else None
        others = [getattr(run, row.measure) for run in self._whole(row.yardstick)]
        if not ours or not others:
            return None
        return median(a / b for a, b in zip(ours, others, strict=True))

    def holds(self, row: Row) -> bool:
        """Tell whether a bar is held; what could not be compared breaks none."""
        if row.bar is None or row.step in self.missing or row.yardstick in self.missing:
            return True
        value = self.value(row)
        return value is not None and value <= row.bar

    def lines(self, rows: tuple[Row, ...]) -> Iterator[str]:
        """Yield the lines of the table."""
        yield _line(HEAD)
        yield _line("---" if name in ("workload", "yardstick", "held") else "---:"
                    for name in HEAD)  # fmt: skip
        for row in rows:
            value = self.value(row)
            figure = "" if value is None or not row.yardstick else f"{value:.3f}"
            yield _line((
                row.label, *self._figures(row.step),
                row.yardstick, *self._figures(row.yardstick),
                figure, _limit(row, row.bar), _limit(row, row.aim),
                self._verdict(row, value),
            ))  # fmt: skip

    def _whole(self, name: str) -> list[Run]:
        """Return the runs of a step that was taken in all rounds."""
        return [] if name in self.failed else self.runs.get(name, [])

    def _figures(self, name: str) -> tuple[str, ...]:
        runs = self._whole(name)
        if not runs:
            return _NO_RUN
        taken = middle(runs)
        return f"{taken.wall:.3f}", f"{taken.cpu:.3f}", f"{taken.memory:.0f}"

    def _verdict(self, row: Row, value: float | None) -> str:
        for name in (row.step, row.yardstick):
            if name in self.missing:
                return f"skipped: {self.missing[name]}"
            if name in self.failed:
                return f"FAILED: {self.failed[name]}"
        words = []
        if row.bar is not None:
            words.append("yes" if self.holds(row) else "NO")
        if row.aim is not None and value is not None:
            words.append("aim reached" if value <= row.aim else "aim missed")
        return ", ".join(words)


def _limit(row: Row, limit: float | None) -> str:
    if limit is None:
        return ""
    return f"× {limit:.3g}" if row.yardstick else f"{limit:.2f} s"


def _line(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
