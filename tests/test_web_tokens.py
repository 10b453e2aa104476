"""Sanitised HTML as a body: each element of the vocabulary, and nothing else."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from exporter.errors import InputError
from exporter.model import Article, Asset
from exporter.readers.request import Request
from exporter.readers.web import fragment


def made(markup: str, folder: Path = Path()) -> Article:
    """Read a fragment, whose body must be well-formed."""
    original = Asset(name="a.html", media_type="text/html", data=markup.encode())
    article = fragment(
        markup,
        Request(
            original=original, slug="a", where="a.html", folder=folder, root=folder
        ),
    )
    ElementTree.fromstring(f"<div>{article.body}</div>")
    return article


def body(markup: str) -> str:
    """Return a body without the ends of lines."""
    return made(markup).body.replace("\n", "")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a <b>b <i>c</i></b> d", "<p>a <strong>b <em>c</em></strong> d</p>"),
        ("<p>a<b> b </b>c", "<p>a <strong>b</strong> c</p>"),
        ("<div>a<p>b</p>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a<br>b<br><br>c", "<p>a<br/>b</p><p>c</p>"),
        ("<p>H<sub>2</sub>O<sup>2</sup>", "<p>H<sub>2</sub>O<sup>2</sup></p>"),
        ("<p><del>a</del> <ins>b</ins>", "<p><del>a</del> b</p>"),
        ("<p><q>a</q> <kbd>x  y</kbd>", "<p>“a” <code>x y</code></p>"),
        ("<p>a\n\t b&nbsp;c", "<p>a b\u00a0c</p>"),
        ("<pre>a\n  b</pre>", "<pre><code>a  b</code></pre>"),
        ("<p>a<hr><p>b", "<p>a</p><hr/><p>b</p>"),
        ("<ul><li>a<li><p>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ol start=3><li>a</ol>", '<ol start="3"><li>a</li></ol>'),
        ("<ul></ul><p>a", "<p>a</p>"),
        ("<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<h2>a <img src=x><b>b</b></h2>", '<h2 id="s1">a <strong>b</strong></h2>'),
        ("<p>x<script>a</script><style>b</style>", "<p>x</p>"),
        ("<p onclick=a style=b class=c>x", "<p>x</p>"),
        ("<my-card><p>a</p></my-card>", "<p>a</p>"),
        ('<p><a href="javascript:x()">a</a>', "<p>a</p>"),
        ('<p><a href="http://x.y">a</a>', '<p><a href="http://x.y">a</a></p>'),
        ("<p><ruby>A<rp>(</rp><rt>kan</rt></ruby>", "<p>A(kan)</p>"),
    ],
)  # fmt: skip
def test_elements(markup: str, expected: str) -> None:
    assert body(markup) == expected


def test_a_link_around_blocks_is_in_each_of_them() -> None:
    link = '<a href="https://x.example/">'
    assert body(f"{link}<p>a</p><p>b</p></a>") == (
        f"<p>{link}a</a></p><p>{link}b</a></p>"
    )


def test_a_link_to_a_heading_leads_there() -> None:
    markup = '<p><a href="#s">down</a> <a href="#t">lost</a><h2 id=s>A heading</h2><p>x'
    assert body(markup) == (
        '<p><a href="#s1">down</a> lost</p><h2 id="s1">A heading</h2><p>x</p>'
    )


def test_notes_that_lead_back_are_notes() -> None:
    article = made(
        '<p>Text.<sup><a href="#f1" id="r1">[1]</a></sup></p>'
        '<ol><li id="f1"><p>The note. <a href="#r1">up</a></p></li></ol>'
    )
    assert 'role="doc-noteref" id="r1" href="#n1">1</a></sup></p>' in article.body
    assert '<li id="n1"><p>The note. <a role="doc-backlink"' in article.body


def test_a_first_heading_is_the_title() -> None:
    article = made("<h1>The title</h1><p>Text.</p>")
    assert (article.title.value, article.title.rule) == ("The title", "heading")
    assert article.body == "<p>Text.</p>\n"


def test_a_table_is_a_grid() -> None:
    table = (
        "<table><caption>C</caption><tr><th>A<th colspan=2>B"
        "<tr><th>r<td rowspan=2>1<td>2<tr><th>s<td><p>a</p><p>b</p></table>"
    )
    assert body(table) == (
        '<p>C</p><table><thead><tr><th scope="col">A</th><th scope="col">B</th>'
        '<td></td></tr></thead><tbody><tr><th scope="row">r</th><td>1</td><td>2</td>'
        '</tr><tr><th scope="row">s</th><td></td><td>a<br/>b</td></tr></tbody></table>'
    )


def test_a_table_of_layout_is_what_it_holds() -> None:
    assert body("<table><tr><td><p>a</p></td><td><h2>b</h2></td></tr></table><p>c") == (
        '<p>a</p><h2 id="s1">b</h2><p>c</p>'
    )


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("<table>" + "<tr><th>a<td>b</tr>" * 10_001, "more than 20000 cells"),
        ("<div>" * 251 + "a", "nested more than 250 deep"),
        ("<b>a</b>" * 200_001, "more than 200000 elements"),
    ],
)  # fmt: skip
def test_more_than_anybody_reads_is_refused(markup: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        made(markup)


@pytest.mark.parametrize("tag", ["ul><li", "blockquote", "b><i", "div"])
def test_deep_nesting_loses_no_word(tag: str) -> None:
    assert "innermost" in made(f"<p>x</p>{f'<{tag}>' * 100}innermost").body
