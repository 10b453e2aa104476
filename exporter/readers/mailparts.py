"""A mail taken apart: its text, the images within it, and what is left aside."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from typing import Any, cast

from exporter.errors import InputError
from exporter.readers import charsets, images
from exporter.readers.remarks import legal

_MOST_PARTS = 200
"""Boundaries and enclosed mails of one mail; newsletters have fewer than ten."""
_MOST_LEAVES = 1000
_MOST_BORDERS = 5000
"""Lines that may be borders of parts; the parser takes half a millisecond for each."""
_LONGEST = 4000
"""Characters of a header that are looked at; parsing takes squares of its length."""
_LONGEST_TEXT = 8 * 2**20
_NESTING = re.compile(rb"(?i)boundary\s*=|^content-type:\s*message/", re.MULTILINE)
_HEAD = re.compile(rb"(?s)\s*(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]*[ \t]*:")
_BROKEN = (
    MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError,
    ArithmeticError, RecursionError, binascii.Error,
)  # fmt: skip
"""What the parser of headers is known to raise at broken ones (bpo-30681 and more)."""


class _Lenient(EmailPolicy):
    """Headers as text, cut to a sane length; one that can't be parsed is empty."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        raw = value[:_LONGEST].encode("utf-8", "surrogateescape")
        text = raw.decode("utf-8", "replace")
        try:
            return super().header_fetch_parse(name, text)
        except _BROKEN:
            return super().header_fetch_parse(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The part that is the text, the images it may show, the names of all else."""

    body: EmailMessage | None
    images: dict[str, bytes] = field(repr=False)
    others: tuple[str, ...]


def parse(data: bytes, where: str) -> EmailMessage:
    """Parse a mail.

    Raises:
        InputError: it does not begin with a header, or nests beyond measure.
    """
    if not _HEAD.match(data):
        hint = "a mail begins with lines such as 'Subject: …'"
        raise InputError("this is no mail", where=where, hint=hint)
    nested = sum(1 for _ in _NESTING.finditer(data)) > _MOST_PARTS
    if nested or data.count(b"\n--") > _MOST_BORDERS:
        hint = "it is hardly one that people read"
        raise InputError("a mail of far too many parts", where=where, hint=hint)
    try:
        parser = BytesParser(EmailMessage, policy=_Lenient())
        found = cast(EmailMessage, parser.parsebytes(data.lstrip()))
    except _BROKEN as error:
        message = f"the mail is damaged: {type(error).__name__}"
        raise InputError(message, where=where, hint="save it again") from error
    return found


def take_apart(message: EmailMessage, where: str) -> Parts:
    """Find the text of a mail: HTML where there is some (RFC 2046, 5.1.4).

    Raises:
        InputError: its parts make no sense.
    """
    try:
        body = message.get_body(("html", "plain"))
        leaves = [part for part in message.walk() if not part.is_multipart()]
        if len(leaves) > _MOST_LEAVES:
            raise ValueError("too many parts")
        pictures = dict(_pictures(leaves))
        shown = {id(body), *(id(part) for part, _ in pictures.values())}
        others = tuple(_name(p) for p in leaves if id(p) not in shown and _counts(p))
    except _BROKEN as error:
        text = f"the mail is damaged: {type(error).__name__}"
        raise InputError(text, where=where, hint="save it again") from error
    return Parts(
        body=body if isinstance(body, EmailMessage) else None,
        images={address: data for address, (_, data) in pictures.items()},
        others=others,
    )


def text_of(part: EmailMessage) -> str:
    """Decode a text: UTF-8 if it is that, whatever it claims; else as it claims."""
    data = _content(part)[:_LONGEST_TEXT]
    if not data.isascii():
        try:
            return _lines(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    label = str(part.get_content_charset() or "")
    found = charsets.decoded(data, label)
    return _lines(found[0] if found else data.decode("cp1252", "replace"))


def _lines(text: str) -> str:
    return legal(text.replace("\r\n", "\n").replace("\r", "\n"))


def _content(part: EmailMessage) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except _BROKEN:
        return b""
    return data if isinstance(data, bytes) else b""


def _pictures(
    leaves: list[EmailMessage],
) -> Iterator[tuple[str, tuple[EmailMessage, bytes]]]:
    """Yield what HTML may show, by the address it uses (RFC 2392, RFC 2557)."""
    for part in leaves:
        identifier = str(part.get("Content-ID") or "").strip().strip("<>")
        place = str(part.get("Content-Location") or "").strip()
        is_image = part.get_content_maintype() == "image"
        if not is_image or not (identifier or place):
            continue
        data = _content(part)
        if len(data) > images.LIMIT:
            continue
        if identifier:
            yield f"cid:{identifier}", (part, data)
        if place:
            yield place, (part, data)


def _counts(part: EmailMessage) -> bool:
    """Tell whether a part is something to be missed: no second form of the text."""
    if part.get_content_type() in ("text/html", "text/plain", "text/x-amp-html"):
        return part.is_attachment() or bool(part.get_filename())
    return True


def _name(part: EmailMessage) -> str:
    name = " ".join(legal(str(part.get_filename() or "")).split())
    return repr(name) if name else part.get_content_type()
