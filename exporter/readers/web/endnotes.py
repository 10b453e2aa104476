"""Notes of a page: taken out before its text is looked for, put back where cited."""

from __future__ import annotations

from lxml import etree

from exporter.readers.web import nodes
from exporter.readers.web.anchors import Anchors
from exporter.readers.web.nodes import Element
from exporter.readers.web.pruning import Aside

_FEWEST = 3
"""Places that links with an address name, from which on it is the page's own."""
Notes = tuple[tuple[tuple[Element, ...], Element], ...]
"""Links that refer to a note, and the note, for each."""


def lift(root: Element) -> Notes:
    """Take the notes out of a page, so that neither names nor links decide of them."""
    _shorten(root)
    anchors = Anchors(root)
    found = tuple((anchors.references(label), note) for label, note in anchors.notes())
    for _, note in found:
        nodes.drop(note)
    return found


def restore(notes: Notes, root: Element, aside: Aside) -> None:
    """Put those notes to the end of a text that it refers to."""
    holder = etree.Element("ol")
    for links, note in notes:
        if any({root, holder} & set(link.iterancestors()) for link in links):
            holder.append(note)
        else:
            aside.note(nodes.text(note))
    if len(holder):
        root.append(holder)


def _shorten(root: Element) -> None:
    """Make links within a page of those that a browser saved with its address.

    It is the one that most places of the page are said to be in.
    """
    names = set(root.xpath(".//@id"))
    leading: dict[str, list[Element]] = {}
    for link in root.iter("a"):
        page, _, name = link.get("href", "").rpartition("#")
        if page and name in names:
            leading.setdefault(page, []).append(link)
    links = max(leading.values(), key=len, default=[])
    targets = {link.get("href").rpartition("#")[2]: link for link in links}
    for link in links if len(targets) >= _FEWEST else ():
        link.set("href", "#" + link.get("href").rpartition("#")[2])
