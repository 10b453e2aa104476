"""``exporter doctor``: what the machine has, and what brings the rest."""

from __future__ import annotations

import click


@click.command("doctor")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show versions, libraries, fonts and tools.

    Exit code 1 if something needed is missing.
    """
    from exporter import doctor

    checks = doctor.examine()
    width = max(len(check.name) for check in checks)
    group = ""
    for check in checks:
        if check.group != group:
            group = check.group
            click.echo(f"\n{group}" if check is not checks[0] else group)
        mark = "ok" if check.found else "MISSING" if check.needed else "absent"
        detail = check.detail
        if not check.found:
            detail = "; ".join(filter(None, (detail, check.remedy)))
        click.echo(f"  {check.name:<{width}}  {mark:<7}  {detail}".rstrip())
    ctx.exit(1 if any(c.needed and not c.found for c in checks) else 0)
