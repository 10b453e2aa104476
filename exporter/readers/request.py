"""What a reader is asked: the original, where it lies, and the facts supplied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from exporter.dates import PartialDate
from exporter.model import Article, Asset

Fields: TypeAlias = tuple[tuple[str, str], ...]
"""Names that records use, each with the name of the fact that it means here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """Facts that an option, a sidecar or a header supplies; None where it is silent."""

    title: str | None = None
    standfirst: str | None = None
    kicker: str | None = None
    byline: tuple[str, ...] | None = None
    published: PartialDate | None = None
    updated: PartialDate | None = None
    language: str | None = None
    source_name: str | None = None
    source_url: str | None = None
    publisher: str | None = None
    retrieved: PartialDate | None = None
    rights: str | None = None
    tags: tuple[str, ...] | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One input to be read.

    ``where`` is the path as the user wrote it, for messages; ``folder`` is the
    input's folder, ``root`` the folder that no asset may lie outside of;
    ``language`` is the language supplied by option or sidecar, if any; ``address``
    is where the bytes came from, if that is known; ``fields`` name those of records.
    ``enclosed`` are the images of an article that stands apart from any folder, by
    the addresses that it names them by; None: they are files of the folder.
    """

    original: Asset
    slug: str
    where: str
    folder: Path
    root: Path
    language: str | None = None
    address: str | None = None
    fields: Fields = ()
    enclosed: Mapping[str, bytes] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a reader made of an input: what the text says, and what is said of it.

    ``layers`` are facts that a header or a record supplies, each with the rule's
    name, the strongest first; they are put over the text's own by the front door.
    """

    article: Article
    layers: tuple[tuple[Supplied, str], ...] = ()
