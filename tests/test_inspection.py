from __future__ import annotations

import json
from pathlib import Path

from exporter import readers
from exporter.inspection import article_json

UNKNOWN = {"value": None, "basis": "unknown", "rule": ""}


def test_facts_carry_value_basis_and_rule(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "date 2023-09\n\nBridge closed for a month\n\nBy Ana Example\n\n"
        "The bridge will be closed for a month, the council told The Guardian.\n",
        encoding="utf-8",
    )
    found = article_json(readers.read(path))
    assert found == {
        "title": {
            "value": "Bridge closed for a month",
            "basis": "stated",
            "rule": "headline",
        },
        "kicker": UNKNOWN,
        "standfirst": UNKNOWN,
        "published": {"value": "2023-09", "basis": "stated", "rule": "date-marker"},
        "updated": UNKNOWN,
        "language": {"value": "en", "basis": "inferred", "rule": "function-words"},
        "byline": {"value": ["Ana Example"], "basis": "stated", "rule": "byline"},
        "place": UNKNOWN,
        "agency": UNKNOWN,
        "source": {"name": UNKNOWN, "url": UNKNOWN},
        "publisher": UNKNOWN,
        "retrieved": UNKNOWN,
        "rights": UNKNOWN,
        "tags": {"value": [], "basis": "unknown", "rule": ""},
        "subheadings": [],
        "paragraphs": 1,
        "words": 21,
        "cited": [{"name": "The Guardian", "count": 1}],
        "boilerplate": [],
        "warnings": [],
    }
    assert json.loads(json.dumps(found)) == found


def test_unknown_byline_is_an_empty_list() -> None:
    found = article_json(readers.read_bytes(b"Rain again today.\n", "a.txt"))
    assert found["byline"] == {"value": [], "basis": "unknown", "rule": ""}
