"""The few words that readers must add, in the language of the article."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


def notes(language: str) -> str:
    """Return the label of the notes at the end, in English if need be."""
    return _phrase("notes", language)


def no_alt(language: str) -> str:
    """Return what stands for a missing description of an image."""
    return _phrase("no-alt", language)


def _phrase(name: str, language: str) -> str:
    phrases = _load()[name]
    return phrases.get(language.split("-")[0].lower(), phrases["en"])


@cache
def _load() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("data") / "phrases.toml"
    return tomllib.loads(path.read_text("utf-8"))
