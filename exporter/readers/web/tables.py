"""Tables of a page: which hold data, and their cells as a grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from exporter.errors import InputError
from exporter.readers.web import leaves, nodes
from exporter.readers.web.nodes import Element

CELLS, COLUMNS = 20_000, 200
"""Cells and columns beyond which a table is none that people read on paper."""
_LONGEST_CELL = 400
_SECTIONS = ("thead", "tbody", "tfoot")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows of cells, each row as long as the others; None where a cell spans.

    The first ``heads`` rows head the columns.
    """

    rows: list[list[Element | None]]
    heads: int
    caption: Element | None = None


def is_data(table: Element) -> bool:
    """Tell a table that holds data from one that lays a page out.

    A table of one column or row, or with tables or much text in its cells, is
    layout, unless it says what its columns are.
    """
    if table.get("role") in ("presentation", "none"):
        return False
    rows = _rows(table)
    cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
    if any(True for _ in table.iterdescendants("table")) or not cells:
        return False
    if table.find("caption") is not None or any(cell.tag == "th" for cell in cells):
        return True
    most = max(sum(1 for _ in row.iterchildren("td", "th")) for row in rows)
    if len(rows) < 2 or most < 2:
        return False
    return not any(
        len(nodes.text(cell)) > _LONGEST_CELL
        or next(cell.iterdescendants("h1", "h2", "h3", "h4", "figure", "img"), None)
        is not None
        for cell in cells
    )


def _rows(table: Element) -> list[Element]:
    rows: list[Element] = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in _SECTIONS:
            rows.extend(child.iterchildren("tr"))
    return rows


def grid(table: Element, where: str) -> Grid:
    """Return the cells of a table, row by row.

    Raises:
        InputError: it has more cells than anybody reads.
    """
    rows: list[list[Element | None]] = []
    below: dict[int, int] = {}
    count = 0
    for row in _rows(table):
        line = _line(row, below)
        count += len(line)
        if count > CELLS:
            message = f"a table has more than {CELLS} cells"
            hint = "publish it as a file of its own"
            raise InputError(message, where=where, hint=hint)
        if any(cell is not None for cell in line):
            rows.append(line)
    width = max(map(len, rows), default=0)
    if width * len(rows) > 2 * CELLS:
        width = COLUMNS
    filled = [row + [None] * (width - len(row)) for row in rows]
    return Grid(rows=filled, heads=_heads(table, filled), caption=table.find("caption"))


def _line(row: Element, below: dict[int, int]) -> list[Element | None]:
    """Place the cells of a row, beside those that reach down from rows above."""
    line: list[Element | None] = []

    def skip() -> None:
        while below.get(len(line), 0) > 0 and len(line) < COLUMNS:
            below[len(line)] -= 1
            line.append(None)

    for cell in row.iterchildren("td", "th"):
        skip()
        if len(line) >= COLUMNS:
            break
        columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
        for at in range(min(columns, COLUMNS - len(line))):
            if rows > 1:
                below[len(line)] = rows - 1
            line.append(None if at else cell)
    skip()
    return line


def _span(cell: Element, name: str) -> int:
    written = (cell.get(name) or "").strip()
    return (
        max(1, int(written))
        if written.isascii() and written.isdigit() and len(written) < 5
        else 1
    )


def _heads(table: Element, rows: list[list[Element | None]]) -> int:
    """Count the rows that head columns: of the ``thead``, else the first if all are."""
    head = table.find("thead")
    if head is not None:
        inside = set(head.iter("tr"))
        first = [next((c for c in row if c is not None), None) for row in rows]
        return sum(
            1 for cell in first if cell is not None and cell.getparent() in inside
        )
    if not rows:
        return 0
    cells = [cell for cell in rows[0] if cell is not None]
    titled = [cell for cell in cells if nodes.text(cell)]
    return int(
        bool(titled) and all(cell.tag == "th" for cell in titled) and len(rows) > 1
    )


def tokens(found: Grid, flat: Callable[[Element], list[Token]]) -> Iterator[Token]:
    """Yield the tokens of a table; ``flat`` returns those of a cell's content."""
    if not found.rows:
        return
    yield leaves.opening("table", "table")
    for section, rows in (
        ("thead", found.rows[: found.heads]),
        ("tbody", found.rows[found.heads :]),
    ):
        if rows:
            yield leaves.opening(section, section)
            for row in rows:
                yield leaves.opening("tr", "tr")
                for cell in row:
                    yield from _cell(cell, section, flat)
                yield leaves.closing("tr", "tr")
            yield leaves.closing(section, section)
    yield leaves.closing("table", "table")


def _cell(
    cell: Element | None, section: str, flat: Callable[[Element], list[Token]]
) -> Iterator[Token]:
    """Yield the tokens of a cell; a head in a body heads its row."""
    heads = section == "thead" or (cell is not None and cell.tag == "th")
    kind = "th" if heads else "td"
    opening = leaves.opening(kind, kind)
    if kind == "th" and section != "thead":
        opening.attrSet("scope", "row")
    yield opening
    yield leaves.line(flat(cell) if cell is not None else [])
    yield leaves.closing(kind, kind)
