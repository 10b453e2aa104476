"""Rules on stylesheets, as far as their text tells."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tinycss2
import tinycss2.color4

from exporter.artefacts.container import place
from exporter.checks.book import Book, Sheet
from exporter.checks.links import is_local, is_remote
from exporter.checks.rules import Finding, finding
from exporter.writers.spaces import luminance

_FIXED = frozenset(("px", "pt", "pc", "cm", "mm", "in", "q"))
_BOXES = frozenset(("flex", "inline-flex", "grid", "inline-grid"))
_DARK, _LIGHT = 0.05, 0.9  # relative luminance (WCAG 2.2)
_NESTING = frozenset(("media", "supports"))
_DEEPEST = 8  # rules within rules


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The declarations of one rule, by name; ``line`` is that of the rule."""

    line: int
    declared: dict[str, list[Any]]


def check(book: Book) -> Iterator[Finding]:
    """Yield what readers ignore, or what makes text unreadable on some."""
    fixed = any(value == "pre-paginated" for value in book.says("rendition:layout"))
    for sheet in book.sheets:
        yield from _imports(sheet)
        for block in _blocks(sheet):
            where = f"{sheet.place}:{sheet.line + block.line - 1}"
            yield from _values(block, where, book)
            yield from _colours(block, where)
            if not fixed:
                yield from _flow(block, where)


def _imports(sheet: Sheet) -> Iterator[Finding]:
    for node in () if sheet.inline else tinycss2.parse_stylesheet(sheet.text):
        if node.type == "at-rule" and node.lower_at_keyword == "import":
            where = f"{sheet.place}:{sheet.line + node.source_line - 1}"
            yield finding("READER003", where)


def _blocks(sheet: Sheet) -> Iterator[_Block]:
    if sheet.inline:
        yield _Block(line=1, declared=_declared(sheet.text))
    else:
        yield from _rules(tinycss2.parse_stylesheet(sheet.text), 0)


def _rules(nodes: list[Any], depth: int) -> Iterator[_Block]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield _Block(line=node.source_line, declared=_declared(node.content))
        elif node.type == "at-rule" and node.content and depth < _DEEPEST:
            if node.lower_at_keyword == "font-face":
                yield _Block(line=node.source_line, declared=_declared(node.content))
            elif node.lower_at_keyword in _NESTING and not _for_print(node):
                inner = tinycss2.parse_rule_list(node.content)
                yield from _rules(inner, depth + 1)


def _for_print(node: Any) -> bool:
    """Tell whether rules are for paper, so that no e-reader applies them."""
    return _words(node.prelude) == {"print"}


def _declared(content: Any) -> dict[str, list[Any]]:
    nodes = tinycss2.parse_blocks_contents(content)
    return {
        node.lower_name if not node.name.startswith("--") else node.name: [
            token for token in node.value if token.type != "whitespace"
        ]
        for node in nodes
        if node.type == "declaration"
    }


def _values(block: _Block, where: str, book: Book) -> Iterator[Finding]:
    folder = posixpath.dirname(where)
    for name, tokens in block.declared.items():
        if name.startswith("--") or any(_calls(token, "var") for token in tokens):
            yield finding("READER002", where, name)
        for address in filter(None, map(_address, tokens)):
            if is_remote(address):
                yield finding("FILE005", where, address)
            elif is_local(address) and place(folder, address) not in book.names:
                yield finding("FILE004", where, address)


def _flow(block: _Block, where: str) -> Iterator[Finding]:
    declared = block.declared
    if _words(declared.get("position")) & {"absolute", "fixed"}:
        yield finding("KINDLE012", where, "position")
    for name, tokens in declared.items():
        negative = any(getattr(token, "value", 0) < 0 for token in _numbers(tokens))
        if name.startswith("margin") and negative:
            yield finding("KINDLE012", where, name)
        if name in ("font-size", "font") and any(map(_is_fixed, tokens)):
            yield finding("KINDLE013", where, name)
    if _words(declared.get("display")) & _BOXES:
        yield finding("READER004", where)


def _colours(block: _Block, where: str) -> Iterator[Finding]:
    declared = block.declared
    ground = [
        colour
        for name in ("background", "background-color")
        for colour in map(_luminance, declared.get(name, ()))
        if colour is not None
    ]
    if ground and "color" not in declared:
        yield finding("READER005", where)
    text = [c for c in map(_luminance, declared.get("color", ())) if c is not None]
    if text and not ground and not _DARK < text[0] < _LIGHT:
        yield finding("READER006", where)


def _luminance(token: Any) -> float | None:
    """Return how light an opaque colour is, 0 to 1; None for anything else."""
    colour = tinycss2.color4.parse_color(token)
    if colour is None or isinstance(colour, str) or not colour.alpha:
        return None
    try:
        return luminance(colour.to("srgb").coordinates)
    except (NotImplementedError, ValueError):
        return None


def _numbers(tokens: list[Any]) -> list[Any]:
    return [t for t in tokens if t.type in ("number", "dimension", "percentage")]


def _is_fixed(token: Any) -> bool:
    return token.type == "dimension" and token.lower_unit in _FIXED


def _words(tokens: list[Any] | None) -> set[str]:
    return {t.lower_value for t in tokens or () if t.type == "ident"}


def _calls(token: Any, name: str, depth: int = 0) -> bool:
    if token.type != "function" or depth > _DEEPEST:
        return False
    inner = (_calls(argument, name, depth + 1) for argument in token.arguments)
    return token.lower_name == name or any(inner)


def _address(token: Any) -> str:
    if token.type == "url":
        return str(token.value)
    if token.type == "function" and token.lower_name == "url":
        return "".join(t.value for t in token.arguments if t.type == "string")
    return ""
