"""Pages of an EPUB: semantics, links, images, and what is said of access."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import books
import pytest
from lxml import etree
from opened import LANG, TYPE, XHTML, Book, one, page, words

from exporter.composition import Composition
from exporter.errors import LayoutError
from exporter.writers import epub
from exporter.writers.addresses import outward


def test_a_page_in_the_other_direction_keeps_its_own() -> None:
    whole = books.plain()
    known = books.record(whole.originals[0], language="ar")
    documents = (books.chapter(1, known, "<p>كلمات</p>"),)
    root = Book(replace(whole, documents=documents)).tree("text-1.xhtml")
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")


def test_no_word_of_the_fragment_is_lost_or_added() -> None:
    composition = books.book()
    source = etree.fromstring(composition.documents[0].html)
    body = Book(composition).tree("text-1.xhtml").find(f"{XHTML}body")
    for tree in (source, body):  # a link back is a number here, an arrow there
        for link in tree.xpath("//*[@role='doc-backlink']"):
            link.text = ""
    assert words(body) == words(source)


def test_roles_become_epub_semantics() -> None:
    body = Book(books.book()).tree("text-1.xhtml").find(f"{XHTML}body")
    found = {e.get("role"): e.get(TYPE) for e in body.iter() if e.get("role")}
    assert found == {
        "doc-chapter": "chapter",
        "doc-noteref": "noteref",
        "doc-endnotes": "endnotes",
        "doc-footnote": "footnote",
        "doc-backlink": "backlink",
    }


def test_a_role_that_is_no_epub_term_stays_alone() -> None:
    section = page('<section role="region doc-nonsense"><h1>A</h1></section>')
    assert TYPE not in section.attrib


def notes(markup: str) -> list[Any]:
    """Return the notes of a page whose list of notes has these items."""
    count = markup.count("<li id")
    links = "".join(
        f'<sup><a role="doc-noteref" id="r{n}" href="#n{n}">{n}</a></sup>'
        for n in range(1, count + 1)
    )
    section = page(
        f'<section><h1>A</h1><p>B{links}<a role="doc-noteref" id="r1-2" href="#n1">1'
        f'</a></p><section role="doc-endnotes"><ol>{markup}</ol></section></section>'
    )
    return list(section[-1])


def test_notes_are_asides_that_begin_with_the_link_back() -> None:
    (note,) = notes(
        '<li id="n1"><p>By <em>ten</em>. <a role="doc-backlink" href="#r1">↑</a> '
        '<a role="doc-backlink" href="#r1-2">↑</a></p></li>'
    )
    assert (note.tag, note.get("id")) == (f"{XHTML}aside", "n1")
    assert (note.get("role"), note.get(TYPE)) == ("doc-footnote", "footnote")
    (paragraph,) = note
    assert "".join(paragraph.itertext()) == "1 ↑ By ten."
    links = [(a.get(TYPE), a.get("href")) for a in paragraph.iter(f"{XHTML}a")]
    assert links == [("backlink", "#r1"), ("backlink", "#r1-2")]


def test_notes_of_more_than_one_paragraph_keep_their_order() -> None:
    back = '<a role="doc-backlink" href="#r{}">↑</a>'
    first, second, third, fourth = notes(
        f'<li id="n1"><p>A</p><p>B {back.format(1)}</p></li>'
        f'<li id="n2"><blockquote><p>C</p></blockquote><p>{back.format(2)}</p></li>'
        f'<li id="n3">D {back.format(3)} E</li><li id="n4"/>'
    )
    shown = [
        [(kid.tag.removeprefix(XHTML), "".join(kid.itertext())) for kid in note]
        for note in (first, second, third)
    ]
    assert shown == [
        [("p", "1 A"), ("p", "B")],
        [("p", "2 "), ("blockquote", "C")],
        [("p", "3 D E")],
    ]
    assert fourth.get("id") == "n4"


def test_a_list_that_is_not_of_notes_alone_stays_a_list() -> None:
    (whole,) = notes('<li id="n1">A </li><li>B</li>')
    assert whole.tag == f"{XHTML}ol"
    assert [kid.tag for kid in whole[0]] == [f"{XHTML}aside"]
    assert words(whole) == ["A", "B"]


def test_passages_carry_their_language_twice_for_old_readers() -> None:
    body = Book(books.book()).tree("text-1.xhtml").find(f"{XHTML}body")
    spans = [(s.get("lang"), s.get(LANG)) for s in body.iter(f"{XHTML}span")]
    assert spans == [("uk", "uk"), ("he", "he")]


def test_empty_elements_are_closed_as_html_readers_expect() -> None:
    data = Book(books.book()).files["EPUB/text-1.xhtml"]
    assert b'<td class="num"></td>' in data
    assert b"<br/>" in data


def test_links_work_from_inside_the_book_or_are_none() -> None:
    body = Book(books.book()).tree("text-1.xhtml").find(f"{XHTML}body")
    links = [("".join(a.itertext()), a.get("href")) for a in body.iter(f"{XHTML}a")]
    assert links.pop() == ("1", "#r1")
    assert dict(links) == {
        "1": "#n1",
        "the timetable": "https://example.org/ferry?a=1&b=%5B2%5D",
        "another note": None,
        "a place": None,
        "a trap": None,
    }


def test_links_between_pages_of_the_book_stay() -> None:
    html = '<section><h1 id="t">A</h1><a href="text-1.xhtml#t">x</a></section>'
    assert page(html)[1].get("href") == "text-1.xhtml#t"


@pytest.mark.parametrize(
    ("target", "written"),
    [
        (" https://example.org/a b ", "https://example.org/a%20b"),
        ("HTTP://example.org", "http://example.org"),
        ("https://example.org/%zz?q=ü", "https://example.org/%25zz?q=ü"),
        ("https://пример.рф/шлях#a#b", "https://пример.рф/шлях#a%23b"),
        ("http://[::1]:80/[x]", "http://[::1]:80/%5Bx%5D"),
        ("https://a.b/\u0085\u200b", "https://a.b/%C2%85%E2%80%8B"),
        ("mailto:a@b.c?subject=x y", "mailto:a@b.c?subject=x%20y"),
        ("tel:+4930", "tel:+4930"),
    ],
)
def test_addresses_are_written_as_valid_ones(target: str, written: str) -> None:
    assert outward(target) == written


@pytest.mark.parametrize(
    "target",
    ["", "a.html", "/a", "//example.org/a", "?q=1", "https://", "http:///a",
     "https://exa mple.org", "https://a..b", "https://.", "https://a@@b/",
     "https://[zz]/", "https://[::g]/", "https://a.b:99999/", "https://xn--/",
     f"https://{'a' * 64}.org", "mailto:", "javascript:alert(1)", "file:///etc/passwd",
     "data:text/html,x", "ftp://a.b/c"],
)  # fmt: skip
def test_addresses_that_lead_nowhere_are_none(target: str) -> None:
    assert outward(target) is None


def test_images_are_renamed_in_page_and_stylesheet() -> None:
    book = Book(books.book())
    (image,) = book.tree("text-1.xhtml").iter(f"{XHTML}img")
    assert image.get("src") == "images/wind-rose.png"
    assert book.files["EPUB/images/wind-rose.png"] == books.png()
    assert b'url("images/wind-rose.png")' in book.files["EPUB/style.css"]
    assert book.items["asset-1"].get("media-type") == "image/png"


@pytest.mark.parametrize("source", ["gone.png", "https://example.org/a.png", ""])
def test_an_image_that_is_not_there_is_an_error(source: str) -> None:
    with pytest.raises(LayoutError, match="not in the book") as caught:
        page(f'<section><h1>A</h1><img src="{source}" alt="x"/></section>')
    assert caught.value.where == "text-1.xhtml"


@pytest.mark.parametrize(
    "html",
    [
        "<section><p>a</section>",
        "<section>&nbsp;</section>",
        "<section/><section/>",
        "words",
        "",
        "<section/></body><body><section/>",
        '<!DOCTYPE x [<!ENTITY e "e">]><section>&e;</section>',
        "<b>" * 300 + "</b>" * 300,
    ],
)
def test_fragments_that_are_not_one_sound_element_are_refused(html: str) -> None:
    with pytest.raises(LayoutError, match="the page is not"):
        epub.write(one(html))


def test_characters_that_xml_forbids_are_dropped() -> None:
    whole = books.plain()
    facts = replace(whole.metadata, title="A\x0cB\ufffe", description="C\x00D")
    title = replace(whole.nav[0], title="E\x01F")
    document = replace(whole.documents[0], html="<section><h1>G\x1fH</h1></section>")
    book = Book(replace(whole, metadata=facts, nav=(title,), documents=(document,)))
    assert book.dc("title") == ["AB"]
    assert book.dc("description") == ["CD"]
    assert words(book.tree("text-1.xhtml").find(f"{XHTML}body")) == ["GH"]
    assert b"EF" in book.files["EPUB/nav.xhtml"]
    assert b"EF" in book.files["EPUB/toc.ncx"]


def test_pages_with_drawings_and_formulas_declare_them() -> None:
    html = (
        '<section><h1>A</h1><svg xmlns="http://www.w3.org/2000/svg"/>'
        '<math xmlns="http://www.w3.org/1998/Math/MathML"/></section>'
    )
    item = Book(one(html)).items["text-1"]
    assert item.get("properties") == "mathml svg"


def access(composition: Composition) -> tuple[list[str], list[str], list[str], str]:
    book = Book(composition)
    assert book.say("schema:accessibilityHazard") == ["none"]
    assert book.say("dcterms:conformsTo") == []
    (summary,) = book.say("schema:accessibilitySummary")
    return (
        book.say("schema:accessMode"),
        book.say("schema:accessModeSufficient"),
        book.say("schema:accessibilityFeature"),
        summary,
    )


def test_access_of_a_book_whose_images_are_described() -> None:
    mode, sufficient, features, summary = access(books.book())
    assert (mode, sufficient) == (["textual", "visual"], ["textual"])
    assert features == [
        "alternativeText",
        "displayTransformability",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
        "unlocked",
    ]
    assert "a text alternative for every image" in summary


def test_access_of_a_book_with_an_image_that_nobody_described() -> None:
    whole = books.book()
    html = whole.documents[0].html.replace("A rose of eight winds", " ")
    documents = (replace(whole.documents[0], html=html),)
    _, sufficient, features, summary = access(replace(whole, documents=documents))
    assert sufficient == ["textual,visual"]
    assert "alternativeText" not in features
    assert "partly lack a text alternative" in summary


def test_access_of_a_book_of_words_alone() -> None:
    mode, sufficient, features, summary = access(books.plain())
    assert (mode, sufficient) == (["textual"], ["textual"])
    assert "alternativeText" not in features
    assert "image" not in summary


def test_access_of_a_book_without_headings() -> None:
    _, _, features, summary = access(one("<section><p>Words.</p></section>"))
    assert "structuralNavigation" not in features
    assert "headings" not in summary
