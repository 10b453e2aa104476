"""The element with an article's blocks to its body, and what is counted in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from exporter.model import Article, Citation, Fact, Heading, Notice, inferred, supplied
from exporter.readers import headings, language, syntax
from exporter.readers.markup import Body, Renderer
from exporter.readers.notes import Register
from exporter.readers.pictures import Pictures
from exporter.readers.remarks import Remarks
from exporter.readers.request import Request
from exporter.readers.web import sanitising
from exporter.readers.web.anchors import Anchors
from exporter.readers.web.gallery import Gallery
from exporter.readers.web.nodes import Element
from exporter.readers.web.tokens import Builder
from exporter.readers.words import count_words

_LEADING = 9
"""Tokens among which an image leads the text: those of three paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a text before it is written.

    ``image`` is the address of its lead image and ``caption`` its caption; without
    a ``title``, the first heading of the first level may be ``lifted`` for it.
    """

    request: Request
    title: str = ""
    lifted: bool = False
    language: Fact[str] = field(default=Fact())
    image: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The body of an article, and what writing it brought to light."""

    body: Body
    title: str
    plan: tuple[Heading, ...]
    language: Fact[str]
    gallery: Gallery
    notices: tuple[Notice, ...]


def write(element: Element, known: Known, gallery: Gallery) -> Written:
    """Write a body from the blocks of an article.

    Raises:
        InputError: a table or the whole is larger than anybody reads.
    """
    gallery.settle(element)
    clean = sanitising.clean(element)
    builder = Builder(known.request.where, Anchors(clean))
    tokens, definitions = builder.build(clean)
    title: str | None = known.title
    if known.lifted:
        title, tokens = headings.lift_title(tokens, None)
    tokens = _led(tokens, known, gallery)
    tongue = _language(known, f"{title or ''}\n{syntax.prose(tokens)}")
    plan = headings.plan(tokens)
    remarks = Remarks(where=known.request.where, lines=False)
    shown = Pictures(
        album=gallery.album, remarks=remarks, language=tongue.value or "und"
    )
    body = Renderer(plan, shown, Register(definitions, {})).render(tokens)
    return Written(
        body=body,
        title=title or "",
        plan=plan,
        language=tongue,
        gallery=gallery,
        notices=(*remarks.notices(), *gallery.notices()),
    )


def _language(known: Known, prose: str) -> Fact[str]:
    if known.request.language:
        return supplied(known.request.language, "header")
    return known.language if known.language.value else language.detect(prose)


def _led(tokens: list[Token], known: Known, gallery: Gallery) -> list[Token]:
    """Open a text with its lead image, unless an image stands near its head."""
    near = [c for t in tokens[:_LEADING] for c in t.children or [] if c.type == "image"]
    if not known.image or near or not gallery.has(known.image):
        return tokens
    name = gallery.take(known.image)
    if not name:
        return tokens
    image = Token("image", "img", 0, content="", children=[])
    image.attrSet("src", name)
    if known.caption:
        image.attrSet("title", known.caption)
    return [
        Token("paragraph_open", "p", 1, block=True),
        Token("inline", "", 0, children=[image], block=True),
        Token("paragraph_close", "p", -1, block=True),
        *tokens,
    ]


def opening(text: str) -> Fact[str]:
    """Name a text that has no title by the words it opens with."""
    from exporter.readers.text import opening_words

    first = next((line for line in text.splitlines() if line.strip()), "")
    return inferred(opening_words(first), "opening-words") if first else Fact()


def complete(
    article: Article, written: Written, aside: tuple[str, ...], odd: tuple[Notice, ...]
) -> Article:
    """Add to an article what is counted in its body, and what came with it."""
    body, album = written.body, written.gallery.album
    return replace(
        article,
        headings=written.plan,
        cited=_cited(body.text, written.language),
        paragraphs=body.paragraphs,
        words=count_words(f"{written.title} {body.text}"),
        boilerplate=(*aside, *written.gallery.captions),
        assets=album.assets,
        files=album.files,
        notices=(*odd, *written.notices),
    )


def _cited(text: str, tongue: Fact[str]) -> tuple[Citation, ...]:
    from exporter.readers import citations

    lines = [line for line in text.splitlines() if line.strip()]
    return citations.count(lines, tongue.value or "und")
