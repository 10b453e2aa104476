"""The lines around a headline: who wrote it, when, and what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from exporter.readers.measures import is_prose
from exporter.readers.web.outline import Line
from exporter.readers.web.wording import alike, fold

_BEFORE, _AFTER, _PROSE = 8, 40, 2


def headline(lines: Sequence[Line], title: str) -> int | None:
    """Return which line is the headline: an ``h1`` that is alike, else one the same."""
    wanted = fold(title)
    same = [at for at, line in enumerate(lines) if fold(line.text) == wanted]
    headings = [at for at in same if _is_heading(lines[at])]
    if wanted and (headings or same):
        return (headings or same)[0]
    for at, line in enumerate(lines):
        if _is_heading(line) and alike(line.text, title):
            return at
    return None


def _is_heading(line: Line) -> bool:
    element = line.element
    return any(
        each.tag in ("h1", "h2")
        for each in (element, *list(element.iterancestors())[:2])
    )


def before(lines: Sequence[Line], at: int | None) -> tuple[Line, ...]:
    """Return the few lines above a headline that are no margin."""
    if at is None:
        return ()
    return tuple(line for line in lines[max(0, at - _BEFORE) : at] if not line.margin)


def after(lines: Sequence[Line], at: int | None) -> tuple[Line, ...]:
    """Return the lines from a headline, or the start, to the text of the article."""
    start = 0 if at is None else at + 1
    found: list[Line] = []
    prose = 0
    for line in lines[start : start + 4 * _AFTER]:
        if line.margin:
            continue
        found.append(line)
        prose += is_prose(line.text) and line.element.tag in ("p", "div")
        if prose >= _PROSE or len(found) >= _AFTER:
            break
    return tuple(found)
