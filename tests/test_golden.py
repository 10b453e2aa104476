"""Whole articles, built by the real pipeline, against what was once found good.

``pytest --update-golden`` writes the expected files anew; read their diff then.
"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest
from golden.cases import CASES, FOLDER, OF_FONTS, golden, outputs

NAMES = ("chapter.xhtml", "inspect.json", "nav.xhtml", "outline.json", "package.opf",
         "pdf.txt", "warnings.txt")  # fmt: skip


def expected(case: str) -> Path:
    return FOLDER / case / "out"


def strange(case: str) -> list[Path]:
    """Return the expected files of a case that nothing is compared with."""
    found = sorted(path for path in expected(case).rglob("*") if path.is_file())
    return [path for path in found if path.parent != expected(case)
            or path.name not in NAMES]  # fmt: skip


def skip_without_fonts(case: str, name: str) -> None:
    missing = golden(case).lacking() if name in OF_FONTS else []
    if missing:
        pytest.skip(f"no font for {', '.join(missing)}")


def test_there_are_cases() -> None:
    folders = [p.name for p in FOLDER.iterdir() if p.is_dir() and p.name[:1] != "_"]
    assert sorted(folders) == CASES
    assert len(CASES) >= 9


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("case", CASES)
def test_output_is_the_expected_one(case: str, name: str, update_golden: bool) -> None:
    skip_without_fonts(case, name)
    text, path = outputs(case)[name], expected(case) / name
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    if not path.is_file():
        pytest.fail(f"{path} is missing: pytest --update-golden", pytrace=False)
    wanted = path.read_bytes().decode()
    if text != wanted:
        sides = wanted.splitlines(), text.splitlines()
        label = f"{case}/{name}"
        diff = unified_diff(*sides, f"{label} expected", f"{label} found", lineterm="")
        pytest.fail("\n".join(diff) or "they differ in line ends", pytrace=False)


@pytest.mark.parametrize("case", CASES)
def test_no_expected_file_is_unused(case: str, update_golden: bool) -> None:
    if update_golden:
        for path in strange(case):
            path.unlink()
    assert strange(case) == []


@pytest.mark.parametrize("case", CASES)
def test_no_input_is_unused(case: str) -> None:
    folder = (FOLDER / case / "in").resolve()
    files = {path for path in folder.rglob("*") if path.is_file()}
    assert files == golden(case).ingredients
