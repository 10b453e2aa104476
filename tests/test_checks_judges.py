"""Judges from outside: their reports become findings, their failures are told."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import books
import pikepdf
import pytest
from conftest import ROOT, Project
from files import PACKAGE, book, portable
from tripping import sub

from exporter.checks import Severity
from exporter.checks.judges import (
    JUDGES,
    PREFIXES,
    Verdict,
    ace,
    epubcheck,
    judge,
    validation,
    verapdf,
)
from exporter.checks.judges.claims import claimed

LIMIT = 120


def program(folder: Path, name: str, script: str) -> None:
    """Put a program that stands in for a judge on the path."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{script}", "utf-8")
    path.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that is searched for programs first."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    return folder


def pdf(tmp_path: Path) -> Path:
    """Return a PDF that claims PDF/A-3a and PDF/UA-1, and is neither."""
    return portable(tmp_path / "a.pdf", books.book().metadata)


def rule(**changes: object) -> dict[str, object]:
    """Return a broken rule as veraPDF writes it."""
    known = {
        "ruleStatus": "FAILED",
        "specification": "ISO 14289-1:2014",
        "clause": "7.1",
        "testNumber": 8,
        "status": "failed",
        "description": "The Catalog shall contain Metadata",
        "checks": [{"status": "failed", "context": "root", "errorMessage": "no\n key"}],
    }
    return {**known, **changes}


def report(*rules: dict[str, object], old: bool = False) -> dict[str, object]:
    result = {"details": {"ruleSummaries": list(rules)}}
    return {"report": {"jobs": [{"validationResult": result if old else [result]}]}}


@pytest.mark.parametrize("old", [True, False])
def test_verapdf_s_report(old: bool) -> None:
    told = report(rule(), rule(status="passed"), rule(checks=None), old=old)
    assert [(f.code, f.message) for f in verapdf.findings(told)] == [
        ("VERAPDF:7.1-8", "no key (ISO 14289-1:2014)"),
        ("VERAPDF:7.1-8", "The Catalog shall contain Metadata (ISO 14289-1:2014)"),
    ]


def test_verapdf_is_asked_for_each_claim(path: Path, tmp_path: Path) -> None:
    told = json.dumps(report(rule(testNumber="%")))
    script = f"import sys\nprint({told!r}.replace('%', sys.argv[4]))\n"
    program(path, "verapdf", script)
    verdict = verapdf.ask(pdf(tmp_path), LIMIT)
    assert [found.code for found in verdict.findings] == [
        "VERAPDF:7.1-3a",
        "VERAPDF:7.1-ua1",
    ]


@pytest.mark.parametrize(
    ("script", "limit", "note"),
    [
        ("", LIMIT, "failed: it left no report"),
        ("print('[')", LIMIT, "failed: it left no report"),
        ("print('{}')", LIMIT, "its report is of a form that exporter doesn't know"),
        ('print(\'{"report": {"jobs": [{}]}}\')', LIMIT, "could not read the file"),
        ("import time; time.sleep(60)", 0.5, "stopped after 0.5 seconds"),
    ],
)
def test_a_judge_that_fails_did_not_run(
    script: str, limit: float, note: str, path: Path, tmp_path: Path
) -> None:
    program(path, "verapdf", script)
    verdict = verapdf.ask(pdf(tmp_path), limit)
    assert not verdict.ran
    assert verdict.findings == ()
    assert note in verdict.note


def test_a_judge_s_children_end_with_it(path: Path, tmp_path: Path) -> None:
    """Ace starts a browser, which must not outlive its time."""
    late = tmp_path / "late"
    child = f"import time; time.sleep(2); open({str(late)!r}, 'w')"
    script = (
        "import subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(60)\n"
    )
    program(path, "ace", script)
    verdict = ace.ask(book(tmp_path / "a.epub", books.plain()), 1)
    assert verdict.note == "stopped after 1 seconds"
    wait = "import time; time.sleep(2.5)"
    os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", wait])
    assert not late.exists()


def test_ace_s_report() -> None:
    test = {"earl:impact": "serious", "dct:title": "epub-lang", "help": {"url": "h"}}
    failed = {"earl:outcome": "fail", "dct:description": "no\n lang"}
    told = {
        "assertions": [
            {
                "earl:testSubject": {"url": "a.xhtml"},
                "assertions": [
                    {"earl:test": test, "earl:result": failed},
                    {"earl:test": test, "earl:result": {"earl:outcome": "pass"}},
                ],
            }
        ]
    }
    (found,) = ace.findings(told)
    assert (found.code, found.where, found.message) == (
        "ACE:epub-lang",
        "a.xhtml",
        "no lang",
    )
    assert found.severity is Severity.ERROR


def test_epubcheck_s_report() -> None:
    message: dict[str, Any] = {
        "ID": "RSC-005",
        "severity": "ERROR",
        "message": "wrong",
        "suggestion": None,
        "locations": [{"path": "a.xhtml", "line": 3, "column": 1}],
    }
    general = {**message, "severity": "USAGE", "locations": []}
    found = list(epubcheck.findings({"messages": [message, general]}))
    assert [(f.code, f.where, f.severity) for f in found] == [
        ("EPUBCHECK:RSC-005", "a.xhtml:3", Severity.ERROR),
        ("EPUBCHECK:RSC-005", "", Severity.NOTE),
    ]


def test_page_validation_finds_what_is_claimed_and_isn_t(tmp_path: Path) -> None:
    verdict = validation.ask(pdf(tmp_path), LIMIT)
    assert verdict.ran
    codes = {found.code for found in verdict.findings}
    assert "PAGE:PDFUA1-TAGGED-DOCUMENT-001" in codes


def test_who_claims_nothing_is_not_judged(tmp_path: Path) -> None:
    name = tmp_path / "a.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(name)
    assert claimed(name) == ()
    verdicts = judge(name, "pdf", LIMIT)
    assert Verdict(judge=validation.NAME, ran=False, note=validation.NONE) in verdicts


def test_claims_are_read_from_the_packet(tmp_path: Path) -> None:
    assert claimed(pdf(tmp_path)) == ("3a", "ua1")


def test_prefixes_are_those_of_all_judges() -> None:
    assert len(PREFIXES) == len(JUDGES)


@pytest.mark.validators
def test_epubcheck_itself(tmp_path: Path) -> None:
    broken = sub(PACKAGE, "<dc:language>[^<]*", "<dc:language>")
    verdict = epubcheck.ask(book(tmp_path / "a.epub", books.plain(), broken), LIMIT)
    assert verdict.ran, verdict.note
    assert "EPUBCHECK:RSC-005" in {found.code for found in verdict.findings}
    sound = epubcheck.ask(book(tmp_path / "b.epub", books.plain()), LIMIT)
    assert (sound.ran, sound.findings) == (True, ())


@pytest.mark.validators
def test_ace_itself(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ace has no command here, so that one is made of its parts."""
    node = shutil.which("node")
    script = (
        "import os, sys\n"
        f"node, ace = {node!r}, {str(ROOT / '.ci' / 'ace.cjs')!r}\n"
        "_, _, folder, _, _, book = sys.argv\n"
        "os.execv(node, [node, ace, book, folder])\n"
    )
    program(path, "ace", script)
    monkeypatch.setenv("PUPPETEER_EXECUTABLE_PATH", "/usr/bin/chromium")
    silent = sub(PACKAGE, "<meta[^>]*accessibilitySummary[^<]*</meta>", "")
    verdict = ace.ask(book(tmp_path / "a.epub", books.plain(), silent), LIMIT)
    assert verdict.ran, verdict.note
    assert {found.code for found in verdict.findings} == {
        "ACE:metadata-accessibilitysummary"
    }


@pytest.mark.validators
def test_all_judges_agree_on_a_sound_artefact(project: Project) -> None:
    project.write("bridge.txt")
    assert project.run("build", "bridge.txt").code == 0
    names = ("dist/bridge.epub", "dist/bridge.pdf")
    result = project.run("check", "--format", "json", "--strict", *names)
    told = json.loads(result.out)
    assert result.code == 0, result.out
    ran = {j["name"] for file in told["files"] for j in file["judges"] if j["ran"]}
    assert {"EPUBCheck", "page-validation"} <= ran
