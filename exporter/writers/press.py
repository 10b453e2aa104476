"""A finished PDF made ready for the press: PDF/X-4 (ISO 15930-7) in CMYK."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Rectangle, String

from exporter.writers import colours, identity, printable, unlinking
from exporter.writers.inks import Profile
from exporter.writers.spaces import Kind
from exporter.writers.targets import Press

LINKS_LEFT_OUT = "links are left out: a file for the press has none (PDF/X-4)"
"""What to tell the person for whom such a file is made."""

_VERSION = "1.6"
_REGISTRY = "http://www.color.org"
_AREAS = ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip")
_ACTING = ("/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/Perms", "/Legal")


def to_press(data: bytes, profile: Profile, *, originals: bool = True) -> bytes:
    """Return a PDF of this project as PDF/X-4 for a printing condition.

    Colours become inks, links go, pages say where they are trimmed. Tags, outline,
    metadata and the originals stay, so that the file is PDF/UA-1 as before; without
    ``originals`` these go too, for presses whose checks want no attached file.

    Raises:
        OutputError: the file has colours or fonts that can't be printed so.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        colours.recolour(pdf, Press(profile))
        for page in pdf.pages:
            _trim(page)
            _prepare(page)
        printable.require(pdf)
        unlinking.unlink(pdf)
        _clear(pdf, originals)
        _intend(pdf, profile)
        identity.state(pdf, data)
        return colours.saved(pdf, _VERSION)


def _trim(page: pikepdf.Page) -> None:
    """Nest the boxes: trimmed page in bleed in sheet; a crop hides none of it.

    ISO 15930-7 wants a TrimBox or an ArtBox, not both, and none outside the next.
    """
    sheet = Rectangle(page.mediabox)
    bleed = Rectangle(page.bleedbox) & sheet
    trim = Rectangle(page.trimbox if "/TrimBox" in page.obj else page.artbox) & bleed
    page.obj.MediaBox = sheet.as_array()
    page.obj.BleedBox = bleed.as_array()
    page.obj.TrimBox = trim.as_array()
    for key in ("/CropBox", "/ArtBox"):
        if key in page.obj:
            del page.obj[key]


def _prepare(page: pikepdf.Page) -> None:
    """State the blend space of a page that has one; drop what only a screen shows."""
    for key in ("/AA", "/PresSteps", "/Trans", "/Dur", "/Thumb"):
        if key in page.obj:
            del page.obj[key]
    if printable.translucent(page.resources):
        page.obj.Group = Dictionary(
            Type=Name.Group, S=Name.Transparency, CS=Kind.CMYK.device
        )


def _clear(pdf: pikepdf.Pdf, originals: bool) -> None:
    """Take away what acts, and what asks a viewer for another part of the page."""
    root = pdf.Root
    names = root.get("/Names", Dictionary())
    doomed = [(root, key) for key in (*_ACTING, "/Version", "/Extensions")]
    doomed += [(root.get("/ViewerPreferences", Dictionary()), key) for key in _AREAS]
    doomed += [(names, key) for key in ("/JavaScript", "/AlternatePresentations")]
    if not originals:
        doomed += [(names, "/EmbeddedFiles"), (root, "/AF")]
    for holder, key in doomed:
        if key in holder:
            del holder[key]
    if "/Names" in root and not names.keys():
        del root["/Names"]


def _intend(pdf: pikepdf.Pdf, profile: Profile) -> None:
    """State the printing condition, the one output intent (ISO 32000-1, 14.11.5)."""
    stream = pdf.make_stream(profile.data, N=4)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(profile.condition or "Custom"),
        Info=String(profile.description),
        DestOutputProfile=stream,
    )
    if profile.condition:
        intent.RegistryName = String(_REGISTRY)
        intent.OutputCondition = String(profile.description)
    pdf.Root.OutputIntents = Array([intent])
