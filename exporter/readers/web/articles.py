"""Which nodes of a page's JSON-LD are about its article, and what they claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exporter.readers.web.addresses import place_of
from exporter.readers.web.claims import Claim, Field
from exporter.readers.web.linked import Graph
from exporter.readers.web.wording import alike, tidy

Node = Mapping[str, Any]
_WORKS = {
    "Report",
    "LiveBlogPosting",
    "Review",
    "CreativeWork",
    "VideoObject",
    "Recipe",
}
_PAGES = {"WebPage", "ItemPage", "NewsItem", "AboutPage", "MedicalWebPage"}
_SITES = {"WebSite", "Organization", "NewsMediaOrganization", "Corporation"}
_TEXTS = (
    ("headline", Field.TITLE),
    ("alternativeHeadline", Field.STANDFIRST),
    ("description", Field.STANDFIRST),
    ("datePublished", Field.PUBLISHED),
    ("dateModified", Field.UPDATED),
    ("inLanguage", Field.LANGUAGE),
    ("keywords", Field.TAG),
    ("license", Field.RIGHTS),
    ("copyrightNotice", Field.RIGHTS),
    ("dateline", Field.PLACE),
    ("articleBody", Field.BODY),
    ("text", Field.BODY),
    ("url", Field.ADDRESS),
)
_THINGS = (
    ("author", Field.AUTHOR),
    ("creator", Field.AUTHOR),
    ("publisher", Field.PUBLISHER),
    ("sourceOrganization", Field.PUBLISHER),
    ("locationCreated", Field.PLACE),
    ("contentLocation", Field.PLACE),
    ("copyrightHolder", Field.RIGHTS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """How a page calls itself: its addresses, and the headlines that it shows."""

    addresses: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()


def claims(graph: Graph, identity: Identity) -> Iterator[Claim]:
    """Yield what the nodes about the article claim, the surest node first."""
    ranked = [
        (worth, -at, node)
        for at, node in enumerate(graph.nodes)
        if (worth := _worth(node, identity)) > 0
    ]
    for _, _, node in sorted(ranked, key=lambda item: item[:2], reverse=True)[:6]:
        yield from _of(node, graph)
    for node in graph.nodes:
        if _types(node) & _SITES and isinstance(node.get("name"), str):
            field = Field.NAME if "WebSite" in _types(node) else Field.PUBLISHER
            yield Claim(field, tidy(node["name"]), "json-ld:name")


def _types(node: Node) -> set[str]:
    value = node.get("@type")
    listed = value if isinstance(value, list) else [value]
    return {str(each).rpartition("/")[2] for each in listed[:10]}


def _worth(node: Node, identity: Identity) -> int:
    """Weigh a node: its type, whether it names this page and this headline.

    One that names another page, or another headline than any shown, is worth
    nothing: it is a related article's, or left over from a template.
    """
    types = _types(node)
    article = any(name.endswith(("Article", "BlogPosting")) for name in types)
    if not article and not types & (_WORKS | _PAGES):
        return 0
    worth = 3 if article else 2 if types & _WORKS else 1
    headline = next(_texts(node.get("headline") or node.get("name")), "")
    named = _names_page(node, identity)
    titled = any(alike(headline, title) for title in identity.titles)
    if headline and identity.titles and not titled:
        if article or not named:
            return 0
        worth -= 1
    if named is False and not (titled and article):
        return 0
    return worth + 4 * bool(named) + 3 * titled


def _names_page(node: Node, identity: Identity) -> bool | None:
    """Tell whether a node names this page, or another; None if it names none."""
    page = node.get("mainEntityOfPage")
    about = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    named = {
        place_of(value) for value in (node.get("url"), about) if isinstance(value, str)
    } - {""}
    if not named or not identity.addresses:
        return None
    return bool(named & identity.addresses)


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a value that may be a list, a number, or a thing."""
    for each in value[:100] if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            each = each.get("@value") or each.get("name") or each.get("alternateName")
        if isinstance(each, list):
            yield from (text for text in each[:50] if isinstance(text, str))
        if isinstance(each, str | int | float) and not isinstance(each, bool):
            yield str(each)


def _of(node: Node, graph: Graph) -> Iterator[Claim]:
    for name, field in _TEXTS:
        for text in _texts(node.get(name)):
            if text.strip():
                kept = text if field is Field.BODY else tidy(text)
                yield Claim(field, kept, f"json-ld:{name}")
    for name, field in _THINGS:
        for thing in graph.each(node.get(name)):
            for text in _texts(thing):
                rule = f"json-ld:{name}"
                if field is Field.AUTHOR and _is_organisation(thing):
                    rule = f"json-ld:{name}-organisation"
                yield Claim(field, tidy(text), rule)
    yield from _image(node, graph)


def _is_organisation(thing: Any) -> bool:
    return isinstance(thing, dict) and any(
        name.endswith("Organization") for name in _types(thing)
    )


def _image(node: Node, graph: Graph) -> Iterator[Claim]:
    for image in graph.each(node.get("image")):
        address = image
        if isinstance(image, dict):
            address = image.get("url") or image.get("contentUrl")
            for text in _texts(image.get("caption")):
                yield Claim(Field.CAPTION, tidy(text), "json-ld:image")
        for text in _texts(address):
            yield Claim(Field.IMAGE, text.strip(), "json-ld:image")
            return
