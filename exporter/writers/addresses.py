"""Which links work from inside a book, and how they are written there."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import SplitResult, urlsplit

_WEB = frozenset({"http", "https"})
_OTHER = frozenset({"mailto", "tel"})
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
# RFC 3986, 2 and 3; browsers mend such addresses, EPUBCheck refuses them.
_UNSAFE = re.compile(r'[ <>"\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})')
_USER = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:%-]*")


def outward(target: str) -> str | None:
    """Return an address outside the book as a valid URL, else None.

    Only web, mail and telephone links lead anywhere from a book: a relative
    address meant the page that it was taken from.
    """
    try:
        parts = urlsplit(target.strip())
        parts.port  # noqa: B018  # checked only when it is asked for
    except ValueError:
        return None
    if parts.scheme in _WEB and _is_host(parts):
        return f"{parts.scheme}://{parts.netloc}{_rest(parts)}"
    if parts.scheme in _OTHER and parts.path:
        return f"{parts.scheme}:{_rest(parts)}"
    return None


def _rest(parts: SplitResult) -> str:
    text = _quoted(parts.path)
    if parts.query:
        text += "?" + _quoted(parts.query)
    if parts.fragment:
        text += "#" + _quoted(parts.fragment).replace("#", "%23")
    return text


def _quoted(text: str) -> str:
    text = _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", text)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _percent(c) for c in text)


def _percent(character: str) -> str:
    data = character.encode("utf-8", "replace")
    return "".join(f"%{byte:02X}" for byte in data)


def _is_host(parts: SplitResult) -> bool:
    user, at, place = parts.netloc.rpartition("@")
    if at and not _USER.fullmatch(user):
        return False
    host = parts.hostname or ""
    if place.startswith("["):
        return _is_ipv6(host)
    if not host.isascii() or "xn--" in host:
        try:
            host = host.encode("idna").decode("ascii")
            host.encode().decode("idna")
        except UnicodeError:
            return False
    return all(map(_LABEL.fullmatch, host.removesuffix(".").split(".")))


def _is_ipv6(host: str) -> bool:
    try:
        IPv6Address(host)
    except AddressValueError:
        return False
    return True
