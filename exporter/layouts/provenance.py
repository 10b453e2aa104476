"""What the page says of where a text came from, taken from the metadata record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exporter.layouts.filters import longdate
from exporter.layouts.labels import Labels
from exporter.metadata import ArticleRecord, Metadata
from exporter.model import Article, Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the provenance box; ``kind`` is its class, ``address`` its link.

    ``name`` is the name of its label.
    """

    name: str
    label: str
    text: str
    kind: str = "text"
    address: str = ""


def rows(
    article: Article, record: ArticleRecord, metadata: Metadata, labels: Labels
) -> tuple[Row, ...]:
    """Return the lines of the provenance box of an article."""
    return tuple(
        (
            *_title(record, labels),
            *_source(record, labels),
            *_dates(record, labels),
            *_contents(article, record, labels),
            *_copy(article, record, metadata, labels),
        )
    )


def _title(record: ArticleRecord, labels: Labels) -> Iterator[Row]:
    if record.title_basis is Basis.INFERRED:
        yield Row(
            name="title", label=labels.title, text=labels.title_inferred, kind="unknown"
        )


def _source(record: ArticleRecord, labels: Labels) -> Iterator[Row]:
    name = record.source_name
    yield Row(
        name="source",
        label=labels.source,
        text=name or labels.not_stated,
        kind="text" if name else "unknown",
    )
    if record.source_url:
        yield Row(
            name="address",
            label=labels.address,
            text=record.source_url,
            kind="address",
            address=record.source_url,
        )


def _dates(record: ArticleRecord, labels: Labels) -> Iterator[Row]:
    text, kind = labels.not_stated, "unknown"
    if record.published:
        day = longdate(record.published, labels.language)
        basis = {Basis.STATED: labels.stated, Basis.SUPPLIED: labels.supplied}
        text, kind = f"{day} ({basis[record.published_basis]})", "text"
    yield Row(name="published", label=labels.published, text=text, kind=kind)
    if record.updated:
        yield Row(
            name="updated",
            label=labels.updated,
            text=longdate(record.updated, labels.language),
        )
    if record.retrieved:
        day = longdate(record.retrieved, labels.language)
        yield Row(name="retrieved", label=labels.retrieved, text=day)


def _contents(article: Article, record: ArticleRecord, labels: Labels) -> Iterator[Row]:
    if record.cited:
        names = (f"{c.name} ({c.count})" for c in record.cited)
        yield Row(name="cited", label=labels.cited, text=", ".join(names))
    if article.boilerplate:
        text = " · ".join(article.boilerplate)
        yield Row(name="set_aside", label=labels.set_aside, text=text, kind="quoted")
    if rights := article.source.rights.certain:
        yield Row(name="rights", label=labels.rights, text=rights)


def _copy(
    article: Article, record: ArticleRecord, metadata: Metadata, labels: Labels
) -> Iterator[Row]:
    original = record.original
    size = f"{original.size:,}".replace(",", "\u00a0")
    yield Row(
        name="original",
        label=labels.original,
        text=f"{original.name}, {size} {labels.bytes}, {labels.attached}",
    )
    yield Row(name="digest", label=labels.digest, text=original.sha256, kind="digest")
    yield Row(name="made_by", label=labels.made_by, text=metadata.generator)
