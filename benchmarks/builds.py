"""``exporter build`` as a user runs it: the first time, again, after an edit.

A first build finds what every user has already, such as font instances and compiled
templates, and nothing that was kept of an article. Parts of a cache know their own
path, so that every cache is moved to one place for the time of a run.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import corpus
from measure import MissingError, Run, run

EXPORTER = Path(sys.executable).with_name("exporter")
TITLE = "A month of news"
OF_ARTICLES = ("ledgers", "readings", "fragments", "covers")
"""The parts of the cache that know articles."""


_edits = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A build of a folder of articles; ``folder`` has its output and its cache."""

    folder: Path
    articles: Path
    options: tuple[str, ...]

    @property
    def output(self) -> Path:
        """Return the folder of the artefacts."""
        return self.folder / "dist"

    def first(self) -> Run:
        """Forget what was built, and build."""
        if "--briefing" in self.options and not _has_briefings():
            raise MissingError("this exporter makes no briefings yet")
        usual = _usual_cache(self.folder.parent)
        if self.folder.exists():
            shutil.rmtree(self.folder)
        shutil.copytree(usual, self.folder / "cache")
        return self._run()

    def again(self) -> Run:
        """Build once more; the first build comes before, if there was none."""
        self._need()
        return self._run()

    def edited(self) -> Run:
        """Build once more while an article in the middle has a sentence more.

        It is another sentence each time.
        """
        self._need()
        paths = sorted(self.articles.iterdir())
        path = paths[len(paths) // 2]
        before = path.read_text("utf-8")
        added = f" Correction number {next(_edits)} was printed the day after.\n"
        path.write_text(before.rstrip() + added, "utf-8")
        try:
            return self._run()
        finally:
            path.write_text(before, "utf-8")

    def _need(self) -> None:
        if not self.output.exists():
            self.first()

    def _run(self) -> Run:
        with _in_place(self.folder / "cache") as kept:
            return _build(kept, self.articles, "-o", self.output, *self.options)


@contextmanager
def _in_place(kept: Path) -> Iterator[Path]:
    """Move a cache to where all caches are used, and back."""
    place = kept.parent.parent / "cache"
    kept.rename(place)
    try:
        yield place
    finally:
        place.rename(kept)


def _build(kept: Path, *arguments: str | Path) -> Run:
    command = (EXPORTER, "build", "-q", "-j", "2", *arguments)
    environment = {
        "XDG_CACHE_HOME": str(kept),
        # As installed, exporter is compiled; a checkout need not be.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(kept.with_name("bytecode")),
    }
    # Where it runs there are no templates and no configuration of a project.
    return run(command, environment, kept)


@cache
def _usual_cache(site: Path) -> Path:
    """Fill a cache with what another article needs, and drop what is of that alone."""
    folder = site / "usual"
    article, usual, out = folder / "article", folder / "cache", folder / "dist"
    usual.mkdir(parents=True)
    corpus.write(article, 1, seed=0)
    with _in_place(usual) as kept:
        _build(kept, article, "-o", out)
        if _has_briefings():
            _build(kept, article, "-o", out, "--briefing", TITLE)
    for name in OF_ARTICLES:
        shutil.rmtree(usual / "exporter" / name, ignore_errors=True)
    return usual


@cache
def _has_briefings() -> bool:
    done = subprocess.run((EXPORTER, "build", "--help"), capture_output=True, text=True)
    return "--briefing" in done.stdout
