"""What a reader of an artefact gets: words in order, tags, outline."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from xml.etree import ElementTree

import pikepdf

XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass
class Tag:
    """A structure element: its type, and its kids, which are tags or text."""

    name: str
    kids: list[Tag | str] = field(default_factory=list)
    alt: str = ""

    def text(self) -> str:
        """Return the text below this element; lines end in a newline."""
        return "".join(kid if isinstance(kid, str) else kid.text() for kid in self.kids)

    def find(self, *names: str) -> Iterator[Tag]:
        """Yield the elements of these types, in order, not looking inside them."""
        for kid in self.kids:
            if isinstance(kid, Tag):
                if kid.name in names:
                    yield kid
                else:
                    yield from kid.find(*names)


def words(text: str) -> list[str]:
    """Split into words; a word divided at a line's end is one word again."""
    text = text.replace("\u200b", "")
    return re.sub("-\n", "-", re.sub("\u00ad\n?", "", text)).split()


def structure(data: bytes) -> Tag:
    """Return the structure tree of a tagged PDF with its text."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        contents = {page.objgen: _marked(page, page.obj) for page in pdf.pages}
        root = pdf.Root.StructTreeRoot
        return Tag("Root", [_tag(kid, contents) for kid in root.K])


def _tag(
    element: pikepdf.Object, contents: dict[tuple[int, int], dict[int, str]]
) -> Tag:
    tag = Tag(str(element.S)[1:], alt=str(element.get("/Alt", "")))
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            tag.kids.append(contents[element.Pg.objgen].get(kid, ""))
        elif kid.get("/Type") == "/MCR":
            stream = kid.Stm
            if stream.objgen not in contents:
                contents[stream.objgen] = _marked(stream, stream)
            tag.kids.append(contents[stream.objgen].get(int(kid.MCID), ""))
        elif kid.get("/Type") != "/OBJR":
            tag.kids.append(_tag(kid, contents))
    return tag


class _Contents:
    """Follows the operators of a page and keeps the text of each marked content."""

    def __init__(self, fonts: dict[str, dict[int, str]]) -> None:
        self.fonts = fonts
        self.font: dict[int, str] = {}
        self.texts: dict[int, str] = {}
        self.said: dict[int, str] = {}
        self.heights: dict[int, int] = {}
        self.open: list[int] = [-1]

    def take(self, operator: str, operands: list[pikepdf.Object]) -> None:
        """Follow one operator."""
        match operator:
            case "BDC" | "BMC":
                known = operands[1] if len(operands) > 1 else {}
                self.open.append(int(known.get("/MCID", -1)))
                if "/ActualText" in known:
                    self.said[self.open[-1]] = str(known["/ActualText"])
            case "EMC":
                self.open.pop()
            case "Tf":
                self.font = self.fonts[str(operands[0])]
            case "Tm":
                self.heights[self.open[-1]] = round(float(operands[5]))
            case "TJ":
                self.show(operands[0])
            case "Tj":
                self.show(operands)

    def show(self, items: Iterable[pikepdf.Object]) -> None:
        """Add shown strings to the innermost marked content."""
        strings = (item for item in items if isinstance(item, pikepdf.String))
        text = "".join(_decode(item, self.font) for item in strings)
        self.texts[self.open[-1]] = self.texts.get(self.open[-1], "") + text


def _marked(
    content: pikepdf.Page | pikepdf.Object, owner: pikepdf.Object
) -> dict[int, str]:
    """Return the text of each marked content of a page or a form XObject.

    A piece that ends its line ends in a newline, which no glyph says.
    """
    fonts = owner.Resources.get("/Font", pikepdf.Dictionary()).items()
    contents = _Contents({name: _unicode_map(font) for name, font in fonts})
    for operands, operator in pikepdf.parse_content_stream(content):
        contents.take(str(operator), list(operands))
    found, heights = contents.texts | contents.said, contents.heights
    found.pop(-1, None)
    order = sorted(found)
    for mcid, after in zip_longest(order, order[1:]):
        if after is None or heights.get(mcid) != heights.get(after):
            found[mcid] += "\n"
    return found


def _decode(string: pikepdf.String, font: dict[int, str]) -> str:
    data = bytes(string)
    codes = (int.from_bytes(data[i : i + 2]) for i in range(0, len(data), 2))
    return "".join(font[code] for code in codes)


def _unicode_map(font: pikepdf.Object) -> dict[int, str]:
    lines = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes())
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in lines
    }


def chapters(data: bytes) -> list[ElementTree.Element]:
    """Return the parsed pages of an EPUB in spine order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
        path = next(
            e.get("full-path", "") for e in container.iter() if e.get("full-path")
        )
        package = ElementTree.fromstring(archive.read(path))
        folder = path.rpartition("/")[0]
        items = {e.get("id"): e.get("href") for e in package.iter() if e.get("href")}
        spine = [e.get("idref") for e in package.iter() if e.get("idref")]
        names = [f"{folder}/{items[name]}".lstrip("/") for name in spine]
        return [ElementTree.fromstring(archive.read(name)) for name in names]


def body_text(chapter: ElementTree.Element) -> str:
    """Return the text of an article's body in an EPUB page."""
    body = next(e for e in chapter.iter() if e.get("class") == "body")
    return "".join(body.itertext())
