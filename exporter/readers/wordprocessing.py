"""DOCX to HTML, by mammoth: headings, quotes, lists, tables, notes, images."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError

import mammoth

from exporter.artefacts.container import DAMAGE
from exporter.errors import InputError
from exporter.readers import images
from exporter.readers.packages import Written

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.standfirst:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
r[style-name='Emphasis'] => em
r[style-name='Intense Emphasis'] => em
comment-reference =>
"""
_BROKEN = (
    *DAMAGE, LookupError, TypeError, AttributeError, SyntaxError, ArithmeticError,
    ExpatError,
)  # fmt: skip
"""What mammoth raises at documents that are well-formed XML but make no sense."""


def write(data: bytes, where: str) -> Written:
    """Return a document as HTML; it must have been checked as a package.

    Macros, comments, deleted words, headers and footers are not read, and images
    outside of the document are left out.

    Raises:
        InputError: it makes no sense.
    """
    pictures: dict[str, bytes] = {}

    def keep(image: Any) -> dict[str, str]:
        address = f"image-{len(pictures) + 1}"
        try:
            with image.open() as stream:
                content = stream.read(images.LIMIT + 1)
        except _BROKEN:
            content = b""
        if len(content) <= images.LIMIT:
            pictures[address] = content
        return {"src": address}

    try:
        found = mammoth.convert_to_html(
            BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(keep),
        )
    except _BROKEN as error:
        message = "the document is damaged"
        hint = "open it in a word processor and save it anew"
        raise InputError(message, where=where, hint=hint) from error
    return Written(html=found.value, images=pictures)
