"""Where the time of one EPUB of many articles goes, stage by stage, in one process.

It shows the floor of ``batch.py``'s book: what is done for the articles themselves,
without starting, without passing them between processes, and on one processor.

Usage: stages.py [--count N] [--rounds N] [--seed N]
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time
from typing import TypeVar

import corpus

from exporter import cache, chapters, read
from exporter.briefing import Briefing, Order, arrange, gather
from exporter.composition import Medium
from exporter.layouts import find
from exporter.layouts.compose import draft
from exporter.model import Section
from exporter.writers import epub, manifest

T = TypeVar("T")
FIRST, KEPT = "package, pages kept for later", "package again, pages kept"


def main() -> int:
    """Measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    gc.set_threshold(100_000, 50, 100)  # as the command line has it
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder), options.count, options.seed)
        paths = sorted(Path(folder).iterdir())
        read(paths[0])  # imports
        rounds = [dict(_stages(paths)) for _ in range(options.rounds)]
    print(f"{options.count} articles, {options.rounds} rounds, medians\n")
    print("| stage | cpu s |\n| --- | ---: |")
    for name in rounds[0]:
        print(f"| {name} | {median(taken[name] for taken in rounds):.2f} |")
    total = median(sum(t.values()) - t[FIRST] - t[KEPT] for t in rounds)
    print(f"| all | {total:.2f} |\n| on two processors at best | {total / 2:.2f} |")
    return 0


def _stages(paths: list[Path]) -> Iterator[tuple[str, float]]:
    """Yield each stage with the seconds of the processor that it took."""
    took, articles = _timed(lambda: tuple(map(read, paths)))
    yield "read", took
    section = Section(articles=arrange(articles, Order.DATE))
    intent = Briefing(slug="book", title="A month of news", sections=())
    edition = gather(intent, (section,))
    layout = find("briefing")
    took, composition = _timed(lambda: draft(edition, layout, Medium.REFLOW))
    yield "fill templates", took
    pages, _ = _timed(lambda: manifest.plan(composition))
    yield "check and complete pages", pages
    whole, _ = _timed(lambda: epub.write(composition))
    yield "package, navigation, pack", whole - pages
    with tempfile.TemporaryDirectory() as folder:  # nothing is kept there yet
        cache.folder = lambda: Path(folder)
        for name in (FIRST, KEPT):
            took, _ = _timed(lambda: chapters.write(composition, Path("book.epub")))
            yield name, took


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    start = process_time()
    result = act()
    return process_time() - start, result


if __name__ == "__main__":
    sys.exit(main())
