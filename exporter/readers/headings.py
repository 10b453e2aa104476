"""Headings: the title of a text, and the levels and ids of its subheadings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote

from markdown_it.token import Token

from exporter.model import Heading
from exporter.readers import pictures, supply, syntax


def lift_title(
    tokens: list[Token], known: str | None
) -> tuple[str | None, list[Token]]:
    """Part a text from the first-level heading that is its title.

    It is the title if nothing but images stands before it, and the header gives
    no other; a title that bears an image or a note stays where it is.
    """
    at = next((i for i in range(len(tokens)) if not _is_figure(tokens, i)), 0)
    if len(tokens) < at + 3 or tokens[at].type != "heading_open":
        return None, tokens
    children = tokens[at + 1].children or []
    title = syntax.plain(children)
    if tokens[at].tag != "h1" or not title:
        return None, tokens
    if known is not None and not supply.same(title, known):
        return None, tokens
    if any(child.type in ("image", "footnote_ref") for child in children):
        return None, tokens
    return title, tokens[:at] + tokens[at + 3 :]


def _is_figure(tokens: list[Token], at: int) -> bool:
    """Tell whether a token belongs to a paragraph of nothing but images."""
    paragraph = {"paragraph_open": 1, "inline": 0, "paragraph_close": -1}
    step = paragraph.get(tokens[at].type)
    return step is not None and pictures.stand_alone(tokens[at + step])


def plan(tokens: list[Token]) -> tuple[Heading, ...]:
    """Give each heading that has words its id and a level: ``h2`` first, none skipped.

    The subheadings of one level stay of one level, whatever they skipped.
    """
    found: list[Heading] = []
    open_: list[tuple[int, int]] = []
    for raw, text in _headings(tokens):
        while open_ and open_[-1][0] >= raw:
            open_.pop()
        level = min(open_[-1][1] + 1 if open_ else 2, 6)
        open_.append((raw, level))
        identifier = f"s{len(found) + 1}"
        found.append(Heading(identifier=identifier, level=level, text=text))
    return tuple(found)


def _headings(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            text = syntax.plain(inline.children)
            if text:
                yield int(opening.tag[1]), text


def anchors(headings: tuple[Heading, ...]) -> dict[str, str]:
    """Return the names by which links call headings on the Web, with our ids."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for heading in headings:
        name = call(heading.text)
        unique = f"{name}-{counts[name]}" if counts[name] else name
        counts[name] += 1
        names.setdefault(unique, heading.identifier)
    return names


def call(text: str) -> str:
    """Return the name by which links call a heading of these words."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def target(fragment: str, names: dict[str, str]) -> str | None:
    """Return the id that a fragment of an address calls, or None."""
    return names.get(unquote(fragment).lower())
