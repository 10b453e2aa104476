"""What the links within a page lead to: headings, and notes that lead back."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from exporter.readers import headings
from exporter.readers.web import nodes
from exporter.readers.web.nodes import Element

_LONGEST = 8
"""Letters of a reference to a note, as in ``[12]``."""
_MOST = 5000
"""Weight of the longest note; legal ones are long."""
_PARTS = ".//h1|.//h2|.//h3|.//nav|.//article|.//form"
_NOTES = ("li", "p", "div", "aside", "dd", "section", "td")


class Anchors:
    """The links of one page and the elements that they name."""

    def __init__(self, root: Element) -> None:
        """Take a page, or what is left of one."""
        self._ids = {e.get("id"): e for e in reversed(root.xpath(".//*[@id]"))}
        self._labels: dict[Element, str] = {}
        self._notes: dict[str, Element] = {}
        self._references: dict[str, list[Element]] = {}
        self._back: dict[Element, frozenset[str]] = {}
        self._aside: set[Element] = set()
        for link in root.xpath(".//a[starts-with(@href, '#')]"):
            self._take(link)

    def _take(self, link: Element) -> None:
        """Take a link for the reference to a note if the note leads back to it."""
        if not 0 < len(nodes.text(link)) <= _LONGEST:
            return
        target = self._target(link)
        around = set(link.iterancestors())
        if target is None or target.tag not in _NOTES:
            return
        if target in around or around & self._aside:
            return
        near = [link, *list(link.iterancestors())[:2], *link.iterchildren()]
        own = {element.get("id") for element in near} - {None}
        if not own & self._leads(target):
            return
        if target.get("id") is None:
            target.set("id", self._fragment(link))
        label = target.get("id")
        self._labels[link] = label
        self._references.setdefault(label, []).append(link)
        self._notes.setdefault(label, target)
        self._aside.add(target)

    def _leads(self, target: Element) -> frozenset[str]:
        """Return what the links of a note lead to; a part of a page is no note.

        A menu leads to parts, and they lead back there.
        """
        if target not in self._back:
            large = nodes.weight(nodes.text(target)) > _MOST
            links = () if large or target.xpath(_PARTS) else target.iter("a")
            self._back[target] = frozenset(map(self._fragment, links))
        return self._back[target]

    def _target(self, link: Element) -> Element | None:
        found = self._ids.get(self._fragment(link))
        if found is not None and found.tag in nodes.INLINE:
            return next((a for a in found.iterancestors() if a.tag in _NOTES), None)
        return found

    def _fragment(self, link: Element) -> str:
        href = link.get("href") or ""
        return unquote(href[1:]) if href.startswith("#") else ""

    def strip(self, note: Element) -> None:
        """Take the links that lead back out of a note, and its own number."""
        for link in note.xpath(".//a[starts-with(@href, '#')]"):
            if link not in self._labels and len(nodes.text(link)) <= _LONGEST:
                nodes.drop(link)

    def references(self, label: str) -> tuple[Element, ...]:
        """Return the links that refer to a note."""
        return tuple(self._references[label])

    def note(self, link: Element) -> str:
        """Return the label of the note that a link refers to, or ``""``."""
        return self._labels.get(link, "")

    def holds_note(self, element: Element) -> bool:
        """Tell whether raised text holds nothing but a reference to a note."""
        return any(link in self._labels for link in element.iter("a"))

    def is_aside(self, element: Element) -> bool:
        """Tell whether an element is a note, which does not stand in the text."""
        return element in self._aside

    def notes(self) -> Iterator[tuple[str, Element]]:
        """Yield labels and elements of notes in the order of reference."""
        yield from self._notes.items()

    def href(self, link: Element) -> str:
        """Return what a link leads to; a place in the page is named by its heading."""
        href = (link.get("href") or "").strip()
        if not href.startswith("#"):
            return href
        target = self._ids.get(self._fragment(link))
        heading = _heading(target) if target is not None else None
        return f"#{headings.call(nodes.text(heading))}" if heading is not None else ""


def _heading(target: Element) -> Element | None:
    """Return the heading that an element is, is in, or opens."""
    around = (target, *target.iterancestors(), *target.iter(), target.getnext())
    for element in around:
        if element is not None and element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return element
    return None
