"""One author of metadata: facts pass, guesses only where a format insists."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from articles import TEXT, article, edition

from exporter.dates import PartialDate
from exporter.metadata import UNDATED, describe, identifier
from exporter.model import (
    Article,
    Asset,
    Basis,
    Edition,
    Fact,
    Section,
    Source,
    inferred,
    stated,
    supplied,
)


def day(*articles: Article, **changes: object) -> Edition:
    """Return the edition of several articles, with what it says of itself."""
    made = Edition(
        slug="day",
        title=supplied("Day", "briefing"),
        published=articles[0].published,
        language=articles[0].language,
        sections=(Section(articles=articles),),
    )
    return replace(made, **changes)  # type: ignore[arg-type] - named by the test


def test_facts_pass_to_the_record() -> None:
    """Stated and supplied values are printed as they are."""
    record = describe(edition())
    assert record.title == "The tram runs again"
    assert record.creators == ("Ana Example", "Bo Example")
    assert str(record.published) == "2022-04-25"
    assert record.source == "https://www.example.org/news/tram-runs"
    assert record.publisher == "Example Press"
    assert record.rights == "CC0-1.0"
    assert record.subjects == ("trams", "cities")
    assert record.editors == ()
    assert record.articles[0].creators == ("Ana Example", "Bo Example")
    assert record.articles[0].source_name == "Example Post"
    assert record.articles[0].publisher == "Example Press"
    assert record.articles[0].rights == "CC0-1.0"
    assert str(record.articles[0].retrieved) == "2022-05-01"
    assert record.articles[0].original.size == len(article().original.data)


def test_guesses_do_not_become_facts() -> None:
    """An inferred date, author or source is left out; title and language stay."""
    record = describe(
        edition(
            title=inferred("The tram runs…", "opening-words"),
            published=inferred(PartialDate.parse("2022-04-25"), "dateline"),
            byline=inferred(("Somebody",), "guess"),
            source=Source(
                name=inferred("Example Post", "guess"),
                publisher=inferred("Example Press", "guess"),
                rights=inferred("CC0-1.0", "guess"),
            ),
        )
    )
    assert (record.title, record.title_basis) == ("The tram runs…", Basis.INFERRED)
    assert record.language == "en"
    assert record.published is None
    assert record.creators == ()
    assert record.source is None
    assert record.publisher is None
    assert record.rights is None
    (only,) = record.articles
    assert (only.creators, only.publisher, only.rights) == ((), None, None)


def test_source_falls_back_to_its_name() -> None:
    """Without an address the source is the name, which is also the publisher."""
    record = describe(edition(source=Source(name=stated("Example Post", "header"))))
    assert record.source == "Example Post"
    assert record.publisher == "Example Post"
    assert record.articles[0].publisher == "Example Post"


def test_unknown_language_is_undetermined() -> None:
    """Nothing known is ``und`` (BCP 47), never a locale."""
    assert describe(edition(language=Fact())).language == "und"


def test_created_is_the_newest_content_date() -> None:
    """Without SOURCE_DATE_EPOCH the newest date of the content dates the file."""
    assert describe(edition()).created == datetime(2022, 5, 1, tzinfo=UTC)


def test_created_follows_the_epoch() -> None:
    """SOURCE_DATE_EPOCH goes before the content."""
    moment = datetime(2030, 1, 2, tzinfo=UTC)
    record = describe(Edition.single(article(), moment))
    assert record.created == record.modified == moment


def test_undated_content_has_a_constant_date() -> None:
    """With no date at all the file still never takes the clock's."""
    bare = edition(published=Fact(), updated=Fact(), source=Source())
    assert describe(bare).created == UNDATED


def test_identifier_names_the_content() -> None:
    """Equal originals have equal names; another byte makes another name."""
    other = Asset(name="tram.txt", media_type="text/plain", data=b"else")
    name = identifier([article()])
    assert name == identifier([article(slug="renamed")])
    assert name != identifier([article(original=other)])
    assert uuid.UUID(name.removeprefix("urn:uuid:")).version == 5


def test_many_articles_share_only_what_they_agree_on() -> None:
    """Authors, source and rights that only some articles have are not the edition's."""
    first, second = article(), article(source=Source(), byline=supplied(("Cy",), "x"))
    record = describe(day(first, second))
    assert record.publisher is None
    assert record.creators == ()
    assert (record.source, record.rights) == (None, None)
    assert [a.source_name for a in record.articles] == ["Example Post", None]
    assert [a.creators for a in record.articles] == [
        ("Ana Example", "Bo Example"),
        ("Cy",),
    ]
    assert [a.publisher for a in record.articles] == ["Example Press", None]
    assert [a.rights for a in record.articles] == ["CC0-1.0", None]


def test_some_authors_in_common_are_not_the_authors_of_all() -> None:
    """Articles agree on their authors only if these are the same."""
    fewer = article(byline=supplied(("Ana Example",), "sidecar"))
    nobody = article(byline=Fact())
    assert describe(day(article(), fewer)).creators == ()
    assert describe(day(article(), nobody)).creators == ()
    assert describe(day(nobody, nobody)).creators == ()


def test_what_all_articles_agree_on_is_the_edition_s() -> None:
    """Except for the publisher: that of the articles has not published the edition."""
    record = describe(day(article(), article(slug="other")))
    assert record.creators == ("Ana Example", "Bo Example")
    assert record.editors == ()
    assert record.source == "https://www.example.org/news/tram-runs"
    assert record.rights == "CC0-1.0"
    assert record.publisher is None
    assert [a.publisher for a in record.articles] == ["Example Press"] * 2


def test_what_the_edition_says_of_itself_goes_before_its_articles() -> None:
    """Its editors are the creators; its publisher and rights are its own."""
    whole = day(
        article(),
        article(slug="other"),
        editors=("Eda", "Fay"),
        publisher=supplied("Digest Desk", "briefing"),
        rights=supplied("© Digest Desk", "briefing"),
    )
    record = describe(whole)
    assert record.creators == record.editors == ("Eda", "Fay")
    assert record.publisher == "Digest Desk"
    assert record.rights == "© Digest Desk"
    for known in record.articles:
        assert known.creators == ("Ana Example", "Bo Example")
        assert (known.publisher, known.rights) == ("Example Press", "CC0-1.0")


def test_publisher_and_rights_that_are_guessed_are_not_the_edition_s() -> None:
    """What a briefing does not say of itself is left out, not taken for a fact."""
    record = describe(
        day(
            article(source=Source()),
            publisher=inferred("Digest Desk", "guess"),
            rights=inferred("© Digest Desk", "guess"),
        )
    )
    assert (record.publisher, record.rights) == (None, None)


def test_originals_of_one_name_are_told_apart() -> None:
    """The later ones take a number, whatever the case of letters; no name is twice."""
    names = ("a.txt", "b", "a.txt", "A.TXT", "a-2.txt", "b", "a.md")
    made = [Asset(name=n, media_type="text/plain", data=TEXT) for n in names]
    record = describe(day(*(article(original=original) for original in made)))
    assert [a.original.name for a in record.articles] == [
        "a.txt", "b", "a-2.txt", "A-3.TXT", "a-2-2.txt", "b-2", "a.md",
    ]  # fmt: skip


@pytest.mark.parametrize("basis", [Basis.INFERRED, Basis.UNKNOWN])
def test_certain_leaves_guesses_out(basis: Basis) -> None:
    """A fact is certain only if somebody said so."""
    assert Fact("x", basis, "rule").certain is None
    assert Fact("x", Basis.STATED, "rule").certain == "x"
