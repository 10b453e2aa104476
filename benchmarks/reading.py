"""How well raw texts are read: right answers for each field over the corpus.

``python benchmarks/reading.py [--misses]`` prints a table, and on request each
miss with the golden value and the reader's. ``--pages [FOLDER]`` marks saved web
pages instead, beside trafilatura: see ``webpages.py``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from exporter import readers
from exporter.inspection import article_json

CORPUS = Path(__file__).parent.parent / "tests" / "corpus"


def compare() -> Iterator[tuple[str, str, object, object]]:
    """Yield case, field, golden value and the reader's for each field of each case."""
    for path in sorted(CORPUS.glob("*.txt")):
        golden = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found = json.loads(json.dumps(article_json(readers.read(path))))
        for field in golden:
            yield path.stem, field, golden[field], found.get(field)


def main(arguments: list[str]) -> int:
    """Print the table; return 1 if anything was misread."""
    if "--pages" in arguments:
        import webpages  # it needs trafilatura, which raw texts don't

        return webpages.main(arguments)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    misses = []
    for case, field, expected, found in compare():
        total[field] += 1
        right[field] += expected == found
        if expected != found:
            misses.append((case, field, expected, found))
    for field, count in total.items():
        print(
            f"{field:<12} {right[field]:>4} / {count:<4} {right[field] / count:>7.1%}"
        )
    whole = sum(total.values())
    print(
        f"{'all':<12} {sum(right.values()):>4} / {whole:<4} "
        f"{sum(right.values()) / max(whole, 1):>7.1%}"
    )
    for case, field, expected, found in misses if "--misses" in arguments else ():
        print(f"\n{case}: {field}")
        print(f"  golden {_plain(expected)}\n  reader {_plain(found)}")
    return 1 if misses else 0


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
