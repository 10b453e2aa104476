"""Settings: defaults, exporter.toml, the environment and options, merged once.

The only module that reads ``exporter.toml`` or the environment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exporter.errors import UsageError, suggest
from exporter.keys import FORMATS, KEYS
from exporter.limits import MEMORY
from exporter.printing import PLAIN, Printing, settled

FILE = "exporter.toml"
PREFIX = "EXPORTER_"
_LAST_SECOND = 253_402_300_799  # of the year 9999, where datetime ends
_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every choice of a run, resolved: below this nobody sees a flag.

    ``root`` is the project folder; ``output_file`` is set if one file was asked
    for by name; ``layout`` is that of articles, ``chosen_layout`` this run's for
    all; ``time_limit`` is in seconds per job, ``memory_limit`` in MiB per worker;
    ``timestamp`` is UTC; ``verbosity`` is -1, 0 or 1; ``css`` and ``changes`` are
    stylesheets and values of a layout that the user sets.
    """

    root: Path
    content: Path
    output: Path
    output_file: Path | None = None
    formats: tuple[str, ...] = FORMATS
    layout: str = ""
    chosen_layout: str = ""
    cover: bool = True
    catalogue: bool = False
    jobs: int = 1
    time_limit: float = 300.0
    memory_limit: int = MEMORY
    private_addresses: bool = False
    force: bool = False
    dry_run: bool = False
    strict: bool = False
    verbosity: int = 0
    log_format: str = "text"
    colour: bool = True
    timestamp: datetime | None = None
    printing: Printing = PLAIN
    css: tuple[Path, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


def find_root(start: Path) -> Path:
    """Return the nearest folder upwards that holds exporter.toml, else the start."""
    start = start.resolve()
    candidates = (start, *start.parents)
    return next((path for path in candidates if (path / FILE).is_file()), start)


def load(
    start: Path | None = None,
    overrides: Mapping[str, object] | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """Merge option > environment > exporter.toml > default into Settings.

    ``overrides`` are settings by name; a value of None is not given.

    Raises:
        UsageError: a key is unknown or a value impossible, with its place.
    """
    here = Path.cwd()
    root = find_root(start or here)
    given = {k: v for k, v in (overrides or {}).items() if v is not None}
    for_run = {
        **_from_environment(environ, here),
        **{key: _checked(key, value, here, "") for key, value in given.items()},
    }
    values: dict[str, Any] = {
        "content": root / "content",
        "output": root / "dist",
        "jobs": _processors(),
        **_from_file(root / FILE),
        **for_run,
        "chosen_layout": for_run.get("layout", ""),
    }
    _aim(values, chosen="formats" in given)
    values["printing"] = _printing(values, for_run)
    values["changes"] = values.pop("set", ())
    if "output_file" in values:
        if given.get("catalogue"):
            hint = "give --output a folder"
            raise UsageError("a catalogue is of a folder, not of one file", hint=hint)
        values["catalogue"] = False
    return Settings(
        root=root,
        colour=not environ.get("NO_COLOR"),
        timestamp=_timestamp(environ.get("SOURCE_DATE_EPOCH")),
        **values,
    )


def shown(path: Path) -> str:
    """Return a path the short way if it lies below the working folder."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _from_file(path: Path) -> dict[str, object]:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"can't be read: {error}", where=str(path)) from error
    import tomllib  # here, because most runs have no such file

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"{path}:{line[1]}" if line else str(path)
        raise UsageError(f"not valid TOML: {error}", where=where) from error
    found = {}
    for key, value in table.items():
        where = f"{path}:{_line_of(key, text)}"
        if key not in KEYS:
            hint = suggest(key, KEYS) or f"known keys: {', '.join(KEYS)}"
            raise UsageError(f"unknown key {key!r}", where=where, hint=hint)
        found[key] = _checked(key, value, path.parent, where)
    return found


def _from_environment(environ: Mapping[str, str], base: Path) -> dict[str, object]:
    found = {}
    for name, value in environ.items():
        if not name.startswith(PREFIX):
            continue
        key = name.removeprefix(PREFIX).lower()
        if key in KEYS:
            found[key] = _checked(key, value, base, name)
        # Other programs are called "exporter" too: only a near miss is a mistake.
        elif hint := suggest(key, KEYS):
            raise UsageError(f"unknown variable {name}", where="environment", hint=hint)
    return found


def _line_of(key: str, text: str) -> int:
    pattern = rf"""^\s*\[*\s*["']?{re.escape(key)}["']?\s*[=.\]]"""
    found = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _checked(key: str, value: object, base: Path, where: str) -> object:
    if key not in KEYS:
        if key not in {item.name for item in fields(Settings)}:
            raise UsageError(f"unknown setting {key!r}", hint=suggest(key, KEYS))
        return value
    try:
        return KEYS[key](value, base)
    except ValueError as error:
        raise UsageError(f"{key}: {error}", where=where) from error


def _aim(values: dict[str, Any], *, chosen: bool) -> None:
    """Turn an output such as NAME.pdf into that one file and its format."""
    target: Path = values["output"]
    suffix = target.suffix.lower().removeprefix(".")
    if suffix not in FORMATS or target.is_dir():
        return
    if chosen and values["formats"] != (suffix,):
        wanted = ", ".join(values["formats"])
        raise UsageError(
            f"the output {target.name} is no place for {wanted}",
            hint=f"leave --to out, or say --to {suffix}",
        )
    values.update(output=target.parent, output_file=target, formats=(suffix,))


def _timestamp(text: str | None) -> datetime | None:
    """Read SOURCE_DATE_EPOCH: seconds since 1970 as plain decimal digits."""
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,12}", text) or int(text) > _LAST_SECOND:
        raise UsageError(
            f"not a number of seconds since 1970: {text!r}", where="SOURCE_DATE_EPOCH"
        )
    return datetime.fromtimestamp(int(text), UTC)


def _processors() -> int:
    """Return the number of processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _printing(values: dict[str, Any], for_run: Mapping[str, object]) -> Printing:
    """Take what concerns printing out of the values, and return it.

    Raises:
        UsageError: the choices exclude each other, or this run makes no PDF.
    """
    names = [item.name for item in fields(Printing)]
    chosen: dict[str, Any] = {n: for_run[n] for n in names if n in for_run}
    asked = Printing(**chosen)
    if asked.given and "pdf" not in values.get("formats", FORMATS):
        hint = "leave it out, or add --to pdf"
        raise UsageError(f"{asked.given[0]} is for PDFs", hint=hint)
    return settled(Printing(**{n: values.pop(n) for n in names if n in values}))
