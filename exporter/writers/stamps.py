"""Page numbers, set when all pages are in their places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias

import pikepdf
from pikepdf import Array

from exporter.writers.engine import POINTS
from exporter.writers.fragment import Folio, Usage

Box: TypeAlias = tuple[float, float, float, float]
"""Left, low, right and high of a rectangle, in points."""
_NAME = "/Figures"
_CONTENT = rb"/MCID %d(?!\d).*?\bEMC\n"
"""A piece of marked content, whatever its properties; pieces don't lie in others."""
_DOTS = b"0.6 0.6 0.58 RG 0.7 w 1 J [0 3.6] 0 d"
_GAP, _SHORTEST = 4.0, 12.0  # points beside a leader, and of its length
_INK = 0.357, 0.357, 0.341  # where a page has no number of its own
_RISE = 0.24  # of the type size: how far the baseline is above the box's foot


class Stamps:
    """Figures to be set on pages: numbers in the text, folios below it."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        usage: Usage,
        font: pikepdf.Object,
        *,
        folios: Mapping[int, Folio],
        leftwards: bool,
    ) -> None:
        """Figures are set in the colour that the folio of their page has.

        ``leftwards`` tells whether lines end at the left, where numbers stand.
        """
        self._pdf = pdf
        self._font = font
        self._folios = folios
        self._leftwards = leftwards
        self._glyphs = {text: glyph for glyph, text in usage.texts.items()}
        self._widths = {text: usage.widths[g] for text, g in self._glyphs.items()}
        self._within: dict[int, dict[int, list[bytes]]] = defaultdict(dict)
        self._after: dict[int, list[bytes]] = defaultdict(list)

    def number(
        self, page: int, box: Box, value: int, content: int, before: int
    ) -> None:
        """Set the number of a page where a list has left room for it.

        ``content`` is the number of the marked content, ``before`` that of the one
        that it is read after, or -1.
        """
        left, low, right, high = box
        size = high - low
        text = str(value)
        start = left if self._leftwards else right - self._width(text, size)
        shown = self._text(page, text, size, start, low + _RISE * size)
        mark = b"/Link <</MCID %d>> BDC %s EMC" % (content, shown)
        self._within[page].setdefault(before, []).append(mark)

    def leader(self, page: int, before: Box, box: Box, value: int) -> None:
        """Draw dots from the link before a number to it, if there is room for them."""
        left, low, right, high = box
        width = self._width(str(value), high - low)
        start, end = before[2] + _GAP, right - width - _GAP
        if self._leftwards:
            start, end = left + width + _GAP, before[0] - _GAP
        if end - start < _SHORTEST or before[1] > high:
            return
        base = low + _RISE * (high - low)
        parts = (_DOTS, end, base, start, base)
        line = b"q %s %.2f %.2f m %.2f %.2f l S Q" % parts
        self._after[page].append(b"/Artifact <</Type /Layout>> BDC %s EMC" % line)

    def number_pages(self) -> None:
        """Set the folios in the margins, where no reader reads them aloud."""
        for page, folio in self._folios.items():
            text = str(page + 1)
            left = folio.left - folio.share * self._width(text, folio.size)
            shown = self._text(page, text, folio.size, left, folio.base)
            kind = b"/Artifact <</Type /Pagination /Subtype /Footer>>"
            self._after[page].append(b"%s BDC %s EMC" % (kind, shown))

    def apply(self) -> None:
        """Write the figures into the pages, and give these the font."""
        opening = self._pdf.make_stream(b"q\n")
        for page in sorted(self._within.keys() | self._after.keys()):
            obj = self._pdf.pages[page].obj
            marks = self._insert(obj, self._within.get(page, {})) + self._after[page]
            closing = b"Q\n" + b"\n".join(marks) + b"\n"
            streams = (opening, obj.Contents, self._pdf.make_stream(closing))
            obj.Contents = Array(streams)
            obj.Resources.Font[_NAME] = self._font

    def _insert(
        self, page: pikepdf.Object, marks: dict[int, list[bytes]]
    ) -> list[bytes]:
        """Put marks behind the content that they follow, in the order of reading.

        Extraction of text without tags goes by this order. Returns the marks that
        follow nothing.
        """
        rest: list[bytes] = []
        if not marks:
            return rest
        data = page.Contents.read_bytes()
        opening = _in_points(page)
        places = []
        for before, group in marks.items():
            found = re.search(_CONTENT % before, data, re.DOTALL)
            lines = b"\n".join(group)
            if found:
                places.append((found.end(), b"%s\n%s\nQ\n" % (opening, lines)))
            else:  # at the end, where the coordinates are the page's own
                rest.append(lines)
        for end, text in sorted(places, reverse=True):
            data = data[:end] + text + data[end:]
        page.Contents = self._pdf.make_stream(data)
        return rest

    def _width(self, text: str, size: float) -> float:
        return sum(self._widths[figure] for figure in text) * size / 1000

    def _text(
        self, page: int, text: str, size: float, left: float, low: float
    ) -> bytes:
        glyphs = "".join(f"{self._glyphs[figure]:04x}" for figure in text).encode()
        place = b"%.2f %.2f" % (left, low)
        found = self._folios.get(page)
        ink = b"%.3f %.3f %.3f rg" % (found.ink if found else _INK)
        parts = (_NAME.encode(), size, ink, place, glyphs)
        return b"BT %s %.2f Tf %s 1 0 0 1 %s Tm <%s> Tj ET" % parts


def _in_points(page: pikepdf.Object) -> bytes:
    """Return what undoes WeasyPrint's coordinates: pixels, from the top down."""
    height = float(page.get("/TrimBox", page.MediaBox)[3])
    scale = 1 / POINTS
    return b"q %.6f 0 0 -%.6f 0 %.6f cm" % (scale, scale, height * scale)
