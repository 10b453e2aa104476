"""``exporter check``: artefacts against rules with stable codes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exporter.commands import files as inputs
from exporter.commands.words import plain
from exporter.errors import UsageError, suggest

if TYPE_CHECKING:
    from exporter.checks.report import Examined

_FORMATS = ("text", "json", "github")


@click.command("check")
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    help="A line for each finding; one JSON object; or GitHub's annotations.",
)
@click.option("--select", multiple=True, metavar="CODES", help="Only these rules.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All but these rules.")
@click.option("--strict", is_flag=True, help="Warnings fail, too.")
@click.option(
    "--judges/--no-judges",
    default=True,
    help="Ask EPUBCheck, Ace, veraPDF and page-validation, if they are there.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=1),
    default=180,
    metavar="SECONDS",
    help="Limit for a file, and for each judge of it; 180 by default.",
)
@click.option("--list", "listed", is_flag=True, help="List the rules, and end.")
@click.option("--explain", metavar="CODE", help="Say all about a rule, and end.")
@click.pass_context
def command(ctx: click.Context, /, files: tuple[str, ...], **options: Any) -> None:
    """Check PDFs and EPUBs, of exporter or others, for what readers trip over.

    CODES are codes or their beginnings, with commas: KINDLE,A11Y001. Exit code 1
    if there is an error (a warning with --strict).
    """
    from exporter.checks import report

    if options["listed"] or options["explain"]:
        code = options["explain"]
        click.echo(_explained(code) if code else report.listing())
        return
    if not files:
        raise UsageError("no file is named", hint="exporter check FILE...")
    selected, ignored = _codes(options["select"]), _codes(options["ignore"])
    found: list[Examined] = []

    def act(name: str) -> bool:
        inputs.check(name)
        examined = _examine(name, options["time_limit"], options["judges"])
        found.append(examined.only(selected, ignored))
        return _is_sound(found[-1], options["strict"])

    exit_code = inputs.each(files, act)
    click.echo(plain(report.write(found, report.Format(options["form"]))))
    ctx.exit(exit_code)


def _examine(name: str, limit: float, judges: bool) -> Examined:
    from exporter import artefacts, checks
    from exporter.checks.report import Examined

    path = Path(name)
    findings = checks.check_apart(path, limit)
    if not judges or any(found.code == "FILE001" for found in findings):
        return Examined(path=name, findings=findings)
    from exporter.checks.judges import judge

    verdicts = judge(path, artefacts.kind(path), limit)
    told = tuple(found for verdict in verdicts for found in verdict.findings)
    return Examined(path=name, findings=findings + told, verdicts=verdicts)


def _is_sound(examined: Examined, strict: bool) -> bool:
    from exporter.checks import Severity

    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return not any(found.severity in failing for found in examined.findings)


def _explained(code: str) -> str:
    from exporter.checks import report, rules

    rule = rules().get(code.upper())
    if rule is None:
        raise _unknown(code.upper())
    return report.explain(rule)


def _codes(options: Iterable[str]) -> tuple[str, ...]:
    """Split codes at commas; each must be the beginning of one that there is.

    Raises:
        UsageError: no rule and no judge has such a code.
    """
    from exporter.checks import rules
    from exporter.checks.judges import PREFIXES

    words = [word.strip().upper() for option in options for word in option.split(",")]
    known = (*rules(), *PREFIXES)
    for word in filter(None, words):
        if not any(
            code.startswith(word) or word.startswith(PREFIXES) for code in known
        ):
            raise _unknown(word)
    return tuple(filter(None, words))


def _unknown(code: str) -> UsageError:
    from exporter.checks import GROUPS, rules

    hint = suggest(code, (*rules(), *GROUPS)) or "exporter check --list shows them"
    return UsageError(f"no rule {code!r}", hint=hint)
