"""Tables of a text: how wide they must be, and rows one below the other instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, repeat, zip_longest

from markupsafe import Markup

_READ = re.compile(r'<table(?: class="(wide)")?>(.*?)</table>', re.DOTALL)
_MEASURED = re.compile(r'<table[^>]*"--need: (\d+)">(.*?)</table>', re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MARKS = re.compile(r"<sup>.*?</sup>|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]|[^\s/\u200b-]+-?")
_GAP = 3
"""Letters that the space between two columns is as wide as."""
_MOST = 80
"""Letters that a page can have beside each other in a table."""


def measured(body: str) -> str:
    """Say of each table how many letters its columns need: ``--need`` of its style.

    A table that needs more than a page can have is of the class ``wide``.
    """
    return _READ.sub(_with_need, body) if "<table" in body else body


def stacked(body: str, room: int) -> Markup:
    """Turn tables that need more letters than there is room for into lists.

    A row becomes an item, a cell a paragraph that the name of its column begins.
    """

    def turned(table: re.Match[str]) -> str:
        fits = int(table[1]) <= room
        return table[0] if fits else "".join(_list(table[2]))

    return Markup(_MEASURED.sub(turned, body))


def _with_need(table: re.Match[str]) -> str:
    need = _need(_rows(table[2]))
    wide = ' class="wide"' if table[1] or need > _MOST else ""
    return f'<table{wide} style="--need: {need}">{table[2]}</table>'


def _rows(table: str) -> list[list[str]]:
    return [_CELL.findall(row) for row in _ROW.findall(table)]


def _need(rows: Sequence[Sequence[str]]) -> int:
    """Return the letters of the longest word of each column, and those of the gaps."""
    widths = [max(map(_longest, cells)) for cells in zip_longest(*rows, fillvalue="")]
    return sum(widths) + _GAP * (len(widths) - 1)


def _longest(cell: str) -> int:
    words = _WORD.findall(_TAG.sub(" ", cell))
    return max((len(word) + (word > "\u2e7f") for word in words), default=1)


def _list(table: str) -> Iterator[str]:
    rows = _rows(table)
    names = rows.pop(0) if "<thead>" in table else []
    yield '<ul class="rows">\n'
    for row in rows:
        yield "<li>\n"
        for name, cell in zip(chain(names, repeat("")), row, strict=False):
            label = f'<span class="column">{name}</span> ' if name else ""
            yield f"<p>{label}{cell}</p>\n" if cell else ""
        yield "</li>\n"
        names = [_MARKS.sub("", name) for name in names]  # no id is there twice
    yield "</ul>"
