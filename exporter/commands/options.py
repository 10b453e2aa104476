"""Options of ``exporter build``, by what they concern."""

from __future__ import annotations

from collections.abc import Callable

import click

PRINTING = (
    "css", "set", "paper", "sides", "links", "gray", "bleed", "marks", "booklet",
    "signature", "creep", "n_up", "sheet", "press", "press_profile",
)  # fmt: skip
REPEATED = ("css", "set")

Command = Callable[..., None]


def facts(command: Command) -> Command:
    """Add the options that supply facts for a single input."""
    options = (
        click.option("--title", metavar="TEXT", help="Headline."),
        click.option("--author", metavar="NAME", multiple=True,
                     help="Author; repeat for more."),
        click.option("--date", metavar="DATE",
                     help="Day of publication: YYYY, YYYY-MM or YYYY-MM-DD."),
        click.option("--language", metavar="TAG", help="Language, as en or pt-BR."),
        click.option("--source", metavar="NAME", help="Where the text comes from."),
        click.option("--source-url", metavar="URL", help="Its address."),
        click.option("--publisher", metavar="NAME", help="Who published it."),
        click.option("--rights", metavar="TEXT", help="Rights statement."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def printing(command: Command) -> Command:
    """Add the options that change a layout, and those for print."""
    options = (
        click.option("--css", metavar="FILE", multiple=True,
                     help="Stylesheet after the layout's; repeat for more."),
        click.option("--set", metavar="KEY=VALUE", multiple=True,
                     help="Value of the layout, as accent=#003366; repeat for more."),
        click.option("--paper", metavar="SIZE",
                     help="Size of pages: a4, a5, letter … or 170x240mm."),
        click.option("--sides", metavar="one|two",
                     help="Printed on one side, or on two: mirrored margins."),
        click.option("--links", metavar="list|notes|inline|none",
                     help="How addresses behind links are shown on pages."),
        click.option("--gray", is_flag=True, default=None,
                     help="Pages in shades of grey, pictures too."),
        click.option("--bleed", metavar="LENGTH",
                     help="How far ink goes past the trim, as 3mm."),
        click.option("--marks", metavar="crop,cross",
                     help="Marks for cutting and registration."),
        click.option("--booklet", is_flag=True, default=None,
                     help="Two pages a side, to be folded and stapled."),
        click.option("--signature", metavar="PAGES",
                     help="Pages of a signature of a booklet. Default: all."),
        click.option("--creep", metavar="LENGTH",
                     help="Thickness of a sheet of a booklet. Default: 0.1mm."),
        click.option("--n-up", metavar="N", help="Pages a side: 2, 4, 6, 8, 9, 16."),
        click.option("--sheet", metavar="SIZE",
                     help="Paper for --booklet or --n-up."),
        click.option("--press", is_flag=True, default=None,
                     help="PDF/X-4 in CMYK, for a printing house."),
        click.option("--press-profile", metavar="FILE",
                     help="ICC profile of the press."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command
