"""Feeds: RSS, Atom and JSON Feed, parted into feeds of one entry, and read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from exporter.errors import InputError
from exporter.readers import entries, feedjson, feedxml, kinds, slugs, streams
from exporter.readers.feedxml import Part
from exporter.readers.pieces import Piece, mark
from exporter.readers.request import Fields, Parsed, Request

_JSON = (b"{", b"[")


def read(request: Request) -> Parsed:
    """Read a feed of one entry, or a JSON file that holds one record.

    Raises:
        InputError: there is no feed in it, not one entry, or the entry has no text.
    """
    data, where = request.original.data, request.where
    if not _is_json(data):
        return Parsed(article=entries.read(feedxml.entry(data, where), request))
    found = feedjson.parse(data, where)
    if feedjson.is_feed(found):
        return Parsed(article=entries.read(feedjson.entry(found, where), request))
    from exporter.readers.records import record

    return record.read(found, request)


def split(
    file: BinaryIO, name: str, where: str, fields: Fields
) -> Iterator[Piece | InputError]:
    """Yield the entries of a feed as feeds of one entry, and what is wrong with others.

    A file has the name of its entry's title and of a digest of its address or id,
    which stay the same when other entries come above it.
    """
    return streams.patient(_pieces(file, name, where, fields), where)


def _pieces(
    file: BinaryIO, name: str, where: str, fields: Fields
) -> Iterator[Piece | InputError]:
    stem, suffix = kinds.stem_of(name), kinds.suffix_of(name)
    taken: set[str] = set()
    try:
        data = _whole(file, where)
        for part in _parts(data, where, fields):
            if isinstance(part, InputError):
                yield part
                continue
            called = stem if part.data is data else _name(part, stem)
            if called in taken:
                called = f"{called}-{part.line}"
            taken.add(called)
            yield Piece(
                name=f"{called}{suffix}",
                data=part.data,
                line=part.line,
                key=part.key,
                title=part.title,
                told=part.told,
                fields=part.fields,
            )
    except InputError as error:
        yield error


def _whole(file: BinaryIO, where: str) -> bytes:
    data = file.read(streams.LIMIT + 1)
    if len(data) > streams.LIMIT:
        message = f"the feed is larger than {streams.LIMIT // 2**20} MiB"
        raise InputError(message, where=where, hint="feeds hold what is new")
    return data


def _parts(data: bytes, where: str, fields: Fields) -> Iterator[Part | InputError]:
    if not _is_json(data):
        return feedxml.parts(data, where)
    found = feedjson.parse(data, where)
    if feedjson.is_feed(found):
        return feedjson.parts(found, where)
    from exporter.readers.records import record

    shown = record.glance(found, fields, where)
    part = Part(
        data=data,
        line=1,
        key=shown.key,
        title=shown.title,
        told=shown.told,
        fields=tuple(found),
    )
    return iter((part,))


def _is_json(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in _JSON


def _name(part: Part, stem: str) -> str:
    digest = mark(part.key, part.data)
    words = slugs.ascii_name(part.title[:200])[:48].strip("-")
    return "-".join(filter(None, (stem, words, digest)))
