"""Markdown to articles: facts, body, notes, images, and hostile texts."""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image

from exporter import readers
from exporter.errors import InputError
from exporter.model import Article, Asset, Basis, Citation, Heading, stated, supplied
from exporter.readers import markdown, supply
from exporter.readers.request import Request, Supplied


def read(text: str, folder: Path | None = None, language: str | None = "en") -> Article:
    """Read a text, whose body must be well-formed, with ids that are used once."""
    folder = folder or Path(__file__).parent / "no-such-folder"
    original = Asset(name="a.md", media_type="text/markdown", data=text.encode())
    parsed = markdown.parse(
        Request(
            original=original,
            slug="a",
            where="a.md",
            folder=folder,
            root=folder,
            language=language,
        )
    )
    (header, rule), *_ = parsed.layers
    heard = supply.without(header, Supplied(language=language))
    article = supply.layer(parsed.article, (heard, rule))
    tree = ET.fromstring(f"<body>{article.body}</body>")
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [link.attrib["href"] for link in tree.iter("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    return article


def body(text: str, language: str = "en") -> str:
    """Return the body of a text that gives no cause for notices, on one line."""
    article = read(text, language=language)
    assert article.notices == ()
    return article.body.replace("\n", "")


def notices(text: str) -> list[str]:
    """Return the notices on a text."""
    return [str(notice) for notice in read(text).notices]


def words(article: Article) -> list[str]:
    """Return the words of the body, without note numbers and arrows."""
    markup = re.sub(r'<sup>.*?</sup>|<a role="doc-backlink".*?</a>', "", article.body)
    apart = re.sub(r"</(p|li|t[dh]|h\d|d[td]|figcaption)>", r" \g<0>", markup)
    return "".join(ET.fromstring(f"<body>{apart}</body>").itertext()).split()


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("One\n\nTwo", "<p>One</p><p>Two</p>"),
        ("*a* **b** ~~c~~ `d`",
         "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>"),
        ("a  \nb\\\nc", "<p>a<br/>b<br/>c</p>"),
        ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("7. a\n8. b", '<ol start="7"><li>a</li><li>b</li></ol>'),
        ("1. a", "<ol><li>a</li></ol>"),
        ("a\n\n---\n\nb", "<p>a</p><hr/><p>b</p>"),
        ("```py\nx < 1 & y\n```", "<pre><code>x &lt; 1 &amp; y</code></pre>"),
        ("    x", "<pre><code>x</code></pre>"),
        ("Term\n: One\n: Two", "<dl><dt>Term</dt><dd>One</dd><dd>Two</dd></dl>"),
        ("|A|B|\n|-|-:|\n|1|2|",
         '<table><thead><tr><th scope="col">A</th>'
         '<th scope="col" class="num">B</th></tr></thead>'
         '<tbody><tr><td>1</td><td class="num">2</td></tr></tbody></table>'),
        ("||B|\n|-|:-:|\n|1|2|",
         '<table><thead><tr><td></td><th scope="col" class="center">B</th></tr>'
         '</thead><tbody><tr><td>1</td><td class="center">2</td></tr></tbody></table>'),
        ("&lt;b> \\<b> &copy; &amp; \\[^a]", "<p>&lt;b&gt; &lt;b&gt; © &amp; [^a]</p>"),
        ("a &#12; b &#xD800;", "<p>a   b \ufffd</p>"),
        ("a 3 * 4 * 5 \"q\" https://a.b", "<p>a 3 * 4 * 5 \"q\" https://a.b</p>"),
        ("a <!-- b --> c", "<p>a  c</p>"),
        ("a\n\n<!-- b\n\nc -->\n\nd", "<p>a</p><p>d</p>"),
        ("a\n<!-- b -->", "<p>a</p>"),
        ("a\n\n<!-- b --> <!-- c -->", "<p>a</p>"),
        ("- a\n  <!-- b -->\n- c", "<ul><li>a</li><li>c</li></ul>"),
        ("`<!-- a -->`", "<p><code>&lt;!-- a --&gt;</code></p>"),
        ("שלום a", '<p><span lang="he" dir="rtl">שלום</span> a</p>'),
    ],
)  # fmt: skip
def test_markup(text: str, markup: str) -> None:
    """CommonMark with tables, deletions and definitions, and nothing added."""
    assert body(text) == markup


def test_source_lines_of_chinese_and_japanese_join_without_a_space() -> None:
    """A line break in the source is a space in scripts that have spaces."""
    assert body("今日は\n晴れ。\n雨", "ja") == "<p>今日は晴れ。雨</p>"
    assert read("Ein\nWort.\n", language="de").body == "<p>Ein\nWort.</p>\n"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.b/c?d=e&f=g", "https://a.b/c?d=e&amp;f=g"),
        ("http://a.b", "http://a.b"),
        ("mailto:a@b.c", "mailto:a@b.c"),
        ("HTTPS://a.b/", "HTTPS://a.b/"),
    ],
)
def test_links_that_stay(address: str, kept: str) -> None:
    """Addresses of the Web and of mail are links."""
    assert body(f"[x]({address})") == f'<p><a href="{kept}">x</a></p>'


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "../b.md", "#nowhere",
     "data:text/x,a", "//a.b/c", "https://", "http://a.b:x/", "mailto:x", "ftp://a.b/c",
     "vbscript:x", "https://a.b/" + "c" * 4096],
)  # fmt: skip
def test_links_that_become_text(address: str) -> None:
    """What leads nowhere, or to no good, keeps its words only."""
    article = read(f"Read\n[x *y*]({address}) z")
    assert article.body == "<p>Read\nx <em>y</em> z</p>\n"
    short = address if len(address) <= 60 else address[:59] + "…"
    assert [str(notice) for notice in article.notices] == [
        f"a.md:2: the link to {short!r} became text [link-dropped]"
    ]


def test_autolinks() -> None:
    """Only what is in angle brackets is linked."""
    assert body("<https://a.b/c> <d@e.f>") == (
        '<p><a href="https://a.b/c">https://a.b/c</a> '
        '<a href="mailto:d@e.f">d@e.f</a></p>'
    )
    assert read("<javascript:alert(1)>").body == "<p>javascript:alert(1)</p>\n"


def test_links_to_headings() -> None:
    """Fragments are those of the Web; they lead to our ids."""
    links = "[a](#the-end) [b](#The-End-1) [c](#%C3%A9t%C3%A9)"
    assert body(f"{links}\n\n## The End!\n\n## The End\n\n## Été") == (
        '<p><a href="#s1">a</a> <a href="#s2">b</a> <a href="#s3">c</a></p>'
        '<h2 id="s1">The End!</h2><h2 id="s2">The End</h2><h2 id="s3">Été</h2>'
    )


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([2, 3, 2], [2, 3, 2]),
        ([3, 4, 3], [2, 3, 2]),
        ([2, 4, 4, 2], [2, 3, 3, 2]),
        ([4, 2, 3], [2, 2, 3]),
        ([1, 2, 3, 1], [2, 3, 4, 2]),
        ([1, 2, 3, 4, 5, 6, 1], [2, 3, 4, 5, 6, 6, 2]),
    ],
)
def test_levels_of_headings(levels: list[int], expected: list[int]) -> None:
    """The first level in the body is h2, and none is skipped."""
    text = "Text.\n\n" + "\n\n".join(f"{'#' * n} H{n}" for n in levels)
    article = read(text)
    assert article.headings == tuple(
        Heading(identifier=f"s{at}", level=level, text=f"H{raw}")
        for at, (level, raw) in enumerate(zip(expected, levels, strict=True), 1)
    )
    found = re.findall(r'<h(\d) id="(s\d+)">', article.body)
    assert found == [(str(h.level), h.identifier) for h in article.headings]


def test_heading_text_is_plain() -> None:
    """Contents lists show a heading without its markup and note."""
    article = read("Text.\n\n## The *big* `x` & [y](https://a.b)[^1]\n\n[^1]: Note.")
    assert [h.text for h in article.headings] == ["The big x & y"]


def test_headings_without_words_are_none() -> None:
    """An empty heading would be a hole in the contents."""
    assert body("Text.\n\n##\n\n## B") == '<p>Text.</p><h2 id="s1">B</h2>'


def test_first_heading_is_the_title() -> None:
    """Without another title the text's own heading of the first level is stated."""
    article = read("# The *big*  day\n\nText.\n\n## Sub\n\nMore.")
    assert article.title == stated("The big day", "heading")
    assert article.body == '<p>Text.</p>\n<h2 id="s1">Sub</h2>\n<p>More.</p>\n'
    assert (article.words, article.paragraphs) == (6, 2)


def test_heading_that_repeats_the_title_is_the_title() -> None:
    """It is not printed twice."""
    article = read("---\ntitle: The “big” day\n---\n\n# The 'big' Day\n\nText.")
    assert article.title == supplied("The “big” day", "header")
    assert article.body == "<p>Text.</p>\n"


def test_heading_that_is_not_the_title_stays() -> None:
    """Pandoc's users write sections as headings of the first level."""
    article = read("---\ntitle: T\n---\n# One\n\nText.\n\n# Two\n")
    assert article.title == supplied("T", "header")
    assert article.body == '<h2 id="s1">One</h2>\n<p>Text.</p>\n<h2 id="s2">Two</h2>\n'


@pytest.mark.parametrize(
    "text", ["Text.\n\n# One", "## One\n\nText.", "# One[^1]\n\nText.\n\n[^1]: Note."]
)
def test_headings_that_are_no_title(text: str) -> None:
    """Nor is one after the text, of a lower level, or with a note, the title."""
    article = read(text)
    assert article.title.basis is Basis.INFERRED
    assert [h.text for h in article.headings] == ["One"]


def test_text_without_title_is_called_by_its_opening_words() -> None:
    """The guess is marked as one, and the words stay where they are."""
    article = read("One two three.\n\nFour.")
    assert (article.title.value, article.title.basis, article.title.rule) == (
        "One two three.", Basis.INFERRED, "opening-words"
    )  # fmt: skip
    assert article.body == "<p>One two three.</p>\n<p>Four.</p>\n"


def test_language() -> None:
    """Supplied, else of the header, else inferred from the text."""
    german = "Der Rat und die Stadt haben sich nach der Wahl auf einen Plan geeinigt."
    assert read(german, language=None).language.value == "de"
    assert read(german, language=None).language.basis is Basis.INFERRED
    headed = f"---\nlang: nl\n---\n{german}"
    assert read(headed, language=None).language == supplied("nl", "header")
    assert read(headed, language="fr").language.value == "fr"
    assert read("Hm.", language=None).language.basis is Basis.UNKNOWN


def test_cited_outlets_are_counted() -> None:
    """As in raw text, but across the lines of the source."""
    article = read("It fell, according to\nReuters.\n\nReuters reported a rise.")
    assert article.cited == (Citation(name="Reuters", count=2),)


def test_words_of_the_text_are_the_words_of_the_body() -> None:
    """In their order, with captions and notes; nothing added, nothing lost."""
    text = (
        "One *two* three[^1].\n\n> four\n> five\n\n- six\n- seven\n\n"
        "|eight|nine|\n|-|-|\n|ten|eleven|\n\nTwelve\n: thirteen\n\n"
        "## Fourteen\n\n`fifteen`\n\n[^1]: sixteen"
    )
    article = read(text)
    expected = (
        "One two three. four five six seven eight nine ten eleven Twelve thirteen"
        " Fourteen fifteen sixteen"
    )
    assert words(article) == expected.split()
    assert article.words == 16


def test_notes() -> None:
    """Numbers follow the reading, a note that is met again has another way back."""
    text = "A[^x] b[^y] c[^x].\n\n[^y]: Why.\n\n[^x]: Ex\n\n    more."
    assert body(text) == (
        '<p>A<sup><a role="doc-noteref" id="r1" href="#n1">1</a></sup>'
        ' b<sup><a role="doc-noteref" id="r2" href="#n2">2</a></sup>'
        ' c<sup><a role="doc-noteref" id="r1-2" href="#n1">1</a></sup>.</p>'
        '<section class="notes" role="doc-endnotes" aria-label="Notes"><ol>'
        '<li id="n1"><p>Ex</p><p>more. <a role="doc-backlink" href="#r1">↑</a>'
        ' <a role="doc-backlink" href="#r1-2">↑</a></p></li>'
        '<li id="n2"><p>Why. <a role="doc-backlink" href="#r2">↑</a></p></li>'
        "</ol></section>"
    )


def test_notes_within_notes_and_in_place() -> None:
    """A note may refer to another; one may be written where it is referred to."""
    article = read("A[^x] b^[In *place*].\n\n[^x]: Ex[^y].\n\n[^y]:\n    - Why")
    items = re.findall(r'<li id="(n\d)">(.*?)</li>\n(?=<li id|</ol>\n</section)',
                       article.body, re.DOTALL)  # fmt: skip
    assert [name for name, _ in items] == ["n1", "n2", "n3"]
    assert 'id="r3" href="#n3">3</a></sup>.' in items[0][1]
    assert items[1][1].startswith("<p>In <em>place</em> <a role")
    assert items[2][1].endswith('<p><a role="doc-backlink" href="#r3">↑</a></p>')
    assert (article.paragraphs, article.words) == (1, 6)


def test_label_of_the_notes_is_in_the_language() -> None:
    """It is not part of the text, and English where we know no better."""
    text = "A[^1].\n\n[^1]: B."
    assert 'aria-label="Anmerkungen"' in read(text, language="de-AT").body
    assert 'aria-label="Notes"' in read(text, language="tlh").body


def test_note_without_reference_is_set_aside_and_listed() -> None:
    """It is neither shown nor lost."""
    notes = "[^1]: B.\n\n[^2]: C\n    d.\n\n[^1]: E."
    article = read(f"---\ntitle: T\n---\nA[^1].\n\n{notes}")
    assert [str(notice) for notice in article.notices] == [
        "a.md:8: note [^2] is never referred to [footnote-unused]",
        "a.md:11: note [^1] is defined twice; the first one counts [footnote-unused]",
    ]
    assert article.boilerplate == ("[^2]: C d.", "[^1]: E.")
    assert "B." in article.body
    assert "E." not in article.body


def test_reference_without_note_stays_text() -> None:
    """And is noticed with its line, wherever other notes are defined."""
    text = "A\nb[^x] `[^y]`.\n\nC[^1].\n\n[^1]: D."
    article = read(text)
    assert "b[^x] <code>[^y]</code>." in article.body
    assert [str(notice) for notice in article.notices] == [
        "a.md:2: note [^x] is not defined; shown as text [footnote-undefined]"
    ]


def test_html_is_text() -> None:
    """Nothing passes, and its line is noticed."""
    text = "A\n<script>alert(1)</script> b\n\n<div class=x>\n"
    article = read(f"---\ntitle: T\n---\n{text}")
    assert article.body == (
        "<p>A\n&lt;script&gt;alert(1)&lt;/script&gt; b</p>\n"
        "<p>&lt;div class=x&gt;</p>\n"
    )
    assert [str(notice) for notice in article.notices] == [
        "a.md:5: HTML is shown as text: <script> [raw-html]",
        "a.md:7: HTML is shown as text: <div class=x> [raw-html]",
    ]


def test_comment_that_is_never_closed_is_text() -> None:
    """It must not swallow the rest of the article."""
    article = read("A <!-- b\n\nC")
    assert article.body == "<p>A &lt;!-- b</p>\n<p>C</p>\n"
    assert article.notices[0].code == "raw-html"


def test_template_code_is_noticed() -> None:
    """Shortcodes of Hugo and tags of Jekyll mean nothing here."""
    assert notices('A\n{{< figure src="x" >}}\n\n{% include x %}') == [
        "a.md:2: template code is shown as text: {{< [template-code]",
        "a.md:4: template code is shown as text: {% [template-code]",
    ]


def test_notices_come_in_no_flood() -> None:
    """Twenty of a kind are shown, then the rest is counted."""
    found = notices("\n\n".join(f"<b{n}>" for n in range(30)))
    assert len(found) == 21
    assert found[-1] == "a.md: and in 10 more places [raw-html]"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two images."""
    for name, colour in (("a.png", "red"), ("b.png", "blue")):
        Image.new("RGB", (30, 20), colour).save(tmp_path / name)
    return tmp_path


def img(article: Article, at: int, alt: str) -> str:
    """Return the markup of an image of an article."""
    name = article.assets[at].name
    return f'<img src="{name}" alt="{alt}" width="30" height="20"/>'


def test_image_by_itself_is_a_figure(folder: Path) -> None:
    """The title in Markdown is its caption, and counts as words of the text."""
    article = read('Text.\n\n![Alt *x* "y"](a.png "A <b> caption")\n', folder)
    assert article.body == (
        f"<p>Text.</p>\n<figure>{img(article, 0, 'Alt x &quot;y&quot;')}"
        "<figcaption>A &lt;b&gt; caption</figcaption></figure>\n"
    )
    assert [asset.media_type for asset in article.assets] == ["image/png"]
    assert article.words == 4
    assert article.notices == ()


def test_images_one_below_the_other_are_figures(folder: Path) -> None:
    """And an image within a line is none."""
    article = read("![A](a.png)\n![B](b.png)\n\nc ![D](a.png) e", folder)
    assert article.body == (
        f"<figure>{img(article, 0, 'A')}</figure>\n"
        f"<figure>{img(article, 1, 'B')}</figure>\n"
        f"<p>c {img(article, 0, 'D')} e</p>\n"
    )
    assert len(article.assets) == 2
    assert article.files == (folder / "a.png", folder / "b.png")


def test_image_that_is_a_link(folder: Path) -> None:
    """The link stays around the image."""
    article = read("[![A](a.png)](https://a.b)", folder)
    assert article.body == (
        f'<p><a href="https://a.b">{img(article, 0, "A")}</a></p>\n'
    )


def test_image_without_description(folder: Path) -> None:
    """The caption must do, else it is said that there is none."""
    article = read('A\n\n![](a.png "Cap")\n\nb\n![](b.png)', folder, language="de")
    assert img(article, 0, "Cap") in article.body
    assert img(article, 1, "Bild ohne Beschreibung") in article.body
    assert [str(notice) for notice in article.notices] == [
        "a.md:3: the image 'a.png' has no alternative text [no-alt]",
        "a.md:6: the image 'b.png' has no alternative text [no-alt]",
    ]


def test_image_before_the_title(folder: Path) -> None:
    """A picture above the headline does not hide it."""
    article = read("![A](a.png)\n\n# Title\n\nText.", folder)
    assert article.title == stated("Title", "heading")
    assert article.body.startswith("<figure>")
    assert article.body.endswith("</figure>\n<p>Text.</p>\n")


def test_missing_image_has_its_line(folder: Path) -> None:
    """The line is that of the source, header and soft line breaks counted."""
    with pytest.raises(InputError) as caught:
        read("---\ntitle: T\n---\n\nA\nb ![x](c.png)", folder)
    assert str(caught.value) == (
        "a.md:6: image 'c.png' is missing (did you mean 'b.png'?)"
    )


def test_header_alone_is_no_article() -> None:
    """There must be something below it."""
    with pytest.raises(InputError) as caught:
        read("---\ntitle: T\n---\n\n")
    assert str(caught.value) == (
        "a.md:4: there is no text below the header (an article needs at least one word)"
    )


def test_text_beyond_measure() -> None:
    """Megabytes of Markdown are no article."""
    with pytest.raises(InputError) as caught:
        read("a" * (4 * 1024 * 1024 + 1))
    assert str(caught.value) == (
        "a.md: the text is larger than 4 MiB (part it into articles)"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n" + ">" * 5000 + "b", 3),
        ("".join(f"{'  ' * n}- a\n" for n in range(200)), 16),
        ("".join(f"{'    ' * n}[^{n}]: a\n\n" for n in range(200)), 61),
    ],
)
def test_nesting_beyond_reason(text: str, line: int) -> None:
    """What is nested too deeply is refused, not silently dropped."""
    with pytest.raises(InputError) as caught:
        read(text)
    assert str(caught.value) == (
        f"a.md:{line}: blocks are nested too deeply"
        " (at most 32 levels of quotes and lists make sense)"
    )


def test_nesting_within_reason() -> None:
    """Fifteen lists in each other are still read, to the last word."""
    article = read("".join(f"{'  ' * n}- a{n}\n" for n in range(15)))
    assert words(article) == [f"a{n}" for n in range(15)]


def test_code_without_a_line_is_no_article() -> None:
    """Nor is a rule."""
    for text in ("```", "***"):
        with pytest.raises(InputError) as caught:
            read(text)
        assert caught.value.message == "there is no text below the header"


@pytest.mark.parametrize(
    "text",
    ["[" * 3000, "[" * 1000 + "a" + "]" * 1000, "^[" * 1000 + "a" + "]" * 1000,
     "*a **b " * 3000, "a" + "`" * 3000, "<" * 5000, "[^" * 5000, "<!--\n" * 5000,
     "|a" * 200 + "|\n" + "|-" * 200 + "|\n" + "|b|\n" * 500, "~~a " * 3000],
)  # fmt: skip
def test_hostile_texts_are_read_as_text(text: str) -> None:
    """They end in a body, within their words and within time."""
    assert "a" not in text or "a" in "".join(words(read(text)))


PIECES = """# |## |### |> |- |1. |    |*|**|_|`|```|~~|[a]|(https://x.y)|![|](a.png)
](a.png "t")|[^1]|[^2]|^[|---|<b>|<!--|-->|&amp;|\\|word |שבת |漢字|: |<https://a.b>|==="""


def test_shuffled_markup_is_always_well_formed(folder: Path) -> None:
    """Whatever comes together is XHTML, without links or blocks in each other."""
    pieces = [*re.split(r"[|\n]", PIECES), "|", "  \n", "[^1]: x\n\n", "[a]: /u\n"]
    pieces += ["\n", "\n\n"] * 3
    for turn in range(400):
        chance = hashlib.shake_256(str(turn).encode()).digest(40)
        text = "word\n\n" + "".join(pieces[at % len(pieces)] for at in chance)
        tree = ET.fromstring(f"<body>{read(text, folder).body}</body>")
        for link in tree.iter("a"):
            assert [*link.iter("a")] == [link]
        for paragraph in tree.iter("p"):
            inside = {element.tag for element in paragraph.iter()} - {"p"}
            assert not inside & {"figure", "ul", "ol", "dl", "table", "h2", "pre"}
            assert "".join(paragraph.itertext()).strip() or "img" in inside


def test_references_that_blow_a_text_up() -> None:
    """A long address that is referred to again and again is stopped."""
    text = f"[a]: http://x.y/{'b' * 4000}\n\nText.\n\n{'[a] ' * 10_000}"
    with pytest.raises(InputError) as caught:
        read(text)
    assert str(caught.value) == (
        "a.md:5: the text grows beyond all measure when links are filled in"
        " (shorten the addresses that it refers to again and again)"
    )


@pytest.mark.parametrize(
    ("table", "opening"),
    [
        ("| A | B |\n|---|---|\n| 1 | 2 |\n", "<table>\n<thead>"),
        ("| A | B |\n|---|---|\n", "<table>\n<tbody>"),
        ("|A|B|C|D|E|F|G|\n|-|-|-|-|-|-|-|\n", '<table class="wide">\n<tbody>'),
        (f"| A |\n|---|\n| {'x' * 40} |\n", '<table class="wide">\n<thead>'),
    ],
)
def test_table_says_what_it_needs(tmp_path: Path, table: str, opening: str) -> None:
    """A head alone is the body; many columns or a long word want smaller type."""
    path = tmp_path / "a.md"
    path.write_text(f"Before.\n\n{table}")
    article = readers.read(path)
    assert opening in article.body
    assert article.notices == ()


def test_table_of_very_many_columns_is_reported(tmp_path: Path) -> None:
    """What no page has room for is said."""
    path = tmp_path / "a.md"
    path.write_text("|A" * 20 + "|\n" + "|-" * 20 + "|\n")
    assert [n.code for n in readers.read(path).notices] == ["wide-table"]
