"""Notes at the foot of the page: moved from the end of a text to their references."""

from __future__ import annotations

import re

_NOTES = re.compile(r'<section class="notes".*?</section>\s*', re.DOTALL)
_NOTE = re.compile(r'<li id="n(\d+)">(.*?)</li>\n', re.DOTALL)
_SIMPLE = re.compile(
    r'<p>((?:(?!</?(?:p|img)\b|role="doc-noteref").)*?)'
    r' <a role="doc-backlink" href="#r\d+">↑</a></p>',
    re.DOTALL,
)
_REFERENCE = re.compile(
    r'<sup><a role="doc-noteref" id="r\d+(?:-\d+)?" href="#n(\d+)">\d+</a></sup>'
)
_APART = re.compile(
    r"<(table|figure|dl|blockquote|h[2-6])\b.*?</\1>", re.DOTALL
)  # a note would leave them, or the engine loses it there


def at_foot(body: str) -> str:
    """Return a body whose notes stand where they are referred to, for pages.

    All do or none: where one has several paragraphs or references, or is referred to
    from a table, a picture or a heading, all stay at the end.
    """
    section = _NOTES.search(body)
    if section is None:
        return body
    items = _NOTE.findall(section[0])
    notes = {number: _SIMPLE.fullmatch(html) for number, html in items}
    text = body[: section.start()] + body[section.end() :]
    numbers = _REFERENCE.findall(text)
    apart = _REFERENCE.findall("".join(m[0] for m in _APART.finditer(text)))
    if apart or len(notes) < len(numbers) or not all(notes.values()):
        return body
    found = {number: match[1] for number, match in notes.items() if match}
    return _REFERENCE.sub(
        lambda m: f'<span class="footnote" id="n{m[1]}">{found[m[1]]}</span>', text
    )
