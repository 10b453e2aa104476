"""Sanitised HTML to the tokens that Markdown has, so that one renderer writes both."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.token import Token

from exporter.readers.notes import Definition
from exporter.readers.web import leaves, nodes, tables
from exporter.readers.web.anchors import Anchors
from exporter.readers.web.inline import MARKS, Line
from exporter.readers.web.nodes import Element

DEPTH, LISTS = 100, 16
"""Levels of elements, and of lists and quotations, beyond which text is only text."""
_START = re.compile("[0-9]{1,6}")
_CODE = ("code", "kbd", "samp", "tt")


class Builder:
    """Turns elements into tokens."""

    def __init__(self, where: str, anchors: Anchors) -> None:
        """Take the name of the file for messages, and what links and notes lead to."""
        self._where = where
        self._anchors = anchors
        self._tokens: list[Token] = []
        self._line = Line()
        self._depth = 0
        self._lists = 0
        self._in_cell = False
        self._blocks: dict[str, Callable[[Element], None]] = {
            **dict.fromkeys(nodes.HEADINGS, self._heading),
            "ul": self._list,
            "ol": self._list,
            "dl": self._definitions,
            "blockquote": self._quotation,
            "pre": self._code_block,
            "table": self._table,
            "figure": self._figure,
            "hr": self._rule,
        }

    def build(self, root: Element) -> tuple[list[Token], list[Definition]]:
        """Return the blocks of a text, and its notes."""
        self._inside(root)
        self._flush()
        main = self._tokens
        definitions = []
        for label, element in self._anchors.notes():
            self._anchors.strip(element)
            self._tokens, self._line = [], Line()
            self._inside(element)
            self._flush()
            definitions.append(Definition(label=label, tokens=self._tokens, line=0))
        return main, definitions

    def _inside(self, element: Element) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            self._line.add(nodes.text(element))
        else:
            self._line.add(element.text or "")
            for child in element:
                if nodes.is_element(child) and not self._anchors.is_aside(child):
                    self._element(child)
                self._line.add(child.tail or "")
        self._depth -= 1

    def _element(self, element: Element) -> None:
        tag = element.tag
        if tag in MARKS:
            self._mark(element)
        elif tag in _CODE:
            self._code(element)
        elif tag in nodes.INLINE:
            self._in_line(element)
        elif self._in_cell:
            self._line.break_()
            self._inside(element)
            self._line.break_()
        else:
            self._flush()
            self._blocks.get(tag, self._inside)(element)
            self._flush()

    def _mark(self, element: Element) -> None:
        if element.tag == "a" and (note := self._anchors.note(element)):
            self._line.put(Token("footnote_ref", "", 0, meta={"label": note}))
            return
        if element.tag == "sup" and self._anchors.holds_note(element):
            self._inside(element)
            return
        kind = MARKS[element.tag]
        href = self._anchors.href(element) if element.tag == "a" else ""
        opened = (kind != "link" or bool(href)) and self._line.open(kind, href)
        self._inside(element)
        if opened:
            self._line.close(kind)

    def _code(self, element: Element) -> None:
        if element.xpath(".//img|.//a|.//code"):
            self._inside(element)
            return
        words = nodes.text(element)
        if words:
            self._line.put(Token("code_inline", "code", 0, content=words))

    def _in_line(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self._line.break_()
        elif tag == "img":
            token = leaves.image(element)
            if self._in_cell:
                self._line.put(token)
            else:
                self._line.lift(token)
        elif tag == "q":
            self._line.add("“")
            self._inside(element)
            self._line.add("”")
        elif tag == "rt":
            self._line.add("(")
            self._inside(element)
            self._line.add(")")
        elif tag not in ("rp", "wbr"):
            self._inside(element)

    def _flush(self) -> None:
        children, images = self._line.end()
        if leaves.says(children):
            self._paragraph(children)
        for image in images:
            self._paragraph([image])

    def _paragraph(self, children: list[Token]) -> None:
        self._open("paragraph_open", "p")
        self._tokens.append(leaves.line(children))
        self._close("paragraph_close", "p")

    def _open(self, kind: str, tag: str = "") -> Token:
        token = Token(kind, tag, 1, block=True)
        self._tokens.append(token)
        return token

    def _close(self, kind: str, tag: str = "") -> None:
        self._tokens.append(Token(kind, tag, -1, block=True))

    def _heading(self, element: Element) -> None:
        children, images = self._flat(element)
        if children:
            self._open("heading_open", element.tag)
            self._tokens.append(leaves.line(children))
            self._close("heading_close", element.tag)
        for image in images:
            self._paragraph([image])

    def _flat(self, element: Element) -> tuple[list[Token], list[Token]]:
        """Return the content of an element in one line, its blocks parted by breaks."""
        outer, self._line = self._line, Line()
        before, self._in_cell = self._in_cell, True
        self._inside(element)
        children, _ = self._line.end()
        self._line, self._in_cell = outer, before
        if element.tag not in nodes.HEADINGS:
            return children, []
        images = [child for child in children if child.type == "image"]
        rest = [leaves.spaced(child) for child in children if child.type != "image"]
        return (rest if any(c.content.strip() for c in rest) else []), images

    def _list(self, element: Element) -> None:
        if self._lists >= LISTS:
            self._inside(element)
            return
        kind = "ordered_list" if element.tag == "ol" else "bullet_list"
        start = len(self._tokens)
        opening = self._open(f"{kind}_open", element.tag)
        first = (element.get("start") or "").strip()
        if kind == "ordered_list" and _START.fullmatch(first) and first != "1":
            opening.attrSet("start", int(first))
        self._lists += 1
        for child in element:
            if nodes.is_element(child) and not self._anchors.is_aside(child):
                self._item(child)
        self._lists -= 1
        if len(self._tokens) == start + 1:
            del self._tokens[start:]
        else:
            self._close(f"{kind}_close", element.tag)

    def _item(self, element: Element) -> None:
        """Write an item; what is none by mistake is made one."""
        start = len(self._tokens)
        self._open("list_item_open", "li")
        if element.tag == "li":
            self._inside(element)
        else:
            self._element(element)
        self._flush()
        if len(self._tokens) == start + 1:
            del self._tokens[start:]
            return
        leaves.tighten(self._tokens, start + 1)
        self._close("list_item_close", "li")

    def _definitions(self, element: Element) -> None:
        parts = [
            part
            for child in element
            for part in ([child] if child.tag in ("dt", "dd") else child)
            if part.tag in ("dt", "dd") and nodes.text(part)
        ]
        if not parts or parts[0].tag != "dt" or parts[-1].tag != "dd":
            self._inside(element)
            return
        self._open("dl_open", "dl")
        for part in parts:
            self._open(f"{part.tag}_open", part.tag)
            if part.tag == "dt":
                children, _ = self._flat(part)
                self._tokens.append(leaves.line(children))
            else:
                start = len(self._tokens)
                self._inside(part)
                self._flush()
                leaves.tighten(self._tokens, start)
            self._close(f"{part.tag}_close", part.tag)
        self._close("dl_close", "dl")

    def _quotation(self, element: Element) -> None:
        if self._lists >= LISTS:
            self._inside(element)
            return
        start = len(self._tokens)
        self._open("blockquote_open", "blockquote")
        self._lists += 1
        self._inside(element)
        self._flush()
        self._lists -= 1
        if len(self._tokens) == start + 1:
            del self._tokens[start:]
        else:
            self._close("blockquote_close", "blockquote")

    def _code_block(self, element: Element) -> None:
        content = leaves.raw(element)
        if content.strip():
            text = content.strip("\n") + "\n"
            self._tokens.append(
                Token("code_block", "code", 0, content=text, block=True)
            )

    def _rule(self, element: Element) -> None:
        if self._tokens and self._tokens[-1].type != "hr":
            self._tokens.append(Token("hr", "hr", 0, block=True))

    def _figure(self, element: Element) -> None:
        """Write a figure: its images, the last with the caption; or what it holds."""
        caption = next(element.iter("figcaption"), None)
        images = [leaves.image(image) for image in element.iter("img")]
        held = element.xpath(".//table|.//pre|.//blockquote|.//ul|.//ol|.//p")
        if not images or any(
            caption is None or caption not in set(h.iterancestors()) for h in held
        ):
            self._inside(element)
            return
        words = nodes.text(caption) if caption is not None else ""
        if words:
            images[-1].attrSet("title", words)
        for image in images:
            self._paragraph([image])

    def _table(self, element: Element) -> None:
        if not tables.is_data(element):
            self._inside(element)
            return
        grid = tables.grid(element, self._where)
        if grid.caption is not None:
            children, _ = self._flat(grid.caption)
            if leaves.says(children):
                self._paragraph(children)
        self._tokens.extend(tables.tokens(grid, lambda cell: self._flat(cell)[0]))
