"""``exporter inspect``: what is known of an input or an artefact."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exporter.commands import inputs
from exporter.commands.files import check, each
from exporter.commands.words import plain

if TYPE_CHECKING:
    from exporter.jobs import Job

_ARTEFACTS = (".pdf", ".epub")
_WIDEST = 60  # characters of a value in a table; the rest is cut
_Row = tuple[str, str, str, str]


@click.command("inspect")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One JSON object; one a line for several files.",
)
@click.pass_context
def command(ctx: click.Context, /, files: tuple[str, ...], as_json: bool) -> None:
    """Show what is known of FILEs.

    An article or a briefing: each field with its value, its basis (stated,
    supplied, inferred, unknown) and the rule. A feed or a dump: the sum of its
    records, and the bad ones. A PDF or EPUB: what the file itself says.
    """

    def show(name: str) -> bool:
        found = _look(name)
        if as_json:
            indent = 2 if len(files) == 1 else None
            click.echo(json.dumps(found, ensure_ascii=False, indent=indent))
        else:
            click.echo(_table(name, found))
        return not found.get("bad", {}).get("count")

    ctx.exit(each(files, show))


def _look(name: str) -> Mapping[str, Any]:
    from exporter.apart import apart
    from exporter.inputs import STDIN, is_address

    if name != STDIN and not is_address(name):
        check(name)
    if Path(name).suffix.lower() in _ARTEFACTS and not is_address(name):
        return apart(_artefact, Path(name), name)
    from exporter import config, inspection, planning

    settings = config.load()
    job = planning.single(settings, name, inputs.at_hand(settings, (name,)))
    if job.flaw is not None:
        raise job.flaw
    if job.gathers:
        return inspection.briefing_json(job)
    if planning.is_collection(job):
        return inspection.collection_json(job)
    return apart(_article, job, name)


def _artefact(path: Path) -> Mapping[str, Any]:
    from exporter import artefacts

    return artefacts.artefact_json(artefacts.read(path))


def _article(job: Job) -> Mapping[str, Any]:
    from exporter import inspection, readings

    return inspection.article_json(readings.read(job).article)


def _table(name: str, found: Mapping[str, Any]) -> str:
    """Return aligned columns: field, value, basis, rule."""
    rows = list(_rows(found))
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
    lines = [
        f"{field:<{widths[0]}}  {value:<{widths[1]}}  {basis:<{widths[2]}}  {rule}"
        for field, value, basis, rule in rows
    ]
    return "\n".join([click.style(name, bold=True), *map(str.rstrip, lines), ""])


def _rows(found: Mapping[str, Any], prefix: str = "") -> Iterator[_Row]:
    for key, value in found.items():
        field = f"{prefix}{key}"
        if isinstance(value, Mapping) and {"value", "basis"} <= value.keys():
            shown = _shown(value["value"])
            yield field, shown, value["basis"], value.get("rule") or ""
        elif isinstance(value, Mapping):
            yield from _rows(value, f"{field}.")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for number, item in enumerate(value, 1):
                yield from _rows(item, f"{field}.{number}.")
        else:
            yield field, _shown(value), "", ""


def _shown(value: object) -> str:
    if value is None or value == []:
        return "—"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = plain(" ".join(text.split()))
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
