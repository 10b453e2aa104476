"""Composition → PDF: PDF/A-3a and PDF/UA-1 at once, the originals inside."""

from __future__ import annotations

import logging
from html import escape, unescape
from typing import Any

from exporter.composition import Composition
from exporter.errors import OutputError
from exporter.metadata import Metadata
from exporter.writers import engine, glyphs, hyphenation, xmp
from exporter.writers.finish import Finish

_VARIANT = "pdf/a-3a"  # with pdfuaid in the same packet, also PDF/UA-1


def write(composition: Composition) -> bytes:
    """Return the PDF of a composition for pages.

    Raises:
        OutputError: a native library is missing, or the engine met an error.
    """
    document = _render(composition)
    finish = Finish()
    data: bytes = document.write_pdf(
        pdf_variant=_VARIANT,
        attachments=_attachments(composition),
        finisher=finish,
    )
    return finish.sealed(data)


def page(composition: Composition) -> str:
    """Return the whole page as one HTML document that names its font files.

    The bytes of this document, given to any renderer of HTML and CSS, show what
    ``write`` lays out.
    """
    rules = "".join(
        engine.font_face(face, face.path.as_uri()) for face in composition.faces
    )
    return _html(composition, f"<style>{rules}{composition.stylesheet}</style>")


def _html(composition: Composition, head: str = "") -> str:
    metadata = composition.metadata
    body = "\n".join(document.html for document in composition.documents)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(metadata.language)}"'
        f' dir="{composition.direction}">'
        f'<head><meta charset="utf-8"><title>{escape(metadata.title)}</title>{head}'
        f"</head>\n<body>\n{body}\n</body></html>\n"
    )


def _render(composition: Composition) -> Any:
    """Lay the pages out.

    Raises:
        OutputError: the engine reported an error, which it does not raise.
    """
    weasyprint = engine.weasyprint()
    hyphenation.prepare(composition.metadata.language)
    assets = {asset.name: asset for asset in composition.assets}
    html = weasyprint.HTML(
        string=_html(composition),
        base_url=engine.BASE,
        url_fetcher=engine.fetcher(assets, ()),
    )
    errors = _Errors()
    weasyprint.LOGGER.addHandler(errors)
    try:
        document = html.render(
            font_config=engine.font_configuration(composition.faces),
            stylesheets=[engine.stylesheet(composition.stylesheet, composition.faces)],
            pdf_variant=_VARIANT,
        )
    finally:
        weasyprint.LOGGER.removeHandler(errors)
    if errors.messages:
        raise OutputError(f"the page could not be laid out: {errors.messages[0]}")
    document.metadata = _metadata(composition.metadata)
    document.fonts = glyphs.table(unescape(_html(composition)))
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


def _metadata(metadata: Metadata) -> Any:
    """Return WeasyPrint's record, with a packet of our own in place of its own.

    Its packet has no date, source, language or publisher, and what it lets one
    add goes into a second ``rdf:RDF`` element, which readers ignore.
    """
    weasyprint = engine.weasyprint()
    base = weasyprint.pdf.metadata.DocumentMetadata
    content = xmp.packet(metadata, f"WeasyPrint {weasyprint.VERSION}")

    class Record(base):  # type: ignore[misc, valid-type] # WeasyPrint is untyped
        """Writes the packet uncompressed, as validators and simple readers want."""

        def include_in_pdf(self, pdf: Any, *_: object) -> None:
            """Add the packet to the catalogue (ISO 32000-1, 14.3.2)."""
            extra = {"Type": "/Metadata", "Subtype": "/XML"}
            stream = weasyprint.pdf.pydyf.Stream([content], extra, compress=False)
            pdf.add_object(stream)
            pdf.catalog["Metadata"] = stream.reference

    return Record(
        title=metadata.title,
        authors=list(metadata.creators),
        description=metadata.description,
        keywords=list(metadata.subjects),
        generator=metadata.generator,
        created=f"{metadata.created:%Y-%m-%dT%H:%M:%SZ}",
        modified=f"{metadata.modified:%Y-%m-%dT%H:%M:%SZ}",
        lang=metadata.language,
    )


def _attachments(composition: Composition) -> list[Any]:
    metadata = composition.metadata
    return [
        engine.weasyprint().Attachment(
            string=original.data,
            name=original.name,
            description=record.title,
            created=metadata.created,
            modified=metadata.modified,
            relationship="Source",
        )
        for original, record in zip(
            composition.originals, metadata.articles, strict=bool(composition.originals)
        )
    ]
