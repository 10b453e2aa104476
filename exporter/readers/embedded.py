"""PDF and EPUB back in: the article of an artefact is the original inside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from exporter import artefacts
from exporter.artefacts import Held, RecordedOriginal
from exporter.artefacts.single import pack
from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.languages import is_tag
from exporter.model import Article, Asset, Basis, Fact
from exporter.readers import kinds, slugs, supply
from exporter.readers.images import stem_of
from exporter.readers.pieces import Piece
from exporter.readers.request import Fields, Parsed, Request, Supplied

RULE = "artefact"
_CERTAIN = (Basis.STATED.value, Basis.SUPPLIED.value)
_SHORTEST_DIGEST = 8
"""Letters of a digest at the end of an image's name; pixels.py puts them there."""


def read(request: Request) -> Parsed:
    """Read the original inside a PDF or EPUB, with the facts that it records.

    Where the original says the same, that is the basis; the artefact is believed
    in what was supplied when it was made.

    Raises:
        InputError: it has no original or several, the original has changed, or
            can't be read.
    """
    found = list(_held(BytesIO(request.original.data), request.where))
    if len(found) > 1:
        hint = "build it by its name, and each becomes an edition"
        message = f"it holds {len(found)} articles"
        raise InputError(message, where=request.where, hint=hint)
    held = found[0]
    inner, kind = _inner(request, held)
    parsed = _read(kind, inner)
    recorded = _recorded(held)
    language = recorded.language
    if language and not _says(_whole(parsed), "language", language):
        parsed = _read(kind, replace(inner, language=language))
    news = _news(recorded, _whole(parsed))
    return replace(parsed, layers=((news, RULE), *parsed.layers))


def split(
    file: BinaryIO, name: str, where: str, names: Fields
) -> Iterator[Piece | InputError]:
    """Part a PDF or EPUB into its articles, each a package of its own.

    What is yielded as an error is an article whose original is gone or changed.

    Raises:
        InputError: it is no such file, damaged, or holds no original of exporter.
    """
    for number, held in enumerate(_held(file, where), 1):
        try:
            _original(held, where)
        except InputError as error:
            yield error
            continue
        article = held.article
        slug = slugs.ascii_name(article.slug or "") or f"article-{number}"
        title = article.title if article.title_basis in _CERTAIN else None
        yield Piece(
            name=f"{slug}.epub",
            data=pack(held),
            line=number,
            key=article.slug or "",
            title=title or "",
        )


def _held(file: BinaryIO, where: str) -> Iterator[Held]:
    nothing = True
    for held in artefacts.held(file, where):
        nothing = False
        yield held
    if nothing:
        hint = "only what exporter made can be read back; name the text itself"
        raise InputError("it holds no original of exporter", where=where, hint=hint)


def _original(held: Held, where: str) -> tuple[RecordedOriginal, bytes]:
    recorded, data = held.article.original, held.data
    if recorded is None or data is None:
        name = recorded.name if recorded else held.article.slug or ""
        message = f"the original {name!r} is missing or was changed"
        hint = "exporter verify says more"
        raise InputError(message, where=where, hint=hint)
    return recorded, data


def _inner(request: Request, held: Held) -> tuple[Request, kinds.Kind]:
    """Return what is asked of the reader of the original, and its kind."""
    recorded, data = _original(held, request.where)
    name = PurePosixPath(recorded.name.replace("\\", "/")).name
    kind = kinds.kind_of(name)
    if kind is None or kind.read.startswith(f"{__name__}:"):
        message = f"the original {name!r} inside can't be read"
        raise InputError(message, where=request.where, hint="take it out and see")
    if len(data) > kind.limit:
        message = f"the original inside is larger than {kind.limit // 2**20} MiB"
        raise InputError(message, where=request.where, hint="part it into articles")
    original = Asset(name=name, media_type=kind.media_type, data=data)
    slug = slugs.slug(held.article.slug or "", original.sha256)
    url = held.article.source_url
    inner = replace(
        request,
        original=original,
        slug=slug,
        address=request.address or url,
        enclosed=_Pictures(held.images),
    )
    return inner, kind


def _read(kind: kinds.Kind, request: Request) -> Parsed:
    found = kinds.reader(kind)(request)
    return found if isinstance(found, Parsed) else Parsed(article=found)


def _whole(parsed: Parsed) -> Article:
    return supply.layer(parsed.article, *parsed.layers)


def _recorded(held: Held) -> Supplied:
    """Return the facts that an artefact records for certain."""
    article = held.article
    by_name = article.publisher == article.source_name
    return Supplied(
        title=article.title if article.title_basis in _CERTAIN else None,
        standfirst=held.description,
        byline=article.creators or None,
        published=_day(article.published),
        updated=_day(article.updated),
        language=_tag(article.language),
        source_name=article.source_name,
        source_url=article.source_url,
        publisher=None if by_name else article.publisher,
        retrieved=_day(article.retrieved),
        rights=article.rights,
        tags=held.subjects or None,
    )


def _day(text: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        return None


def _tag(text: str | None) -> str | None:
    return text if text and text != "und" and is_tag(text) else None


def _news(recorded: Supplied, article: Article) -> Supplied:
    """Return the recorded facts that the original does not give by itself."""
    values = {f.name: getattr(recorded, f.name) for f in fields(recorded)}
    known = (name for name, value in values.items() if _says(article, name, value))
    return replace(recorded, **dict.fromkeys(known))


def _says(article: Article, name: str, value: Any) -> bool:
    """Tell whether an article has a fact; the language may be a guess, as it was."""
    source = article.source
    facts: dict[str, Fact[Any]] = {
        "source_name": source.name,
        "source_url": source.url,
        "publisher": source.publisher,
        "retrieved": source.retrieved,
        "rights": source.rights,
    }
    fact = facts[name] if name in facts else getattr(article, name)
    return bool((fact.value if name == "language" else fact.certain) == value)


class _Pictures(Mapping[str, bytes]):
    """Images of an artefact by the file names that the original calls them by.

    An artefact keeps of a name no more than its stem, in plain letters; where two
    images share one, neither is given: a wrong picture is worse than none.
    """

    def __init__(self, images: tuple[Asset, ...]) -> None:
        self._images: dict[str, bytes | None] = {}
        for image in images:
            stem, _, digest = PurePosixPath(image.name).stem.rpartition("-")
            if len(digest) == _SHORTEST_DIGEST:
                data = None if stem in self._images else image.data
                self._images[stem] = data

    def __getitem__(self, address: str) -> bytes:
        data = self._images[slugs.ascii_name(stem_of(address)) or "image"]
        if data is None:
            raise KeyError(address)
        return data

    def __iter__(self) -> Iterator[str]:
        return (stem for stem, data in self._images.items() if data is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
