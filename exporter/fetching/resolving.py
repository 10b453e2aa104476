"""Names to IP addresses, and which of these are public."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address

Resolver = Callable[[str, int], Sequence[str]]
"""Takes a host and a port, returns its IP addresses; raises OSError."""
_UNICAST = IPv6Network("2000::/3")  # all that is assigned (RFC 4291, 2.4)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052, 2.1
_CLOSED = tuple(
    map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"))
)
"""Reserved for protocols (RFC 6890), relays (RFC 7526), and the inside of a cloud."""


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the system for the addresses of a host.

    Raises:
        OSError: it has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Tell whether an IP address, and one embedded in it, is of the open Internet."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        closed = found.is_multicast or any(found in network for network in _CLOSED)
        return found.is_global and not closed
    if found in _NAT64:
        return is_public(str(IPv4Address(int(found) & 0xFFFFFFFF)))
    # 6to4 is deprecated (RFC 7526), and not every Python's registry calls it closed.
    tunnel = found.sixtofour is not None or found.teredo is not None
    plain = found in _UNICAST and found.is_global and not found.is_multicast
    return plain and not tunnel
