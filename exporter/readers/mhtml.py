"""Pages saved with what they show in one file: MHTML (RFC 2557)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from email.utils import parsedate_to_datetime

from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.model import Article, Fact, stated
from exporter.readers.request import Request
from exporter.readers.web import document, reading

PARTS = 2_000
"""Parts that a saved page may have; real ones have some hundred."""
_PAGES = ("text/html", "application/xhtml+xml")
_LONGEST_ADDRESS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A page and its images, each by the addresses that name it."""

    page: bytes
    charset: str | None
    address: str | None
    images: dict[str, bytes]
    retrieved: Fact[PartialDate]


def read(request: Request) -> Article:
    """Read a page saved as MHTML.

    Raises:
        InputError: it is no MHTML, has no page in it, or no article in that.
    """
    saved = take_apart(request.original.data, request.where)
    page = document.parse(
        saved.page,
        request.where,
        charset=saved.charset,
        address=request.address or saved.address,
    )
    beside = reading.Beside(images=saved.images, retrieved=saved.retrieved)
    return reading.article(request, page, beside)


def take_apart(data: bytes, where: str) -> Saved:
    """Part a file into its page and the images beside it.

    Raises:
        InputError: it is no MHTML, or has no page or too many parts in it.
    """
    try:
        whole = message_from_bytes(data, policy=policy.compat32)
        parts = list(_parts(whole, where))
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise _no_page(where) from error
    main = _main(whole, parts)
    if main is None:
        raise _no_page(where)
    images: dict[str, bytes] = {}
    for part in parts:
        if part.get_content_maintype() == "image":
            for name in _names(part):
                images.setdefault(name, _bytes(part))
    return Saved(
        page=_bytes(main),
        charset=_charset(main),
        address=_address(whole, main),
        images=images,
        retrieved=_date(whole),
    )


def _no_page(where: str) -> InputError:
    hint = "save the page anew, as HTML or as a web archive (MHTML)"
    return InputError("there is no page in it", where=where, hint=hint)


def _parts(whole: Message, where: str) -> Iterator[Message]:
    for count, part in enumerate(whole.walk()):
        if count >= PARTS:
            message = f"it has more than {PARTS} parts"
            hint = "it is hardly a page that people read"
            raise InputError(message, where=where, hint=hint)
        if not part.is_multipart():
            yield part


def _main(whole: Message, parts: list[Message]) -> Message | None:
    """Return the part that is the page: the one named as start, else the first."""
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    start = str(whole.get_param("start") or "").strip()
    here = _header(whole, "Snapshot-Content-Location")
    for part in pages:
        if start and _header(part, "Content-ID") == start:
            return part
        if here and _header(part, "Content-Location") == here:
            return part
    return pages[0] if pages else None


def _bytes(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _header(part: Message, name: str) -> str:
    """Return a header on one line; long addresses are folded (RFC 2557, 4.4.2)."""
    return "".join(str(part.get(name) or "").split())[:_LONGEST_ADDRESS]


def _names(part: Message) -> Iterator[str]:
    location = _header(part, "Content-Location")
    if location:
        yield location
    identifier = _header(part, "Content-ID").strip("<>")
    if identifier:
        yield f"cid:{identifier}"


def _charset(part: Message) -> str | None:
    found = part.get_content_charset()
    return str(found) if found else None


def _address(whole: Message, main: Message) -> str | None:
    candidates = (
        _header(whole, "Snapshot-Content-Location"),
        _header(main, "Content-Location"),
        _header(whole, "Content-Location"),
    )
    return next((a for a in candidates if a.startswith(("http://", "https://"))), None)


def _date(whole: Message) -> Fact[PartialDate]:
    """Return the day that the page was saved, in the zone in which it was."""
    try:
        moment = parsedate_to_datetime(str(whole.get("Date") or ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return Fact()
    return stated(PartialDate.parse(moment.isoformat()), "mhtml:Date")
