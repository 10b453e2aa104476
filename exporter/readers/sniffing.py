"""What bytes without a name look like, by how they begin."""

from __future__ import annotations

import codecs
import json
import re

_HEAD = 65_536
_SHOWN = 4096
_COMMENTS = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)*", re.DOTALL)
_PAGE = re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html\b|<html[\s>])", re.I)
_FEED = re.compile(rb"(?:<\?xml[^>]*>\s*)?<(?:rss|feed|rdf:RDF)[\s>]", re.I)
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]*)[ \t]*:([^\n]*)\n|[ \t][^\n]*\n")
_MAIL = frozenset((b"message-id", b"received", b"return-path", b"mime-version"))
"""Headers that nobody writes at the head of a text."""
_ARRIVED = frozenset((b"received", b"return-path", b"delivered-to", b"to"))
_PACKED = (
    (b"mimetypeapplication/epub+zip", ".epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
    (b"[Content_Types].xml", ".docx"),
    (b"word/", ".docx"),
)


def suffix_of(data: bytes) -> str:
    """Return the suffix of the kind that bytes begin like, ``""`` for a text."""
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8)
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        found = (suffix for mark, suffix in _PACKED if mark in head[:_SHOWN])
        return next(found, "")
    start = _COMMENTS.match(head)
    rest = head[start.end() :] if start else head
    if _PAGE.match(rest):
        return ".html"
    if _FEED.match(rest):
        return ".xml"
    if rest.startswith(b"{"):
        return _of_json(rest)
    return _of_mail(head)


def _of_json(rest: bytes) -> str:
    """Tell JSON Lines, each line an object, from a feed in JSON."""
    if b"://jsonfeed.org/version/" in rest[:_SHOWN]:
        return ".json"
    line, newline, _ = rest.partition(b"\n")
    try:
        is_record = isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        is_long = not newline and len(rest) > _SHOWN
        return ".jsonl" if is_long and rest.startswith(b'{"') else ""
    return ".jsonl" if is_record else ""


def _of_mail(head: bytes) -> str:
    """Tell a mail, or a page saved in the form of one (RFC 2557), by its headers."""
    names: dict[bytes, bytes] = {}
    text = head.replace(b"\r\n", b"\n")
    at = 0
    while (match := _HEADER.match(text, at)) is not None:
        if match.group(1):
            names[match.group(1).lower()] = match.group(2)
        at = match.end()
    if not (names.keys() & _MAIL and text.startswith(b"\n", at)):
        return ""
    saved = b"snapshot-content-location" in names or (
        b"related" in names.get(b"content-type", b"") and not names.keys() & _ARRIVED
    )
    return ".mhtml" if saved else ".eml"
