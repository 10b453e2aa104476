"""What attributes in the text of a page claim: microdata, RDFa, hAtom, ``rel``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from exporter.readers.web.claims import Claim, Field
from exporter.readers.web.outline import in_margin, text_of
from exporter.readers.web.wording import tidy

_MOST = 400
_PROPERTIES = {
    "headline": Field.TITLE,
    "alternativeheadline": Field.STANDFIRST,
    "author": Field.AUTHOR,
    "creator": Field.AUTHOR,
    "datepublished": Field.PUBLISHED,
    "datecreated": Field.PUBLISHED,
    "datemodified": Field.UPDATED,
    "inlanguage": Field.LANGUAGE,
    "publisher": Field.PUBLISHER,
    "copyrightholder": Field.RIGHTS,
    "license": Field.RIGHTS,
    "articlebody": Field.BODY,
    "contentlocation": Field.PLACE,
}
_CLASSES = {
    "entry-title": Field.TITLE,
    "p-name": Field.TITLE,
    "dt-published": Field.PUBLISHED,
    "published": Field.PUBLISHED,
    "dt-updated": Field.UPDATED,
    "updated": Field.UPDATED,
    "p-author": Field.AUTHOR,
    "fn": Field.AUTHOR,
}
_AUTHOR = re.compile("author|by-?line|vcard|contributor|writer", re.IGNORECASE)
_MACHINE = (Field.PUBLISHED, Field.UPDATED, Field.LANGUAGE)
_STRANGERS = (
    "comment",
    "comments",
    "review",
    "person",
    "imageobject",
    "videoobject",
    "useful",
)
"""Items whose properties are not the article's: a picture has an author too."""


def claims(tree: Any) -> Iterator[Claim]:
    """Yield what microdata and RDFa claim, then classes of hAtom, then ``rel``."""
    yield from _microdata(tree)
    yield from _classes(tree)
    yield from _authors(tree)


def _authors(tree: Any) -> Iterator[Claim]:
    """Yield ``rel="author"`` of the article, else the one that a sidebar has."""
    found = [
        (in_margin(anchor), Claim(Field.AUTHOR, text_of(anchor), "rel:author"))
        for anchor in _some(tree, ".//a[@rel]")
        if "author" in anchor.get("rel").lower().split()
    ]
    inside = [claim for margin, claim in found if not margin and claim.text]
    beside = {claim.text: claim for margin, claim in found if margin and claim.text}
    yield from inside or (beside.values() if len(beside) == 1 else ())


def _some(tree: Any, path: str) -> Iterator[Any]:
    for at, element in enumerate(tree.iterfind(path)):
        if at >= _MOST:
            return
        yield element


def _microdata(tree: Any) -> Iterator[Claim]:
    for attribute, rule in (("itemprop", "microdata"), ("property", "rdfa")):
        for element in _some(tree, f".//*[@{attribute}]"):
            for name in element.get(attribute)[:200].split():
                plain = name.rpartition(":")[2]
                field = _PROPERTIES.get(plain.lower())
                if field is None or _is_strange(element):
                    continue
                if element.tag != "meta" or rule == "microdata":
                    for text in _values(element, field):
                        yield Claim(field, text, f"{rule}:{plain}")


def _is_strange(element: Any) -> bool:
    """Tell whether a property belongs to a picture, a comment or another article."""
    if element.tag not in ("meta", "link") and in_margin(element):
        return True
    for parent in element.iterancestors():
        kind = (parent.get("itemtype") or parent.get("typeof") or "").lower()
        if kind or parent.get("itemscope") is not None:
            return kind.endswith(_STRANGERS)
    return False


def _values(element: Any, field: Field) -> Iterator[str]:
    """Yield the value of a property: an attribute, a name in it, or its text."""
    if field is Field.BODY:
        yield "\n".join(text for text in element.itertext())[:400_000]
        return
    names = (
        element.findall(".//*[@itemprop='name']") if field is not Field.TITLE else []
    )
    if names:
        yield from (_value(name) for name in names[:20])
    elif field in _MACHINE:
        yield _machine(element)
    else:
        yield _value(element)


def _value(element: Any) -> str:
    return tidy(element.get("content") or text_of(element))


def _machine(element: Any) -> str:
    for name in ("content", "datetime"):
        if element.get(name, "").strip():
            return tidy(element.get(name))
    if element.tag == "abbr" and element.get("title"):
        return tidy(element.get("title"))
    inner = element.find(".//time[@datetime]")
    return tidy(inner.get("datetime") if inner is not None else text_of(element))


def _classes(tree: Any) -> Iterator[Claim]:
    for name, field in _CLASSES.items():
        found = tree.xpath(
            "//*[contains(concat(' ', normalize-space(@class), ' '), $name)]",
            name=f" {name} ",
        )
        for element in found[:20]:
            if not in_margin(element) and (name != "fn" or _is_author(element)):
                text = _machine(element) if field in _MACHINE else text_of(element)
                yield Claim(field, text, f"class:{name}")


def _is_author(element: Any) -> bool:
    """Tell the name of an author (hAtom), not of a firm, a country or a reader."""
    if {"org", "country-name"} & set((element.get("class") or "").split()):
        return False
    near = (element, *islice(element.iterancestors(), 3))
    return any(_AUTHOR.search(each.get("class") or "") for each in near)
