"""Reading back a PDF: document information, XMP packet, attached files."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pikepdf

from exporter.artefacts.record import (
    CHANGED,
    NOTHING,
    Artefact,
    ArtefactArticle,
    Finding,
    Held,
    RecordedOriginal,
    basis,
    compare,
    is_original,
)
from exporter.artefacts.xmp import DC, OWN, XMP, Packet
from exporter.errors import InputError

_MIB = 1 << 20
_LARGEST_FILE = 1024 * _MIB
_LARGEST_STREAM = 64 * _MIB  # unpacked
_MOST_ATTACHMENTS = 20_000
_DEEPEST = 32
_UNNAMED = re.compile("^stream <[^<>]*>: ")
"""How qpdf calls a file that is not on the disk, which differs each time."""
_NO_PACKET = b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'


def read(path: Path) -> Artefact:
    """Return what a PDF says of itself.

    Raises:
        InputError: the file is damaged, encrypted or too large.
    """
    with opened(path) as pdf:
        return _artefact(pdf, packet(pdf, str(path)))


def verify(path: Path) -> tuple[Finding, ...]:
    """Compare each attached original with its recorded digest.

    An attached file that is no recorded original is a finding too: readers of
    PDF would show it as one.

    Raises:
        InputError: the file is damaged, encrypted or too large.
    """
    with opened(path) as pdf:
        articles = packet(pdf, str(path)).articles()
        attached = tuple((name, _digest(stream)) for name, stream in _attachments(pdf))
    findings = [_finding(article, attached) for article in articles]
    known = {finding.sha256 for finding in findings}
    known |= {finding.actual for finding in findings}
    findings += [
        Finding(name=name, status=CHANGED, actual=digest, note="no recorded original")
        for name, digest in attached
        if articles and digest not in known
    ]
    return tuple(findings) or NOTHING


def cover(path: Path) -> bytes | None:
    """Return None: no picture of a PDF is called its cover."""
    return None


def _finding(
    article: ArtefactArticle, attached: tuple[tuple[str, str | None], ...]
) -> Finding:
    """Find the original by its bytes, else by its name.

    Bytes first, because in a briefing two originals may share a name.
    """
    original = article.original or RecordedOriginal(name=article.slug or "")
    same = tuple(digest for _, digest in attached if digest == original.sha256)
    named = tuple(digest for name, digest in attached if name == original.name)
    return compare(original, (same if original.sha256 else ()) or named)


def held(file: BinaryIO, where: str) -> Iterator[Held]:
    """Yield each article with its original; what a page shows is not taken back.

    Raises:
        InputError: the file is damaged or encrypted.
    """
    with opened(file, where) as pdf:
        artefact = _artefact(pdf, packet(pdf, where))
        streams = tuple(_attachments(pdf))
        for article in artefact.articles:
            yield Held.of(artefact, article, _original(article, streams))


def _original(
    article: ArtefactArticle, streams: tuple[tuple[str, pikepdf.Stream], ...]
) -> bytes | None:
    """Return the attached file that has the recorded digest, if there is one.

    Those of the recorded name are tried first: a file of many articles has many.
    """
    recorded = article.original
    name = recorded.name if recorded else ""
    for _, stream in sorted(streams, key=lambda entry: entry[0] != name):
        data = _content(stream)
        if recorded and data is not None and is_original(recorded, data):
            return data
    return None


@contextmanager
def opened(path: Path | BinaryIO, where: str = "") -> Iterator[pikepdf.Pdf]:
    """Open a PDF as it is, without mending it; ``where`` is for messages.

    Raises:
        InputError: the file is damaged, encrypted or too large.
    """
    where = where or str(path)
    try:
        if isinstance(path, Path) and path.stat().st_size > _LARGEST_FILE:
            raise InputError("the PDF is larger than 1 GiB", where=where)
        with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        raise InputError("the PDF is encrypted", where=where) from error
    except (pikepdf.PdfError, RecursionError) as error:
        reason = _UNNAMED.sub("", str(error))
        raise InputError(f"the PDF is damaged: {reason}", where=where) from error
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", where=where) from error


def packet(pdf: pikepdf.Pdf, where: str) -> Packet:
    """Return the document's packet, an empty one where it has none.

    Raises:
        InputError: it is damaged or too large.
    """
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return Packet(_NO_PACKET, where)
    data = _content(stream)
    if data is None:
        raise InputError("the XMP packet is damaged or too large", where=where)
    return Packet(data, where)


def _artefact(pdf: pikepdf.Pdf, packet: Packet) -> Artefact:
    """Take each value from the packet, else from where older files keep it."""
    info = pdf.trailer.get("/Info")
    creator = packet.text(XMP, "CreatorTool") or _string(info, "/Creator")
    author = _string(info, "/Author")
    return Artefact(
        kind="pdf",
        title=packet.text(DC, "title") or _string(info, "/Title"),
        title_basis=basis(packet.text(OWN, "titleBasis")),
        date=packet.text(DC, "date"),
        created=packet.text(XMP, "CreateDate") or _moment(info, "/CreationDate"),
        modified=packet.text(XMP, "ModifyDate") or _moment(info, "/ModDate"),
        language=packet.text(DC, "language") or _string(pdf.Root, "/Lang"),
        identifier=packet.text(DC, "identifier"),
        creators=packet.texts(DC, "creator") or ((author,) if author else ()),
        series=packet.text(OWN, "series"),
        series_number=packet.text(OWN, "seriesNumber"),
        publisher=packet.text(DC, "publisher"),
        source=packet.text(DC, "source"),
        rights=packet.text(DC, "rights"),
        description=packet.text(DC, "description") or _string(info, "/Subject"),
        subjects=packet.texts(DC, "subject"),
        generator=creator or _string(info, "/Producer"),
        articles=packet.articles(),
    )


def _string(holder: pikepdf.Object | None, key: str) -> str | None:
    value = _entry(holder, key)
    text = str(value).strip() if isinstance(value, pikepdf.String) else ""
    return text or None


def _moment(info: pikepdf.Object | None, key: str) -> str | None:
    """Return a date (ISO 32000-1, 7.9.4) in ISO 8601, None if it is none."""
    from pikepdf.models.metadata import decode_pdf_date

    text = _string(info, key)
    try:
        return decode_pdf_date(text).isoformat() if text else None
    except ValueError:
        return None


def _entry(holder: object, key: str) -> object:
    return holder.get(key) if isinstance(holder, pikepdf.Dictionary) else None


def _attachments(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Stream]]:
    """Yield name and stream of each file, attached or associated, once."""
    associated = pdf.Root.get("/AF")
    tree = _entry(_entry(pdf.Root, "/Names"), "/EmbeddedFiles")
    seen: set[object] = set()
    for specification in (*_leaves(tree), *_elements(associated)):
        name = _string_of(specification, "/UF") or _string_of(specification, "/F")
        stream = _entry(_entry(specification, "/EF"), "/F")
        if name is None or not isinstance(stream, pikepdf.Stream):
            continue
        if stream.objgen not in seen:
            seen.add(stream.objgen)
            yield name, stream
        if len(seen) >= _MOST_ATTACHMENTS:
            return


def _string_of(holder: object, key: str) -> str | None:
    return _string(holder, key) if isinstance(holder, pikepdf.Dictionary) else None


def _leaves(root: object) -> Iterator[object]:
    """Yield the values of a name tree (ISO 32000-1, 7.9.6), each node looked at once.

    Nodes that have each other for kids would be as many as two to the depth.
    """
    waiting, seen = [(root, 0)], set()
    while waiting:
        node, depth = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or depth > _DEEPEST:
            continue
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        yield from _elements(_entry(node, "/Names"))[1::2]
        kids = _elements(_entry(node, "/Kids"))
        waiting += [(kid, depth + 1) for kid in reversed(kids)]


def _elements(holder: object) -> list[object]:
    return list(holder) if isinstance(holder, pikepdf.Array) else []


def _digest(stream: pikepdf.Stream) -> str | None:
    data = _content(stream)
    return None if data is None else hashlib.sha256(data).hexdigest()


def _content(stream: pikepdf.Stream) -> bytes | None:
    """Unpack a stream; None if it is damaged, too large or packed oddly."""
    filters = stream.get("/Filter")
    names = filters if isinstance(filters, pikepdf.Array) else [filters]
    packing = [str(name) for name in names if name is not None]
    raw = stream.read_raw_bytes()
    if not packing:
        return raw if len(raw) <= _LARGEST_STREAM else None
    if packing[:1] == ["/ASCIIHexDecode"]:
        try:
            raw = bytes.fromhex(raw.rstrip().removesuffix(b">").decode("ascii"))
        except ValueError:
            return None
        del packing[0]
    if packing != ["/FlateDecode"] or _has_parameters(stream):
        return None
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(raw, _LARGEST_STREAM)
    except zlib.error:
        return None
    return data if unpacker.eof else None


def _has_parameters(stream: pikepdf.Stream) -> bool:
    found = stream.get("/DecodeParms")
    kinds = found if isinstance(found, pikepdf.Array) else [found]
    return any(isinstance(kind, pikepdf.Dictionary) for kind in kinds)
