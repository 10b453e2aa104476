"""The body of an article in runs: text for columns, and blocks that go across them.

WeasyPrint 70 can't do this by ``column-span``: what follows a spanning block at the
foot of a page may be lost, and one that is taller than its room is cut off.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from markupsafe import Markup

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_ROOT = b"<body>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Neighbours in a body: ``across`` all columns, or in them."""

    html: Markup
    across: bool


@dataclass(slots=True)
class _Block:
    """An element right in the body: where it starts, what it is and holds."""

    start: int
    name: str
    is_wide: bool
    cells: int = 0
    rows: int = 0


def runs(body: str, across: Collection[str] = (), cells: int = 2) -> list[Run]:
    """Return the runs of a body, which is XHTML, in order; joined they are the body.

    ``across`` names elements, or "lead" for a picture before all text. Tables of more
    than so many ``cells`` in a row go across, too, and a heading goes with what
    follows it.
    """
    data = body.encode()
    blocks = _blocks(data)
    wide = [_goes_across(block, at, across, cells) for at, block in enumerate(blocks)]
    for at in range(len(blocks) - 2, -1, -1):
        wide[at] |= blocks[at].name in _HEADINGS and wide[at + 1]
    starts = [at for at in range(1, len(blocks)) if wide[at] or wide[at - 1]]
    starts = [at for at in starts if not _continues(blocks, wide, at)]
    edges = [0, *starts, len(blocks)] if blocks else [0]
    offsets = [0, *(blocks[at].start for at in starts), len(data)]
    return [
        Run(html=Markup(data[low:high].decode()), across=bool(wide) and wide[at])
        for at, low, high in zip(edges, offsets, offsets[1:], strict=False)
        if data[low:high].strip()
    ]


def _goes_across(block: _Block, at: int, names: Collection[str], cells: int) -> bool:
    if block.name == "figure" and at == 0 and "lead" in names:
        return True
    return block.name in names or block.is_wide or block.cells > cells


def _continues(blocks: list[_Block], wide: list[bool], at: int) -> bool:
    """Tell whether a block stays with the heading that leads to it."""
    return wide[at] and wide[at - 1] and blocks[at - 1].name in _HEADINGS


def _blocks(data: bytes) -> list[_Block]:
    return list(_Scanner().read(data))


class _Scanner:
    """Finds the elements right in a body, and how many cells their first row has."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []
        self._depth = 0

    def read(self, data: bytes) -> Iterator[_Block]:
        """Yield the elements right in a body."""
        self._parser: Any = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.Parse(_ROOT + data + b"</body>", True)
        return iter(self._blocks)

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if self._depth == 1:
            start = self._parser.CurrentByteIndex - len(_ROOT)
            wide = attributes.get("class", "") == "wide"
            self._blocks.append(_Block(start, name, wide))
        elif self._depth > 1 and self._blocks[-1].name == "table":
            block = self._blocks[-1]
            block.rows += name == "tr"
            block.cells += name in ("td", "th") and block.rows == 1
        self._depth += 1

    def _close(self, _name: str) -> None:
        self._depth -= 1
