"""A web page to an article: its facts, its main text, the images it can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urldefrag, urljoin

from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.model import Article, Fact, Source, supplied
from exporter.readers.request import Request
from exporter.readers.web import document, facts, main, nodes, writing
from exporter.readers.web.document import Page
from exporter.readers.web.evidence import Evidence
from exporter.readers.web.facts import Facts
from exporter.readers.web.gallery import Gallery
from exporter.readers.web.nodes import Element

_SHORTEST_STANDFIRST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside a page in one file: images by address, and its date."""

    images: Mapping[str, bytes] | None = field(default=None, repr=False)
    retrieved: Fact[PartialDate] = field(default=Fact())


def read(request: Request) -> Article:
    """Read a saved page.

    Raises:
        InputError: it is no page, there is no article in it, or it is hostile.
    """
    page = document.parse(request.original.data, request.where, address=request.address)
    return article(request, page, Beside(images=request.enclosed))


def article(request: Request, page: Page, beside: Beside) -> Article:
    """Make an article of a page.

    Raises:
        InputError: there is no article in it.
    """
    said = facts.read(page)
    found = main.find(page, evidence(said))
    address = page.address or said.url.value or ""
    base = base_of(page, address)
    link(found.element, base, address)
    gallery = Gallery(
        root=request.root,
        folder=request.folder,
        where=request.where,
        base=base,
        enclosed=beside.images,
    )
    known = writing.Known(
        request=request,
        title=said.title.value or "",
        language=said.language,
        image=said.image.value or "",
        caption=said.caption.value or "",
    )
    written = writing.write(found.element, known, gallery)
    text = written.body.text
    if not text.strip():
        raise no_article(request.where)
    made = _made(request, page, said, beside)
    made = replace(
        made,
        title=said.title if said.title.value else writing.opening(text),
        body=written.body.html,
        language=written.language,
        standfirst=_standfirst(said.standfirst, text),
    )
    return writing.complete(made, written, found.aside, page.notices)


def _made(request: Request, page: Page, said: Facts, beside: Beside) -> Article:
    """Return an article with the facts of its page and no text yet."""
    here: Fact[str] = supplied(page.address, "address") if page.address else Fact()
    return Article(
        slug=request.slug,
        title=said.title,
        body="",
        original=request.original,
        kicker=said.kicker,
        byline=said.byline,
        place=said.place,
        agency=said.agency,
        published=said.published,
        updated=said.updated,
        source=Source(
            name=said.name,
            url=said.url if said.url.value else here,
            publisher=said.publisher,
            retrieved=beside.retrieved,
            rights=said.rights,
        ),
        tags=said.tags,
    )


def evidence(said: Facts) -> Evidence:
    """Return what the facts of a page tell of where its text is."""
    return Evidence(
        title=said.title.value or "",
        kicker=said.kicker.value or "",
        standfirst=said.standfirst.value or "",
        guessed=said.standfirst.rule == "description",
        names=said.byline.value or (),
        body=said.article_body.value or "",
        language=said.language.value or "und",
    )


def no_article(where: str) -> InputError:
    """Return the error that a page has no text in it."""
    hint = "save the page when its text is shown, or name another one"
    return InputError("there is no article in it", where=where, hint=hint)


def base_of(page: Page, address: str) -> str:
    """Return what the addresses of a page are relative to (HTML, 4.2.3)."""
    stated = page.tree.xpath("//base/@href")
    try:
        return urljoin(address, stated[0].strip()) if stated else address
    except ValueError:
        return address


def link(root: Element, base: str, address: str) -> None:
    """Write the addresses of links in full; those within the page as fragments."""
    here = urldefrag(address).url
    for element in root.iter("a"):
        href = (element.get("href") or "").strip()
        if not href or href.startswith("#"):
            continue
        try:
            whole = urljoin(base, href)
        except ValueError:
            continue
        plain, fragment = urldefrag(whole)
        element.set("href", f"#{fragment}" if fragment and plain == here else whole)


def _standfirst(known: Fact[str], text: str) -> Fact[str]:
    """Leave out a standfirst that only repeats how the text begins."""
    plain = nodes.squeezed(known.value or "")
    start = nodes.squeezed(text[: 3 * len(known.value or "") + 2000])
    if len(plain) >= _SHORTEST_STANDFIRST and plain in start:
        return Fact()
    return known
