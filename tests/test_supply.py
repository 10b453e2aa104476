"""Supplied facts over those of the text."""

from __future__ import annotations

from itertools import permutations

from exporter.dates import PartialDate
from exporter.model import (
    Article,
    Asset,
    Basis,
    Fact,
    Notice,
    Source,
    inferred,
    stated,
    supplied,
)
from exporter.readers import supply
from exporter.readers.request import Supplied

DAY = PartialDate(year=2022, month=4, day=25)


def article(
    title: Fact[str],
    *,
    standfirst: Fact[str] | None = None,
    kicker: Fact[str] | None = None,
    language: str = "en",
) -> Article:
    """Return an article as a reader returns it."""
    return Article(
        slug="a",
        title=title,
        standfirst=standfirst or Fact(),
        kicker=kicker or Fact(),
        language=inferred(language, "words"),
        body="<p>Text.</p>\n",
        credits=("By Ada",),
        byline=stated(("Ada",), "byline"),
        source=Source(publisher=stated("The News", "line")),
        original=Asset(name="a.txt", media_type="text/plain", data=b"Text."),
    )


def test_each_field_goes_to_its_place() -> None:
    """All facts are supplied under the rule given, and the rest stays."""
    facts = Supplied(
        title="T", standfirst="S", kicker="K", byline=("B",), published=DAY,
        updated=DAY, language="de", source_name="N", source_url="https://a.b/",
        publisher="P", retrieved=DAY, rights="R", tags=("x",), place="Kyiv",
    )  # fmt: skip
    after = supply.apply(article(Fact()), facts, "sidecar")
    assert after.source == Source(
        name=supplied("N", "sidecar"),
        url=supplied("https://a.b/", "sidecar"),
        publisher=supplied("P", "sidecar"),
        retrieved=supplied(DAY, "sidecar"),
        rights=supplied("R", "sidecar"),
    )
    assert [
        after.title, after.standfirst, after.kicker, after.byline, after.published,
        after.updated, after.language, after.tags, after.place,
    ] == [
        supplied(value, "sidecar")
        for value in ("T", "S", "K", ("B",), DAY, DAY, "de", ("x",), "Kyiv")
    ]  # fmt: skip
    assert after.body == "<p>Text.</p>\n"
    assert after.credits == ("By Ada",)


def test_silence_changes_nothing() -> None:
    """Facts that nobody supplies stay as the text states them."""
    before = article(stated("T", "headline"))
    assert supply.apply(before, Supplied(), "option") == before


def test_own_lines_open_the_body_in_their_order() -> None:
    """Kicker, headline and standfirst of the text are not lost."""
    before = article(
        stated("Old & true", "headline"),
        standfirst=stated("Old stand", "standfirst"),
        kicker=stated("Old kick", "kicker"),
    )
    lines = (
        '<p class="kicker">Old kick</p>\n<p class="headline">Old &amp; true</p>\n'
        '<p class="standfirst">Old stand</p>\n<p>Text.</p>\n'
    )
    facts = Supplied(title="T", standfirst="S", kicker="K")
    assert supply.apply(before, facts, "option").body == lines
    single = [Supplied(standfirst="S"), Supplied(title="T"), Supplied(kicker="K")]
    for order in permutations(single):
        after = before
        for one in order:
            after = supply.apply(after, one, "option")
        assert after.body == lines


def test_repetition_is_no_other_line() -> None:
    """A title that differs in case, quotes or spacing only is the same one."""
    before = article(stated("“Never” again, they say", "headline"))
    after = supply.apply(before, Supplied(title="'Never' Again, They Say"), "header")
    assert after.title == supplied("'Never' Again, They Say", "header")
    assert after.body == "<p>Text.</p>\n"


def test_guessed_title_is_in_the_body_already() -> None:
    """Opening words that stand in for a title are not repeated."""
    before = article(inferred("Text …", "opening"))
    assert supply.apply(before, Supplied(title="T"), "option").body == "<p>Text.</p>\n"


def test_own_line_in_another_script_is_marked() -> None:
    """The line that moves into the body gets the language of its script."""
    before = article(stated("שלום Kyiv", "headline"))
    body = supply.apply(before, Supplied(title="T"), "option").body
    assert body.startswith(
        '<p class="headline"><span lang="he" dir="rtl">שלום</span> Kyiv</p>\n'
    )


def test_layers_are_heard_from_the_strongest() -> None:
    """Option before sidecar before header, fact by fact."""
    after = supply.layer(
        article(stated("Old", "heading")),
        (Supplied(title="Option"), "option"),
        (Supplied(title="Sidecar", place="Lviv"), "sidecar"),
        (Supplied(title="Header", place="Kyiv", publisher="P"), "header"),
    )
    assert after.title == supplied("Option", "option")
    assert after.place == supplied("Lviv", "sidecar")
    assert after.source.publisher == supplied("P", "header")
    assert after.byline.basis is Basis.STATED
    assert after.body == '<p class="headline">Old</p>\n<p>Text.</p>\n'


def test_weaker_layer_that_repeats_the_text_hides_no_line() -> None:
    """The headline is kept although the header, which is not heard, repeats it."""
    after = supply.layer(
        article(stated("Old", "heading")),
        (Supplied(title="Option"), "option"),
        (Supplied(title="Old"), "header"),
    )
    assert after.title == supplied("Option", "option")
    assert after.body == '<p class="headline">Old</p>\n<p>Text.</p>\n'


def test_merge_and_without() -> None:
    """Both work fact by fact."""
    strong, weak = Supplied(title="A", place="B"), Supplied(title="C", rights="D")
    assert supply.merge(strong, weak) == Supplied(title="A", place="B", rights="D")
    assert supply.without(weak, strong) == Supplied(rights="D")


def test_notice() -> None:
    """Notices on a sidecar follow those on the text."""
    notice = Notice(code="draft", message="marked as a draft")
    assert supply.notice(article(Fact()), (notice,)).notices == (notice,)
