"""PDF and EPUB with originals inside: whole, or what one says of itself, to be packed.

Such records are fuzzed as kinds of their own: an artefact whose bytes are changed at
random is a damaged file and no more.
"""

from __future__ import annotations

import hashlib
import io
import zipfile

from fuzz.packages import well_formed
from fuzz.samples import Draw, Sample, Words
from hypothesis import strategies as st

from exporter import readers
from exporter.artefacts import ArtefactArticle, Held, RecordedOriginal
from exporter.artefacts.single import pack
from exporter.model import Asset, Edition
from exporter.readers.request import Supplied

_NAME = "rain.txt"
_TEXT = (
    "date 2023-09\n\nRain again today\n\nBy Ana Example\n\nIt rained all day long.\n"
)
_PACKAGE = "package.opf"


def epub() -> st.SearchStrategy[Sample]:
    """Make packages of an article, or of one what it says of itself."""
    return st.composite(_epub)()


def pdf() -> st.SearchStrategy[Sample]:
    """Make PDF with an article attached, or of one what it says of itself."""
    return st.composite(_pdf)()


def epub_of(package: bytes) -> bytes:
    """Return an EPUB with an original that says this of itself (EPUB 3.3, §5)."""
    with zipfile.ZipFile(io.BytesIO(_packed(_TEXT.encode()))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (members | {_PACKAGE: well_formed(package)}).items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def pdf_of(packet: bytes) -> bytes:
    """Return a PDF with an original that says this of itself (ISO 16684-1)."""
    return _portable(well_formed(packet), _TEXT.encode())


def _epub(draw: Draw) -> Sample:
    words = Words(draw)
    if draw(st.booleans()):
        data = _packed(_article(draw, words), draw(st.sampled_from(("", "Rain", "雨"))))
        return Sample(data, tuple(words.given))
    data = _packed(_TEXT.encode(), words.some(2, 4))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Sample(archive.read(_PACKAGE), tuple(words.given))


def _pdf(draw: Draw) -> Sample:
    from exporter.metadata import describe
    from exporter.writers import xmp

    words = Words(draw)
    whole = draw(st.booleans())
    text = _article(draw, words) if whole else _TEXT.encode()
    article = readers.read_bytes(text, _NAME, supplied=Supplied(language="en"))
    packet = xmp.packet(describe(Edition.single(article)), "WeasyPrint 70.0")
    data = _portable(packet, text) if whole else packet
    return Sample(data, tuple(words.given))


def _article(draw: Draw, words: Words) -> bytes:
    count = draw(st.integers(1, 3))
    return "\n\n".join(words.sentences() for _ in range(count)).encode()


def _packed(text: bytes, title: str = "") -> bytes:
    digest = hashlib.sha256(text).hexdigest()
    original = RecordedOriginal(
        name=_NAME, sha256=digest, size=len(text), media_type="text/plain"
    )
    article = ArtefactArticle(
        slug="rain", title=title or None, title_basis="supplied", language="en",
        published="2024-03-05", published_basis="supplied",
        creators=("Ana Example",), source_url="https://www.example.org/rain",
        original=original,
    )  # fmt: skip
    return pack(Held(article=article, data=text, subjects=("weather",)))


def _portable(packet: bytes, text: bytes) -> bytes:
    import pikepdf
    from files import attach

    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        name = pikepdf.Name
        document.Root.Metadata = document.make_stream(
            packet, Type=name.Metadata, Subtype=name.XML
        )
        original = Asset(name=_NAME, media_type="text/plain", data=text)
        attach(document, (original,), "tree af")
        document.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()
