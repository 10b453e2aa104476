"""The article in a page: its blocks in order, and nothing that stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from exporter.readers.web import container, figures, paragraphs, pruning, tidying, trimming
from exporter.readers.web.document import Page
from exporter.readers.web.evidence import Evidence
from exporter.readers.web.measuring import measure
from exporter.readers.web.nodes import Element
from exporter.readers.web.preparing import prepare


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The text of an article: an element with its blocks, and how it was found.

    ``aside`` are the lines that were set aside, shortened.
    """

    element: Element
    rule: str
    aside: tuple[str, ...] = ()


def find(page: Page, evidence: Evidence) -> Found:
    """Find the main text of a page."""
    root = prepare(page)
    aside = pruning.Aside()
    pruning.around(root, evidence, aside)
    place = container.find(root, measure(root), evidence.body)
    figures.settle(place.element, aside)
    paragraphs.shape(place.element)
    pruning.amid(place.element, aside)
    trimming.trim(place.element, evidence, aside)
    tidying.tidy(place.element, aside)
    return Found(element=place.element, rule=place.rule, aside=aside.lines())
