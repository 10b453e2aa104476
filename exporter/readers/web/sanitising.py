"""The vocabulary of HTML that reaches a body; docs/html.md has it as a table."""

from __future__ import annotations

from typing import Any

import nh3
from lxml import etree, html

from exporter.readers.remarks import legal
from exporter.readers.web.nodes import Element

TAGS = frozenset((
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "section", "article", "main",
    "header", "footer", "aside", "address", "center", "blockquote", "pre", "hr", "br",
    "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "img", "details",
    "summary", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "a",
    "em", "i", "strong", "b", "del", "s", "strike", "code", "kbd", "samp", "tt",
    "sub", "sup", "q", "cite", "dfn", "var", "abbr", "ins", "u", "small", "mark",
    "time", "span", "ruby", "rb", "rt", "rp", "wbr", "bdi", "bdo", "font", "big",
    "acronym", "data",
))  # fmt: skip
"""Elements that stay; the text of others stays without them."""
GONE = frozenset((
    "script", "style", "template", "noscript", "iframe", "object", "embed", "applet",
    "canvas", "svg", "math", "audio", "video", "title", "select", "textarea", "button",
    "option", "head",
))  # fmt: skip
"""Elements that go with all that is in them."""
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "table": {"role"},
    "*": {"id"},
}
SCHEMES = frozenset(("http", "https", "mailto", "cid"))
"""Schemes of addresses; ``cid`` names an enclosed image and links nothing."""


def clean(element: Element) -> Element:
    """Return a copy of an element with nothing in it but the vocabulary."""
    source = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    kept = nh3.clean(
        legal(source),
        tags=set(TAGS),
        clean_content_tags=set(GONE),
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    whole = html.document_fromstring(
        f"<!DOCTYPE html><body><div>{kept}</div>".encode(), parser=parser
    )
    root: Any = whole.body
    return root


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "a" and name == "href" and value[:4].lower() == "cid:":
        return None
    return value
