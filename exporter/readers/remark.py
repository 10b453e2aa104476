"""An editor's note: a few words of Markdown beside a text that is not the editor's."""

from __future__ import annotations

import re
from pathlib import Path

from exporter.errors import InputError
from exporter.model import Article, Asset
from exporter.readers import markdown
from exporter.readers.request import Request

LIMIT = 32 * 1024
"""Characters that a note may have."""


def read(text: str, where: str, root: Path) -> str:
    """Return a note as XHTML; nothing in it has an id.

    Raises:
        InputError: it has headings, images or footnotes, or is too long.
    """
    if len(text) > LIMIT:
        raise InputError(f"a note is longer than {LIMIT // 1024} KiB", where=where)
    if not text.strip():
        return ""
    if text.lstrip().startswith(("---", "+++")):
        message = "a note can't begin with a line of '---' or '+++'"
        raise InputError(message, where=where, hint="write the text alone")
    request = Request(
        original=Asset(name="note.md", media_type="text/markdown", data=text.encode()),
        slug="note",
        where=where,
        folder=root,
        root=root,
    )
    article = _article(request)
    if article.headings or article.assets or article.title.is_certain:
        hint = "paragraphs, lists, emphasis and links are fine"
        message = "a note can't have headings or images"
        raise InputError(message, where=where, hint=hint)
    if re.search(r'<[^>]* id="', article.body):
        raise InputError("a note can't have footnotes", where=where)
    return article.body


def _article(request: Request) -> Article:
    try:
        return markdown.parse(request).article
    except InputError as error:  # its line is that within the note
        message = error.message
        if message.startswith("image"):
            message = "a note can't have images"
        elif message.startswith("there is no text"):
            message = "the note says nothing"
        raise InputError(message, where=request.where) from error
