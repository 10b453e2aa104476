"""A layout as a run wants it: paper, sides, one's own rules and values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from exporter import layouts
from exporter.composition import Medium
from exporter.config import Settings
from exporter.errors import LayoutError, suggest
from exporter.layouts import Layout, values
from exporter.layouts.sheets import own, stylesheet
from exporter.printing import Printing

_ONE_MEDIUM = (".paged", ".reflow")


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
    properties: dict[str, str] = {}
    for key, value in changes:
        try:
            if key in known:
                known[key] = values.chosen(value, known[key])
            else:
                properties |= dict(_property(layout, key, value))
        except ValueError as error:
            message = f"not a value for {key!r}: {value!r}, {error}"
            raise LayoutError(message) from error
    added = {medium: "".join(_sheets(sheets, medium)) for medium in Medium}
    return replace(
        layout,
        sides=printing.sides or layout.sides,
        links=printing.links or layout.links,
        settings=tuple(known.items()),
        printed=_rules(dict(_paper(printing))) + _bleed(printing),
        paged=_rules(properties) + added[Medium.PAGED],
        reflow=added[Medium.REFLOW],
    )


def _paper(printing: Printing) -> Iterator[tuple[str, str]]:
    if printing.paper:
        yield "paper-width", f"{printing.paper.width:g}mm"
        yield "paper-height", f"{printing.paper.height:g}mm"


def _bleed(printing: Printing) -> str:
    return f"@page {{ bleed: {printing.bleed:g}mm }}\n" if printing.bleed else ""


def _rules(properties: dict[str, str]) -> str:
    """Return a rule that goes before those of a layout, also before a script's."""
    if not properties:
        return ""
    lines = "; ".join(f"--{name}: {value}" for name, value in properties.items())
    return f":root:root:root {{ {lines} }}\n"


def _property(layout: Layout, key: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield a custom property of the layout's stylesheets with another value."""
    usual = values.declared(stylesheet(layout, Medium.PAGED, gathers=True))
    if key not in usual:
        names = sorted({*usual, *dict(layout.settings)})
        hint = suggest(key, names) or f"there is: {', '.join(names)}"
        raise LayoutError(f"layout {layout.name!r} has no {key!r} to set", hint=hint)
    values.check(key, value, usual)
    yield key, value


def _sheets(paths: Iterable[Path], medium: Medium) -> Iterator[str]:
    """Yield the stylesheets for a medium: NAME.paged.css is for pages only."""
    for path in paths:
        suffix = Path(path.stem).suffix
        if suffix in _ONE_MEDIUM and suffix != f".{medium.value}":
            continue
        yield f"{own(path)}\n"
