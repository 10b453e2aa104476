"""Reading XMP packets (ISO 16684-1): properties, lists, and exporter's articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exporter.artefacts.parsing import parse, text
from exporter.artefacts.record import (
    ArtefactArticle,
    RecordedOriginal,
    basis,
    citations,
    number,
)

DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
OWN = "urn:x-exporter:ns:1.0:"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Packet:
    """The properties of an XMP packet, by namespace and name."""

    def __init__(self, data: bytes, where: str) -> None:
        """Parse a packet.

        Raises:
            InputError: it is not well-formed.
        """
        root = parse(data.strip(b"\0 \t\r\n"), "the XMP packet", where)
        self._blocks = list(root.iterfind(f".//{_RDF}RDF/{_RDF}Description"))

    def texts(self, namespace: str, name: str) -> tuple[str, ...]:
        """Return the values of a property, one or several."""
        key = f"{{{namespace}}}{name}"
        for block in self._blocks:
            if block.get(key):
                return (block.get(key),)
            element = block.find(key)
            if element is not None:
                return tuple(_values(element))
        return ()

    def text(self, namespace: str, name: str) -> str | None:
        """Return the only or first value of a property; of languages the default."""
        return next(iter(self.texts(namespace, name)), None)

    def articles(self) -> tuple[ArtefactArticle, ...]:
        """Return the articles that exporter recorded, in reading order."""
        path = f"{{{OWN}}}articles/{_RDF}Seq/{_RDF}li"
        items = (item for block in self._blocks for item in block.iterfind(path))
        return tuple(_article(_fields(item)) for item in items)


def _values(element: Any) -> Iterator[str]:
    items = element.findall(f"*/{_RDF}li")
    if element.find(f"{_RDF}Alt") is not None:
        items.sort(key=lambda item: item.get(_LANG) != "x-default")
    for item in items or [element]:
        value = text(item)
        if value:
            yield value


def _fields(item: Any) -> dict[str, str]:
    """Return a structure's fields, whichever way RDF spells it."""
    inner = item.find(f"{_RDF}Description")
    holder = item if inner is None else inner
    prefix = f"{{{OWN}}}"
    pairs = [*holder.attrib.items(), *((child.tag, text(child)) for child in holder)]
    return {
        key.removeprefix(prefix): value
        for key, value in pairs
        if key.startswith(prefix) and value
    }


def _article(fields: dict[str, str]) -> ArtefactArticle:
    creators = fields.get("creators", "").split("; ")
    return ArtefactArticle(
        slug=fields.get("slug"),
        title=fields.get("title"),
        title_basis=basis(fields.get("titleBasis")),
        published=fields.get("published"),
        published_basis=basis(fields.get("publishedBasis")),
        updated=fields.get("updated"),
        language=fields.get("language"),
        creators=tuple(creator for creator in creators if creator),
        source_name=fields.get("sourceName"),
        source_url=fields.get("sourceUrl"),
        publisher=fields.get("publisher"),
        rights=fields.get("rights"),
        retrieved=fields.get("retrieved"),
        cited=citations(fields.get("cited")),
        original=_original(fields),
    )


def _original(fields: dict[str, str]) -> RecordedOriginal | None:
    if not fields.keys() & {"originalName", "originalSha256"}:
        return None
    return RecordedOriginal(
        name=fields.get("originalName", ""),
        sha256=fields.get("originalSha256"),
        size=number(fields.get("originalSize")),
        media_type=fields.get("originalType"),
    )
