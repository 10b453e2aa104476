"""From an address to what it gives, by way of redirects that are checked anew."""

from __future__ import annotations

from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from time import monotonic

from exporter.dates import PartialDate
from exporter.errors import FetchError
from exporter.fetching import exchange
from exporter.fetching.addresses import PORTS, Target, join, shown
from exporter.fetching.exchange import Answer
from exporter.fetching.terms import Fetched, Terms, Wish

_LEADING = (301, 302, 303, 307, 308)
_REASONS = {
    401: ("wants a password", "save the page in your browser, and name the file"),
    402: ("wants to be paid", "save the page in your browser, and name the file"),
    403: ("refuses to show it", "save the page in your browser, and name the file"),
    404: ("has no such page", "check the address"),
    410: ("has this page no more", "check the address"),
    429: ("has been asked too often", "try again later"),
    451: ("may not show it", ""),
}


def get(target: Target, wish: Wish, terms: Terms) -> Fetched:
    """Return what an address gives, wherever it leads to.

    ``terms.seconds`` are for all redirects together.

    Raises:
        FetchError: it, or where it leads, may not be asked, or does not answer well.
    """
    named = target
    until = monotonic() + terms.seconds
    for _ in range(terms.redirects + 1):
        hosts = _hosts(target, named, terms)
        answer = exchange.ask(target, hosts, wish, terms, until)
        if answer.status not in _LEADING:
            return _fetched(target, answer)
        target = _next(target, answer)
    message = f"the address leads on more than {terms.redirects} times"
    raise FetchError(message, where=str(named))


def _hosts(target: Target, named: Target, terms: Terms) -> tuple[str, ...]:
    """Return the IP addresses of a target, resolved once, all of which may be asked.

    Ports are those of the schemes, and that of ``named``, which the user wrote.
    """
    where = str(target)
    try:
        found = tuple(terms.resolver(target.host, target.port))
    except (OSError, UnicodeError) as error:
        hint = "check the address and the connection"
        message = f"there is no host {target.host}"
        raise FetchError(message, where=where, hint=hint) from error
    if not found:
        raise FetchError(f"there is no host {target.host}", where=where)
    if terms.private:
        return found
    if not all(map(terms.is_open, found)):
        message = f"{target.host} is not of the open Internet"
        hint = "--private-addresses allows what the local network has"
        raise FetchError(message, where=where, hint=hint)
    same = (target.host, target.port) == (named.host, named.port)
    if target.port not in PORTS.values() and not same:
        raise FetchError(f"port {target.port} is not one of the Web", where=where)
    return found


def _next(target: Target, answer: Answer) -> Target:
    location = _utf8(answer.headers.get("location", ""))
    if not location:
        message = "the address leads on, but not where to"
        raise FetchError(message, where=str(target))
    try:
        onward = join(target, location)
    except FetchError as error:
        message = f"leads to {shown(location)!r}: {error.message}"
        raise FetchError(message, where=str(target), hint=error.hint) from error
    if target.scheme == "https" and onward.scheme == "http":
        message = f"leads from a secure connection to an open one: {onward}"
        raise FetchError(message, where=str(target))
    return onward


def _utf8(header: str) -> str:
    """Return a header as servers mean it; HTTP reads it as Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _fetched(target: Target, answer: Answer) -> Fetched:
    if answer.status not in (200, 203):
        what, hint = _REASONS.get(
            answer.status, (f"answers with status {answer.status}", "try again later")
        )
        raise FetchError(f"the server {what}", where=str(target), hint=hint)
    if not answer.data:
        raise FetchError("the answer is empty", where=str(target))
    said = Message()
    said["Content-Type"] = answer.headers.get("content-type", "")
    known = bool(answer.headers.get("content-type", "").strip())
    return Fetched(
        address=str(target),
        media_type=said.get_content_type() if known else "",
        charset=str(said.get_content_charset() or ""),
        data=answer.data,
        date=_moment(answer.headers.get("date")),
        modified=_moment(answer.headers.get("last-modified")),
    )


def _moment(written: str | None) -> PartialDate | None:
    """Read an HTTP date; one that is none, or of another form, says nothing."""
    try:
        found = parsedate_to_datetime(written or "")
    except (TypeError, ValueError, OverflowError):
        return None
    return PartialDate.of(found) if _is_moment(found) else None


def _is_moment(found: datetime) -> bool:
    return found.tzinfo is not None
