"""From what the user names to jobs: articles and briefings, each target once."""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from exporter import listing, plugins
from exporter.briefing import LIMIT, Briefing, Chapters, Order
from exporter.config import Settings, shown
from exporter.errors import InputError, UsageError
from exporter.jobs import NOTHING, STDIN_NAME, Job, Target
from exporter.readers import kinds, slugs
from exporter.readers.request import Supplied

STDIN = "-"
ARTICLE, BRIEFING = "article", "briefing"
"""The layouts of articles and of briefings where nobody chooses one."""
_LONGEST = 80  # characters of a slug
_HEAVIEST = 200  # bytes of it: a file name has 255, with suffix


@dataclass(frozen=True, slots=True, kw_only=True)
class _Input:
    """An input as named, where it is (None: standard input), and its root."""

    name: str
    path: Path | None
    root: Path
    named: bool = False
    gathers: bool = False


def plan(
    settings: Settings,
    paths: Iterable[str] = (),
    supplied: Supplied = NOTHING,
    stdin: bytes = b"",
) -> tuple[Job, ...]:
    """Return a job for each article and briefing among files and folders, in order.

    Without paths it is the content folder; ``-`` stands for ``stdin``.

    Raises:
        UsageError: a path is missing, two inputs would have one output, or
            facts or an output file are given for more than one input.
        InputError: there is no article.
    """
    _check_formats(settings)
    inputs = tuple(_unique(_inputs(settings, tuple(paths))))
    if len(inputs) > 1:
        _refuse_single(settings, supplied)
    if any(item.gathers for item in inputs):
        refuse_sources(supplied)
    jobs = tuple(_job(settings, item, supplied, stdin) for item in inputs)
    _refuse_clash(jobs)
    return jobs


def impromptu(
    settings: Settings, paths: Sequence[str], title: str, order: str
) -> Briefing:
    """Return the briefing of a run without a file: called by its folder if need be."""
    rule = "" if title else "folder-name"
    if not title:
        folders = [Path(name) for name in paths or (settings.content,)]
        only = folders[0].resolve().name if len(folders) == 1 else ""
        words = re.sub(r"[-_.\s]+", " ", only if folders[0].is_dir() else "").strip()
        title = words[:1].upper() + words[1:] or "Briefing"
    section = Chapters(order=Order(order), references=())
    return Briefing(
        slug=slug(title, BRIEFING), title=title, is_named_by=rule, sections=(section,)
    )


def plan_briefing(
    settings: Settings,
    intent: Briefing,
    paths: Iterable[str] = (),
    stdin: bytes = b"",
) -> Job:
    """Return the job that makes one briefing of all articles among files and folders.

    Raises:
        UsageError: a path is missing, or names a briefing.
        InputError: there is no article.
    """
    _check_formats(settings)
    inputs = tuple(_unique(_inputs(settings, tuple(paths))))
    for item in inputs:
        if item.gathers and item.named:
            hint = "name its articles instead"
            message = "a briefing can't be an article of another"
            raise UsageError(message, where=item.name, hint=hint)
    members = tuple(
        _job(settings, item, NOTHING, stdin) for item in inputs if not item.gathers
    )
    return Job(
        name=intent.title,
        path=None,
        root=Path.cwd(),
        targets=_targets(settings, intent.slug),
        data=stdin,
        layout=settings.chosen_layout or BRIEFING,
        gathers=True,
        briefing=intent,
        members=members,
    )


def _check_formats(settings: Settings) -> None:
    for name in settings.formats:
        if not plugins.is_built_in("writers", name):
            plugins.load("writers", name)


def _job(settings: Settings, item: _Input, supplied: Supplied, stdin: bytes) -> Job:
    return Job(
        name=item.name,
        path=item.path,
        root=item.root,
        targets=_targets(settings, slug((item.path or Path(STDIN_NAME)).stem)),
        named=item.named,
        supplied=supplied,
        data=stdin if item.path is None else b"",
        layout=_layout(settings, item),
        gathers=item.gathers,
    )


def _layout(settings: Settings, item: _Input) -> str:
    """Return the layout that the run chooses, else the briefing's own or the usual."""
    if item.gathers and item.path:
        from exporter.readers import sidecar  # for briefings only

        own = ""
        # What is wrong with the file is said when it is read.
        with suppress(InputError, OSError, ValueError, RecursionError):
            text = sidecar.load(item.path, item.root, LIMIT, "the briefing")
            value = tomllib.loads(text).get("layout")
            own = value if isinstance(value, str) else ""
        return settings.chosen_layout or own or BRIEFING
    return settings.layout or ARTICLE


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
            yield from _found(settings, path)
        elif _is_there(path):
            gathers = listing.is_briefing(path)
            root = listing.root(settings, path.parent)
            yield _Input(name=name, path=path, root=root, named=True, gathers=gathers)
        else:
            raise UsageError("there is no such file or folder", where=name)


def _found(settings: Settings, folder: Path) -> Iterator[_Input]:
    root = listing.root(settings, folder)
    files = sorted(listing.articles(folder), key=lambda path: path.parts)
    issues = sorted(listing.briefings(folder), key=lambda path: path.parts)
    if not files and not issues:
        hint = f"looked for {', '.join(kinds.suffixes())}"
        raise InputError("no article in this folder", where=str(folder), hint=hint)
    for path in files:
        yield _Input(name=str(path), path=path, root=root)
    for path in issues:
        yield _Input(name=str(path), path=path, root=root, gathers=True)


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        listing.refuse(error)
    return True


def _unique(inputs: Iterable[_Input]) -> Iterator[_Input]:
    listing.forget()
    seen: set[Path | None] = set()
    for item in inputs:
        real = item.path and listing.real(item.path)
        if real not in seen:
            seen.add(real)
            yield item


def _targets(settings: Settings, stem: str) -> tuple[Target, ...]:
    if settings.output_file is not None:
        return (Target(format=settings.formats[0], path=settings.output_file),)
    return tuple(
        Target(format=name, path=settings.output / f"{stem}.{name}")
        for name in settings.formats
    )


def _refuse_single(settings: Settings, supplied: Supplied) -> None:
    if settings.output_file is not None:
        raise UsageError(
            f"several inputs can't all become {settings.output_file.name}",
            hint="give --output a folder",
        )
    if supplied != NOTHING:
        raise UsageError(
            "options that supply facts need a single input",
            hint="put the facts of each into a file NAME.toml beside it",
        )


def refuse_sources(supplied: Supplied) -> None:
    """Refuse to name one source for a briefing, whose articles have their own.

    Raises:
        UsageError: there is one.
    """
    if supplied.source_name or supplied.source_url:
        raise UsageError(
            "a briefing has no source of its own",
            hint="--publisher says who publishes it",
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


def slug(stem: str, nothing: str = "article") -> str:
    """Return the slug of an output: that of the article, or one that keeps letters.

    The article's is ASCII; a name in another script would lose what tells it apart.
    """
    text = unicodedata.normalize("NFC", stem).lower()
    own = re.sub(r"[\W_]+", "-", text)[:_LONGEST].strip("-")
    plain = slugs.ascii_name(stem)
    if len(plain) >= len(own):
        return plain or nothing
    return own.encode()[:_HEAVIEST].decode(errors="ignore").strip("-")
