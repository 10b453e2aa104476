"""Refuses every connection but to this machine, in any Python that finds it.

Python imports this file when it starts with its folder in PYTHONPATH; tests load it
by themselves. The interpreter calls an audit hook (PEP 578) for each look-up and
connection, whichever library asks for it, and processes that are forked inherit it.
"""

from __future__ import annotations

import sys
from ipaddress import ip_address

_LOOKING_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_SENDING = ("socket.connect", "socket.sendto", "socket.sendmsg")


class Connecting(BaseException):
    """Something connects. No Exception, so that nobody takes it for a mere failure."""


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Raise Connecting at what leads off this machine."""
    if event in _LOOKING_UP:
        host = arguments[0]
        if isinstance(host, bytes | bytearray):
            host = host.decode("latin-1")
        if host and str(host).lower() != "localhost" and not _is_numeric(str(host)):
            raise Connecting(f"{event}: {arguments}")
    elif event in _SENDING:
        address = arguments[1]  # a name of AF_UNIX is no tuple; connected is None
        if isinstance(address, tuple) and not _is_loopback(address[0]):
            raise Connecting(f"{event}: {address}")


def _is_numeric(host: str) -> bool:
    """Tell whether looking a host up asks nobody."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: object) -> bool:
    if not isinstance(host, str):  # a number of another family, such as AF_NETLINK
        return True
    return _is_numeric(host) and ip_address(host).is_loopback


sys.addaudithook(refuse)
