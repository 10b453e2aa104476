"""Footnotes: definitions taken out of the text, numbers in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from exporter.readers import syntax


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A note: its label, its blocks, and its first line, counted from 0."""

    label: str
    tokens: list[Token]
    line: int


def extract(tokens: list[Token]) -> tuple[list[Token], list[Definition]]:
    """Part the blocks of a text from the definitions of notes, nested ones too."""
    body: list[Token] = []
    found: list[Definition] = []
    stack: list[tuple[Token, list[Token]]] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            stack.append((token, []))
        elif token.type == "footnote_reference_close":
            opening, inner = stack.pop()
            line = opening.map[0] if opening.map else 0
            label = str(opening.meta["label"])
            found.append(Definition(label=label, tokens=inner, line=line))
        else:
            (stack[-1][1] if stack else body).append(token)
    return body, found


@dataclass(slots=True)
class Register:
    """Numbers notes as the text refers to them, and hands them out in that order."""

    definitions: list[Definition]
    inline: dict[int, list[Token]]
    _tokens: dict[str, list[Token]] = field(init=False)
    _numbers: dict[str, int] = field(default_factory=dict)
    _order: list[list[Token]] = field(default_factory=list)
    _count: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let the first of several definitions count."""
        self._tokens = {d.label: d.tokens for d in reversed(self.definitions)}

    def refer(self, token: Token) -> str:
        """Return the markup of a reference; a further one gets an id of its own."""
        key, tokens = self._note(token)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._numbers) + 1
            self._order.append(tokens)
        count = self._count[number] = self._count.get(number, 0) + 1
        identifier = _reference(number, count)
        return (
            f'<sup><a role="doc-noteref" id="{identifier}" href="#n{number}">'
            f"{number}</a></sup>"
        )

    def _note(self, token: Token) -> tuple[str, list[Token]]:
        label = token.meta.get("label")
        if label is None:
            at = int(token.meta["id"])
            return f" {at}", _as_paragraph(self.inline[at])
        return str(label), self._tokens[str(label)]

    def pending(self) -> Iterator[tuple[int, list[Token]]]:
        """Yield number and blocks of each note, also of those that notes refer to."""
        number = 0
        while number < len(self._order):
            number += 1
            yield number, self._order[number - 1]

    def backlinks(self, number: int) -> str:
        """Return the links from a note back to its references."""
        return " ".join(
            f'<a role="doc-backlink" href="#{_reference(number, count)}">↑</a>'
            for count in range(1, self._count[number] + 1)
        )

    def prose(self, tokens: list[Token]) -> str:
        """Return the text of blocks, and of the notes written in place in them."""
        lines = [syntax.prose(tokens)]
        for token in tokens:
            for child in token.children or []:
                if child.type == "footnote_ref" and "label" not in child.meta:
                    lines.append(self.prose(self._note(child)[1]))
        return "\n".join(filter(None, lines))

    def unused(self) -> Iterator[tuple[Definition, str]]:
        """Yield the definitions that are never shown, and why."""
        shown: set[str] = set()
        for definition in self.definitions:
            if definition.label in shown:
                yield definition, "is defined twice; the first one counts"
            elif definition.label not in self._numbers:
                yield definition, "is never referred to"
            shown.add(definition.label)


def _reference(number: int, count: int) -> str:
    return f"r{number}" if count == 1 else f"r{number}-{count}"


def _as_paragraph(children: list[Token]) -> list[Token]:
    inline = Token("inline", "", 0, children=children)
    return [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]
