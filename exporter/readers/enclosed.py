"""HTML that a record, a feed or an archive encloses, read by the reader of pages."""

from __future__ import annotations

import re
from dataclasses import replace

from exporter.model import Article, Asset
from exporter.readers.request import Request

_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_MARKUP = re.compile(
    r"\s*<(?:p|div|h[1-6]|ul|ol|figure|img|blockquote|article|section|main|table"
    r"|!doctype|html|head|body|br|span|a|em|strong|b|i)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_END = re.compile(r"(?:</[a-zA-Z][a-zA-Z0-9]*\s*>|/>|<br>|-->)\s*\Z")


def is_page(html: str) -> bool:
    """Tell a whole page, whose main text has to be found, from a piece of one."""
    return _PAGE.search(html[:1024]) is not None


def is_markup(text: str) -> bool:
    """Tell a text that is HTML from end to end: tags open it and tags close it."""
    return _MARKUP.match(text[:4096]) is not None and bool(_END.search(text[-200:]))


def marked(content: bytes, charset: str) -> bytes:
    """Return bytes in UTF-8 with a mark, if a protocol says how they are encoded.

    The mark goes before what a page itself declares (WHATWG HTML, 13.2.3.2).
    """
    from exporter.readers import charsets

    found = charsets.decoded(content, charset) if charset else None
    if found is None:
        return content
    text = found[0].lstrip("\ufeff")
    return text.encode("utf-8-sig")


def page(content: bytes, request: Request, charset: str = "") -> Article:
    """Read a whole page; the original of the request stays that of the article.

    Raises:
        InputError: there is no article in it.
    """
    from exporter.readers import web  # and what it guesses with

    data = marked(content, charset)
    inner = Asset(name="page.html", media_type="text/html", data=data)
    article = web.read(replace(request, original=inner))
    return replace(article, original=request.original)


def fragment(html: str, request: Request) -> Article:
    """Read a piece of HTML that is nothing but an article's text.

    Raises:
        InputError: there is no text in it.
    """
    from exporter.readers import web

    return replace(web.fragment(html, request), original=request.original)
