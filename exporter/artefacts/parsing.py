"""XML of unknown origin: no entities, no DTD, no network, no huge trees."""

from __future__ import annotations

from typing import Any

from lxml import etree

from exporter.errors import InputError


def parse(data: bytes, what: str, where: str) -> Any:
    """Return the root element of a document.

    Raises:
        InputError: the document is not well-formed, or declares entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{what} is damaged: {error}", where=where) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise InputError(f"{what} declares entities, which is unsafe", where=where)
    return root


def text(element: Any) -> str | None:
    """Return the text of an element without white space around it, else None."""
    content = "".join(element.itertext()).strip() if element is not None else ""
    return content or None
