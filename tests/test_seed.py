from __future__ import annotations

import json
from pathlib import Path

import pytest

from exporter import readers
from exporter.inspection import article_json
from exporter.model import Basis

SAMPLES = Path(__file__).parent.parent.parent / "shared" / "samples"
pytestmark = pytest.mark.skipif(
    not (SAMPLES / "seed.txt").is_file(), reason="the samples lie outside the checkout"
)


def test_seed_is_read_as_its_golden_says() -> None:
    golden = json.loads((SAMPLES / "seed.json").read_text(encoding="utf-8"))
    article = readers.read(SAMPLES / "seed.txt")
    found = article_json(article)
    assert found["published"] == {**golden["published"], "rule": "date-marker"}
    assert article.title.basis is Basis.INFERRED
    assert article.title.rule == "opening-words"
    assert article.language.value == golden["language"]
    assert found["subheadings"] == golden["subheadings"]
    assert found["paragraphs"] == golden["paragraphs"]
    assert found["words"] == golden["words_without_marker"]
    assert {c.name: c.count for c in article.cited} == golden["cited"]
    assert article.byline.basis is Basis.UNKNOWN
    assert article.place.basis is Basis.UNKNOWN
    assert article.source.url.basis is Basis.UNKNOWN
    assert article.source.publisher.basis is Basis.UNKNOWN
    assert found["boilerplate"] == []
    assert found["warnings"] == []


def test_seed_says_its_words_in_order() -> None:
    from xml.etree import ElementTree

    article = readers.read(SAMPLES / "seed.txt")
    body = ElementTree.fromstring(f"<div>{article.body}</div>")
    source = (SAMPLES / "seed.txt").read_text(encoding="utf-8")
    marker = ["date", "2022-04-25"]
    assert marker + " ".join(body.itertext()).split() == source.split()
