"""Rules on a PDF as a whole: metadata, scripts, the window, the outline."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from exporter.artefacts.pdf import packet
from exporter.artefacts.xmp import DC, Packet
from exporter.checks import languages
from exporter.checks.objects import entry, string
from exporter.checks.package import PLACEHOLDERS
from exporter.checks.rules import Finding, finding
from exporter.errors import InputError

_ACTIVE = ("/JavaScript", "/Launch")
_MANY = 10  # pages beyond which nobody finds a thing without an outline


def check(pdf: pikepdf.Pdf, where: str) -> Iterator[Finding]:
    """Yield what the catalogue, the metadata and the actions show."""
    try:
        said = packet(pdf, where)
    except InputError as error:
        yield finding("META008", detail=error.message)
        said = None
    yield from _title(pdf, said)
    yield from languages.judge(string(pdf.Root, "/Lang"))
    if entry(pdf.Root, "/ViewerPreferences", "/DisplayDocTitle") is not True:
        yield finding("A11Y014")
    if len(pdf.pages) > _MANY and entry(pdf.Root, "/Outlines", "/First") is None:
        yield finding("A11Y013", detail=f"{len(pdf.pages)} pages")
    yield from _actions(pdf)


def _title(pdf: pikepdf.Pdf, said: Packet | None) -> Iterator[Finding]:
    info = pdf.trailer.get("/Info")
    listed = string(info, "/Title")
    stated = (said.text(DC, "title") or "") if said else ""
    title = stated or listed
    if not title or title.lower() in PLACEHOLDERS:
        yield finding("META001", detail=title)
    # White space may differ: XML and PDF write it in ways of their own.
    elif stated and listed and stated.split() != listed.split():
        yield finding("META008", detail=f"title {listed!r} and {stated!r}")
    if said is not None and string(info, "/Author").lower() in PLACEHOLDERS:
        yield finding("META006", detail=string(info, "/Author"))


def _actions(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Judge scripts that run by themselves, and links that start programs."""
    if entry(pdf.Root, "/Names", "/JavaScript") is not None:
        yield finding("FILE006", detail="JavaScript of the document")
    if _is_active(entry(pdf.Root, "/OpenAction")):
        yield finding("FILE006", detail="when it is opened")
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots")
        listed = annotations if isinstance(annotations, pikepdf.Array) else ()
        if any(_is_active(entry(annotation, "/A")) for annotation in listed):
            yield finding("FILE006", f"page {number}")


def _is_active(action: object) -> bool:
    return str(entry(action, "/S")) in _ACTIVE
