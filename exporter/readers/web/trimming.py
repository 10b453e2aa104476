"""Takes off the head and the foot of an article what its facts say already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from exporter.readers import bylines, creditlines
from exporter.readers.captions import is_caption
from exporter.readers.measures import ends_sentence
from exporter.readers.web import nodes
from exporter.readers.web.evidence import Evidence
from exporter.readers.web.nodes import Element
from exporter.readers.web.pruning import Aside

_HEAD, _FOOT = 10, 4
BLOCKS = ("p", *nodes.HEADINGS, "li", "figcaption", "pre", "td", "th", "dt", "dd")
"""Elements that hold a line or a paragraph."""
_APART = ("figcaption", "td", "th", "dt", "dd", "pre")
_PROSE, _LABEL, _DATED = 80, 60, 120
_LONGEST_CREDIT, _LONGEST_LINE = 200, 80
_ANNOUNCED = 6
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[:.]\d\d")


def trim(root: Element, evidence: Evidence, aside: Aside) -> None:
    """Take out the headline, the standfirst, credits, and the lines around them."""
    _headline(root, evidence, aside)
    lines = _lines(root)
    for block in lines[:_HEAD]:
        if _is_standfirst(block, lines, evidence) or _is_told(block, evidence):
            aside.take(block)
    if evidence.title:  # else the first line may be it
        _labels(_lines(root)[:_HEAD], aside)
    foot = _lines(root)[::-1][:_FOOT]
    for block in foot:
        words = nodes.text(block)
        if block.tag == "p" and (_is_credit(words, evidence) or is_caption(words)):
            aside.take(block)
    _labels(_lines(root)[::-1][:_FOOT], aside)


def _lines(root: Element) -> list[Element]:
    return [e for e in root.iter(*BLOCKS) if nodes.text(e)]


def _headline(root: Element, evidence: Evidence, aside: Aside) -> None:
    """Take out the headline, and what stands above it but pictures and prose."""
    title = nodes.squeezed(evidence.title)
    lines = _lines(root)
    at = next((i for i, e in enumerate(lines[:_HEAD]) if _is_title(e, title)), None)
    only = root.xpath(".//h1")
    if at is None:
        for heading in only if len(only) == 1 else ():
            aside.take(heading)
        return
    for block in lines[:at]:
        if block.tag != "figcaption" and nodes.weight(nodes.text(block)) < _PROSE:
            aside.take(block)
    nodes.drop(lines[at])


def _is_title(block: Element, title: str) -> bool:
    """Tell the headline, also with a kicker before it."""
    plain = nodes.squeezed(nodes.text(block))
    if not title or block.tag not in ("p", *nodes.HEADINGS):
        return False
    if plain == title:
        return True
    heading = block.tag in nodes.HEADINGS[:2]
    return heading and (
        (title in plain and len(plain) <= 2 * len(title) + 10)
        or (plain in title and 2 * len(plain) >= len(title))
    )


def _is_standfirst(
    block: Element, lines: Sequence[Element], evidence: Evidence
) -> bool:
    """Tell the standfirst, which stands before the text and is not all of it."""
    stated = nodes.squeezed(evidence.standfirst)
    if len(stated) < _LABEL // 3 or block.tag in _APART:
        return False
    plain = nodes.squeezed(nodes.text(block))
    if stated not in plain or len(plain) > len(stated) + 30:
        return False
    others = [line for line in lines if line is not block and _is_paragraph(line)]
    alike = evidence.guessed and any(_mark(o) == _mark(block) for o in others[:1])
    return bool(others) and not alike


def _mark(block: Element) -> tuple[object, ...]:
    """Return how a paragraph is marked: names, its parent's, what it begins with."""
    first = next(iter(block), None)
    begins = first.tag if first is not None and not (block.text or "").strip() else ""
    parent = block.getparent()
    return parent.tag, nodes.label(parent), block.tag, nodes.label(block), begins


def _is_paragraph(block: Element) -> bool:
    return block.tag == "p" and nodes.weight(nodes.text(block)) >= _LABEL


def _is_told(block: Element, evidence: Evidence) -> bool:
    if block.tag in _APART:
        return False
    plain = nodes.squeezed(nodes.text(block))
    if evidence.kicker and plain == nodes.squeezed(evidence.kicker):
        return True
    heading = block.tag in nodes.HEADINGS and bool(plain)
    if heading and plain == nodes.squeezed(evidence.standfirst):
        return True
    lines = [" ".join(line.split()) for line in nodes.lines(block)]
    if any(len(line) >= _LONGEST_LINE for line in lines):
        return False
    return any(_is_credit(line, evidence) for line in lines)


def _is_credit(words: str, evidence: Evidence) -> bool:
    plain = nodes.squeezed(words)
    if not plain or len(words) > _LONGEST_CREDIT:
        return False
    if any(plain == nodes.squeezed(name) for name in evidence.names):
        return True
    if bylines.read(words):
        return True
    return creditlines.read(words, evidence.language) is not None


def _labels(lines: Iterable[Element], aside: Aside) -> None:
    """Take out short lines from one end on: until prose, a list or a heading."""
    for block in lines:
        words = nodes.text(block)
        if block.tag == "figcaption":
            continue
        linked = sum(len(nodes.text(link)) for link in block.iter("a"))
        most = _DATED if _YEAR.search(words) or linked * 2 > len(words) else _LABEL
        brief = nodes.weight(words) <= most and not _is_sentence(words)
        if block.tag != "p" or not brief or len(nodes.lines(block)) > 2:
            return
        if _is_held(block):
            return
        aside.take(block)


def _is_sentence(words: str) -> bool:
    """Tell a sentence, also one that ends with a colon before what it announces."""
    announced = words.endswith((":", "：")) and len(words.split()) >= _ANNOUNCED
    return ends_sentence(words) or announced


def _is_held(block: Element) -> bool:
    """Tell a line of a list, a quotation or a table."""
    return any(a.tag in ("li", "blockquote", "td", "dd") for a in block.iterancestors())
