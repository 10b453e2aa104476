"""Lines that describe or credit a picture, or say who worked on a text."""

from __future__ import annotations

from exporter.readers import vocabulary

_LONGEST = 300
_FRAME = "([*-–— "
_COLONS = (":", "：", "/", "©")


def is_caption(text: str) -> bool:
    """Tell a caption or a credit line: "Photo: Ana Example", "Reporting by …"."""
    if len(text) > _LONGEST:
        return False
    folded = text.casefold()
    bare = folded.lstrip(_FRAME)
    if bare.startswith(vocabulary.leads("news/head/credits")):
        return True
    if any(mark in folded for mark in vocabulary.leads("news/head/pictured")):
        return True
    return bare.startswith(vocabulary.leads("news/head/captions")) and any(
        bare.startswith(phrase) and bare[len(phrase) :].lstrip()[:1] in _COLONS
        for phrase in vocabulary.leads("news/head/captions")
    )
