"""Web pages with an article in them, and with what is not the article."""

from __future__ import annotations

import json
from email.message import EmailMessage
from html import escape

from fuzz.samples import Draw, Sample, Words
from hypothesis import strategies as st

_CLUTTER = (
    "",
    "<script>var lost = '<p>x</p>';</script>",
    "<style>p { color: red }</style>",
    '<nav><ul><li><a href="/">Home</a></li><li><a href="/uk">UK</a></li></ul></nav>',
    '<aside class="related"><h3>Related</h3><a href="/other">Another story</a></aside>',
    '<form action="/subscribe"><input type="email"/><button>Subscribe</button></form>',
    '<iframe src="https://www.example.org/ad"></iframe>',
    '<div class="share-bar"><a href="#">Share</a></div>',
    "<!-- a comment -->",
)
_INLINE = ("{}", "<em>{}</em>", "<b>{}</b>", '<a href="https://www.example.org/">{}</a>',
           '<a href="javascript:alert(1)">{}</a>', "<span style='color:red'>{}</span>",
           "<code>{}</code>", "<font>{}</font>")  # fmt: skip


def html() -> st.SearchStrategy[Sample]:
    """Make pages whose article says so, with or without facts in their heads."""
    return st.composite(_html)()


def mhtml() -> st.SearchStrategy[Sample]:
    """Make such pages packed with an image (RFC 2557)."""
    return st.composite(_mhtml)()


def page(draw: Draw, words: Words) -> str:
    """Return a page; the words of its article are remembered."""
    title = words.some(4, 7)
    blocks = [f"<p>{_prose(draw, words)}</p>" for _ in range(draw(st.integers(2, 4)))]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(1, len(blocks)))
        blocks.insert(at, draw(st.sampled_from(_BLOCKS))(draw, words))
    blocks.append(f"<p>{_prose(draw, words)}</p>")
    shell = draw(st.sampled_from(("article", "main", "div class='article-body'")))
    clutter = st.sampled_from(_CLUTTER)
    return (
        f"<!DOCTYPE html><html lang='en'><head>{_head(draw, title)}</head><body>"
        f"{draw(clutter)}<{shell}><h1>{escape(title)}</h1>{''.join(blocks)}"
        f"</{shell.split()[0]}>{draw(clutter)}</body></html>"
    )


def _html(draw: Draw) -> Sample:
    words = Words(draw)
    return words.sample(page(draw, words))


def _mhtml(draw: Draw) -> Sample:
    words = Words(draw)
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://www.example.org/news/story"
    message["Subject"] = "A saved page"
    message.set_content(page(draw, words), subtype="html")
    message["Content-Location"] = "https://www.example.org/news/story"
    message.add_related(
        b"GIF89a", "image", "gif", filename="a.gif", cid="<a@example.org>"
    )
    message.set_boundary("between-parts")
    return Sample(message.as_bytes(), tuple(words.given))


def _head(draw: Draw, title: str) -> str:
    parts = [f"<title>{escape(title)} | The Coast Gazette</title>"]
    if draw(st.booleans()):
        parts.append(f'<meta property="og:title" content="{escape(title)}"/>')
    if draw(st.booleans()):
        story = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": title,
            "datePublished": "2024-03-05T10:00:00+01:00",
            "author": [{"@type": "Person", "name": "Ana Example"}],
        }
        stated = json.dumps(story).replace("<", "\\u003c")
        parts.append(f'<script type="application/ld+json">{stated}</script>')
    return "".join(parts)


def _prose(draw: Draw, words: Words) -> str:
    inline = draw(st.sampled_from(_INLINE)).format(escape(words.some(1, 3)))
    return f"{escape(words.sentences())} It was {inline} that opened on Monday."


def _subheading(draw: Draw, words: Words) -> str:
    level = draw(st.integers(2, 4))
    return (
        f"<h{level}>{escape(words.some(2, 4))}</h{level}><p>{_prose(draw, words)}</p>"
    )


def _list(draw: Draw, words: Words) -> str:
    kind = draw(st.sampled_from(("ul", "ol")))
    items = (escape(words.some(4, 8)) for _ in range(draw(st.integers(2, 4))))
    return f"<{kind}>{''.join(f'<li>{item}.</li>' for item in items)}</{kind}>"


def _quote(draw: Draw, words: Words) -> str:
    return f"<blockquote><p>{_prose(draw, words)}</p></blockquote>"


def _table(draw: Draw, words: Words) -> str:
    columns = draw(st.integers(2, 4))
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{escape(words.one())}</td>" for _ in range(columns))
        + "</tr>"
        for _ in range(draw(st.integers(2, 3)))
    )
    heads = "".join(f"<th>{escape(words.one())}</th>" for _ in range(columns))
    return f"<table><tr>{heads}</tr>{rows}</table>"


_BLOCKS = (_subheading, _list, _quote, _table)
