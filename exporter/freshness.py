"""Which targets of a job are out of date, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from exporter import recipes
from exporter.config import Settings
from exporter.jobs import Job, Outcome, Target
from exporter.ledger import Ledger, Record
from exporter.recipes import Ingredient, Recipe

NO_COVER = "no-cover"
"""Code of the warning that a cover could not be drawn on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Compares targets with the ledger; ``layout`` is the digest of the look."""

    settings: Settings
    ledger: Ledger
    layout: str

    def stale(self, job: Job) -> dict[Target, str]:
        """Return the targets of a job that must be built, and why."""
        reasons = {target: self._reason(job, target) for target in job.targets}
        return {target: reason for target, reason in reasons.items() if reason}

    def _reason(self, job: Job, target: Target) -> str:
        if self.settings.force:
            return "--force"
        if not target.path.is_file():
            return "not there yet"
        record = self.ledger.get(target.path.name)
        if record is None:
            return "nothing is known of how it was built"
        if record.size != target.path.stat().st_size:
            return "it was changed since it was built"
        if self.settings.strict and record.warnings:
            return "it was built with warnings"
        # Hashed anew each time: a size and an mtime prove nothing.
        now = tuple(_again(job, item) for item in record.recipe.ingredients)
        return record.recipe.difference(self.recipe(job, target, now))

    def recipe(
        self, job: Job, target: Target, ingredients: tuple[Ingredient, ...]
    ) -> Recipe:
        """Return all that decides the bytes of a target."""
        settings = self.settings
        return Recipe(
            versions=recipes.versions(),
            layout=self.layout,
            settings=recipes.digest(
                target.format,
                job.path and str(job.path.resolve()),
                str(job.root),
                job.supplied,
                settings.layout,
                settings.timestamp,
                settings.cover and target.format == "epub",
            ),
            ingredients=ingredients,
        )

    def record(self, outcome: Outcome) -> None:
        """Enter what was published.

        Raises:
            OSError: the ledger can't be written.
        """
        if not outcome.settled:
            return  # no digest is sure to be that of what was read
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


def ingredients(job: Job, others: Iterable[Path] = ()) -> tuple[Ingredient, ...]:
    """Return what goes into a job: the input, its sidecar, and other files."""
    if job.path is None:
        return (_standard_input(job),)
    files = (job.path, job.path.with_suffix(".toml"), *others)
    # Links stay links: one that leads elsewhere later has another content.
    return tuple(recipes.ingredient(path.absolute()) for path in files)


def _standard_input(job: Job) -> Ingredient:
    return Ingredient(path="-", sha256=recipes.digest(job.data))


def _again(job: Job, item: Ingredient) -> Ingredient:
    if item.path == "-":
        return _standard_input(job)
    return recipes.ingredient(Path(item.path))
