"""Web archives: each page or text of a WARC file (ISO 28500) an article."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import BinaryIO

from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.model import Article, Asset, stated
from exporter.readers import convert, enclosed, kinds, streams
from exporter.readers.archived import Record, decoded, records
from exporter.readers.pieces import Piece, mark
from exporter.readers.request import Fields, Request, Supplied

_HEAD = 64 * 1024
_TITLE = re.compile(rb"<title[^<>]{0,200}>([^<]{1,500})</title", re.IGNORECASE)


def read(request: Request) -> Article:
    """Read the first page or text of a WARC file.

    Raises:
        InputError: there is none in it, or it can't be decoded or read.
    """
    data = io.BytesIO(request.original.data)
    for _, found in records(data, request.where):
        if isinstance(found, InputError):
            raise InputError(found.message, where=request.where, hint=found.hint)
        return _read(found, request)
    message = "there is neither a page nor a text in it"
    raise InputError(message, where=request.where)


def split(
    file: BinaryIO, name: str, where: str, fields: Fields
) -> Iterator[Piece | InputError]:
    """Yield pages and texts as files of one record, and what is wrong with others.

    Requests, images and whatever else a crawl brings are passed over.
    """
    return streams.patient(_pieces(file, name, where), where)


def _pieces(file: BinaryIO, name: str, where: str) -> Iterator[Piece | InputError]:
    stem = kinds.stem_of(name)
    for number, found in records(streams.opened(file, name), where):
        if isinstance(found, InputError):
            yield found
            continue
        address = found.address if convert.is_address(found.address) else None
        yield Piece(
            name=f"{stem}-{mark(found.address, found.data)}.warc",
            data=found.data,
            line=number,
            key=found.address,
            title=_title(found),
            told=Supplied(source_url=address, retrieved=found.date),
        )


def _title(record: Record) -> str:
    """Return what a page calls itself, if it is not compressed; ``""`` if nothing."""
    found = _TITLE.search(record.content[:_HEAD])
    if found is None or record.encodings:
        return ""
    words = enclosed.marked(found.group(1), record.charset)
    return " ".join(unescape(words.decode("utf-8-sig", "replace")).split())


def _read(record: Record, request: Request) -> Article:
    content = decoded(record, request.where)
    is_web = convert.is_address(record.address)
    asked = replace(request, address=record.address if is_web else request.address)
    if record.media_type == "text/plain":
        article = _text(content, record.charset, asked)
    else:
        article = enclosed.page(content, asked, record.charset)
    source = article.source
    if not source.url.value and is_web:
        source = replace(source, url=stated(record.address, "warc:WARC-Target-URI"))
    if record.date is not None and not source.retrieved.value:
        retrieved: PartialDate = record.date
        source = replace(source, retrieved=stated(retrieved, "warc:WARC-Date"))
    return replace(article, source=source, original=request.original)


def _text(content: bytes, charset: str, request: Request) -> Article:
    from exporter.readers import text

    data = enclosed.marked(content, charset)
    inner = Asset(name="text.txt", media_type="text/plain", data=data)
    return text.read(replace(request, original=inner))
