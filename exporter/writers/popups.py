"""Notes of a page in the form that Kobo, Kindle and Apple Books let pop up.

Each is an ``aside`` of its own after the text, not an item of a list: Kindle lets
items run together, and a link back that ends a note leads it astray, so the number
of the note is the link back and comes first (EPUB SSV 1.1; DPUB-ARIA 1.1).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from lxml import etree

_XHTML = "{http://www.w3.org/1999/xhtml}"
_LISTS = (f"{_XHTML}ol", f"{_XHTML}ul")
_MORE = "↑"


def enclose(root: Any) -> None:
    """Make each note that the text refers to an ``aside`` with its number, in place."""
    found = root.xpath("//*[contains(@role, 'doc-noteref')]")
    numbers: dict[str, str] = {}
    for link in found:
        target = link.get("href", "")
        if target.startswith("#"):
            numbers.setdefault(unquote(target[1:]), "".join(link.itertext()).strip())
    for item in list(root[1].iter(f"{_XHTML}li")):
        number = numbers.get(item.get("id", ""))
        if number is not None:
            _enclose(item, number)
    for notes in [kid for kid in root[1].iter(*_LISTS) if _is_only_notes(kid)]:
        _unwrap(notes)


def _enclose(item: Any, number: str) -> None:
    note = etree.Element(f"{_XHTML}aside", id=item.attrib.pop("id"))
    note.set("role", "doc-footnote")
    note.text, item.text = item.text, None
    note.extend(list(item))
    item.append(note)
    links = note.xpath(".//*[contains(@role, 'doc-backlink')]")
    for link in links:
        _take_out(link)
        link.text, link.tail = _MORE, " "
    if links:
        first = _first_paragraph(note)
        links[0].text = number
        links[-1].tail += first.text or ""
        first.text = None
        first[:0] = links


def _first_paragraph(note: Any) -> Any:
    """Return the paragraph that a note begins with, made if there is none."""
    has_words = bool((note.text or "").strip())
    if len(note) and note[0].tag == f"{_XHTML}p" and not has_words:
        return note[0]
    first = etree.Element(f"{_XHTML}p")
    if has_words:
        first.text, note.text = note.text, None
        first.extend(list(note))
    note.insert(0, first)
    return first


def _take_out(link: Any) -> None:
    """Remove a link and the blank before it; words after it stay."""
    parent, before = link.getparent(), link.getprevious()
    tail = link.tail or ""
    link.tail = None
    if before is not None:
        before.tail = (before.tail or "").rstrip() + tail
    else:
        parent.text = (parent.text or "").rstrip() + tail
    parent.remove(link)
    is_empty = not len(parent) and not (parent.text or "").strip()
    if is_empty and parent.tag == f"{_XHTML}p" and parent.getprevious() is not None:
        parent.getparent().remove(parent)


def _is_only_notes(element: Any) -> bool:
    """Tell whether each item of a list is one note and nothing else."""
    return len(element) > 0 and all(
        len(item) == 1
        and item[0].tag == f"{_XHTML}aside"
        and item[0].get("role") == "doc-footnote"
        for item in element
    )


def _unwrap(notes: Any) -> None:
    """Put the notes in the place of their list."""
    parent = notes.getparent()
    at = parent.index(notes)
    asides = [item[0] for item in notes]
    for aside in asides:
        aside.tail = "\n"
    parent[at : at + 1] = asides
