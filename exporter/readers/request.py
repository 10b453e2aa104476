"""What a reader is asked: the original, where it lies, and the facts supplied."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exporter.dates import PartialDate
from exporter.model import Asset


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
    ``language`` is the language supplied by option or sidecar, if any.
    """

    original: Asset
    slug: str
    where: str
    folder: Path
    root: Path
    language: str | None = None
