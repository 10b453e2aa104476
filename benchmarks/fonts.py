"""What variable fonts cost for each PDF, beside static instances cut once.

Both ways are taken in turn in one warm process, over the same article; the table
shows medians.

Usage: fonts.py [--rounds N]
"""

from __future__ import annotations

import argparse
import warnings
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from exporter import Edition, read
from exporter.composition import Composition, Medium
from exporter.fonts.instances import locate
from exporter.fonts.table import CORE
from exporter.layouts import find
from exporter.layouts.compose import compose
from exporter.writers import pdf

SAMPLE = Path(__file__).parent.parent / "content" / "articles" / "kyiv-visit.txt"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    warnings.simplefilter("ignore")
    static = compose(Edition.single(read(SAMPLE)), find("article"), Medium.PAGED)
    ways = {"static": static, "variable": _variable(static)}
    for composition in ways.values():
        pdf.write(composition)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, composition in ways.items():
            start = perf_counter()
            pdf.write(composition)
            times[name].append(perf_counter() - start)
    base = median(times["static"])
    print("| fonts | seconds for a PDF | ratio |\n|---|---:|---:|")
    for name, values in times.items():
        print(f"| {name} | {median(values):.3f} | {median(values) / base:.2f} |")


def _variable(composition: Composition) -> Composition:
    """Return the same pages, set from the variable files that the cuts come from."""
    sources = {}
    for cut in CORE:
        if not cut.only:
            sources[cut.family, cut.weight, cut.italic] = locate(cut)
    faces = []
    for face in composition.faces:
        source = sources.get((face.family, face.weight, face.italic))
        faces.append(replace(face, path=source, make=None) if source else face)
    return replace(composition, faces=tuple(faces))


if __name__ == "__main__":
    main()
