"""One subset of each face for the whole file, out of what its parts show.

WeasyPrint keeps the glyph numbers of the face, so the pages of all parts agree on
them, and a subset that keeps them too serves all pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from exporter.fonts.face import Face
from exporter.writers.fragment import Usage

_HYPHEN, _SOFT_HYPHEN = "\u2010", "\u00ad"
_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH",
            "PCLT", "SVG ")  # fmt: skip
_SYMBOLIC = 4  # ISO 32000-1, 9.8.2
_MOST = 100  # entries of a block in a CMap (Adobe technical note 5014)
_CMAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
%sendcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass(slots=True)
class _Reading:
    """Glyphs with their texts: parts that disagree on a text have two of these."""

    font: pikepdf.Object
    texts: dict[int, str] = field(default_factory=dict)

    def agrees(self, texts: Mapping[int, str]) -> bool:
        return all(self.texts.get(glyph, text) == text for glyph, text in texts.items())


@dataclass(slots=True)
class _Cut:
    """A face with all that is shown of it."""

    usage: Usage
    widths: dict[int, float] = field(default_factory=dict)
    readings: list[_Reading] = field(default_factory=list)


class Fonts:
    """The fonts of a file in the making."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        """Make none yet."""
        self._pdf = pdf
        self._cuts: dict[Face, _Cut] = {}

    def add(self, usage: Usage) -> pikepdf.Object:
        """Return the font that shows these glyphs; ``embed`` completes it."""
        cut = self._cuts.setdefault(usage.face, _Cut(usage))
        cut.widths.update(usage.widths)
        for reading in cut.readings:
            if reading.agrees(usage.texts):
                break
        else:
            reading = _Reading(self._pdf.make_indirect(Dictionary(Type=Name.Font)))
            cut.readings.append(reading)
        reading.texts.update(usage.texts)
        return reading.font

    def embed(self) -> None:
        """Cut the faces to what was added, and write all fonts."""
        for face, cut in self._cuts.items():
            tag = f"{cut.usage.name}+{face.key}"
            below = self._descendant(face, cut, tag)
            for reading in cut.readings:
                font = reading.font
                font.Subtype = Name.Type0
                font.BaseFont = Name(f"/{tag}")
                font.Encoding = Name("/Identity-H")
                font.DescendantFonts = Array([below])
                font.ToUnicode = self._pdf.make_stream(_cmap(reading.texts))

    def _descendant(self, face: Face, cut: _Cut, tag: str) -> pikepdf.Object:
        """Write the face (ISO 32000-1, 9.7.4), cut to the glyphs in use."""
        data = _subset(face.read(), cut.widths)
        otf = data.startswith(b"OTTO")
        usage = cut.usage
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{tag}"),
            FontFamily=String(face.family),
            Flags=usage.flags,
            FontBBox=Array([0, usage.descent, _number(max(cut.widths.values())),
                            usage.ascent]),
            ItalicAngle=0,
            Ascent=usage.ascent,
            Descent=usage.descent,
            CapHeight=usage.ascent,
            StemV=80,
            StemH=80,
        )  # fmt: skip
        if otf:
            file = self._pdf.make_stream(data, Subtype=Name.OpenType)
            descriptor.FontFile3 = file
        else:
            descriptor.FontFile2 = self._pdf.make_stream(data, Length1=len(data))
        system = Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        )
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.CIDFontType0 if otf else Name.CIDFontType2,
                BaseFont=Name(f"/{tag}"),
                CIDSystemInfo=system,
                CIDToGIDMap=Name.Identity,
                W=_widths(cut.widths),
                FontDescriptor=self._pdf.make_indirect(descriptor),
            )
        )


def numerals(face: Face) -> Usage:
    """Return the figures of a face as lists want them: lining, of one width."""
    import uharfbuzz as hb

    font = hb.Font(hb.Face(hb.Blob(face.read())))
    scale = 1000 / font.face.upem
    extents = font.get_font_extents("ltr")
    texts, widths = {}, {}
    for figure in "0123456789":
        buffer = hb.Buffer()
        buffer.add_str(figure)
        buffer.guess_segment_properties()
        hb.shape(font, buffer, {"lnum": True, "tnum": True})
        glyph = buffer.glyph_infos[0].codepoint
        texts[glyph] = figure
        widths[glyph] = buffer.glyph_positions[0].x_advance * scale
    return Usage(
        name="FIGURE",
        face=face,
        texts=texts,
        widths=widths,
        ascent=round(extents.ascender * scale),
        descent=round(extents.descender * scale),
        flags=_SYMBOLIC,
    )


def _subset(data: bytes, glyphs: Iterable[int]) -> bytes:
    import uharfbuzz as hb

    plan = hb.SubsetInput()
    plan.glyph_set.update(glyphs)
    plan.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.DESUBROUTINIZE
    )
    for tag in _DROPPED:
        plan.drop_table_tag_set.add(int.from_bytes(tag.encode(), "big"))
    cut: bytes = hb.subset(hb.Face(hb.Blob(data)), plan).blob.data
    return cut


def _number(value: float) -> float | int:
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def _widths(widths: Mapping[int, float]) -> Array:
    """Write widths as runs of glyphs that follow one another (9.7.4.3)."""
    runs: list[tuple[int, list[float | int]]] = []
    last = -2
    for glyph in sorted(widths):
        if glyph != last + 1:
            runs.append((glyph, []))
        runs[-1][1].append(_number(widths[glyph]))
        last = glyph
    return Array([entry for first, run in runs for entry in (first, Array(run))])


def _cmap(texts: Mapping[int, str]) -> bytes:
    """Write which text each glyph stands for (9.10.3)."""
    lines = []
    for glyph, text in sorted(texts.items()):
        # Hyphens that the layout put at line ends read as soft ones (14.8.2.2.3).
        shown = _SOFT_HYPHEN if text == _HYPHEN else text
        lines.append(
            b"<%04x> <%s>\n" % (glyph, shown.encode("utf-16-be").hex().encode())
        )
    blocks = (lines[at : at + _MOST] for at in range(0, len(lines), _MOST))
    body = b"".join(
        b"%d beginbfchar\n%sendbfchar\n" % (len(block), b"".join(block))
        for block in blocks
    )
    return _CMAP % body
