"""The words of languages and of the trade, read from the data files beside."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("data")
_BLOCK = "'''"
Tree = dict[str, "str | Tree"]


@cache
def _file(name: str) -> Tree:
    return parse((_FOLDER / f"{name}.toml").read_text("utf-8"))


def parse(text: str) -> Tree:
    """Parse the little of TOML that the data files are written in.

    That is comments, tables of one level, and strings, those of several lines in
    three single quotes; tomllib reads the same, ten times as slowly.
    """
    tree: Tree = {}
    table = tree
    at = 0
    while at < len(text):
        end = text.index("\n", at)
        line, at = text[at:end], end + 1
        key, _, value = line.partition(" = ")
        if line.startswith("["):
            table = {}
            tree[line.strip("[]")] = table
        elif value == _BLOCK:
            end = text.index(_BLOCK, at)
            table[key.strip('"')] = text[at:end]
            at = end + len(_BLOCK)
        elif value and not line.startswith("#"):
            table[key.strip('"')] = value.strip('"')
    return tree


def _entry(path: str) -> str | Tree:
    name, *keys = path.split("/")
    found: str | Tree = _file(name)
    for key in keys:
        if isinstance(found, str):
            return ""
        found = found.get(key, "")
    return found


@cache
def keys(path: str) -> tuple[str, ...]:
    """Return the names in a table, as in ``languages/function-words``."""
    return tuple(_entry(path))


@cache
def words(path: str) -> frozenset[str]:
    """Return an entry's words: whatever white space separates."""
    found = _entry(path)
    return frozenset(found.split()) if isinstance(found, str) else frozenset()


@cache
def phrases(path: str) -> tuple[str, ...]:
    """Return an entry's phrases: one for each line that is not empty."""
    found = _entry(path)
    lines = found.splitlines() if isinstance(found, str) else ()
    return tuple(line.strip() for line in lines if line.strip())


@cache
def folded(path: str) -> frozenset[str]:
    """Return an entry's phrases without regard to case."""
    return frozenset(phrase.casefold() for phrase in phrases(path))


@cache
def leads(path: str) -> tuple[str, ...]:
    """Return an entry's phrases without regard to case, the longest first."""
    return tuple(sorted(folded(path), key=lambda phrase: (-len(phrase), phrase)))
