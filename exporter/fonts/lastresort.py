"""A face for what no installed font has: a plain box for each character.

A missing glyph would be ``.notdef``, which PDF/A-3 (ISO 19005-3, 6.2.11.8) and
PDF/UA-1 (ISO 14289-1, 7.21.8) forbid, and the character would be lost. A box
of its own keeps the character in the text layer and shows that it is missing.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import partial

from exporter import cache
from exporter.fonts.face import Face
from exporter.fonts.instances import prepared

FAMILY = "Exporter Last Resort"
_VERSION = 2  # of what is kept; a change makes all entries anew
_UNITS = 1000
_BOX = ((90, -60), (90, 700), (610, 700), (610, -60))
_INNER = ((140, -10), (560, -10), (560, 650), (140, 650))


def face(points: Iterable[int]) -> Face:
    """Return a face with a box for each of the code points, and a space to go with."""
    missing = sorted(set(points))
    path = cache.place("lastresort", _VERSION, *missing).with_suffix(".ttf")
    make = partial(_build, missing)
    return prepared(Face(family=FAMILY, weight=400, italic=False, path=path, make=make))


def _build(points: list[int]) -> bytes:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for outline in (_BOX, _INNER):
        pen.moveTo(outline[0])
        for corner in outline[1:]:
            pen.lineTo(corner)
        pen.closePath()
    box = pen.glyph()
    names = [".notdef", "space", *(f"u{point:05X}" for point in points)]
    builder = FontBuilder(_UNITS, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(
        {0x20: "space", **dict(zip(points, names[2:], strict=True))}
    )
    builder.setupGlyf({**dict.fromkeys(names, box), "space": TTGlyphPen(None).glyph()})
    widths = {**dict.fromkeys(names, (700, 90)), "space": (250, 0)}
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    buffer = io.BytesIO()
    builder.save(buffer)
    return buffer.getvalue()
