"""Stylesheets as engines from before 2013 take them: no function, no logical side.

Adobe's RMSDK (Kobo, PocketBook, Digital Editions) gives a book up at a function
such as ``min()`` and a stylesheet up at a query of media; others know no logical
side. Colours go where a reader at night would lose the text with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

import tinycss2
from tinycss2.ast import Declaration, FunctionBlock, IdentToken, Node, QualifiedRule
from tinycss2.ast import URLToken as Url
from tinycss2.color3 import RGBA, parse_color

_Pair: TypeAlias = tuple[str, str]
# CSS 2.1, 5.11 and 5.12.
_PSEUDOS = frozenset({
    "active", "after", "before", "first-child", "first-letter", "first-line", "focus",
    "hover", "lang", "link", "visited",
})  # fmt: skip
_FUNCTIONS = frozenset({"attr", "counter", "counters", "rgb"})
_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_LOGICAL = re.compile(
    r"(margin|padding|border)-(inline|block)(?:-(start|end))?(-width|-style)?"
)
_SIDED = frozenset({"clear", "float", "text-align"})
_GROUNDS = ("background", "background-color")
_EDGED = re.compile(
    r"(border|outline|column-rule)(-[a-z]+)*|text-decoration(-color)?|text-emphasis"
)
_BREAKS = {"avoid-page": "avoid", "page": "always", "recto": "right", "verso": "left"}


@lru_cache(maxsize=16)
def plain(stylesheet: str, direction: str) -> str:
    """Return a stylesheet of CSS 2.1 for pages in a direction, "ltr" or "rtl".

    What has an old name gets it, beside the new one or in its place; what has none
    is left out: at-rules, functions, selectors of CSS 3, remote files.
    """
    lines = []
    rules = tinycss2.parse_stylesheet(
        stylesheet, skip_comments=True, skip_whitespace=True
    )
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = ", ".join(_selectors(rule.prelude))
            pairs = list(_declarations(rule, direction))
            if selectors and pairs:
                said = "; ".join(f"{name}: {value}" for name, value in pairs)
                lines.append(f"{selectors} {{ {said} }}\n")
    return "".join(lines)


def _selectors(prelude: Iterable[Node]) -> Iterator[str]:
    """Yield the selectors that CSS 2.1 knows; a new one would take all along."""
    parts: list[list[Node]] = [[]]
    for node in prelude:
        if node == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    for part in parts:
        pairs = zip([None, *part], part, strict=False)
        names = {node.lower_value for before, node in pairs if _is_pseudo(before, node)}
        functions = {
            node.lower_name for node in part if isinstance(node, FunctionBlock)
        }
        if names | functions <= _PSEUDOS and "&" not in part:
            yield _text(part)


def _is_pseudo(before: Node | None, node: Node) -> bool:
    return isinstance(node, IdentToken) and before in (":", "::")


def _declarations(rule: QualifiedRule, direction: str) -> Iterator[_Pair]:
    """Yield names and values, each old twin before the new one."""
    said = [
        item
        for item in tinycss2.parse_blocks_contents(
            rule.content, skip_comments=True, skip_whitespace=True
        )
        if isinstance(item, Declaration) and not item.name.startswith("--")
    ]
    said = [item for item in said if not any(map(_is_new, item.value))]
    names = {item.lower_name for item in said}
    both = _is_coloured(said, ("color",)) and _is_coloured(said, _GROUNDS)
    for item in said:
        name, value = item.lower_name, _text(item.value)
        if not both:
            value = _uncoloured(name, item)
        if value:
            value += " !important" if item.important else ""
            for old in _sided(name, value, direction):
                yield from (pair for pair in _twins(old) if pair[0] not in names)
                yield old


def _is_new(node: Node) -> bool:
    """Tell whether a value needs an engine that is newer than CSS 2.1."""
    if isinstance(node, Url):
        return bool(_REMOTE.match(node.value))
    if not isinstance(node, FunctionBlock):
        return False
    if node.lower_name == "url":
        return any(_REMOTE.match(str(given.value)) for given in node.arguments)
    return node.lower_name not in _FUNCTIONS or any(map(_is_new, node.arguments))


def _text(value: Iterable[Node]) -> str:
    return " ".join(tinycss2.serialize(list(value)).split())


def _colour(node: Node) -> bool:
    """Tell whether a part of a value is a colour of its own, not the text's."""
    found = parse_color(node)
    return isinstance(found, RGBA) and found.alpha > 0


def _is_coloured(said: Iterable[Declaration], names: Sequence[str]) -> bool:
    return any(
        item.lower_name in names and any(map(_colour, item.value)) for item in said
    )


def _uncoloured(name: str, item: Declaration) -> str:
    """Return a value without its colours: text and ground are the reader's own."""
    coloured = any(map(_colour, item.value))
    if not coloured:
        return _text(item.value)
    if name == "color" or name in _GROUNDS or name.endswith("-color"):
        return ""
    if _EDGED.fullmatch(name):
        return _text(node for node in item.value if not _colour(node))
    return "" if name.endswith("-shadow") else _text(item.value)


def _sided(name: str, value: str, direction: str) -> Iterator[_Pair]:
    """Yield a declaration with left and right for start and end."""
    start, end = ("right", "left") if direction == "rtl" else ("left", "right")
    sides = {"start": start, "end": end, "inline-start": start, "inline-end": end}
    if name in _SIDED:
        head, *rest = value.split()
        yield name, " ".join([sides.get(head, head), *rest])
        return
    if name.endswith(("inline-size", "block-size")):
        name = name.replace("inline-size", "width").replace("block-size", "height")
    logical = _LOGICAL.fullmatch(name)
    if logical is None:
        yield name, value
        return
    kind, axis, edge, what = logical.groups()
    ends = {"start": start, "end": end}
    if axis == "block":
        ends = {"start": "top", "end": "bottom"}
    values = value.split() if kind != "border" and not edge else [value]
    for number, side in enumerate(ends if not edge else (edge,)):
        yield f"{kind}-{ends[side]}{what or ''}", values[number % len(values)]


def _twins(said: _Pair) -> Iterator[_Pair]:
    """Yield what older engines call a declaration."""
    twin = _TWINS.get(said[0])
    if twin:
        yield from twin(said[1])


def _page_break(name: str) -> Callable[[str], Iterator[_Pair]]:
    def twin(value: str) -> Iterator[_Pair]:
        old = _BREAKS.get(value, value)
        if old in ("always", "auto", "avoid", "left", "right"):
            yield name, old

    return twin


def _hyphens(value: str) -> Iterator[_Pair]:
    if value == "none":
        yield "adobe-hyphenate", value
    yield "-epub-hyphens", value
    yield "-webkit-hyphens", value


def _wrap(value: str) -> Iterator[_Pair]:
    yield "word-wrap", "break-word" if value == "anywhere" else value


_TWINS: dict[str, Callable[[str], Iterator[_Pair]]] = {
    "break-after": _page_break("page-break-after"),
    "break-before": _page_break("page-break-before"),
    "break-inside": _page_break("page-break-inside"),
    "hyphens": _hyphens,
    "overflow-wrap": _wrap,
}
