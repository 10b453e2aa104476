"""Which targets of a job are out of date, and why."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path

from exporter import listing, recipes, references
from exporter.config import Settings
from exporter.jobs import NO_COVER, Job, Outcome, Target
from exporter.layouts import looks
from exporter.ledger import Ledger, Record
from exporter.recipes import Ingredient, Recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Compares targets with the ledger."""

    settings: Settings
    ledger: Ledger
    _now: dict[str, Ingredient] = field(default_factory=dict, init=False)
    _looks: dict[str, str] = field(default_factory=dict, init=False)

    def look(self, name: str) -> str:
        """Return the digest of a layout's files.

        Raises:
            LayoutError: there is no such layout.
        """
        if name not in self._looks:
            layout = looks.for_run(name, self.settings)
            added = (layout.settings, layout.paged, layout.reflow)
            files = recipes.folders(layout.roots)
            self._looks[name] = recipes.digest(files, added)
        return self._looks[name]

    def stale(self, job: Job) -> dict[Target, str]:
        """Return the targets of a job that must be built, and why."""
        reasons = {target: self._reason(job, target) for target in job.targets}
        return {target: reason for target, reason in reasons.items() if reason}

    def _reason(self, job: Job, target: Target) -> str:
        if self.settings.force:
            return "--force"
        size = _size(target.path)
        if size is None:
            return "not there yet"
        record = self.ledger.get(target.path.name)
        if record is None:
            return "nothing is known of how it was built"
        if record.size != size:
            return "it was changed since it was built"
        if self.settings.strict and record.warnings:
            return "it was built with warnings"
        # Hashed anew each time: a size and an mtime prove nothing.
        now = tuple(self._again(job, item) for item in record.recipe.ingredients)
        return record.recipe.difference(self.recipe(job, target, now))

    def recipe(
        self, job: Job, target: Target, ingredients: tuple[Ingredient, ...]
    ) -> Recipe:
        """Return all that decides the bytes of a target."""
        settings = self.settings
        return Recipe(
            versions=recipes.versions(),
            layout=self.look(job.layout),
            settings=recipes.digest(
                target.format,
                job.path and str(listing.real(job.path)),
                str(job.root),
                job.supplied,
                (job.held, job.address, job.fields if job.line else ()),
                job.layout,
                job.briefing,
                [member.name for member in job.members],
                settings.timestamp,
                settings.cover and target.format == "epub",
                settings.printing if target.format == "pdf" else None,
            ),
            ingredients=ingredients,
        )

    def _again(self, job: Job, item: Ingredient) -> Ingredient:
        """Return an ingredient as it is now; one run hashes a file once."""
        if item.path == "-":
            return Ingredient(path="-", sha256=job.content)
        if item.path not in self._now:
            listed = references.is_listing(item)
            self._now[item.path] = (
                references.relisted(item.path)
                if listed
                else recipes.ingredient(item.path)
            )
        return self._now[item.path]

    def record(self, outcome: Outcome) -> None:
        """Enter what was published.

        Raises:
            OSError: the ledger can't be written.
        """
        if not outcome.settled:
            return  # no digest is sure to be that of what was read
        if outcome.skipped:
            return  # the next run has to tell of it, too
        if any(notice.code == NO_COVER for notice in outcome.notices):
            return  # the machine was at fault and may be mended by the next run
        for product in outcome.products:
            target = product.target
            record = Record(
                name=target.path.name,
                size=len(product.data),
                recipe=self.recipe(outcome.job, target, outcome.ingredients),
                warnings=len(outcome.notices),
            )
            self.ledger.add(record)


def _size(path: Path) -> int | None:
    """Return the size of a file, None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
