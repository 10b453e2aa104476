"""Streams whose end no reader can mistake.

A stream that ends in a carriage return reads, with the line feed before
``endstream``, as one byte short of its length (ISO 19005-3, 6.1.7.1). One in 256
packed streams does. qpdf, which writes the file, has no remedy.
"""

from __future__ import annotations

import binascii
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import BinaryIO

import pikepdf

AMBIGUOUS = b"\r\nendstream"
_HEAD = re.compile(rb"(\d+) 0 obj\n(<<.*?>>)\nstream\n", re.DOTALL)
_LENGTH = re.compile(rb"/Length \d+")
_FILTER = re.compile(rb"/Filter (/\w+)")
_PARAMETERS = re.compile(rb"/DecodeParms (<<[^<>]*>>)")
_PREDICTED = re.compile(rb"/DecodeParms << /Columns (\d+) /Predictor 12 >> ")
_WIDTHS = re.compile(rb"/W \[ (\d+) (\d+) (\d+) \]")
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\n$")


def save(pdf: pikepdf.Pdf, file: BinaryIO) -> None:
    """Write a file so that its bytes depend on its objects only, for ``seal``."""
    pdf.save(
        file,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )


def seal(data: bytes) -> bytes:
    """Return a file as qpdf writes it so that all its streams end clearly.

    A stream of such a kind is written in hexadecimal digits, and the
    cross-reference stream (ISO 32000-1, 7.5.8) takes the new offsets.
    """
    if AMBIGUOUS not in data:
        return data
    found = _START.search(data)
    assert found  # qpdf ends a file so
    start = int(found[1])
    table = _Table(data[start:])
    offsets = sorted(table.offsets())
    parts: list[bytes] = []
    ends, growths, done = [], [], 0
    for place in _places(data, start):
        head = _HEAD.match(data, offsets[bisect_right(offsets, place) - 1])
        assert head  # qpdf writes an object so
        new = _spelt(head[2], data[head.end() : place + 1])
        parts += [data[done : head.start(2)], new]
        done = place + 1
        ends.append(place)
        growths.append(len(new) - (done - head.start(2)))
    shifts = [0, *accumulate(growths)]
    table.move(ends, shifts)
    tail = b"startxref\n%d\n%%%%EOF\n" % (start + shifts[-1])
    return b"".join([*parts, data[done:start], table.written(), tail])


def _places(data: bytes, end: int) -> Iterator[int]:
    """Yield where a carriage return ends a stream."""
    at = data.find(AMBIGUOUS, 0, end)
    while at >= 0:
        yield at
        at = data.find(AMBIGUOUS, at + 1, end)


def _spelt(entries: bytes, packed: bytes) -> bytes:
    """Return the dictionary and the data of a stream in hexadecimal digits."""
    digits = binascii.hexlify(packed) + b">"
    entries = _LENGTH.sub(b"/Length %d" % len(digits), entries)
    entries = _FILTER.sub(rb"/Filter [ /ASCIIHexDecode \1 ]", entries)
    entries = _PARAMETERS.sub(rb"/DecodeParms [ null \1 ]", entries)
    return entries + b"\nstream\n" + digits


class _Table:
    """A cross-reference stream as qpdf writes it, at the end of the file."""

    def __init__(self, tail: bytes) -> None:
        head = _HEAD.match(tail)
        columns, widths = _PREDICTED.search(tail), _WIDTHS.search(tail)
        assert head  # qpdf writes it so
        assert columns
        assert widths
        self._number, self._entries = head[1], head[2]
        self._end = 1 + int(widths[2])  # of the second field; the first has one byte
        unpacked = zlib.decompressobj().decompress(tail[head.end() :])
        self._rows = list(_rows(unpacked, int(columns[1])))

    def offsets(self) -> Iterator[int]:
        """Yield where the objects are that are not in others."""
        for row in self._rows:
            if row[0] == 1:
                yield int.from_bytes(row[1 : self._end], "big")

    def move(self, ends: list[int], shifts: list[int]) -> None:
        """Move what follows each end by the shift that it brings about."""
        for row in self._rows:
            if row[0] == 1:
                old = int.from_bytes(row[1 : self._end], "big")
                new = old + shifts[bisect_right(ends, old)]
                row[1 : self._end] = new.to_bytes(self._end - 1, "big")

    def written(self) -> bytes:
        """Return the object, packed if that has a clear end."""
        body = b"".join(self._rows)
        entries = _PREDICTED.sub(b"", self._entries)
        packed = zlib.compress(body)
        if packed.endswith(b"\r"):
            packed, entries = body, entries.replace(b"/Filter /FlateDecode ", b"")
        entries = _LENGTH.sub(b"/Length %d" % len(packed), entries)
        parts = (self._number, entries, packed)
        return b"%s 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % parts


def _rows(data: bytes, columns: int) -> Iterator[bytearray]:
    """Undo PNG's "up" predictor (RFC 2083, 6.4)."""
    above = bytearray(columns)
    for at in range(1, len(data), columns + 1):
        pairs = zip(data[at : at + columns], above, strict=True)
        above = bytearray((a + b) & 255 for a, b in pairs)
        yield bytearray(above)
