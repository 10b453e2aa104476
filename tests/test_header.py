"""The header of a Markdown file: names, values, and what is refused."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest

from exporter import readers
from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.readers import facts, header
from exporter.readers.request import Supplied


def read(block: str) -> facts.Record:
    """Read a header of these lines."""
    return header.split(f"---\n{block}\n---\nText.\n", "a.md").record


def supplied(block: str) -> Supplied:
    """Return the facts of a header that is without fault."""
    record = read(block)
    assert record.notices == ()
    return record.supplied


def given(block: str) -> dict[str, object]:
    """Return the facts of a header by their names, without those it is silent on."""
    facts_ = supplied(block)
    found = {field.name: getattr(facts_, field.name) for field in fields(facts_)}
    return {name: value for name, value in found.items() if value is not None}


def refusal(block: str) -> tuple[str, str, str]:
    """Return message, place and hint of the error that a header causes."""
    with pytest.raises(InputError) as caught:
        read(block)
    return caught.value.message, caught.value.where, caught.value.hint


def test_text_and_lines_are_parted_from_the_header() -> None:
    """The rest of the text keeps its line numbers through the offset."""
    headed = header.split("---\ntitle: A\n---\n\nText.\n", "a.md")
    assert (headed.text, headed.offset) == ("\nText.\n", 3)
    assert headed.record.supplied.title == "A"


@pytest.mark.parametrize(
    "text", ["Text.\n", "---\n\nText.\n\n---\n", "----\na\n----\n", "", "---", "---\n"]
)
def test_text_without_header_stays_whole(text: str) -> None:
    """A rule at the top, which a blank line follows, is no header."""
    headed = header.split(text, "a.md")
    assert (headed.text, headed.offset) == (text, 0)
    assert headed.record.supplied == Supplied()


@pytest.mark.parametrize("end", ["---", "...", "---  "])
def test_header_ends_with_hyphens_or_dots(end: str) -> None:
    """Pandoc closes a header with dots as well."""
    headed = header.split(f"---\ntitle: A\n{end}\nText", "a.md")
    assert (headed.record.supplied.title, headed.text) == ("A", "Text")


def test_empty_header_supplies_nothing() -> None:
    """Comments alone are no fault."""
    assert supplied("# nothing yet") == Supplied()


def test_toml_header_of_hugo() -> None:
    """Between plus signs the header is TOML under the same names."""
    headed = header.split("+++\ntitle = 'A'\ndate = 2022-04-25\n+++\nText", "a.md")
    assert headed.record.supplied == Supplied(
        title="A", published=PartialDate(year=2022, month=4, day=25)
    )
    assert (headed.text, headed.offset) == ("Text", 4)


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ("standfirst subtitle description abstract summary Subtitle", "standfirst"),
        ("title Title TITLE", "title"),
        ("kicker section", "kicker"),
        ("source source_name source-name", "source_name"),
        ("publisher sitename site_name siteName", "publisher"),
        ("rights license licence copyright", "rights"),
        ("place location dateline", "place"),
    ],
)
def test_names_of_a_text_fact(names: str, field: str) -> None:
    """All names of the four tools are accepted, whatever their case."""
    for name in names.split():
        assert given(f"{name}: Some  words") == {field: "Some words"}


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ("date published pubdate publishDate publish_date", "published"),
        ("updated lastmod last_modified_at modified", "updated"),
        ("retrieved accessed", "retrieved"),
    ],
)
def test_names_of_a_date(names: str, field: str) -> None:
    """Each date has its own names."""
    day = PartialDate(year=2022, month=4, day=25)
    for name in names.split():
        assert given(f"{name}: 2022-04-25") == {field: day}


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2022", "2022"),
        ("2022-04", "2022-04"),
        ("'2022-04-25'", "2022-04-25"),
        ("2022/4/5", "2022-04-05"),
        ("2022-04-25 10:30:00 +0200", "2022-04-25T10:30:00+02:00"),
        ("2022-04-25T10:30:00Z", "2022-04-25T10:30:00Z"),
        ("2022-04-25T10:30:00.123-05:00", "2022-04-25T10:30:00-05:00"),
        ("2022-04-25 10:30", "2022-04-25"),
        ("April 25, 2022", "2022-04-25"),
    ],
)
def test_dates_keep_the_precision_they_have(written: str, read_as: str) -> None:
    """A time of day without a zone is no moment."""
    assert str(supplied(f"date: {written}").published) == read_as


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ada Lovelace", ("Ada Lovelace",)),
        ("Ada and Bob", ("Ada and Bob",)),
        ("Ada; Bob;", ("Ada", "Bob")),
        ("[Ada, Bob, Ada]", ("Ada", "Bob")),
        ("\n- name: Ada\n  affiliation: X\n- Bob", ("Ada", "Bob")),
        ("{name: Ada, email: a@b.c}", ("Ada",)),
        ("\n- role: author\n  text: Ada", ("Ada",)),
    ],
)
def test_authors(written: str, names: tuple[str, ...]) -> None:
    """Lists and semicolons part names; the word "and" does not."""
    for name in ("author", "authors", "creator"):
        assert supplied(f"{name}: {written}").byline == names


def test_tags_of_all_names_come_together() -> None:
    """Tags, categories and keywords are one list without repetitions."""
    block = "tags: [a, b c]\ncategories: b c, d\nkeywords: ['e', 'f']\ncategory: a"
    assert supplied(block).tags == ("a", "b c", "d", "e", "f")


@pytest.mark.parametrize(
    ("written", "tag"),
    [("en", "en"), ("EN_us", "en-US"), ("zh-hant-tw", "zh-Hant-TW"), ("no", "no"),
     ("de_DE.UTF-8", "de-DE"), ("sl-rozaj-biske", "sl-rozaj-biske"),
     ("es-419", "es-419"), ("de-1996", "de-1996"), ("zh-cmn-hans", "zh-cmn-Hans"),
     ("en-u-ca-gregory", "en-u-ca-gregory"), ("fr-x-a", "fr-x-a")],
)  # fmt: skip
def test_languages_are_spelt_as_usual(written: str, tag: str) -> None:
    """Norwegian is no falsehood, and a locale is a language."""
    for name in ("lang", "language", "locale"):
        assert supplied(f"{name}: {written}").language == tag


def test_source_that_is_an_address() -> None:
    """An address under ``source`` is the address of the source."""
    facts_ = supplied("source: https://example.org/a?b=c#d")
    assert facts_ == Supplied(source_url="https://example.org/a?b=c#d")


def test_header_of_trafilatura() -> None:
    """The block that trafilatura writes before its Markdown is taken as it is."""
    block = (
        "title: Bridge reopens\nauthor: Ada Byron; Bob Gray\n"
        "url: https://news.example/bridge\nhostname: news.example\n"
        "description: After two years.\nsitename: The News\ndate: 2022-04-25\n"
        "categories: ['City', 'Roads']\ntags: ['bridge']\nfingerprint: 35d2\nid: 7\n"
        "license: CC BY 4.0"
    )
    assert supplied(block) == Supplied(
        title="Bridge reopens",
        byline=("Ada Byron", "Bob Gray"),
        source_url="https://news.example/bridge",
        standfirst="After two years.",
        publisher="The News",
        published=PartialDate(year=2022, month=4, day=25),
        tags=("City", "Roads", "bridge"),
        rights="CC BY 4.0",
    )


def test_hostname_names_the_source_if_nothing_else_does() -> None:
    """A host is the least that can be said of a source."""
    assert supplied("hostname: news.example").source_name == "news.example"
    assert supplied("hostname: a.b\npublisher: X").source_name is None


def test_params_of_hugo_supply_what_they_name() -> None:
    """Hugo keeps the author among the names of one's own."""
    block = "params:\n  author: Ada\n  colour: red\nmenu: {main: {weight: 3}}"
    assert supplied(block) == Supplied(byline=("Ada",))


def test_empty_values_say_nothing() -> None:
    """Templates of site generators leave names without a value."""
    assert supplied("title:\nsubtitle: ''\ndate: ~\ntags:") == Supplied()


def test_values_are_taken_by_their_spelling() -> None:
    """YAML would read a number, a truth value and a date."""
    assert supplied("title: 1984").title == "1984"
    assert supplied("title: Yes").title == "Yes"
    assert supplied("title: 2022-04-25").title == "2022-04-25"


@pytest.mark.parametrize("block", ["draft: true", "published: false"])
def test_draft_is_noticed(block: str) -> None:
    """A draft is read, but not in silence."""
    record = read(f"title: A\n{block}")
    assert record.supplied == Supplied(title="A")
    assert [str(notice) for notice in record.notices] == [
        "a.md:3: marked as a draft [draft]"
    ]


def test_switches_that_are_off_mean_nothing() -> None:
    """Neither ``draft: false`` nor Jekyll's ``published: true`` is a fact."""
    assert supplied("draft: false\npublished: true") == Supplied()


@pytest.mark.parametrize(
    "line", ["url: /a/b", "permalink: /:title/", "permalink: pretty"]
)
def test_paths_within_a_site_are_no_addresses(line: str) -> None:
    """Hugo and Jekyll use the same names for something else."""
    record = read(line)
    name = line.split(":")[0]
    assert record.supplied == Supplied()
    assert [str(notice) for notice in record.notices] == [
        f"a.md:2: {name!r} is a path within a site, not an address; ignored"
        " [header-ignored]"
    ]


def test_unknown_name() -> None:
    """The nearest name is offered."""
    assert refusal("date: 2022\ntitel: A") == (
        "unknown name 'titel'", "a.md:3", "did you mean 'title'?"
    )  # fmt: skip


def test_unknown_name_without_likeness() -> None:
    """Where nothing is near, the usual names are listed."""
    message, where, hint = refusal("xqz: A")
    assert (message, where) == ("unknown name 'xqz'", "a.md:2")
    assert hint.startswith("accepted are, among others, title, standfirst")


@pytest.mark.parametrize("written", ["2022-13-45", "2022-02-30", "today", "03/04/2019"])
def test_impossible_date(written: str) -> None:
    """What no calendar has, and what is ambiguous, is refused."""
    assert refusal(f"title: A\ndate: {written}") == (
        f"'date' is not a date: {written!r}", "a.md:3",
        "write YYYY-MM-DD, YYYY-MM or YYYY",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("title: [a, b]", "'title' must be text, not a list"),
        ("title: {a: b}", "'title' must be text, not a table"),
        ("date: [2022]", "'date' must be a date, not a list"),
        ("author:\n- [a]", "'author' must be text, not a list"),
        ("author: {email: x}", "'author' must be text, not a table"),
        ("tags: {a: b}", "'tags' must be text, not a table"),
        ("lang: [en]", "'lang' must be text, not a list"),
    ],
)
def test_wrong_type(block: str, message: str) -> None:
    """Lists and tables stand only where they have a meaning."""
    assert refusal(block) == (message, "a.md:2", "give a single value")


@pytest.mark.parametrize(
    "written", ["English", "en-12", "en-GB-US", "en-Latn-Cyrl", "e", "en-x", "en-u"]
)
def test_language_by_its_name(written: str) -> None:
    """A language is given by its tag (RFC 5646, 2.1)."""
    assert refusal(f"lang: {written}") == (
        f"'lang' is not a language tag: {written!r}", "a.md:2",
        "write a tag such as 'en', 'pt-BR' or 'zh-Hant'",
    )  # fmt: skip


@pytest.mark.parametrize(
    "written",
    ["example.org/a", "javascript:alert(1)", "ftp://a.b/c", "http://", "'http://a b/'",
     "http://[::1/", "http://a.b:port/"],
)  # fmt: skip
def test_address_that_is_none(written: str) -> None:
    """Only whole addresses of the Web are taken."""
    message, where, hint = refusal(f"source_url: {written}")
    assert message == f"'source_url' is not an address: {written.strip(chr(39))!r}"
    assert (where, hint) == ("a.md:2", "write it in full, with https:// or http://")


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("subtitle: A\ndescription: B",
         "'description' and 'subtitle' (line 2) say different things"),
        ("date: 2022-04-25\npublishDate: 2022-04-26",
         "'publishDate' and 'date' (line 2) say different things"),
        ("author: A\nauthors: [A, B]",
         "'authors' and 'author' (line 2) say different things"),
        ("source: http://a.b/c\nurl: http://a.b/d",
         "'url' and 'source' (line 2) say different things"),
    ],
)  # fmt: skip
def test_two_names_that_disagree(block: str, message: str) -> None:
    """Nobody can know which of the two is meant."""
    assert refusal(block) == (message, "a.md:3", "keep one of them")


def test_two_names_that_agree() -> None:
    """The finer of two dates includes the other one."""
    assert supplied("subtitle: A\ndescription: A").standfirst == "A"
    coarse, fine = "date: 2022-04\npubdate: ", "date: 2022-04-25\npubdate: "
    for block in (f"{coarse}2022-04-25", f"{fine}2022"):
        assert str(supplied(block).published) == "2022-04-25"


@pytest.mark.parametrize(
    ("block", "message", "line", "hint"),
    [
        ("title: A: B", "the header is not valid YAML: mapping values are not allowed"
         " here", 2, "put a value that contains ': ' in quotes"),
        ("title: A\n\tdate: 2022", "the header is not valid YAML: found character '\\t'"
         " that cannot start any token", 3, "indent with spaces, not with tabs"),
        ("title: @A", "the header is not valid YAML: found character '@' that cannot"
         " start any token", 2,
         "put a value that begins with a special character in quotes"),
        ("title: A\ndate: [1", "the header is not valid YAML: expected ',' or ']', but"
         " got '<stream end>'", 4,
         "a header is lines of 'name: value' between two '---' lines"),
        ("- a\n- b", "the header has no names", 2,
         "a header is lines of 'name: value' between two '---' lines"),
        ("just words", "the header has no names", 2,
         "a header is lines of 'name: value' between two '---' lines"),
        ("title: A\ntitle: B", "'title' stands twice, first in line 2", 3,
         "keep one of them"),
        ("[a]: b", "a name must be text", 2,
         "a header is lines of 'name: value' between two '---' lines"),
        ("title: &a A", "anchors and aliases are not accepted in a header", 2,
         "write the value out, or in quotes"),
        ("title: *a", "anchors and aliases are not accepted in a header", 2,
         "write the value out, or in quotes"),
        ("title: !!python/object:os.system A", "YAML tags are not accepted in a header",
         2, "leave the '!' out, or use quotes"),
        ("title: A\n--- b\n", "the header holds several documents", 3,
         "a header is lines of 'name: value' between two '---' lines"),
        ("tags: " + "[" * 500, "the header is nested too deeply", 2,
         "a header is lines of 'name: value' between two '---' lines"),
        ("title: A\x07B", "the header contains a control character", 2, "remove it"),
        ('title: "A\\x07B"', "'title' contains a control character", 2,
         "remove the escape sequence"),
        ('title: "\\ud800"', "'title' contains a control character", 2,
         "remove the escape sequence"),
    ],
)  # fmt: skip
def test_broken_header(block: str, message: str, line: int, hint: str) -> None:
    """Broken and hostile YAML is refused with its line and a way out."""
    assert refusal(block) == (message, f"a.md:{line}", hint)


def test_header_that_is_never_closed() -> None:
    """Otherwise the whole text would be taken for a header."""
    with pytest.raises(InputError) as caught:
        header.split("---\ntitle: A\n\nText.\n", "a.md")
    assert str(caught.value) == (
        "a.md:1: the header that '---' opens is never closed (close it with '---')"
    )


def test_header_beyond_measure() -> None:
    """A header of megabytes is no header."""
    with pytest.raises(InputError) as caught:
        read("title: " + "a" * 65_536)
    assert str(caught.value) == (
        "a.md:1: the header is longer than 64 KiB (is it closed too late?)"
    )


def test_bomb_of_aliases_is_refused_at_once() -> None:
    """The well-known bomb fails at its first anchor, before anything grows."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in pairwise("abcdefghi")
    )
    assert refusal(bomb) == (
        "anchors and aliases are not accepted in a header", "a.md:2",
        "write the value out, or in quotes",
    )  # fmt: skip


def test_blank_lines_before_the_header_count_as_lines(tmp_path: Path) -> None:
    """A header below blank lines is read, and its mistakes have their line."""
    path = tmp_path / "a.md"
    path.write_text("\n\n---\ntitle: X\n---\n\nBody.\n")
    assert readers.read(path).title.value == "X"
    path.write_text("\n\n---\ntitel: X\n---\n\nBody.\n")
    with pytest.raises(InputError) as caught:
        readers.read(path)
    assert caught.value.where == f"{path}:4"
