"""Fragments become XHTML pages: EPUB semantics from ARIA roles, links that hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import unquote

from lxml import etree

from exporter.composition import Document
from exporter.errors import LayoutError
from exporter.writers import addresses, popups

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPE = f"{{{OPS}}}type"
_HTML = f"{{{XHTML}}}"
_PROLOGUE = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
# What XML 1.0, 2.2 lets no document contain.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta",
                   "source", "track", "wbr"})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# DPUB-ARIA roles whose name, less "doc-", is a term of EPUB's vocabulary (SSV 1.1).
_TERMS = frozenset({
    "abstract", "acknowledgments", "afterword", "appendix", "backlink",
    "bibliography", "biblioref", "chapter", "colophon", "conclusion", "cover",
    "credit", "credits", "dedication", "endnotes", "epigraph", "epilogue", "errata",
    "footnote", "foreword", "glossary", "glossref", "index", "introduction",
    "noteref", "notice", "part", "preface", "prologue", "pullquote", "qna",
    "subtitle", "tip", "toc",
})  # fmt: skip
# Manifest properties that a page must declare (EPUB 3.3, D.6.3 to D.6.5).
_DECLARED = {"script": "scripted", "form": "scripted", "svg": "svg", "math": "mathml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head of a page says, and where the page finds its files.

    ``stylesheet`` is a path, ``rules`` are CSS for this page alone, ``metas`` are
    pairs of name and content. ``files`` maps the names of assets to their paths in
    the book; ``pages`` are the paths of all pages.
    """

    language: str
    direction: str
    stylesheet: str = ""
    rules: str = ""
    metas: tuple[tuple[str, str], ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    pages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the book as it is stored, with what the package must know of it.

    ``images`` counts pictures, ``described`` those among them with a text
    alternative; ``anchors`` are the ids; ``properties`` go into the manifest.
    """

    name: str
    data: bytes = field(repr=False)
    anchors: frozenset[str]
    images: int = 0
    described: int = 0
    headings: int = 0
    properties: tuple[str, ...] = ()


def page(document: Document, head: Head) -> Page:
    """Make the XHTML page of a document (EPUB 3.3, 6.1).

    Raises:
        LayoutError: the fragment is not well-formed, or names a missing image.
    """
    root = _parse(document, head)
    fragment = root[1][0]
    root.set("dir", fragment.get("dir") or head.direction)
    popups.enclose(root)
    marks = _Marks(root, document.name, head)
    for element in root[1].iter(f"{_HTML}*"):
        marks.add(element, etree.QName(element).localname)
    foreign = {etree.QName(e).localname for e in root[1].iter(etree.Element)}
    text = _PROLOGUE + etree.tostring(root, encoding="unicode") + "\n"
    return Page(
        name=document.name,
        data=text.encode(),
        anchors=marks.anchors,
        images=marks.images,
        described=marks.described,
        headings=marks.headings,
        properties=tuple(sorted({_DECLARED[n] for n in foreign & _DECLARED.keys()})),
    )


def clean(text: str) -> str:
    """Return text without the characters that XML forbids (XML 1.0, 2.2)."""
    return _ILLEGAL.sub("", text)


def _parse(document: Document, head: Head) -> Any:
    language = escape(document.language or head.language)
    metas = [f'<meta name="{n}" content="{escape(c)}"/>' for n, c in head.metas]
    if head.stylesheet:
        href = escape(head.stylesheet)
        metas.append(f'<link rel="stylesheet" type="text/css" href="{href}"/>')
    if head.rules:
        metas.append(f"<style>{escape(head.rules, quote=False)}</style>")
    lines = "\n".join(('<meta charset="utf-8"/>', *metas))
    source = clean(
        f'<html xmlns="{XHTML}" xmlns:epub="{OPS}" lang="{language}"'
        f' xml:lang="{language}">\n<head>\n<title>{escape(document.title)}</title>\n'
        f"{lines}\n</head>\n<body>\n{document.html.strip()}\n</body>\n</html>"
    )
    where = f"{document.name}.xhtml"
    try:
        root = etree.fromstring(source.encode(), _parser())
    except etree.XMLSyntaxError as error:
        raise LayoutError(
            f"the page is not well-formed XHTML: {error.msg}", where=where
        ) from error
    if len(root) != 2 or len(root[1]) != 1:
        raise LayoutError("the page is not one element", where=where)
    return root


def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )


class _Marks:
    """One walk over a page: completes its elements and counts what matters."""

    def __init__(self, root: Any, name: str, head: Head) -> None:
        self.name = name
        self.head = head
        self.anchors = frozenset(root.xpath("//@id"))
        self.images = self.described = self.headings = 0
        self._special: dict[str, Callable[[Any], None]] = {
            "a": self._link,
            "img": self._image,
        }

    def add(self, element: Any, tag: str) -> None:
        """Complete one element, in place."""
        roles = element.get("role", "").split()
        terms = [r[4:] for r in roles if r[:4] == "doc-" and r[4:] in _TERMS]
        if terms and _TYPE not in element.attrib:
            element.set(_TYPE, " ".join(terms))
        if "lang" in element.attrib:
            element.set(_XML_LANG, element.get("lang"))
        if tag in self._special:
            self._special[tag](element)
        self.headings += tag in _HEADINGS
        if not len(element) and element.text is None and tag not in _VOID:
            element.text = ""  # <td></td>: simple readers misread <td/>

    def _link(self, link: Any) -> None:
        target = link.get("href")
        if target is None:
            return
        kept = self._target(target.strip())
        if kept is None:
            del link.attrib["href"]
        else:
            link.set("href", kept)

    def _target(self, target: str) -> str | None:
        """Return a link that works from inside the book, else None."""
        if target.startswith("#"):
            return target if unquote(target[1:]) in self.anchors else None
        if target.partition("#")[0] in self.head.pages:
            return target
        return addresses.outward(target)

    def _image(self, image: Any) -> None:
        source = image.get("src", "")
        files = self.head.files
        path = files.get(source) or files.get(unquote(source))
        if path is None:
            raise LayoutError(
                f"the page shows an image that is not in the book: {source!r}",
                where=f"{self.name}.xhtml",
            )
        image.set("src", path)
        self.images += 1
        self.described += bool(image.get("alt", "").strip())
