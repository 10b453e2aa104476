"""What the fields of a record mean: names of well-known dumps, and the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from exporter.keys import IGNORED
from exporter.readers import names
from exporter.readers.request import Fields

_ALSO: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "maintext", "main_text", "article_text", "full_text", "body_text",
        "plain_text", "content_text", "raw_text", "text_content", "content", "body",
        "article_body", "article", "story", "document",
    ),
    "html": (
        "content_html", "html_content", "body_html", "html_body", "article_html",
        "raw_html", "html",
    ),
    "markdown": ("markdown", "content_markdown", "text_markdown", "md"),
    "title": ("headline", "web_title", "article_title"),
    "standfirst": ("short_description", "meta_description", "lead", "lede", "teaser"),
    "byline": ("writer", "writers", "author_name", "author_names"),
    "published": (
        "date_publish", "date_published", "published_at", "published_date",
        "publication_time", "first_publication_date", "web_publication_date",
        "issued", "published_utc", "published_time",
    ),
    "updated": ("date_modified", "modified_at", "modified_date", "date_updated"),
    "retrieved": (
        "scraped_at", "date_download", "download_date", "crawled_at", "crawl_date",
        "date_crawled", "fetched_at", "warc_date", "crawl_timestamp",
    ),
    "source_name": ("publication", "outlet", "newspaper", "source_title", "media"),
    "source_url": ("article_url", "web_url", "source_link", "original_url"),
    "publisher": ("source_hostname",),
    "domain": ("domain", "source_domain", "url_domain", "hostname", "host"),
    "tags": ("topics", "topic", "section_tags"),
    "id": ("id", "uid", "guid", "article_id", "doc_id", "document_id", "key"),
}  # fmt: skip
"""Names of fields beside those of headers, the best first.

They are those of CC-News, RealNews (Grover), FakeNewsCorpus, NELA-GT, news-please,
trafilatura, NewsAPI and usual data sets of Hugging Face.
"""
_NO_SAY = (
    "url_used", "image_url", "url_to_image", "image", "images", "lead_image", "img",
    "inserted_at", "updated_at", "date_modify", "filename", "localpath", "title_page",
    "title_rss", "status", "split", "inst_index", "ext", "type", "label", "labels",
    "comments", "fingerprint", "filedate", "pagetype", "id_hash",
    "unnamed: 0", "", "warc_path", "warc_filename", "path", "highlights",
    "meta_keywords",
)  # fmt: skip
"""Fields that are known and have no say.

``updated_at`` of FakeNewsCorpus and ``date_modify`` of news-please are the times at
which a row of a database was written, not those of an article.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field that says something: its name, its value, how a date is written.

    ``own`` is one that the user has named.
    """

    name: str
    value: object
    order: str = ""
    own: bool = False


def _table() -> dict[str, tuple[str, int]]:
    table = {names.plain(name): (IGNORED, 0) for name in (*names.IGNORED, *_NO_SAY)}
    known = {fact: found for fact, found in names.FACTS.items() if fact != "hostname"}
    for fact in dict.fromkeys((*known, *_ALSO)):
        for rank, name in enumerate((*known.get(fact, ()), *_ALSO.get(fact, ()))):
            table[names.plain(name)] = (fact, rank)
    return table


_MEANINGS = _table()
_DUMB = ("", IGNORED)
_NOTHING = frozenset(("nan", "none", "null", "n/a", "[]", "['']", "{}", "nat"))


@lru_cache(maxsize=4096)
def meaning(name: str) -> tuple[str, int]:
    """Return the fact that a name means, ``ignored`` or ``""``, and its rank."""
    return _MEANINGS.get(names.plain(name), ("", 0))


def sort(record: Mapping[str, object], fields: Fields) -> dict[str, list[Field]]:
    """Put the fields of a record that say something in order, by what they mean.

    The user's own names come first; what a user calls ignored has no say.
    """
    found: dict[str, list[Field]] = {}
    for field, fact in _mapped(record, fields):
        found.setdefault(fact, []).append(field)
    for name, fact in _plan(tuple(record), fields):
        value = record[name]
        if not is_silent(value):
            found.setdefault(fact, []).append(Field(name=name, value=value))
    return found


@lru_cache(maxsize=64)
def _plan(held: tuple[str, ...], fields: Fields) -> tuple[tuple[str, str], ...]:
    """Return names with the facts they mean, the best names first.

    The records of a dump have the same names, so this is asked for once.
    """
    own = {name for name, _ in fields}
    ranked = [(meaning(name), name) for name in held if name not in own]
    ranked.sort(key=lambda item: item[0][1])
    return tuple((name, fact) for (fact, _), name in ranked if fact not in _DUMB)


def is_understood(name: str, fields: Fields) -> bool:
    """Tell whether a name means something here, or is known to have no say."""
    own = {part for said, _ in fields for part in (said, said.partition(".")[0])}
    return bool(meaning(name)[0]) or name in own


def _mapped(
    record: Mapping[str, object], fields: Fields
) -> Iterator[tuple[Field, str]]:
    for name, said in fields:
        fact, _, order = said.partition(" ")
        value = _value(record, name)
        if fact != IGNORED and not is_silent(value):
            yield Field(name=name, value=value, order=order, own=True), fact


def _value(record: Mapping[str, object], name: str) -> object:
    """Return the value of a name, or of a path such as ``meta.date``."""
    if name in record or "." not in name:
        return record.get(name)
    value: object = record
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def is_silent(value: object) -> bool:
    """Tell a value that says nothing, also as tables of data write it."""
    if isinstance(value, str):
        if len(value) > 4:
            return value.isspace()
        return not value.strip() or value.strip().lower() in _NOTHING
    if isinstance(value, float):
        return value != value  # not a number, as pandas writes a gap
    return value is None or value == [] or value == {}
