"""``exporter build``: articles in, artefacts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Sized
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exporter import config
from exporter.commands import inputs, options
from exporter.config import Settings, shown
from exporter.errors import ExporterError, InputError, UsageError
from exporter.keys import LOG_FORMATS

if TYPE_CHECKING:
    from exporter.commands.console import Console
    from exporter.jobs import Job
    from exporter.readers.request import Supplied

ORDERS = ("date", "hand", "source", "title")  # as exporter.briefing has them
_SETTINGS = (
    "formats", "output", "layout", "cover", "catalogue", "jobs", "time_limit",
    "memory_limit", "private_addresses", "force", "dry_run", "strict",
    "log_format", "verbosity", *options.PRINTING,
)  # fmt: skip


@click.command("build")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "-t",
    "--to",
    "formats",
    multiple=True,
    metavar="pdf|epub",
    help="Format; repeat for more. Default: both.",
)
@click.option(
    "-o",
    "--output",
    metavar="DIR|FILE",
    help="Folder, or NAME.pdf or NAME.epub for one file. Default: dist.",
)
@click.option("-l", "--layout", metavar="NAME", help="Layout; see exporter layouts.")
@click.option("--cover/--no-cover", default=None, help="EPUB with a cover picture.")
@click.option(
    "--catalogue/--no-catalogue",
    default=None,
    help="Keep an OPDS catalogue and an index.html of the output folder.",
)
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    help="Worker processes. Default: one for each processor.",
)
@click.option("--time-limit", metavar="SECONDS", help="Per article. Default: 300.")
@click.option(
    "--memory-limit", metavar="MIB", help="Per worker process. Default: 4096."
)
@click.option(
    "--private-addresses",
    is_flag=True,
    default=None,
    help="Fetch from the local network, too.",
)
@click.option("--force", is_flag=True, default=None, help="Build what is fresh, too.")
@click.option(
    "-n",
    "--dry-run",
    is_flag=True,
    default=None,
    help="Show what would be built, and why.",
)
@click.option("--strict", is_flag=True, default=None, help="Warnings are failures.")
@click.option(
    "-q", "--quiet", "verbosity", flag_value=-1, type=int, help="Failures only."
)
@click.option(
    "-v",
    "--verbose",
    "verbosity",
    flag_value=1,
    type=int,
    help="Every article and its time.",
)
@click.option(
    "--log-format",
    type=click.Choice(LOG_FORMATS),
    help="How to talk on standard error.",
)
@click.option(
    "--briefing",
    metavar="[TITLE]",
    is_flag=False,
    flag_value="",
    help="One briefing of all articles. Without a title it is called by the folder.",
)
@click.option(
    "--order",
    type=click.Choice(ORDERS),
    help="Order of its articles. Default: date, the newest first.",
)
@options.facts
@options.printing
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **given: Any) -> None:
    """Build PDF and EPUB from articles and briefings.

    PATHs are files, folders or - for standard input; without any, the content
    folder of the project. Paths of what was built go to standard output.
    """
    from exporter.commands.console import Console

    wanted = given.pop("briefing"), given.pop("order")
    overrides = {name: given[name] for name in _SETTINGS}
    for name in ("formats", *options.REPEATED):
        overrides[name] = given[name] or None
    facts = {key: value for key, value in given.items() if key not in _SETTINGS}
    console = Console(as_json=given["log_format"] == "json")
    try:
        settings = config.load(overrides=overrides)
        console = Console(
            as_json=settings.log_format == "json",
            verbosity=settings.verbosity,
            colour=settings.colour,
        )
        jobs = _plan(settings, paths, facts, wanted)
        if settings.dry_run:
            code = _preview(settings, jobs, console)
        else:
            code = _build(settings, jobs, console)
    except ExporterError as error:
        console.error(error)
        code = 2 if isinstance(error, UsageError) else 1
    ctx.exit(code)


def _plan(
    settings: Settings,
    paths: Sequence[str],
    facts: dict[str, Any],
    wanted: tuple[str | None, str | None],
) -> Iterable[Job]:
    """Return the jobs; ``wanted`` are the title and order of one briefing."""
    from exporter import planning

    title, order = wanted
    if title and not paths and Path(title).exists():
        title, paths = "", (title,)  # the optional title swallowed the path
    supplied = _supplied(facts)
    at_hand = inputs.at_hand(settings, paths)
    if title is None:
        if order:
            hint = "add --briefing, or write the order into the briefing's file"
            raise UsageError("--order is for --briefing", hint=hint)
        return planning.stream(settings, paths, supplied, at_hand)
    planning.refuse_sources(supplied)
    intent = planning.impromptu(settings, paths, title, order or "date")
    job = planning.plan_briefing(settings, intent, paths, at_hand)
    return (replace(job, supplied=supplied),)


def _supplied(facts: dict[str, Any]) -> Supplied:
    """Read options as a header's values of the same names are read."""
    from exporter.jobs import NOTHING

    given = {name: value for name, value in facts.items() if value}
    if not given:
        return NOTHING
    from exporter.readers.facts import gather
    from exporter.readers.values import Entry

    entries = [
        Entry(name=f"--{name.replace('_', '-')}", value=value, line=0)
        for name, value in given.items()
    ]
    try:
        return gather(tuple(entries), "").supplied
    except InputError as error:
        raise UsageError(error.message, hint=error.hint) from error


def _build(settings: Settings, jobs: Iterable[Job], console: Console) -> int:
    from contextlib import closing

    from exporter import pipeline
    from exporter.jobs import Status
    from exporter.report import Report

    report = Report()
    total = len(jobs) if isinstance(jobs, Sized) else None
    if settings.catalogue:
        from exporter import catalogue

        catalogue.check(settings.output)
    # Closed at once when interrupted, so that no worker outlives the message.
    with closing(pipeline.build(settings, jobs, console.progress)) as outcomes:
        for outcome in outcomes:
            report.add(outcome)
            console.outcome(outcome)
            if outcome.status is Status.BUILT:
                for path in outcome.paths:
                    click.echo(shown(path))
            console.progress(report.total, total)
    console.summary(report)
    if settings.catalogue:
        console.catalogue(catalogue.write(settings.output, settings.root))
    return report.exit_code


def _preview(settings: Settings, jobs: Iterable[Job], console: Console) -> int:
    from exporter import pipeline

    counts: Counter[str] = Counter()
    for job, stale in pipeline.pending(settings, jobs):
        counts["bad" if job.flaw else "stale" if stale else "fresh"] += 1
        for target, reason in stale.items():
            click.echo(f"{shown(target.path)}: {reason}")
        if job.flaw:
            console.failed(job.flaw)
    console.preview(counts["stale"], counts["fresh"], counts["bad"])
    return 1 if counts["bad"] else 0
