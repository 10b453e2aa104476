"""What an artefact says of itself, and what a check of it found."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from exporter.model import Asset, Basis, Citation

_CITED = re.compile(r"(?P<name>.+) \((?P<count>\d{1,9})\)")
_BASES = frozenset(basis.value for basis in Basis)
UNCHANGED, CHANGED, MISSING = "unchanged", "changed", "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedOriginal:
    """The file an article was read from, as the artefact records it.

    ``size`` is in bytes; None where the artefact does not say.
    """

    name: str
    sha256: str | None = None
    size: int | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtefactArticle:
    """What the artefact says of one article; dates as it writes them."""

    slug: str | None = None
    title: str | None = None
    title_basis: str = Basis.UNKNOWN.value
    published: str | None = None
    published_basis: str = Basis.UNKNOWN.value
    updated: str | None = None
    language: str | None = None
    creators: tuple[str, ...] = ()
    source_name: str | None = None
    source_url: str | None = None
    publisher: str | None = None
    rights: str | None = None
    retrieved: str | None = None
    cited: tuple[Citation, ...] = ()
    original: RecordedOriginal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """What a PDF or an EPUB says of itself; None where it does not say.

    ``kind`` is "pdf" or "epub"; ``date`` is the date of publication, never that
    of the file; ``articles`` are empty in files that exporter did not make.
    """

    kind: str
    title: str | None = None
    title_basis: str = Basis.UNKNOWN.value
    date: str | None = None
    created: str | None = None
    modified: str | None = None
    language: str | None = None
    identifier: str | None = None
    creators: tuple[str, ...] = ()
    series: str | None = None
    series_number: str | None = None
    publisher: str | None = None
    source: str | None = None
    rights: str | None = None
    description: str | None = None
    subjects: tuple[str, ...] = ()
    generator: str | None = None
    articles: tuple[ArtefactArticle, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An article as an artefact holds it: its record, its original, its images.

    ``data`` is None where the original is missing or changed; ``images`` are those
    that the article shows, in their order. ``description`` and ``subjects`` are of
    an artefact of one article; of several nobody knows which says what.
    """

    article: ArtefactArticle
    data: bytes | None
    images: tuple[Asset, ...] = ()
    description: str | None = None
    subjects: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        artefact: Artefact,
        article: ArtefactArticle,
        data: bytes | None,
        images: tuple[Asset, ...] = (),
    ) -> Held:
        """Take an article out of an artefact."""
        alone = len(artefact.articles) == 1
        return cls(
            article=article,
            data=data,
            images=images,
            description=artefact.description if alone else None,
            subjects=artefact.subjects if alone else (),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of one original.

    ``sha256`` is the digest that the artefact records, ``actual`` that of the
    file inside; ``status`` is "unchanged", "changed" or "missing". A file with no
    originals at all has one finding, without a name and with a ``note``.
    """

    name: str
    status: str
    sha256: str | None = None
    actual: str | None = None
    note: str = ""

    @property
    def is_sound(self) -> bool:
        """Tell whether the original is inside, byte for byte."""
        return self.status == UNCHANGED


NOTHING = (Finding(name="", status=MISSING, note="no original inside"),)


def compare(original: RecordedOriginal, digests: tuple[str | None, ...]) -> Finding:
    """Judge an original by the digests of the files that may be it.

    None among the digests stands for a file that can't be unpacked.
    """
    if not digests:
        status, actual = MISSING, None
    elif original.sha256 in digests and original.sha256:
        status, actual = UNCHANGED, original.sha256
    else:
        status, actual = CHANGED, digests[0]
    return Finding(
        name=original.name, status=status, sha256=original.sha256, actual=actual
    )


def is_original(recorded: RecordedOriginal, data: bytes) -> bool:
    """Tell whether bytes have the digest that is recorded of an original."""
    return hashlib.sha256(data).hexdigest() == recorded.sha256


def basis(text: str | None) -> str:
    """Return the basis that a text names, "unknown" where it names none."""
    return text if text in _BASES else Basis.UNKNOWN.value


def citations(text: str | None) -> tuple[Citation, ...]:
    """Read ``Name (2); Other (1)``."""
    found = map(_CITED.fullmatch, (text or "").split("; "))
    return tuple(
        Citation(name=match["name"], count=int(match["count"]))
        for match in found
        if match
    )


def number(text: str | None) -> int | None:
    """Read a size in bytes; None for anything else."""
    usable = text is not None and text.isascii() and text.isdigit() and len(text) < 16
    return int(text) if text is not None and usable else None


def artefact_json(artefact: Artefact) -> dict[str, object]:
    """Return an artefact as the command line prints it (architecture.md, 7)."""
    return {
        "kind": artefact.kind,
        "title": artefact.title,
        "title_basis": artefact.title_basis,
        "date": artefact.date,
        "created": artefact.created,
        "modified": artefact.modified,
        "language": artefact.language,
        "identifier": artefact.identifier,
        "creators": list(artefact.creators),
        "series": artefact.series,
        "series_number": artefact.series_number,
        "publisher": artefact.publisher,
        "source": artefact.source,
        "rights": artefact.rights,
        "description": artefact.description,
        "subjects": list(artefact.subjects),
        "generator": artefact.generator,
        "articles": list(map(_article_json, artefact.articles)),
    }


def _article_json(article: ArtefactArticle) -> dict[str, object]:
    original = article.original
    return {
        "slug": article.slug,
        "title": article.title,
        "title_basis": article.title_basis,
        "published": article.published,
        "published_basis": article.published_basis,
        "updated": article.updated,
        "language": article.language,
        "creators": list(article.creators),
        "source": {"name": article.source_name, "url": article.source_url},
        "publisher": article.publisher,
        "rights": article.rights,
        "retrieved": article.retrieved,
        "cited": [{"name": c.name, "count": c.count} for c in article.cited],
        "original": original
        and {
            "name": original.name,
            "sha256": original.sha256,
            "size": original.size,
            "media_type": original.media_type,
        },
    }
