"""How long a cold start takes, beside WeasyPrint on the same page.

Each round starts every command once in a fresh process, one after the other, so that
a machine that gets slower or faster meets all of them; the table shows medians.
Caches on disk (fonts, bytecode) are filled before the first round, as for any user.

Usage: cold.py [--rounds N] [INPUT]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parent.parent
SEED = ROOT.parent / "shared" / "samples" / "seed.txt"
SAMPLE = ROOT / "content" / "articles" / "kyiv-visit.txt"
BIN = Path(sys.executable).parent
PAGE = """
import sys
from pathlib import Path
from exporter import Edition, read
from exporter.composition import Medium
from exporter.layouts import find
from exporter.layouts.compose import compose
from exporter.writers.pdf import page
edition = Edition.single(read(Path(sys.argv[1])))
Path(sys.argv[2]).write_text(page(compose(edition, find("article"), Medium.PAGED)))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one process took: seconds of wall clock and of processors, peak MiB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """A command, and what the issue allows it: seconds, or a share of WeasyPrint's."""

    name: str
    command: tuple[str, ...]
    ratio: float | None = None
    seconds: float | None = None


def main() -> int:
    """Measure, print the table; return 1 if a limit is not held."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    text = options.input or (SEED if SEED.is_file() else SAMPLE)
    with tempfile.TemporaryDirectory() as folder:
        contests = _contests(text, Path(folder))
        runs: dict[str, list[Run]] = {contest.name: [] for contest in contests}
        for number in range(options.rounds + 1):
            for contest in contests:
                result = _run(contest.command)
                if number:  # the first round fills the caches
                    runs[contest.name].append(result)
    print(f"{text.name}, {options.rounds} rounds, medians\n")
    return _table(contests, runs)


def _contests(text: Path, folder: Path) -> tuple[Contest, ...]:
    """Name the commands; the first is the yardstick."""
    html = folder / "page.html"
    subprocess.run([sys.executable, "-c", PAGE, text, html], check=True)
    exporter = str(BIN / "exporter")
    build = (exporter, "build", str(text), "--force", "--quiet", "--output")
    out = str(folder / "out")
    return (
        Contest(
            name="weasyprint page.html",
            command=(str(BIN / "weasyprint"), "-q", str(html), str(folder / "w.pdf")),
        ),
        Contest(name="build -t pdf", command=(*build, out, "-t", "pdf"), ratio=0.70),
        Contest(
            name="build -t epub",
            command=(*build, out, "-t", "epub"),
            ratio=0.80,
        ),
        Contest(
            name="build -t epub --no-cover",
            command=(*build, out, "-t", "epub", "--no-cover"),
            seconds=0.30,
        ),
        Contest(name="--help", command=(exporter, "--help"), seconds=0.15),
        Contest(name="python -c pass", command=(sys.executable, "-c", "pass")),
    )


def _run(command: tuple[str, ...]) -> Run:
    """Run a command to its end, and ask the system what it took."""
    start = perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"cold.py: {' '.join(command)}: exit {process.returncode}")
    return Run(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        # Linux counts in KiB, macOS in bytes.
        memory=usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
    )


def _table(contests: tuple[Contest, ...], runs: dict[str, list[Run]]) -> int:
    print("| command | wall s | cpu s | peak MiB | ÷ weasyprint | allowed | |")
    print("|---|---:|---:|---:|---:|---:|---|")
    walls = {name: median(run.wall for run in taken) for name, taken in runs.items()}
    yardstick = walls[contests[0].name]
    failed = 0
    for contest in contests:
        taken, wall = runs[contest.name], walls[contest.name]
        limit, held = "", True
        if contest.ratio is not None:
            limit, held = f"× {contest.ratio:.2f}", wall / yardstick <= contest.ratio
        elif contest.seconds is not None:
            limit, held = f"{contest.seconds:.2f} s", wall <= contest.seconds
        failed += not held
        print(
            f"| {contest.name} | {wall:.3f} | {median(r.cpu for r in taken):.3f}"
            f" | {median(r.memory for r in taken):.0f} | {wall / yardstick:.2f}"
            f" | {limit} | {('yes' if held else 'NO') if limit else ''} |"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
