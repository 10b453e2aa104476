"""Takes out of a page what is not the article, and remembers its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from exporter.readers import boilerplate
from exporter.readers.web import clutter, nodes
from exporter.readers.web.evidence import Evidence
from exporter.readers.web.measuring import Measures, measure
from exporter.readers.web.nodes import Element

_MOST_LINES, _LONGEST_LINE = 60, 120
_LARGE, _LARGE_AMID = 0.5, 0.25
"""Shares of the prose that nothing has which is told by its name alone."""
_LINKED = 0.6


@dataclass(slots=True)
class Aside:
    """Lines set aside, each once and shortened."""

    _lines: dict[str, None] = field(default_factory=dict)

    def take(self, element: Element) -> None:
        """Take an element out of its tree and remember its words."""
        self.note(nodes.text(element))
        nodes.drop(element)

    def note(self, text: str) -> None:
        """Remember a line."""
        if text and len(self._lines) < _MOST_LINES:
            short = text if len(text) <= _LONGEST_LINE else text[:_LONGEST_LINE] + "…"
            self._lines[short] = None

    def lines(self) -> tuple[str, ...]:
        """Return the lines in the order in which they were set aside."""
        return tuple(self._lines)


def around(root: Element, evidence: Evidence, aside: Aside) -> None:
    """Take out what stands around articles, unless the article is in it."""
    measures = measure(root)
    total = measures.prose.get(root, 0)
    title = nodes.squeezed(evidence.title)

    def is_safe(element: Element) -> bool:
        return (
            element is not root
            and element.tag not in ("html", "body", "main")
            and not _is_body(element)
            and (
                (clutter.are_comments(element) and not _heads(element, title))
                or measures.prose.get(element, 0) < _LARGE * max(total, 1)
            )
        )

    _sweep(root, lambda e: clutter.is_around(e) and is_safe(e), aside)


def _is_body(element: Element) -> bool:
    path = "descendant-or-self::*[contains(@itemprop, 'articleBody')]"
    return bool(element.xpath(path))


def _heads(element: Element, title: str) -> bool:
    """Tell whether the headline is in an element."""
    heads = element.xpath(".//h1")
    return bool(title) and any(nodes.squeezed(nodes.text(h)) == title for h in heads)


def _sweep(root: Element, unwanted: Callable[[Element], bool], aside: Aside) -> None:
    """Take out the outermost elements of a kind."""
    stack = [root]
    while stack:
        for child in list(stack.pop()):
            if not nodes.is_element(child):
                continue
            if unwanted(child):
                aside.take(child)
            else:
                stack.append(child)


def amid(root: Element, aside: Aside) -> None:
    """Take out of the article what is named otherwise, lists of links, and labels."""
    measures = measure(root)
    total = max(measures.prose.get(root, 0), 1)

    def is_named(element: Element) -> bool:
        small = measures.prose.get(element, 0) < _LARGE_AMID * total
        if element.tag in ("figure", "img", "figcaption", "picture", "blockquote"):
            return False
        return small and (clutter.is_amid(element) or clutter.is_around(element))

    _sweep(root, is_named, aside)
    _links(root, aside)
    _sweep(root, lambda e: e.tag in _LINES and _is_label(e), aside)


_LINES = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "li", "div", "dt", "dd", "span"))


def _is_label(element: Element) -> bool:
    words = nodes.text(element)
    return 0 < len(words) <= 400 and boilerplate.is_boilerplate(words)


def _links(root: Element, aside: Aside) -> None:
    """Take out lists and boxes of links, which lead to other articles."""
    measures = measure(root)
    _sweep(root, lambda e: _is_linked(e, measures), aside)


def _is_linked(element: Element, measures: Measures) -> bool:
    text = measures.text.get(element, 0)
    if not text:
        return False
    density = measures.density(element)
    if element.tag in ("ul", "ol", "dl", "table"):
        return density > _LINKED
    if element.tag in ("div", "section"):
        return density > _LINKED and text < 1500
    if element.tag in ("p", "h2", "h3", "h4", "h5", "h6"):
        return density > 0.9 and text < 250 and not element.xpath(".//img")
    return False
