"""Layouts: folders of templates and stylesheets, found by name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from exporter.errors import LayoutError, suggest
from exporter.printing import Links, Notes, Sides

CONTEXT = 1
"""Version of what templates know; a layout for another one is refused."""
Choice: TypeAlias = "str | int | tuple[str, ...]"
"""A setting of a layout: a text, a number, or one of several, the chosen one first."""
_PACKAGE = Path(__file__).parent.parent
_DESCRIPTION = "layout.toml"
RUN_IN = ("contents", "sections")
"""Parts of a briefing that need no page of their own."""
_KEYS: dict[str, tuple[type, str]] = {
    "title": (str, "a string"),
    "description": (str, "a string"),
    "context": (int, "a number"),
    "sides": (str, "a string"),
    "links": (str, "a string"),
    "notes": (str, "a string"),
    "settings": (dict, "a table"),
    "run_in": (list, "a list"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A look: its name, a title and a sentence for people, its folder.

    ``roots`` are the template folders to search, the nearest first, so that a
    layout can extend the parts of another one by ``layout/part.html``. ``sides``,
    ``links`` and ``notes`` are how it is printed; ``settings`` are values that its
    templates ask for and users may change. ``run_in`` names parts that share a page:
    the contents with the cover, the title of a section with its articles. What a run
    adds to its stylesheets: ``printed`` to those of printed pages, ``paged`` and
    ``reflow`` to all of a medium.
    """

    name: str
    title: str
    description: str
    folder: Path
    roots: tuple[Path, ...]
    sides: Sides = Sides.ONE
    links: Links = Links.LIST
    notes: Notes = Notes.FOOT
    settings: tuple[tuple[str, Choice], ...] = ()
    run_in: tuple[str, ...] = ()
    printed: str = ""
    paged: str = ""
    reflow: str = ""


def available(project: Path | None = None) -> tuple[Layout, ...]:
    """Return every layout in reach, the project's own before the built-in ones."""
    found: dict[str, Layout] = {}
    roots = template_folders(project)
    for root in roots:
        for path in sorted(_descriptions(root)):
            name = path.parent.name
            if name not in found:
                found[name] = _load(path, roots)
    return tuple(found.values())


def find(name: str, project: Path | None = None) -> Layout:
    """Return the layout of this name from the project or the package.

    Raises:
        LayoutError: no such layout, or its ``layout.toml`` is wrong.
    """
    roots = template_folders(project)
    for root in roots:
        path = root / name / _DESCRIPTION
        if path.parent.parent == root and path.is_file():
            return _load(path, roots)
    known = sorted({path.parent.name for r in roots for path in _descriptions(r)})
    raise LayoutError(
        f"there is no layout {name!r}",
        hint=suggest(name, known) or f"there is: {', '.join(known)}",
    )


def is_built_in(path: Path) -> bool:
    """Tell whether a file comes with the package, and is no project's."""
    return any(path.is_relative_to(folder) for folder in template_folders(None))


def leads_out(path: Path, root: Path) -> bool:
    """Tell whether a file of a layout below ``root`` is a link to outside of it.

    The folder of a layout may be a link itself: its user makes that one.
    """
    part = path.relative_to(root).parts[0]
    return not path.resolve().is_relative_to((root / part).resolve())


def template_folders(project: Path | None) -> tuple[Path, ...]:
    """Return the project's templates, then the wheel's, then the checkout's."""
    candidates = [_PACKAGE / "templates", _PACKAGE.parent / "templates"]
    if project is not None:
        candidates.insert(0, project / "templates")
    return tuple(dict.fromkeys(path.resolve() for path in candidates if path.is_dir()))


def _descriptions(root: Path) -> Iterator[Path]:
    return root.glob(f"*/{_DESCRIPTION}")


def _load(path: Path, roots: tuple[Path, ...]) -> Layout:
    table = _table(path)
    if table.get("context", CONTEXT) != CONTEXT:
        raise LayoutError(
            f"it is made for context {table['context']}, and this exporter has"
            f" {CONTEXT}",
            where=str(path),
            hint="compare it with docs/templates.md, then change the number",
        )
    try:
        return Layout(
            name=path.parent.name,
            title=table.get("title", path.parent.name),
            description=table.get("description", ""),
            folder=path.parent,
            roots=roots,
            sides=Sides(table.get("sides", Sides.ONE)),
            links=Links(table.get("links", Links.LIST)),
            notes=Notes(table.get("notes", Notes.FOOT)),
            settings=tuple(_settings(table.get("settings", {}))),
            run_in=tuple(_run_in(table.get("run_in", []))),
        )
    except ValueError as error:
        raise LayoutError(str(error), where=str(path)) from error


def _table(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LayoutError(str(error), where=str(path)) from error
    for key, value in table.items():
        if key not in _KEYS:
            raise LayoutError(
                f"unknown key {key!r}", where=str(path), hint=suggest(key, _KEYS)
            )
        kind, called = _KEYS[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise LayoutError(f"{key!r} must be {called}", where=str(path))
    return table


def _settings(table: Mapping[str, object]) -> Iterator[tuple[str, Choice]]:
    """Yield the settings of a layout.

    Raises:
        ValueError: one is neither text, number nor list, or its name no name.
    """
    for key, value in table.items():
        listed = isinstance(value, list) and all(isinstance(v, str) for v in value)
        if isinstance(value, list) and listed and value:
            yield key, tuple(value)
        elif key.isidentifier() and isinstance(value, str | int):
            yield key, value
        else:
            wanted = "a name, and a string, a number or a list of strings"
            raise ValueError(f"setting {key!r} must be {wanted}")


def _run_in(names: Iterable[object]) -> Iterator[str]:
    """Yield the parts that share a page.

    Raises:
        ValueError: one of them can't.
    """
    for name in names:
        if name not in RUN_IN:
            raise ValueError(f"'run_in' can name {', '.join(RUN_IN)}, not {name!r}")
        yield str(name)
