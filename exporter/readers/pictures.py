"""Images in the markup of a body: in a line, or as figures with captions."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from markdown_it.token import Token

from exporter import passages
from exporter.errors import InputError
from exporter.readers import phrases, syntax
from exporter.readers.images import Album
from exporter.readers.remarks import Remarks, legal


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """Writes the images of one article."""

    album: Album
    remarks: Remarks
    language: str

    def image(self, token: Token, line: int) -> str:
        """Return an ``img``; without a description its caption must do."""
        address = str(token.attrGet("src") or "")
        picture = self.album.load(address, self.remarks.place(line))
        alt = syntax.plain(token.children)
        if not alt:
            message = f"the image {address!r} has no alternative text"
            self.remarks.add("no-alt", message, line)
        alt = alt or caption(token) or phrases.no_alt(self.language)
        return (
            f'<img src="{picture.asset.name}" alt="{escape(legal(alt))}"'
            f' width="{picture.width}" height="{picture.height}"/>'
        )

    def figure(self, token: Token, line: int) -> str:
        """Return a ``figure``; the title of the image in Markdown is its caption."""
        text = caption(token)
        marked = passages.mark(text, self.language)
        below = f"<figcaption>{marked}</figcaption>" if text else ""
        return f"<figure>{self.image(token, line)}{below}</figure>\n"


def available(tokens: list[Token], album: Album, remarks: Remarks) -> list[Token]:
    """Leave out images of an article that stands apart and does not enclose them."""
    if album.enclosed is None:
        return tokens
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.children:
            kept = [c for c in token.children if _is_there(c, album, remarks, line)]
            token.children = kept
    return tokens


def _is_there(token: Token, album: Album, remarks: Remarks, line: int) -> bool:
    if token.type != "image":
        return True
    address = str(token.attrGet("src") or "")
    try:
        album.load(address, remarks.place(line))
    except InputError as error:
        remarks.add("image-left-out", f"{error.message}; it is left out", line)
        return False
    return True


def caption(token: Token) -> str:
    """Return the title of an image on one line."""
    return " ".join(legal(str(token.attrGet("title") or "")).split())


def stand_alone(inline: Token) -> bool:
    """Tell whether a paragraph holds nothing, or nothing but images."""
    return all(
        child.type == "image"
        if child.type not in ("text", "softbreak", "hardbreak")
        else not child.content.strip()
        for child in inline.children or []
    )
