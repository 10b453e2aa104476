"""What of a page is the article, and what never reaches a body."""

from __future__ import annotations

from pathlib import Path

import pytest
from saved import FIRST, SECOND, TEXT, THIRD, page, read

from exporter.errors import InputError
from exporter.readers.web import document, main
from exporter.readers.web.evidence import Evidence
from exporter.readers.web.wanted import wanted

KNOWN = Evidence(title="Ferry sails again", names=("Ana Example",), language="en")


def found(markup: str, evidence: Evidence = KNOWN) -> list[str]:
    """Return the lines of the article in a page."""
    place = main.find(document.parse(markup.encode(), "page.html"), evidence)
    blocks = place.element.iter("p", "h2", "h3", "li", "figcaption", "td")
    return [" ".join("".join(block.itertext()).split()) for block in blocks]


@pytest.mark.parametrize(
    "clutter",
    [
        "<script>document.write('clutter')</script>",
        "<nav><a href=/>clutter</a></nav>",
        '<div class="newsletter-signup"><p>clutter, every day.</p></div>',
        '<div class="c-Share"><span>clutter</span></div>',
        '<aside><p>clutter beside the text, long enough for prose.</p></aside>',
        '<ul class="x"><li><a href=/1>clutter one</a><li><a href=/2>two</a></ul>',
        '<p><a href="/other">clutter: why the other ferry never sailed</a></p>',
        '<div style="display: none">clutter</div>',
        '<span class="sr-only">clutter</span>',
        '<p class="byline">By Ana Example, clutter</p>',
        '<div id="comments"><p>clutter, says a reader at length.</p></div>',
        '<form action=/><label>clutter</label></form>',
        '<div class="author-bio"><p>Ana Example is clutter.</p></div>',
        '<figure class="ad-slot"><p>clutter</p></figure>',
    ],
)  # fmt: skip
def test_clutter_amid_the_text_is_left_out(clutter: str) -> None:
    first, rest = TEXT.split("\n", 1)
    lines = found(page(f"<article><h1>Ferry sails again</h1>{first}{clutter}{rest}"))
    assert lines == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("rule", "body"),
    [
        ("itemprop", f'<div itemprop="articleBody">{TEXT}</div>'),
        ("name", f'<div class="td-post-content">{TEXT}</div>'),
        ("article", f"<article><section>{TEXT}</section></article>"),
        ("main", f"<main><section>{TEXT}</section></main>"),
        ("prose", f"<div><div>{TEXT}</div></div>"),
    ],
)
def test_where_the_article_is(rule: str, body: str) -> None:
    other = '<div class="x"><a href=/>Another story</a><p>Short teaser.</p></div>'
    markup = page(f"<div>{other}{body}{other}</div>")
    place = main.find(document.parse(markup.encode(), "page.html"), KNOWN)
    assert place.rule == rule
    words = "".join(place.element.itertext())
    assert FIRST in words
    assert "teaser" not in words


def test_text_of_metadata_tells_where_the_article_is() -> None:
    other = "".join(f"<p>{words}</p>" for words in ("Of something else. " * 20,) * 5)
    stated = Evidence(body=f"{FIRST}\n{SECOND}\n{THIRD}")
    markup = page(f"<div><div>{other}</div><div>{TEXT}</div></div>")
    assert found(markup, stated) == [FIRST, SECOND, THIRD]


def test_text_of_metadata_is_the_text_of_a_page_without_one() -> None:
    stated = Evidence(body=f"{FIRST}\n\n{SECOND}\n\n{THIRD}")
    markup = page("<div id=app></div>")
    assert found(markup, stated) == [FIRST, SECOND, THIRD]


def test_text_that_a_script_would_show_is_shown() -> None:
    assert found(page(f'<article style="display:none">{TEXT}</article>')) == [
        FIRST,
        SECOND,
        THIRD,
    ]


def test_breaks_part_paragraphs() -> None:
    lines = f"{FIRST}<br><br>{SECOND}<br>\n<br>{THIRD}"
    assert found(page(f"<div>{lines}</div>")) == [FIRST, SECOND, THIRD]


def test_title_standfirst_and_credits_are_facts() -> None:
    deck = "Three winters in the yard, and the price is that of 1988"
    known = Evidence(title="Ferry sails again", standfirst=deck, language="en")
    head = f"<h1>Ferry sails again</h1><p class=deck>{deck}</p><p>By Ana Example</p>"
    assert found(page(f"<article>{head}{TEXT}"), known) == [FIRST, SECOND, THIRD]


def test_what_stands_there_twice_stands_there_once() -> None:
    quote = "<blockquote>he never learned how to put a price up</blockquote>"
    copy = f"<div class=phone><p>{FIRST}</p></div>"
    lines = found(page(f"<article>{TEXT}{quote}{copy}</article>"))
    assert lines == [FIRST, SECOND, THIRD]


def test_a_refrain_stands_as_often_as_it_is_sung() -> None:
    song = f"<p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p><p>{THIRD}</p>"
    lines = found(page(f"<article>{song}</article>"))
    assert lines == [FIRST, SECOND, FIRST, THIRD]


def test_a_caption_told_by_its_name_is_that_of_its_picture() -> None:
    picture = '<div><img src="a.jpg" width=400 height=300><div class="photo-caption">'
    lines = found(page(f"<article>{TEXT}{picture}The ferry</div></div></article>"))
    assert lines == [FIRST, SECOND, THIRD, "The ferry"]


def test_names_that_are_on_the_text_itself_are_no_clutter() -> None:
    markup = TEXT.replace("<p>", '<p class="paywall">')
    assert found(page(f"<article>{markup}</article>")) == [FIRST, SECOND, THIRD]


def test_what_is_set_aside_is_told(tmp_path: Path) -> None:
    bio = '<div class="author-bio"><p>Ana Example writes about ships.</p></div>'
    article = read(tmp_path, page(f"<article>{TEXT}{bio}</article>"))
    assert "Ana Example writes about ships." in article.boilerplate


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no article in it"):
        read(tmp_path, page("<nav><a href=/>Home</a></nav>"))


def test_images_that_are_worth_fetching() -> None:
    images = (
        '<img src="/pixel.gif" width=1 height=1>'
        '<img data-src="a.jpg" src="data:image/gif;base64,R0">'
        '<picture><source srcset="/b-800.webp 800w, /b-3000.webp 3000w">'
        '<img src="/b.jpg"></picture><img src="data:image/png;base64,AAAA">'
    )  # fmt: skip
    markup = page(f"<article>{TEXT}{images}</article>").encode()
    assert wanted(markup, "utf-8", "https://daily.example/news/ferry") == (
        "https://daily.example/news/a.jpg",
        "https://daily.example/b-800.webp",
    )
    assert wanted(b"", None, "https://daily.example/") == ()
