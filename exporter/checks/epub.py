"""All rules of EPUB, over one book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from exporter.artefacts.container import opened
from exporter.checks import access, images, kindle, kobo, links, package, styles
from exporter.checks.book import dismantle
from exporter.checks.rules import Finding


def check(path: Path) -> Iterator[Finding]:
    """Yield what the rules find in an EPUB.

    Raises:
        InputError: the file is damaged, encrypted or unsafe to read.
    """
    with opened(path) as container:
        book = dismantle(container, path.stat().st_size)
    for rules in (links, kindle, kobo, images, styles, package, access):
        yield from rules.check(book)
