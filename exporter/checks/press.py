"""Rules on boxes, fonts and the claim of PDF/X, as a printer's preflight has them."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from exporter.checks.objects import elements, entry, number, resources, string
from exporter.checks.rules import Finding, finding

_TOLERANCE = 0.5  # points
_SAME = 2.84  # points, 1 mm: what a cutter makes of pages of one size
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_RGB = "RG rg"
_Box = tuple[float, float, float, float]


def check(pdf: pikepdf.Pdf, _where: str) -> Iterator[Finding]:
    """Yield what stops a print job."""
    claims = bool(string(pdf.trailer.get("/Info"), "/GTS_PDFXVersion")) or _says_x(pdf)
    yield from _sizes(pdf)
    yield from _fonts(pdf)
    if claims:
        yield from _claim(pdf)
    for count, page in enumerate(pdf.pages, 1):
        if not _nested(page):
            yield finding("PRINT005", f"page {count}")
        if claims and _draws_rgb(page):
            yield finding("PRINT007", f"page {count}")


def _says_x(pdf: pikepdf.Pdf) -> bool:
    """Tell whether the XMP packet claims PDF/X, as PDF/X-4 does."""
    stream = entry(pdf.Root, "/Metadata")
    if not isinstance(stream, pikepdf.Stream) or "/Filter" in stream:
        return False
    return b"GTS_PDFXVersion" in stream.read_raw_bytes()


def _sizes(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    first: tuple[float, float] | None = None
    for count, page in enumerate(pdf.pages, 1):
        boxes = (_box(page, f"/{name}Box") for name in ("Trim", "Crop", "Media"))
        box = next(filter(None, boxes), None)
        if box is None:
            continue
        width, height = box[2] - box[0], box[3] - box[1]
        first = first or (width, height)
        if abs(width - first[0]) > _SAME or abs(height - first[1]) > _SAME:
            sizes = f"{first[0]:.0f} by {first[1]:.0f} and {width:.0f} by {height:.0f}"
            yield finding("PRINT004", f"page {count}", f"{sizes} pt")
            return


def _box(page: pikepdf.Page, key: str) -> _Box | None:
    """Return a box with its lower left corner first, inherited ones too."""
    node: object = page.obj
    for _ in range(32):
        found = entry(node, key)
        if found is not None or key not in ("/MediaBox", "/CropBox"):
            break
        node = entry(node, "/Parent")
    values = [number(value) for value in elements(found)]
    if len(values) != 4 or any(value is None for value in values):
        return None
    x1, y1, x2, y2 = (value or 0.0 for value in values)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _nested(page: pikepdf.Page) -> bool:
    """Tell whether trim and art lie in bleed, and bleed in media."""
    media = _box(page, "/MediaBox")
    bleed = _box(page, "/BleedBox") or media
    inner = [_box(page, "/TrimBox"), _box(page, "/ArtBox")]
    pairs = [(bleed, media), *((box, bleed) for box in inner)]
    return all(_within(box, around) for box, around in pairs if box and around)


def _within(box: _Box, around: _Box) -> bool:
    low = all(box[i] >= around[i] - _TOLERANCE for i in (0, 1))
    return low and all(box[i] <= around[i] + _TOLERANCE for i in (2, 3))


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    named: set[str] = set()
    seen: set[tuple[int, int]] = set()
    for count, page in enumerate(pdf.pages, 1):
        for font in resources(page.obj, "/Font", seen):
            name = str(entry(font, "/BaseFont") or "/?")[1:]
            if name not in named and not _embedded(font):
                named.add(name)
                yield finding("PRINT001", f"page {count}", name)


def _embedded(font: object) -> bool:
    """Tell whether a font's glyphs are in the file; those of Type 3 always are."""
    if str(entry(font, "/Subtype")) == "/Type3":
        return True
    below = elements(entry(font, "/DescendantFonts")) or [font]
    descriptors = [entry(descendant, "/FontDescriptor") for descendant in below]
    return all(any(entry(d, key) is not None for key in _FILES) for d in descriptors)


def _claim(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    intents = elements(entry(pdf.Root, "/OutputIntents"))
    if not any(str(entry(intent, "/S")) == "/GTS_PDFX" for intent in intents):
        yield finding("PRINT006", detail="no output intent for print")
    for count, page in enumerate(pdf.pages, 1):
        if not (_box(page, "/TrimBox") or _box(page, "/ArtBox")):
            yield finding("PRINT006", f"page {count}", "no TrimBox")


def _draws_rgb(page: pikepdf.Page) -> bool:
    if any(
        str(entry(image, "/ColorSpace")) == "/DeviceRGB"
        for image in resources(page.obj, "/XObject", set())
    ):
        return True
    try:
        drawn = pikepdf.parse_content_stream(page, _RGB)
    except pikepdf.PdfError:
        return False
    return bool(drawn)
