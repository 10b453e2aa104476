"""Many articles: exporter beside WeasyPrint, pandoc, Typst and a walk that hashes.

Each round takes every workload and its yardstick once, one after the other and in
fresh processes; the table shows medians, and of ratios the median of the rounds' own.
A first build finds in the cache what every user has, and nothing of the articles.

Yardsticks come with ``pip install pypandoc_binary typst``; where one is missing, its
rows say so and break no bar. Three rounds take about ten minutes on two cores.

Usage: batch.py [--rounds N] [--only NAME]... [--quick] [--seed N]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import corpus
from builds import TITLE, Build
from measure import Run
from record import Record, Row
from yardsticks import Yardsticks

FEW, MANY = 100, 1000
QUICK = 10  # times fewer of both
ROWS = (
    Row(step="pdfs", label="{few} PDFs", yardstick="warm", bar=0.55, aim=0.40),
    Row(step="epubs", label="{few} EPUBs", yardstick="pandoc", bar=1 / 5),
    Row(step="covers", label="{few} EPUBs with covers", yardstick="pandoc"),
    Row(
        step="briefing",
        label="briefing of {few}, PDF",
        yardstick="whole",
        bar=0.50,
        aim=0.40,
    ),
    Row(step="plain", label="the same, contents and articles", yardstick="bare"),
    Row(step="edit", label="one of them edited", yardstick="whole", bar=0.15),
    Row(step="edit", label="one of them edited", yardstick="typst", aim=1.0),
    Row(step="long", label="briefing of {many}, PDF", yardstick="briefing", bar=11),
    Row(
        step="long",
        label="its peak memory",
        yardstick="briefing",
        bar=3,
        measure="memory",
    ),
    Row(
        step="book",
        label="briefing of {many}, EPUB",
        yardstick="pandoc-book",
        bar=1 / 8,
    ),
    Row(step="fresh", label="{many} articles, both formats, unchanged", bar=0.7),
    Row(step="fresh", label="{many} articles, unchanged", yardstick="walk", bar=2),
    Row(step="fresh", label="{many} articles, unchanged", yardstick="walk-all"),
    Row(step="fresh-briefing", label="briefing of {many}, unchanged", bar=0.7),
    Row(
        step="fresh-briefing",
        label="briefing of {many}, unchanged",
        yardstick="walk",
        bar=2,
    ),
)
NAMES = tuple(dict.fromkeys(row.step for row in ROWS))


def main() -> int:
    """Measure, print the table; return 1 if a bar is not held."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a tenth of the articles")
    parser.add_argument("--seed", type=int, default=1)
    names = ", ".join(NAMES)
    parser.add_argument("--only", action="append", choices=NAMES, help=names)
    options = parser.parse_args()
    share = QUICK if options.quick else 1
    few, many = FEW // share, MANY // share
    rows = tuple(
        replace(row, label=row.label.format(few=few, many=many))
        for row in ROWS
        if row.step in (options.only or NAMES)
    )
    load = os.getloadavg()[0]  # of others; a ratio of two processes to one shows it
    wanted = {name for row in rows for name in (row.step, row.yardstick)}
    with tempfile.TemporaryDirectory() as folder:
        steps = _steps(Path(folder), few, many, options.seed)
        record = Record(steps={n: step for n, step in steps.items() if n in wanted})
        for _ in range(options.rounds):
            record.play()
    print(f"{few} and {many} articles, {options.rounds} rounds, medians; {load=:.1f}\n")
    print(*record.lines(rows), sep="\n")
    return 0 if all(map(record.holds, rows)) else 1


def _steps(site: Path, few: int, many: int, seed: int) -> dict[str, Callable[[], Run]]:
    """Return all that can be measured, in the order of a round."""
    small = Yardsticks(folder=site / "few", count=few, seed=seed)
    large = Yardsticks(folder=site / "many", count=many, seed=seed)
    for rivals in (small, large):
        corpus.write(rivals.articles, rivals.count, seed)
    pdf, epub, bare = ("-t", "pdf"), ("-t", "epub"), ("-t", "epub", "--no-cover")
    whole = ("--briefing", TITLE)

    def build(name: str, articles: Path, *options: str) -> Build:
        return Build(folder=site / name, articles=articles, options=options)

    fresh = build("fresh", large.articles)
    briefing = build("briefing", small.articles, *whole, *pdf)
    long = build("long", large.articles, *whole, *pdf)
    return {
        "pdfs": build("pdfs", small.articles, *pdf).first,
        "warm": small.warm,
        "epubs": build("epubs", small.articles, *bare).first,
        "pandoc": small.pandoc_each,
        "covers": build("covers", small.articles, *epub).first,
        "briefing": briefing.first,
        "whole": small.whole,
        "plain": build("plain", _plain(small), *pdf).first,
        "bare": lambda: small.whole("plain"),
        "edit": briefing.edited,
        "typst": small.typst,
        "long": long.first,
        "book": build("book", large.articles, *whole, *bare).first,
        "pandoc-book": large.pandoc_whole,
        "fresh": fresh.again,
        "walk": large.walk,
        "walk-all": lambda: large.walk(fresh.output),
        "fresh-briefing": long.again,
    }


def _plain(few: Yardsticks) -> Path:
    """Write a briefing that has only a contents and articles; return its file."""
    path = few.folder / "plain.toml"
    path.write_text(
        f'title = "{TITLE}"\norder = "date"\nparts = ["contents"]\n'
        'articles = ["articles/*"]\n',
        "utf-8",
    )
    return path


if __name__ == "__main__":
    sys.exit(main())
