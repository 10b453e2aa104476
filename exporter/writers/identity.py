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
_DC = "http://purl.org/dc/elements/1.1/"
_SPACES = {
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": _XMP,
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
# XMP of PDF/A-3 has no Trapped, which PDF/X-4 wants (ISO 19005-3, 6.6.2.3.1).
_NO_LONGER = "http://www.aiim.org/pdfa/ns/id/"


def state(pdf: pikepdf.Pdf, source: bytes) -> None:
    """Name PDF/X-4 in the packet instead of PDF/A-3a, and say that nothing is trapped.

    ISO 15930-7 wants in XMP the version, title, three dates, document, version and
    rendition; the rest of the record stays as it is. ``source`` is the file before.

    Raises:
        OutputError: the file has no packet, or none with a title.
    """
    old = pdf.Root.get("/Metadata")
    if not isinstance(old, pikepdf.Stream):
        raise OutputError("the file has no XMP packet to go on from")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(old.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise OutputError("the file's XMP packet is damaged") from error
    description = root.find(f".//{{{_RDF}}}Description")
    if description is None or description.find(f"{{{_DC}}}title") is None:
        raise OutputError("the file has no title, which PDF/X-4 wants")
    for element in list(description):
        if etree.QName(element).namespace == _NO_LONGER:
            description.remove(element)
    for (prefix, name), value in _statements(description, source).items():
        # With the prefix given: lxml's own choice depends on who else was at work.
        element = etree.SubElement(
            description, f"{{{_SPACES[prefix]}}}{name}", nsmap={prefix: _SPACES[prefix]}
        )
        element.text = value
    etree.cleanup_namespaces(root)
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
    document = uuid.uuid5(
        uuid.NAMESPACE_URL, identifier or hashlib.sha256(source).hexdigest()
    )
    instance = uuid.uuid5(document, hashlib.sha256(source).hexdigest())
    return {
        ("pdfxid", "GTS_PDFXVersion"): "PDF/X-4",
        ("pdf", "Trapped"): "False",
        ("xmp", "MetadataDate"): modified,
        ("xmpMM", "DocumentID"): f"uuid:{document}",
        ("xmpMM", "InstanceID"): f"uuid:{instance}",
        ("xmpMM", "VersionID"): "1",
        ("xmpMM", "RenditionClass"): "default",
    }
