"""HTML that is all article: of mails and of documents, which have no page around."""

from __future__ import annotations

from exporter.model import Article, Fact, stated
from exporter.readers.request import Request
from exporter.readers.web import (
    document,
    figures,
    paragraphs,
    preparing,
    pruning,
    reading,
    writing,
)
from exporter.readers.web.gallery import Gallery


def fragment(html: str, request: Request) -> Article:
    """Read HTML of which everything is the article; its first ``h1`` is the title.

    Raises:
        InputError: there is no text in it, or it is hostile.
    """
    page = document.parse(html.encode(), request.where, charset="utf-8")
    root = preparing.prepare(page)
    aside = pruning.Aside()
    figures.settle(root, aside)
    paragraphs.shape(root)
    address = request.address or ""
    base = reading.base_of(page, address)
    reading.link(root, base, address)
    gallery = Gallery(
        root=request.root,
        folder=request.folder,
        where=request.where,
        base=base,
        enclosed=request.enclosed,
    )
    written = writing.write(root, writing.Known(request=request, lifted=True), gallery)
    body = written.body
    if not (body.text.strip() or gallery.album.assets or written.title):
        raise reading.no_article(request.where)
    title: Fact[str] = writing.opening(body.text)
    if written.title:
        title = stated(written.title, "heading")
    article = Article(
        slug=request.slug,
        title=title,
        body=body.html,
        original=request.original,
        language=written.language,
    )
    return writing.complete(article, written, aside.lines(), page.notices)
