"""``exporter verify``: are the originals inside, and unchanged?"""

from __future__ import annotations

from pathlib import Path

import click

from exporter.commands.files import check, each
from exporter.commands.words import plain


@click.command("verify")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.pass_context
def command(ctx: click.Context, /, files: tuple[str, ...]) -> None:
    """Check the originals inside PDFs and EPUBs.

    Exit code 1 if one is missing or changed, or there is none.
    """
    several = len(files) > 1
    ctx.exit(each(files, lambda name: _verify(name, several=several)))


def _verify(name: str, *, several: bool) -> bool:
    """Print each original of a file; tell whether all are sound."""
    from exporter import artefacts
    from exporter.apart import apart

    check(name)
    findings = apart(artefacts.verify, Path(name), name)
    prefix = f"{name}: " if several else ""
    for finding in findings:
        digest = finding.sha256 or "-" * 64
        what = "  ".join(filter(None, (finding.name, finding.note)))
        click.echo(plain(f"{prefix}{finding.status:<9}  {digest}  {what}"))
    return all(finding.is_sound for finding in findings)
