"""Composition → PDF: PDF/A-3a and PDF/UA-1 at once, the originals inside."""

from __future__ import annotations

from typing import Any

from exporter.composition import Composition
from exporter.metadata import Metadata
from exporter.writers import engine, rendering, xmp
from exporter.writers.finish import Finish


def write(composition: Composition) -> bytes:
    """Return the PDF of a composition for pages.

    Raises:
        OutputError: a native library is missing, or the engine met an error.
    """
    document = rendering.render(composition)
    document.metadata = _metadata(composition.metadata)
    finish = Finish()
    data: bytes = document.write_pdf(
        pdf_variant=rendering.VARIANT,
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
    return rendering.html(
        composition, f"<style>{rules}{composition.stylesheet}</style>"
    )


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
