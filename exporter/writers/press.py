"""A finished PDF made ready for the press: PDF/X-4 (ISO 15930-7) in CMYK."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

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
Box = tuple[float, float, float, float]


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
    sheet = _box(page.mediabox)
    crop = page.obj.get("/CropBox")
    bleed = _box(page.obj.get("/BleedBox", crop or sheet))
    trim = _box(page.obj.get("/TrimBox", page.obj.get("/ArtBox", bleed)))
    bleed = _within(bleed, sheet)
    trim = _within(trim, bleed)
    page.obj.MediaBox = _array(sheet)
    page.obj.BleedBox = _array(bleed)
    page.obj.TrimBox = _array(trim)
    for key in ("/CropBox", "/ArtBox"):
        if key in page.obj:
            del page.obj[key]


def _box(values: pikepdf.Object | Sequence[float]) -> Box:
    numbers = [float(value) for value in values]
    left, right = sorted((numbers[0], numbers[2]))
    low, high = sorted((numbers[1], numbers[3]))
    return left, low, right, high


def _within(box: Box, outer: Box) -> Box:
    left, low = max(box[0], outer[0]), max(box[1], outer[1])
    return left, low, min(box[2], outer[2]), min(box[3], outer[3])


def _array(box: Box) -> Array:
    return Array([round(value, 6) for value in box])


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
