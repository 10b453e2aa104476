"""What the user names: files, folders, standard input and addresses."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exporter import listing
from exporter.config import Settings, shown
from exporter.errors import InputError, UsageError
from exporter.readers import kinds

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """An input as named, where it is, and its root.

    ``path`` is None for standard input and for addresses.
    """

    name: str
    path: Path | None
    root: Path
    named: bool = False
    gathers: bool = False


def inputs(settings: Settings, paths: tuple[str, ...]) -> tuple[Input, ...]:
    """Return every input once, those of folders by path.

    Raises:
        UsageError: a path is missing, or none is given and there is no content.
        InputError: a folder has no article, or can't be looked into.
    """
    return tuple(_unique(_inputs(settings, paths)))


def is_address(name: str) -> bool:
    """Tell whether the user names a page of the Web."""
    return name.lower().startswith(("http://", "https://"))


def _inputs(settings: Settings, paths: tuple[str, ...]) -> Iterator[Input]:
    if not paths and not settings.content.is_dir():
        raise UsageError(
            "nothing to build: no path is given and there is no content folder",
            where=shown(settings.content),
            hint="exporter build FILE",
        )
    for name in paths or (shown(settings.content),):
        path = Path(name)
        if name == STDIN or is_address(name):
            yield Input(name=name, path=None, root=Path.cwd())
        elif os.path.isdir(name):  # noqa: PTH112 - False where one may not look
            yield from _found(settings, path)
        elif _is_there(path):
            gathers = listing.is_briefing(path)
            root = listing.root(settings, path.parent)
            yield Input(name=name, path=path, root=root, named=True, gathers=gathers)
        else:
            raise UsageError("there is no such file or folder", where=name)


def _found(settings: Settings, folder: Path) -> Iterator[Input]:
    root = listing.root(settings, folder)
    files = sorted(listing.articles(folder), key=lambda path: path.parts)
    issues = sorted(listing.briefings(folder), key=lambda path: path.parts)
    if not files and not issues:
        hint = f"looked for {', '.join(kinds.in_folders())}"
        raise InputError("no article in this folder", where=str(folder), hint=hint)
    for path in files:
        yield Input(name=str(path), path=path, root=root)
    for path in issues:
        yield Input(name=str(path), path=path, root=root, gathers=True)


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        listing.refuse(error)
    return True


def _unique(found: Iterable[Input]) -> Iterator[Input]:
    listing.forget()
    seen: set[Path | str] = set()
    for item in found:
        real = listing.real(item.path) if item.path else item.name
        if real not in seen:
            seen.add(real)
            yield item
