"""JSON-LD as publishers write it: the nodes of its graph, whatever is wrong with it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_SCRIPTS, _LONGEST, _NODES, _DEEP = 40, 2_000_000, 4_000, 60
_JSON_LD = re.compile(r"\s*application/(?:ld|linked)\+json", re.IGNORECASE)
_WRAPPING = re.compile(
    r"/?[/*]{0,4}\s{0,20}(?:<!\[CDATA\[|\]\]>)\s{0,20}(?:\*/)?|<!--|-->"
)
_PIECE = re.compile(
    r'"(?:[^"\\]|\\.)*(?:"|\Z)|//[^\n]*|/\*.*?(?:\*/|\Z)|,(?=\s{0,200}[}\]])', re.DOTALL
)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
_NESTED = ("mainEntity", "mainEntityOfPage", "@graph")
"""Where the article of a page hangs; what else hangs on a node is other things'."""
_PAIR = re.compile(
    r'"(headline|datePublished|dateModified|alternativeHeadline|inLanguage)"\s{0,9}:'
    r'\s{0,9}"((?:[^"\\]|\\.){1,1000})"'
)
_TYPE = re.compile(r'"@type"\s{0,9}:\s{0,9}"(\w{0,20}Article|BlogPosting)"')


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes that may be the page's article, and all that have an ``@id``."""

    nodes: tuple[Mapping[str, Any], ...]
    named: Mapping[str, Mapping[str, Any]]

    def resolve(self, value: Any) -> Any:
        """Return the node that a reference ``{"@id": …}`` means, else the value."""
        if isinstance(value, dict) and len(value) <= 2 and "name" not in value:
            return self.named.get(str(value.get("@id")), value)
        return value

    def each(self, value: Any) -> Iterator[Any]:
        """Yield the values of a list, or the one that stands without."""
        listed = value if isinstance(value, list) else [value]
        for item in listed[:50]:
            if isinstance(item, dict) and isinstance(item.get("@list"), list):
                yield from (self.resolve(each) for each in item["@list"][:50])
            else:
                yield self.resolve(item)


def read(tree: Any) -> Graph:
    """Read the JSON-LD of a page; what can't be understood is passed over."""
    nodes: list[Mapping[str, Any]] = []
    named: dict[str, Mapping[str, Any]] = {}
    scripts = (s for s in tree.iter("script") if _JSON_LD.match(s.get("type", "")))
    for script, _ in zip(scripts, range(_SCRIPTS), strict=False):
        text = (script.text or "")[:_LONGEST]
        for value in _values(text):
            nodes.extend(_tops(value, 0))
            for node in _all(value):
                if len(node) > 1 and isinstance(node.get("@id"), str):
                    kept = named.get(node["@id"], {})
                    named[node["@id"]] = {**node, **kept}
    return Graph(tuple(nodes[:_NODES]), named)


def _values(text: str) -> list[Any]:
    """Parse a script as it stands, then with what is commonly wrong put right."""
    text = _WRAPPING.sub(" ", text).strip().rstrip(";")
    tidied = _PIECE.sub(lambda m: m.group() if m.group()[0] == '"' else " ", text)
    tries = [text, tidied, _BAD_ESCAPE.sub(r"\\\\", tidied)]
    if "&quot;" in text and '"' not in text[:20]:
        tries.append(html.unescape(text))
    for attempt in tries:
        values = _decoded(attempt)
        if values:
            return values
    return _salvaged(text)


def _decoded(text: str) -> list[Any]:
    """Decode the values of a text, one behind another; none if one is broken."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    at = 0
    while at < len(text) and len(values) < 20:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return []
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return values


def _salvaged(text: str) -> list[Any]:
    """Take single values out of a script that is broken, if it is about one article."""
    found = _PAIR.findall(text)
    kind = _TYPE.search(text)
    if kind is None or sum(name == "headline" for name, _ in found) != 1:
        return []
    values = {name: _unescaped(value) for name, value in reversed(found)}
    return [{"@type": kind.group(1), **values}]


def _unescaped(text: str) -> str:
    values = _decoded(f'"{_BAD_ESCAPE.sub("", text)}"')
    return str(values[0]) if values else text


def _tops(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield nodes at the top, in ``@graph``, and what a page is mainly about."""
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value[:_NODES]:
            yield from _tops(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in _NESTED:
            if isinstance(value.get(name), dict | list):
                yield from _tops(value[name], depth + 1)


def _all(value: Any) -> Iterator[Mapping[str, Any]]:
    stack = [(value, 0)]
    seen = 0
    while stack and seen < _NODES:
        item, depth = stack.pop()
        seen += 1
        if isinstance(item, dict):
            yield item
            item = list(item.values())
        if isinstance(item, list) and depth < _DEEP:
            stack.extend(
                (each, depth + 1) for each in item if isinstance(each, dict | list)
            )
