"""Addresses in a page as they are compared; what is none is an empty text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

_LONGEST = 2000
_LINKS, _FEW = 2000, 8
_SUFFIXES = frozenset(
    ("com", "co", "org", "net", "gov", "edu", "ac", "www", "m", "news", "amp", "mobile")
)
"""Parts of a host that name no site."""


def parted(address: str) -> SplitResult:
    """Split an address; one that is malformed has no parts."""
    try:
        return urlsplit(address.strip()[:_LONGEST])
    except ValueError:
        return SplitResult("", "", "", "", "")


def joined(base: str, address: str) -> str:
    """Resolve an address against the page's, or return ``""`` if there is none."""
    try:
        return urljoin(base, address.strip()[:_LONGEST])
    except ValueError:
        return ""


def is_web(address: str) -> bool:
    """Tell whether an address is whole and one of the web."""
    parts = parted(address)
    return parts.scheme in ("http", "https") and "." in parts.netloc


def place_of(address: str) -> str:
    """Return host and path without what differs between spellings of an address."""
    parts = parted(address)
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
    path = parts.path.rstrip("/")
    return f"{host}{path}" if path else ""


def host_of(addresses: Iterable[str]) -> str:
    """Return the host of the first address that has one, without ``www.``."""
    for address in addresses:
        host = parted(address).netloc.lower().rpartition("@")[2].partition(":")[0]
        if "." in host:
            return host.removeprefix("www.").removeprefix("m.")
    return ""


def commonest_host(tree: Any) -> str:
    """Return the site that half of a page's whole links lead to, or ``""``."""
    links = (each.get("href", "") for each in islice(tree.iter("a"), _LINKS))
    found = Counter(filter(None, (host_of((link,)) for link in links if "//" in link)))
    most = next(iter(found.most_common(1)), ("", 0))[0]
    site = ".".join(most.split(".")[-2:])
    hosts = [host for host in found if host == site or host.endswith(f".{site}")]
    if sum(found[host] for host in hosts) < max(_FEW, found.total() / 2):
        return ""
    return min(hosts, key=len)


def labels_of(host: str) -> frozenset[str]:
    """Return the telling parts of a host: ``bbc`` of ``news.bbc.co.uk``."""
    parts = host.split(".")[:-1]
    return frozenset(part for part in parts if part not in _SUFFIXES and len(part) > 1)


def homes(known: Iterable[str]) -> frozenset[str]:
    """Return the ways in which a page's links may name its site's front page."""
    hosts = {parted(each).netloc.lower().removeprefix("www.") for each in known}
    bare = {"/", "./", "/index.html", "/index.php"}
    return frozenset({*bare, *(f"//{host}" for host in hosts if host)})


def is_home(address: str, known: frozenset[str]) -> bool:
    """Tell whether a link leads to the front page, as ``homes`` name it."""
    plain = address.strip().lower().partition("?")[0]
    if plain in known:
        return True
    bare = plain.removeprefix("http:").removeprefix("https:").replace("//www.", "//")
    return bare.rstrip("/") in known and bare != ""
