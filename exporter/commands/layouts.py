"""``exporter layouts``: what looks there are, and how to start one's own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click

from exporter import config
from exporter.errors import LayoutError, OutputError, UsageError

_MODEL = "article"
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


@click.group("layouts", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List layouts, or start one's own."""
    if ctx.invoked_subcommand is None:
        _list()


@command.command("list")
def list_layouts() -> None:
    """List the layouts there are, with a line on each."""
    _list()


def _list() -> None:
    from exporter.layouts import available

    project = config.load().root
    built_in = {layout.folder for layout in available()}
    found = available(project)
    width = max(len(layout.name) for layout in found)
    for layout in found:
        place = "" if layout.folder in built_in else f" ({config.shown(layout.folder)})"
        click.echo(f"{layout.name:<{width}}  {layout.description}{place}")


@command.command("context")
def context() -> None:
    """Print what templates know: names, examples, meaning."""
    from exporter.layouts import contract

    click.echo(contract.as_markdown())


@command.command("new")
@click.argument("name")
@click.option(
    "--from",
    "model_name",
    metavar="LAYOUT",
    default=_MODEL,
    help="Which to copy: article or briefing, or another. Default: article.",
)
def new(name: str, model_name: str) -> None:
    """Copy a layout into templates/NAME of the project."""
    from exporter import layouts

    if not _NAME.fullmatch(name):
        hint = "small letters, digits and hyphens, a letter first"
        raise UsageError(f"not a name for a layout: {name!r}", hint=hint)
    root = config.load().root
    try:
        model = layouts.find(model_name, root)
    except LayoutError as error:
        raise UsageError(error.message, where=error.where, hint=error.hint) from error
    target = root / "templates" / name
    if target.exists():
        message = "there is such a folder already"
        raise UsageError(message, where=config.shown(target), hint="choose another")
    shipped = {layout.name for layout in layouts.available()}
    if name not in shipped and any((folder / name).exists() for folder in model.roots):
        message = f"{name!r} is no name for a layout: exporter has such a folder itself"
        raise UsageError(message, hint="choose another")
    try:
        shutil.copytree(model.folder, target)
        _retitle(target / "layout.toml", name)
    except OSError as error:
        raise OutputError(f"can't be made: {error}", where=str(target)) from error
    click.echo(config.shown(target))


def _retitle(path: Path, name: str) -> None:
    title = f'title = "{name.replace("-", " ").capitalize()}"'
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^title\s*=.*$", title, text, flags=re.MULTILINE), "utf-8")
