"""Files that a command is given: each is tried, whatever becomes of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from exporter.commands.words import plain
from exporter.errors import ExporterError, InputError, UsageError


class Absent(UsageError):
    """A name that is not that of a file."""


def each(names: Sequence[str], act: Callable[[str], bool]) -> int:
    """Do something with each file, tell its errors, and return the exit code.

    Raises:
        UsageError: the only file is none, or something else is wrong for all.
    """
    sound = []
    for name in names:
        try:
            sound.append(act(name))
        except ExporterError as error:
            missed = isinstance(error, Absent) and len(names) > 1
            if isinstance(error, UsageError) and not missed:
                raise
            click.echo(plain(f"exporter: {error}"), err=True)
            sound.append(False)
    return 0 if all(sound) else 1


def check(name: str) -> None:
    """Refuse what is no file.

    Raises:
        Absent: it is missing, or a folder.
        InputError: it can't be looked at.
    """
    path = Path(name)
    try:
        if path.is_file():
            return
        folder = path.is_dir()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"can't be read: {reason}", where=name) from error
    if folder:
        raise Absent("is a folder, not a file", where=name, hint="name a file in it")
    raise Absent("there is no such file", where=name)
