"""EPUBs opened again, for the tests of what is in them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import replace
from typing import Any

import books
from lxml import etree

from exporter.composition import Composition
from exporter.writers import epub

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


class Book:
    """An EPUB opened again."""

    def __init__(self, composition: Composition) -> None:
        with zipfile.ZipFile(io.BytesIO(epub.write(composition))) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.package = self.tree("content.opf")
        items = self.package.findall(f"{OPF}manifest/{OPF}item")
        self.items = {item.get("id"): item for item in items}

    def tree(self, name: str) -> Any:
        return etree.fromstring(self.files[f"EPUB/{name}"])

    def dc(self, name: str) -> list[str]:
        return [e.text for e in self.package.findall(f"{OPF}metadata/{DC}{name}")]

    def say(self, name: str, about: str = "") -> list[str]:
        return [
            meta.text
            for meta in self.package.findall(f"{OPF}metadata/{OPF}meta")
            if meta.get("property") == name
            and meta.get("refines", "") == (about and f"#{about}")
        ]

    def spine(self) -> list[tuple[str, str]]:
        found = self.package.findall(f"{OPF}spine/{OPF}itemref")
        return [(ref.get("idref"), ref.get("linear", "yes")) for ref in found]

    def resolves(self, href: str, base: str = "") -> bool:
        path, _, anchor = href.partition("#")
        name = posixpath.normpath(posixpath.join(base, path))
        if f"EPUB/{name}" not in self.files:
            return False
        return not anchor or bool(self.tree(name).xpath("//*[@id=$a]", a=anchor))


def words(element: Any) -> list[str]:
    return "".join(element.itertext()).split()


def one(html: str) -> Composition:
    """Return a book whose only page is this fragment."""
    whole = books.plain()
    return replace(whole, documents=(replace(whole.documents[0], html=html),))


def page(html: str) -> Any:
    return Book(one(html)).tree("text-1.xhtml").find(f"{XHTML}body")[0]
