"""One request and its answer, over a connection to an address that was checked.

No proxy, cookie, password or referrer takes part: urllib3's connections, unlike its
pools' callers, read nothing from the environment, and each serves one request.
"""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from http.client import HTTPException
from threading import Timer

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from exporter.errors import FetchError
from exporter.fetching.addresses import Target
from exporter.fetching.terms import Terms, Wish
from exporter.version import VERSION

AGENT = f"exporter/{VERSION} (articles to PDF and EPUB; a page that a person named)"
"""How exporter introduces itself to servers."""
_FAULTS = (HTTPError, HTTPException, OSError)
_PIECE = 64 * 1024
_MOST = 4  # addresses of a host that are tried
_MEMBERS = 16  # of a gzip file; servers send one
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status, headers by lower-case name, and the unpacked body if it was read."""

    status: int
    headers: Mapping[str, str]
    data: bytes = field(repr=False)


def ask(
    target: Target, hosts: Sequence[str], wish: Wish, terms: Terms, until: float
) -> Answer:
    """Ask for a target, of the first of its hosts that is there.

    ``until`` is the moment, by the monotonic clock, when the connection is ended. A
    body is read from good answers only.

    Raises:
        FetchError: nobody answers, or not in time, or too much, or no proper HTTP.
    """
    try:
        with (
            closing(_connected(target, hosts, terms, until)) as connection,
            _hanging_up(connection.sock, until - time.monotonic()),
        ):
            answer = _exchange(connection, target, wish)
    except _FAULTS as error:
        if time.monotonic() >= until:
            raise _late(target, terms) from error
        raise _broken(target, error) from error
    if time.monotonic() >= until:  # a body without a length just ends
        raise _late(target, terms)
    return answer


def _connected(
    target: Target, hosts: Sequence[str], terms: Terms, until: float
) -> HTTPConnection:
    """Return a connection to one of the hosts, whose certificate names the target."""
    for host in hosts[:_MOST]:
        left = min(terms.connect, until - time.monotonic())
        connection = _connection(target, host, max(left, 0.001), terms)
        try:
            connection.connect()
        except _FAULTS as error:
            connection.close()
            failure = error
            continue
        connection.timeout = terms.connect
        return connection
    raise failure


def _connection(
    target: Target, host: str, seconds: float, terms: Terms
) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(host, target.port, timeout=seconds)
    return HTTPSConnection(
        host,
        target.port,
        timeout=seconds,
        server_hostname=target.host.removesuffix("."),
        ssl_context=terms.trust or _trust(),
    )


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """Return what the system trusts, and certifi's list where it has none."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    return context


@contextmanager
def _hanging_up(connection: socket.socket, seconds: float) -> Iterator[None]:
    """End a connection after some time, however slowly it drips."""

    def end() -> None:
        with suppress(OSError):
            socket.socket.shutdown(connection, socket.SHUT_RDWR)

    timer = Timer(max(seconds, 0), end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _exchange(connection: HTTPConnection, target: Target, wish: Wish) -> Answer:
    headers = {
        "Host": target.netloc,
        "User-Agent": AGENT,
        "Accept": wish.accept,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    connection.request(
        "GET", target.path, headers=headers, preload_content=False, decode_content=False
    )
    with closing(connection.getresponse()) as response:
        said = {name.lower(): value for name, value in response.headers.items()}
        data = b""
        if response.status in (200, 203):
            data = _body(response, said, target, wish.most)
    return Answer(status=response.status, headers=said, data=data)


def _body(
    response: HTTPResponse, headers: Mapping[str, str], target: Target, most: int
) -> bytes:
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > most:
        raise _too_large(target, most)
    coding = headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        message = f"the answer is packed as {coding[:40]!r}, which was not asked for"
        raise FetchError(message, where=str(target))
    data = bytearray()
    while piece := response.read(_PIECE, decode_content=False):
        data += piece
        if len(data) > most:
            raise _too_large(target, most)
    return _unpacked(bytes(data), target, most) if "gzip" in coding else bytes(data)


def _unpacked(data: bytes, target: Target, most: int) -> bytes:
    """Unpack gzip, whatever it claims to hold, to so many bytes at most."""
    found = bytearray()
    try:
        for _ in range(_MEMBERS):
            member = zlib.decompressobj(_GZIP)
            found += member.decompress(data, most + 1 - len(found))
            if len(found) > most:
                raise _too_large(target, most)
            if not member.eof:
                break
            data = member.unused_data.lstrip(b"\0")
            if not data:
                return bytes(found)
    except zlib.error:
        pass
    raise FetchError("the answer is damaged or cut off", where=str(target))


def _too_large(target: Target, most: int) -> FetchError:
    message = f"the answer has more than {most / 2**20:.3g} MiB"
    return FetchError(message, where=str(target))


def _late(target: Target, terms: Terms) -> FetchError:
    message = f"no whole answer within {terms.seconds:.3g} seconds"
    return FetchError(message, where=str(target), hint="try again later")


def _broken(target: Target, error: Exception) -> FetchError:
    cause = next((c for c in _causes(error) if isinstance(c, ssl.SSLError)), None)
    if isinstance(cause, ssl.SSLCertVerificationError):
        message = f"{target.host} does not prove who it is: {cause.verify_message}"
        return FetchError(message, where=str(target))
    if cause is not None:
        message = f"no secure connection: {cause.reason or cause}"
        return FetchError(message, where=str(target))
    system = next((c for c in _causes(error) if isinstance(c, OSError)), None)
    reason = (system and system.strerror) or type(error).__name__
    message = f"the connection failed: {reason.lower()}"
    return FetchError(message, where=str(target), hint="try again later")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what it was raised from."""
    for _ in range(8):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__
