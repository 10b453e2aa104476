"""Text in a line: white space as in browsers, marks that open and close."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from exporter.readers.measures import IDEOGRAPHS

_SPACE = re.compile(r"[ \t\n\r\f]+")
"""White space that runs together (CSS Text 3, 4.1); a no-break space does not."""
_EAST = re.compile(f"[{IDEOGRAPHS}\u3000-\u303f\uff00-\uffef]")
_BROKEN = re.compile(f"(?<={_EAST.pattern})\\n(?={_EAST.pattern})")
"""The end of a source line amid Chinese or Japanese, which is no space."""
MARKS = {
    "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em", "strong": "strong",
    "b": "strong", "del": "s", "s": "s", "strike": "s", "sub": "sub", "sup": "sup",
    "a": "link",
}  # fmt: skip
"""Elements, and the tokens that they open and close."""


def _collapsed(match: re.Match[str]) -> str:
    return "\n" if "\n" in match.group() else " "


@dataclass(slots=True)
class Line:
    """The tokens of one line of text; marks that are open are opened in it anew."""

    _tokens: list[Token] = field(default_factory=list)
    _open: list[Token] = field(default_factory=list)
    _pending: list[Token] = field(default_factory=list)
    _space: str = ""
    _images: list[Token] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add text; white space at the ends of a line is none."""
        plain = _SPACE.sub(_collapsed, text)
        words = _BROKEN.sub("", plain).strip(" \n").replace("\n", " ")
        if not words:
            self._space = self._space or plain[:1]
            return
        self._space = self._space or (plain[0] if plain[0] in " \n" else "")
        self._words(words)
        self._space = plain[-1] if plain[-1] in " \n" else ""

    def _words(self, words: str) -> None:
        space, self._space = self._space, ""
        before = self._last_letter()
        east = space == "\n" and _EAST.match(before) and _EAST.match(words)
        if before in ("", "\n") or east:
            space = ""
        if space and self._pending:  # it belongs before what is opened, not into it
            self._put_text(" ")
            space = ""
        self._start()
        self._put_text(" " + words if space else words)

    def _last_letter(self) -> str:
        for token in reversed(self._tokens):
            if token.type == "hardbreak":
                return "\n"
            if token.content:
                return token.content[-1]
        return ""

    def _put_text(self, text: str) -> None:
        if self._tokens and self._tokens[-1].type == "text":
            self._tokens[-1].content += text
        else:
            self._tokens.append(Token("text", "", 0, content=text))

    def _start(self) -> None:
        self._tokens.extend(self._pending)
        self._open.extend(self._pending)
        self._pending = []

    def open(self, kind: str, href: str = "") -> bool:
        """Open a mark, unless one of its kind is open."""
        if any(token.type == f"{kind}_open" for token in (*self._open, *self._pending)):
            return False
        token = Token(f"{kind}_open", "", 1)
        if kind == "link":
            token.attrSet("href", href)
        self._pending.append(token)
        return True

    def close(self, kind: str) -> None:
        """Close the mark of a kind; one with nothing in it never was."""
        for at, token in enumerate(self._pending):
            if token.type == f"{kind}_open":
                del self._pending[at]
                return
        if self._open and self._open[-1].type == f"{kind}_open":
            self._open.pop()
            self._tokens.append(Token(f"{kind}_close", "", -1))

    def put(self, token: Token) -> None:
        """Add a token that shows something of its own, such as code or a note."""
        if self._space and self._last_letter() not in ("", "\n"):
            self._put_text(" ")
        self._space = ""
        self._start()
        self._tokens.append(token)

    def lift(self, image: Token) -> None:
        """Keep an image for a paragraph of its own."""
        self._images.append(image)

    def break_(self) -> None:
        """End the line, unless nothing is in it."""
        self._space = ""
        if self._last_letter() not in ("", "\n"):
            self._tokens.append(Token("hardbreak", "br", 0))

    def end(self) -> tuple[list[Token], list[Token]]:
        """Return the tokens of the line and the images in it; what is open stays so."""
        tokens, images = self._tokens, self._images
        still = [token for token in self._open]
        for token in reversed(still):
            tokens.append(Token(token.type.replace("_open", "_close"), "", -1))
        again = [*still, *self._pending]
        self._tokens, self._images, self._space = [], [], ""
        self._open, self._pending = [], again
        return _tidy(tokens), images


def _tidy(tokens: list[Token]) -> list[Token]:
    """Drop breaks at the end of a line."""
    at = len(tokens) - 1
    while at >= 0 and (tokens[at].nesting == -1 or tokens[at].type == "hardbreak"):
        if tokens[at].type == "hardbreak":
            del tokens[at]
        at -= 1
    return tokens
