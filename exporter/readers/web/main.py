"""The article in a page: its blocks in order, and nothing that stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import html

from exporter.readers.web import (
    branches,
    container,
    document,
    endnotes,
    figures,
    nodes,
    opinions,
    paragraphs,
    pruning,
    tidying,
    trimming,
)
from exporter.readers.web.document import Page
from exporter.readers.web.evidence import Evidence
from exporter.readers.web.measuring import measure
from exporter.readers.web.nodes import Element
from exporter.readers.web.preparing import prepare

_LEAST, _SHARE = 200, 0.3
"""Weight of a text, and its share of the stated one, below which it is not the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The text of an article: an element with its blocks, and how it was found.

    ``aside`` are the lines that were set aside, shortened.
    """

    element: Element
    rule: str
    aside: tuple[str, ...] = ()


def find(page: Page, evidence: Evidence) -> Found:
    """Find the main text of a page; it may be empty.

    What metadata state of the text is the text if the page itself shows none.
    """
    found = _shown(page, evidence)
    weight = nodes.weight(nodes.text(found.element))
    stated = nodes.weight(evidence.body)
    if weight < _LEAST and weight < _SHARE * stated:
        return Found(element=_stated(evidence.body), rule="article-body-text")
    if weight:
        return found
    guess = opinions.text(page)
    element = opinions.paragraphs(guess if nodes.weight(guess) >= _LEAST else "")
    return Found(element=element, rule="trafilatura", aside=found.aside)


def _shown(page: Page, evidence: Evidence) -> Found:
    root = prepare(page)
    notes = endnotes.lift(root)
    aside = pruning.Aside()
    pruning.around(root, evidence, aside)
    branches.teasers(root, aside)
    measures = measure(root)
    place = container.find(root, measures, evidence.body)
    other = nodes.squeezed(opinions.text(page))
    place = opinions.ask(other, place, measures)
    branches.prune(place.element, other, aside)
    figures.settle(place.element, aside)
    paragraphs.shape(place.element)
    pruning.amid(place.element, aside)
    trimming.trim(place.element, evidence, aside)
    tidying.tidy(place.element, aside)
    endnotes.restore(notes, place.element, aside)
    return Found(element=place.element, rule=place.rule, aside=aside.lines())


def _stated(body: str) -> Element:
    """Return a text of metadata as an element; some have markup in it."""
    if "</p>" not in body and "<br" not in body:
        return opinions.paragraphs(body)
    root = html.fragment_fromstring(document.lettered(body), create_parent="div")
    for element in root.xpath(".//script|.//style|.//iframe|.//comment()"):
        nodes.drop(element)
    paragraphs.shape(root)
    return root
