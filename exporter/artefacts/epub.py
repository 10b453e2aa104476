"""Reading back an EPUB: package document and originals, nothing unpacked to disk."""

from __future__ import annotations

import hashlib
import posixpath
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from exporter.artefacts.parsing import parse, text
from exporter.artefacts.record import (
    NOTHING,
    Artefact,
    ArtefactArticle,
    Finding,
    RecordedOriginal,
    basis,
    citations,
    compare,
    number,
)
from exporter.errors import InputError

_MIB = 1 << 20
_LARGEST_FILE = 1024 * _MIB
_MOST_MEMBERS = 50_000
_LARGEST_MEMBER = 64 * _MIB  # unpacked
_CONTAINER = "META-INF/container.xml"
_OWN = "urn:x-exporter:ns:1.0:"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def read(path: Path) -> Artefact:
    """Return what an EPUB says of itself.

    Raises:
        InputError: the file is damaged, encrypted or unsafe to read.
    """
    with _opened(path) as container:
        return _Package(container).artefact()


def verify(path: Path) -> tuple[Finding, ...]:
    """Compare each original inside with its recorded digest.

    Raises:
        InputError: the file is damaged, encrypted or unsafe to read.
    """
    with _opened(path) as container:
        originals = _Package(container).originals()
        findings = tuple(
            compare(original, container.digests(place)) for place, original in originals
        )
    return findings or NOTHING


def cover(path: Path) -> bytes | None:
    """Return the bytes of the cover picture (EPUB 3.3, D.6.1), None without one.

    Raises:
        InputError: the file is damaged, encrypted or unsafe to read.
    """
    with _opened(path) as container:
        place = _Package(container).cover()
        return container.content(place) if place else None


@contextmanager
def _opened(path: Path) -> Iterator[_Container]:
    where = str(path)
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError("the EPUB is larger than 1 GiB", where=where)
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", where=where) from error
    except (*_DAMAGE, ValueError) as error:
        raise InputError(f"the EPUB is damaged: {error}", where=where) from error
    with archive:
        yield _Container(archive, where)


class _Container:
    """A ZIP whose members are read one by one and never beyond a limit."""

    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self.where = where
        self._zip = archive
        self._names = set(archive.namelist())
        count = len(archive.infolist())
        if count > _MOST_MEMBERS:
            raise self.error(f"the EPUB holds {count} files, which is unsafe")
        if count != len(self._names):
            raise self.error("the EPUB holds two files of one name")

    def error(self, message: str) -> InputError:
        """Make an error about this file."""
        return InputError(message, where=self.where)

    def document(self, name: str) -> Any:
        """Return the root element of an XML member."""
        return parse(self.content(name), name, self.where)

    def content(self, name: str) -> bytes:
        """Return the bytes of a member."""
        if name not in self._names:
            raise self.error(f"the EPUB is damaged: {name} is not there")
        try:
            data = self._read(name)
        except _DAMAGE as error:
            raise self.error(f"the EPUB is damaged: {name}: {error}") from error
        if data is None:
            raise self.error(f"{name} is larger than 64 MiB, which is unsafe")
        return data

    def digests(self, name: str) -> tuple[str | None, ...]:
        """Return the SHA-256 of a member: none if missing, None if unreadable."""
        if name not in self._names:
            return ()
        try:
            data = self._read(name)
        except _DAMAGE:
            data = None
        return (None if data is None else hashlib.sha256(data).hexdigest(),)

    def _read(self, name: str) -> bytes | None:
        with self._zip.open(name) as member:
            data = member.read(_LARGEST_MEMBER + 1)
        return data if len(data) <= _LARGEST_MEMBER else None


class _Package:
    """The package document: statements on the book and on its manifest items."""

    def __init__(self, container: _Container) -> None:
        root = container.document(_CONTAINER)
        rootfile = root.find("{*}rootfiles/{*}rootfile")
        name = rootfile.get("full-path", "") if rootfile is not None else ""
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
            articles=tuple(map(self._article, self._pages())),
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
            for key in self._pages()
        )

    def _pages(self) -> tuple[str, ...]:
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
        """Return the member that a relative address names; it can't lead outside."""
        joined = posixpath.join("/", self._folder, unquote(href.partition("#")[0]))
        return posixpath.normpath(joined).lstrip("/")

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
