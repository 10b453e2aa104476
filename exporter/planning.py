"""From what the user names to jobs: articles and briefings, each target once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path

from exporter import naming, plugins, records
from exporter.briefing import LIMIT, Briefing, Chapters, Order
from exporter.config import Settings, shown
from exporter.errors import InputError, UsageError
from exporter.inputs import STDIN, Input, inputs
from exporter.jobs import NOTHING, STDIN_NAME, Held, Job
from exporter.readers import kinds
from exporter.readers.request import Supplied

ARTICLE, BRIEFING = "article", "briefing"
"""The layouts of articles and of briefings where nobody chooses one."""
_NOTHING_HELD: Mapping[str, Held] = {}


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
    return tuple(stream(settings, paths, supplied, held(stdin)))


def held(stdin: bytes) -> Mapping[str, Held]:
    """Return standard input as bytes at hand, called by what it seems to be."""
    return {STDIN: Held(name=kinds.sniff(stdin) or STDIN_NAME, data=stdin)}


def stream(
    settings: Settings,
    paths: Iterable[str] = (),
    supplied: Supplied = NOTHING,
    at_hand: Mapping[str, Held] = _NOTHING_HELD,
) -> Iterable[Job]:
    """Return the jobs of ``plan``, one by one where there is a collection among them.

    A collection may have a million records. ``at_hand`` are the bytes of standard
    input (``-``) and of addresses. What is wrong with the whole is raised at once.

    Raises:
        UsageError, InputError: as of ``plan``.
    """
    _check_formats(settings)
    found = inputs(settings, tuple(paths))
    if len(found) > 1:
        _refuse_single(settings, supplied)
    if any(item.gathers for item in found):
        refuse_sources(supplied)
    jobs = tuple(_job(settings, item, supplied, at_hand) for item in found)
    _refuse_clash(job for job in jobs if not is_collection(job))
    if not any(map(is_collection, jobs)):
        return jobs
    wholes = [_records(settings, job) if is_collection(job) else (job,) for job in jobs]
    return chain.from_iterable(wholes)


def single(settings: Settings, name: str, at_hand: Mapping[str, Held]) -> Job:
    """Return the job of one input; that of a collection is not parted yet.

    Raises:
        UsageError: there is no such file.
    """
    (found,) = inputs(settings, (name,))
    return _job(settings, found, NOTHING, at_hand)


def is_collection(job: Job) -> bool:
    """Tell whether a job is of a file that may hold many articles."""
    name = job.path.name if job.path is not None else job.held
    return not job.gathers and job.flaw is None and records.is_collection(name)


def _records(settings: Settings, collection: Job) -> Iterator[Job]:
    """Return the jobs of a collection; facts and an output file are for one alone."""
    found = records.jobs(settings, collection)
    if settings.output_file is None and collection.supplied == NOTHING:
        return found
    first = tuple(islice(found, 2))
    if len(first) > 1:
        _refuse_single(settings, collection.supplied)
    return iter(first)


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
        slug=naming.slug(title, BRIEFING),
        title=title,
        is_named_by=rule,
        sections=(section,),
    )


def plan_briefing(
    settings: Settings,
    intent: Briefing,
    paths: Iterable[str] = (),
    at_hand: Mapping[str, Held] = _NOTHING_HELD,
) -> Job:
    """Return the job that makes one briefing of all articles among files and folders.

    Raises:
        UsageError: a path is missing, or names a briefing.
        InputError: there is no article, or there are far too many records.
    """
    _check_formats(settings)
    found = inputs(settings, tuple(paths))
    for item in found:
        if item.gathers and item.named:
            hint = "name its articles instead"
            message = "a briefing can't be an article of another"
            raise UsageError(message, where=item.name, hint=hint)
    jobs = (
        _job(settings, item, NOTHING, at_hand) for item in found if not item.gathers
    )
    limits = records.limits_of(settings)
    wholes = (
        records.members(job, limits) if is_collection(job) else (job,) for job in jobs
    )
    members = tuple(chain.from_iterable(wholes))
    return Job(
        name=intent.title,
        path=None,
        root=Path.cwd(),
        targets=naming.targets(settings, intent.slug),
        data=at_hand[STDIN].data if STDIN in at_hand else b"",
        layout=settings.chosen_layout or BRIEFING,
        gathers=True,
        briefing=intent,
        members=members,
    )


def _check_formats(settings: Settings) -> None:
    for name in settings.formats:
        if not plugins.is_built_in("writers", name):
            plugins.load("writers", name)


def _job(
    settings: Settings, item: Input, supplied: Supplied, at_hand: Mapping[str, Held]
) -> Job:
    own = at_hand.get(item.name) if item.path is None else None
    bytes_ = own or Held()
    name = item.path.name if item.path else bytes_.name
    return Job(
        name=item.name,
        path=item.path,
        root=item.root,
        targets=naming.targets(settings, naming.slug(kinds.stem_of(name))),
        named=item.named,
        supplied=supplied,
        data=bytes_.data,
        held=bytes_.name,
        address=bytes_.address,
        retrieved=bytes_.retrieved,
        notices=bytes_.notices,
        flaw=bytes_.flaw,
        fields=settings.fields,
        layout=_layout(settings, item),
        gathers=item.gathers,
    )


def _layout(settings: Settings, item: Input) -> str:
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


def _refuse_clash(jobs: Iterable[Job]) -> None:
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
