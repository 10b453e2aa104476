"""An entry of a feed to an article: what the feed states stands over the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from html import escape, unescape
from typing import Any

from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.model import Article, Fact, Notice, Source, stated
from exporter.readers import days, enclosed, facts, repeats
from exporter.readers.remarks import legal
from exporter.readers.request import Request
from exporter.readers.values import Entry as Said

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HEADING = re.compile(
    r"\s*<h([1-6])\b[^<>]*>(.{0,1000}?)</h\1\s*>", re.DOTALL | re.IGNORECASE
)
_BRIEF = 600
"""Characters of a summary that is a standfirst; a longer one is an extract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as its feed writes it: dates with their zones, markup as it is."""

    title: str = ""
    link: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    text: str = ""
    is_html: bool = True
    summary: str = ""
    summary_is_html: bool = True
    language: str = ""
    source: str = ""
    rights: str = ""


def line(markup: str) -> str:
    """Return the words of a line that may hold HTML, as titles of feeds do."""
    tag = _tag()
    bare = tag.sub("", unescape(tag.sub("", markup)) if "&" in markup else markup)
    return " ".join(unescape(legal(bare)).split())


@cache
def _tag() -> re.Pattern[str]:
    """Match the tags that HTML has; other words in such brackets are words."""
    from exporter.readers.web.sanitising import GONE, TAGS  # for feeds only

    names = "|".join(sorted(TAGS | GONE))
    return re.compile(rf"</?(?:{names})(?:[\s/][^<>]{{0,2000}})?>", re.IGNORECASE)


def read(entry: Entry, request: Request) -> Article:
    """Read the text of an entry, and put what the feed states over what it says.

    Raises:
        InputError: it has no text.
    """
    notices: list[Notice] = []
    text, is_html = entry.text, entry.is_html
    if not line(text) and "<img" not in text:
        text, is_html = entry.summary, entry.summary_is_html
        message = "the feed has no more than a summary of it"
        notices.append(_notice("summary-only", message, request))
    if not line(text):
        hint = "the article is where its address leads"
        raise InputError("the entry has no text", where=request.where, hint=hint)
    language = _checked("language", entry.language)
    link = _checked("source_url", entry.link)
    asked = replace(
        request, language=request.language or language, address=link or request.address
    )
    html = _below(text if is_html else _paragraphs(text), line(entry.title))
    article = enclosed.fragment(html, asked)
    known = _facts(entry, article, language)
    for name in ("published", "updated"):
        written = getattr(entry, name)
        date = _date(written, name, language or "en", request, notices)
        known.update({name: date} if date.value else {})
    return replace(
        article,
        **known,
        source=_source(entry, link, article.source),
        notices=(*article.notices, *notices),
    )


def _facts(entry: Entry, article: Article, language: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    title = line(entry.title)
    if title:
        found["title"] = stated(title, "feed:title")
    if language:
        found["language"] = stated(language, "feed:language")
    names = tuple(dict.fromkeys(filter(None, map(person, entry.authors))))
    if names:
        found["byline"] = stated(names, "feed:author")
    tags = tuple(dict.fromkeys(filter(None, map(line, entry.tags))))
    if tags:
        found["tags"] = stated(tags, "feed:category")
    summary = line(entry.summary)
    is_own = entry.text and summary and not repeats.opens(summary, article.body)
    if is_own and len(summary) <= _BRIEF:
        found["standfirst"] = stated(summary, "feed:summary")
    return found


def _source(entry: Entry, link: str | None, old: Source) -> Source:
    name, rights = line(entry.source), line(entry.rights)
    return replace(
        old,
        name=stated(name, "feed:title-of-feed") if name else old.name,
        url=stated(link, "feed:link") if link else old.url,
        rights=stated(rights, "feed:rights") if rights else old.rights,
    )


def _checked(fact: str, written: str) -> str | None:
    """Return a value as the header of a text would have it, None if it is none."""
    if not written.strip():
        return None
    try:
        said = Said(name=fact, value=legal(written), line=1)
        return str(facts.value_of(fact, said, ""))
    except InputError:
        return None


def _date(
    written: str, name: str, language: str, request: Request, notices: list[Notice]
) -> Fact[PartialDate]:
    if not written.strip():
        return Fact()
    day, problem = days.read(written, "", language)
    if day is None:
        message = f"{name!r} is no clear date: {written[:60]!r}"
        notices.append(_notice(problem, message, request))
        return Fact()
    return stated(day, f"feed:{name}")


def person(written: str) -> str:
    """Return the name in an author, who in RSS is an e-mail address with a name."""
    bare, addresses = _MAIL.subn("", written[:300])
    return line(bare).strip("()<> ") if addresses else line(bare)


def _paragraphs(text: str) -> str:
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{escape(block)}</p>" for block in blocks)


def _below(html: str, title: str) -> str:
    """Leave out a heading at the top of the text that is the title once more."""
    found = _HEADING.match(html)
    if found and title and line(found.group(2)).casefold() == title.casefold():
        return html[found.end() :]
    return html


def _notice(code: str, message: str, request: Request) -> Notice:
    return Notice(code=code, message=message, where=request.where)
