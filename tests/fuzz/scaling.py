"""Looks for input that takes a reader more than its share: ``scaling.py [READER…]``.

Each word that means something is repeated to 16, 32 and 64 KiB, alone and after a
sentence. Shown is what takes more than three times as long when it is twice as long,
with the lines of Python executed, which no other load on the machine can change.
Time is processor time: a regular expression that backtracks executes no lines.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from fuzz import readings
from fuzz.kind import Kind
from fuzz.kinds import KINDS

from exporter.errors import ExporterError

SIZES = (16 * 1024, 32 * 1024, 64 * 1024)
FACTOR, LEAST = 3.0, 0.1
"""Growth that is worth a line, and seconds below which nothing is."""
LIMIT = 20.0
"""Seconds after which no larger size is tried."""


def main(names: list[str]) -> int:
    """Print what grows too fast; return how many that are."""
    found = 0
    for name in names or list(KINDS):
        with tempfile.TemporaryDirectory() as folder:
            readings.prepare(Path(folder))
            for row in _rows(KINDS[name], Path(folder)):
                sys.stdout.write(f"{name:10}{row}\n")
                found += 1
    return found


def _rows(kind: Kind, folder: Path) -> list[str]:
    rows = []
    for unit in dict.fromkeys((*kind.words, *(f"a{word}" for word in kind.words))):
        times, sizes = [], []
        for size in SIZES:
            data = _repeated(kind, unit, size)
            start = time.process_time()
            _read(kind, data, folder)
            times.append(time.process_time() - start)
            sizes.append(len(data))
            if times[-1] > LIMIT:
                break
        if times[-1] > LEAST and times[-1] > FACTOR * times[-2]:
            shown = " ".join(f"{t:7.2f} s" for t in times)
            rows.append(
                f"{unit!r:40} {shown}  lines ×{_growth(kind, unit, folder):.1f}"
            )
    return rows


def _repeated(kind: Kind, unit: str, size: int) -> bytes:
    one = unit.encode("utf-8", "replace")
    before, after = (part.encode() for part in kind.frame)
    return before + one * (size // len(one)) + after


def _read(kind: Kind, data: bytes, folder: Path) -> None:
    try:
        kind.read(data, folder)
    except ExporterError:
        return


def _growth(kind: Kind, unit: str, folder: Path) -> float:
    """Return how many times more lines are executed for twice the input."""
    counts = []
    for size in (4096, 8192):
        data = _repeated(kind, unit, size)
        counts.append(_lines(lambda data=data: _read(kind, data, folder)))
    return counts[1] / counts[0]


def _lines(run: Callable[[], None]) -> int:
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(None)
    return count


if __name__ == "__main__":
    count = main(sys.argv[1:])
    sys.stdout.write(f"{count} inputs grow faster than their size\n")
