"""What the headers of a mail state: title, source, writer, date, language, address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from exporter.dates import PartialDate
from exporter.languages import is_tag
from exporter.model import Fact, stated
from exporter.readers import vocabulary
from exporter.readers.remarks import legal

_LONGEST = 300
_MARK = re.compile(r"\s*([^\W\d_]{1,12})(?:\[\d{1,3}\])?\s?[:：]\s*(?=\S)")
_LISTED = (
    "List-Id", "List-Unsubscribe", "List-Post", "List-Archive", "Archived-At",
    "Feedback-ID",
)  # fmt: skip
"""Headers of what is sent to many (RFC 2919, 2369, 5064); letters have none."""
_ADDRESS = re.compile(r"<?\s*(https?://[^\s<>\"]{1,2000})\s*>?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of a mail's headers.

    The sender of a newsletter is its source, that of a letter its writer. A mail
    that ``is_passed_on`` has those of whoever passed it on, so they are unknown.
    """

    title: Fact[str] = field(default=Fact())
    source: Fact[str] = field(default=Fact())
    byline: Fact[tuple[str, ...]] = field(default=Fact())
    published: Fact[PartialDate] = field(default=Fact())
    url: Fact[str] = field(default=Fact())
    language: Fact[str] = field(default=Fact())
    is_passed_on: bool = False


def gather(message: EmailMessage) -> Facts:
    """Read the headers that speak of the text; the others are nobody's business."""
    subject, passed_on = _subject(_line(message, "Subject"))
    title: Fact[str] = stated(subject, "mail:Subject") if subject else Fact()
    language = _language(_line(message, "Content-Language"))
    if passed_on:
        return Facts(title=title, language=language, is_passed_on=True)
    sender = _sender(message)
    listed = any(header in message for header in _LISTED)
    return Facts(
        title=title,
        source=_source(message, sender) if listed else Fact(),
        byline=stated((sender,), "mail:From") if sender and not listed else Fact(),
        published=_date(message),
        url=_url(_line(message, "Archived-At")),
        language=language,
    )


def _line(message: EmailMessage, name: str) -> str:
    """Return a header on one line, encoded words decoded (RFC 2047)."""
    return " ".join(legal(str(message.get(name) or "")).split())


def _subject(line: str) -> tuple[str, bool]:
    """Part a subject from ``Fwd:`` and ``Re:``; tell whether it was passed on."""
    passed = vocabulary.words("mail/subject/passed")
    known = passed | vocabulary.words("mail/subject/answered")
    found: set[str] = set()
    while (match := _MARK.match(line)) and match.group(1).casefold() in known:
        found.add(match.group(1).casefold())
        line = line[match.end() :]
    return line[:_LONGEST].strip(), bool(found & passed)


def _sender(message: EmailMessage) -> str:
    """Return the name before the address of the first sender, ``""`` without one."""
    addresses = getattr(message.get("From"), "addresses", ())
    name = str(addresses[0].display_name or "") if addresses else ""
    name = " ".join(legal(name).split()).strip("\"' ")
    return "" if "@" in name else name[:_LONGEST]


def _source(message: EmailMessage, sender: str) -> Fact[str]:
    if sender:
        return stated(sender, "mail:From")
    name = _line(message, "List-Id").partition("<")[0].strip("\"' ")
    if name and not any(map(str.isdigit, name)):
        return stated(name[:_LONGEST], "mail:List-Id")
    return Fact()


def _date(message: EmailMessage) -> Fact[PartialDate]:
    """Return when it was sent; ``-0000`` names no zone (RFC 5322, 3.3)."""
    moment = getattr(message.get("Date"), "datetime", None)
    if not isinstance(moment, datetime):
        return Fact()
    try:
        return stated(PartialDate.of(moment), "mail:Date")
    except ValueError:
        return Fact()


def _url(line: str) -> Fact[str]:
    match = _ADDRESS.fullmatch(line)
    return stated(match.group(1), "mail:Archived-At") if match else Fact()


def _language(line: str) -> Fact[str]:
    tag = line.partition(",")[0].strip()
    return stated(tag, "mail:Content-Language") if is_tag(tag) else Fact()
