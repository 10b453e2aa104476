"""Records of dumps: JSON Lines and CSV, each line or row an article."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from exporter.errors import InputError
from exporter.readers import kinds, streams
from exporter.readers.pieces import Piece, mark
from exporter.readers.records import jsonl, record, rows
from exporter.readers.records.jsonl import Values
from exporter.readers.request import Fields, Parsed, Request

_TABLES = (".csv", ".tsv")


def read(request: Request) -> Parsed:
    """Read a file of one record; ``where`` of messages is the request's.

    Raises:
        InputError: there is not one record in it, or the record has no text.
    """
    data = io.BytesIO(request.original.data)
    found = list(islice(_rows(data, request.original.name, request.where), 2))
    if not found:
        raise InputError("there is no record in it", where=request.where)
    _, item = found[0]
    if isinstance(item, InputError):
        raise InputError(item.message, where=request.where, hint=item.hint)
    if len(found) > 1:
        hint = "read it as a collection"
        raise InputError("there are many records in it", where=request.where, hint=hint)
    return record.read(item[0], request)


def split(
    file: BinaryIO, name: str, where: str, fields: Fields
) -> Iterator[Piece | InputError]:
    """Yield the records of a file as files of their own, and what is wrong with others.

    Only one record is held at a time; ``where`` gets the number of its line.
    """
    return streams.patient(_pieces(file, name, where, fields), where)


def _pieces(
    file: BinaryIO, name: str, where: str, fields: Fields
) -> Iterator[Piece | InputError]:
    stem, suffix = kinds.stem_of(name), _suffix(name)
    for number, item in _rows(file, name, where):
        if isinstance(item, InputError):
            yield item
            continue
        found, data = item
        try:
            shown = record.glance(found, fields, f"{where}:{number}")
        except InputError as error:
            yield error
            continue
        yield Piece(
            name=f"{stem}-{mark(shown.key, data)}{suffix}",
            data=data,
            line=number,
            key=shown.key,
            title=shown.title,
            told=shown.told,
            fields=tuple(found),
        )


def _rows(
    file: BinaryIO, name: str, where: str
) -> Iterator[tuple[int, tuple[Values, bytes] | InputError]]:
    read_rows = rows.rows if _suffix(name) in _TABLES else jsonl.rows
    return read_rows(streams.opened(file, name), where)


def _suffix(name: str) -> str:
    _, dot, last = name.lower().removesuffix(".gz").rpartition(".")
    return dot + last
