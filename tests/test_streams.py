"""Streams that end in a carriage return, and files without them."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from exporter.writers.streams import seal

AMBIGUOUS = b"\r\nendstream"


def ending_in_return(text: bytes) -> bytes:
    """Return text that ends in a carriage return once it is packed."""
    number = 0
    while not zlib.compress(text + b"%d" % number).endswith(b"\r"):
        number += 1
    return text + b"%d" % number


def file(count: int, objects: int = 50) -> tuple[bytes, list[bytes]]:
    """Return a file with as many streams of that kind, as qpdf writes it."""
    texts = [ending_in_return(b"stream %d " % number) for number in range(count)]
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        streams = [pdf.make_stream(text) for text in texts]
        pdf.Root.Streams = Array(streams)
        others = [pdf.make_indirect(Dictionary(N=n)) for n in range(objects)]
        pdf.Root.Others = Array(others)
        predicted = pdf.make_stream(b"")
        predicted.write(
            zlib.compress(ending_in_return(b"\0\1\2")),
            filter=Name.FlateDecode,
            decode_parms=Dictionary(Predictor=1),
        )
        pdf.Root.Predicted = predicted
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return buffer.getvalue(), texts


@pytest.mark.parametrize("count", [1, 2, 9])
def test_sealed_files_hold_the_same(count: int) -> None:
    """Every stream says what it said, every object is where the table says."""
    data, texts = file(count)
    assert AMBIGUOUS in data
    sealed = seal(data)
    assert AMBIGUOUS not in sealed
    options = {"attempt_recovery": False, "suppress_warnings": False}
    with pikepdf.open(io.BytesIO(sealed), **options) as pdf:
        assert [stream.read_bytes() for stream in pdf.Root.Streams] == texts
        assert [int(item.N) for item in pdf.Root.Others] == list(range(50))
        assert pdf.Root.Predicted.read_bytes().startswith(b"\0\1\2")
        assert len(pdf.pages) == 1


def test_object_streams_are_sealed_too() -> None:
    """qpdf's own streams hold objects; one in 256 of them ends so."""
    for objects in range(100, 600):
        data, _ = file(0, objects)
        start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
        if AMBIGUOUS in data[:start] and b"/ObjStm" in data:
            break
    sealed = seal(data)
    assert AMBIGUOUS not in sealed
    with pikepdf.open(io.BytesIO(sealed), attempt_recovery=False) as pdf:
        assert [int(item.N) for item in pdf.Root.Others] == list(range(objects))


def test_a_clear_file_stays_as_it_is() -> None:
    """Nothing is done where nothing is to be done."""
    data, _ = file(0, 7)
    assert (seal(data) is data) == (AMBIGUOUS not in data)
