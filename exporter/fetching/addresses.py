"""Addresses that may be asked: http and https, plainly written, without secrets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, urljoin, urlsplit

from exporter.errors import FetchError

LONGEST = 2048
"""Characters that an address may have."""
PORTS = {"http": 80, "https": 443}
_BAD = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ud800-\udfff]")
_GAPS = re.compile(r"[\t\n\r]+")
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*\.?")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\.?")
_PATH = "/%:@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address taken apart; all of it is ASCII. ``path`` includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """Return the host, and the port if it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        """Return the address."""
        return f"{self.scheme}://{self.netloc}{self.path}"


def parse(address: str) -> Target:
    """Take an address apart, and refuse what is not plainly one of the Web.

    Raises:
        FetchError: another scheme, a password, an odd host, port or character.
    """
    if len(address) > LONGEST:
        raise _refused(address, f"has more than {LONGEST} characters")
    if _BAD.search(address):
        raise _refused(address, "contains white space, a backslash or a control")
    try:
        parts = urlsplit(address)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise _refused(address, f"is not an address: {error}") from error
    if parts.scheme not in PORTS:
        raise _refused(address, "is not of the Web", "only http and https are asked")
    if "@" in parts.netloc:
        hint = "save the page in your browser, and name the file"
        raise _refused("", "contains a name or a password", hint)
    if port == 0:
        raise _refused(address, "has no usable port")
    return Target(
        scheme=parts.scheme,
        host=_host(host, address),
        port=port or PORTS[parts.scheme],
        path=quote(parts.path or "/", safe=_PATH)
        + (f"?{quote(parts.query, safe=_PATH + '?')}" if parts.query else ""),
    )


def join(base: Target, address: str) -> Target:
    """Take an address apart that a page or a server writes, which may be relative.

    Raises:
        FetchError: as for :func:`parse`.
    """
    written = _GAPS.sub("", address[: LONGEST + 1]).strip().replace(" ", "%20")
    try:
        return parse(urljoin(str(base), written))
    except ValueError as error:
        raise _refused(written, f"is not an address: {error}") from error


def shown(address: str) -> str:
    """Return an address for messages: of bounded length, without control characters."""
    plain = _BAD.sub("\ufffd", address)
    return plain if len(plain) <= 120 else f"{plain[:119]}…"


def _host(host: str, address: str) -> str:
    """Return a host in ASCII (IDNA), or an IP address in its usual spelling."""
    if ":" in host or _NUMBER.fullmatch(host.removesuffix(".").rpartition(".")[2]):
        try:
            found = ip_address(host)
        except ValueError as error:
            # 2130706433, 0x7f.1 and 0177.0.0.1 are ways to hide 127.0.0.1.
            raise _refused(address, "has an oddly written IP address") from error
        if "%" in host:
            raise _refused(address, "names a network interface")
        return str(found)
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise _refused(address, "has an impossible host name") from error
    if len(name) > 253 or not _HOST.fullmatch(name):
        raise _refused(address, "has an impossible host name")
    if _NUMBER.fullmatch(name.removesuffix(".").rpartition(".")[2]):
        raise _refused(address, "has an oddly written IP address")
    return name


def _refused(address: str, what: str, hint: str = "") -> FetchError:
    return FetchError(f"the address {what}", where=shown(address), hint=hint)
