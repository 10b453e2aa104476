"""Artefacts made for a catalogue, and a catalogue as its readers get it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import books
from lxml import etree

from exporter import catalogue
from exporter.dates import PartialDate
from exporter.metadata import identify
from exporter.model import Notice
from exporter.writers import epub

ATOM = "{http://www.w3.org/2005/Atom}"
TERMS = "{http://purl.org/dc/terms/}"
SITE = "http://files.example/a%20desk/"


def put(folder: Path, name: str, day: str = "2022-04-25", **changes: object) -> Path:
    """Put the EPUB of a single article into a folder."""
    source = books.original(text=f"The words of {name}.\n")
    date = PartialDate.parse(day) if day else None
    known = books.record(source, published=date)
    whole = books.book(originals=(source,))
    values: dict[str, object] = {
        "identifier": identify((source.sha256,)),
        "title": name,
        "published": date,
        **changes,
    }
    metadata = replace(whole.metadata, articles=(known,), **values)  # type: ignore[arg-type]  # tests know the names
    return _written(folder / name, replace(whole, metadata=metadata))


def put_briefing(folder: Path, name: str, day: str, **changes: object) -> Path:
    """Put an EPUB into a folder that is called like no single article."""
    return put(folder, name, day, identifier=identify((name,)), **changes)


def _written(path: Path, composition: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(epub.write(composition))
    return path


class Catalogue:
    """What stands in an output folder after its catalogue was brought up to date."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notices: tuple[Notice, ...] = catalogue.write(folder, folder.parent)

    def feed(self, name: str) -> Any:
        return etree.fromstring((self.folder / name).read_bytes())

    def titles(self, name: str) -> list[str]:
        path = f"{ATOM}entry/{ATOM}title"
        return [element.text for element in self.feed(name).iterfind(path)]

    def pages(self) -> list[str]:
        """Return the feeds that are there, by name."""
        found = (path.relative_to(self.folder) for path in self.folder.rglob("*.xml"))
        return sorted(path.as_posix() for path in found)

    def target(self, page: str, href: str) -> Path:
        """Return the file that an address leads to, as a file server finds it."""
        address = urljoin(SITE + page, href)
        assert address.startswith(SITE)
        return self.folder / unquote(urlsplit(address[len(SITE) :]).path)
