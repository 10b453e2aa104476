"""Elements of a page: their text, what their names say, taking them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from exporter.readers.measures import IDEOGRAPHS

Element: TypeAlias = Any
"""An element of lxml."""
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data",
    "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr",
    "picture", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "source",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
"""Elements that stand in a line of text (HTML, 4.5); others are blocks."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CALLED = ("class", "id", "role", "data-component", "data-testid", "data-module")
_LONGEST_NAME = 400
_PART = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])")
_STATE = re.compile(r"(?:has|with|no|without|not|tag|category|cat|single)-")
"""How names begin that tell of a state or a subject, not of what an element is."""
_SIGNS = re.compile(f"[{IDEOGRAPHS}\u0e01-\u0e5b\u1000-\u109f\uac00-\ud7a3]")


def is_element(node: Element) -> bool:
    """Tell an element from a comment and the like."""
    return isinstance(node.tag, str)


def lines_in(root: Element) -> frozenset[Element]:
    """Return the elements below a root that stand in a line of text.

    An element that nobody knows, and one of a line that has blocks in it, is what
    it holds: a link around a whole card is a block.
    """
    inline: set[Element] = set()
    for element in reversed(list(root.iter())):
        tag = element.tag
        known = isinstance(tag, str) and (tag in INLINE or "-" in tag)
        if known and all(c in inline for c in element if is_element(c)):
            inline.add(element)
    return frozenset(inline)


def label(element: Element) -> str:
    """Return what an element is called, ``-article-body- -wide-``, in small letters."""
    attributes = element.attrib
    if not attributes and "-" not in element.tag:
        return ""
    found = [attributes.get(name) for name in _CALLED]
    if "-" in element.tag:
        found.append(element.tag)
    names = " ".join(value for value in found if value)[:_LONGEST_NAME].split()
    spelt = ("-".join(filter(None, _PART.split(name))).lower() for name in names)
    return " ".join(f"-{name}-" for name in spelt if not _STATE.match(name))


def text(element: Element) -> str:
    """Return the text of an element on one line, a break being a space."""
    return " ".join("".join(_pieces(element)).split())


def lines(element: Element) -> list[str]:
    """Return the text of an element, line by line as its breaks part it."""
    parts = "".join(
        piece if piece == "\n" else " ".join(f"|{piece}|".split())[1:-1]
        for piece in _pieces(element)
    )
    return [line for line in parts.split("\n") if line.strip()]


def _pieces(element: Element) -> Iterator[str]:
    for event, node in etree.iterwalk(element, ("start", "end", "comment", "pi")):
        block = is_element(node) and node is not element and node.tag not in INLINE
        if event == "start":
            words = "\n" if node.tag == "br" else node.text or ""
            yield f" {words}" if block else words
        elif node is not element:
            yield f" {node.tail or ''}" if block else node.tail or ""


def weight(words: str) -> int:
    """Return how much a text says: letters, a sign counting as two and a half."""
    if words.isascii() or max(words, default="") < "\u0e00":
        return len(words)
    return len(words) + len(_SIGNS.findall(words)) * 3 // 2


def squeezed(words: str) -> str:
    """Return the letters and digits of a text alone, to compare texts by."""
    return re.sub(r"[\W_]+", "", words).casefold()


def drop(element: Element) -> None:
    """Take an element out of its tree; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)
