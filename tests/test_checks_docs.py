"""The table of rules is sound, and docs/checks.md says what it says."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from exporter import checks
from exporter.checks.judges import JUDGES, PREFIXES

DOCUMENT = ROOT / "docs" / "checks.md"
MARK = "<!-- the table: tests/test_checks_docs.py, --update-golden -->\n"


def table() -> str:
    """Return the rules as the document shows them."""
    lines: list[str] = []
    for group, meaning in checks.GROUPS.items():
        lines += [f"\n### {group}", "", f"{meaning}.", ""]
        for rule in checks.rules().values():
            if rule.group == group:
                lines += [
                    f"**{rule.code}** ({rule.severity.value}): {rule.title}.",
                    f"{rule.why} To mend it: {rule.fix}. *{rule.source}*",
                    "",
                ]
    return "\n".join(lines).rstrip() + "\n"


def test_the_document_says_what_the_table_says(update_golden: bool) -> None:
    text = DOCUMENT.read_text("utf-8")
    before, _, after = text.partition(MARK)
    if update_golden:
        DOCUMENT.write_text(f"{before}{MARK}{table()}", "utf-8")
        after = table()
    assert after == table()


@pytest.mark.parametrize("rule", checks.rules().values(), ids=lambda rule: rule.code)
def test_each_rule_is_whole(rule: checks.Rule) -> None:
    assert re.fullmatch(r"[A-Z0-9]+\d{3}", rule.code)
    assert rule.group in checks.GROUPS
    assert rule.why.endswith(".")
    for text in (rule.title, rule.fix, rule.source):
        assert text
        assert not text.endswith(".")


def test_every_judge_is_told() -> None:
    text = DOCUMENT.read_text("utf-8")
    for name in (*(judge.name for judge in JUDGES), *PREFIXES):
        assert name in text
