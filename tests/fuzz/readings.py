"""How inputs are read that are no file of an article: beside one, or a collection."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from fuzz import promises
from PIL import Image

from exporter import readers
from exporter.errors import ExporterError
from exporter.model import Article
from exporter.readers import kinds as known

PICTURE = "picture.png"
ARTICLE = """date 2024-03-05

Harbour bridge reopens after two years

By Ana Example

The bridge over the harbour opened to traffic on Tuesday morning, two years after
a barge struck its eastern pier, the city said.
"""
MOST = 50
"""Records of a collection that are read."""
_GZIP = b"\x1f\x8b"


def prepare(folder: Path) -> Path:
    """Put what inputs refer to into a folder, and return it."""
    Image.new("RGB", (3, 2), "teal").save(folder / PICTURE)
    (folder / "article.txt").write_text(ARTICLE, "utf-8")
    return folder


def with_sidecar(data: bytes, folder: Path) -> Article:
    """Read a plain article with the bytes as its sidecar."""
    (folder / "article.toml").write_bytes(data)
    return readers.read(folder / "article.txt", root=folder)


def briefing(data: bytes, folder: Path) -> object:
    """Read the bytes as a briefing."""
    from exporter.readers import briefings

    (folder / "briefing.toml").write_bytes(data)
    return briefings.read(folder / "briefing.toml", folder)


def records(suffix: str) -> Callable[[bytes, Path], tuple[object, ...]]:
    """Return what parts a collection and reads each of its records, packed or not."""

    def read(data: bytes, folder: Path) -> tuple[object, ...]:
        packed = suffix in (".jsonl", ".csv", ".warc") and data.startswith(_GZIP)
        return collected(data, f"input{suffix}{'.gz' * packed}", folder)

    return read


def packed(
    suffix: str, pack: Callable[[bytes], bytes], mark: bytes
) -> Callable[[bytes, Path], object]:
    """Return what reads a package, or what is in one, which is packed first."""

    def read(data: bytes, folder: Path) -> object:
        whole = data if data.startswith(mark) else pack(data)
        if suffix in (".epub", ".pdf"):
            return collected(whole, f"input{suffix}", folder)
        return readers.read_bytes(whole, f"input{suffix}", root=folder)

    return read


def collected(data: bytes, name: str, folder: Path) -> tuple[object, ...]:
    """Part a collection, and read each record as the file that it becomes.

    Raises:
        ExporterError: there is no telling where its records are.
    """
    kind = known.kind_of(name)
    split = kind and known.splitter(kind)
    if not split:
        raise AssertionError(f"{name} is no collection")
    found: list[object] = []
    for piece in islice(split(io.BytesIO(data), name, name, ()), MOST):
        if isinstance(piece, ExporterError):
            found.append(piece)
            continue
        promises.check_piece(piece)
        try:
            found.append(readers.read_bytes(piece.data, piece.name, root=folder))
        except ExporterError as error:
            found.append(error)
    return tuple(found)
