"""JSON Lines and CSV: what records mean, which are bad, and what they are read as."""

from __future__ import annotations

import gzip
import io
import re
import tracemalloc
from pathlib import Path

import pytest
from dumps import TEXT, bad, codes, lines, pieces, read, read_record, split

from exporter import config, readers
from exporter.errors import InputError, UsageError
from exporter.keys import RECORD
from exporter.model import Basis, supplied
from exporter.readers import names, records, streams, survey
from exporter.readers.pieces import Piece
from exporter.readers.records import naming
from exporter.readers.request import Supplied

CC_NEWS = {
    "title": "Bridge reopens",
    "text": TEXT,
    "domain": "coast.example",
    "date": "2019-01-02 03:04:05",
    "description": "After two years, cars cross again",
    "url": "https://coast.example/bridge",
    "image_url": "https://coast.example/bridge.jpg",
}
REALNEWS = {
    "url": "https://coast.example/b",
    "url_used": "https://coast.example/b",
    "domain": "coast.example",
    "title": "Bridge reopens",
    "text": TEXT,
    "summary": "",
    "authors": ["Ana Example", "Ben Sample"],
    "publish_date": "03-04-2019",
}
NELA = {
    "id": "gazette--2018-02-11--Bridge",
    "date": "2018-02-11",
    "source": "gazette",
    "title": "Bridge reopens",
    "content": TEXT,
    "author": "by Ana Example",
    "published": "Sun, 11 Feb 2018 16:00:00 +0100",
    "published_utc": 1518361200,
}
FAKE_NEWS = {
    "id": "17",
    "domain": "gazette.example",
    "type": "reliable",
    "url": "http://gazette.example/17",
    "content": TEXT,
    "scraped_at": "2018-01-25 16:17:44.789555",
    "title": "Bridge reopens",
    "authors": "Ana Example, Ben Sample",
    "keywords": "",
    "tags": "Traffic, City",
}
NEWS_PLEASE = {
    "authors": ["Ana Example"],
    "date_download": "2019-05-01 10:00:00",
    "date_modify": "2019-05-01 10:00:00",
    "date_publish": "2019-04-25 08:30:00",
    "language": "en",
    "image_url": None,
    "maintext": TEXT,
    "source_domain": "www.coast.example",
    "title": "Bridge reopens",
    "url": "https://www.coast.example/bridge",
}
TRAFILATURA = {
    "title": "Bridge reopens",
    "author": "Ana Example; Ben Sample",
    "hostname": "coast.example",
    "date": "2024-03-05",
    "raw_text": TEXT,
    "source": "https://coast.example/bridge",
    "source-hostname": "The Coast Gazette",
    "excerpt": "After two years, cars cross again",
    "tags": "traffic,city",
    "fingerprint": "abc",
}


def test_record_of_cc_news() -> None:
    """Its names are facts that the record supplies; the text is the body."""
    article = read_record(CC_NEWS)
    assert article.title == supplied("Bridge reopens", "record")
    assert str(article.published.value) == "2019-01-02"
    assert article.published.basis is Basis.SUPPLIED
    assert article.source.name == supplied("coast.example", "record")
    assert article.source.url.value == "https://coast.example/bridge"
    assert article.standfirst.value == "After two years, cars cross again"
    assert article.body.count("<p>") == 2
    assert (article.language.value, codes(article)) == ("en", [])


def test_month_first_of_realnews_is_a_rule_of_its_own() -> None:
    """Only a record that shows to be of that data has its month first."""
    article = read_record(REALNEWS)
    assert str(article.published.value) == "2019-03-04"
    assert article.published.rule == "realnews-date"
    assert article.title.rule == "record"
    assert article.byline.value == ("Ana Example", "Ben Sample")
    assert codes(article) == []
    other = read_record({"text": TEXT, "publish_date": "03-04-2019"})
    assert other.published.value is None
    assert codes(other) == ["ambiguous-date"]


def test_other_dumps() -> None:
    """NELA-GT, FakeNewsCorpus, news-please and trafilatura are understood."""
    nela = read_record(NELA)
    assert str(nela.published.value) == "2018-02-11T16:00:00+01:00"
    assert nela.source.name.value == "gazette"
    assert nela.byline.value == ("Ana Example",)
    fake = read_record(FAKE_NEWS)
    assert fake.published.value is None
    assert str(fake.source.retrieved.value) == "2018-01-25"
    assert fake.byline.value == ("Ana Example", "Ben Sample")
    assert fake.tags.value == ("Traffic", "City")
    please = read_record(NEWS_PLEASE)
    assert str(please.published.value) == "2019-04-25"
    assert str(please.source.retrieved.value) == "2019-05-01"
    assert (please.updated.value, please.source.name.value) == (
        None,
        "www.coast.example",
    )
    one = read_record(TRAFILATURA)
    assert one.source.publisher.value == "The Coast Gazette"
    assert one.source.url.value == "https://coast.example/bridge"
    assert one.source.name.value is None
    assert one.tags.value == ("traffic", "city")
    assert one.standfirst.value == "After two years, cars cross again"


@pytest.mark.parametrize(
    ("written", "date", "code"),
    [
        ("2019-01-02T03:04:05.678Z", "2019-01-02T03:04:05Z", ""),
        ("2019-01-02 03:04:05+00", "2019-01-02T03:04:05Z", ""),
        ("2019/1/2", "2019-01-02", ""),
        ("2019-01", "2019-01", ""),
        (2019, "2019", ""),
        (20190102, "2019-01-02", ""),
        (1546398245, "2019-01-02T03:04:05Z", ""),
        (1546398245000, "2019-01-02T03:04:05Z", ""),
        ("1546398245", "2019-01-02T03:04:05Z", ""),
        ("Wed, 02 Jan 2019 03:04:05 +0900", "2019-01-02T03:04:05+09:00", ""),
        ("Wed, 02 Jan 2019 03:04:05 GMT", "2019-01-02T03:04:05Z", ""),
        ("2 Jan 2019 03:04", "2019-01-02", ""),
        ("Mi, 2 Jan 2019 03:04 CEST", "2019-01-02T03:04:00+02:00", ""),
        ("January 2, 2019", "2019-01-02", ""),
        ("25/04/2019", "2019-04-25", ""),
        ("04/25/2019", "2019-04-25", ""),
        ("03/04/2019", None, "ambiguous-date"),
        ("2019-02-30", None, "invalid-date"),
        ("last week", None, "invalid-date"),
        (0, None, "invalid-date"),
        (True, None, "invalid-date"),
        (1e300, None, "invalid-date"),
        ({"at": 1}, None, "invalid-date"),
        ("nan", None, ""),
        ("", None, ""),
    ],
)
def test_dates(written: object, date: str | None, code: str) -> None:
    """A date is as fine as it is written, and nobody guesses the order of its parts."""
    article = read_record({"text": TEXT, "date": written})
    assert (article.published.value and str(article.published.value)) == date
    assert codes(article) == ([code] if code else [])


def test_text_keeps_its_own_facts_below_those_of_the_record() -> None:
    """The date marker of a text counts where the record has no date."""
    article = read_record({"text": f"date 2022-04-25\n\n{TEXT}", "date": ""})
    assert str(article.published.value) == "2022-04-25"
    assert article.published.rule == "date-marker"


def test_nothing_is_shown_twice() -> None:
    """A text that begins with the title or with the description has it once."""
    article = read_record(
        {"title": "Bridge reopens", "text": f"Bridge reopens\n{TEXT}"}
    )
    assert article.title.value == "Bridge reopens"
    assert "Bridge reopens" not in article.body
    start = "The bridge over the harbour opened to traffic on Tuesday…"
    assert read_record({"text": TEXT, "description": start}).standfirst.value is None


def test_values_that_are_no_facts_are_noted() -> None:
    """A wrong value costs the fact, not the article; unknown names cost nothing."""
    article = read_record(
        {"text": TEXT, "url": "coast", "lang": "English!", "title": 3, "score": [1]}
    )
    assert article.source.url.value is None
    assert codes(article) == ["record-ignored"] * 3
    assert "'url' is not an address" in article.notices[2].message


def test_hosts() -> None:
    """A host may be written as an address; what is neither names nobody."""
    for written, name in (
        ("https://coast.example/a", "coast.example"),
        ("coast.example", "coast.example"),
        ("http://[", None),
        ("not a host", None),
    ):
        article = read_record({"text": TEXT, "domain": written})
        assert article.source.name.value == name


def test_nested_and_spelt_values() -> None:
    """Objects of NewsAPI and WordPress, lists as Python spells them, entities."""
    article = read_record(
        {
            "source": {"id": None, "name": "Coast &amp; Sea"},
            "title": {"rendered": "Bridge &#8211; open"},
            "authors": "['Ana Example', 'Ben Sample']",
            "text": [TEXT, "Third paragraph of the text."],
        }
    )
    assert article.source.name.value == "Coast & Sea"
    assert article.title.value == "Bridge – open"
    assert article.byline.value == ("Ana Example", "Ben Sample")
    assert article.paragraphs == 3


def test_markup_in_a_record() -> None:
    """Markdown is read as such; HTML as a piece of a page, script and all left out."""
    marked = read_record({"title": "T", "markdown": "# T\n\nSome *text* of it."})
    assert "<em>text</em>" in marked.body
    assert "<h" not in marked.body
    for name in ("content_html", "content"):
        html = f"<p>{TEXT}</p><script>alert(1)</script>"
        article = read_record({"title": "T", name: html})
        assert "opened to traffic" in article.body
        assert "alert" not in article.body


def test_own_names_come_first() -> None:
    """The field map names fields, also within others, and silences them."""
    fields = (
        ("kop", "title"),
        ("meta.datum", "published DD-MM-YYYY"),
        ("tekst", "text"),
        ("domain", "ignored"),
    )
    record = {
        "kop": "Own title",
        "title": "Other",
        "tekst": TEXT,
        "meta": {"datum": "03-04-2019"},
        "domain": "coast.example",
    }
    article = read_record(record, fields)
    assert article.title.value == "Own title"
    assert str(article.published.value) == "2019-04-03"
    assert article.source.name.value is None


def test_field_map_of_the_configuration(tmp_path: Path) -> None:
    """A table of names, nested or dotted, with the order of dates."""
    text = (
        '[fields]\nheadline = "title"\n"meta.date" = "published"\n'
        'seen = "retrieved MM-DD-YYYY"\nwho = "author"\nmeta.lang = "language"\n'
    )
    (tmp_path / "exporter.toml").write_text(text)
    assert config.load(tmp_path, {}, {}).fields == (
        ("headline", "title"),
        ("meta.date", "published"),
        ("seen", "retrieved MM-DD-YYYY"),
        ("who", "byline"),
        ("meta.lang", "language"),
    )
    variable = {"EXPORTER_FIELDS": "kop=title"}
    assert config.load(tmp_path, {}, variable).fields == (("kop", "title"),)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('title = "headline"', 'the other way round: headline = "title"'),
        ('a = "titel"', "'a' can't be 'titel'; did you mean 'title'?"),
        ('a = "title MM-DD-YYYY"', "title has no order of day and month"),
        ('a = "published MM-DD"', "wants MM-DD-YYYY or DD-MM-YYYY, not 'MM-DD'"),
        ("a = true", "wants a text"),
    ],
)
def test_wrong_field_map(tmp_path: Path, line: str, words: str) -> None:
    """What a field can't be is said with the nearest that it can be."""
    (tmp_path / "exporter.toml").write_text(f"[fields]\n{line}\n")
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path, {}, {})
    assert words in caught.value.message
    assert caught.value.where.endswith("exporter.toml:1")


def test_names_of_facts_are_those_of_readers() -> None:
    """The configuration, which knows no reader, lists the facts that readers have."""
    facts = {fact for fact in names.FACTS if fact != "hostname"}
    assert set(RECORD) == facts | {"text", "html", "markdown", "domain", "id"}
    assert facts <= {name for name in Supplied.__dataclass_fields__}
    assert {naming.meaning(name)[0] for name in ("title", "maintext", "wat")} == {
        "title",
        "text",
        "",
    }


def test_pieces_are_files_of_one_record() -> None:
    """A piece is the line itself, with its number, its address and its title."""
    data = b"\xef\xbb\xbf" + lines(CC_NEWS) + b"\r\n\n" + lines(FAKE_NEWS)[:-1]
    first, second = pieces(data, "cc.2019.jsonl")
    assert (first.name[:8], first.line) == ("cc.2019-", 1)
    assert first.data == lines(CC_NEWS)
    assert (first.key, first.title) == (
        "https://coast.example/bridge",
        "Bridge reopens",
    )
    assert (second.line, second.data) == (4, lines(FAKE_NEWS)[:-1])
    assert pieces(second.data, second.name)[0].data == second.data
    (other,) = pieces(lines({"text": TEXT, "id": 7}), "a.ndjson")
    assert (other.key, other.title) == ("7", "")
    assert re.fullmatch(r"a-[0-9a-f]{8}\.ndjson", other.name)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{", "not valid JSON"),
        (b"[1]", "a record must be an object, not a list"),
        (b"null", "not null"),
        (b'{"title": "T"}', "the record has no text"),
        (b'{"text": "  "}', "the record has no text"),
        (b'{"text": "\xff"}', "not valid UTF-8 at byte 10"),
        (b'{"text": "a\\u0000b"}', "a text holds NUL"),
        (b'{"text": "a\\ud800b"}', "half a character"),
        (b'{"text": "a", "x": [{"\\udc00": 1}]}', "half a character"),
        (b'{"text": ' + b"[" * 99_999, "nested too deep"),
        (b'{"text": ' + b"1" * 9999 + b"}", "not valid JSON"),
        (b'{"x": [' + b'"",' * 600_000 + b'""]}', "too many parts"),
    ],
)
def test_bad_lines(line: bytes, words: str) -> None:
    """A bad record is reported with its line, and the next one is read."""
    found = split(lines(CC_NEWS) + line + b"\n" + lines(CC_NEWS), "news.jsonl")
    assert [type(item) for item in found] == [Piece, InputError, Piece]
    error = found[1]
    assert isinstance(error, InputError)
    assert error.where == "in/news.jsonl:2"
    assert words in error.message


def test_surrogates_in_pairs_are_characters() -> None:
    """JSON may spell a character beyond U+FFFF as two halves."""
    data = b'{"text": "\\ud83d\\ude00 smiles at the end of the \\\\u0000 day"}\n'
    (piece,) = pieces(data, "a.jsonl")
    assert "😀" in read(piece).body


def test_a_line_that_is_too_long_is_not_held() -> None:
    """It is passed over in small parts, and the next line is read."""
    size = 3 * streams.LIMIT

    class Long(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # a test's
            rest = b"\n" + lines(CC_NEWS)
            part = b"x" * min(len(buffer), size - self.given)
            part = part or rest[self.given - size :][: len(buffer)]
            buffer[: len(part)] = part
            self.given += len(part)
            return len(part)

    tracemalloc.start()
    found = list(records.split(io.BufferedReader(Long()), "a.jsonl", "a.jsonl", ()))  # type: ignore[arg-type]  # a test's
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert str(found[0]).startswith("a.jsonl:1: the record is larger than 16 MiB")
    assert isinstance(found[1], Piece)
    assert len(found) == 2
    assert peak < 2.5 * streams.LIMIT


def test_gzip_is_read_as_a_stream() -> None:
    """Its records are pieces without gzip; where it breaks off is an error."""
    whole = gzip.compress(b"".join(lines({**CC_NEWS, "id": n}) for n in range(2000)))
    found = pieces(whole, "news.jsonl.gz")
    assert (len(found), Path(found[-1].name).suffixes) == (2000, [".jsonl"])
    assert read(found[-1]).title.value == "Bridge reopens"
    cut = split(whole[: len(whole) // 2], "news.jsonl.gz")
    assert isinstance(cut[-1], InputError)
    assert "ends too early" in cut[-1].message
    assert all(isinstance(item, Piece) for item in cut[:-1])
    assert len(cut) > 500
    assert "no gzip file" in bad(b"plain", "a.jsonl.gz")[0]
    damaged = bytearray(whole)
    damaged[len(whole) // 2] ^= 255
    assert isinstance(split(bytes(damaged), "a.jsonl.gz")[-1], InputError)


def test_what_never_ends_is_given_up() -> None:
    """Empty lines without end, bad records without end."""
    blank = gzip.compress(b"\n" * 1_100_000)
    assert "there is no end to this" in bad(blank, "a.jsonl.gz")[0]
    found = bad(b"x\n" * 10_100, "a.jsonl")
    assert len(found) == 10_001
    assert "10000 records in a row are bad" in found[-1]


def test_utf_16_is_refused_once() -> None:
    """A file in another encoding is one error, not one a line."""
    found = bad(lines(CC_NEWS, CC_NEWS).decode().encode("utf-16"), "a.jsonl")
    assert found == ["in/a.jsonl: the file is UTF-16 (save the file as UTF-8)"]


def test_reading_what_holds_several_records(tmp_path: Path) -> None:
    """A reader makes one article of a file, so the file has to hold one record."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(CC_NEWS, CC_NEWS))
    with pytest.raises(InputError, match="many records"):
        readers.read(path)
    path.write_bytes(b"\n\n")
    with pytest.raises(InputError, match="no record"):
        readers.read(path)
    path.write_bytes(b"{]\n")
    with pytest.raises(InputError, match="not valid JSON") as caught:
        readers.read(path)
    assert caught.value.where == str(path)


ROWS = (
    "\ufefftitle;text;author;date\r\n"
    '"Bridge; open";"First line of it.\r\n\r\nSaid ""so"" she.";Ana Example;'
    "2019-01-02\r\n"
    "\r\n"
    "Tunnel;Second text of it.;;25/04/2019"
).encode()


def test_table() -> None:
    """The first line names the fields; a quoted one may span lines."""
    first, second = pieces(ROWS, "news.csv")
    assert (first.line, first.title) == (2, "Bridge; open")
    assert re.fullmatch(r"news-[0-9a-f]{8}\.csv", first.name)
    assert (second.line, second.title) == (6, "Tunnel")
    assert first.data.startswith(b"title;text;author;date\r\n")
    assert pieces(first.data, first.name)[0].data == first.data
    article = read(first)
    assert article.body == '<p>First line of it.</p>\n<p>Said "so" she.</p>'
    assert article.byline.value == ("Ana Example",)
    assert str(read(second).published.value) == "2019-04-25"
    assert [p.title for p in pieces(gzip.compress(ROWS), "a.csv.gz")] == [
        "Bridge; open",
        "Tunnel",
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_marks_between_fields(mark: str) -> None:
    """Comma, semicolon and tab part fields, whatever the suffix says."""
    data = f'id{mark}title{mark}"te,;xt"{mark}text\n1{mark}T{mark}x{mark}{TEXT[:60]}\n'
    for name in ("a.csv", "a.tsv"):
        (piece,) = pieces(data.replace(",;", "").encode(), name)
        assert (piece.key, piece.title) == ("1", "T")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (b"a,b,c", "3 fields for 2 names"),
        (b"a", "1 fields for 2 names"),
        (b"a,\xff", "not valid UTF-8"),
        (b"a,b\0", "NUL"),
        (b"a,", "no text"),
        (b'a,"b"c', "not valid CSV"),
        (b'a,"never closed', "not valid CSV"),
    ],
)
def test_bad_rows(row: bytes, words: str) -> None:
    """A bad row is reported with its line; the rows after it are read."""
    good = b'T,"Text of it."\n'
    found = split(b"title,text\n" + good + row + b"\n" + good + good, "news.csv")
    assert [type(item) for item in found] == [Piece, InputError, Piece, Piece]
    assert str(found[1]).startswith("in/news.csv:3: ")
    assert words in str(found[1])


def test_tables_without_names() -> None:
    """A file needs a line of names, and not an endless one."""
    assert "no line of names" in bad(b"\n\n", "a.csv")[0]
    assert "no line of names" in bad(b"a," * 40_000 + b"\n", "a.csv")[0]
    assert "larger than 16 MiB" in bad(b"a" * (streams.LIMIT + 9) + b"\n", "a.csv")[0]


def test_a_line_that_is_cut_off_is_told_once() -> None:
    """Python says "Invalid control character at"."""
    (error,) = split(b'{"title": "x\n', "a.jsonl")
    assert (
        str(error.message)
        == "not valid JSON: invalid control character at character 13"
    )


def test_survey() -> None:
    """A collection is summed up: what it has, what is bad, what nobody understands."""
    data = lines(CC_NEWS, REALNEWS, {**NELA, "score": 1}) + b"x\n"
    found = survey.survey(split(data, "a.jsonl"))
    assert found["records"] == 3
    assert found["bad"] == {
        "count": 1,
        "first": [
            {
                "where": "in/a.jsonl:4",
                "message": "not valid JSON: expecting value at character 1",
            }
        ],
    }
    assert found["having"] == {
        "title": 3,
        "published": 3,
        "source": 3,
        "byline": 2,
        "language": 0,
    }
    assert found["published"] == {
        "first": "2018-02-11T16:00:00+01:00",
        "last": "2019-03-04",
    }
    assert found["sources"] == [
        {"name": "coast.example", "records": 2},
        {"name": "gazette", "records": 1},
    ]
    assert found["not_understood"] == ["score"]


def test_many_records_in_little_memory() -> None:
    """Splitting and summing up holds one record at a time."""

    class Endless(io.RawIOBase):
        left = 3_000
        line = lines(CC_NEWS)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # a test's
            if not self.left:
                return 0
            self.left -= 1
            buffer[: len(self.line)] = self.line
            return len(self.line)

    file = io.BufferedReader(Endless())  # type: ignore[arg-type]  # a test's
    tracemalloc.start()
    found = survey.survey(records.split(file, "a.jsonl", "a", ()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found["records"] == 3_000
    assert peak < 2**19
