"""Where in a page the article is: what the markup says, then where the prose is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exporter.readers.web import measuring, nodes
from exporter.readers.web.measuring import Measures
from exporter.readers.web.nodes import Element

_ENOUGH = 0.55
"""Share of a page's prose that a body named by markup must have to be believed."""
_COVERED = 0.5
_NEARLY, _MOSTLY = 0.9, 0.75
_WITHIN = {"itemprop": 1.0, "name": 0.97, "article": 0.95, "main": 0.85}
"""Share of the prose that an element in what markup names must have to stand for it."""
_LEAST_LINE = 25
_NAMED = re.compile(
    r"-(?:article|story|entry|post|news|content|page|main|detail|single|node|blog)"
    r"-?(?:body|content|text|copy|inner|entry|main|txt|detail)s?-"
    r"|-(?:body|text|rich)-?(?:copy|text|content|article|story)-|-field-(?:name-)?body-"
    r"|-article-?(?:body|content|text)[a-z]*-|-story-?(?:body|content|text)[a-z]*-"
    r"|-(?:storytext|newstext|articletext|postbody|prose|mw-parser-output|articulo"
    r"|noticia|cuerpo|corpo|texte|artikel|inhalt|artikeltext|zn-body|h?entry|post"
    r"|article|story|hnews|td-post-content|instapaper-body|readability-page-1)-"
)


@dataclass(frozen=True, slots=True)
class Place:
    """The element that the article is in, and the rule that found it."""

    element: Element
    rule: str


def find(root: Element, measures: Measures, stated: str) -> Place:
    """Find the article in a page that is rid of what stands around it.

    ``stated`` is the text of the article as its metadata have it, or ``""``.
    """
    dense = measuring.descend(root, measures.prose, _MOSTLY)
    told = _told(root, measures, stated)
    if told is not None:
        return Place(told, "article-body")
    least = _ENOUGH * measures.prose.get(dense, 0)
    for rule, candidates in (
        ("itemprop", _all(root, ".//*[contains(@itemprop, 'articleBody')]")),
        ("name", list(_named(root))),
        ("article", _all(root, ".//article|.//*[@role='article']")),
        ("main", _all(root, ".//main|.//*[@role='main']")),
    ):
        element = _best(candidates, measures, least)
        if element is not None:
            inner = measuring.descend(element, measures.prose, _WITHIN[rule])
            return Place(inner, rule)
    return Place(dense, "prose")


def _all(root: Element, path: str) -> list[Element]:
    return list(root.xpath(path))


def _told(root: Element, measures: Measures, stated: str) -> Element | None:
    """Return the smallest element with nearly all that the metadata say is the text."""
    plain = nodes.squeezed(stated)
    if len(plain) < 200:
        return None
    weights = measuring.told(
        measures,
        lambda run: run.weight >= _LEAST_LINE and nodes.squeezed(run.text) in plain,
    )
    if weights.get(root, 0) < _COVERED * nodes.weight(stated):
        return None
    return measuring.descend(root, weights, _NEARLY)


def _named(root: Element) -> Iterator[Element]:
    for element in root.iter("div", "section", "article", "td", "main", "span"):
        if _NAMED.search(nodes.label(element)):
            yield element


def _best(
    candidates: list[Element], measures: Measures, least: float
) -> Element | None:
    """Return the candidate with the most prose; within it, one with nearly as much."""
    prose = measures.prose
    ranked = [element for element in candidates if prose.get(element, 0) >= least]
    if not ranked:
        return None
    most = max(prose.get(element, 0) for element in ranked)
    if not most:
        return None
    fitting = [element for element in ranked if prose[element] >= 0.85 * most]
    return fitting[-1]
