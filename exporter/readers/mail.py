"""Newsletters and letters: the text of a mail, and what its headers say of it.

RFC 5322 (messages), RFC 2045 to 2047 (MIME), RFC 2919 and 2369 (lists).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from exporter.errors import InputError
from exporter.model import Article, Asset, Fact, Notice
from exporter.readers import letters, supply
from exporter.readers.mailfacts import Facts, gather
from exporter.readers.mailparts import Parts, parse, take_apart, text_of
from exporter.readers.request import Request, Supplied

T = TypeVar("T")
_SHOWN = 5
"""Attachments that a notice names."""
_NAME = 60
"""Characters of a name that a notice repeats."""


def read(request: Request) -> Article:
    """Read the text of a mail, HTML rather than plain, with the facts of its headers.

    The original is the whole mail, as it is.

    Raises:
        InputError: it is no mail, beyond measure, or holds no text.
    """
    message = parse(request.original.data, request.where)
    facts = gather(message)
    parts = take_apart(message, request.where)
    asked = replace(
        request,
        language=request.language or facts.language.certain,
        enclosed=parts.images,
        address=facts.url.certain or request.address,
    )
    article, aside = _article(asked, parts)
    notices = (*_notices(parts, facts, request.where), *article.notices)
    article = _headed(article, facts)
    return replace(
        article,
        original=request.original,
        boilerplate=(*article.boilerplate, *aside),
        notices=notices,
    )


def _article(request: Request, parts: Parts) -> tuple[Article, tuple[str, ...]]:
    """Return the article in a mail's text, and the lines that only mail has."""
    body = parts.body
    if body is None:
        hint = "save its attachment, and read that"
        raise InputError("there is no text in it", where=request.where, hint=hint)
    text = text_of(body)
    if body.get_content_subtype() == "html":
        from exporter.readers import web

        html, aside = letters.of_html(text, request.where)
        return web.fragment(html, request), aside
    from exporter.readers import text as plain

    flowed = str(body.get_param("format") or "").lower() == "flowed"
    joined = str(body.get_param("delsp") or "").lower() == "yes"
    if flowed:
        text = letters.unflowed(text, joined)
    kept, aside = letters.of_text(text)
    original = Asset(name="mail.txt", media_type="text/plain", data=kept.encode())
    return plain.read(replace(request, original=original)), aside


def _headed(article: Article, facts: Facts) -> Article:
    """Put what the headers state over what the text says."""
    title = facts.title
    if title.value:
        given = Supplied(title=title.value)
        article = replace(supply.apply(article, given, title.rule), title=title)
    source = replace(
        article.source,
        name=_first(facts.source, article.source.name),
        url=_first(facts.url, article.source.url),
    )
    return replace(
        article,
        byline=_first(article.byline, facts.byline),
        published=_first(facts.published, article.published),
        language=_first(facts.language, article.language),
        source=source,
    )


def _first(one: Fact[T], other: Fact[T]) -> Fact[T]:
    return one if one.is_certain else other


def _notices(parts: Parts, facts: Facts, where: str) -> tuple[Notice, ...]:
    """Say what the reader of an artefact should know of the mail."""
    said = {
        "mail-original": "the original inside is the whole mail, with the addresses "
        "and the route in its headers",
    }
    if facts.is_passed_on:
        said["mail-forwarded"] = (
            "it was passed on: sender and date are not the author's and stay unknown"
        )
    if parts.others:
        names = [name[:_NAME] for name in parts.others[:_SHOWN]]
        more = len(parts.others) - len(names)
        text = ", ".join(names) + (f" and {more} more" if more else "")
        said["mail-attachment"] = f"not read: {text}"
    if parts.body is not None and parts.body.defects:
        said["mail-damaged"] = "its text is damaged; what is legible is shown"
    return tuple(Notice(code=c, message=m, where=where) for c, m in said.items())
