"""Documents of Word and LibreOffice: their words and images, by way of HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import PurePosixPath

from exporter.artefacts.parsing import parse
from exporter.model import Article, inferred, stated
from exporter.readers import packages
from exporter.readers.remarks import legal
from exporter.readers.request import Request

_ODT = ".odt"
_MAIN = {".docx": "[Content_Types].xml", _ODT: "content.xml"}
_CORE, _META = "docProps/core.xml", "meta.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LONGEST = 300
_SUBTITLE = re.compile(r'(</h1>\s*)<p class="standfirst">(.{1,2000}?)</p>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NO_TITLE = frozenset(
    ("", "untitled", "document", "document1", "title", "unbenannt", "sans titre",
     "sin título", "senza titolo", "template", "normal", "word document")
)  # fmt: skip
_NO_NAME = frozenset(
    ("", "author", "user", "admin", "administrator", "owner", "unknown", "python-docx",
     "microsoft office user", "office", "microsoft", "un-named", "libreoffice")
)  # fmt: skip
"""What programs write into a document where nobody told them anything."""


def read(request: Request) -> Article:
    """Read a DOCX or ODT document.

    A title that only the file's properties have is a guess, and so is the name of
    whoever made the file: both are often left over from a template.

    Raises:
        InputError: it is no such document, damaged, unsafe to unpack, or empty.
    """
    from exporter.readers import web

    data, where = request.original.data, request.where
    suffix = PurePosixPath(request.original.name).suffix.lower()
    is_odt = suffix == _ODT
    members = packages.check(data, _MAIN[suffix], where)
    written = _odt(data, where) if is_odt else _docx(data, where)
    html, standfirst = _standfirst(written.html)
    article = web.fragment(html, replace(request, enclosed=written.images))
    title, creator = _properties(members.get(_META if is_odt else _CORE), where)
    kind = suffix.removeprefix(".")
    if standfirst:
        article = replace(article, standfirst=stated(standfirst, f"{kind}:Subtitle"))
    if title and not article.title.is_certain:
        article = replace(article, title=inferred(title, f"{kind}:title"))
    if creator and not article.byline.value:
        names: tuple[str, ...] = (creator,)
        article = replace(article, byline=inferred(names, f"{kind}:creator"))
    return replace(article, notices=(*written.notices, *article.notices))


def _standfirst(html: str) -> tuple[str, str]:
    """Lift the subtitle below the title out of a text, if it is nothing but words."""
    match = _SUBTITLE.search(html)
    if match is None or "<img" in match[2] or "<sup" in match[2]:
        return html, ""
    words = " ".join(unescape(_TAG.sub("", match[2])).split())
    return html[: match.end(1)] + html[match.end() :], words


def _docx(data: bytes, where: str) -> packages.Written:
    from exporter.readers import wordprocessing

    return wordprocessing.write(data, where)


def _odt(data: bytes, where: str) -> packages.Written:
    from exporter.readers import opendocument

    return opendocument.write(data, where)


def _properties(data: bytes | None, where: str) -> tuple[str, str]:
    """Return title and creator as the file's properties have them, if they say any."""
    if data is None:
        return "", ""
    root = parse(data, _CORE, where)
    title, creator = (_line(root.find(f".//{_DC}{n}")) for n in ("title", "creator"))
    named = title.casefold()
    if named in _NO_TITLE or named.startswith("microsoft word - "):
        title = ""
    if named.endswith((".doc", ".docx", ".odt", ".rtf", ".dotx")):
        title = ""
    return title, "" if creator.casefold() in _NO_NAME or "@" in creator else creator


def _line(element: object) -> str:
    text = getattr(element, "text", None) or ""
    return " ".join(legal(text).split())[:_LONGEST]
