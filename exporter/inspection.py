"""What is known of an article, as the JSON that ``exporter inspect`` prints."""

from __future__ import annotations

from typing import Any

from exporter.model import Article, Fact


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
        "subheadings": [heading.text for heading in article.headings],
        "paragraphs": article.paragraphs,
        "words": article.words,
        "cited": [{"name": c.name, "count": c.count} for c in article.cited],
        "boilerplate": list(article.boilerplate),
        "warnings": [notice.code for notice in article.notices],
    }


def _fact(fact: Fact[Any], absent: object = None) -> dict[str, object]:
    value = fact.value
    if value is None:
        plain = absent
    else:
        plain = list(value) if isinstance(value, tuple) else str(value)
    return {"value": plain, "basis": fact.basis.value, "rule": fact.rule}
