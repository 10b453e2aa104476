"""JSON-LD as it is found: wrapped, commented, broken, and as a graph."""

from __future__ import annotations

import pytest
from lxml import html

from exporter.readers.web import articles, linked
from exporter.readers.web.claims import Field, about


def claims(*scripts: str, titles: tuple[str, ...] = ()):
    page = "".join(
        f'<script type="application/ld+json">{script}</script>' for script in scripts
    )
    tree = html.document_fromstring(f"<html><head>{page}</head><body>x</body></html>")
    identity = articles.Identity(
        addresses=frozenset({"a.example/ferry"}), titles=titles
    )
    return list(articles.claims(linked.read(tree), identity))


def values(found, field: Field) -> list[str]:
    return [claim.text for claim in about(found, field)]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Ferry lost"}',
        '[{"@type": ["NewsArticle", "Thing"], "headline": "Ferry lost"}]',
        '<!-- {"@type": "NewsArticle", "headline": "Ferry lost"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Ferry lost"}\n//]]>',
        '/*<![CDATA[*/{"@type": "Article", "headline": "Ferry lost"}/*]]>*/',
        '{"@type": "Article", /* who */ "headline": "Ferry lost", } // end',
        '{"@type": "Article", "headline": "Ferry lost", "description": "two\nlines"};',
        '{"@type": "Article", "headline": "Ferry\\\' lost", "x": "\\\'"}'.replace(
            "\\'", ""
        ),
        '{"@type": "Article", "headline": "Ferry lost", "x": "it\\\'s"}',
        '{"@type": "Article", "headline": "Ferry lost"}'.replace('"', "&quot;"),
        '{"@type": "WebSite"}{"@type": "Article", "headline": "Ferry lost"}',
        # Broken beyond repair: a quotation mark within a text.
        '{"@type": "Article", "headline": "Ferry lost", "description": "the "x" of"}',
        '{"@graph": [{"@type": "BlogPosting", "headline": "Ferry lost"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Report",'
        ' "headline": "Ferry lost"}}',
    ],
)
def test_scripts_are_read_whatever_is_wrong_with_them(script):
    assert values(claims(script), Field.TITLE) == ["Ferry lost"]


def test_references_within_a_graph_are_followed():
    found = claims(
        '{"@graph": [{"@type": "Article", "headline": "x", "author": {"@id": "#a"},'
        ' "publisher": {"@id": "#p"}}, {"@id": "#a", "@type": "Person", "name": "Ana'
        ' Example"}]}',
        '{"@id": "#p", "@type": "Organization", "name": "The Herald"}',
    )
    assert values(found, Field.AUTHOR) == ["Ana Example"]
    assert values(found, Field.PUBLISHER)[0] == "The Herald"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('"Ana Example"', ["Ana Example"]),
        ('["Ana Example", {"name": "Ben Sample"}]', ["Ana Example", "Ben Sample"]),
        ('{"name": ["Ana Example", "Ben Sample"]}', ["Ana Example", "Ben Sample"]),
        ('{"@list": [{"name": "Ana Example"}]}', ["Ana Example"]),
        ("null", []),
        ("[{}, 1.5, true]", ["1.5"]),
    ],
)
def test_authors_in_every_shape(author, names):
    found = claims(f'{{"@type": "Article", "author": {author}}}')
    assert values(found, Field.AUTHOR) == names


def test_node_of_this_page_goes_before_others():
    found = claims(
        '{"@type": "WebPage", "name": "Ferry lost", "datePublished": "2001-01-01"}',
        '{"@type": "Article", "headline": "Ferry lost", "datePublished": "2024-05-04",'
        ' "url": "https://www.a.example/ferry?x=1"}',
        titles=("Ferry lost",),
    )
    assert values(found, Field.PUBLISHED) == ["2024-05-04", "2001-01-01"]


@pytest.mark.parametrize(
    "node",
    [
        '{"@type": "Article", "headline": "Prices of bread", "datePublished": "2001"}',
        '{"@type": "Article", "url": "https://a.example/b", "datePublished": "2001"}',
        '{"@type": "ItemList", "itemListElement": [{"@type": "Article",'
        ' "headline": "Ferry lost at sea", "datePublished": "2001"}]}',
        '{"@type": "Product", "name": "Ferry lost at sea", "datePublished": "2001"}',
    ],
)
def test_nodes_about_something_else_claim_nothing(node):
    assert values(claims(node, titles=("Ferry lost at sea",)), Field.PUBLISHED) == []
