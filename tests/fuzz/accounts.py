"""Accounts of words: what went into a reader has to be in what came out.

The texts on both sides are taken apart alike: white space and invisible spaces do not
count, and each ideograph is a word of its own, because wrapped lines are joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from fuzz.promises import demand, shown

from exporter.model import Article, Basis
from exporter.readers import mending
from exporter.readers.decoding import decode
from exporter.readers.remarks import legal

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKER = re.compile(
    r"\s*date\s*:?\s*\d{4}[-\d]*(?:T[\d:.]+(?:Z|[+-][\d:]{4,5})?)?[,;.|]?",
    re.IGNORECASE,
)
_EAST = re.compile("[\u2e80-\U000e0000]")
_LABEL = re.compile(r"\[\^[^\]]*\]: ")
_INVISIBLE = dict.fromkeys([
    *map(ord, "\u200b\ufeff·"), *range(0x202A, 0x202F), *range(0x2066, 0x206A)
])  # fmt: skip
"""Characters at the ends of lines that go, the dot that parts kickers, and what
turns the direction of a text: it goes where nothing ends it."""


def words(text: str) -> Counter[str]:
    """Return the words of a text and how often each is in it."""
    kept = mending.plain(text).translate(_INVISIBLE)
    return Counter(_EAST.sub(r" \g<0> ", kept).split())


def of_text(data: bytes, article: Article) -> None:
    """Every word of a raw text but its date marker is shown or set aside, once.

    Raises:
        Broken: a word is lost or came from nowhere.
    """
    from exporter.readers import blocks

    text = blocks.unescape_entities(decode(data, "input").text)
    if article.published.rule == "date-marker":
        text = _MARKER.sub("", decode(data, "input").text, count=1)
        text = blocks.unescape_entities(text)
    compare(words(text), words(shown(article)))


def of_markdown(data: bytes, article: Article) -> None:
    """Every word that the parser finds is in the body, the title, or set aside.

    What describes images is not looked at: it may be shown twice, made up, or set
    aside with a note that nothing refers to.

    Raises:
        Broken: a word is lost or came from nowhere.
    """
    from exporter.readers import header, syntax

    text = header.split(decode(data, "input").text, "input").text
    document = syntax.parse(text, "input")
    said = words(legal("\n".join(_said(document.tokens, document.inline_notes))))
    aside = tuple(_LABEL.sub("", line, count=1) for line in article.boilerplate)
    found = words(shown(replace(article, boilerplate=aside)))
    found -= (found - said) & words(legal("\n".join(_described(document.tokens))))
    if article.title.basis is Basis.SUPPLIED:  # it may stand for a heading like it
        title = f"# {article.title.value}"
        compare(
            folded(said) - folded(words(title)), folded(found) - folded(words(title))
        )
    else:
        compare(said, found)


def _described(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        for child in token.children or []:
            if child.type == "image":
                yield child.content


def _said(tokens: Sequence[Token], notes: Mapping[int, list[Token]]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("fence", "code_block"):
            yield token.content
        elif token.type == "inline":
            yield from _line(token.children or [], notes)


def _line(children: Sequence[Token], notes: Mapping[int, list[Token]]) -> Iterator[str]:
    line = ""
    for child in children:
        if child.type in ("text", "text_special", "code_inline"):
            line += child.content
        elif child.type in ("softbreak", "hardbreak", "image"):
            line += "\n"
        elif child.type == "footnote_ref" and "label" not in child.meta:
            yield from _line(notes[child.meta["id"]], notes)
    yield line


def folded(account: Counter[str]) -> Counter[str]:
    """Return an account in which case and marks make no difference."""
    result: Counter[str] = Counter()
    for word, count in account.items():
        for part in re.findall(r"\w+", word.casefold()):
            result[part] += count
    return result


def compare(given: Counter[str], found: Counter[str]) -> None:
    """Compare two accounts.

    Raises:
        Broken: they differ.
    """
    lost, extra = given - found, found - given
    demand(not lost and not extra, f"lost {dict(lost)}, from nowhere {dict(extra)}")
