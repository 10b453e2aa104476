"""Text that glyphs can't say: given in words beside them, as ActualText.

A PDF maps each glyph to one text. That is not enough where one glyph serves
several letters (Indic vowel signs), and for a space that stands between two
elements, which WeasyPrint 70 does not draw. There the line's own text goes into
the marked content (ISO 32000-1, 14.9.4), for search, speech and copying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_STACKED = re.compile(
    "[\u0300-\u036f\u0900-\u109f\u1780-\u17ff\u1a00-\u1aff\ua8e0-\uabff]"
)
"""Marks, and letters of scripts that stack and reorder them."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
"""Readers turn a line of these around, ActualText too, so it must not have any."""


_HYPHEN = "\u2010"
_SHARED = re.compile("[\u2011\ufb01\ufb02]")
"""Characters whose glyph says a plainer one."""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Characters without a meaning of their own (ISO 19005-3, 6.2.11.7.3)."""


def in_words(text: str) -> str:
    """Return the text of a piece of a line if its glyphs don't say it, else "".

    A hyphen that ends the piece is the layout's and reads as a soft one; any
    other U+2010 is the text's own, though both are drawn by the same glyph.
    """
    own = _HYPHEN in text[:-1] or _SHARED.search(text)
    if text.isspace() or own or _PRIVATE.search(text):
        return text[:-1] + text[-1].replace(_HYPHEN, "\u00ad")
    stacked = _STACKED.search(text) and not _RIGHT_TO_LEFT.search(text)
    return text if stacked else ""


def stream_class(base: Any, string: Any) -> Any:
    """Return WeasyPrint's page stream, adding ActualText to what it marks.

    ``string`` is the class of PDF strings.
    """

    class Stream(base):  # type: ignore[misc] # WeasyPrint is untyped
        """A page whose marked contents say what their glyphs can't."""

        @contextmanager
        def marked(self, box: Any, tag: str) -> Iterator[None]:
            with super().marked(box, tag):
                text = in_words(getattr(box, "text", ""))
                if text:
                    properties = self.stream[-2]  # tag, properties, BDC
                    properties["ActualText"] = string(text)
                yield

    return Stream
