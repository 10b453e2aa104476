"""The facts of a web page, each with its basis and the name of the rule behind it."""

from __future__ import annotations

from dataclasses import dataclass

from exporter.dates import PartialDate
from exporter.model import Fact, stated
from exporter.readers.web.document import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says of its article; what nobody says is unknown."""

    title: Fact[str] = Fact()
    kicker: Fact[str] = Fact()
    standfirst: Fact[str] = Fact()
    byline: Fact[tuple[str, ...]] = Fact()
    agency: Fact[str] = Fact()
    published: Fact[PartialDate] = Fact()
    updated: Fact[PartialDate] = Fact()
    language: Fact[str] = Fact()
    place: Fact[str] = Fact()
    name: Fact[str] = Fact()
    publisher: Fact[str] = Fact()
    url: Fact[str] = Fact()
    tags: Fact[tuple[str, ...]] = Fact()
    rights: Fact[str] = Fact()
    image: Fact[str] = Fact()
    caption: Fact[str] = Fact()
    article_body: Fact[str] = Fact()


def read(page: Page) -> Facts:
    """Read the facts of a page; nothing in it makes this fail."""
    found = page.tree.xpath("//h1|//title")
    heads = [element for element in found if element.tag == "h1"] or found
    title = " ".join("".join(heads[0].itertext()).split()) if heads else ""
    return Facts(title=stated(title, heads[0].tag) if title else Fact())
