"""What only mail has in its text: footers, tracking pixels, tables for the layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from exporter.readers import vocabulary
from exporter.readers.web import document

_SHORT, _LONG = 70, 500
_MOST = 100
"""Footers that are taken out of one mail."""
_BLOCKS = ("p", "div", "td", "th", "li", "table", "ul", "ol", "h1", "h2", "h3", "h4",
           "h5", "h6", "blockquote", "center", "section", "footer", "img",
           "figure")  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|max-height\s*:\s*0(?![.\d]*[1-9])|font-size\s*:\s*0(?![.\d]*[1-9])",
    re.IGNORECASE,
)
_NEVER = ("script", "style", "noscript", "head", "template", "object", "form")
_TINY = frozenset(("0", "1", "2", "0px", "1px", "2px"))
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def of_html(markup: str, where: str) -> tuple[str, tuple[str, ...]]:
    """Return the markup of a mail without what only mail has, and the lines of that.

    Raises:
        InputError: there is no markup in it, or it is nested beyond reason.
    """
    page = document.parse(markup.encode(), where, charset="utf-8")
    tree = page.tree
    etree.strip_elements(tree, etree.Comment, *_NEVER, with_tail=False)
    for element in list(tree.iter()):
        if _is_hidden(element):
            element.drop_tree()
    _unfold_tables(tree)
    aside = tuple(_footers(tree))
    for image in tree.iter("img"):
        source = image.get("src", "").strip()
        cid = source[:4].lower() == "cid:"
        image.set("src", f"cid:{unquote(source[4:])}" if cid else source)
    return html.tostring(tree, encoding="unicode"), aside


def of_text(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without signature (RFC 3676, 4.3) and footers, and those lines."""
    body, *signature = _SIGNATURE.split(text, maxsplit=1)
    if not body.strip():
        body, signature = text, []
    kept: list[str] = []
    aside: list[str] = []
    for block in re.split(r"\n[ \t]*\n", body):
        bare = _LINK.sub("", block)
        target = aside if _is_footer(bare, linked=bare != block) else kept
        target.append(block)
    lines = "\n".join((*aside, *signature)).splitlines()
    return "\n\n".join(kept), tuple(line.strip() for line in lines if line.strip())


def unflowed(text: str, joined: bool) -> str:
    """Undo ``format=flowed`` (RFC 3676, 4): a line that ends in a space goes on.

    ``joined`` is ``DelSp=yes``: that space was put there to break the line.
    """
    parts: list[str] = []
    for line in text.split("\n"):
        plain = line[1:] if line.startswith(" ") else line
        flows = plain.endswith(" ") and plain != "-- "
        parts.append(plain[:-1] if flows and joined else plain)
        parts.append("" if flows else "\n")
    return "".join(parts)


def _is_hidden(element: Any) -> bool:
    """Tell what no reader of the mail sees: preheaders, tracking pixels, twins."""
    if not isinstance(element.tag, str) or element.getparent() is None:
        return False
    if element.tag in ("html", "body"):
        return False
    if element.tag == "img":
        sides = {element.get(side, "").strip() for side in ("width", "height")}
        if sides & _TINY:
            return True
    hides = element.get("hidden") is not None
    return hides or bool(_HIDDEN.search(element.get("style", "")[:2000]))


def _unfold_tables(tree: Any) -> None:
    """Make the tables that only place things into plain blocks."""
    tables = [table for table in tree.iter("table") if not _is_data(table)]
    cells = [
        part
        for table in tables
        for part in table.iter("tr", "td", "th", "tbody", "thead", "tfoot", "caption")
        if _owner(part) is table
    ]
    for element in (*tables, *cells):
        element.tag = "div"
        for name in list(element.attrib):
            if name not in ("lang", "dir", "id", "class", "style"):
                del element.attrib[name]


def _owner(part: Any) -> Any:
    return next(part.iterancestors("table"), None)


def _is_data(table: Any) -> bool:
    """Tell a table of data: rows and columns of short text and nothing to look at."""
    if table.get("role", "").lower() in ("presentation", "none"):
        return False
    if table.find(".//table") is not None:
        return False
    rows = [row.findall("td") + row.findall("th") for row in table.iter("tr")]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    if table.find(".//th") is not None or table.find("caption") is not None:
        return True
    cells = [cell for row in rows for cell in row]
    return all(_is_plain(cell) for cell in cells)


def _is_plain(cell: Any) -> bool:
    nested = any(True for _ in cell.iterdescendants(*_BLOCKS))
    return not nested and len(cell.text_content()) <= 100


def _footers(tree: Any) -> Iterator[str]:
    """Take the innermost blocks that are footers out of a mail; yield their text."""
    taken = 0
    gone: set[Any] = set()
    for block in list(tree.iter("p", "div", "td", "li", "span", "a", "center")):
        if taken == _MOST or block in gone or _holds_blocks(block):
            continue
        text = " ".join(block.text_content().split())
        links = " ".join(link.text_content() for link in block.iter("a"))
        linked = _names_footer(links)
        inline = block.tag in ("span", "a")
        if _is_footer(text, linked) and not (inline and _has_words_beside(block)):
            gone.update(block.iter())
            block.drop_tree()
            taken += 1
            yield text


def _holds_blocks(block: Any) -> bool:
    return any(True for _ in block.iterdescendants(*_BLOCKS))


def _has_words_beside(element: Any) -> bool:
    """Tell whether an inline element is not alone in its block."""
    parent = element.getparent()
    siblings = element.getprevious() is not None or element.getnext() is not None
    words = f"{parent.text or ''}{element.tail or ''}"
    return siblings or bool(words.strip())


def _is_footer(text: str, linked: bool) -> bool:
    """Tell a footer: short, or not very long with a link that says it is one."""
    if not text or len(text) > (_LONG if linked else _SHORT):
        return False
    return _names_footer(text)


def _names_footer(text: str) -> bool:
    folded = text.casefold().replace("’", "'")
    return any(phrase in folded for phrase in vocabulary.leads("mail/footer/phrases"))
