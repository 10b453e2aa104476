"""The stylesheet of a layout: shared rules, its own, and those of the run."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from exporter.composition import Medium
from exporter.errors import LayoutError
from exporter.layouts import Layout
from exporter.printing import Sides


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
    texts = [_text(path) for part in wanted if (path := _find(layout, part))]
    if not texts:
        raise LayoutError(f"stylesheet {name!r} is missing", where=str(layout.folder))
    if paged and printed:
        texts.append(layout.printed)
    texts.append(layout.paged if paged else layout.reflow)
    return "\n".join(text for text in texts if text)


def _find(layout: Layout, part: str) -> Path | None:
    found = (root / part for root in layout.roots)
    return next((path for path in found if path.is_file()), None)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LayoutError(f"can't be read: {error}", where=str(path)) from error
