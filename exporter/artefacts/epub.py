"""Reading back an EPUB: package document and originals, nothing unpacked to disk."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from exporter.artefacts.container import CONTAINER, Container, opened, place
from exporter.artefacts.parsing import text
from exporter.artefacts.record import (
    NOTHING,
    Artefact,
    ArtefactArticle,
    Finding,
    Held,
    RecordedOriginal,
    basis,
    citations,
    compare,
    is_original,
    number,
)
from exporter.model import Asset

_OWN = "urn:x-exporter:ns:1.0:"


def read(path: Path) -> Artefact:
    """Return what an EPUB says of itself.

    Raises:
        InputError: the file is damaged, encrypted or unsafe to read.
    """
    with opened(path) as container:
        return _Package(container).artefact()


def verify(path: Path) -> tuple[Finding, ...]:
    """Compare each original inside with its recorded digest.

    Raises:
        InputError: the file is damaged, encrypted or unsafe to read.
    """
    with opened(path) as container:
        originals = _Package(container).originals()
        findings = tuple(
            compare(original, container.digests(place)) for place, original in originals
        )
    return findings or NOTHING


def held(file: BinaryIO, where: str) -> Iterator[Held]:
    """Yield each article with its original and the images of its page.

    Raises:
        InputError: the file is damaged or unsafe to read.
    """
    with opened(file, where) as container:
        package = _Package(container)
        artefact = package.artefact()
        for key, article in zip(package.pages(), artefact.articles, strict=True):
            data = package.original(key, article)
            yield Held.of(artefact, article, data, package.images(key))


def cover(path: Path) -> bytes | None:
    """Return the bytes of the cover picture (EPUB 3.3, D.6.1), None without one.

    Raises:
        InputError: the file is damaged, encrypted or unsafe to read.
    """
    with opened(path) as container:
        picture = _Package(container).cover()
        return container.data(picture) if picture else None


class _Package:
    """The package document: statements on the book and on its manifest items."""

    def __init__(self, container: Container) -> None:
        root = container.document(CONTAINER)
        rootfile = root.find("{*}rootfiles/{*}rootfile")
        name = rootfile.get("full-path", "") if rootfile is not None else ""
        self._container = container
        self._folder = posixpath.dirname(name)
        self._root = container.document(name)
        self._own = _prefix(self._root.get("prefix", ""))
        self._items = {
            item.get("id", ""): item
            for item in self._root.iterfind("{*}manifest/{*}item")
        }
        self._places = {
            self._place(item.get("href", "")): key for key, item in self._items.items()
        }
        self._statements: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for meta in self._root.iterfind("{*}metadata/{*}meta"):
            about = self._statements[meta.get("refines", "").removeprefix("#")]
            # A name may have spaces at its ends, so this text is not trimmed.
            about.setdefault(meta.get("property", ""), []).append(meta.text or "")

    def artefact(self) -> Artefact:
        """Return everything that the package says."""
        series, series_number = self._series()
        return Artefact(
            kind="epub",
            title=self._dc("title"),
            title_basis=basis(self._say("", self._own + "titleBasis")),
            date=self._dc("date"),
            modified=self._say("", "dcterms:modified"),
            language=self._dc("language"),
            identifier=self._identifier(),
            creators=self._all("creator"),
            series=series,
            series_number=series_number,
            publisher=self._dc("publisher"),
            source=self._dc("source"),
            rights=self._dc("rights"),
            description=self._dc("description"),
            subjects=self._all("subject"),
            generator=self._generator(),
            articles=tuple(map(self._article, self.pages())),
        )

    def _series(self) -> tuple[str | None, str | None]:
        """Return name and place of the first collection that is a series."""
        for meta in self._root.iterfind("{*}metadata/{*}meta[@property]"):
            key = meta.get("id", "")
            if (
                meta.get("property") == "belongs-to-collection"
                and self._say(key, "collection-type") == "series"
            ):
                return text(meta), self._say(key, "group-position")
        return None, None

    def cover(self) -> str:
        """Return the member that is the cover picture, "" if there is none."""
        for item in self._items.values():
            if "cover-image" in item.get("properties", "").split():
                return self._place(item.get("href", ""))
        return ""

    def originals(self) -> tuple[tuple[str, RecordedOriginal], ...]:
        """Return path and record of each article's original.

        An article that points to none has the path "", which no member has.
        """
        return tuple(
            self._original(key)
            or ("", RecordedOriginal(name=self._say(key, self._own + "slug") or ""))
            for key in self.pages()
        )

    def original(self, key: str, article: ArtefactArticle) -> bytes | None:
        """Return the original of a page, None if it is missing or changed."""
        found = self._original(key)
        if found is None or found[0] not in self._container.names:
            return None
        data = self._container.data(found[0])
        recorded = article.original
        return data if recorded and is_original(recorded, data) else None

    def images(self, key: str) -> tuple[Asset, ...]:
        """Return the images that a page shows, in their order."""
        item = self._items.get(key)
        page = self._place(item.get("href", "")) if item is not None else ""
        if page not in self._container.names:
            return ()
        root = self._container.document(page)
        folder = posixpath.dirname(page)
        sources = (place(folder, img.get("src", "")) for img in root.iter("{*}img"))
        return tuple(map(self._image, filter(self._places.get, dict.fromkeys(sources))))

    def _image(self, name: str) -> Asset:
        media_type = self._items[self._places[name]].get("media-type", "")
        data = self._container.data(name)
        return Asset(name=name, media_type=media_type, data=data)

    def pages(self) -> tuple[str, ...]:
        """Return the ids of the pages that exporter says something of."""
        if not self._own:
            return ()
        spine = self._root.iterfind("{*}spine/{*}itemref")
        keys = dict.fromkeys(reference.get("idref", "") for reference in spine)
        return tuple(
            key
            for key in keys
            if any(name.startswith(self._own) for name in self._statements.get(key, ()))
        )

    def _article(self, key: str) -> ArtefactArticle:
        def own(name: str) -> str | None:
            return self._say(key, self._own + name)

        found = self._original(key)
        return ArtefactArticle(
            slug=own("slug"),
            title=self._say(key, "dcterms:title"),
            title_basis=basis(own("titleBasis")),
            published=self._say(key, "dcterms:date"),
            published_basis=basis(own("publishedBasis")),
            updated=own("updated"),
            language=self._say(key, "dcterms:language"),
            creators=tuple(self._statements[key].get("dcterms:creator", ())),
            source_name=own("sourceName"),
            source_url=own("sourceUrl"),
            publisher=self._say(key, "dcterms:publisher"),
            rights=self._say(key, "dcterms:rights"),
            retrieved=own("retrieved"),
            cited=citations(own("cited")),
            original=found and found[1],
        )

    def _original(self, key: str) -> tuple[str, RecordedOriginal] | None:
        """Return path and record of the original that a page points to."""
        href = self._say(key, self._own + "original")
        if href is None:
            return None
        place = self._place(href)
        item = self._places.get(place)
        if item is None:
            return place, RecordedOriginal(name=posixpath.basename(place))
        return place, RecordedOriginal(
            name=self._say(item, self._own + "name") or posixpath.basename(place),
            sha256=self._say(item, self._own + "sha256"),
            size=number(self._say(item, self._own + "size")),
            media_type=self._items[item].get("media-type"),
        )

    def _place(self, href: str) -> str:
        return place(self._folder, href)

    def _say(self, about: str, name: str) -> str | None:
        values = self._statements.get(about, {}).get(name, ())
        return next((value for value in values if value.strip()), None)

    def _all(self, name: str) -> tuple[str, ...]:
        elements = self._root.iterfind(
            f"{{*}}metadata/{{http://purl.org/dc/elements/1.1/}}{name}"
        )
        return tuple(value for value in map(text, elements) if value)

    def _dc(self, name: str) -> str | None:
        return next(iter(self._all(name)), None)

    def _identifier(self) -> str | None:
        key = self._root.get("unique-identifier")
        path = "{*}metadata/{http://purl.org/dc/elements/1.1/}identifier"
        elements = sorted(self._root.iterfind(path), key=lambda e: e.get("id") != key)
        return text(elements[0]) if elements else None

    def _generator(self) -> str | None:
        for meta in self._root.iterfind("{*}metadata/{*}meta"):
            if meta.get("name", "").lower() == "generator" and meta.get("content"):
                return str(meta.get("content"))
        return None


def _prefix(declared: str) -> str:
    """Return ``exporter:``, or what else the package calls exporter's namespace."""
    words = declared.split()
    pairs = zip(words[::2], words[1::2], strict=False)
    return next((name for name, uri in pairs if uri == _OWN and name != ":"), "")
