"""What a project's own template must not do: lose the text, or miss a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from html import unescape
from xml.etree import ElementTree

from jinja2 import Environment, TemplateNotFound, nodes

from exporter.errors import LayoutError, suggest

_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SHOWN = 40  # characters of a text that is missing
_LINE = re.compile(r"line (\d+)")


@lru_cache(maxsize=64)
def require_blocks(env: Environment, template: str) -> None:
    """Refuse a template that fills a block which the one it extends does not have.

    Raises:
        LayoutError: with file, line and the nearest block.
    """
    tree, filename = _parsed(env, template)
    known = set(_inherited(env, tree))
    for node in tree.body if known else ():
        if isinstance(node, nodes.Block) and node.name not in known:
            hint = suggest(node.name, known) or f"blocks: {', '.join(sorted(known))}"
            where = f"{filename}:{node.lineno}"
            raise LayoutError(f"no block {node.name!r} to fill", where=where, hint=hint)


def _parsed(env: Environment, template: str) -> tuple[nodes.Template, str]:
    assert env.loader  # templates are files
    source, filename, _ = env.loader.get_source(env, template)
    return env.parse(source), filename or template


def _inherited(env: Environment, tree: nodes.Template) -> Iterator[str]:
    """Yield the blocks of the templates that one extends."""
    for node in tree.find_all(nodes.Extends):
        if isinstance(node.template, nodes.Const):
            with suppress(TemplateNotFound):  # which is said when it is printed
                parent, _ = _parsed(env, str(node.template.value))
                yield from (block.name for block in parent.find_all(nodes.Block))
                yield from _inherited(env, parent)


def require_text(html: str, body: str, where: str) -> None:
    """Refuse a page that lacks a paragraph of the text.

    Raises:
        LayoutError: it begins with the words that the message shows.
    """
    page = _plain(html)
    for paragraph in _PARAGRAPH.findall(body):
        text = _plain(paragraph)
        if text not in page:
            shown = " ".join(unescape(_TAG.sub("", paragraph)).split())[:_SHOWN]
            raise LayoutError(
                f"the page lacks text of the article: “{shown}…”",
                where=where,
                hint="print it with {{ article.body | safe }}",
            )


def _plain(html: str) -> str:
    return "".join(unescape(_TAG.sub("", html)).split()).replace("\u200b", "")


def require_form(html: str, where: str) -> None:
    """Refuse a page for a book that is not well-formed.

    Raises:
        LayoutError: with what is wrong, and in which line of what was printed.
    """
    try:
        ElementTree.fromstring(f'<x xmlns:epub="e">{html}</x>')
    except ElementTree.ParseError as error:
        line = _LINE.search(str(error))
        place = f" in line {line[1]} of what it prints" if line else ""
        reason = str(error).partition(":")[0]
        message = f"prints markup that is not well-formed{place}: {reason}"
        raise LayoutError(message, where=where) from error
