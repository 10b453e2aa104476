"""Takes off the head and the foot of an article what its facts say already."""

from __future__ import annotations

from exporter.readers import bylines, creditlines
from exporter.readers.captions import is_caption
from exporter.readers.web import nodes
from exporter.readers.web.evidence import Evidence
from exporter.readers.web.nodes import Element
from exporter.readers.web.pruning import Aside

_HEAD = 8
_BLOCKS = (
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "figcaption",
    "pre",
    "td",
    "dt",
    "dd",
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def trim(root: Element, evidence: Evidence, aside: Aside) -> None:
    """Take out the headline, the standfirst, credits, copies, and lone headings."""
    title = nodes.squeezed(evidence.title)
    for heading in root.xpath(".//h1"):
        if (
            not title
            or nodes.squeezed(nodes.text(heading)) in title
            or len(root.xpath(".//h1")) == 1
        ):
            nodes.drop(heading)
    lines = [e for e in root.iter(*_BLOCKS) if nodes.text(e)]
    for block in lines[:_HEAD]:
        if _is_told(block, evidence, title):
            aside.take(block)
    for block in lines[-3:]:
        words = nodes.text(block)
        if block.tag == "p" and (_is_credit(words, evidence) or is_caption(words)):
            aside.take(block)
    _edges(root, aside)
    _copies(root, aside)
    _empty(root)
    _lone(root, aside)


def _edges(root: Element, aside: Aside) -> None:
    """Take out the lines of links that stand before and after the text."""
    for step in (1, -1):
        for block in [e for e in root.iter(*_BLOCKS) if nodes.text(e)][::step][:_HEAD]:
            words = nodes.text(block)
            linked = sum(len(nodes.text(link)) for link in block.iter("a"))
            if nodes.weight(words) >= 80 or linked * 2 < len(words) or block.tag != "p":
                break
            aside.take(block)


def _is_told(block: Element, evidence: Evidence, title: str) -> bool:
    words = nodes.text(block)
    plain = nodes.squeezed(words)
    if block.tag in ("figcaption", "td", "dt", "dd", "pre"):
        return False
    if plain == title or (evidence.kicker and plain == nodes.squeezed(evidence.kicker)):
        return True
    if block.tag in _HEADINGS and evidence.standfirst:
        if plain == nodes.squeezed(evidence.standfirst):
            return True
    lines = [" ".join(line.split()) for line in nodes.lines(block)]
    return all(len(line) < 80 for line in lines) and any(
        _is_credit(line, evidence) for line in lines
    )


def _is_credit(words: str, evidence: Evidence) -> bool:
    if not words or len(words) > 200:
        return False
    plain = nodes.squeezed(words)
    if not plain:
        return False
    if any(plain == nodes.squeezed(name) for name in evidence.names):
        return True
    return (
        bool(bylines.read(words))
        or creditlines.read(words, evidence.language) is not None
    )


def _copies(root: Element, aside: Aside) -> None:
    """Take out what stands there twice, and quotes pulled out of the text."""
    seen: set[str] = set()
    whole = [nodes.squeezed(nodes.text(e)) for e in root.iter("p")]
    for block in list(root.iter("p", "blockquote", "aside")):
        plain = nodes.squeezed(nodes.text(block))
        if len(plain) < 30:
            continue
        if plain in seen and block.getparent() is not None and block.tag == "p":
            if not any(a.tag == "blockquote" for a in block.iterancestors()):
                aside.take(block)
        seen.add(plain)
        if block.tag in ("blockquote", "aside") and len(plain) < 400:
            if any(plain in other and len(other) > len(plain) + 20 for other in whole):
                aside.take(block)


def _empty(root: Element) -> None:
    """Drop blocks that hold nothing, from the innermost."""
    for element in reversed(list(root.iter())):
        if element is root or not nodes.is_element(element):
            continue
        if element.tag in ("img", "br", "hr", "td", "th", "wbr"):
            continue
        if not len(element) and not (element.text or "").strip():
            if element.tag not in nodes.INLINE or not element.text:
                nodes.drop(element)


def _lone(root: Element, aside: Aside) -> None:
    """Drop headings that nothing follows: what they headed was set aside."""
    after = False
    for element in reversed(list(root.iter(*_BLOCKS, "img", "table"))):
        if element.tag in _HEADINGS:
            if not after:
                aside.take(element)
        elif element.tag == "img" or nodes.text(element):
            after = True
