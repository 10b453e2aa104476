"""The command line: flags to settings, outcomes to words, errors to exit codes."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from types import FrameType

import click

from exporter.commands.words import plain
from exporter.errors import ExporterError, UsageError, suggest
from exporter.version import VERSION

COMMANDS = ("build", "inspect", "verify", "check", "new", "layouts", "doctor")
FAILED, WRONG_USE, INTERRUPTED = 1, 2, 130


class _Commands(click.Group):
    """Commands by name; the module of one is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"exporter.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = suggest(args[0], COMMANDS) or f"commands: {', '.join(COMMANDS)}"
            raise UsageError(f"no command {args[0]!r}", hint=hint)
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="exporter")
def exporter() -> None:
    """Export articles to PDF and EPUB, with date, source and original inside."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, 1, 2 or 130."""
    try:
        result = exporter.main(arguments, prog_name="exporter", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ExporterError as error:
        click.echo(plain(f"exporter: {error}"), err=True)
        return WRONG_USE if isinstance(error, UsageError) else FAILED
    except (KeyboardInterrupt, click.Abort):
        click.echo("exporter: interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the results has gone; the interpreter must not flush them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(plain(f"exporter: {place}{error.strerror or error}"), err=True)
        return FAILED
    return result if isinstance(result, int) else 0


def main() -> None:
    """Run the command line of this process and end it with the exit code."""
    # A run makes some hundred thousand objects and keeps most of them to its end:
    # looking for garbage at each seven hundredth costs a fifth of its time.
    gc.set_threshold(100_000, 50, 100)
    for name in ("SIGTERM", "SIGHUP"):  # a closed terminal leaves no workers behind
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _terminate)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # for other locales
    sys.exit(run())


def _terminate(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
