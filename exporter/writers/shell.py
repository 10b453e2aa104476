"""What a PDF has besides its pages: metadata, attachments, colour, outline."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from exporter.composition import NavEntry
from exporter.metadata import Metadata
from exporter.model import Asset
from exporter.recipes import installed
from exporter.writers import xmp


def describe(pdf: pikepdf.Pdf, metadata: Metadata, direction: str) -> None:
    """Write document information, the XMP packet and the catalogue's entries."""
    producer = f"WeasyPrint {installed().get('weasyprint', '')}".strip()
    info = {
        "/Title": metadata.title,
        "/Author": ", ".join(metadata.creators),
        "/Subject": metadata.description,
        "/Keywords": ", ".join(metadata.subjects),
        "/Creator": metadata.generator,
        "/Producer": producer,
        "/CreationDate": _moment(metadata.created),
        "/ModDate": _moment(metadata.modified),
    }
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary({key: String(value) for key, value in info.items() if value})
    )
    packet = xmp.packet(metadata, producer)
    kind = {"Type": Name.Metadata, "Subtype": Name.XML}
    pdf.Root.Metadata = pdf.make_stream(packet, **kind)
    pdf.Root.Lang = String(metadata.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if direction == "rtl":
        pdf.Root.ViewerPreferences.Direction = Name.R2L


def attach(pdf: pikepdf.Pdf, originals: Iterable[Asset], metadata: Metadata) -> None:
    """Attach the originals as the sources of the file (ISO 19005-3, 6.8)."""
    files: dict[str, pikepdf.Object] = {}
    created, modified = map(_moment, (metadata.created, metadata.modified))
    for original, record in zip(originals, metadata.articles, strict=True):
        digest = hashlib.md5(original.data, usedforsecurity=False).digest()
        stream = pdf.make_stream(
            original.data,
            Type=Name.EmbeddedFile,
            Subtype=Name(f"/{original.media_type}"),
            Params=Dictionary(
                CheckSum=String(digest),
                Size=len(original.data),
                CreationDate=String(created),
                ModDate=String(modified),
            ),
        )
        name = record.original.name
        files[name] = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(name.encode("ascii", "replace").decode()),
                UF=String(name),
                Desc=String(record.title),
                AFRelationship=Name.Source,
                EF=Dictionary(F=stream, UF=stream),
            )
        )
    if files:
        pdf.Root.AF = Array(list(files.values()))
        ordered = sorted(files, key=lambda name: bytes(String(name)))
        pairs = [item for name in ordered for item in (String(name), files[name])]
        tree = pdf.make_indirect(Dictionary(Names=Array(pairs)))
        pdf.Root.Names = Dictionary(EmbeddedFiles=tree)


def intents(profile: pikepdf.Object) -> pikepdf.Array:
    """State that colours are sRGB, by its profile (ISO 19005-3, 6.2.3)."""
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB2014.icc"),
        Info=String("sRGB2014.icc"),
        DestOutputProfile=profile,
    )
    return Array([intent])


def outline(
    pdf: pikepdf.Pdf,
    nav: Iterable[NavEntry],
    place: Callable[[NavEntry], pikepdf.Array],
) -> None:
    """Write the contents as bookmarks; ``place`` returns a line's destination.

    Sections are open and show their articles, whose subheadings are folded.
    """

    def items(entries: Iterable[NavEntry], level: int) -> list[OutlineItem]:
        made = []
        for entry in entries:
            item = OutlineItem(entry.title, place(entry))
            item.children.extend(items(entry.children, level + 1))
            item.is_closed = level > 0 or not any(c.children for c in entry.children)
            made.append(item)
        return made

    with pdf.open_outline() as tree:
        tree.root.extend(items(nav, 0))


def _moment(moment: datetime) -> str:
    return f"D:{moment:%Y%m%d%H%M%S}Z"
