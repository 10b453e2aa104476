"""Artefacts as files, for the tests that read them back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf

from exporter.artefacts import Finding
from exporter.composition import Composition
from exporter.metadata import Metadata
from exporter.model import Asset
from exporter.writers import epub, xmp

Change = Callable[[dict[str, bytes]], None]
PACKAGE = "EPUB/content.opf"


def attach(pdf: pikepdf.Pdf, files: tuple[Asset, ...], places: str) -> None:
    """Attach files the way PDF/A-3 wants it."""
    pairs: list[pikepdf.Object] = []
    for asset in sorted(files, key=lambda file: file.name):
        stream = pikepdf.Stream(pdf, asset.data, Type=pikepdf.Name.EmbeddedFile)
        specification = pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=pikepdf.String(asset.name),
            UF=pikepdf.String(asset.name),
            EF=pikepdf.Dictionary(F=pdf.make_indirect(stream)),
            AFRelationship=pikepdf.Name.Source,
        )
        pairs += [pikepdf.String(asset.name), pdf.make_indirect(specification)]
    if "tree" in places:
        leaf = pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(pairs)))
        root = pikepdf.Dictionary(Kids=pikepdf.Array([leaf]))
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=root)
    if "af" in places:
        pdf.Root.AF = pikepdf.Array(pairs[1::2])


def portable(
    path: Path,
    metadata: Metadata | None,
    files: tuple[Asset, ...] = (),
    packet: bytes | None = None,
    places: str = "tree af",
) -> Path:
    """Write a PDF of one empty page with these records and attachments."""
    if metadata is not None:
        packet = xmp.packet(metadata, "WeasyPrint 70.0")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if packet is not None:
            name = pikepdf.Name
            pdf.Root.Metadata = pdf.make_stream(
                packet, Type=name.Metadata, Subtype=name.XML
            )
        attach(pdf, files, places)
        pdf.save(path, compress_streams=True, fix_metadata_version=False)
    return path


def book(path: Path, composition: Composition, change: Change | None = None) -> Path:
    """Write an EPUB, its members changed first."""
    with zipfile.ZipFile(io.BytesIO(epub.write(composition))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    if change:
        change(files)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def statuses(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.name, finding.status) for finding in findings]


def made(kind: str, folder: Path, composition: Composition) -> Path:
    """Write both kinds of artefact alike."""
    path = folder / f"a.{kind}"
    if kind == "epub":
        return book(path, composition)
    return portable(path, composition.metadata, composition.originals)
