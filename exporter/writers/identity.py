"""What a file for the press says of itself, beside the record it has already."""

from __future__ import annotations

import hashlib
import uuid

import pikepdf
from lxml import etree
from pikepdf import Dictionary, Name

from exporter.errors import OutputError

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP = "http://ns.adobe.com/xap/1.0/"
_MM = "http://ns.adobe.com/xap/1.0/mm/"
_PDF = "http://ns.adobe.com/pdf/1.3/"
_X = "http://www.npes.org/pdfx/ns/id/"
_DC = "http://purl.org/dc/elements/1.1/"
_SPACES = {"xmpMM": _MM, "pdfxid": _X, "pdf": _PDF, "xmp": _XMP}
# Claims of standards that no longer hold, and what only they ask for.
_CLAIMS = (
    "http://www.aiim.org/pdfa/ns/id/",
    "http://www.aiim.org/pdfua/ns/id/",
    "http://www.aiim.org/pdfa/ns/extension/",
)
_OURS = uuid.UUID("2f1c5b5e-6d0e-5b0d-8c43-6f1d3f1f7a55")


def state(pdf: pikepdf.Pdf, source: bytes) -> None:
    """Name PDF/X-4 in the packet, and whether the file is trapped: it is not.

    ISO 15930-7 wants in XMP the version, title, three dates, document, version and
    rendition; the rest of the record stays as it is. ``source`` is the file before.

    Raises:
        OutputError: the file has no packet, or none with a title.
    """
    old = pdf.Root.get("/Metadata")
    if not isinstance(old, pikepdf.Stream):
        raise OutputError("the file has no XMP packet to go on from")
    root = etree.fromstring(
        old.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True)
    )
    description = root.find(f".//{{{_RDF}}}Description")
    if description is None or description.find(f"{{{_DC}}}title") is None:
        raise OutputError("the file has no title, which PDF/X-4 wants")
    for element in list(description):
        if etree.QName(element).namespace in _CLAIMS:
            description.remove(element)
    added = etree.SubElement(root.find(f".//{{{_RDF}}}RDF"), f"{{{_RDF}}}Description")
    added.set(f"{{{_RDF}}}about", "")
    etree.cleanup_namespaces(root, top_nsmap=_SPACES)
    for (space, name), value in _statements(description, source).items():
        etree.SubElement(added, f"{{{space}}}{name}").text = value
    description.extend(list(added))
    added.getparent().remove(added)
    packet = etree.tostring(root.getroottree(), encoding="utf-8")
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    info = pdf.trailer.get("/Info")
    if info is None:
        info = pdf.trailer.Info = pdf.make_indirect(Dictionary())
    info.Trapped = Name("/False")


def _statements(
    description: etree._Element, source: bytes
) -> dict[tuple[str, str], str]:
    identifier = description.findtext(f"{{{_DC}}}identifier") or ""
    modified = description.findtext(f"{{{_XMP}}}ModifyDate")
    created = description.findtext(f"{{{_XMP}}}CreateDate")
    if not modified or not created:
        raise OutputError("the file does not say when it was made, as PDF/X-4 wants")
    document = uuid.uuid5(_OURS, identifier or hashlib.sha256(source).hexdigest())
    instance = uuid.uuid5(document, hashlib.sha256(source).hexdigest())
    return {
        (_X, "GTS_PDFXVersion"): "PDF/X-4",
        (_PDF, "Trapped"): "False",
        (_XMP, "MetadataDate"): modified,
        (_MM, "DocumentID"): f"uuid:{document}",
        (_MM, "InstanceID"): f"uuid:{instance}",
        (_MM, "VersionID"): "1",
        (_MM, "RenditionClass"): "default",
    }
