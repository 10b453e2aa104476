"""The small tokens that bigger ones are made of."""

from __future__ import annotations

from markdown_it.token import Token

from exporter.readers.web import nodes
from exporter.readers.web.nodes import Element


def opening(kind: str, tag: str) -> Token:
    """Return the token that opens a block."""
    return Token(f"{kind}_open", tag, 1, block=True)


def closing(kind: str, tag: str) -> Token:
    """Return the token that closes a block."""
    return Token(f"{kind}_close", tag, -1, block=True)


def line(children: list[Token]) -> Token:
    """Return the token of a line of text."""
    return Token("inline", "", 0, children=children, block=True)


def says(children: list[Token]) -> bool:
    """Tell whether a line shows anything; white space of any kind is nothing."""
    shown = ("footnote_ref", "image")
    return any(child.content.strip() or child.type in shown for child in children)


def image(element: Element) -> Token:
    """Return the token of an image with its description."""
    alt = " ".join((element.get("alt") or "").split())
    children = [Token("text", "", 0, content=alt)] if alt else []
    token = Token("image", "img", 0, content=alt, children=children)
    token.attrSet("src", element.get("src") or "")
    return token


def spaced(token: Token) -> Token:
    """Return a space for a break: a heading has one line."""
    return Token("text", "", 0, content=" ") if token.type == "hardbreak" else token


def raw(element: Element) -> str:
    """Return the text of an element with its white space, as of code."""
    parts: list[str] = []
    for node in element.iter():
        if node.tag == "br":
            parts.append("\n")
        elif nodes.is_element(node):
            parts.append(node.text or "")
        if node is not element:
            parts.append(node.tail or "")
    return "".join(parts)


def tighten(tokens: list[Token], start: int) -> None:
    """Hide the paragraph of an item that has but one."""
    level, found = 0, []
    for token in tokens[start:]:
        if level == 0 and token.type == "paragraph_open":
            found.append(token)
        level += token.nesting
        if level == 0 and token.type == "paragraph_close":
            found.append(token)
    if len(found) == 2:
        for token in found:
            token.hidden = True
