"""What the package document says: of the book, of each article, of access to it.

Properties are plain records here; the EPUB writer hands them to its library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exporter.metadata import ArticleRecord, Metadata
from exporter.model import Basis
from exporter.writers.semantics import Page, clean

PREFIX = "exporter"
SERIES = "series"
NAMESPACE = "urn:x-exporter:ns:1.0:"
_FEATURES = ("displayTransformability", "readingOrder", "tableOfContents", "unlocked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A Dublin Core element (``dc``) or a ``meta`` of the package document."""

    name: str
    value: str
    dc: bool = False
    attributes: tuple[tuple[str, str], ...] = ()


def of_book(metadata: Metadata) -> Iterator[Property]:
    """Yield what is said of the whole; title, language, identifier are elsewhere."""
    for number, creator in enumerate(metadata.creators, 1):
        key = f"creator-{number}"
        yield _dc("creator", creator, id=key)
        role = "edt" if creator in metadata.editors else "aut"
        yield _meta("role", role, refines=f"#{key}", scheme="marc:relators")
    single = {
        "date": str(metadata.published or ""),
        "source": metadata.source,
        "publisher": metadata.publisher,
        "rights": metadata.rights,
        "description": metadata.description,
    }
    for name, value in single.items():
        if value:
            yield _dc(name, value)
    if metadata.series:
        yield _meta("belongs-to-collection", metadata.series.name, id=SERIES)
        yield _meta("collection-type", "series", refines=f"#{SERIES}")
        if metadata.series.number:
            yield _meta("group-position", metadata.series.number, refines=f"#{SERIES}")
    for subject in metadata.subjects:
        yield _dc("subject", subject)
    if metadata.title_basis is not Basis.UNKNOWN:
        yield _meta(f"{PREFIX}:titleBasis", metadata.title_basis.value)


def of_shelf(metadata: Metadata, cover: str) -> Iterator[tuple[str, str]]:
    """Yield name and content of each ``meta`` that readers without EPUB 3 look for.

    ``cover`` is the id of the picture in the manifest, or empty.
    """
    if cover:
        yield "cover", cover
    if metadata.series:
        yield "calibre:series", _line(metadata.series.name)
        number = metadata.series.number or ""
        if number and number.count(".") < 2:
            yield "calibre:series_index", number


def of_article(record: ArticleRecord, page: str, original: str) -> Iterator[Property]:
    """Yield what is said of an article, as refinements of its page.

    ``page`` is the id of the page in the manifest, ``original`` the path of the
    original in the book.
    """
    date, basis = record.published, record.published_basis
    values = (
        ("dcterms:title", record.title),
        (f"{PREFIX}:titleBasis", _basis(record.title_basis)),
        (f"{PREFIX}:slug", record.slug),
        ("dcterms:date", str(date or "")),
        (f"{PREFIX}:publishedBasis", _basis(basis) if date else ""),
        # Not dcterms:modified, which EPUB wants to the second even here.
        (f"{PREFIX}:updated", str(record.updated or "")),
        ("dcterms:language", record.language),
        *(("dcterms:creator", creator) for creator in record.creators),
        ("dcterms:source", record.source_url or record.source_name),
        ("dcterms:publisher", record.publisher),
        ("dcterms:rights", record.rights),
        (f"{PREFIX}:sourceName", record.source_name),
        (f"{PREFIX}:sourceUrl", record.source_url),
        (f"{PREFIX}:retrieved", str(record.retrieved or "")),
        (f"{PREFIX}:cited", "; ".join(f"{c.name} ({c.count})" for c in record.cited)),
        (f"{PREFIX}:original", original),
    )
    for name, value in values:
        if value:
            yield _meta(name, value, refines=f"#{page}")


def of_original(record: ArticleRecord, item: str) -> Iterator[Property]:
    """Yield what is said of an original, as refinements of its manifest item."""
    original = record.original
    refines = (("refines", f"#{item}"),)
    name = clean(original.name)  # with its spaces as they are
    yield Property(name=f"{PREFIX}:name", value=name, attributes=refines)
    yield _meta(f"{PREFIX}:size", str(original.size), refines=f"#{item}")
    yield _meta(f"{PREFIX}:sha256", original.sha256, refines=f"#{item}")


def of_head(record: ArticleRecord) -> tuple[tuple[str, str], ...]:
    """Return name and content of each ``meta`` in the head of an article's page."""
    values = (
        ("dcterms.title", record.title),
        ("dcterms.date", str(record.published or "")),
        ("dcterms.modified", str(record.updated or "")),
        ("dcterms.language", record.language),
        *(("dcterms.creator", creator) for creator in record.creators),
        ("dcterms.source", record.source_url or record.source_name),
        ("dcterms.publisher", record.publisher),
        ("dcterms.rights", record.rights),
    )
    return tuple((name, clean(value)) for name, value in values if value)


def of_access(pages: Iterable[Page]) -> Iterator[Property]:
    """Yield accessibility metadata that the pages bear out (EPUB Accessibility 1.1).

    Conformance is not claimed: nobody has evaluated the book.
    """
    pages = tuple(pages)
    images = sum(page.images for page in pages)
    described = images == sum(page.described for page in pages)
    headings = all(page.headings for page in pages)
    features = list(_FEATURES)
    if headings:
        features.append("structuralNavigation")
    if images and described:
        features.append("alternativeText")
    yield _meta("schema:accessMode", "textual")
    if images:
        yield _meta("schema:accessMode", "visual")
    sufficient = "textual" if described else "textual,visual"
    yield _meta("schema:accessModeSufficient", sufficient)
    for feature in sorted(features):
        yield _meta("schema:accessibilityFeature", feature)
    yield _meta("schema:accessibilityHazard", "none")
    parts = ["a table of contents", "a single reading order"]
    if headings:
        parts.insert(0, "headings")
    if images:
        few = "a text alternative for every image"
        parts.append(few if described else "images that partly lack a text alternative")
    listed = ", ".join(parts[:-1]) + f" and {parts[-1]}"
    yield _meta(
        "schema:accessibilitySummary",
        f"Reflowable text with {listed}.",
        **{"{http://www.w3.org/XML/1998/namespace}lang": "en"},
    )


def _basis(basis: Basis) -> str:
    return "" if basis is Basis.UNKNOWN else basis.value


def _dc(name: str, value: str, **attributes: str) -> Property:
    return Property(
        name=name, value=_line(value), dc=True, attributes=tuple(attributes.items())
    )


def _meta(name: str, value: str, **attributes: str) -> Property:
    return Property(name=name, value=_line(value), attributes=tuple(attributes.items()))


def _line(value: str) -> str:
    return " ".join(clean(value).split())
