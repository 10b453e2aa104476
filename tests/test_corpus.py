from __future__ import annotations

import json
from pathlib import Path

import pytest

from exporter import readers
from exporter.inspection import article_json

CORPUS = Path(__file__).parent / "corpus"
CASES = sorted(CORPUS.glob("*.txt"))


def test_corpus_is_as_large_as_promised() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_text_is_read_as_a_careful_person_reads_it(path: Path) -> None:
    golden = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert article_json(readers.read(path)) == golden


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden_names_every_field_in_order(path: Path) -> None:
    golden = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert list(golden) == list(article_json(readers.read(path)))
