"""The lines that a page shows, which of them are headings, and which its margins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from exporter.readers import vocabulary
from exporter.readers.web.wording import tidy

_MOST = 6_000
"""Lines that are looked at; the longest reads have a thousand."""
_BLOCKS = vocabulary.words("web/elements/blocks")
_UNSEEN = vocabulary.words("web/elements/unseen")
_NAMING = vocabulary.phrases("web/elements/naming")
_MARGINS = frozenset(("nav", "footer", "aside", "form", "dialog"))
_MARGIN = re.compile(
    r"(?<![a-z])(?:comments?|related|recommend(?:ed|ations?)|sidebar|side-bar|nav"
    r"|(?<!post-)(?<!entry-)(?<!article-)footer"
    r"|navbar|navigation|menu|breadcrumbs?|most-?(?:read|popular|viewed)|trending|promos?"
    r"|newsletter|teasers?|advert\w*|cookies?|consent|modal|popup"
    r"|disqus|outbrain|taboola|subscribe|signup|read-?more|more-?(?:from|on)"
    r"|ticker|carousel|latest|popular)(?![a-z])"
)
_NEVER = frozenset(("html", "body", "main", "article", "h1"))
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, the block element that it stands in, whether in a margin."""

    text: str
    element: Any
    margin: bool


def lines(tree: Any) -> tuple[Line, ...]:
    """Return what a page shows, block by block, as much as is worth looking at."""
    found: list[Line] = []
    for line in _Walk(tree).run():
        found.append(line)
        if len(found) >= _MOST:
            break
    return tuple(found)


def text_of(element: Any) -> str:
    """Return the text of an element as one line; a comment has none."""
    if not isinstance(element.tag, str):
        return ""
    return " ".join(line.text for line in lines(element))


def names_of(element: Any) -> str:
    """Return the classes of an element and what else names it: ``article-date``.

    Names of several words have hyphens between them, however they are written.
    """
    found = " ".join(filter(None, (element.get(name) for name in _NAMING)))[:400]
    return _HUMP.sub("-", found).replace("_", "-").lower()


def is_margin(element: Any) -> bool:
    """Tell whether an element is no part of the article, by its tag and names."""
    if element.tag in _NEVER:
        return False
    tagged = element.tag in _MARGINS or element.get("role") in ("navigation", "search")
    if (
        element.tag == "footer"
        and next(element.iterancestors("article"), None) is not None
    ):
        tagged = False  # it has the byline of many a blog
    if not tagged and not _MARGIN.search(names_of(element)):
        return False
    return next(element.iter("h1"), None) is None


def in_margin(element: Any) -> bool:
    """Tell whether an element lies in a margin."""
    return any(is_margin(each) for each in (element, *element.iterancestors()))


class _Walk:
    """One walk over a tree, which gathers the text of a block until it ends."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._text: list[str] = []
        self._margin: Any = None
        self._block = tree

    def run(self) -> Iterator[Line]:
        walk = etree.iterwalk(self._tree, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if _is_unseen(element):
                    walk.skip_subtree()
                    continue
                yield from self._start(element)
            else:
                yield from self._end(element)
        yield from self._flush()

    def _start(self, element: Any) -> Iterator[Line]:
        if element.tag in _BLOCKS:
            yield from self._flush()
            self._block = element
        if self._margin is None and is_margin(element):
            self._margin = element
        apart = " " if element.tag == "time" else ""
        self._text.append(f"{apart}{element.text or ''}{apart}")

    def _end(self, element: Any) -> Iterator[Line]:
        if not _is_unseen(element):
            if element.tag in _BLOCKS:
                yield from self._flush()
                parent = element.getparent()
                self._block = element if parent is None else parent
            if element is self._margin:
                self._margin = None
        if element is self._tree:
            return
        # Elements beside each other, without a space, are words of their own.
        apart = not element.tail and element.getnext() is not None
        self._text.append(" " if apart else element.tail or "")

    def _flush(self) -> Iterator[Line]:
        text = tidy("".join(self._text)[:20_000]) if self._text else ""
        self._text.clear()
        if text:
            yield Line(text, self._block, self._margin is not None)


def _is_unseen(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return True
    if element.get("hidden") is not None:
        return True
    return bool(_HIDDEN.search(element.get("style", "")[:400]))
