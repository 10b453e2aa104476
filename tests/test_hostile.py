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

import pikepdf
from hostile import bombs, characters, code, made, outside, shapes
from hostile.artefacts import Artefact, opened
from hostile.case import CANARY, SIZE, Case
from hostile.desk import CANARIES, Desk
from tripping import PDF, body, rewrite

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
    opened: dict[str, Artefact] = field(default_factory=dict)

    def artefacts(self, case: Case) -> Iterator[Artefact]:
        """Yield what was made of a case; each file is opened once."""
        for event in self.events[case.name]:
            for name in event.get("artefacts", ()):
                if name not in self.opened:
                    self.opened[name] = opened(self.folder / name)
                yield self.opened[name]


def built(desk: Desk) -> Run:
    """Build all cases, offline, beside the canary."""
    events: dict[str, list[dict[str, Any]]] = {case.name: [] for case in CASES}
    log = ""
    for paged, formats in ((True, ("pdf", "epub")), (False, ("epub",))):
        names = [n for case in CASES if case.paged is paged for n in desk.put(case)]
        result = desk.build(*LIMITS, *(f"--to={name}" for name in formats), *names)
        assert result.code == (1 if paged else 0)
        log += result.err
    for line in log.splitlines():
        event = json.loads(line)  # nothing else is said, by no library
        if event["event"] in ("built", "failed"):
            events[Path(event["input"]).parts[1]].append(event)
    assert CANARY not in log
    return Run(folder=desk.project.folder, events=events)


def complaints(run: Run, case: Case) -> Iterator[str]:
    """Yield in what an outcome is another than is expected."""
    events = run.events[case.name]
    statuses = Counter(event["event"] for event in events)
    reasons = " ".join(event.get("message", "") for event in events)
    if (statuses["built"], statuses["failed"]) != (case.built, case.failed):
        yield f"{dict(statuses)} {reasons[:200]}"
    told = {w["code"] for event in events for w in event["warnings"]}
    if not case.told <= told:
        yield f"notices {told}"
    if "broke off" in reasons or not all(phrase in reasons for phrase in case.says):
        yield reasons[:200]
    for artefact in run.artefacts(case):
        yield from (f"{artefact.path.name}: {one}" for one in seen(artefact, case))


def seen(artefact: Artefact, case: Case) -> Iterator[str]:
    """Yield what an artefact lacks, and what it should not have."""
    at = 0
    for word in case.shows:
        at = artefact.text.find(word, at)
        if at < 0:
            yield f"no {word!r}"
            break
    for never in case.never:
        yield from (
            f"{never!r} in {n}" for n, p in artefact.parts.items() if never in p
        )
    yield from (f"canary in {name}" for name in artefact.leaks())
    yield from (f"acts: {what}" for what in artefact.acts())


def left_over(run: Run) -> set[Path]:
    """Return files of the run that nobody was told of."""
    found = {path.relative_to(run.folder) for path in (run.folder / "dist").iterdir()}
    listed = {
        Path(a) for some in run.events.values() for e in some for a in e["artefacts"]
    }
    rest = {path for path in found ^ listed if not path.name.startswith(".exporter")}
    mine = {"content", "dist", *CANARIES}
    return rest | {path for path in run.folder.iterdir() if path.name not in mine}


def test_the_names_of_cases_are_their_own() -> None:
    names = Counter(case.name for case in CASES)
    assert [name for name, count in names.items() if count > 1] == []
    assert len(CASES) >= 80


def test_each_has_its_outcome(tmp_path: Path) -> None:
    """In one test, since processes that share the tests would each build them all."""
    run = built(Desk(tmp_path))
    found = {case.name: list(complaints(run, case)) for case in CASES}
    assert {name: list(said) for name, said in found.items() if said} == {}
    assert left_over(run) == set()


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


def test_what_leaks_or_acts_is_seen(tmp_path: Path) -> None:
    """The looks that find nothing above find what is there."""
    desk = Desk(tmp_path)
    text = f"# Bridge\n\n{CANARY} opened.\n\n![A map](map.png)\n"
    desk.project.write("content/a.md", text)
    desk.project.write("content/map.png", made.png(*SIZE))
    assert desk.build("content").code == 0
    folder = desk.project.folder / "dist"
    for suffix in ("pdf", "epub"):
        artefact = opened(folder / f"a.{suffix}")
        assert {"text", "image"} < set(artefact.leaks())
        assert artefact.originals
        assert artefact.acts() == []
    markup = '<p onclick="x"><script>x</script><a href="javascript:x">a</a></p>'
    book = rewrite(folder / "a.epub", folder / "b.epub", body(markup))
    assert len(opened(book).acts()) == 3
    with pikepdf.open(folder / "a.pdf") as pdf:
        PDF["FILE006"](pdf)
        pdf.save(folder / "b.pdf")
    assert opened(folder / "b.pdf").acts()
