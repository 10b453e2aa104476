"""What is known of an input, as the JSON that ``exporter inspect`` prints."""

from __future__ import annotations

from typing import Any

from exporter import gathering, readings, records
from exporter.apart import apart
from exporter.jobs import Job
from exporter.model import Article, Fact, Section
from exporter.readers import briefings
from exporter.readers.survey import survey


def article_json(article: Article) -> dict[str, object]:
    """Return the facts of an article, each with its value, basis and rule.

    Dates are ISO 8601 at the precision known; an unknown byline is an empty list;
    warnings are the codes of the notices.
    """
    source = article.source
    return {
        "title": _fact(article.title),
        "kicker": _fact(article.kicker),
        "standfirst": _fact(article.standfirst),
        "published": _fact(article.published),
        "updated": _fact(article.updated),
        "language": _fact(article.language),
        "byline": _fact(article.byline, []),
        "place": _fact(article.place),
        "agency": _fact(article.agency),
        "source": {"name": _fact(source.name), "url": _fact(source.url)},
        "publisher": _fact(source.publisher),
        "retrieved": _fact(source.retrieved),
        "rights": _fact(source.rights),
        "tags": _fact(article.tags, []),
        "subheadings": [heading.text for heading in article.headings],
        "paragraphs": article.paragraphs,
        "words": article.words,
        "cited": [{"name": c.name, "count": c.count} for c in article.cited],
        "boilerplate": list(article.boilerplate),
        "warnings": [notice.code for notice in article.notices],
    }


def collection_json(job: Job) -> dict[str, object]:
    """Return the sums of a collection: what its records say, and which are bad."""
    return survey(records.pieces(job), job.fields)


def briefing_json(job: Job) -> dict[str, object]:
    """Return what is known of a briefing, and which articles it finds.

    Raises:
        InputError: the briefing or one of its articles is wrong.
    """
    assert job.path is not None  # a briefing is a file
    intent = briefings.read(job.path, job.root)
    members = gathering.members(intent, job)
    sound = {path: member for path, member in members.items() if not member.flaw}
    found = apart(_read, tuple(sound.values()), job.name)
    articles = dict(zip(sound, found, strict=True))
    gathered = gathering.gather(intent, articles, job)
    edition = gathered.edition
    period = edition.period.value
    covered = f"{period.first}/{period.last}" if period else None
    return {
        "title": _fact(edition.title),
        "subtitle": _fact(edition.standfirst),
        "published": _fact(edition.published),
        "period": {**_fact(edition.period), "value": covered},
        "language": _fact(edition.language),
        "editors": list(edition.editors),
        "series": edition.series and edition.series.name,
        "number": edition.series and edition.series.number,
        "publisher": _fact(edition.publisher),
        "rights": _fact(edition.rights),
        "parts": [part.value for part in edition.parts],
        "sections": [_section(section) for section in edition.sections],
        "warnings": [notice.code for notice in gathered.notices],
    }


def _read(jobs: tuple[Job, ...]) -> tuple[Article, ...]:
    return tuple(readings.read(job).article for job in jobs)


def _section(section: Section) -> dict[str, object]:
    return {
        "title": section.title,
        "articles": [
            {
                "original": article.original.name,
                "title": article.title.value,
                "published": article.published.value and str(article.published.value),
                "source": article.source.name.value,
            }
            for article in section.articles
        ],
    }


def _fact(fact: Fact[Any], absent: object = None) -> dict[str, object]:
    value = fact.value
    if value is None:
        plain = absent
    else:
        plain = list(value) if isinstance(value, tuple) else str(value)
    return {"value": plain, "basis": fact.basis.value, "rule": fact.rule}
