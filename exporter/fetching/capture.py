"""A web page and its images as one MHTML file (RFC 2557), the same for the same bytes.

Each part has the bytes that the server sent; what browsers write when they save a
page has the same form.
"""

from __future__ import annotations

import re
from base64 import encodebytes
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from email.utils import format_datetime
from hashlib import sha256
from time import monotonic
from urllib.parse import urljoin

from exporter.dates import PartialDate
from exporter.errors import FetchError
from exporter.fetching import Fetched, Terms, fetch, following, is_page, kinds, name
from exporter.fetching.addresses import Target, join, parse, shown
from exporter.fetching.terms import Wish
from exporter.model import Asset, Notice

MEDIA_TYPE = "multipart/related"
"""The media type of a capture (RFC 2557, 2)."""
Wanted = Callable[[Fetched], Sequence[str]]
"""Takes a page, returns the addresses of the images to be kept with it."""
_LEFT_OUT = "image-left-out"
_PLAIN = re.compile("[!-~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A document as a file that is an original: a feed, a text, or a page as MHTML.

    ``address`` is where it was found; ``retrieved`` is the server's date.
    """

    original: Asset
    address: str
    retrieved: PartialDate | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part: ``address`` is as the page names it, whatever that leads to."""

    address: str
    media_type: str
    data: bytes


def capture(address: str, wanted: Wanted, terms: Terms | None = None) -> Captured:
    """Fetch a document, and with a web page the images that it wants.

    ``wanted`` returns addresses as the page writes them or in full; in the file they
    are in full. An image that can't be had is left out with a notice.

    Raises:
        FetchError: the address may not be asked, or gives nothing that is read.
    """
    terms = terms or Terms()
    until = monotonic() + terms.all_seconds
    page = fetch(address, terms)
    if not is_page(page):
        asset = Asset(name=name(page), media_type=page.media_type, data=page.data)
        return Captured(original=asset, address=page.address, retrieved=page.date)
    notices: list[Notice] = []
    images = tuple(_images(page, wanted(page), terms, until, notices))
    stem = name(page).removesuffix(kinds.PAGE)
    asset = Asset(
        name=f"{stem}.mhtml", media_type=MEDIA_TYPE, data=packed(page, images)
    )
    return Captured(
        original=asset,
        address=page.address,
        retrieved=page.date,
        notices=tuple(notices),
    )


def packed(page: Fetched, images: Iterable[_Part]) -> bytes:
    """Return a page and its images as MHTML: the same bytes for the same content."""
    main = _Part(address=page.address, media_type=_type(page), data=page.data)
    parts = [_lines(part) for part in (main, *images)]
    digest = sha256(b"".join(parts)).hexdigest()[:32]
    boundary = f"----exporter-{digest}----"  # no line of base64 begins so
    head = [
        "From: <Saved by exporter>",
        f"Snapshot-Content-Location: {page.address}",
        *([f"Date: {_http_date(page.date)}"] if page.date else []),
        "MIME-Version: 1.0",
        f'Content-Type: {MEDIA_TYPE}; type="{page.media_type or "text/html"}";'
        f' boundary="{boundary}"',
    ]
    line = f"\r\n--{boundary}\r\n".encode()
    whole = ("\r\n".join(head) + "\r\n").encode("ascii", "replace")
    return whole + b"".join(line + part for part in parts) + line[:-2] + b"--\r\n"


def _lines(part: _Part) -> bytes:
    head = (
        f"Content-Type: {part.media_type}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: {part.address}\r\n\r\n"
    )
    return head.encode("ascii") + encodebytes(part.data).replace(b"\n", b"\r\n")


def _type(page: Fetched) -> str:
    plain = page.charset.isascii() and page.charset.replace("-", "").isalnum()
    known = f'; charset="{page.charset}"' if page.charset and plain else ""
    return (page.media_type or "text/html") + known


def _http_date(date: PartialDate) -> str:
    return format_datetime(date.moment(), usegmt=True)


def _images(
    page: Fetched,
    wanted: Sequence[str],
    terms: Terms,
    until: float,
    notices: list[Notice],
) -> Iterator[_Part]:
    """Yield the images that can be had, in their order; tell of the others."""
    left = terms.total - len(page.data)
    base = parse(page.address)
    named = [a for a in wanted if not a.lstrip().lower().startswith("data:")]
    unique = tuple(dict.fromkeys(named))
    for written in unique[: terms.images]:
        seconds = min(terms.seconds, until - monotonic())
        try:
            if seconds <= 0:
                message = f"the page took more than {terms.all_seconds:g} seconds"
                raise FetchError(message)
            limited = replace(terms, seconds=seconds)
            part = _image(written, base, limited, min(left, terms.document))
        except FetchError as error:
            notices.append(_left_out(shown(written), error.message, page))
            continue
        left -= len(part.data)
        yield part
    if len(unique) > terms.images:
        reason = f"no page has more than {terms.images} images"
        many = f"{len(unique) - terms.images} more"
        notices.append(_left_out(many, reason, page))


def _image(written: str, base: Target, terms: Terms, most: int) -> _Part:
    """Fetch one image; its address stays as the page means it.

    Raises:
        FetchError: it may not be asked, or is no image that is read.
    """
    if most <= 0:
        raise FetchError("page and images are larger than a capture may be")
    target = join(base, written)
    found = following.get(target, Wish(accept=kinds.ACCEPT_IMAGES, most=most), terms)
    media_type = kinds.image(found.media_type, found.data)
    if not media_type:
        raise FetchError("it is no PNG, JPEG, GIF or WebP")
    whole = urljoin(str(base), written)
    address = whole if _PLAIN.fullmatch(whole) else str(target)
    return _Part(address=address, media_type=media_type, data=found.data)


def _left_out(what: str, reason: str, page: Fetched) -> Notice:
    message = f"image {what} is left out: {reason}"
    return Notice(code=_LEFT_OUT, message=message, where=page.address)
