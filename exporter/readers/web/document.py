"""Bytes of a page to a tree: the encoding it declares, and no more depth than sense."""

from __future__ import annotations

import codecs
import re
import sys
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from exporter.errors import InputError
from exporter.model import Notice
from exporter.readers import charsets, decoding, language, mending
from exporter.readers.remarks import legal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PRESCAN = 4096
"""Bytes at the head of a page that may declare its encoding; WHATWG asks for 1024."""
_ASTRAY = re.compile("[\x7f-\x9f]")
_REFERENCE = re.compile("&#(?:[0-9]{1,4000}|x[0-9a-f]{1,4000});?", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})",
    re.IGNORECASE,
)
_TONGUE = re.compile(
    rb"<html[^>]{0,300}?\slang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})?)",
    re.IGNORECASE,
)
_TAG = re.compile("<[^<>]*>")
_WITHIN = re.compile(r"""<[a-zA-Z]|>|=\s*(?:"[^"]*"|'[^']*')?|[\s/]+(?=[^\s=>/])""")
"""What begins and ends a tag, and what parts its attributes, outside of quotes."""
ATTRIBUTES = 2000
"""Parts that a tag may have; each attribute has two, real tags have some dozens."""
DEPTH = 250
"""Levels of elements that a page may have; real ones have fewer than 80."""
ELEMENTS = 200_000
"""Elements that a page may have; real ones have fewer than 20,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as a tree of lxml, the address it came from if known, what was odd."""

    tree: Any
    where: str
    address: str | None = None
    encoding: str = "utf-8"
    notices: tuple[Notice, ...] = ()


def parse(
    data: bytes, where: str, *, charset: str | None = None, address: str | None = None
) -> Page:
    """Parse a page; ``charset`` is what the protocol says of its encoding.

    Raises:
        InputError: there is no element in it, or they are nested beyond reason.
    """
    text, encoding, notices = _decoded(data, where, charset)
    _check_tags(text, where)
    parser = html.HTMLParser(
        encoding="utf-8", remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        tree = html.document_fromstring(lettered(text).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        hint = "save the page again as HTML"
        raise InputError("there is no page in it", where=where, hint=hint) from error
    _check_size(tree, where)
    return Page(
        tree=tree, where=where, address=address, encoding=encoding, notices=notices
    )


def lettered(text: str) -> str:
    """Return markup whose C1 controls are the letters that they stand for.

    So HTML reads references to them (13.2.5.80); browsers read bytes alike. What
    no XML document may hold is left out, spelt as a reference or not.
    """
    text = _REFERENCE.sub(_letter, legal(text))
    return text.translate(decoding.STRAY) if _ASTRAY.search(text) else text


def _letter(match: re.Match[str]) -> str:
    digits = match[0].strip("&#;")
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if code in decoding.STRAY:
        return decoding.STRAY[code]
    char = chr(code) if code <= sys.maxunicode else ""
    kept = mending.plain(legal(char))
    return match[0] if kept and kept == char else kept


def _decoded(
    data: bytes, where: str, charset: str | None
) -> tuple[str, str, tuple[Notice, ...]]:
    """Decode by mark, as UTF-8, by protocol, by declaration, then by a guess."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name, ()
    if _is_utf8(data):
        return data.decode("utf-8"), "utf-8", ()
    found = _META.search(data[:_PRESCAN])
    declared = (found.group(1) or found.group(2)).decode("ascii") if found else ""
    for label in filter(None, (charset, declared)):
        found_ = charsets.decoded(data, label)
        if found_ is not None:
            text, name = found_
            return text, "utf-8" if name.startswith("utf-16") else name, ()
    return _guessed(data, where)


def _is_utf8(data: bytes) -> bool:
    """Tell UTF-8, which text in another encoding that is no ASCII hardly ever is.

    Pages that were saved or stored anew are UTF-8 whatever they declare. What
    ISO 2022 writes is ASCII, too, and is left to the declaration.
    """
    if data.isascii() and b"\x1b$" in data:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guessed(data: bytes, where: str) -> tuple[str, str, tuple[Notice, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    name = best.encoding if best else "cp1252"
    tag = _TONGUE.search(data[:_PRESCAN])
    said = tag.group(1).decode("ascii") if tag else ""
    words = _TAG.sub(" ", data[:200_000].decode(name, "replace"))
    name = charsets.settled(name, said or language.detect(words).value or "")
    message = f"no encoding is declared; read as {name}"
    notice = Notice(code="encoding-guessed", message=message, where=where)
    return data.decode(name, "replace"), name, (notice,)


def _check_tags(text: str, where: str) -> None:
    """Refuse a tag of more attributes than sense: parsers compare each with all."""
    count = 0
    for match in _WITHIN.finditer(text):
        found = match[0]
        if found[0] == "<":
            count = 1
        elif found == ">":
            count = 0
        elif count:
            count += 1
        if count > ATTRIBUTES:
            message = f"a tag has more than {ATTRIBUTES} attributes"
            hint = "it is hardly a page that people read"
            raise InputError(message, where=where, hint=hint)


def _check_size(tree: Any, where: str) -> None:
    """Refuse a tree that is deeper or larger than any page: walks may recurse."""
    depth = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if count > ELEMENTS:
            message = f"there are more than {ELEMENTS} elements in it"
            hint = "part it into pages"
            raise InputError(message, where=where, hint=hint)
        if depth > DEPTH:
            message = f"elements are nested more than {DEPTH} deep"
            hint = "it is hardly a page that people read"
            raise InputError(message, where=where, hint=hint)
