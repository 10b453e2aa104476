"""Web archives: which records are articles, what is bounded, what is said of them."""

from __future__ import annotations

import gzip
import io

import pytest
from dumps import TEXT, bad, pieces, read, split
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from exporter.errors import InputError
from exporter.model import stated
from exporter.readers import streams, survey
from exporter.readers.pieces import Piece

TITLE = "<title>Bridge &amp; city</title>"
HTML = f"<html><head>{TITLE}</head><body><p>{TEXT}</p></body></html>"
DATE = "2024-03-05T10:30:00Z"


def record(
    kind: str, block: bytes, media_type: str, address: str = "https://coast.example/a"
) -> bytes:
    """Return one record, as ISO 28500 has it."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: {DATE}\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(
    body: bytes,
    *headers: str,
    status: str = "200 OK",
    address: str = "https://coast.example/a",
) -> bytes:
    """Return the record of what a server sent."""
    head = "\r\n".join((f"HTTP/1.1 {status}", *headers, "", ""))
    return record(
        "response", head.encode() + body, "application/http; msgtype=response", address
    )


def plain(body: bytes, *headers: str, charset: str = "; charset=utf-8") -> bytes:
    """Return the record of a text that a server sent."""
    return response(body, f"Content-Type: text/plain{charset}", *headers)


IMAGE = response(b"\x89PNG", "Content-Type: image/png")
MISSING = response(b"<p>Not here", "Content-Type: text/html", status="404 Not Found")
ASKED = record(
    "request", b"GET /a HTTP/1.1\r\n\r\n", "application/http; msgtype=request"
)


@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_archive_of_another_hand(name: str) -> None:
    """Of what warcio writes, texts are records; the rest is passed over."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=name.endswith("gz"))
    writer.write_record(writer.create_warcinfo_record(name, {"software": "test"}))
    for address, media_type, body in (
        ("https://coast.example/a", "text/plain; charset=latin-1", "Über alles. Ja."),
        ("https://coast.example/b.css", "text/css", "p {}"),
        ("https://coast.example/c", "text/plain", TEXT),
    ):
        head = StatusAndHeaders("200 OK", [("Content-Type", media_type)], "HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                address,
                "response",
                payload=io.BytesIO(body.encode("latin-1")),
                http_headers=head,
                warc_headers_dict={"WARC-Date": DATE},
            )
        )
    first, second = pieces(file.getvalue(), name)
    assert (first.name[:6], first.line) == ("crawl-", 2)
    assert (first.key, second.key) == (
        "https://coast.example/a",
        "https://coast.example/c",
    )
    article = read(first)
    assert article.body == "<p>Über alles. Ja.</p>"
    assert article.source.url.value == "https://coast.example/a"
    assert str(article.source.retrieved.value) == DATE
    assert article.source.retrieved.rule == "warc:WARC-Date"
    assert article.original.media_type == "application/warc"
    assert pieces(second.data, second.name)[0].data == second.data


def test_records_that_are_articles() -> None:
    """Pages and texts that a server sent, that were put there, or converted."""
    resource = record("resource", TEXT.encode(), "text/plain", "urn:x:1")
    converted = record(
        "conversion", TEXT.encode(), "text/plain", "<https://c.example/>"
    )
    data = ASKED + IMAGE + MISSING + resource + converted + plain(TEXT.encode())
    found = pieces(data, "a.warc")
    assert [(p.line, p.key) for p in found] == [
        (4, "urn:x:1"),
        (5, "https://c.example/"),
        (6, "https://coast.example/a"),
    ]
    assert read(found[0]).source.url.value is None
    assert read(found[0]).source.retrieved == stated(
        read(found[2]).source.retrieved.value, "warc:WARC-Date"
    )


def test_gzip_of_a_whole_archive() -> None:
    """One member for all records is as good as one for each."""
    data = plain(TEXT.encode()) + plain(TEXT.encode())
    each = gzip.compress(plain(TEXT.encode())) * 2
    assert len(pieces(gzip.compress(data), "a.warc.gz")) == 2
    assert len(pieces(each, "a.warc.gz")) == 2


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(TEXT.encode()), ("Content-Encoding: gzip",)),
        (TEXT.encode(), ("Content-Encoding: gzip",)),
        (TEXT.encode(), ("Content-Encoding: identity",)),
        (
            f"{len(TEXT.encode()):x}\r\n{TEXT}\r\n0\r\n\r\n".encode(),
            ("Transfer-Encoding: chunked",),
        ),
        (TEXT.encode(), ("Transfer-Encoding: chunked",)),
    ],
)
def test_encodings_of_the_transfer(body: bytes, headers: tuple[str, ...]) -> None:
    """They are undone, unless the crawler has done so and left their names."""
    (piece,) = pieces(plain(body, *headers), "a.warc")
    assert "Buses will follow next week" in read(piece).body


def test_unknown_encoding() -> None:
    """What nobody here can undo is said."""
    (piece,) = pieces(plain(b"x", "Content-Encoding: br"), "a.warc")
    with pytest.raises(InputError, match="compressed as 'br'"):
        read(piece)


def test_bombs() -> None:
    """Neither a record nor what it inflates to is larger than an article may be."""
    large = gzip.compress(b"x" * (streams.LIMIT + 1))
    found = split(plain(large, "Content-Encoding: gzip"), "a.warc")
    assert isinstance(found[0], Piece)
    with pytest.raises(InputError, match="larger than 16 MiB"):
        read(found[0])
    whole = gzip.compress(plain(b"x" * streams.LIMIT) + plain(TEXT.encode()))
    first, second = split(whole, "a.warc.gz")
    assert str(first).startswith("in/a.warc.gz:1: the record is larger than 16 MiB")
    assert isinstance(second, Piece)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"junk\r\n\r\n", "Invalid WARC record"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\nabc", "how long it is"),
        (plain(TEXT.encode())[:300], "ends too early"),
        (b"WARC/1.0\r\nA: " + b"b" * 99_999, "a line has no end"),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 100_001, "head has no end"),
        (b"", None),
    ],
)
def test_broken_archives(data: bytes, words: str | None) -> None:
    """What stands before the fault is read; after it nothing can be found."""
    good = plain(TEXT.encode())
    found = split(good + data, "a.warc")
    assert isinstance(found[0], Piece)
    if words is None:
        assert len(found) == 1
        return
    assert len(found) == 2
    assert str(found[1]).startswith("in/a.warc:2: ")
    assert words in str(found[1])


def test_gzip_that_breaks_off() -> None:
    """A download that was cut is told from the end of an archive."""
    members = [gzip.compress(plain(f"{TEXT} {n}".encode())) for n in range(3)]
    found = split(b"".join(members)[:-20], "a.warc.gz")
    assert [type(item) for item in found] == [Piece, Piece, InputError]
    assert "ends too early" in str(found[2])
    assert "no gzip file" in bad(b"plain", "a.warc.gz")[0]


def test_wrong_length_of_one_record() -> None:
    """A record that says a wrong length hides no other if the next can be found."""
    wrong = record("resource", b"", "text/plain").replace(b"Length: 0", b"Length: x")
    assert len(pieces(wrong + plain(TEXT.encode()), "a.warc")) == 2


def test_pages() -> None:
    """A page is read by the reader of pages, in the encoding that the server names."""
    body = HTML.replace("harbour", "Fjörde").encode("latin-1")
    data = response(body, "Content-Type: text/html; charset=iso-8859-1")
    article = read(pieces(data, "a.warc")[0])
    assert "Fjörde" in article.body
    assert article.title.value == "Bridge & city"
    assert article.source.url.value == "https://coast.example/a"
    assert str(article.source.retrieved.value) == DATE


def test_nothing_to_read() -> None:
    """A file without a page or a text is no article."""
    piece = Piece(name="a.warc", data=IMAGE, line=1)
    with pytest.raises(InputError, match="neither a page nor a text"):
        read(piece)


def test_survey_of_an_archive() -> None:
    """Pages are counted by host, and named by their title, without being read."""
    page = response(HTML.encode(), "Content-Type: text/html")
    found = survey.survey(split(page + plain(TEXT.encode()), "a.warc"))
    assert found["records"] == 2
    assert found["sources"] == [{"name": "coast.example", "records": 2}]
    (piece,) = pieces(page, "a.warc")
    assert piece.title == "Bridge & city"
