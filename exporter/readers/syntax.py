"""Markdown to tokens: CommonMark with tables, notes, definitions and deletions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from exporter.errors import InputError
from exporter.readers import mending
from exporter.readers.remarks import legal

DEPTH = 32
"""Levels that blocks may be nested; a list within a list is two."""
# The parser silently skips what is nested deeper than this. Everything it
# skips lies below DEPTH, so that nothing is lost without an error.
_CUT = DEPTH + 8
_CJK = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
_COMMENT = 4096
"""Characters that a comment may have; a longer one is shown as text."""


_SHOWN = frozenset(("text", "text_special", "softbreak", "hardbreak"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The tokens of a text, and those of notes written in place, by their number."""

    tokens: list[Token]
    inline_notes: dict[int, list[Token]]


def parse(text: str, where: str, offset: int = 0) -> Document:
    """Parse Markdown that begins after ``offset`` lines of the file ``where``.

    Raises:
        InputError: blocks, links or notes are nested beyond reason.
    """
    hint = f"at most {DEPTH} levels of quotes and lists make sense"
    env: dict[str, dict[str, dict[int, dict[str, list[Token]]]]] = {}
    try:
        tokens = _parser().parse(text, env)
    except RecursionError as error:
        message = "brackets are nested too deeply"
        raise InputError(message, where=where, hint="check the brackets") from error
    deepest = max(tokens, key=lambda token: token.level, default=None)
    if deepest is not None and deepest.level > DEPTH:
        line = next(t.map[0] for t in tokens if t.map and t.level >= DEPTH) + 1
        place = f"{where}:{line + offset}"
        raise InputError("blocks are nested too deeply", where=place, hint=hint)
    _check_entities(tokens)
    noted = env.get("footnotes", {}).get("list", {})
    inline = {at: note["tokens"] for at, note in noted.items() if "tokens" in note}
    for note in inline.values():
        _check_entities(note)
    return Document(tokens=tokens, inline_notes=inline)


def _check_entities(tokens: list[Token]) -> None:
    """Empty what has nothing in it but entities that harm a page and show nothing."""
    for token in tokens:
        if any(child.info == "entity" for child in token.children or []):
            kinds = {child.type for child in token.children or []}
            shown = mending.plain(legal("".join(_plain(token.children or []))))
            if kinds <= _SHOWN and not shown.strip():
                token.children = []


def plain(tokens: list[Token] | None) -> str:
    """Return the text of inline tokens on one line, with the text of images."""
    return " ".join("".join(_plain(tokens or [])).split())


def prose(tokens: list[Token]) -> str:
    """Return the text of blocks, without code, one block a line."""
    lines = (plain(token.children) for token in tokens if token.type == "inline")
    return "\n".join(line for line in lines if line)


def breaks(tokens: list[Token], at: int) -> bool:
    """Tell whether a source line's end is a space; amid Chinese or Japanese it is none.

    ``at`` is the place of the soft break among the tokens of its paragraph.
    """
    before = tokens[at - 1].content[-1:] if at else ""
    after = tokens[at + 1].content[:1] if at + 1 < len(tokens) else ""
    return not (_CJK.match(before) and _CJK.match(after))


def _plain(tokens: list[Token]) -> Iterator[str]:
    for at, token in enumerate(tokens):
        if token.type in ("text", "text_special", "code_inline"):
            yield token.content
        elif token.type == "hardbreak":
            yield " "
        elif token.type == "softbreak":
            yield " " if breaks(tokens, at) else ""
        elif token.type == "image":
            yield from _plain(token.children or [])


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _CUT})
    parser.enable(["table", "strikethrough"])
    # What is escaped stays apart, so that it is not taken for forgotten HTML.
    parser.disable("text_join")
    parser.use(deflist_plugin).use(footnote_plugin, move_to_end=False)
    parser.block.ruler.at(
        "html_block", _comment_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.inline.ruler.at("html_inline", _comment_inline)
    # Every address is parsed; which of them stay links is decided in links.py.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # a hook
    return parser


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Pass over a comment that has lines of its own (CommonMark 0.31, §4.6)."""
    begin = state.bMarks[start] + state.tShift[start]
    close = _comment_end(state.src, begin, state.eMarks[end - 1])
    if close < 0 or state.is_code_block(start):
        return False
    last = next(at for at in range(start, end) if state.eMarks[at] >= close)
    if state.src[close : state.eMarks[last]].strip():
        return False
    if not silent:
        state.line = last + 1
    return True


def _comment_inline(state: StateInline, silent: bool) -> bool:
    """Pass over a comment within a paragraph (CommonMark 0.31, §6.6)."""
    close = _comment_end(state.src, state.pos, state.posMax)
    if close >= 0:
        state.pos = close
    return close >= 0


def _comment_end(source: str, begin: int, limit: int) -> int:
    """Return where a comment that begins here ends, or -1 if none does."""
    if not source.startswith("<!--", begin):
        return -1
    close = source.find("-->", begin + 4, min(limit, begin + _COMMENT))
    return close + 3 if close >= 0 else -1
