"""Inputs that mean harm, each with its outcome: one run of all, and what it left.

Nothing hangs, connects, breaks the run off, shows a file from elsewhere, or puts into
an artefact what acts. The tables are in ``tests/hostile``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hostile import bombs, characters, code, outside, shapes
from hostile.artefacts import Artefact, opened
from hostile.case import CANARY, Case
from hostile.desk import CANARIES, Desk

CASES = tuple(
    case for table in (outside, bombs, shapes, characters, code) for case in table.CASES
)
ENDED = "took longer than its|more than its|larger than|more than .* elements"
LIMITS = ("--time-limit", "60", "--memory-limit", "1200")


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a run said of each case, by its name, and the folder of what it made."""

    folder: Path
    events: dict[str, list[dict[str, Any]]]
    log: str
    opened: dict[str, Artefact] = field(default_factory=dict)

    def artefacts(self, case: Case) -> Iterator[Artefact]:
        """Yield what was made of a case; each file is opened once."""
        for event in self.events[case.name]:
            for name in event.get("artefacts", ()):
                if name not in self.opened:
                    self.opened[name] = opened(self.folder / name)
                yield self.opened[name]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Build all cases at once, offline, beside the canary."""
    desk = Desk(tmp_path_factory.mktemp("hostile"))
    events: dict[str, list[dict[str, Any]]] = {case.name: [] for case in CASES}
    log = ""
    for paged, formats in ((True, ("pdf", "epub")), (False, ("epub",))):
        names = [n for case in CASES if case.paged is paged for n in desk.put(case)]
        to = [f"--to={name}" for name in formats]
        result = desk.build(*LIMITS, *to, *names)
        assert result.code == 1 or not paged
        assert "Connecting" not in result.err
        log += result.err
    for line in log.splitlines():
        event = json.loads(line)  # nothing else is said, by no library
        if event["event"] in ("built", "failed"):
            events[Path(event["input"]).parts[1]].append(event)
    return Run(folder=desk.project.folder, events=events, log=log)


def test_nothing_is_left_half_written(run: Run) -> None:
    found = {path.relative_to(run.folder) for path in (run.folder / "dist").iterdir()}
    listed = {
        Path(name)
        for events in run.events.values()
        for event in events
        for name in event.get("artefacts", ())
    }
    assert {path for path in found if not path.name.startswith(".exporter")} == listed
    assert {path.name for path in run.folder.iterdir()} <= {
        "content", "dist", *CANARIES,
    }  # fmt: skip


def test_the_names_of_cases_are_their_own() -> None:
    names = Counter(case.name for case in CASES)
    assert [name for name, count in names.items() if count > 1] == []
    assert len(CASES) >= 80


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_has_its_outcome(run: Run, case: Case) -> None:
    events = run.events[case.name]
    statuses = Counter(event["event"] for event in events)
    reasons = " ".join(event.get("message", "") for event in events)
    assert (statuses["built"], statuses["failed"]) == (case.built, case.failed), reasons
    told = {w["code"] for event in events for w in event["warnings"]}
    assert case.told <= told
    assert "broke off" not in reasons
    for phrase in case.says:
        assert phrase in reasons
    for artefact in run.artefacts(case):
        text = artefact.text
        for word in case.shows:
            assert word in text, artefact.path.name
            text = text[text.index(word) + len(word) :]
        for never in case.never:
            assert [n for n, part in artefact.parts.items() if never in part] == []


def test_nothing_of_elsewhere_is_shown(run: Run) -> None:
    assert CANARY not in run.log
    for case in CASES:
        for artefact in run.artefacts(case):
            assert artefact.leaks() == [], artefact.path.name


def test_nothing_acts(run: Run) -> None:
    for case in CASES:
        for artefact in run.artefacts(case):
            assert artefact.acts() == [], artefact.path.name


def test_what_is_large_is_built_or_ended_alone(tmp_path: Path) -> None:
    """A legal text of any size: whole, or a clear error; its neighbours are built."""
    desk = Desk(tmp_path)
    for name, (suffix, make) in shapes.LARGE.items():
        desk.project.write(f"content/{name}.{suffix}", make())
    desk.project.write("content/small.txt")
    limits = ("--time-limit=4", "--memory-limit=800")
    result = desk.build(*limits, "--to=epub", "content")
    events = [json.loads(line) for line in result.err.splitlines()]
    found = {Path(e["input"]).stem: e for e in events if e["event"] != "summary"}
    assert set(found) == {*shapes.LARGE, "small"}
    assert found["small"]["event"] == "built"
    for name, event in found.items():
        if event["event"] == "failed":
            assert re.search(ENDED, event["message"]), name
