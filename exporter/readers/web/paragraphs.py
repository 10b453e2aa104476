"""Text that stands loose in a page to paragraphs: between blocks, between breaks."""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

from exporter.readers.web import nodes
from exporter.readers.web.nodes import Element

_HOLDERS = frozenset((
    "div", "section", "article", "main", "body", "center", "td", "th", "li", "dd",
    "blockquote", "figure", "header", "footer", "aside", "details", "form", "address",
    "fieldset", "p", "font", "span", "b", "strong", "i", "em", "a",
))  # fmt: skip
_KEPT = frozenset(("li", "td", "th", "dd", "dt", "figcaption", "caption"))
"""Blocks whose text is that of a line if they hold nothing else."""


def shape(root: Element) -> None:
    """Make a paragraph of each run of text, parted at two breaks or more."""
    inline = nodes.lines_in(root)
    for block in [e for e in root.iter() if nodes.is_element(e) and e not in inline]:
        if block.tag in (
            "pre",
            "table",
            "tbody",
            "thead",
            "tfoot",
            "tr",
            "ul",
            "ol",
            "dl",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "figcaption",
        ):
            continue
        if block.tag == "figure" and block.find("img") is not None:
            continue
        if block.tag == "p" and block is not root:
            _part(block, inline)
        else:
            _wrap(block, inline)


def _wrap(block: Element, inline: frozenset[Element]) -> None:
    """Wrap the runs of a block; a cell or an item of one run stays as it is."""
    children = list(block)
    plain = all(child in inline for child in children) and not _has_gap(children)
    if block.tag in _KEPT and plain:
        return
    runs = _runs(block, inline)
    if block.tag == "p" and len(runs) == 1 and runs[0].tag == "p":
        return
    _refill(block, runs)


def _refill(block: Element, runs: list[Element]) -> None:
    tail = block.tail
    for child in list(block):
        block.remove(child)
    block.text = None
    block.extend(runs)
    block.tail = tail


def _part(block: Element, inline: frozenset[Element]) -> None:
    """Part a paragraph at double breaks; one with blocks in it becomes a division."""
    children = list(block)
    if all(child in inline for child in children) and not _has_gap(children):
        return
    runs = _runs(block, inline)
    block.tag = "div"
    _refill(block, runs)


def _has_gap(children: list[Element]) -> bool:
    return any(
        a.tag == "br" and b.tag == "br" and not (a.tail or "").strip()
        for a, b in pairwise(children)
    )


def _runs(block: Element, inline: frozenset[Element]) -> list[Element]:
    """Return the content of a block as paragraphs and the blocks between them."""
    out: list[Element] = []
    run = etree.Element("p")
    run.text = block.text

    def end() -> Element:
        while _ends_in_break(run):
            run.remove(_last(run))
        if _last(run) is not None or (run.text or "").strip():
            out.append(run)
        return etree.Element("p")

    for child in list(block):
        tail, child.tail = child.tail, None
        if child not in inline:
            run = end()
            out.append(child)
            run.text = tail
            continue
        child.tail = tail
        if child.tag == "br" and _ends_in_break(run):
            run = end()
            run.text = tail
        else:
            run.append(child)
    end()
    return out


def _ends_in_break(run: Element) -> bool:
    last = _last(run)
    return last is not None and last.tag == "br" and not (last.tail or "").strip()


def _last(run: Element) -> Element | None:
    """Return the last child; asking an element for its length counts them all."""
    return next(run.iterchildren(reversed=True), None)
