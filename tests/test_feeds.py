"""Feeds: parted into feeds of one entry; what they state; what would do harm."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from dumps import TEXT, bad, codes, pieces, read, split

from exporter import readers
from exporter.errors import InputError
from exporter.model import Basis, stated
from exporter.readers import streams, survey
from exporter.readers.pieces import Piece

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Coast Gazette</title><link>https://coast.example/</link>
<language>en-gb</language><copyright>© The Coast Gazette</copyright>
<image><url>https://coast.example/logo.png</url><title>Logo</title></image>
<item><title>Bridge &amp;amp; tunnel &lt;b&gt;reopen&lt;/b&gt;</title>
<link>https://coast.example/1?a=1&amp;b=2</link><guid isPermaLink="false">g1</guid>
<pubDate>Tue, 05 Mar 2024 10:30:00 +0100</pubDate><dc:creator>Ana Example</dc:creator>
<category>Traffic</category><category>City</category>
<description>After two years, cars cross again.</description>
<content:encoded><![CDATA[<h1>Bridge &amp; tunnel reopen</h1>
<p>The bridge over the harbour opened&nbsp;to traffic.</p><script>alert(1)</script>
<p>Buses will follow <em>next week</em>.</p>]]></content:encoded></item>
<item><title>Only a summary</title><link>https://coast.example/2</link>
<pubDate>03/04/2024</pubDate><author>desk@coast.example (Ben Sample)</author>
<description>&lt;p&gt;The tunnel stays shut.&lt;/p&gt;</description></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
<title>Küste</title><author><name>Redaktion Küste</name></author><id>urn:x:feed</id>
<updated>2024-03-07T00:00:00Z</updated>
<entry><title type="html">Br&amp;uuml;cke offen</title><id>urn:x:1</id>
<link rel="self" href="https://k.example/self"/><link href="https://k.example/b"/>
<published>2024-03-05T10:30:00+01:00</published>
<updated>2024-03-06T08:00:00-05:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Die Brücke ist wieder offen, sagte die Stadt.</p></div></content></entry></feed>
"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://r.example"><title>R</title><link>http://r.example</link>
<items><rdf:Seq><rdf:li resource="http://r.example/1"/></rdf:Seq></items></channel>
<item rdf:about="http://r.example/1"><title>One</title><link>http://r.example/1</link>
<dc:date>2024-03-05T10:30:00+09:00</dc:date>
<description>Some words.</description></item>
<item rdf:about="http://r.example/2"><title>Two</title>
<description>Other words.</description></item></rdf:RDF>
"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Coast feed",
    "language": "en",
    "authors": [{"name": "Ana Example"}],
    "items": [
        {
            "id": "1",
            "url": "https://coast.example/1",
            "title": "Bridge open",
            "content_html": f"<p>{TEXT}</p>",
            "date_published": "2024-03-05T10:30:00+01:00",
            "date_modified": "2024-03-06T10:30:00Z",
            "tags": ["Traffic"],
        },
        {"id": 2, "content_text": "First of two.\n\nSecond of two."},
    ],
}


def test_rss() -> None:
    """What a feed states is stated, with the zone that it states."""
    first, second = pieces(RSS.encode(), "news.rss")
    assert first.name.startswith("news-bridge-tunnel-reopen-")
    assert (first.line, first.title) == (7, "Bridge & tunnel reopen")
    assert first.key == "https://coast.example/1?a=1&b=2"
    article = read(first)
    assert article.title == stated("Bridge & tunnel reopen", "feed:title")
    assert str(article.published.value) == "2024-03-05T10:30:00+01:00"
    assert (article.published.basis, article.published.rule) == (
        Basis.STATED,
        "feed:published",
    )
    assert article.byline == stated(("Ana Example",), "feed:author")
    assert article.tags == stated(("Traffic", "City"), "feed:category")
    assert article.standfirst.value == "After two years, cars cross again."
    assert article.language == stated("en-GB", "feed:language")
    source = article.source
    assert source.name == stated("The Coast Gazette", "feed:title-of-feed")
    assert source.url == stated("https://coast.example/1?a=1&b=2", "feed:link")
    assert source.rights.value == "© The Coast Gazette"
    assert "reopen" not in article.body
    assert "alert" not in article.body
    assert article.body.count("<p>") == 2
    assert codes(article) == []
    assert second.title == "Only a summary"


def test_a_summary_is_said_to_be_one() -> None:
    """Where a feed has no text, its summary is the text, with a notice."""
    article = read(pieces(RSS.encode(), "news.rss")[1])
    assert "The tunnel stays shut." in article.body
    assert article.standfirst.value is None
    assert article.byline.value == ("Ben Sample",)
    assert article.published.value is None
    assert codes(article)[-2:] == ["summary-only", "ambiguous-date"]


def test_pieces_keep_what_the_channel_says_of_itself() -> None:
    """A feed of one entry is a feed; it has no image, and no other entry."""
    first, second = pieces(RSS.encode(), "news.rss")
    assert b"<copyright>" in first.data
    assert b"logo.png" not in first.data
    assert b"Only a summary" not in first.data
    (again,) = pieces(second.data, second.name)
    assert again.data == second.data
    # A new entry on top changes no name.
    later = RSS.replace(
        "<item><title>Bridge", "<item><title>New</title></item><item><title>Bridge", 1
    )
    assert [p.name for p in pieces(later.encode(), "news.rss")][1:] == [
        first.name,
        second.name,
    ]


def test_atom() -> None:
    """Both dates keep their zones; the author of the feed is that of the entry."""
    (piece,) = pieces(ATOM.encode(), "k.atom")
    assert (piece.key, piece.title) == ("https://k.example/b", "Brücke offen")
    article = read(piece)
    assert str(article.published.value) == "2024-03-05T10:30:00+01:00"
    assert str(article.updated.value) == "2024-03-06T08:00:00-05:00"
    assert article.byline.value == ("Redaktion Küste",)
    assert article.language.value == "de"
    assert "Die Brücke ist wieder offen" in article.body


def test_words_in_angle_brackets_are_words() -> None:
    """A title of type ``html`` is spelt twice: as HTML, and as XML."""
    title = "Br&amp;uuml;cke &lt;b&gt;offen&lt;/b&gt; &amp;lt;f&amp;uuml;r alle&amp;gt;"
    (piece,) = pieces(ATOM.replace("Br&amp;uuml;cke offen", title).encode(), "k.atom")
    assert read(piece).title.value == "Brücke offen <für alle>"


def test_atom_that_is_only_updated() -> None:
    """The date of a change is not that of publication."""
    text = ATOM.replace("<published>2024-03-05T10:30:00+01:00</published>", "")
    article = read(pieces(text.encode(), "k.atom")[0])
    assert article.published.value is None
    assert str(article.updated.value) == "2024-03-06T08:00:00-05:00"


def test_rss_1() -> None:
    """Entries beside the channel, dated by Dublin Core."""
    first, second = pieces(RDF.encode(), "r.xml")
    assert (first.key, second.key) == ("http://r.example/1", "http://r.example/2")
    article = read(first)
    assert str(article.published.value) == "2024-03-05T10:30:00+09:00"
    assert article.source.name.value == "R"
    assert read(second).published.value is None


def test_json_feed() -> None:
    """JSON Feed 1.1: the same facts, the same rules."""
    first, second = pieces(json.dumps(JSON).encode(), "c.json")
    assert (first.key, first.title, second.key) == (
        "https://coast.example/1",
        "Bridge open",
        "2",
    )
    article = read(first)
    assert article.title == stated("Bridge open", "feed:title")
    assert str(article.published.value) == "2024-03-05T10:30:00+01:00"
    assert str(article.updated.value) == "2024-03-06T10:30:00Z"
    assert article.byline.value == ("Ana Example",)
    assert article.tags.value == ("Traffic",)
    assert read(second).body.count("<p>") == 2
    assert pieces(first.data, first.name)[0].data == first.data


def test_json_feed_1_0() -> None:
    """The first version has one author, as an object."""
    feed = {
        "version": "https://jsonfeed.org/version/1",
        "author": {"name": "Ben Sample"},
        "items": [{"id": "1", "content_text": TEXT}],
    }
    article = read(pieces(json.dumps(feed).encode(), "c.json")[0])
    assert article.byline.value == ("Ben Sample",)


def test_other_json_is_a_record() -> None:
    """A JSON file that is no feed is one record, such as trafilatura writes."""
    data = json.dumps({"title": "T", "text": TEXT, "date": "2020-01-02"}, indent=2)
    (piece,) = pieces(data.encode(), "page.json")
    assert (piece.name, piece.data) == ("page.json", data.encode())
    article = read(piece)
    assert article.title.rule == "record"
    assert str(article.published.value) == "2020-01-02"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xml", b"<html/>", "there is no feed in it"),
        ("a.rss", b"", "not valid XML"),
        ("a.atom", b"plain", "there is no feed in it"),
        ("a.json", b"[1]", "must be an object"),
        ("a.json", b'{"a": 1}', "the record has no text"),
        ("a.json", b"{", "not valid JSON"),
        ("a.rss", b" " * (streams.LIMIT + 1), "larger than 16 MiB"),
        ("a.rss", b"<rss><channel><item/></channel></rss>", "the entry is empty"),
    ],
)
def test_what_is_no_feed(name: str, data: bytes, words: str) -> None:
    """The whole file, or the entry, is one bad record."""
    (error,) = bad(data, name)
    assert error.startswith(f"in/{name}")
    assert words in error


def test_a_bad_entry_is_passed_over() -> None:
    """The others are read; an entry without text fails alone."""
    feed = {**JSON, "items": [3, *JSON["items"], {"id": "4"}]}  # type: ignore[misc]  # a test's
    found = split(json.dumps(feed).encode(), "c.json")
    assert [type(item) for item in found] == [InputError, Piece, Piece, Piece]
    with pytest.raises(InputError, match="the entry has no text"):
        read(found[3])  # type: ignore[arg-type]  # a test's


@pytest.mark.parametrize(
    "broken",
    [
        RSS.replace("xmlns:dc", "xllns:dc"),
        RSS.replace("Only a summary", "&#xD800; summary"),
        RSS.replace("https://coast.example/2", "\ud8a0"),
        RDF.replace("www.w3.org", "www.]w3.org"),
        RDF.replace("1999/", "}1999/"),
        RSS.replace("</channel></rss>", ""),
        RSS.replace("<category>", "<category scheme='"),
        RSS.replace("</item>", ""),
    ],
)
def test_damaged_feeds(broken: str) -> None:
    """What is left of a feed is read or refused, never more than that."""
    for item in split(broken.encode("utf-8", "surrogatepass"), "a.xml"):
        if isinstance(item, InputError):
            assert item.where.startswith("in/a.xml")
        else:
            with contextlib.suppress(InputError):
                assert read(item).original.name == item.name


BOMB = "<!DOCTYPE rss [<!ENTITY a0 'lol'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
)


@pytest.mark.parametrize("whole", [True, False])
def test_entities_are_text(tmp_path: Path, whole: bool) -> None:
    """A feed declares no entity of its own: nothing grows, no file is read."""
    secret = tmp_path / "secret"
    secret.write_text("canary")
    inner = f"<!ENTITY x SYSTEM '{secret.as_uri()}'>"
    doctype = BOMB.replace("[", f"[{inner}", 1)
    data = (
        f"{doctype}<rss version='2.0'><channel><title>&a11;</title><item><title>T &x;"
        f"</title><description>Words &x; &a11; &eacute; of it.</description></item>"
        "</channel></rss>"
    ).encode()
    path = tmp_path / "a.rss"
    path.write_bytes(data if whole else pieces(data, "a.rss")[0].data)
    article = readers.read(path)
    shown = f"{article.title.value} {article.body} {article.source.name.value}"
    assert "canary" not in shown
    assert "lollol" not in shown
    assert "é of it." in shown
    assert len(shown) < 300


def test_reading_a_feed_of_several_entries(tmp_path: Path) -> None:
    """A reader makes one article of a file, so the feed has to have one entry."""
    path = tmp_path / "a.rss"
    path.write_text(RSS)
    with pytest.raises(InputError, match="several entries"):
        readers.read(path)


def test_survey_of_a_feed() -> None:
    """Feeds are summed up by what their entries show."""
    found = survey.survey(split(RSS.encode(), "a.rss"))
    assert (found["records"], found["published"]) == (
        2,
        {"first": "2024-03-05T10:30:00+01:00", "last": "2024-03-05T10:30:00+01:00"},
    )
    assert found["sources"] == [{"name": "The Coast Gazette", "records": 2}]
