"""Checks the shape of the code: what ruff, mypy and import-linter don't see.

Prints each finding as ``place: finding`` and exits with 1 if there is any.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
LINES, MEDIAN = 300, 120
NAMELESS = {"utils", "helpers", "common", "misc", "core"}
HEAVY = ("weasyprint", "ebooklib", "babel", "lxml", "jinja2", "PIL", "fontTools")
ASKING = re.compile(r"os\.environ(?!\[[^]]+\] = )|getenv")  # telling others is fine
CONNECTING = re.compile(
    r"^\s*(?:import|from) (?:socket|ssl|http\.client|urllib\.request|ftplib|smtplib"
    r"|asyncio|requests|httpx|urllib3)\b",
    re.MULTILINE,
)
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b(?P<rest>.*)")
REASONED = re.compile(r"(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\])\s*\S.*\w")
# Put together here, so that this file is not its own finding.
PLACES = re.compile(
    "|".join(
        (
            r"pypi\.(?:org|io)",
            r"files\.python" + "hosted",
            r"registry\.npm" + "js",
            r"deb\.debian" + r"\.org",
            r"(?<![\w.~/-])/(?:work|root|home)/" + r"(?!reader\b|exporter\b)\w",
        )
    )
)


def main() -> int:
    """Run every check; return an exit code."""
    checks = (sizes, names, environment, network, engines, suppressions, mocks, starts)
    findings = [text for check in (*checks, places, changelog) for text in check()]
    for finding in findings:
        print(finding)
    print(f"shape.py: {len(findings)} findings")
    return 1 if findings else 0


def _sources(folder: str = "exporter") -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def sizes() -> Iterator[str]:
    """A module has at most 300 lines, and the median has at most 120."""
    lengths = {name: len(text.splitlines()) for name, text in _sources()}
    for name, length in lengths.items():
        if length > LINES:
            yield f"{name}: {length} lines, more than {LINES}: split it by noun"
    middle = median(lengths.values())
    if middle > MEDIAN:
        yield f"exporter: the median module has {middle} lines, more than {MEDIAN}"


def names() -> Iterator[str]:
    """A module is called after the thing it holds."""
    for name, _ in _sources():
        if NAMELESS & {Path(name).stem, *Path(name).parts}:
            yield f"{name}: name it after the thing"


def environment() -> Iterator[str]:
    """Only exporter.config asks the environment."""
    for name, text in _sources():
        if name != "exporter/config.py" and ASKING.search(text):
            yield f"{name}: asks the environment, which is config.py's task"


def network() -> Iterator[str]:
    """Only exporter.fetching opens connections."""
    for name, text in _sources():
        if not name.startswith("exporter/fetching/") and CONNECTING.search(text):
            yield f"{name}: connects, which is fetching's task"


def engines() -> Iterator[str]:
    """An engine imported by name is still its writer's own (lint-imports can't see)."""
    for name, text in _sources():
        for module in re.findall(r"import_module\(\s*[\"'](\w+)", text):
            if module in HEAVY and name != "exporter/writers/engine.py":
                yield f"{name}: imports {module}"


def suppressions() -> Iterator[str]:
    """Each suppression names its rule and its reason; a broad except has none."""
    folders = ("exporter", "tests", "benchmarks", ".ci")
    for name, text in (source for folder in folders for source in _sources(folder)):
        for number, line in enumerate(text.splitlines(), 1):
            found = SUPPRESSION.search(line)
            if found and "re.compile" not in line:
                if not REASONED.match(found["rest"]):
                    yield f"{name}:{number}: a suppression without rule or reason"
                if "BLE001" in found["rest"]:
                    yield f"{name}:{number}: a broad except"


def mocks() -> Iterator[str]:
    """Tests use real files and processes."""
    for name, text in _sources("tests"):
        if re.search(r"unittest\.mock|\bmocker\b", text):
            yield f"{name}: mocks"


def starts() -> Iterator[str]:
    """The command line starts without an engine."""
    program = (
        "import sys; from exporter.cli import run; run(['--help']);"
        f"print(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode or result.stderr.strip():
        yield f"exporter --help: imports {result.stderr.strip()}"


def places() -> Iterator[str]:
    """No file names a package registry or a folder of some machine."""
    for name in _git("ls-files", "-co", "--exclude-standard").splitlines():
        path = ROOT / name
        if not path.is_file() or name.endswith((".png", ".jpg", ".pdf", ".epub")):
            continue
        text = path.read_text("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if found := PLACES.search(line):
                yield f"{name}:{number}: names {found[0]}"


def changelog() -> Iterator[str]:
    """The changelog has this version or news, and a change of the product is news."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    version = re.search(
        r'^VERSION = "(.+)"', (ROOT / "exporter/version.py").read_text("utf-8"), re.M
    )
    if version is None or f"## [{version[1]}]" not in text:
        yield "CHANGELOG.md: says nothing of the version of exporter/version.py"
    if "## [Unreleased]" not in text:
        yield "CHANGELOG.md: has no section Unreleased"
    base = _git("merge-base", "HEAD", "origin/HEAD").strip()
    changed = _git("diff", "--name-only", base, "HEAD").split() if base else []
    product = any(name.startswith(("exporter/", "templates/")) for name in changed)
    if product and "CHANGELOG.md" not in changed:
        yield "CHANGELOG.md: exporter changed, and its users are not told"


def _git(*arguments: str) -> str:
    """Return what git says; nothing if it can't, as outside a repository."""
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
