"""docs/security.md tells the limits that the code has, and tests that exist."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from conftest import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text("utf-8")
ROW = re.compile(
    r"^\| [^|]+ \| (\d+) ?(s|KiB|MiB|Ki characters)? \| `([\w.]+)` \|$", re.MULTILINE
)
UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "Ki characters": 1 << 10}
ROWS = ROW.findall(TEXT)


def value(name: str) -> Any:
    """Return what a name stands for; of a class, the default of a field."""
    module, _, rest = name.rpartition(".")
    try:
        return getattr(import_module(module), rest)
    except ModuleNotFoundError:
        kind = value(module)
        return kind.__dataclass_fields__[rest].default


def test_the_table_is_read() -> None:
    table = TEXT.partition("## Limits")[2].partition("Artefacts that")[0]
    assert len(ROWS) == table.count("\n| ") - 1


@pytest.mark.parametrize(("number", "unit", "name"), ROWS, ids=[r[2] for r in ROWS])
def test_limits_are_those_of_the_code(number: str, unit: str, name: str) -> None:
    scale = 1 if name == "exporter.limits.MEMORY" else UNITS.get(unit, 1)
    assert value(name) == int(number) * scale


def test_tests_and_modules_that_are_named_exist() -> None:
    named = set(re.findall(r"`(test_\w+\.py)`", TEXT))
    assert named
    assert not [name for name in named if not (ROOT / "tests" / name).is_file()]
    functions = set(re.findall(r"`(test_\w+)(?:`|…)", TEXT))
    tests = "".join(path.read_text() for path in (ROOT / "tests").glob("test_*.py"))
    assert not [name for name in functions if f"def {name}" not in tests]
