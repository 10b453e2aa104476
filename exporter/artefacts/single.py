"""An article taken out of an artefact, as a small EPUB package of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from exporter.artefacts.container import CONTAINER
from exporter.artefacts.record import ArtefactArticle, Held, RecordedOriginal

_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_OWN = "exporter: urn:x-exporter:ns:1.0:"
_PLACE = "package.opf"
_PAGE, _ORIGINAL = "page", "original"
_ROOT = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    f'<rootfiles><rootfile full-path="{_PLACE}"'
    ' media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(held: Held) -> bytes:
    """Return a package that reads back as this article alone, the same every time.

    It is for exporter's own reader: it has no page that others could show, but
    the record, the original, and the images.
    """
    members = {
        CONTAINER: _ROOT.encode(),
        _PLACE: _package(held),
        f"{_PAGE}.xhtml": _page(held),
        _ORIGINAL: held.data or b"",
        **{image.name: image.data for image in held.images},
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data)
    return buffer.getvalue()


def _package(held: Held) -> bytes:
    root = etree.Element(f"{{{_OPF}}}package", nsmap={None: _OPF, "dc": _DC})
    root.set("prefix", _OWN)
    metadata = etree.SubElement(root, f"{{{_OPF}}}metadata")
    _add_dc(metadata, "description", held.description)
    for subject in held.subjects:
        _add_dc(metadata, "subject", subject)
    for about, name, value in _statements(held.article):
        meta = etree.SubElement(metadata, f"{{{_OPF}}}meta")
        meta.set("refines", f"#{about}")
        meta.set("property", name)
        meta.text = value
    manifest = etree.SubElement(root, f"{{{_OPF}}}manifest")
    original = held.article.original
    items = [
        (_PAGE, f"{_PAGE}.xhtml", "application/xhtml+xml"),
        (_ORIGINAL, _ORIGINAL, (original and original.media_type) or ""),
        *((f"i{n}", i.name, i.media_type) for n, i in enumerate(held.images)),
    ]
    for key, href, kind in items:
        item = etree.SubElement(manifest, f"{{{_OPF}}}item", id=key, href=href)
        item.set("media-type", kind)
    spine = etree.SubElement(root, f"{{{_OPF}}}spine")
    etree.SubElement(spine, f"{{{_OPF}}}itemref", idref=_PAGE)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _page(held: Held) -> bytes:
    body = etree.Element("body")
    for image in held.images:
        etree.SubElement(body, "img", src=image.name)
    return bytes(etree.tostring(body, encoding="utf-8"))


def _add_dc(metadata: etree._Element, name: str, value: str | None) -> None:
    if value:
        etree.SubElement(metadata, f"{{{_DC}}}{name}").text = value


def _statements(article: ArtefactArticle) -> Iterator[tuple[str, str, str]]:
    """Yield what is said, of what, and by which property (docs/metadata.md)."""
    said = {
        "exporter:slug": article.slug or _PAGE,
        "dcterms:title": article.title,
        "exporter:titleBasis": article.title_basis,
        "dcterms:date": article.published,
        "exporter:publishedBasis": article.published_basis,
        "exporter:updated": article.updated,
        "dcterms:language": article.language,
        "exporter:sourceName": article.source_name,
        "exporter:sourceUrl": article.source_url,
        "dcterms:publisher": article.publisher,
        "dcterms:rights": article.rights,
        "exporter:retrieved": article.retrieved,
        "exporter:original": _ORIGINAL,
    }
    yield from ((_PAGE, name, value) for name, value in said.items() if value)
    yield from ((_PAGE, "dcterms:creator", creator) for creator in article.creators)
    original = article.original or RecordedOriginal(name="")
    yield _ORIGINAL, "exporter:name", original.name
    yield _ORIGINAL, "exporter:sha256", original.sha256 or ""
