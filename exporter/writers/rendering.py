"""Laying out: a composition becomes WeasyPrint's document of pages."""

from __future__ import annotations

import logging
import re
from html import escape, unescape
from typing import Any

from exporter.composition import Composition
from exporter.errors import OutputError
from exporter.writers import engine, glyphs, hyphenation

_LANGUAGE = re.compile(r'\slang="([A-Za-z0-9-]+)"')
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError)
"""What WeasyPrint 70 ends in where a stylesheet asks too much of it."""
VARIANT = "pdf/a-3a"  # with pdfuaid in the same packet, also PDF/UA-1


def html(composition: Composition, head: str = "") -> str:
    """Return the document that is laid out; ``head`` goes into its head."""
    metadata = composition.metadata
    body = "\n".join(document.html for document in composition.documents)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(metadata.language)}"'
        f' dir="{composition.direction}">'
        f'<head><meta charset="utf-8"><title>{escape(metadata.title)}</title>{head}'
        f"</head>\n<body>\n{body}\n</body></html>\n"
    )


def render(composition: Composition) -> Any:
    """Lay the pages out; the document has no metadata yet.

    Raises:
        OutputError: the engine reported an error, which it does not raise.
    """
    weasyprint = engine.weasyprint()
    page = html(composition)
    for language in dict.fromkeys(_LANGUAGE.findall(page)):
        hyphenation.prepare(language)
    assets = {asset.name: asset for asset in composition.assets}
    source = weasyprint.HTML(
        string=page,
        base_url=engine.BASE,
        url_fetcher=engine.fetcher(assets, {}),
    )
    errors = _Errors()
    weasyprint.LOGGER.addHandler(errors)
    try:
        document = source.render(
            font_config=engine.font_configuration(composition.faces),
            stylesheets=[engine.stylesheet(composition.stylesheet, composition.faces)],
            pdf_variant=VARIANT,
        )
    except _FAULTS as error:
        text = f"{type(error).__name__}: {error}"
        hint = "a rule of the layout or of --css may be more than it can do"
        raise OutputError(f"the engine broke off: {text}", hint=hint) from error
    finally:
        weasyprint.LOGGER.removeHandler(errors)
    if errors.messages:
        raise OutputError(f"the page could not be laid out: {errors.messages[0]}")
    document.fonts = glyphs.table(unescape(page))
    for page_ in document.pages:
        # One annotation for a link, not one more for each element inside it, whose
        # tag would not be Link (ISO 14289-1, 7.18.5).
        page_.links = [link for link in page_.links if link[3].element_tag == "a"]
    return document


class _Errors(logging.Handler):
    """Keeps what WeasyPrint logs as an error, such as an image it could not read."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())
