"""All rules of PDF, over one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from exporter.artefacts.pdf import opened
from exporter.checks import document, drawing, press, tagging
from exporter.checks.objects import elements, entry, fits, resources
from exporter.checks.rules import Finding
from exporter.errors import InputError


def check(path: Path) -> Iterator[Finding]:
    """Yield what the rules find in a PDF.

    Raises:
        InputError: the file is damaged, encrypted or too large.
    """
    with opened(path) as pdf:
        try:
            _guard(pdf, str(path))
            for rules in (document, tagging, press):
                yield from rules.check(pdf, str(path))
        except (RecursionError, ValueError, TypeError) as error:
            # Objects of the wrong type: the file is no sound PDF.
            raise pikepdf.PdfError(str(error)) from error
    yield from drawing.check(path)


def _guard(pdf: pikepdf.Pdf, where: str) -> None:
    """Refuse content that unpacks to more than an engine should be given.

    Raises:
        InputError: a page or a form does.
    """
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        streams = elements(entry(page.obj, "/Contents"))
        streams += resources(page.obj, "/XObject", seen)
        forms = (s for s in streams if str(entry(s, "/Subtype")) != "/Image")
        if not all(map(fits, forms)):
            message = f"page {number} unpacks to more than 64 MiB, which is unsafe"
            raise InputError(message, where=where)
