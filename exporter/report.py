"""The sum of a run: counts, the summary line, the exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from exporter.jobs import Outcome, Status


@dataclass(slots=True)
class Report:
    """Counts of outcomes; it *is* the exit code."""

    counts: Counter[Status] = field(default_factory=Counter)
    warnings: int = 0
    skipped: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count an outcome and its warnings."""
        self.counts[outcome.status] += 1
        self.warnings += len(outcome.notices)
        self.skipped += len(outcome.skipped)

    @property
    def total(self) -> int:
        """Return how many outcomes there were."""
        return self.counts.total()

    @property
    def exit_code(self) -> int:
        """Return 1 if anything failed or was skipped, else 0."""
        return 1 if self.counts[Status.FAILED] or self.skipped else 0

    @property
    def summary(self) -> str:
        """Return a line such as ``2 built, 1 fresh, 1 failed, 3 warnings``."""
        parts = [f"{self.counts[s]} {s.value}" for s in Status if self.counts[s]]
        if self.skipped:
            parts.append(f"{self.skipped} skipped")
        if self.warnings:
            parts.append(f"{self.warnings} warning{'s' * (self.warnings != 1)}")
        return ", ".join(parts) or "nothing to do"
