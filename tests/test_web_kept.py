"""What is part of an article though it looks like what stands around one."""

from __future__ import annotations

from pathlib import Path

import pytest
from saved import FIRST, SECOND, TEXT, THIRD, page, read

from exporter.model import Article
from exporter.readers.web import document, measuring, nodes, opinions, preparing
from exporter.readers.web.container import Place

OWN = "https://atlas.example/wiki/Ferry"


def made(folder: Path, markup: str) -> Article:
    return read(folder, page(f"<article>{markup}</article>"))


def cited(target: str) -> str:
    """Return a text with notes as encyclopedias have them."""
    references = "".join(
        f"<sup id=cite_ref-{n}><a href='{target}#cite_note-{n}'>[{n}]</a></sup>"
        for n in (1, 2, 3)
    )
    notes = "".join(
        f"<li id=cite_note-{n}><span class=mw-cite-backlink>^ <b>"
        f"<a href='{target}#cite_ref-{n}'>Jump up</a></b></span> <cite class=citation>"
        f"<a href='{OWN}'>Harbour minutes {n}</a>. <i>Archive</i>.</cite></li>"
        for n in (1, 2, 3)
    )
    return (
        f"<p>{FIRST}{references}</p><p>{SECOND}</p><p>{THIRD}</p>"
        f"<h2>References</h2><div class=reflist><ol>{notes}"
        '<li id=cite_note-4><a href="/x">Cited by nobody</a></li></ol></div>'
    )


@pytest.mark.parametrize("target", ["", OWN])
def test_references_are_notes(tmp_path: Path, target: str) -> None:
    """Also where a browser saved links within the page with its address."""
    body = made(tmp_path, cited(target)).body
    assert body.count('role="doc-noteref"') == 3
    note = 'Harbour minutes 2</a>. <em>Archive</em>. <a role="doc-backlink" href="#r2">'
    assert note in body
    assert "^" not in body
    assert "<h2" not in body


def test_a_note_on_what_is_set_aside_is_set_aside(tmp_path: Path) -> None:
    box = '<div class="newsletter"><p>Sign up.<a id=r href="#f">1</a></p></div>'
    article = made(tmp_path, f'{TEXT}{box}<ol><li id=f>Once. <a href="#r">^</a></ol>')
    assert "Once." not in article.body
    assert "Once. ^" in article.boilerplate


def test_a_note_on_a_note_is_kept(tmp_path: Path) -> None:
    notes = (
        '<li id=f>Once.<a id=s href="#g">2</a> <a href="#r">^</a></li>'
        '<li id=g>Or twice. <a href="#s">^</a></li>'
    )
    body = made(tmp_path, f'{TEXT}<p>Sung.<a id=r href="#f">1</a></p>{notes}').body
    assert "Once." in body
    assert "Or twice." in body


def test_parts_that_a_menu_leads_to_are_no_notes(tmp_path: Path) -> None:
    menu = '<p id=top><a href="#a">Part</a></p>'
    part = f'<div id=a><h2>First part</h2>{TEXT}<p><a href="#top">Top</a></p></div>'
    assert SECOND in made(tmp_path, f"{menu}{part}").body
    assert "doc-noteref" not in made(tmp_path, f"{menu}{part}").body


def test_an_id_that_is_a_heading_is_no_name(tmp_path: Path) -> None:
    section = f'<div id="sharing-with-others"><h2>Sharing with others</h2>{TEXT}</div>'
    body = made(tmp_path, f"<div><p>{FIRST * 2}</p><p>{SECOND * 3}</p></div>{section}")
    assert "Sharing with others" in body.body
    named = f'<div id="you-may-also-like"><h2>You may also like</h2>{TEXT}</div>'
    assert "You may" not in made(tmp_path, f"<p>{SECOND * 9}</p>{named}").body


def test_a_named_link_amid_a_line_is_part_of_it(tmp_path: Path) -> None:
    name = '<span id=q><a class="related-keyword" href="/q">the yard</a></span>'
    line = f"<p>It was {name} that the town paid.</p>"
    assert (
        "<p>It was the yard that the town paid.</p>"
        in made(tmp_path, f"{TEXT}{line}").body
    )


@pytest.mark.parametrize("following", [SECOND * 2, f"{FIRST}</p><p>{SECOND * 2}"])
def test_a_linked_heading_with_text_below_heads_it(
    tmp_path: Path, following: str
) -> None:
    linked = '<h3><a href="https://maker.example/">The Gull, for 30 euros</a></h3>'
    aside = '<div class=note-box><a href="/wiki/Gull">Main article: The Gull</a></div>'
    for heading in (linked, f"<h3>The Gull, for 30 euros</h3>{aside}"):
        body = made(tmp_path, f"{TEXT}{heading}<p>{following}</p>").body
        assert "The Gull, for 30 euros" in body
        assert "Main article" not in body


def test_a_step_beside_a_captioned_picture_is_no_caption(tmp_path: Path) -> None:
    picture = '<figure><img src="https://x.example/a.jpg"></figure>'
    caption = "<figcaption>A plane on a plank</figcaption>"
    step = f"<div class=step><p>Plane the planks.</p>{picture}{caption}</div>"
    article = made(tmp_path, f"{TEXT}{step}")
    assert "Plane the planks." in article.body
    assert "A plane on a plank" in article.boilerplate


def test_a_figure_that_shows_nothing_has_no_caption_in_the_text(tmp_path: Path) -> None:
    figure = "<figure><div></div><figcaption>The ferry, at noon</figcaption></figure>"
    article = made(tmp_path, f"<p>{FIRST}</p>{figure}<p>{SECOND}</p><p>{THIRD}</p>")
    assert "at noon" not in article.body
    assert "The ferry, at noon" in article.boilerplate


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('a keel of <img src="/g.png" alt="12 m²"> in all', "a keel of 12 m² in all"),
        ('<span>a <i><img src="/g.png" alt="♥"></i></span> b', "a <em>♥</em> b"),
        ('at noon <img src="/g.png" alt="A ferry">', "at noon"),
        (f'a <img src="/g.png" alt="{"b" * 401}"> c', "a c"),
        (r'<img class="math" src="/g.png" alt="{\displaystyle a^{2}}">', "a^{2}"),
    ],
)
def test_words_stand_for_an_image_amid_a_line(
    tmp_path: Path, line: str, shown: str
) -> None:
    assert f"<p>{shown}</p>" in made(tmp_path, f"{TEXT}<p>{line}</p>{TEXT[3:]}").body


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("<math><mi>x</mi><mo>+</mo><mn>1</mn></math>", "x + 1"),
        (
            '<math alttext="{\\displaystyle x^{2}}"><mi>x</mi><mn>2</mn></math>',
            "x^{2}",
        ),
        (
            "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>"
            "\\bar x</annotation></semantics></math>",
            "\\bar x",
        ),
    ],
)
def test_formulas_are_words(tmp_path: Path, formula: str, shown: str) -> None:
    body = made(tmp_path, f"{TEXT}<p>Where {formula} is unknown.</p>").body
    assert f"<p>Where {shown} is unknown.</p>" in body


def test_what_is_set_aside_is_told_word_by_word(tmp_path: Path) -> None:
    menu = "<nav><ul><li>Home</li><li>Sport</li></ul><div>News</div></nav>"
    assert "Home Sport News" in made(tmp_path, f"{TEXT}{menu}").boilerplate


def test_text_that_trafilatura_finds_elsewhere() -> None:
    """Not in the longest prose of the page, which may be a heap of links."""
    heap = f"<div id=heap>{f'<p>{FIRST}</p>' * 9}</div>"
    markup = page(f"{heap}<div id=text>{TEXT[TEXT.index('</p>') + 4 :] * 2}</div>")
    root = preparing.prepare(document.parse(markup.encode(), "page.html"))
    dense = Place(root.get_element_by_id("heap"), "prose")
    for words, found in ((f"{SECOND}{THIRD}", "text"), (FIRST * 9, "heap")):
        plain = nodes.squeezed(words)
        place = opinions.ask(plain, dense, measuring.measure(root))
        assert place.element.get("id") == found


def test_recommended_articles_are_set_aside_by_their_label(tmp_path: Path) -> None:
    entry = f'<p><a href="/1">{"另一篇文章的标题在这里" * 2}</a></p><p>它的摘要。</p>'
    box = f"<div><h2>为你推荐：</h2>{entry * 4}</div>"
    chinese = "渡船今天中午离开港口，船上有四十名乘客，傍晚才返回。" * 4
    text = f"<p>{chinese}</p><p>{chinese}结束。</p>"
    body = read(tmp_path, page(f"<div>{text}{box}</div>")).body
    assert "傍晚才返回" in body
    assert "摘要" not in body
