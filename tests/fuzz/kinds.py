"""The readers that are fuzzed: one entry for each kind of input.

A new reader needs an entry in ``KINDS`` and a function that makes valid input of its
kind; properties, fuzz target, seeds and findings follow from these.
"""

from __future__ import annotations

from fuzz import (
    accounts,
    artefacts,
    lexicon,
    makers,
    packages,
    pages,
    readings,
    records,
)
from fuzz.kind import INLINE, LINES, MARKUP, Kind
from fuzz.readings import packed

_PROSE = "<p>The bridge over the harbour opened to traffic on Tuesday morning.</p>"
_PAGE = (f"<!DOCTYPE html><html lang='en'><body><article>{_PROSE}", _PROSE)
_SAVED = f"Content-Type: text/html; charset=utf-8\n\n{_PAGE[0]}"
_LETTER = f"From: a@example.org\nSubject: a story\n{_SAVED}"
_ITEM = "<title>a</title><description><![CDATA["
_RSS = (f"<rss version='2.0'><channel><item>{_ITEM}", "]]></description></item>"
        "</channel></rss>")  # fmt: skip
_ATOM = ("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title><content "
         "type='html'><![CDATA[", "]]></content></entry></feed>")  # fmt: skip
_JSON = ('{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", '
         '"content_html": "', '"}]}')  # fmt: skip
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            name="text",
            suffix=".txt",
            samples=makers.text,
            words=lexicon.PROSE,
            seeds=("corpus/*.txt", "golden/*/in/*.txt"),
            account=accounts.of_text,
        ),
        Kind(
            name="markdown",
            parsers=("markdown_it", "mdit_py_plugins"),
            suffix=".md",
            samples=makers.markdown,
            words=(*lexicon.MARKS, *lexicon.YAML, *lexicon.FACTS, "word", "two words"),
            seeds=("golden/*/in/*.md", "../content/articles/*.md"),
            account=accounts.of_markdown,
        ),
        Kind(
            name="sidecar",
            reading=readings.with_sidecar,
            parsers=("tomllib",),
            samples=makers.sidecar,
            words=(*lexicon.TOML, *lexicon.FACTS),
            seeds=("golden/*/in/*.toml",),
            frame=('title = "', '"\n'),
        ),
        Kind(
            name="briefing",
            reading=readings.briefing,
            samples=makers.briefing,
            words=(*lexicon.TOML, *lexicon.BRIEFING, *lexicon.FACTS),
            seeds=("../content/briefings/*.toml",),
            frame=("title = 'a'\narticles = ['a.md']\nnote = '''\n", "\n'''\n"),
        ),
        Kind(
            name="html",
            suffix=".html",
            samples=pages.html,
            words=lexicon.HTML,
            pieces=MARKUP,
            seeds=("pages/en-a*.html", "pages/no-*.html"),
            longest=8192,
            frame=_PAGE,
            share=0.5,
        ),
        Kind(
            name="mhtml",
            suffix=".mhtml",
            samples=pages.mhtml,
            words=(*lexicon.MAIL, *lexicon.HTML),
            pieces=LINES,
            longest=8192,
            frame=(_SAVED, _PROSE),
            share=0.4,
        ),
        Kind(
            name="eml",
            suffix=".eml",
            samples=records.letter,
            words=(*lexicon.MAIL, *lexicon.HTML),
            pieces=LINES,
            frame=(_LETTER, ""),
            share=0.5,
        ),
        Kind(
            name="docx",
            reading=packed(".docx", packages.docx_of, b"PK"),
            samples=packages.docx,
            words=lexicon.WORD,
            pieces=MARKUP,
            parsers=("mammoth",),
            frame=packages.DOCX_FRAME,
            share=0.5,
        ),
        Kind(
            name="odt",
            reading=packed(".odt", packages.odt_of, b"PK"),
            samples=packages.odt,
            words=lexicon.ODF,
            pieces=MARKUP,
            frame=packages.ODT_FRAME,
            share=0.4,
        ),
        *(
            Kind(
                name=name,
                reading=readings.records(f".{name}"),
                samples=records.feed(name),
                words=(*words, *lexicon.HTML[:20]),
                pieces=INLINE if name == "json" else MARKUP,
                frame=frame,
                share=0.4,
            )
            for name, words, frame in (
                ("rss", lexicon.FEED, _RSS),
                ("atom", lexicon.FEED, _ATOM),
                ("json", lexicon.JSON_FEED, _JSON),
            )
        ),
        Kind(
            name="warc",
            reading=readings.records(".warc"),
            samples=records.warc,
            words=lexicon.WARC,
            pieces=LINES,
            parsers=("warcio",),
            longest=8192,
            share=0.4,
        ),
        Kind(
            name="jsonl",
            reading=readings.records(".jsonl"),
            samples=records.jsonl,
            words=(*lexicon.RECORDS, *lexicon.FACTS),
            frame=('{"title": "a", "text": "', '"}'),
        ),
        Kind(
            name="csv",
            reading=readings.records(".csv"),
            samples=records.table,
            words=(*lexicon.RECORDS, *lexicon.FACTS),
            frame=("title,text\na,", ""),
        ),
        Kind(
            name="epub",
            reading=packed(".epub", artefacts.epub_of, b"PK"),
            samples=artefacts.epub,
            words=lexicon.PACKAGE,
            pieces=MARKUP,
        ),
        Kind(
            name="pdf",
            reading=packed(".pdf", artefacts.pdf_of, b"%PDF"),
            samples=artefacts.pdf,
            words=lexicon.PACKET,
            pieces=MARKUP,
            longest=12_288,
        ),
    )
}
