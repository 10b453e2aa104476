"""Which characters a glyph stands for, in scripts where glyphs and letters differ.

WeasyPrint maps a glyph to the text of the first cluster that it meets the glyph
in. With vowel marks a cluster has several glyphs, so a letter would take its
neighbour's mark along, or be left with no text at all, which PDF/A-3a forbids
(ISO 19005-3, 6.2.11.7.2). Here the words are shaped once more with HarfBuzz and
the characters of each cluster are shared out among its glyphs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from itertools import zip_longest
from typing import Any

_COMPLEX = re.compile(
    "[\u0300-\u036f\u0590-\u109f\u1780-\u17ff\u1a00-\u1aff"
    "\ua8e0-\uabff\ufb1d-\ufdff\ufe70-\ufefe]"
)
_PLAIN = str.maketrans({"\u2011": "-", "\ufb01": "fi", "\ufb02": "fl"})
"""Characters that share their glyph with plainer ones, which it stands for."""
_NOTHING = "\u2060"  # word joiner: stands where a glyph adds no character


def table(text: str) -> dict[str, Any]:
    """Return a table of fonts, to be filled by WeasyPrint, for a page's text."""
    return _Fonts({word for word in text.split() if _COMPLEX.search(word)})


class _Fonts(dict[str, Any]):
    """Gives each font that is added a mapping that knows the shaped words."""

    def __init__(self, words: set[str]) -> None:
        super().__init__()
        self._words = words
        self._apart = False

    def keep_apart(self) -> None:
        """Leave the font files out of the PDF: it is only a part of one."""
        self._apart = True

    def __setitem__(self, key: str, font: Any) -> None:
        if self._apart:
            font.clean = partial(_empty, font)
        known = {}
        if self._words:
            known = _shared_out(font.file_content, font.index, self._words)
        font.to_unicode = _Texts(known)
        super().__setitem__(key, font)


def _empty(font: Any, *_: object) -> None:
    font.file_content = b""


class _Texts(dict[int, str]):
    """Maps glyphs to texts; a text known from shaping goes first.

    A glyph that added no character where it was met first may do so later.
    """

    def __init__(self, known: dict[int, str]) -> None:
        super().__init__()
        self._known = known

    def __contains__(self, glyph: object) -> bool:
        return isinstance(glyph, int) and self.get(glyph, _NOTHING) != _NOTHING

    def __setitem__(self, glyph: int, text: str) -> None:
        text = self._known.get(glyph, text).translate(_PLAIN)
        super().__setitem__(glyph, text or _NOTHING)


def _shared_out(data: bytes, index: int, words: set[str]) -> dict[int, str]:
    """Return the characters that each glyph of the words stands for."""
    import uharfbuzz as hb

    font = hb.Font(hb.Face(hb.Blob(data), index))
    known: dict[int, str] = {}
    for word in sorted(words):
        if not all(map(font.get_nominal_glyph, map(ord, _COMPLEX.findall(word)))):
            continue
        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        step = -1 if buffer.direction == "rtl" else 1
        clusters: dict[int, list[int]] = {}
        for info in buffer.glyph_infos[::step]:
            clusters.setdefault(info.cluster, []).append(info.codepoint)
        starts = sorted(clusters)
        for start, end in zip_longest(starts, starts[1:], fillvalue=len(word)):
            for glyph, text in _pairs(font, clusters[start], word[start:end]):
                known.setdefault(glyph, text)
    return known


def _pairs(font: Any, glyphs: list[int], text: str) -> list[tuple[int, str]]:
    """Share the characters of a cluster out: marks to marks, the rest to the rest."""
    import uharfbuzz as hb

    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    if len(glyphs) == 1 or not text:
        return [(glyph, text) for glyph in glyphs if text]
    pairs = []
    letters = [*text]
    for letter in text:
        glyph = font.get_nominal_glyph(ord(letter))
        if glyph in glyphs:
            glyphs.remove(glyph)
            letters.remove(letter)
            pairs.append((glyph, letter))
    mark = hb.OTLayoutGlyphClass.MARK
    for kind in (False, True):
        members = [
            glyph
            for glyph in glyphs
            if (font.face.get_layout_glyph_class(glyph) == mark) == kind
        ]
        some = [c for c in letters if (unicodedata.category(c)[0] == "M") == kind]
        pairs += _dealt(members, some)
    return pairs


def _dealt(glyphs: list[int], letters: list[str]) -> list[tuple[int, str]]:
    """Deal letters to glyphs in order; the last glyph takes what is left."""
    if not glyphs:
        return []
    shares = [*letters[: len(glyphs) - 1], "".join(letters[len(glyphs) - 1 :])]
    shares += [""] * (len(glyphs) - len(shares))
    return list(zip(glyphs, shares, strict=True))
