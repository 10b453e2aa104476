"""A layout as a run wants it: paper, sides, one's own rules and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from exporter import layouts
from exporter.composition import Medium
from exporter.config import Settings
from exporter.errors import LayoutError, suggest
from exporter.layouts import Layout
from exporter.layouts.sheets import stylesheet
from exporter.printing import Printing

_PROPERTY = re.compile(r"--([\w-]+)\s*:")
_VALUE = re.compile(r"[^{};@<>\\]{1,200}")
_LARGEST = 1024 * 1024  # bytes of a stylesheet
_ONE_MEDIUM = (".paged", ".reflow")
_FONTS = ("serif", "display", "sans", "mono")  # declared when the text is known


def for_run(name: str, settings: Settings) -> Layout:
    """Return a layout by name, with what the options of a run change about it.

    Raises:
        LayoutError: there is no such layout, it has no setting of such a name, or a
            stylesheet of one's own can't be read.
    """
    return fitted(
        layouts.find(name, settings.root),
        settings.printing,
        sheets=settings.css,
        changes=settings.changes,
    )


def fitted(
    layout: Layout,
    printing: Printing,
    *,
    sheets: Iterable[Path] = (),
    changes: Iterable[tuple[str, str]] = (),
) -> Layout:
    """Return a layout with other paper, sides, rules and values.

    Raises:
        LayoutError: as of ``for_run``.
    """
    known = dict(layout.settings)
    values: dict[str, str] = {}
    for key, value in changes:
        if key in known:
            known[key] = value
        else:
            values |= dict(_property(layout, key, value))
    own = {medium: "".join(_sheets(sheets, medium)) for medium in Medium}
    return replace(
        layout,
        sides=printing.sides or layout.sides,
        links=printing.links or layout.links,
        settings=tuple(known.items()),
        printed=_rules(dict(_paper(printing))) + _bleed(printing),
        paged=_rules(values) + own[Medium.PAGED],
        reflow=own[Medium.REFLOW],
    )


def _paper(printing: Printing) -> Iterator[tuple[str, str]]:
    if printing.paper:
        yield "paper-width", f"{printing.paper.width:g}mm"
        yield "paper-height", f"{printing.paper.height:g}mm"


def _bleed(printing: Printing) -> str:
    return f"@page {{ bleed: {printing.bleed:g}mm }}\n" if printing.bleed else ""


def _rules(values: dict[str, str]) -> str:
    """Return a rule that goes before those of a layout, also before a script's."""
    if not values:
        return ""
    lines = "; ".join(f"--{name}: {value}" for name, value in values.items())
    return f":root:root:root {{ {lines} }}\n"


def _property(layout: Layout, key: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield a custom property of the layout's stylesheets with another value."""
    sheet = stylesheet(layout, Medium.PAGED, gathers=True)
    properties = {*_PROPERTY.findall(sheet), *_FONTS}
    if key not in properties:
        names = sorted({*properties, *dict(layout.settings)})
        hint = suggest(key, names) or f"there is: {', '.join(names)}"
        raise LayoutError(f"layout {layout.name!r} has no {key!r} to set", hint=hint)
    import tinycss2  # here, because most runs have no such options

    tokens = tinycss2.parse_component_value_list(value)
    wrong = any(token.type in ("error", "url") for token in tokens)
    wrong |= tinycss2.serialize(tokens) != value  # as of what is left open
    if wrong or not _VALUE.fullmatch(value):
        raise LayoutError(f"not a value for {key!r}: {value!r}")
    yield key, value


def _sheets(paths: Iterable[Path], medium: Medium) -> Iterator[str]:
    """Yield the stylesheets for a medium: NAME.paged.css is for pages only."""
    for path in paths:
        suffix = Path(path.stem).suffix
        if suffix in _ONE_MEDIUM and suffix != f".{medium.value}":
            continue
        yield f"{_checked(path)}\n"


def _checked(path: Path) -> str:
    """Return a stylesheet of one's own.

    Raises:
        LayoutError: it can't be read, is no CSS, or asks for other files.
    """
    import tinycss2

    where = str(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise LayoutError("is too large for a stylesheet", where=where)
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LayoutError(f"can't be read: {reason}", where=where) from error
    for line, wrong in _findings(tinycss2.parse_stylesheet(text)):
        raise LayoutError(wrong, where=f"{where}:{line}")
    return text


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
