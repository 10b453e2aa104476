"""Which images the article of a page would show, for those who fetch them."""

from __future__ import annotations

from urllib.parse import urljoin

from exporter.errors import InputError
from exporter.readers.web import document, facts, main, reading

MOST = 50
"""Images of one page that are worth fetching."""


def wanted(data: bytes, charset: str | None, address: str) -> tuple[str, ...]:
    """Return the addresses in full of an article's images, the lead image first.

    A page without an article wants none.
    """
    try:
        page = document.parse(data, address, charset=charset, address=address)
        said = facts.read(page)
        found = main.find(page, reading.evidence(said))
    except InputError:
        return ()
    base = reading.base_of(page, address)
    written = [image.get("src") or "" for image in found.element.iter("img")]
    named = (said.image.value or "", *written)
    whole = (_whole(base, each.strip()) for each in named if each)
    return tuple(dict.fromkeys(filter(None, whole)))[:MOST]


def _whole(base: str, address: str) -> str:
    try:
        whole = urljoin(base, address)
    except ValueError:
        return ""
    return whole if whole.startswith(("http://", "https://")) else ""
