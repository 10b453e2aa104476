"""Dumps: seconds and memory for a million records of JSON Lines.

The records are synthetic articles under the names of CC-News, the same for the same
seed: a thousand texts, again and again, with an address and a number of their own;
one in ten thousand is broken.
Each step is a fresh process: ``split`` parts the file, ``survey`` sums it up,
``inspect`` and ``plan`` do so by the command line.

Usage: dumps.py [--records N] [--only STEP]... [--seed N] [--folder DIR]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import corpus
from measure import FailedError, run

STEPS = ("split", "survey", "inspect", "plan")
MOST = 300
"""MiB that each step may take."""
_BROKEN, _TEXTS = 10_000, 1000
_SPLIT = "for item in items: pass"
_SURVEY = "from exporter.readers import survey; survey.survey(items)"
_SCRIPT = """
import sys
from pathlib import Path
from exporter.readers import records
with Path(sys.argv[1]).open("rb") as file:
    items = records.split(file, "dump.jsonl", "dump.jsonl", ())
    {}
"""


def lines(count: int, seed: int) -> Iterator[bytes]:
    """Yield records of about three thousand bytes, now and then a broken one."""
    texts = tuple(corpus.articles(_TEXTS, seed))
    for number in range(count):
        if number % _BROKEN == _BROKEN // 2:
            yield b'{"title": "cut off", "text": "The\n'
            continue
        item = texts[number % _TEXTS]
        record = {
            "title": f"{item.title} ({number})",
            "text": "\n".join(block.removeprefix("## ") for block in item.body),
            "domain": item.url.split("/")[2],
            "date": f"{item.day} 08:30:00",
            "description": item.standfirst,
            "url": f"{item.url}?n={number}",
            "image_url": None,
        }
        yield json.dumps(record).encode() + b"\n"


def main() -> int:
    """Write the dump, measure, print the table; return 1 if a step takes too much."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--only", action="append", choices=STEPS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the dump is written")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = Path(folder) / "dump.jsonl"
        with path.open("wb") as file:
            file.writelines(lines(options.records, options.seed))
        size = path.stat().st_size / 2**20
        print(f"{options.records} records, {size:.0f} MiB\n")
        print("| step | s | s of processor | peak MiB |\n|---|---|---|---|")
        # A broken record is told by the exit code of a command.
        code = int(options.records > _BROKEN // 2)
        found = [_row(step, path, code) for step in options.only or STEPS]
    return 0 if all(found) else 1


def _row(step: str, path: Path, code: int) -> bool:
    """Measure a step and print its row; tell whether it holds the limit.

    ``code`` is the exit code that commands should end with.
    """
    python = (sys.executable, "-c")
    commands = {
        "split": (*python, _SCRIPT.format(_SPLIT), path),
        "survey": (*python, _SCRIPT.format(_SURVEY), path),
        "inspect": (sys.executable, "-m", "exporter", "inspect", "--json", path),
        "plan": (sys.executable, "-m", "exporter", "build", "--dry-run", path),
    }
    try:
        expected = code if step in ("inspect", "plan") else 0
        took = run(commands[step], folder=path.parent, code=expected)
    except FailedError as error:
        print(f"| {step} | {error} | | |")
        return False
    print(f"| {step} | {took.wall:.1f} | {took.cpu:.1f} | {took.memory:.0f} |")
    return took.memory <= MOST


if __name__ == "__main__":
    sys.exit(main())
