"""From what the user names to jobs: one for each article, each target once."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exporter import plugins, readers
from exporter.config import Settings, shown
from exporter.errors import InputError, UsageError
from exporter.jobs import NOTHING, Job, Target
from exporter.readers import slugs
from exporter.readers.request import Supplied

STDIN = "-"
_LONGEST = 80  # characters of a slug
_HEAVIEST = 200  # bytes of it: a file name has 255, with suffix
STDIN_NAME = "stdin.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Input:
    """An input as named, where it is (None: standard input), and its root."""

    name: str
    path: Path | None
    root: Path
    named: bool = False


def plan(
    settings: Settings,
    paths: Iterable[str] = (),
    supplied: Supplied = NOTHING,
    stdin: bytes = b"",
) -> tuple[Job, ...]:
    """Return a job for each article among files and folders, in order.

    Without paths it is the content folder; ``-`` stands for ``stdin``.

    Raises:
        UsageError: a path is missing, two inputs would have one output, or
            facts or an output file are given for more than one input.
        InputError: there is no article.
    """
    for name in settings.formats:
        if not plugins.is_built_in("writers", name):
            plugins.load("writers", name)
    inputs = tuple(_unique(_inputs(settings, tuple(paths))))
    if len(inputs) > 1:
        _refuse_single(settings, supplied)
    jobs = tuple(
        Job(
            name=item.name,
            path=item.path,
            root=item.root,
            targets=_targets(settings, item),
            named=item.named,
            supplied=supplied,
            data=stdin if item.path is None else b"",
        )
        for item in inputs
    )
    _refuse_clash(jobs)
    return jobs


def _inputs(settings: Settings, paths: tuple[str, ...]) -> Iterator[_Input]:
    if not paths and not settings.content.is_dir():
        raise UsageError(
            "nothing to build: no path is given and there is no content folder",
            where=shown(settings.content),
            hint="exporter build FILE",
        )
    for name in paths or (shown(settings.content),):
        path = Path(name)
        if name == STDIN:
            yield _Input(name=name, path=None, root=Path.cwd())
        elif os.path.isdir(name):  # noqa: PTH112 - False where one may not look
            yield from _articles(settings, path)
        elif _is_there(path):
            root = _root(settings, path.parent)
            yield _Input(name=name, path=path, root=root, named=True)
        else:
            raise UsageError("there is no such file or folder", where=name)


def _articles(settings: Settings, folder: Path) -> Iterator[_Input]:
    root = _root(settings, folder)
    files = sorted(_readable(folder), key=lambda path: path.parts)
    if not files:
        hint = f"looked for {', '.join(readers.SUFFIXES)}"
        raise InputError("no article in this folder", where=str(folder), hint=hint)
    for path in files:
        yield _Input(name=str(path), path=path, root=root)


def _readable(folder: Path) -> Iterator[Path]:
    for parent, subfolders, names in os.walk(folder, onerror=_refuse):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            hidden = name.startswith(".") or name.lower() == "readme.md"
            if path.suffix.lower() in readers.SUFFIXES and not hidden:
                yield path


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        _refuse(error)
    return True


def _refuse(error: OSError) -> None:
    """Refuse to leave out what can't be looked at."""
    message = f"can't be read: {error.strerror}"
    hint = "check the permissions"
    raise InputError(message, where=str(error.filename), hint=hint) from error


def _root(settings: Settings, folder: Path) -> Path:
    """Return the content folder for what lies in it, else the folder itself."""
    content = settings.content.resolve()
    inside = folder.resolve().is_relative_to(content)
    return content if inside else folder.resolve()


def _unique(inputs: Iterable[_Input]) -> Iterator[_Input]:
    seen: set[Path | None] = set()
    for item in inputs:
        real = item.path and item.path.resolve()
        if real not in seen:
            seen.add(real)
            yield item


def _targets(settings: Settings, item: _Input) -> tuple[Target, ...]:
    if settings.output_file is not None:
        return (Target(format=settings.formats[0], path=settings.output_file),)
    stem = slug((item.path or Path(STDIN_NAME)).stem)
    return tuple(
        Target(format=name, path=settings.output / f"{stem}.{name}")
        for name in settings.formats
    )


def _refuse_single(settings: Settings, supplied: Supplied) -> None:
    if settings.output_file is not None:
        raise UsageError(
            f"several articles can't all become {settings.output_file.name}",
            hint="give --output a folder",
        )
    if supplied != NOTHING:
        raise UsageError(
            "options that supply facts need a single input",
            hint="put the facts of each into a file NAME.toml beside it",
        )


def _refuse_clash(jobs: tuple[Job, ...]) -> None:
    taken: dict[str, Job] = {}
    for job in jobs:
        # Not every file system tells capitals from small letters.
        key = str(job.targets[0].path).casefold()
        other = taken.setdefault(key, job)
        if other is not job:
            raise UsageError(
                f"{other.name} and {job.name} would both become "
                f"{shown(job.targets[0].path)}",
                hint="rename one, or build them into different folders",
            )


def slug(stem: str) -> str:
    """Return the slug of an output: that of the article, or one that keeps letters.

    The article's is ASCII; a name in another script would lose what tells it apart.
    """
    text = unicodedata.normalize("NFC", stem).lower()
    own = re.sub(r"[\W_]+", "-", text)[:_LONGEST].strip("-")
    plain = slugs.ascii_name(stem)
    if len(plain) >= len(own):
        return plain or "article"
    return own.encode()[:_HEAVIEST].decode(errors="ignore").strip("-")
