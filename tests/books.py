"""Small books made by hand, for the tests of what is written and read back."""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime

from exporter.composition import (
    Composition,
    Document,
    Guide,
    Medium,
    NavEntry,
    Role,
)
from exporter.dates import PartialDate
from exporter.metadata import GENERATOR, ArticleRecord, Metadata, Original
from exporter.model import Asset, Basis, Citation, Series

URN = "urn:uuid:0d3a1f34-6d5e-5b3f-9d0c-2f3f5d0c7a11"
SERIES = Series(name="Notes & more", number="12")
MOMENT = datetime(2022, 4, 26, 9, 30, 12, tzinfo=UTC)

BODY = """
<p>The ferry left at dawn, <em>late</em> as ever, and nobody complained.<sup><a
role="doc-noteref" id="r1" href="#n1">1</a></sup></p>
<h2 id="s1">The crossing &amp; the wind</h2>
<p>A passenger wrote <span lang="uk">Привіт</span> and
<span lang="he" dir="rtl">שלום</span> on the glass.<br/>Then it rained. See
<a href="https://example.org/ferry?a=1&amp;b=[2]">the timetable</a>,
<a href="other.md">another note</a>, <a href="#nowhere">a place</a> and
<a href="javascript:alert(1)">a trap</a>.</p>
<h3 id="s2">Noon</h3>
<figure><img src="images/wind rose.png" alt="A rose of eight winds"/>
<figcaption>The winds of the bay</figcaption></figure>
<table><thead><tr><th scope="col">Hour</th><th scope="col" class="num">Knots</th></tr>
</thead><tbody><tr><td>6</td><td class="num">12</td></tr><tr><td>12</td>
<td class="num"></td></tr></tbody></table>
<h2 id="s3">The return</h2>
<dl><dt>Deck</dt><dd>where one stands</dd></dl>
<section class="notes" role="doc-endnotes" aria-label="Notes"><ol>
<li id="n1"><p>By eleven minutes. <a role="doc-backlink" href="#r1">↑</a></p></li>
</ol></section>
"""
STYLESHEET = (
    "body { margin: 0 }\n.num { text-align: right }\n"
    '.mark { background: url("images/wind rose.png") }\n'
)


def png(width: int = 8, height: int = 8) -> bytes:
    """Return a grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x90" * width) * height
    parts = (b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(k, d) for k, d in parts)


def original(name: str = "ferry.txt", text: str = "The ferry left at dawn.\n") -> Asset:
    """Return the file that an article was read from."""
    kind = "text/markdown" if name.endswith(".md") else "text/plain"
    return Asset(name=name, media_type=kind, data=text.encode())


def record(source: Asset, **changes: object) -> ArticleRecord:
    """Return what is known of an article, everything known unless changed."""
    known = ArticleRecord(
        slug="ferry",
        title="The Slow Ferry & its “Crew”",
        title_basis=Basis.STATED,
        published=PartialDate(year=2022, month=4, day=25),
        published_basis=Basis.SUPPLIED,
        updated=PartialDate(year=2022, month=4),
        language="en",
        creators=("Ada North", "Bo <West>"),
        source_name="The Bay Courier",
        source_url="https://example.org/ferry?page=1&view=2",
        publisher="Bay Courier Ltd",
        rights="© Bay Courier Ltd",
        retrieved=PartialDate.parse("2022-04-26T09:30:00+02:00"),
        cited=(Citation(name="Harbour Radio", count=2), Citation(name="AP", count=1)),
        original=Original(
            name=source.name,
            media_type=source.media_type,
            sha256=hashlib.sha256(source.data).hexdigest(),
            size=len(source.data),
        ),
    )
    return replace(known, **changes)  # type: ignore[arg-type]  # tests know the names


def metadata(*records: ArticleRecord, **changes: object) -> Metadata:
    """Return the metadata of a book with these articles."""
    first = records[0]
    known = Metadata(
        identifier=URN,
        title=first.title,
        title_basis=first.title_basis,
        creators=first.creators,
        published=first.published,
        language=first.language,
        description="A day on the water < a week on land",
        subjects=("ferries", "weather & wind"),
        source=first.source_url,
        publisher="Bay Courier Ltd",
        rights="CC0-1.0",
        created=MOMENT,
        modified=MOMENT,
        articles=records,
    )
    return replace(known, **changes)  # type: ignore[arg-type]  # tests know the names


def chapter(number: int, known: ArticleRecord, body: str = BODY) -> Document:
    """Return the page of an article as a layout writes it."""
    side = "rtl" if known.language in ("ar", "he") else "ltr"
    return Document(
        name=f"text-{number}",
        title=known.title,
        role=Role.CHAPTER,
        language=known.language,
        html='<section class="article" role="doc-chapter" aria-labelledby="title"'
        f' lang="{known.language}" dir="{side}">\n<h1 id="title">A heading</h1>'
        f'\n<div class="body">{body}</div>\n</section>\n',
    )


def book(**changes: object) -> Composition:
    """Return a book of one article with picture, table, notes and cover."""
    source = original()
    known = record(source)
    whole = Composition(
        metadata=metadata(known),
        medium=Medium.REFLOW,
        documents=(chapter(1, known),),
        nav=(
            NavEntry(
                title=known.title,
                document="text-1",
                children=(
                    NavEntry(
                        title="The crossing & the wind",
                        document="text-1",
                        anchor="s1",
                        children=(
                            NavEntry(title="Noon", document="text-1", anchor="s2"),
                        ),
                    ),
                    NavEntry(title="The return", document="text-1", anchor="s3"),
                ),
            ),
        ),
        stylesheet=STYLESHEET,
        guide=Guide(),
        assets=(
            Asset(name="images/wind rose.png", media_type="image/png", data=png()),
        ),
        originals=(source,),
        cover=Asset(
            name="images/cover.png", media_type="image/png", data=png(600, 800)
        ),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # tests know the names


def plain(language: str = "en", direction: str = "ltr") -> Composition:
    """Return a book of one text of which nobody says anything."""
    source = original("a b.txt", "Words.\n")
    known = record(
        source,
        title="Words …",
        title_basis=Basis.INFERRED,
        published=None,
        published_basis=Basis.UNKNOWN,
        updated=None,
        language=language,
        creators=(),
        source_name=None,
        source_url=None,
        publisher=None,
        rights=None,
        retrieved=None,
        cited=(),
    )
    facts = metadata(
        known,
        description=None,
        subjects=(),
        source=None,
        publisher=None,
        rights=None,
    )
    return book(
        metadata=facts,
        documents=(chapter(1, known, "<p>Words.</p>"),),
        nav=(NavEntry(title=known.title, document="text-1"),),
        direction=direction,
        assets=(),
        originals=(source,),
        stylesheet="",
        cover=None,
    )


def briefing(count: int) -> Composition:
    """Return a book of many articles whose originals share one name."""
    sources = [original("note.txt", f"Note {n}.\n") for n in range(1, count + 1)]
    records = [
        record(
            source,
            slug=f"note-{n}",
            title=f"Note {n}",
            title_basis=Basis.SUPPLIED,
            publisher=f"House {n}",
            rights=f"© House {n}",
        )
        for n, source in enumerate(sources, 1)
    ]
    return book(
        metadata=metadata(*records, title="Notes", generator=GENERATOR, series=SERIES),
        documents=tuple(chapter(n, known) for n, known in enumerate(records, 1)),
        nav=tuple(
            NavEntry(
                title=known.title,
                document=f"text-{n}",
                children=(
                    NavEntry(title="Crossing", document=f"text-{n}", anchor="s1"),
                ),
            )
            for n, known in enumerate(records, 1)
        ),
        originals=tuple(sources),
    )
