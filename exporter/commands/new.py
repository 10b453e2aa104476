"""``exporter new``: a start for what users write themselves."""

from __future__ import annotations

import re
from pathlib import Path

import click

from exporter import config
from exporter.errors import OutputError, UsageError

_STARTER = """\
# A briefing: one PDF and one EPUB out of many articles.
# Build it with:  exporter build {path}
# Every line that begins with # is a comment; take the # away to use a setting.

title = "{title}"
# subtitle = "What the night brought"
# date = 2026-11-24                  # on the cover and in the metadata
# period = [2026-11-23, 2026-11-24]  # the days covered; else those of the articles
# series = "Morning desk"            # what this is one of, for the shelf of e-readers
# number = 128                       # its place there; without one none is made up
# editor = "Your name"               # or ["One", "Another"]
# publisher = "Your organisation"    # the masthead
# language = "en"                    # of cover and lists; else that of most articles
# layout = "briefing"                # see: exporter layouts
# rights = "For internal use"

# What there is beside the articles; leave out what you do not want.
# parts = ["cover", "contents", "summary", "sources", "colophon"]

# The order within sections: "hand" (as written here), "date" (the newest first),
# "source" or "title". A section may have an order of its own.
# order = "date"

# note = \"\"\"
# A word to the reader, in *Markdown*; it stands on the cover.
# \"\"\"

# Articles are named by their path from the content folder down.
[[section]]
title = "First section"
articles = [
  "{example}",
  # {{ path = "articles/bridge.md", note = "Read this one first." }},
  # {{ tags = ["water", "cities"] }},                       # has one of these tags
  # {{ from = 2026-11-23, to = 2026-11-24 }},               # published on these days
  # {{ path = "articles/wire/*.txt", tags = ["water"] }},   # both
]
# note = "What the editor says of the section."

# [[section]]
# title = "Second section"
# order = "source"
# articles = ["articles/wire/*.txt"]
"""


@click.group("new")
def command() -> None:
    """Start something of your own."""


@command.command("briefing")
@click.argument("name")
def briefing(name: str) -> None:
    """Write a commented briefing NAME into the project's content folder."""
    from exporter import listing, naming

    stem = naming.slug(name, "")
    if not stem or not name.isprintable():
        hint = "it needs a letter or a digit"
        raise UsageError(f"not a name for a briefing: {name!r}", hint=hint)
    settings = config.load()
    target = settings.content / listing.BRIEFINGS / f"{stem}{listing.BRIEFING}"
    words = re.sub(r"[-_]+", " ", name).strip().replace("\\", "/").replace('"', "'")
    example = _example(settings.content)
    text = _STARTER.format(
        path=config.shown(target),
        title=words[:1].upper() + words[1:],
        example=example or "articles/*",
    )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        message = "there is such a briefing already"
        hint = "choose another name"
        raise UsageError(message, where=config.shown(target), hint=hint) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"can't be made: {reason}", where=str(target)) from error
    click.echo(config.shown(target))
    if not example:
        click.echo("There are no articles yet: put some into its sections.", err=True)


def _example(content: Path) -> str:
    """Return a reference that finds something, ``""`` where nothing is to be found."""
    from exporter import listing

    if content.is_dir():
        found = sorted(path.relative_to(content) for path in listing.articles(content))
        if found:
            folder = found[0].parent.as_posix()
            return f"{folder}/*" if folder != "." else "*"
    return ""
