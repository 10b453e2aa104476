"""What trafilatura thinks of a page, where its markup does not say what the text is."""

from __future__ import annotations

import logging
from copy import deepcopy

from lxml import etree

from exporter.readers.web import measuring, nodes
from exporter.readers.web.container import Place
from exporter.readers.web.document import Page
from exporter.readers.web.measuring import Measures
from exporter.readers.web.nodes import Element

_UNSURE = ("prose", "main")
_AGREED, _NEARLY = 0.7, 0.9
_SHORTEST = 25
_ELSEWHERE, _TEXT = 0.2, 300
"""Share of what it takes, if that is a text, below which the text is elsewhere."""


def ask(plain: str, place: Place, measures: Measures) -> Place:
    """Narrow a place that was found by its prose alone to what both take for text.

    ``plain`` is what trafilatura takes for it, squeezed.
    """
    if place.rule not in _UNSURE or not plain:
        return place
    weights = measuring.told(
        measures,
        lambda run: run.weight >= _SHORTEST and nodes.squeezed(run.text) in plain,
    )
    here, prose = weights.get(place.element, 0), measures.prose.get(place.element, 0)
    root = next(place.element.iterancestors("body"), place.element)
    if here < _ELSEWHERE * weights.get(root, 0) >= _ELSEWHERE * _TEXT:
        return Place(measuring.descend(root, weights, _NEARLY), "trafilatura")
    if not here or here >= _AGREED * prose:
        return place
    inner = measuring.descend(place.element, weights, _NEARLY)
    return Place(inner, "trafilatura")


def text(page: Page) -> str:
    """Return what trafilatura takes for the text of a page, ``""`` if nothing."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it tells all it skips
    tree = deepcopy(page.tree)
    # It fills in a cell for each that one spans, and counts them all again for each.
    etree.strip_attributes(tree, "colspan", "rowspan")
    try:
        found = trafilatura.extract(tree, include_comments=False)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return ""  # a guess that fails is none
    return found or ""


def paragraphs(words: str) -> Element:
    """Return a text as an element, each of its lines a paragraph."""
    root = etree.Element("div")
    for line in words.splitlines():
        if line.strip():
            etree.SubElement(root, "p").text = line.strip()
    return root
