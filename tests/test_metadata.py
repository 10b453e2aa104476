"""One author of metadata: facts pass, guesses only where a format insists."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from articles import article, edition

from exporter.dates import PartialDate
from exporter.metadata import UNDATED, describe, identifier
from exporter.model import (
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
    assert record.articles[0].source_name == "Example Post"
    assert str(record.articles[0].retrieved) == "2022-05-01"
    assert record.articles[0].original.size == len(article().original.data)


def test_guesses_do_not_become_facts() -> None:
    """An inferred date, author or source is left out; title and language stay."""
    record = describe(
        edition(
            title=inferred("The tram runs…", "opening-words"),
            published=inferred(PartialDate.parse("2022-04-25"), "dateline"),
            byline=inferred(("Somebody",), "guess"),
            source=Source(name=inferred("Example Post", "guess")),
        )
    )
    assert (record.title, record.title_basis) == ("The tram runs…", Basis.INFERRED)
    assert record.language == "en"
    assert record.published is None
    assert record.creators == ()
    assert record.source is None
    assert record.publisher is None


def test_source_falls_back_to_its_name() -> None:
    """Without an address the source is the name, which is also the publisher."""
    record = describe(edition(source=Source(name=stated("Example Post", "header"))))
    assert record.source == "Example Post"
    assert record.publisher == "Example Post"


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
    """A publisher that only some articles have is not the edition's."""
    first, second = article(), article(source=Source(), byline=supplied(("Cy",), "x"))
    both = Edition(
        slug="day",
        title=supplied("Day", "briefing"),
        published=first.published,
        language=first.language,
        sections=(Section(articles=(first, second)),),
    )
    record = describe(both)
    assert record.publisher is None
    assert record.creators == ("Ana Example", "Bo Example", "Cy")
    assert [a.source_name for a in record.articles] == ["Example Post", None]


@pytest.mark.parametrize("basis", [Basis.INFERRED, Basis.UNKNOWN])
def test_certain_leaves_guesses_out(basis: Basis) -> None:
    """A fact is certain only if somebody said so."""
    assert Fact("x", basis, "rule").certain is None
    assert Fact("x", Basis.STATED, "rule").certain == "x"
