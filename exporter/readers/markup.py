"""Tokens of Markdown or HTML to the body: well-formed XHTML, nothing taken on trust."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from markdown_it.token import Token

from exporter import passages
from exporter.errors import InputError
from exporter.model import Heading
from exporter.readers import headings, links, phrases, pictures, syntax
from exporter.readers.notes import Register
from exporter.readers.pictures import Pictures
from exporter.readers.remarks import legal

LIMIT = 32 * 1024 * 1024
"""Characters that a body may have; references can blow a small text up."""
_FIXED = {
    "blockquote_open": "<blockquote>\n", "blockquote_close": "</blockquote>\n",
    "bullet_list_open": "<ul>\n", "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>", "list_item_close": "</li>\n",
    "dl_open": "<dl>\n", "dl_close": "</dl>\n", "dt_open": "<dt>",
    "dt_close": "</dt>\n", "dd_open": "<dd>", "dd_close": "</dd>\n",
    "table_open": "<table>\n", "table_close": "</table>\n",
    "thead_open": "<thead>\n", "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n", "tbody_close": "</tbody>\n",
    "tr_open": "<tr>", "tr_close": "</tr>\n", "hr": "<hr/>\n",
    "em_open": "<em>", "em_close": "</em>", "s_open": "<del>", "s_close": "</del>",
    "strong_open": "<strong>", "strong_close": "</strong>", "hardbreak": "<br/>\n",
    "sub_open": "<sub>", "sub_close": "</sub>", "sup_open": "<sup>",
    "sup_close": "</sup>",
}  # fmt: skip
_ALIGN = {"text-align:right": ' class="num"', "text-align:center": ' class="center"'}
_TAG = re.compile(r"<[^>]*>")
_COLUMNS, _MOST_COLUMNS = 6, 16
_WORD = 30
"""Columns, and letters of a word, that a table of usual type has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The markup of a text; its plain text, block by block; its paragraphs."""

    html: str
    text: str
    paragraphs: int


class Renderer:
    """Writes the body of one article, meeting images and notes on the way."""

    def __init__(
        self, plan: tuple[Heading, ...], shown: Pictures, register: Register
    ) -> None:
        """Take the planned headings, the images with their language, and the notes."""
        self._language = shown.language
        self._anchors = headings.anchors(plan)
        self._plan = iter(plan)
        self._pictures = shown
        self._register = register
        self._remarks = shown.remarks
        self._parts: list[str] = []
        self._size = 0
        self._text: list[str] = []
        self._line = 0
        self._closing: list[str] = []
        self._paragraphs = 0
        self._in_notes = False
        self._wholes: dict[str, Callable[[Token], bool]] = {
            "heading_open": self._heading,
            "paragraph_open": self._figures,
            "th_open": self._corner,
        }
        self._rules: dict[str, Callable[[Token], None]] = {
            "inline": self._inline,
            "text": self._words,
            "text_special": self._escaped,
            "code_inline": self._code,
            "fence": self._block,
            "code_block": self._block,
            "paragraph_open": self._paragraph,
            "paragraph_close": self._end_paragraph,
            "ordered_list_open": self._list,
            "th_open": self._head_cell,
            "th_close": self._close,
            "td_open": self._cell,
            "td_close": self._close,
            "table_close": self._end_table,
            "link_open": self._link,
            "link_close": self._close,
            "image": self._image,
            "footnote_ref": self._reference,
        }

    def render(self, tokens: list[Token]) -> Body:
        """Render the blocks of a text and then the notes it refers to."""
        self._blocks(tokens)
        main, paragraphs = "".join(self._parts), self._paragraphs
        self._in_notes = True
        rendered = [
            (number, self._apart(blocks)) for number, blocks in self._register.pending()
        ]
        items = "".join(
            f'<li id="n{number}">{_with(html, self._register.backlinks(number))}</li>\n'
            for number, html in rendered
        )
        if items:
            label = escape(phrases.notes(self._language))
            main += (
                f'<section class="notes" role="doc-endnotes" aria-label="{label}">\n'
                f"<ol>\n{items}</ol>\n</section>\n"
            )
        return Body(html=main, text="".join(self._text), paragraphs=paragraphs)

    def _apart(self, tokens: list[Token]) -> str:
        self._parts = []
        self._blocks(tokens)
        return "".join(self._parts)

    def _put(self, markup: str) -> None:
        self._parts.append(markup)
        self._size += len(markup)
        if self._size > LIMIT:
            raise InputError(
                "the text grows beyond all measure when links are filled in",
                where=self._remarks.place(self._line),
                hint="shorten the addresses that it refers to again and again",
            )

    def _blocks(self, tokens: list[Token]) -> None:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.map:
                self._line = token.map[0]
            rule = self._wholes.get(token.type)
            if rule is not None and rule(tokens[at + 1]):
                at += 3
            else:
                self._token(token)
                at += 1

    def _token(self, token: Token) -> None:
        rule = self._rules.get(token.type)
        if rule is not None:
            rule(token)
        else:
            self._put(_FIXED[token.type])
            if token.block or token.type == "hardbreak":
                self._text.append("\n")

    def _inline(self, token: Token) -> None:
        children = token.children or []
        for at, child in enumerate(children):
            if child.type == "softbreak":
                if syntax.breaks(children, at):
                    self._put("\n")
                    self._text.append(" ")
            else:
                self._token(child)
            if child.type in ("softbreak", "hardbreak"):
                self._line += 1
        self._text.append("\n")

    def _words(self, token: Token) -> None:
        text = legal(token.content)
        self._put(passages.mark(text, self._language))
        self._text.append(text)
        self._remarks.watch(text, self._line)

    def _escaped(self, token: Token) -> None:
        """Write a character that a backslash or its name marks as meant."""
        text = legal(token.content)
        self._put(passages.mark(text, self._language))
        self._text.append(text)

    def _code(self, token: Token) -> None:
        text = legal(token.content)
        self._put(f"<code>{passages.mark(text, self._language)}</code>")
        self._text.append(text)

    def _block(self, token: Token) -> None:
        text = legal(token.content)
        marked = passages.mark(text, self._language)
        self._put(f"<pre><code>{marked}</code></pre>\n")
        self._text.append(f"{text}\n")

    def _paragraph(self, token: Token) -> None:
        if not token.hidden:
            self._put("<p>")
            self._paragraphs += 1

    def _end_paragraph(self, token: Token) -> None:
        self._put("\n" if token.hidden else "</p>\n")

    def _heading(self, inline: Token) -> bool:
        """Write a heading; one without words is none, but may hold an image."""
        if not syntax.plain(inline.children):
            self._figures(inline)
            return True
        opening, closing = "<p><strong>", "</strong></p>\n"
        if not self._in_notes:
            heading = next(self._plan)
            opening = f'<h{heading.level} id="{heading.identifier}">'
            closing = f"</h{heading.level}>\n"
        self._put(opening)
        self._inline(inline)
        self._put(closing)
        return True

    def _list(self, token: Token) -> None:
        start = token.attrGet("start")
        self._put("<ol>\n" if start is None else f'<ol start="{start}">\n')

    def _head_cell(self, token: Token) -> None:
        scope = escape(str(token.attrGet("scope") or "col"))
        self._put(f'<th scope="{scope}"{_ALIGN.get(str(token.attrGet("style")), "")}>')
        self._closing.append("</th>")

    def _close(self, token: Token) -> None:
        self._put(self._closing.pop())

    def _cell(self, token: Token) -> None:
        self._put(f"<td{_ALIGN.get(str(token.attrGet('style')), '')}>")
        self._closing.append("</td>")

    def _end_table(self, token: Token) -> None:
        """Close a table; a head alone is its body, and a wide one is said to be."""
        parts = self._parts
        start = len(parts) - 1 - parts[::-1].index(_FIXED["table_open"])
        if parts[-1] == _FIXED["thead_close"]:
            parts[start + 1], parts[-1] = _FIXED["tbody_open"], _FIXED["tbody_close"]
        columns = parts[start : parts.index(_FIXED["tr_close"], start)]
        count = sum(part.startswith(("<th ", "<td")) for part in columns)
        words = _TAG.sub(" ", "".join(parts[start:])).split()
        if count > _COLUMNS or max(map(len, words), default=0) > _WORD:
            parts[start] = '<table class="wide">\n'
        if count > _MOST_COLUMNS:
            message = f"a table of {count} columns is hard to read on a page"
            self._remarks.add("wide-table", message, self._line)
        self._put(_FIXED["table_close"])

    def _corner(self, inline: Token) -> bool:
        """Write an empty head cell as a plain one: it heads nothing."""
        if inline.children:
            return False
        self._put("<td></td>")
        return True

    def _link(self, token: Token) -> None:
        address = str(token.attrGet("href") or "")
        kept = links.kept(address, self._anchors)
        if kept is None:
            short = address if len(address) <= 60 else address[:59] + "…"
            message = f"the link to {short!r} became text"
            self._remarks.add("link-dropped", message, self._line)
        self._closing.append("" if kept is None else "</a>")
        self._put("" if kept is None else f'<a href="{escape(kept)}">')

    def _reference(self, token: Token) -> None:
        # CommonMark has no links in links, so this is never within another.
        self._put(self._register.refer(token))

    def _figures(self, inline: Token) -> bool:
        """Write images that have a paragraph to themselves; leave out empty ones."""
        if not pictures.stand_alone(inline):
            return False
        for child in inline.children or []:
            if child.type == "image":
                self._put(self._pictures.figure(child, self._line))
                self._text.append(f"{pictures.caption(child)}\n")
            self._line += child.type == "softbreak"
        return True

    def _image(self, token: Token) -> None:
        self._put(self._pictures.image(token, self._line))


def _with(html: str, backlinks: str) -> str:
    """Put the links back at the end of a note's last paragraph."""
    if html.endswith("</p>\n"):
        return f"{html[:-5]} {backlinks}</p>"
    return f"{html}<p>{backlinks}</p>"
