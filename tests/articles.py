"""Articles made by hand, for tests that start after the readers."""

from __future__ import annotations

from dataclasses import replace

from exporter.dates import PartialDate
from exporter.model import (
    Article,
    Asset,
    Citation,
    Edition,
    Heading,
    Source,
    inferred,
    stated,
    supplied,
)

TEXT = b" date 2022-04-25 The tram runs again.\n\nNew rails\n\nIt was away for years.\n"


def article(**changes: object) -> Article:
    """Return a short article with every kind of fact, changed as asked."""
    made = Article(
        slug="tram",
        title=supplied("The tram runs again", "sidecar"),
        body=(
            "<p>The tram runs again.</p>\n"
            '<h2 id="s1">New rails</h2>\n<p>It was away for years.</p>'
        ),
        original=Asset(name="tram.txt", media_type="text/plain", data=TEXT),
        language=inferred("en", "function-words"),
        byline=supplied(("Ana Example", "Bo Example"), "sidecar"),
        published=stated(PartialDate.parse("2022-04-25"), "date-marker"),
        updated=supplied(PartialDate.parse("2022-04-27"), "sidecar"),
        source=Source(
            name=supplied("Example Post", "sidecar"),
            url=supplied("https://www.example.org/news/tram-runs", "sidecar"),
            publisher=supplied("Example Press", "sidecar"),
            retrieved=supplied(PartialDate.parse("2022-05-01"), "sidecar"),
            rights=supplied("CC0-1.0", "sidecar"),
        ),
        tags=supplied(("trams", "cities"), "sidecar"),
        headings=(Heading(identifier="s1", level=2, text="New rails"),),
        cited=(Citation(name="The Associated Press", count=2),),
        paragraphs=2,
        words=11,
    )
    return replace(made, **changes)  # type: ignore[arg-type] - named by the test


def edition(**changes: object) -> Edition:
    """Return the edition of one such article."""
    return Edition.single(article(**changes))
