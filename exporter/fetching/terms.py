"""How far a fetch may go, and what it brings."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

from exporter.dates import PartialDate
from exporter.fetching.resolving import Resolver, is_public, resolve

_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Limits of a fetch: whom to ask and to believe; seconds, bytes, counts.

    Every IP address of a host must be open, unless ``private`` ones may be asked.

    ``seconds`` are for one address with its redirects, ``all_seconds`` for a page
    and its images; ``connect`` for one connection, and for one silence. Bytes are
    counted twice: as they come, and unpacked. ``total`` is such that a capture fits
    into what is read as MHTML (64 MiB, in base64).
    """

    private: bool = False
    is_open: Callable[[str], bool] = is_public
    seconds: float = 30.0
    all_seconds: float = 120.0
    connect: float = 10.0
    document: int = 10 * _MEBIBYTE
    total: int = 40 * _MEBIBYTE
    images: int = 40
    redirects: int = 5
    resolver: Resolver = resolve
    trust: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for: media types as in an Accept header, and bytes at most."""

    accept: str
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave: ``address`` is the one that redirects led to.

    ``media_type`` is in lower case, ``charset`` as the server says it or ``""``;
    ``date`` is the server's when it answered, ``modified`` when it says the
    document changed.
    """

    address: str
    media_type: str
    charset: str
    data: bytes = field(repr=False)
    date: PartialDate | None = None
    modified: PartialDate | None = None
