"""An artefact in all its parts, unpacked: what leaks from it, what acts in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import reading_back
from hostile.case import CANARY, SIZE
from lxml import etree
from PIL import Image

_ACTIVE = {"script", "iframe", "object", "embed", "form", "input", "button", "link",
           "style", "base", "svg", "math", "foreignObject", "video",
           "audio"}  # fmt: skip
_ADDRESS = re.compile(r"(https?://|mailto:|tel:|doi:|#)|[\w./-]+(#[\w.-]+)?$")
_ACTIONS = ("/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToR",
            "/GoToE", "/AA", "/RichMedia", "/Movie", "/Rendition")  # fmt: skip


@dataclass(frozen=True)
class Artefact:
    """A file with its parts as text by name, without originals, and its images."""

    path: Path
    parts: dict[str, str]
    originals: dict[str, bytes]
    images: tuple[bytes, ...]
    text: str
    acting: tuple[str, ...]

    def leaks(self) -> list[str]:
        """Return the parts that show something from elsewhere."""
        found = [name for name, part in self.parts.items() if CANARY in part]
        found += [n for n, data in self.originals.items() if CANARY.encode() in data]
        found += ["text"] if CANARY in self.text else []
        sizes = [Image.open(io.BytesIO(data)).size for data in self.images]
        return found + ["image" for size in sizes if size == SIZE]

    def acts(self) -> list[str]:
        """Return what does something, or asks for something, when it is opened."""
        return list(self.acting)


def opened(path: Path) -> Artefact:
    """Open a PDF or an EPUB."""
    return _portable(path) if path.suffix == ".pdf" else _book(path)


def _book(path: Path) -> Artefact:
    parts: dict[str, str] = {}
    originals: dict[str, bytes] = {}
    images: list[bytes] = []
    texts: list[str] = []
    acting: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if "/originals/" in name:
                originals[name] = data
                continue
            parts[name] = data.decode("utf-8", "replace")
            if name.endswith((".png", ".jpg", ".jpeg", ".gif", ".webp")):
                images.append(data)
            elif name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                tree = etree.fromstring(data)
                acting += _acting(tree, name, archive.namelist())
                if name.endswith(".xhtml") and "nav" not in name:
                    texts.append(" ".join(tree.itertext()))
    return Artefact(
        path, parts, originals, tuple(images), "\n".join(texts), tuple(acting)
    )


def _acting(tree: Any, name: str, names: list[str]) -> list[str]:
    found = []
    for element in tree.iter(etree.Element):
        local = etree.QName(element).localname
        if local == "link" and element.get("rel") == "stylesheet":
            pass
        elif name.endswith(".xhtml") and local in _ACTIVE:
            found.append(f"{name}: <{local}>")
        for key, value in element.attrib.items():
            if key.startswith("on") or key == "srcdoc":
                found.append(f"{name}: {key}={value}")
            if key in ("href", "src", "poster", "data") and not _ADDRESS.match(value):
                found.append(f"{name}: {key}={value}")
            if key == "src" and "://" in value:
                found.append(f"{name}: {key}={value}")
    return found


def _portable(path: Path) -> Artefact:
    parts: dict[str, str] = {}
    originals: dict[str, bytes] = {}
    images: list[bytes] = []
    acting: list[str] = []
    data = path.read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        strings = []
        for number, item in enumerate(pdf.objects):
            if isinstance(item, pikepdf.Stream):
                _stream(item, f"stream-{number}", (parts, originals, images))
            for inner in _within(item):
                if isinstance(inner, pikepdf.String):
                    strings.append(str(inner))
                elif isinstance(inner, pikepdf.Dictionary | pikepdf.Stream):
                    acting += _actions(inner)
        parts["strings"] = "\n".join(strings)
    return Artefact(path, parts, originals, tuple(images), _said(data), tuple(acting))


def _stream(item: pikepdf.Stream, name: str, to: Any) -> None:
    parts, originals, images = to
    kind = item.get("/Type")
    if item.get("/Subtype") == pikepdf.Name.Image:
        buffer = io.BytesIO()
        pikepdf.PdfImage(item).as_pil_image().save(buffer, "PNG")
        images.append(buffer.getvalue())
    elif kind == pikepdf.Name.EmbeddedFile:
        originals[name] = item.read_bytes()
    else:
        parts[name] = item.read_bytes().decode("utf-8", "replace")


def _actions(item: Any) -> list[str]:
    found = [name for name in _ACTIONS if name in item and name != "/AA"]
    kind = item.get("/S")
    if isinstance(kind, pikepdf.Name) and str(kind) in _ACTIONS:
        found.append(str(kind))
    if "/AA" in item:
        found.append("/AA")
    address = item.get("/URI")
    if isinstance(address, pikepdf.String) and not _ADDRESS.match(str(address)):
        found.append(str(address))
    return found


def _within(item: Any) -> Iterator[Any]:
    """Yield an object and what is written inside of it, however deep."""
    waiting = [item]
    while waiting:
        inner = waiting.pop()
        yield inner
        if isinstance(inner, pikepdf.Array):
            kids = list(inner)
        elif isinstance(inner, pikepdf.Dictionary | pikepdf.Stream):
            kids = [kid for _, kid in inner.items()]
        else:
            continue
        waiting += [kid for kid in kids if not getattr(kid, "is_indirect", False)]


def _said(data: bytes) -> str:
    return " ".join(reading_back.words(reading_back.structure(data).text()))
