# ruff: noqa: E501 - tables of inputs, one after the other
"""Inputs that would like to show a file from elsewhere, or to make something connect.

What they are after is at hand in OUTSIDE: a text, an image, a stylesheet, a drawing, a
DTD, a folder. If one of them is reached, the canary is in an artefact or in a message.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from hostile import made
from hostile.case import OUTSIDE, Case, Content, Link, refused, shown
from hostile.made import PROSE

_TEXT = f"{OUTSIDE}/canary.txt"
_IMAGE = f"{OUTSIDE}/canary.png"
_AWAY = "https://192.0.2.1"  # of no network (RFC 5737)
_XXE = f'<!DOCTYPE x [<!ENTITY leak SYSTEM "file://{_TEXT}">]>'
_PARAMETER = (
    f'<!DOCTYPE x [<!ENTITY % all SYSTEM "file://{OUTSIDE}/canary.dtd"> %all;]>'
)
_DTD = f'<!DOCTYPE x SYSTEM "file://{OUTSIDE}/canary.dtd">'
_REMOTE_DTD = f'<!DOCTYPE x SYSTEM "{_AWAY}/x.dtd">'


def _markdown() -> Iterator[Case]:
    """Images by every spelling of a place that is elsewhere; all fail."""
    spellings = (
        ("up", "../../outside/canary.png", "lies outside"),
        ("deep-up", "a/../../../outside/canary.png", "lies outside"),
        ("absolute", _IMAGE, ""),
        ("file", f"file://{_IMAGE}", ""),
        ("file-host", f"file://localhost{_IMAGE}", ""),
        ("file-capitals", f"FILE://{_IMAGE}", ""),
        ("encoded", "%2e%2e/%2e%2e/outside/canary.png", "lies outside"),
        ("encoded-slash", "..%2f..%2foutside%2fcanary.png", "lies outside"),
        ("twice-encoded", "%252e%252e/%252e%252e/outside/canary.png", ""),
        ("nul", "canary.png%00.txt", ""),
        ("backslash", "..\\..\\outside\\canary.png", ""),
        ("unc", "\\\\192.0.2.1\\share\\canary.png", ""),
        ("slashes", "//192.0.2.1/canary.png", ""),
        ("home", "~/canary.png", ""),
        ("proc", "/proc/self/environ", ""),
        ("device", "/dev/zero", ""),
        ("glob", "../../outside/*.png", ""),
    )
    for name, address, says in spellings:
        text = f"# Bridge reopens\n\n{PROSE}\n\n![A map](<{address}>)\n"
        yield refused(f"image-{name}", {"a.md": text}, says)
    image = f"# Bridge reopens\n\n{PROSE}\n\n![A map](map.png)\n"
    yield refused("image-link", {"a.md": image, "map.png": Link(_IMAGE)}, "outside")
    linked = image.replace("map.png", "maps/canary.png")
    yield refused(
        "image-folder-link", {"a.md": linked, "maps": Link(OUTSIDE)}, "outside"
    )
    yield refused("image-loop", {"a.md": image, "map.png": Link("map.png")}, "")
    yield shown(
        "markup-in-markdown",
        {"a.md": f"# Bridge reopens\n\n{PROSE}\n\n" + _MARKUP},
        "bridge", "after the markup",
    )  # fmt: skip


_MARKUP = f"""<img src="file://{_IMAGE}"><img src="{_AWAY}/pixel.png">
<iframe src="file://{_TEXT}"></iframe><object data="file://{_TEXT}"></object>
<link rel="stylesheet" href="file://{OUTSIDE}/canary.css">
<svg><image href="file://{_IMAGE}"/><use href="file://{OUTSIDE}/canary.svg#a"/></svg>

Words after the markup.
"""


def _linked(name: str, files: Mapping[str, Content], *says: str) -> Case:
    """Return a case of a folder in which links lie; those named are followed."""
    own = {f"{name}{key.lstrip('a')}": content for key, content in files.items()}
    return replace(refused(name, own, *says), named=("",))


def _inputs() -> Iterator[Case]:
    """Inputs, sidecars and folders that are something else."""
    yield _linked("article-link", {"a.txt": Link(_TEXT)}, "outside")
    yield _linked("article-relative-link", {"a.txt": Link("../../../outside/canary-2.txt")},
                  "outside")  # fmt: skip
    yield _linked("article-link-chain", {"a.txt": Link("article-link-chain-b.txt"), "a-b.txt": Link(f"{OUTSIDE}/canary-3.txt")},
                  "outside")  # fmt: skip
    yield _linked(
        "document-link", {"a.docx": Link(f"{OUTSIDE}/canary-4.txt")}, "outside"
    )
    yield _linked("page-link", {"a.html": Link(f"{OUTSIDE}/canary.html")}, "outside")
    yield _linked("mail-link", {"a.eml": Link(f"{OUTSIDE}/canary-5.txt")}, "outside")
    yield _linked("device-link", {"a.txt": Link("/dev/zero")}, "outside")
    yield _linked("memory-link", {"a.txt": Link("/proc/self/environ")}, "outside")
    text = f"Bridge reopens\n\n{PROSE}\n"
    yield refused("sidecar-link", {"sidecar-link.txt": text,
                  "sidecar-link.toml": Link(f"{OUTSIDE}/canary.toml")}, "lies elsewhere")  # fmt: skip
    yield Case(
        name="folder-with-links",
        files={"a/folder-with-links.txt": text, "a/canary.txt": Link(f"{OUTSIDE}/canary-6.txt"), "a/more": Link(OUTSIDE)},
        named=("a",), failed=1, says=("outside",), shows=("bridge",),
    )  # fmt: skip
    briefing = (
        f'title = "Morning"\narticles = ["{_TEXT}", "../../outside/canary.txt"]\n'
    )
    yield refused("briefing-of-elsewhere", {"a.toml": briefing}, "")
    wild = 'title = "Morning"\narticles = ["../../outside/*.txt"]\n'
    yield refused("briefing-of-all-elsewhere", {"a.toml": wild}, "")


def _pages() -> Iterator[Case]:
    """Web pages; an image that can't be had is left out, words stay."""
    bits = {
        "image-up": '<figure><img src="../../outside/canary.png"></figure>',
        "image-file": f'<img src="file://{_IMAGE}"><img src="{_IMAGE}">',
        "image-encoded": '<img src="%2e%2e/%2e%2e/outside/canary.png">',
        "image-srcset": f'<img srcset="file://{_IMAGE} 2x" src="{_AWAY}/a.png">',
        "picture": f'<picture><source srcset="file://{_IMAGE}"><img src="x.png">'
        "</picture>",
        "frames": f'<iframe src="file://{_TEXT}"></iframe><object data="file://{_TEXT}">'
        f'</object><embed src="file://{_TEXT}"><portal src="file://{_TEXT}"></portal>',
        "srcdoc": f'<iframe srcdoc="<img src=file://{_IMAGE}>"></iframe>',
        "inline-drawing": f'<svg><image xlink:href="file://{_IMAGE}"/><foreignObject>'
        f'<iframe src="file://{_TEXT}"></iframe></foreignObject><use '
        f'href="file://{OUTSIDE}/canary.svg#a"/><script>fetch("{_AWAY}")</script></svg>',
        "style": f'<style>@import "file://{OUTSIDE}/canary.css"; p {{ background: '
        f'url(file://{_IMAGE}) }}</style><p style="background: url({_AWAY}/a.png)">So it '
        "was said by all who came.</p>",
        "media": f'<video src="file://{_IMAGE}" poster="file://{_IMAGE}"></video>'
        f'<audio src="{_AWAY}/a.mp3"></audio>',
        "form": f'<form action="{_AWAY}/"><input type="image" src="file://{_IMAGE}">'
        "</form>",
        "background": f'<table background="file://{_IMAGE}"><tr><td background='
        f'"{_AWAY}/a.png">One</td><td>Two</td></tr></table>',
        "include": f'<!--#include file="{_TEXT}" --><p>All of it is in the papers.</p>',
    }
    for name, body in bits.items():
        yield shown(f"page-{name}", {"a.html": made.page(body)}, "bridge", "Buses",
                    never=("192.0.2.1", "<iframe", "foreignObject"))  # fmt: skip
    heads = {
        "base": f'<base href="file://{OUTSIDE}/">',
        "refresh": f'<meta http-equiv="refresh" content="0; url=file://{_TEXT}">',
        "links": f'<link rel="stylesheet" href="file://{OUTSIDE}/canary.css"><link '
        f'rel="import" href="{_TEXT}"><link rel="preconnect" href="{_AWAY}">',
        "lead-image": f'<meta property="og:image" content="file://{_IMAGE}">',
        "canonical": f'<link rel="canonical" href="file://{_TEXT}">',
        "linked-data": '<script type="application/ld+json">{"@type": "NewsArticle", '
        f'"image": "file://{_IMAGE}", "articleBody": {{"@id": "file://{_TEXT}"}}, '
        f'"@context": "file://{_TEXT}"}}</script>',
    }
    for name, head in heads.items():
        body = '<p><img src="canary.png"> And <a href="canary.txt">more of it</a>.</p>'
        yield shown(f"page-{name}", {"a.html": made.page(body, head)}, "bridge", "Buses",
                    never=("192.0.2.1",))  # fmt: skip
    beside = made.page('<p><img src="page_files/canary.png"></p>')
    yield shown("page-folder-link", {"page.html": beside, "page_files": Link(OUTSIDE)},
                "bridge", "Buses")  # fmt: skip
    entity = f"{_XXE}<html><body><h1>Bridge</h1><p>{PROSE} &leak;</p></body></html>"
    yield shown("page-entity", {"a.html": entity}, "bridge")
    xhtml = f'<?xml version="1.0"?>{_DTD}{made.page("<p>&canary;</p>")[15:]}'
    yield shown("page-dtd", {"a.html": xhtml}, "bridge")
    stylesheet = f'<?xml-stylesheet href="file://{OUTSIDE}/canary.css"?>'
    yield shown("page-stylesheet", {"a.html": stylesheet + made.page("")}, "bridge")


def _saved() -> Iterator[Case]:
    """Saved pages and mails whose parts claim to be from elsewhere."""
    asks = made.page(f'<p><img src="file://{_IMAGE}"><img src="cid:x@y"></p>')
    empty = f"Content-Type: image/png\nContent-Location: file://{_IMAGE}\n\n"
    yield shown("saved-file", {"a.mhtml": made.saved(asks, empty)}, "bridge")
    body = (
        f'Content-Type: message/external-body; access-type=local-file; name="{_TEXT}"'
        "\n\nContent-Type: text/html\n\n"
    )
    yield shown(
        "saved-external", {"a.mhtml": made.saved(made.page(""), body)}, "bridge"
    )
    plain = f"Content-Type: text/plain\n\n{PROSE}"
    yield shown("mail-external", {"a.eml": made.multipart(plain, body)}, "bridge")
    url = (
        f'Content-Type: message/external-body; access-type=URL; URL="{_AWAY}/x"\n\n'
        "Content-Type: image/png\n\n"
    )
    yield shown("mail-external-url", {"a.eml": made.multipart(plain, url)}, "bridge")
    html = f"Content-Type: text/html\n\n{asks}"
    yield shown("mail-images", {"a.eml": made.multipart(html)}, "bridge",
                never=("192.0.2.1",))  # fmt: skip
    place = f'Content-Type: text/html\nContent-Base: "file://{OUTSIDE}/"\n\n{asks}'
    yield shown("mail-base", {"a.eml": made.multipart(place)}, "bridge")
    name = (
        f'Content-Type: text/plain; name="{_TEXT}"\nContent-Disposition: attachment; '
        'filename="../../outside/canary.txt"\n\nnothing'
    )
    yield shown("mail-attachment", {"a.eml": made.multipart(plain, name)}, "bridge")


def _feeds() -> Iterator[Case]:
    """XML with entities of elsewhere: in feeds, where they are not expanded."""
    body = f"<description>&lt;p&gt;{PROSE}&lt;/p&gt; {{}}</description>"
    doctypes = {"entity": (_XXE, "&leak;"), "parameter": (_PARAMETER, "&canary;"),
                "dtd": (_DTD, "&canary;"), "remote-dtd": (_REMOTE_DTD, "")}  # fmt: skip
    for name, (doctype, use) in doctypes.items():
        item = made.rss(body.format(use), doctype)
        yield shown(f"feed-{name}", {"a.rss": item}, "bridge")
    image = body.format(f"&lt;img src='file://{_IMAGE}'&gt;")
    yield shown("feed-image", {"a.rss": made.rss(image)}, "bridge")
    base = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="file://{OUTSIDE}/"><title>'
        f'Coast</title><entry><title>Bridge reopens</title><content type="html" '
        f'src="canary.html"/><summary>{PROSE}</summary></entry></feed>'
    )
    yield shown("feed-content-elsewhere", {"a.atom": base}, "bridge")
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" '
        f'href="file://{_TEXT}"/>'
    )
    yield shown("feed-xinclude", {"a.rss": made.rss(body.format(include))}, "bridge")
    enclosure = f'<enclosure url="file://{_IMAGE}" type="image/png"/>'
    yield shown("feed-enclosure", {"a.rss": made.rss(enclosure + body.format(""))},
                "bridge")  # fmt: skip
    yield shown(
        "record-image",
        {"a.jsonl": made.lines({"title": "Bridge reopens", "text": PROSE,
                                "image": f"file://{_IMAGE}", "url": f"file://{_TEXT}"})},
        "bridge",
    )  # fmt: skip
    file = made.archived(made.page("").encode(), address="file:///etc/passwd")
    yield shown("archive-of-a-file", {"a.warc": file}, "bridge", never=("file:///",))


def _documents() -> Iterator[Case]:
    """Documents of word processors that refer to elsewhere."""
    for name, doctype in {"entity": _XXE, "parameter": _PARAMETER, "dtd": _DTD}.items():
        use = made.paragraph("&leak;" if name == "entity" else "&canary;")
        yield refused(
            f"docx-{name}", {"a.docx": made.docx(use, doctype=doctype)}, "entit"
        )
        use = use.replace("w:p>", "text:p>").replace("<w:r>", "").replace("</w:r>", "")
        use = use.replace("<w:t>", "").replace("</w:t>", "")
        yield refused(f"odt-{name}", {"a.odt": made.odt(use, doctype=doctype)}, "entit")
    link = made.picture("link")
    for name, target in {"file": f"file://{_IMAGE}", "web": f"{_AWAY}/a.png"}.items():
        external = made.relation("image", target, "External")
        yield shown(f"docx-image-{name}", {"a.docx": made.docx(link, external)},
                    "bridge", told="image-left-out", never=("192.0.2.1",))  # fmt: skip
    inside = made.relation("image", "../../../../../outside/canary.png")
    yield shown("docx-image-up", {"a.docx": made.docx(made.picture("embed"), inside)},
                "bridge", told="image-left-out")  # fmt: skip
    chunk = made.relation("aFChunk", f"file://{_TEXT}", "External")
    yield shown("docx-chunk", {"a.docx": made.docx('<w:altChunk r:id="rId7"/>', chunk)},
                "bridge")  # fmt: skip
    template = made.relation("attachedTemplate", f"file://{_TEXT}", "External")
    yield shown("docx-template", {"a.docx": made.docx("", template)}, "bridge")
    frame = (
        '<text:p><draw:frame><draw:image xlink:href="{}"/><svg:desc>A map</svg:desc>'
        "</draw:frame></text:p>"
    )
    for name, target in {"file": f"file://{_IMAGE}", "up": "../outside/canary.png",
                         "web": f"{_AWAY}/a.png"}.items():  # fmt: skip
        yield shown(f"odt-image-{name}", {"a.odt": made.odt(frame.format(target))},
                    "bridge", told="image-left-out", never=("192.0.2.1",))  # fmt: skip
    section = (
        f'<text:section text:name="a"><text:section-source xlink:href="file://{_TEXT}"/>'
        "</text:section>"
    )
    yield shown("odt-section", {"a.odt": made.odt(section)}, "bridge")


def _packages() -> Iterator[Case]:
    """Artefacts whose attachments would like to be written, or read, elsewhere."""
    empty = {"mimetype": "application/epub+zip", "../../x.txt": "words"}
    yield refused("epub-of-nothing", {"a.epub": empty}, "")


CASES = tuple(
    case
    for some in (_markdown, _inputs, _pages, _saved, _feeds, _documents, _packages)
    for case in some()
)
