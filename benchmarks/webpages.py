"""How well saved web pages are read, beside trafilatura alone.

``python benchmarks/reading.py --pages [FOLDER] [--misses]`` prints a Markdown table,
and on request each field that fell short. A folder has pages ``NAME.html`` with gold
``NAME.json``, as ``tests/pages`` has; keys that are missing are not marked.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean

import trafilatura

TESTS = Path(__file__).parent.parent / "tests"
sys.path.append(str(TESTS))

import webgold  # noqa: E402  (the tests and this table mark alike)

Reader = Callable[[Path], webgold.Reading]
FIELDS = (
    "title",
    "published",
    "published, moment",
    "no published",
    "updated",
    "updated, moment",
    "no updated",
    "byline",
    "byline F1",
    "no byline",
    "publisher",
    "no publisher",
    "language",
    "standfirst",
    "no standfirst",
    "text precision",
    "text recall",
    "text F1",
    "text opening",
    "text clean",
)
"""The rows of the table, in order."""


def baseline(page: Path) -> webgold.Reading:
    """Read a page by trafilatura alone, as it comes, with the page's address."""
    address = webgold.load(page).get("url")
    found = trafilatura.bare_extraction(
        page.read_bytes(), url=address, with_metadata=True
    )
    if found is None or isinstance(found, dict):
        return webgold.Reading()
    return webgold.Reading(
        title=found.title,
        published=found.date,
        byline=tuple(filter(None, (found.author or "").split("; "))),
        publisher=found.sitename,
        language=found.language,
        standfirst=found.description,
        text=found.text or "",
    )


def score(
    folder: Path, reader: Reader = webgold.ours
) -> dict[str, list[tuple[str, webgold.Mark]]]:
    """Mark a reader on each page of a folder: field -> (page, mark)."""
    marks: dict[str, list[tuple[str, webgold.Mark]]] = {field: [] for field in FIELDS}
    for page in sorted(folder.glob("*.html")):
        if page.with_suffix(".json").exists():
            for mark in webgold.marks(webgold.load(page), reader(page)):
                marks.setdefault(mark.field, []).append((page.stem, mark))
    return {field: found for field, found in marks.items() if found}


def table(folder: Path) -> Iterator[str]:
    """Yield the lines of a Markdown table: ours beside the baseline's."""
    ours, theirs = score(folder), score(folder, baseline)
    yield "| field | pages | exporter | trafilatura |"
    yield "|---|---:|---:|---:|"
    for field, found in ours.items():
        values = (_share(found), _share(theirs[field]))
        yield f"| {field} | {len(found)} | {values[0]} | {values[1]} |"


def _share(found: list[tuple[str, webgold.Mark]]) -> str:
    return f"{mean(mark.value for _, mark in found):.1%}"


def misses(folder: Path, reader: Reader = webgold.ours) -> Iterator[str]:
    """Yield what fell short, with the gold and what was found."""
    for field, found in score(folder, reader).items():
        if field in ("text precision", "text recall", "byline F1"):
            continue  # said by "text F1" and "byline"
        for page, mark in found:
            if mark.value < (0.95 if field == "text F1" else 1):
                yield f"{page}: {field} {mark.value:.2f}"
                yield f"  gold  {json.dumps(mark.gold, ensure_ascii=False)}"
                yield f"  found {json.dumps(mark.found, ensure_ascii=False)}"


def main(arguments: list[str]) -> int:
    """Print the table, and with ``--misses`` what fell short of whom."""
    logging.disable(logging.CRITICAL)  # trafilatura tells of pages it gives up
    names = [argument for argument in arguments if not argument.startswith("-")]
    folder = Path(names[0]) if names else TESTS / "pages"
    print("\n".join(table(folder)))
    if "--misses" in arguments:
        reader = baseline if "--baseline" in arguments else webgold.ours
        print("\n".join(("", *misses(folder, reader))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
