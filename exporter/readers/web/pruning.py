"""Takes out of a page what is not the article, and remembers its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from exporter.readers import boilerplate, vocabulary
from exporter.readers.measures import ends_sentence
from exporter.readers.web import clutter, nodes
from exporter.readers.web.evidence import Evidence
from exporter.readers.web.measuring import LEAST, Measures, measure, told
from exporter.readers.web.nodes import Element

_MOST_LINES, _LONGEST_LINE = 60, 120
_LARGE, _LARGE_AMID = 0.5, 0.25
"""Shares of the prose that nothing has which is told by its name alone."""
_LINKED = 0.6
TELLING = 260
"""Weight of the longest text that a teaser has besides its links."""
_COLOPHON = 60
_SOURCE = re.compile(r"<(?:img|p|div|script|iframe|a|style|ins|noscript)\b[^<>]*[=>]")
"""The source text of HTML, which a template has escaped by mistake."""
_SCRIPTS = re.compile(
    r"java-?script\b.{0,60}\b(?:enabled?|activ|aktiv|habilit|abilit|turn(?:ed)? on)"
    r"|(?:enable|activ|aktiv|habilit|abilit|turn on).{0,40}\bjava-?script",
    re.IGNORECASE,
)
"""What a page tells those whose browser runs no scripts."""
_NEWSLETTER = re.compile(r"\bnews-?letters?\b", re.IGNORECASE)


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
    title = nodes.squeezed(evidence.title)
    found = _named(root, clutter.is_around)
    large = _large(found, measures, _LARGE * measures.prose.get(root, 0))

    def is_unwanted(element: Element) -> bool:
        if element not in found or element.tag == "main" or _is_body(element):
            return False
        if clutter.are_comments(element) and not _heads(element, title):
            return True
        return found[element] not in large

    _sweep(root, is_unwanted, aside)


def _named(root: Element, wanted: Callable[[Element], bool]) -> dict[Element, str]:
    """Return the blocks that are called something, with what they are called.

    What stands amid a line is part of it, whatever it is called.
    """
    lines = nodes.lines_in(root)
    sizes: dict[Element, int] = {}

    def is_amid_text(element: Element) -> bool:
        if element not in lines:
            return False
        block = next((a for a in element.iterancestors() if a not in lines), None)
        if block is None:
            return False
        if block not in sizes:
            sizes[block] = len(nodes.text(block))
        return sizes[block] > len(nodes.text(element)) * 1.2 + 3

    return {
        element: f"{element.tag} {nodes.label(element)}"
        for element in root.iterdescendants()
        if nodes.is_element(element)
        and wanted(element)
        and not is_amid_text(element)
        and not (_is_slug(element) and not _wanted_unnamed(element, wanted))
    }


def _is_slug(element: Element) -> bool:
    """Tell an element whose id is its heading, spelt for an address."""
    name = nodes.squeezed(element.get("id") or "")
    heading = next(element.iter(*_HEADINGS), None) if name else None
    words = nodes.text(heading) if heading is not None else ""
    return nodes.squeezed(words) == name != "" and not boilerplate.is_label(words)


def _wanted_unnamed(element: Element, wanted: Callable[[Element], bool]) -> bool:
    name = element.attrib.pop("id")
    found = wanted(element)
    element.set("id", name)
    return found


def _large(
    found: dict[Element, str], measures: Measures, most: float
) -> frozenset[str]:
    """Return the names under which there is too much prose for it to be clutter."""
    sums: dict[str, int] = {}
    for element, name in found.items():
        sums[name] = sums.get(name, 0) + measures.prose.get(element, 0)
    return frozenset(name for name, amount in sums.items() if amount > most)


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
    prose = told(measures, lambda run: run.is_prose(LEAST))
    found = _named(
        root, lambda e: clutter.is_around(e) or clutter.is_amid(e, prose=e in prose)
    )
    large = _large(found, measures, _LARGE_AMID * measures.prose.get(root, 0))
    _sweep(root, lambda e: e in found and found[e] not in large, aside)
    _links(root, aside)
    _sweep(root, _is_button, aside)
    _sweep(root, lambda e: e.tag in _LINES and _is_label(e), aside)


_HEADINGS = nodes.HEADINGS[1:]
_LINES = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "li", "div", "dt", "dd", "span"))


def _is_button(element: Element) -> bool:
    """Tell a link that leads nowhere and is called what buttons are called."""
    target = element.get("href") or "#"
    nowhere = target == "#" or target.casefold().startswith("javascript:")
    if element.tag != "a" or not nowhere or element.xpath(".//img"):
        return False
    return boilerplate.is_label(nodes.text(element))


def _is_label(element: Element) -> bool:
    words = nodes.text(element)
    if not words:
        return False
    if _SOURCE.match(words):
        return not element.xpath(".//p|.//div|.//li")
    if _NEWSLETTER.search(words) and len(words) <= 120 and not ends_sentence(words):
        return True
    if _SCRIPTS.search(words) and len(words) <= 200:
        return True
    return _is_colophon(words) or boilerplate.is_boilerplate(words)


def _is_colophon(words: str) -> bool:
    """Tell a line that opens with who saw to an article, and names no author."""
    if len(words) > _COLOPHON:
        return False
    head = re.split(r"[:：|｜]", words.lstrip("（([【 "), maxsplit=1)[0].strip()
    return head != words and head in vocabulary.folded("web/colophon/roles")


def _links(root: Element, aside: Aside) -> None:
    """Take out lists and boxes of links, which lead to other articles."""
    measures = measure(root)

    def is_unwanted(element: Element) -> bool:
        if not _is_linked(element, measures):
            return False
        before = element.getprevious()
        if element.tag in _HEADINGS:
            return not _heads_text(element)
        if before is not None and element.tag != "p" and not _heads_text(element):
            words = nodes.text(before)
            if _is_heading(before) and not ends_sentence(words):
                aside.take(before)
        return True

    _sweep(root, is_unwanted, aside)


def _heads_text(element: Element) -> bool:
    """Tell whether more text follows, up to the next heading, than a teaser has."""
    amount = 0
    for after in element.itersiblings():
        if after.tag in _HEADINGS:
            break
        amount += nodes.weight(nodes.text(after)) if nodes.is_element(after) else 0
        if amount > TELLING:
            return True
    return False


def _is_heading(element: Element) -> bool:
    """Tell a heading, also one that is but a short line."""
    if element.xpath(".//img") or element.tag not in (*_HEADINGS, "p", "div", "strong"):
        return False
    return element.tag in _HEADINGS or 0 < nodes.weight(nodes.text(element)) <= 40


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
