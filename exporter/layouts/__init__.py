"""Layouts: folders of templates and stylesheets, found by name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from exporter.composition import Folio
from exporter.errors import LayoutError, suggest

_PACKAGE = Path(__file__).parent.parent
_DESCRIPTION = "layout.toml"
_KEYS = {"title": str, "description": str, "folio": dict}
_LARGEST = 5000  # points of a page
_FOLIO = tuple(field.name for field in fields(Folio))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A look: its name, a title and a sentence for people, its folder.

    ``roots`` are the template folders to search, the nearest first, so that a
    layout can extend the parts of another one by ``layout/part.html``. ``folio`` is
    where page numbers stand.
    """

    name: str
    title: str
    description: str
    folder: Path
    roots: tuple[Path, ...]
    folio: Folio


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


def template_folders(project: Path | None) -> tuple[Path, ...]:
    """Return the project's templates, then the wheel's, then the checkout's."""
    candidates = [_PACKAGE / "templates", _PACKAGE.parent / "templates"]
    if project is not None:
        candidates.insert(0, project / "templates")
    return tuple(dict.fromkeys(path.resolve() for path in candidates if path.is_dir()))


def _descriptions(root: Path) -> Iterator[Path]:
    return root.glob(f"*/{_DESCRIPTION}")


def _load(path: Path, roots: tuple[Path, ...]) -> Layout:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LayoutError(str(error), where=str(path)) from error
    for key, value in table.items():
        if key not in _KEYS:
            raise LayoutError(
                f"unknown key {key!r}", where=str(path), hint=suggest(key, _KEYS)
            )
        if not isinstance(value, _KEYS[key]):
            kind = "a string" if _KEYS[key] is str else "a table"
            raise LayoutError(f"{key!r} must be {kind}", where=str(path))
    return Layout(
        name=path.parent.name,
        title=table.get("title", path.parent.name),
        description=table.get("description", ""),
        folder=path.parent,
        roots=roots,
        folio=_folio(table.get("folio", {}), str(path)),
    )


def _folio(table: dict[str, object], where: str) -> Folio:
    values = {}
    for key, value in table.items():
        if key not in _FOLIO:
            hint = suggest(key, _FOLIO) or f"keys: {', '.join(_FOLIO)}"
            raise LayoutError(f"unknown key {key!r} of folio", where=where, hint=hint)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        points = float(str(value)) if number else 0.0
        if not 0 < points < _LARGEST:
            raise LayoutError(f"{key!r} must be points, above 0", where=where)
        values[key] = points
    return Folio(**values)
