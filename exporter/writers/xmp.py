"""The XMP packet: one description that PDF/A-3a and PDF/UA-1 readers understand.

XMP specification part 1 (ISO 16684-1); Dublin Core and XMP basic properties;
extension schemas as ISO 19005-3, 6.6.2.3 wants them for all other properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape as _escape

from exporter.metadata import ArticleRecord, Metadata

NAMESPACE = "urn:x-exporter:ns:1.0:"
_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfaType": "http://www.aiim.org/pdfa/ns/type#",
    "pdfaField": "http://www.aiim.org/pdfa/ns/field#",
    "exporter": NAMESPACE,
}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIELDS = {
    "slug": "short working name of the article",
    "title": "title of the article",
    "titleBasis": "stated, supplied or inferred",
    "published": "date of publication, at the precision that is known",
    "publishedBasis": "stated or supplied",
    "updated": "date of the last update",
    "language": "language tag of the article (BCP 47)",
    "creators": "authors, separated by semicolons",
    "sourceName": "publication that the article comes from",
    "sourceUrl": "address that the article comes from",
    "publisher": "who published the article",
    "rights": "rights statement of the article",
    "retrieved": "date on which the article was fetched",
    "cited": "outlets that the article cites as its sources, with counts",
    "originalName": "name of the attached original file",
    "originalType": "media type of the original file",
    "originalSize": "size of the original file in bytes",
    "originalSha256": "SHA-256 of the original file, hexadecimal",
}


def packet(metadata: Metadata, producer: str) -> bytes:
    """Return the packet for an edition, UTF-8, to be stored uncompressed."""
    spaces = "".join(f' xmlns:{key}="{uri}"' for key, uri in _NAMESPACES.items())
    properties = "\n".join(_properties(metadata, producer))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{_NAMESPACES["rdf"]}">\n'
        f'<rdf:Description rdf:about=""{spaces}>\n{properties}\n'
        "</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    ).encode()


def _properties(metadata: Metadata, producer: str) -> Iterator[str]:
    yield "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
    yield "<pdfuaid:part>1</pdfuaid:part>"
    yield _alternatives("dc:title", metadata.title)
    yield _list("dc:creator", "Seq", metadata.creators)
    yield _list("dc:date", "Seq", [metadata.published] if metadata.published else [])
    yield _text("dc:source", metadata.source)
    yield _list("dc:language", "Bag", [metadata.language])
    yield _list("dc:publisher", "Bag", [metadata.publisher or ""])
    yield _text("dc:identifier", metadata.identifier)
    yield _alternatives("dc:rights", metadata.rights)
    yield _alternatives("dc:description", metadata.description)
    yield _list("dc:subject", "Bag", metadata.subjects)
    yield _text("pdf:Keywords", ", ".join(metadata.subjects))
    yield _text("pdf:Producer", producer)
    yield _text("xmp:CreatorTool", metadata.generator)
    yield _text("xmp:CreateDate", f"{metadata.created:%Y-%m-%dT%H:%M:%SZ}")
    yield _text("xmp:ModifyDate", f"{metadata.modified:%Y-%m-%dT%H:%M:%SZ}")
    yield _text("exporter:titleBasis", metadata.title_basis.value)
    if metadata.series:
        yield _text("exporter:series", metadata.series.name)
        yield _text("exporter:seriesNumber", metadata.series.number)
    records = "".join(map(_record, metadata.articles))
    if records:
        yield f"<exporter:articles><rdf:Seq>{records}</rdf:Seq></exporter:articles>"
    yield _extensions()


def _record(record: ArticleRecord) -> str:
    values = {
        "slug": record.slug,
        "title": record.title,
        "titleBasis": record.title_basis.value,
        "published": record.published,
        "publishedBasis": record.published and record.published_basis.value,
        "updated": record.updated,
        "language": record.language,
        "creators": "; ".join(record.creators),
        "sourceName": record.source_name,
        "sourceUrl": record.source_url,
        "publisher": record.publisher,
        "rights": record.rights,
        "retrieved": record.retrieved,
        "cited": "; ".join(f"{c.name} ({c.count})" for c in record.cited),
        "originalName": record.original.name,
        "originalType": record.original.media_type,
        "originalSize": record.original.size,
        "originalSha256": record.original.sha256,
    }
    fields = "".join(
        _text(f"exporter:{name}", str(value)) for name, value in values.items() if value
    )
    return f'<rdf:li rdf:parseType="Resource">{fields}</rdf:li>\n'


def escape(text: str) -> str:
    """Escape a text; what no XML document may hold (XML 1.0, 2.2) is left out."""
    return _escape(_FORBIDDEN.sub("", text))


def _text(name: str, value: str | None) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _list(name: str, kind: str, values: Iterable[object]) -> str:
    items = "".join(f"<rdf:li>{escape(str(v))}</rdf:li>" for v in values if v)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _alternatives(name: str, value: str | None) -> str:
    if not value:
        return ""
    item = f'<rdf:li xml:lang="x-default">{escape(value)}</rdf:li>'
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>"


def _extensions() -> str:
    """Describe every property that is not predefined (ISO 19005-3, 6.6.2.3.3)."""
    ua = _schema(
        "PDF/UA identification",
        "pdfuaid",
        [("part", "Integer", "part of ISO 14289 that the file conforms to")],
    )
    own = _schema(
        "Provenance of articles",
        "exporter",
        [
            ("titleBasis", "Text", "stated, supplied or inferred"),
            ("series", "Text", "series that the file is one of"),
            ("seriesNumber", "Text", "place of the file in its series"),
            ("articles", "Seq Article", "the articles, in reading order"),
        ],
        _value_type(),
    )
    return (
        f"<pdfaExtension:schemas><rdf:Bag>{ua}{own}</rdf:Bag></pdfaExtension:schemas>"
    )


def _schema(
    title: str, prefix: str, properties: list[tuple[str, str, str]], types: str = ""
) -> str:
    items = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        f"<pdfaProperty:description>{text}</pdfaProperty:description></rdf:li>"
        for name, kind, text in properties
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaSchema:schema>{title}</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_NAMESPACES[prefix]}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{items}</rdf:Seq></pdfaSchema:property>"
        f"{types}</rdf:li>"
    )


def _value_type() -> str:
    fields = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaField:name>{name}</pdfaField:name>"
        "<pdfaField:valueType>Text</pdfaField:valueType>"
        f"<pdfaField:description>{text}</pdfaField:description></rdf:li>"
        for name, text in _FIELDS.items()
    )
    return (
        '<pdfaSchema:valueType><rdf:Seq><rdf:li rdf:parseType="Resource">'
        "<pdfaType:type>Article</pdfaType:type>"
        f"<pdfaType:namespaceURI>{NAMESPACE}</pdfaType:namespaceURI>"
        "<pdfaType:prefix>exporter</pdfaType:prefix>"
        "<pdfaType:description>An article and its original</pdfaType:description>"
        f"<pdfaType:field><rdf:Seq>{fields}</rdf:Seq></pdfaType:field>"
        "</rdf:li></rdf:Seq></pdfaSchema:valueType>"
    )
