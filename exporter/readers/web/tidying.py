"""Takes out of an article what stands there twice, and what is left empty."""

from __future__ import annotations

from exporter.readers.web import nodes
from exporter.readers.web.nodes import Element
from exporter.readers.web.pruning import Aside
from exporter.readers.web.trimming import BLOCKS

_SHORTEST, _PULLED, _LONGEST = 30, 12, 400
_VOID = ("img", "br", "hr", "td", "th", "wbr")


def tidy(root: Element, aside: Aside) -> None:
    """Take out copies, pulled quotes, empty blocks and headings that head nothing."""
    _copies(root, aside)
    _pulled(root, aside)
    _empty(root)
    _lone(root, aside)


def _copies(root: Element, aside: Aside) -> None:
    """Take out paragraphs that stood elsewhere before: for other screens, mostly.

    Those that stand in one place are meant: a refrain.
    """
    seen: dict[str, Element] = {}
    for block in list(root.iter("p")):
        plain = nodes.squeezed(nodes.text(block))
        if len(plain) < _SHORTEST:
            continue
        quoted = any(a.tag == "blockquote" for a in block.iterancestors())
        place = block.getparent()
        if seen.setdefault(plain, place) is not place and not quoted:
            aside.take(block)


def _pulled(root: Element, aside: Aside) -> None:
    """Take out quotations that repeat what a paragraph says."""
    quotes = [
        (block, plain)
        for block in root.iter("blockquote", "aside")
        if _PULLED <= len(plain := nodes.squeezed(nodes.text(block))) <= _LONGEST
    ]
    if not quotes:
        return
    held = {p for block, _ in quotes for p in block.iter("p")}
    whole = "\n".join(
        nodes.squeezed(nodes.text(p)) for p in root.iter("p") if p not in held
    )
    for block, plain in quotes:
        if plain in whole:
            aside.take(block)


def _empty(root: Element) -> None:
    """Drop blocks that hold nothing, and lines of marks alone, from the innermost."""
    for element in reversed(list(root.iter())):
        if element is root or element.tag in _VOID or len(element):
            continue
        words = element.text or ""
        if element.tag in nodes.INLINE:
            if not words:
                nodes.drop(element)
        elif not nodes.squeezed(words) and element.tag != "pre":
            nodes.drop(element)


def _lone(root: Element, aside: Aside) -> None:
    """Drop headings that nothing follows: what they headed was set aside."""
    after = False
    for element in reversed(list(root.iter(*BLOCKS, "img", "table"))):
        if element.tag in nodes.HEADINGS:
            if not after:
                aside.take(element)
        elif element.tag == "img" or nodes.text(element):
            after = True
