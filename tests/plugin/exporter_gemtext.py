"""Gemini pages (.gmi) for exporter, as a third party would add them."""

from dataclasses import replace

from exporter.errors import InputError
from exporter.model import Article, Asset, stated
from exporter.readers.decoding import decode
from exporter.readers.markdown import parse
from exporter.readers.request import Request


def read(request: Request) -> Article:
    """Read Gemtext by way of Markdown: its links stand on lines of their own."""
    text = decode(request.original.data, request.where).text
    if "```" in text:
        raise InputError("preformatted text can't be read", where=request.where)
    lines = "\n\n".join(map(_line, text.splitlines()))
    page = Asset(name="page.md", media_type="text/markdown", data=lines.encode())
    found = parse(replace(request, original=page)).article
    title = stated(found.title.value or request.slug, "gemtext")
    return replace(found, original=request.original, title=title)


def _line(line: str) -> str:
    if not line.startswith("=>"):
        return line
    address, _, label = line.removeprefix("=>").strip().partition(" ")
    return f"[{label.strip() or address}](<{address}>)"
