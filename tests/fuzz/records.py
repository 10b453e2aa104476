"""Dumps, feeds and letters: records of the same article in many forms."""

from __future__ import annotations

import csv
import gzip
import io
import json
from email.message import EmailMessage
from html import escape

from fuzz import pages
from fuzz.samples import Draw, Sample, Samples, Words
from hypothesis import strategies as st


def _story(draw: Draw, words: Words) -> dict[str, str]:
    """Return a record under the names that news dumps use."""
    count = draw(st.integers(1, 3))
    return {
        "title": words.some(3, 6),
        "text": "\n\n".join(words.sentences() for _ in range(count)),
        "url": f"https://www.example.org/news/{draw(st.integers(1, 999))}",
        "domain": "www.example.org",
        "date": draw(st.sampled_from(("2024-03-05", "2024-03-05T10:00:00Z", ""))),
        "authors": draw(
            st.sampled_from(("Ana Example", "", "Ana Example, Bo Example"))
        ),
    }


def jsonl() -> st.SearchStrategy[Sample]:
    """Make JSON Lines of one to three stories."""
    return st.composite(_jsonl)()


def _jsonl(draw: Draw) -> Sample:
    words = Words(draw)
    ascii_ = draw(st.booleans())
    lines = [json.dumps(_story(draw, words), ensure_ascii=ascii_)
             for _ in range(draw(st.integers(1, 3)))]  # fmt: skip
    return words.sample("\n".join(lines) + draw(st.sampled_from(("", "\n", "\r\n"))))


def table() -> st.SearchStrategy[Sample]:
    """Make CSV of one to three stories."""
    return st.composite(_table)()


def _table(draw: Draw) -> Sample:
    words = Words(draw)
    stories = [_story(draw, words) for _ in range(draw(st.integers(1, 3)))]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(stories[0]))
    writer.writeheader()
    writer.writerows(stories)
    return words.sample(out.getvalue())


def feed(kind: str) -> Samples:
    """Return what makes feeds of a kind: ``rss``, ``atom`` or ``json``."""
    make = {"rss": _rss, "atom": _atom, "json": _json}[kind]
    return lambda: st.composite(make)()


def _content(words: Words) -> str:
    return f"<p>{escape(words.sentences())}</p><p>{escape(words.sentences())}</p>"


def _rss(draw: Draw) -> Sample:
    words = Words(draw)
    items = "".join(
        f"<item><title>{escape(words.some(3, 6))}</title><guid>{at}</guid>"
        f"<link>https://www.example.org/{at}</link>"
        f"<pubDate>Tue, 05 Mar 2024 10:00:00 +0100</pubDate>"
        f"<content:encoded><![CDATA[{_content(words)}]]></content:encoded></item>"
        for at in range(draw(st.integers(1, 3)))
    )
    return words.sample(
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Coast Gazette</title>{items}</channel></rss>"
    )


def _atom(draw: Draw) -> Sample:
    words = Words(draw)
    entries = "".join(
        f"<entry><title>{escape(words.some(3, 6))}</title><id>urn:x:{at}</id>"
        f'<link href="https://www.example.org/{at}"/>'
        f"<updated>2024-03-05T10:00:00Z</updated>"
        f'<content type="html">{escape(_content(words))}</content></entry>'
        for at in range(draw(st.integers(1, 3)))
    )
    return words.sample(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>The Coast Gazette</title><id>urn:x</id>{entries}</feed>"
    )


def _json(draw: Draw) -> Sample:
    words = Words(draw)
    items = [
        {
            "id": str(at),
            "title": words.some(3, 6),
            "content_html": _content(words),
            "url": f"https://www.example.org/{at}",
            "date_published": "2024-03-05T10:00:00Z",
        }
        for at in range(draw(st.integers(1, 3)))
    ]
    version = "https://jsonfeed.org/version/1.1"
    stated = {"version": version, "title": "The Coast Gazette", "items": items}
    return words.sample(json.dumps(stated, ensure_ascii=False))


def warc() -> st.SearchStrategy[Sample]:
    """Make archives of one to three pages, packed or not (ISO 28500)."""
    return st.composite(_warc)()


def _warc(draw: Draw) -> Sample:
    words = Words(draw)
    records = []
    for at in range(draw(st.integers(1, 3))):
        body = pages.page(draw, words).encode()
        http = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        )
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{at:012d}>\r\n"
            f"WARC-Target-URI: https://www.example.org/{at}\r\n"
            "WARC-Date: 2024-03-05T10:00:00Z\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        records.append(head.encode() + http + b"\r\n\r\n")
    if draw(st.booleans()):
        records = [gzip.compress(record, mtime=0) for record in records]
    return Sample(b"".join(records), tuple(words.given))


def letter() -> st.SearchStrategy[Sample]:
    """Make newsletters: plain text, HTML, or both."""
    return st.composite(_letter)()


def _letter(draw: Draw) -> Sample:
    words = Words(draw)
    message = EmailMessage()
    message["From"] = "The Coast Gazette <news@example.org>"
    message["Subject"] = words.some(3, 6)
    message["Date"] = "Tue, 05 Mar 2024 10:00:00 +0100"
    kind = draw(st.sampled_from(("plain", "html", "both")))
    count = draw(st.integers(2, 4))
    paragraphs = [words.sentences() for _ in range(count)]
    if kind != "html":
        message.set_content("\n\n".join(paragraphs), cte=draw(_ENCODINGS))
    marked = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    if kind == "html":
        message.set_content(marked, subtype="html", cte=draw(_ENCODINGS))
    if kind == "both":
        message.add_alternative(marked, subtype="html")
        message.set_boundary("between-parts")
    return Sample(message.as_bytes(), tuple(words.given))


_ENCODINGS = st.sampled_from(("quoted-printable", "base64", "8bit"))
