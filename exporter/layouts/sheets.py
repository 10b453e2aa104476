"""The stylesheet of a layout: shared rules, its own, and those of the run."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from exporter import layouts
from exporter.composition import Medium
from exporter.errors import LayoutError
from exporter.layouts import Layout
from exporter.printing import Sides

_LARGEST = 1024 * 1024  # bytes of a stylesheet


@lru_cache(maxsize=16)
def stylesheet(
    layout: Layout,
    medium: Medium,
    *,
    gathers: bool,
    printed: bool = True,
    rtl: bool = False,
) -> str:
    """Return the rules for a medium, from the general to the particular.

    Those for briefings come where it ``gathers``; paper and sides where pages are
    ``printed``, not made into a picture. What is bound at the right is ``rtl``.

    Raises:
        LayoutError: there is no stylesheet, or one can't be read.
    """
    name = f"{medium.value}.css"
    paged = medium is Medium.PAGED
    wanted = [f"shared/{name}"]
    if gathers:
        wanted.append(f"shared/parts.{name}")
    if paged and printed and layout.sides is Sides.TWO:
        wanted.append(f"shared/two-sided.{name}")
        if rtl:
            wanted.append(f"shared/two-sided-rtl.{name}")
    wanted.append(f"{layout.name}/{name}")
    texts = [
        _text(path) if layouts.is_built_in(path) else own(path)
        for part in wanted
        if (path := _find(layout, part))
    ]
    if not texts:
        raise LayoutError(f"stylesheet {name!r} is missing", where=str(layout.folder))
    if paged and printed:
        texts.append(layout.printed)
    texts.append(layout.paged if paged else layout.reflow)
    return "\n".join(text for text in texts if text)


def _find(layout: Layout, part: str) -> Path | None:
    """Return a stylesheet of a layout, which may be no link to elsewhere."""
    for root in layout.roots:
        path = root / part
        if path.is_file():
            if layouts.leads_out(path, root):
                message = "is a link to outside of its layout"
                raise LayoutError(message, where=str(path))
            return path
    return None


def own(path: Path) -> str:
    """Return a stylesheet that somebody wrote, checked.

    Raises:
        LayoutError: it can't be read, is no CSS, or asks for other files.
    """
    where = str(path)
    text = _text(path)
    import tinycss2  # here, because most runs have none

    for line, wrong in _findings(tinycss2.parse_stylesheet(text)):
        raise LayoutError(wrong, where=f"{where}:{line}")
    return text


def _text(path: Path) -> str:
    where = str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise LayoutError("is no file", where=where)
        if status.st_size > _LARGEST:
            raise LayoutError("is too large for a stylesheet", where=where)
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LayoutError(f"can't be read: {reason}", where=where) from error


def _findings(nodes: Iterable[Any]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        if node.type == "error":
            yield node.source_line, f"not valid CSS: {node.message}"
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            yield node.source_line, "can't import: write the rules into this file"
        elif node.type == "url" or getattr(node, "lower_name", "") == "url":
            yield node.source_line, "can't load files: a page has no network"
        for part in ("prelude", "content", "arguments"):
            yield from _findings(getattr(node, part, None) or ())
