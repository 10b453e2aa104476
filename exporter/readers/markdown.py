"""Markdown with a header: an article whose facts are supplied, not guessed."""

from __future__ import annotations

from exporter.errors import InputError
from exporter.model import Article, Citation, Fact, Notice, inferred, stated, supplied
from exporter.readers import header, headings, pictures, syntax
from exporter.readers.decoding import decode
from exporter.readers.images import Album
from exporter.readers.language import detect
from exporter.readers.markup import Renderer
from exporter.readers.notes import Register, extract
from exporter.readers.pictures import Pictures
from exporter.readers.remarks import Remarks
from exporter.readers.request import Parsed, Request
from exporter.readers.words import count_words

LIMIT = 4 * 1024 * 1024
"""Bytes that a Markdown file may have."""


def parse(request: Request) -> Parsed:
    """Read a Markdown file into what its text states and what its header supplies.

    Raises:
        InputError: a bad header, image or encoding, or a hostile text.
    """
    if len(request.original.data) > LIMIT:
        message = f"the text is larger than {LIMIT // 2**20} MiB"
        raise InputError(message, where=request.where, hint="part it into articles")
    decoded = decode(request.original.data, request.where)
    headed = header.split(decoded.text, request.where)
    notices = (*decoded.notices, *headed.record.notices)
    article = _article(request, headed, notices)
    return Parsed(article=article, layers=((headed.record.supplied, "header"),))


def _article(
    request: Request, headed: header.Headed, notices: tuple[Notice, ...]
) -> Article:
    facts = headed.record.supplied
    remarks = Remarks(where=request.where, offset=headed.offset)
    document = syntax.parse(headed.text, request.where, headed.offset)
    tokens, definitions = extract(document.tokens)
    title, tokens = headings.lift_title(tokens, facts.title)
    prose = f"{title or ''}\n{syntax.prose(tokens)}"
    language = _language(request.language or facts.language, prose)
    plan = headings.plan(tokens)
    album = Album(folder=request.folder, root=request.root, enclosed=request.enclosed)
    tokens = pictures.available(tokens, album, remarks)
    register = Register(definitions, document.inline_notes)
    shown = Pictures(album=album, remarks=remarks, language=language.value or "und")
    body = Renderer(plan, shown, register).render(tokens)
    if not (body.text.strip() or album.assets or title):
        message = "there is no text below the header"
        hint = "an article needs at least one word"
        raise InputError(message, where=remarks.place(0), hint=hint)
    aside = _set_aside(register, remarks)
    return Article(
        slug=request.slug,
        title=_title(title, body.text),
        body=body.html,
        original=request.original,
        language=language,
        headings=plan,
        cited=_cited(body.text, language),
        paragraphs=body.paragraphs,
        words=count_words(f"{title or ''} {body.text}"),
        boilerplate=aside,
        assets=album.assets,
        files=album.files,
        notices=(*notices, *remarks.notices(), *album.notices),
    )


def _set_aside(register: Register, remarks: Remarks) -> tuple[str, ...]:
    """Return the notes that nothing refers to, and give notice of them."""
    lines = []
    for definition, reason in register.unused():
        name = f"[^{definition.label}]"
        remarks.add("footnote-unused", f"note {name} {reason}", definition.line)
        lines.append(f"{name}: {register.prose(definition.tokens)}")
    return tuple(lines)


def _title(heading: str | None, text: str) -> Fact[str]:
    if heading:
        return stated(heading, "heading")
    from exporter.readers.text import opening_words

    first = next((line for line in text.splitlines() if line.strip()), "")
    return inferred(opening_words(first), "opening-words") if first else Fact()


def _language(tag: str | None, prose: str) -> Fact[str]:
    return supplied(tag, "header") if tag else detect(prose)


def _cited(text: str, language: Fact[str]) -> tuple[Citation, ...]:
    from exporter.readers import citations

    lines = [line for line in text.splitlines() if line.strip()]
    return citations.count(lines, language.value or "und")
