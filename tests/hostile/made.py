"""Files that nobody writes by hand: packages, mails, archives, pictures, PDFs."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

PROSE = (
    "The bridge over the harbour opened to traffic on Tuesday morning, two years after"
    " a barge struck its eastern pier, and the city said that it was glad of it."
)
MORE = (
    "Buses will follow next week, the mayor told a crowd that had waited for hours in"
    " the rain, and everyone who came was given a cup of tea and a slice of bread."
)
_SCHEMA = "http://schemas.openxmlformats.org"
_W = (
    f'xmlns:w="{_SCHEMA}/wordprocessingml/2006/main" '
    f'xmlns:r="{_SCHEMA}/officeDocument/2006/relationships" '
    f'xmlns:wp="{_SCHEMA}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{_SCHEMA}/drawingml/2006/main" '
    f'xmlns:pic="{_SCHEMA}/drawingml/2006/picture"'
)
_REL = f"{_SCHEMA}/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_OD = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" '
    f'xmlns:table="{_ODF}:table:1.0" xmlns:draw="{_ODF}:drawing:1.0" '
    f'xmlns:svg="{_ODF}:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"'
)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file, alike in every run."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def paragraph(text: str) -> str:
    """Return a paragraph of Word."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def picture(how: str) -> str:
    """Return a picture of Word; ``how`` is embed or link."""
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="i" descr="A map"/>'
        "<a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f'<a:blip r:{how}="rId7"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def relation(kind: str, target: str, mode: str = "") -> str:
    """Return a relationship of a Word document, ``rId7``."""
    said = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="rId7" Type="{_REL}/{kind}" Target="{target}"{said}/>'


def docx(
    body: str = "",
    relations: str = "",
    others: Mapping[str, str | bytes] | None = None,
    doctype: str = "",
) -> dict[str, str | bytes]:
    """Return the members of a Word document: a paragraph, then this body."""
    package = f"{_SCHEMA}/package/2006"
    text = paragraph("Bridge reopens") + paragraph(PROSE) + body
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship '
        f'Id="r1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/'
        f'relationships">{relations}</Relationships>',
        "word/document.xml": f"{doctype}<w:document {_W}><w:body>{text}</w:body>"
        "</w:document>",
        **(others or {}),
    }  # fmt: skip


def odt(
    body: str = "", others: Mapping[str, str | bytes] | None = None, doctype: str = ""
) -> dict[str, str | bytes]:
    """Return the members of a document of LibreOffice: a paragraph, then this body."""
    kind = "application/vnd.oasis.opendocument.text"
    return {
        "mimetype": kind,
        "content.xml": f"{doctype}<office:document-content {_OD}><office:body>"
        f"<office:text><text:p>Bridge reopens</text:p><text:p>{PROSE}</text:p>{body}"
        "</office:text></office:body></office:document-content>",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_ODF}:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>',
        **(others or {}),
    }  # fmt: skip


def mail(
    body: str = PROSE,
    *,
    kind: str = "text/plain; charset=utf-8",
    subject: str = "Bridge reopens",
    more: str = "",
) -> str:
    """Return a mail of one part; ``more`` are lines of its head."""
    return (
        f"From: Ana Example <ana@coast.example>\nTo: bo@coast.example\n"
        f"Subject: {subject}\nDate: Tue, 05 Mar 2024 10:00:00 +0100\n{more}"
        f"MIME-Version: 1.0\nContent-Type: {kind}\n\n{body}\n"
    )


def multipart(*parts: str, subtype: str = "mixed", more: str = "") -> str:
    """Return a mail of parts, each with its own head."""
    body = "".join(f"--XX\n{part}\n" for part in parts) + "--XX--\n"
    return mail(body, kind=f'multipart/{subtype}; boundary="XX"', more=more)


def page(body: str, head: str = "", title: str = "Bridge reopens") -> str:
    """Return a web page with an article and this in it."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1><p>{PROSE}</p>{body}<p>{MORE}</p></article>"
        "</body></html>"
    )


def saved(html: str, *parts: str) -> str:
    """Return a page saved as MHTML, with other parts."""
    first = (
        f"Content-Type: text/html\nContent-Location: https://coast.example/\n\n{html}"
    )
    return multipart(first, *parts, subtype='related; type="text/html"')


def lines(*records: object) -> str:
    """Return JSON Lines."""
    return "".join(f"{json.dumps(record)}\n" for record in records)


def rss(item: str, doctype: str = "", title: str = "Coast") -> str:
    """Return a feed of one item, a title and a text, and this in it."""
    return (
        f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>{title}'
        f"</title><item><title>Bridge reopens</title>{item}</item></channel></rss>"
    )


def archived(
    body: bytes,
    head: str = "Content-Type: text/html; charset=utf-8",
    address: str = "https://coast.example/a",
) -> bytes:
    """Return a WARC file of one response."""
    block = f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body
    start = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2024-03-05T10:30:00Z\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return start.encode() + block + b"\r\n\r\n"


def _chunk(kind: bytes, data: bytes) -> bytes:
    crc = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)


def png(
    width: int, height: int, extra: bytes = b"", data: bytes | None = None
) -> bytes:
    """Return a grey PNG that claims this size, with other chunks before the data."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * height)) if data is None else data
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + extra + _chunk(b"IDAT", rows)
        + _chunk(b"IEND", b"")
    )  # fmt: skip


def zeros(mebibytes: int) -> bytes:
    """Return a zlib stream that grows a thousandfold."""
    return zlib.compress(bytes(mebibytes << 20), 9)


def text_chunk(mebibytes: int) -> bytes:
    """Return a compressed text of PNG (PNG, 11.3.3.3) of this size."""
    return _chunk(b"zTXt", b"Comment\0\0" + zeros(mebibytes))


def profile_chunk(mebibytes: int) -> bytes:
    """Return a colour profile of PNG (PNG, 11.3.2.3) of this size."""
    return _chunk(b"iCCP", b"icc\0\0" + zeros(mebibytes))


def moving(kind: str, frames: int) -> bytes:
    """Return an animation: GIF, PNG or WEBP."""
    buffer = io.BytesIO()
    first, *others = (
        Image.new("L", (64, 48), number % 256) for number in range(frames)
    )
    first.save(buffer, kind, save_all=True, append_images=others)
    return buffer.getvalue()


def jpeg(width: int = 320, height: int = 240) -> bytes:
    """Return a photograph of a grey wall."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(buffer, "JPEG")
    return buffer.getvalue()


def gzipped(data: bytes) -> bytes:
    """Return a gzip file, alike in every run."""
    return gzip.compress(data, 9, mtime=0)


def portable(*objects: str) -> bytes:
    """Return a PDF of these objects, the first of which is the catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{item}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start, size = len(data), len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()
