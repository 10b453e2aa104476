"""Puts supplied facts over those of the text: option > sidecar > header > text."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any

from exporter import passages
from exporter.model import Article, Basis, Fact, Notice, supplied
from exporter.readers.request import Supplied

_SOURCE = {
    "source_name": "name",
    "source_url": "url",
    "publisher": "publisher",
    "retrieved": "retrieved",
    "rights": "rights",
}
_SHOWN = {"kicker": "kicker", "title": "headline", "standfirst": "standfirst"}
"""Facts that the text shows as lines of its own, in their order, with their class."""
_LEADING = re.compile(r'<p class="(kicker|headline|standfirst)">.*?</p>\n?', re.DOTALL)


def apply(article: Article, facts: Supplied, rule: str) -> Article:
    """Put supplied facts in the place of what the text states, infers or leaves open.

    A title, standfirst or kicker that the text states and the supplied one does
    not repeat opens the body as a paragraph, so that no word is lost.
    """
    values: dict[str, Any] = {}
    source: dict[str, Any] = {}
    body = article.body
    language = facts.language or article.language.value or "und"
    for name, value in _given(facts).items():
        if name in _SOURCE:
            source[_SOURCE[name]] = supplied(value, rule)
            continue
        values[name] = supplied(value, rule)
        if name in _SHOWN:
            line = _own_line(getattr(article, name), value, _SHOWN[name], language)
            body = _open_with(body, line, _SHOWN[name]) if line else body
    return replace(
        article, **values, body=body, source=replace(article.source, **source)
    )


def merge(strong: Supplied, weak: Supplied) -> Supplied:
    """Return the facts of both; where both speak, the strong one is heard."""
    return replace(weak, **_given(strong))


def without(facts: Supplied, stronger: Supplied) -> Supplied:
    """Return the facts on which the stronger one is silent."""
    return replace(facts, **dict.fromkeys(_given(stronger)))


def layer(article: Article, *layers: tuple[Supplied, str]) -> Article:
    """Apply several layers of facts, each with its rule, the strongest first.

    Each fact is applied once, so a text's own headline is kept if the title that
    is finally used differs from it, whatever the weaker layers say.
    """
    heard = Supplied()
    for facts, rule in layers:
        article = apply(article, without(facts, heard), rule)
        heard = merge(heard, facts)
    return article


def same(line: str, other: str) -> bool:
    """Tell whether two headlines differ at most in case, quotes and spacing."""
    return _folded(line) == _folded(other)


def _folded(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().casefold() or line


def _given(facts: Supplied) -> dict[str, Any]:
    pairs = ((f.name, getattr(facts, f.name)) for f in fields(facts))
    return {name: value for name, value in pairs if value is not None}


def _own_line(old: Fact[str], new: str, kind: str, language: str) -> str:
    """Return the line that the text states as markup, or "" if ``new`` repeats it."""
    if old.basis is not Basis.STATED or not old.value:
        return ""
    if same(old.value, new):
        return ""
    return f'<p class="{kind}">{passages.mark(old.value, language)}</p>\n'


def _open_with(body: str, line: str, kind: str) -> str:
    """Put a line at the head of the body, in order with the others there."""
    order = list(_SHOWN.values())
    place = 0
    while (match := _LEADING.match(body, place)) is not None:
        if order.index(match.group(1)) > order.index(kind):
            break
        place = match.end()
    return body[:place] + line + body[place:]


def notice(article: Article, notices: tuple[Notice, ...]) -> Article:
    """Add notices that were found outside of the text."""
    return replace(article, notices=(*article.notices, *notices))
