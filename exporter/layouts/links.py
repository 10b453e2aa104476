"""The addresses behind a text's links, so that paper shows them too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from exporter.layouts.filters import breakable
from exporter.printing import Links

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)  # links don't lie in others
_ADDRESS = re.compile(r'\bhref="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A linked phrase and the address behind it."""

    text: str
    address: str


def outward(body: str) -> tuple[Link, ...]:
    """Return the links of a body that leave it, each address once, in order.

    A link whose text is its address is left out: the page shows it already.
    """
    found: dict[str, Link] = {}
    for match in _LINK.finditer(body):
        link = _outward(match)
        if link:
            found.setdefault(link.address, link)
    return tuple(found.values())


def _outward(match: re.Match[str]) -> Link | None:
    address = _ADDRESS.search(match[1])
    if not address or address[1].startswith("#"):
        return None
    link = Link(
        text=" ".join(unescape(_TAG.sub("", match[2])).split()),
        address=unescape(address[1]),
    )
    shown = link.address in (link.text, f"mailto:{link.text}")
    return None if shown else link


def marked(body: str, links: Iterable[Link], style: Links, joint: str) -> str:
    """Return a body whose links have their number, or their address, behind them.

    ``joint`` is what lets an address break.
    """
    numbers = {link.address: number for number, link in enumerate(links, 1)}

    def mark(match: re.Match[str]) -> str:
        link = _outward(match)
        if link is None:
            return match[0]
        if style is Links.INLINE:
            address = breakable(link.address, joint)
            return f'{match[0]} <span class="link-address" dir="ltr">({address})</span>'
        number = numbers[link.address]
        note = f'<a href="#link-{number}">[{number}]</a>'
        return f'{match[0]}<sup class="link-number">{note}</sup>'

    if style in (Links.INLINE, Links.NOTES):
        return _LINK.sub(mark, body)
    return body
