"""Records of a web archive, read one after the other with warcio, within bounds."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParser

from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.readers import days, streams

# It warns of addresses with spaces on standard error, which is not its to write to.
logging.getLogger("warcio").addHandler(logging.NullHandler())
_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
_HEAD = 64 * 1024
"""Bytes that the head of a response may have, and of a line of a head are read."""
_LINE = 16 * 1024
"""Bytes of which a line without an end is none; warcio may return no more."""
_LINES = 100_000
"""Lines that the head of a record, and what stands before it, may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A page or a text: the record as a file of its own, and what its heads say.

    ``content`` is as the server sent it, with ``encodings`` still to be undone.
    """

    data: bytes = field(repr=False)
    content: bytes = field(repr=False)
    address: str
    date: PartialDate | None
    media_type: str
    charset: str = ""
    encodings: tuple[str, ...] = ()
    chunked: bool = False


class _Input:
    """A stream that gives all it has before it fails, as where it breaks off."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._passed = 0

    def read(self, length: int) -> bytes:
        try:
            data = self._stream.read1(length)  # type: ignore[attr-defined]  # buffered
        except EOFError as error:  # which warcio takes for the end of the archive
            raise OSError("the compressed file ends too early") from error
        self._passed += len(data)
        return bytes(data)

    def tell(self) -> int:
        return self._passed


class _Reader(BufferedReader):  # type: ignore[misc]  # it has no types
    """Reads lines that end; warcio alone would hold whatever comes."""

    def __init__(self, stream: _Input) -> None:
        super().__init__(stream)
        self.lines = 0

    def readline(self, length: int | None = None) -> bytes:
        self.lines += 1
        if self.lines > _LINES:
            raise ArchiveLoadFailed("a record's head has no end")
        line: bytes = super().readline(_HEAD)
        if len(line) >= _LINE and not line.endswith(b"\n"):
            raise ArchiveLoadFailed("a line has no end")
        return line


class _Records(ArchiveIterator):  # type: ignore[misc]  # it has no types
    INC_RECORD = ""  # else written to standard error

    def __init__(self, stream: BinaryIO) -> None:
        whole = _Input(stream)
        super().__init__(whole, no_record_parse=True)
        self.reader = _Reader(whole)
        self.known_format = "warc"


def records(stream: BinaryIO, where: str) -> Iterator[tuple[int, Record | InputError]]:
    """Yield pages and texts with the number of their record, or what is wrong.

    After a record whose end can't be found there are no others.
    """
    found = _Records(stream)
    number = 0
    while True:
        number += 1
        place = f"{where}:{number}"
        try:
            raw = next(found, None)
            if raw is None:
                return
            found.reader.lines = 0
            record = _record(raw, place)
        except InputError as error:
            yield number, error
            continue
        except ArchiveLoadFailed as error:
            yield number, _lost(str(error), place)
            return
        except streams.BROKEN as error:
            yield number, streams.broken(error, place)
            return
        if record is not None:
            yield number, record


def _lost(message: str, where: str) -> InputError:
    hint = "the records after it can't be found"
    return InputError(f"not a WARC record: {message[:200]}", where=where, hint=hint)


def _record(raw: Any, where: str) -> Record | None:
    """Take a record if it is a page or a text; else return None."""
    if raw.length is None:
        raise ArchiveLoadFailed("it does not say how long it is")
    if raw.rec_type not in ("response", "resource", "conversion"):
        return None
    head = _read(raw, min(raw.length, _HEAD))
    http = _http(head) if raw.rec_type == "response" else None
    if raw.rec_type == "response" and (http is None or http.get_statuscode() != "200"):
        return None
    said = http.get_header("Content-Type") if http else raw.content_type
    media_type, charset = _media_type(said or "")
    if media_type not in _TEXTS:
        return None
    if raw.length > streams.LIMIT:
        raise streams.too_long(where)
    block = head + _read(raw, raw.length - len(head))
    headers = raw.rec_headers
    return Record(
        data=headers.to_bytes() + block + b"\r\n\r\n",
        content=block[http.total_len :] if http else block,
        address=_address(headers),
        date=days.read(headers.get_header("WARC-Date") or "")[0],
        media_type=media_type,
        charset=charset,
        encodings=_listed(http, "Content-Encoding"),
        chunked="chunked" in _listed(http, "Transfer-Encoding"),
    )


def _read(raw: Any, length: int) -> bytes:
    data: bytes = raw.raw_stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _http(block: bytes) -> Any:
    """Return the head of a response, None if it has none."""
    try:
        return StatusAndHeadersParser(["HTTP/"], verify=False).parse(io.BytesIO(block))
    except (EOFError, ValueError, IndexError):
        return None


def _media_type(written: str) -> tuple[str, str]:
    message = Message()
    message["Content-Type"] = " ".join(written.split())
    charset = message.get_content_charset("")
    return message.get_content_type(), charset


def _address(headers: Any) -> str:
    return (headers.get_header("WARC-Target-URI") or "").strip("<> ")[:8000]


def _listed(http: Any, name: str) -> tuple[str, ...]:
    written = (http.get_header(name) or "") if http else ""
    return tuple(filter(None, (part.strip().lower() for part in written.split(","))))


def decoded(record: Record, where: str) -> bytes:
    """Return the content of a record without the encodings of its transfer.

    Crawlers often keep the names of encodings that they have undone; what can't be
    undone is therefore taken as it is.

    Raises:
        InputError: it is too large, or in an encoding that is not known.
    """
    content = record.content
    if record.chunked:
        content = ChunkedDataReader(io.BytesIO(content)).read()
    for name in reversed(record.encodings):
        if name in ("gzip", "x-gzip", "deflate"):
            content = _inflated(content, where)
        elif name not in ("identity", "none", "utf-8"):
            message = f"the content is compressed as {name!r}, which can't be read"
            raise InputError(message, where=where)
    return content


def _inflated(content: bytes, where: str) -> bytes:
    """Undo gzip, zlib or raw deflate, within the size that a record may have."""
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            found = zlib.decompressobj(window).decompress(content, streams.LIMIT + 1)
        except zlib.error:
            continue
        if len(found) > streams.LIMIT:
            raise streams.too_long(where)
        return found
    return content
