"""Collections made for tests, and what their splitters make of them."""

from __future__ import annotations

import io
import json

from exporter import readers
from exporter.errors import InputError
from exporter.model import Article
from exporter.readers import kinds
from exporter.readers.pieces import Piece
from exporter.readers.request import Fields

TEXT = (
    "The bridge over the harbour opened to traffic on Tuesday morning, two years"
    " after a barge struck its eastern pier, the city said.\n"
    "Buses will follow next week, the mayor told a crowd that had waited for hours."
)


def lines(*records: object) -> bytes:
    """Return JSON Lines."""
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)


def split(data: bytes, name: str, fields: Fields = ()) -> list[Piece | InputError]:
    """Return all that the splitter of a file of this name yields."""
    kind = kinds.kind_of(name)
    assert kind is not None
    splitter = kinds.splitter(kind)
    assert splitter is not None
    return list(splitter(io.BytesIO(data), name, f"in/{name}", fields))


def pieces(data: bytes, name: str, fields: Fields = ()) -> list[Piece]:
    """Return the records of a collection in which none is bad."""
    found = split(data, name, fields)
    assert [item for item in found if isinstance(item, InputError)] == []
    return [item for item in found if isinstance(item, Piece)]


def bad(data: bytes, name: str) -> list[str]:
    """Return what is said of the bad records of a collection."""
    return [str(item) for item in split(data, name) if isinstance(item, InputError)]


def read(piece: Piece, fields: Fields = ()) -> Article:
    """Read a piece as an article."""
    origin = readers.Origin(fields=fields)
    article = readers.read_bytes(piece.data, piece.name, origin=origin)
    assert article.original.data == piece.data
    assert article.original.name == piece.name
    return article


def read_record(record: object, fields: Fields = ()) -> Article:
    """Read one record of JSON Lines."""
    (piece,) = pieces(lines(record), "news.jsonl", fields)
    return read(piece, fields)


def codes(article: Article) -> list[str]:
    """Return the codes of the notices of an article."""
    return [notice.code for notice in article.notices]
