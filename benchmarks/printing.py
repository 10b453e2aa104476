"""What grey, sheets and the press add to a briefing whose pages are kept.

A briefing of many articles is built once; then it is built again with each option in
turn, in fresh processes that find its pages in the cache. The table shows medians and
how they stand to the same without an option.

Usage: printing.py [--articles N] [--rounds N]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from measure import Run, middle, run

HERE = Path(__file__).parent
WAYS = {
    "as it is": (),
    "--gray": ("--gray",),
    "--booklet --marks crop,cross": ("--booklet", "--marks", "crop,cross"),
    "--n-up 4": ("--n-up", "4"),
    "--press": ("--press",),
}


def main(articles: int, rounds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = [sys.executable, HERE / "corpus.py", folder / "content"]
        run([*corpus, "--count", str(articles)])
        sides = ("--sides", "two")  # as a booklet has, so that all share their pages
        taken: dict[str, list[Run]] = {way: [] for way in WAYS}
        _build(folder, sides)
        for _ in range(rounds):
            for way, options in WAYS.items():
                taken[way].append(_build(folder, (*sides, *options)))
    plain = middle(taken["as it is"])
    print("| option | wall s | cpu s | peak MiB | ÷ without |")
    print("|---|---:|---:|---:|---:|")
    for way, runs in taken.items():
        seen = middle(runs)
        share = seen.wall / plain.wall
        row = f"{seen.wall:.2f} | {seen.cpu:.2f} | {seen.memory:.0f} | {share:.2f}"
        print(f"| `{way}` | {row} |")


def _build(folder: Path, options: tuple[str, ...]) -> Run:
    command = [sys.executable, "-m", "exporter", "build", "content", "--to", "pdf"]
    name = ("--briefing", "Print", "--force", "--quiet")
    return run([*command, *name, *options], {"XDG_CACHE_HOME": str(folder)}, folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    main(given.articles, given.rounds)
