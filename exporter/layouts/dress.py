"""Gives a draft for pages the faces that its text needs."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from exporter.composition import Composition
from exporter.fonts.choice import Choice, choose
from exporter.layouts.properties import resolved
from exporter.passages import script

_TAG = re.compile(r"<[^>]*>")
_SHOWN = re.compile(r'\sdata-[a-z]+="([^"]*)"')
"""Attributes that stylesheets print, in running heads."""
_SERIF, _HYPHEN = "Source Serif", "Source Serif Hyphen"
_DISPLAY = "Source Serif Display"
_SANS, _SANS_HYPHEN = "Source Sans", "Source Sans Hyphen"
_MONO = "Source Code"


def dress(draft: Composition) -> Composition:
    """Return the composition with its faces, and notices of characters without one."""
    page = "".join(document.html for document in draft.documents)
    text = unescape("".join((_TAG.sub("", page), *_SHOWN.findall(page))))
    language = draft.metadata.language
    choice = choose(text, script(language))
    return replace(
        draft,
        faces=choice.faces,
        stylesheet=resolved(_families(choice) + draft.stylesheet, language),
        notices=(*draft.notices, *choice.notices),
    )


def _families(choice: Choice) -> str:
    """Declare the font stacks; a script's own face leads in its own language."""

    def stack(*core: str) -> str:
        names = (*choice.leading, *core, *choice.following)
        return ", ".join(f'"{name}"' for name in names)

    return (
        f":root {{ --serif: {stack(_SERIF, _HYPHEN)};"
        f" --display: {stack(_DISPLAY, _SERIF, _HYPHEN)};"
        f" --sans: {stack(_SANS, _SANS_HYPHEN)};"
        f" --mono: {stack(_MONO, _SANS, _SANS_HYPHEN)}; }}\n"
    )
