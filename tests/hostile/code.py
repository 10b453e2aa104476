# ruff: noqa: E501, PLR0915 - tables of inputs, one after the other
"""Text that would like to be code, markup, syntax, a header or a path."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hostile import made
from hostile.case import Case, refused, shown
from hostile.made import MORE, PROSE

_CODE = "{{ 7*7 }}{% include '/etc/passwd' %}{# x #}${7*7}<%= 7*7 %>#{7*7}"
_MARKUP = "</title><script>alert(1)</script>]]>--><script>x</script>&#60;b&#62;"
_RECORD = "</dc:title></rdf:li><rdf:Description rdf:about='x'/><?xpacket end='w'?>"
_SYNTAX = ") /JS (app.alert) >> endobj % \\( \\\\ <</S/Launch>>"
_STYLE = "</style>*{background:url(https://192.0.2.1/)}\\65 xpression(1)"
_LINES = "Bridge\r\nX-Injected: yes\r\n\r\n<b>x</b>"


def _facts() -> Iterator[Case]:
    """The same in the title, the names and the tags of each kind that has such."""
    for name, evil in (("code", _CODE), ("markup", _MARKUP), ("record", _RECORD),
                       ("syntax", _SYNTAX), ("style", _STYLE), ("lines", _LINES)):  # fmt: skip
        first = " ".join(evil.split())
        word = {"code": "7*7", "lines": "X-Injected: yes"}.get(name, first[:8])
        record = {"title": evil, "text": f"{PROSE} {evil}", "authors": [evil],
                  "tags": [evil], "publisher": evil, "description": evil}  # fmt: skip
        yield shown(f"{name}-record", {"a.jsonl": made.lines(record)}, word, "bridge")
        quoted = json.dumps(first)
        header = f"---\ntitle: {quoted}\nauthor: [{quoted}]\ntags: [{quoted}]\n---\n"
        body = f"{PROSE}\n\n    {first}\n\n`{first}`\n"
        yield shown(f"{name}-markdown", {"a.md": f"{header}\n{body}"}, word, "bridge")
        escaped = (
            first.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace('"', "&quot;")
        )
        metas = "".join(
            f'<meta name="{key}" content="{escaped}"><meta property="{key}" '
            f'content="{escaped}">'
            for key in ("author", "og:title", "og:site_name", "article:tag", "keywords")
        )
        page = made.page(f"<p>{escaped} and so on to its end.</p>", metas, escaped)
        yield shown(f"{name}-page", {"a.html": page}, "bridge", "Buses")
        item = f"<author>{escaped}</author><description>{escaped} {PROSE}</description>"
        feed = made.rss(item, title=escaped).replace("Bridge reopens", escaped)
        yield shown(f"{name}-feed", {"a.rss": feed}, "bridge")
        core = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
            'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escaped}</dc:title><dc:creator>{escaped}</dc:creator>"
            "</cp:coreProperties>"
        )
        document = made.docx(
            made.paragraph(escaped), others={"docProps/core.xml": core}
        )
        yield shown(f"{name}-document", {"a.docx": document}, "bridge")
        lines = f"{first}\n\n{PROSE} {first}\n"
        yield shown(f"{name}-text", {"a.txt": lines}, word, "bridge")
        subject = first.replace("\r", "")
        yield shown(f"{name}-mail", {"a.eml": made.mail(f"{PROSE}\n\n{first}",
                    subject=subject)}, "bridge")  # fmt: skip
    folded = "=?utf-8?q?Bridge=0D=0ABcc:_x=40y.example=0D=0A=0D=0A<b>?="
    yield shown("mail-encoded-lines", {"a.eml": made.mail(subject=folded)}, "bridge")
    sender = '"=?utf-8?q?Ana=0AX-Injected:_yes?=" <a@coast.example>'
    letter = made.mail().replace("Ana Example <ana@coast.example>", sender)
    yield shown("mail-sender-lines", {"a.eml": letter}, "bridge")
    options = "--css=/etc/passwd -o/tmp/x; $(id) `id` | id && id"
    yield shown("shell", {"a.txt": f"{options}\n\n{PROSE}\n"}, "bridge")
    for field in ("date", "language", "url", "updated"):
        record = {"title": "Bridge reopens", "text": PROSE, field: _MARKUP}
        yield shown(f"markup-{field}", {"a.jsonl": made.lines(record)}, "bridge")
        header = f"---\ntitle: Bridge\n{field}: {json.dumps(_MARKUP)}\n---\n\n{PROSE}\n"
        yield refused(f"markup-header-{field}", {"a.md": header}, "")


def _links() -> Iterator[Case]:
    """Addresses that do something."""
    evil = (
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)",
        "&#106;avascript:alert(1)", " javascript:alert(1)", "vbscript:msgbox(1)",
        "data:text/html;base64,PHNjcmlwdD4=", "file:///etc/passwd", "\x01javascript:x",
        "javascript&colon;alert(1)", "ms-word:ofe|u|https://192.0.2.1/", "blob:x",
        "view-source:javascript:x", "jar:file:///x!/", "intent://x#Intent;end",
        "tel:*%2306%23", "about:blank", "feed:javascript:alert(1)", "//evil@host:x/",
        "https://user:password@coast.example/", "http://[::1", "http://a b/", "https:",
        "https://%00/", "mailto:a@b?bcc=x&body=%0d%0aX", "x" * 5000,
    )  # fmt: skip
    markdown = "".join(f"[so said](<{address}>) and " for address in evil)
    never = ("javascript:", "vbscript:", "data:text", "file:///", "JaVaScRiPt:")
    yield shown("links-markdown", {"a.md": f"# Bridge\n\n{PROSE} {markdown}\n"}, "bridge",
                told="link-dropped", never=never)  # fmt: skip
    page = "".join(f'<a href="{address}">so said</a> and ' for address in evil)
    yield shown("links-page", {"a.html": made.page(f"<p>{page} on.</p>")}, "bridge",
                never=never)  # fmt: skip
    feed = page.replace("&", "&amp;").replace("<", "&lt;").replace("\x01", "")
    yield shown("links-feed", {"a.rss": made.rss(f"<description>{PROSE} {feed}"
                "</description>")}, "bridge", never=never)  # fmt: skip
    letter = made.mail(made.page(f"<p>{page} on.</p>"), kind="text/html; charset=utf-8")
    yield shown("links-mail", {"a.eml": letter}, "bridge", never=never)
    for number, address in enumerate(evil[:6]):
        link = made.relation("hyperlink", address.strip().replace("&", "&amp;")
                             .replace("\t", ""), "External")  # fmt: skip
        body = (
            '<w:p><w:hyperlink r:id="rId7"><w:r><w:t>so</w:t></w:r></w:hyperlink></w:p>'
        )
        yield shown(f"links-docx-{number}", {"a.docx": made.docx(body, link)}, "bridge",
                    never=never)  # fmt: skip
    record = {"title": "Bridge", "text": PROSE, "url": "javascript:alert(1)"}
    yield shown("links-record", {"a.jsonl": made.lines(record)}, "bridge", never=never)
    canonical = '<link rel=canonical href="javascript:alert(1)">'
    yield shown("links-canonical", {"a.html": made.page("", canonical)}, "bridge",
                never=never)  # fmt: skip


_PAYLOADS = {
    "handlers": '<p onclick="x" onmouseover=alert(1) onerror="x">So it was said.</p>'
    "<img src=x onerror=alert(1)><body onload=alert(1)><details ontoggle=x open>",
    "expression": '<p style="width: expression(alert(1)); behavior: url(x.htc); '
    '-moz-binding: url(x)">So it was said.</p>',
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "mathml": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;'
    'img src=1 onerror=alert(1)&gt;">',
    "drawing": '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "template": "<template><script>alert(1)</script></template><template><p>x",
    "shadow": "<div><template shadowrootmode=open><script>x</script></template></div>",
    "form": "<form><math><mtext></form><form><mglyph><style></math><img src onerror=x>",
    "comment": "<!--><script>alert(1)</script>--> <!-- --!><img src=x onerror=x> -->",
    "cdata": "<![CDATA[<script>alert(1)</script>]]><svg><![CDATA[><img src=x onerror=x>]]>",
    "processing": '<?xml-stylesheet href="javascript:x"?><?php system("id") ?><% x %>',
    "title": "<title><img title='</title><script>alert(1)</script>'></title>",
    "textarea": "<textarea><img title='</textarea><script>alert(1)</script>'>",
    "plaintext": "<xmp><script>x</script></xmp><noembed></noembed><noframes><p></noframes>",
    "select": "<select><style></select><img src=x onerror=x></style><option>a</select>",
    "nested": "<scr<script>ipt>alert(1)</scr</script>ipt><<script>x<</script>",
    "attributes": '<p id="x"onclick=alert(1)//"><a/href="x"/onclick=x>so</a></p>',
    "clobbering": '<a id="body" name="forms"></a><p id="s1">So</p><p id="s1">So</p>',
    "animation": '<svg><animate onbegin=x attributeName=href values="javascript:x"/>'
    '<a xlink:href="javascript:x"><text>so</text></a></svg>',
    "entity": "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;script&amp;gt;</p>",
    "namespace": '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
    "conditional": "<!--[if gte IE 4]><script>x</script><![endif]--><![if !x]><p><![endif]>",
}


def _payloads() -> Iterator[Case]:
    """Markup that parsers read differently; the words around it stay."""
    never = (
        "<script",
        "onerror=alert",
        "onclick=",
        "expression(alert",
        "<style><",
        "<svg",
    )
    for name, markup in _PAYLOADS.items():
        page = made.page(f"{markup}</p></div>")
        yield shown(f"payload-{name}", {"a.html": page}, "bridge", never=never)
    every = "\n\n".join(_PAYLOADS.values())
    yield shown("payloads-markdown", {"a.md": f"# Bridge\n\n{PROSE}\n\n{every}\n\n{MORE}\n"},
                "bridge", never=("<script", "<svg"))  # fmt: skip
    escaped = every.replace("&", "&amp;").replace("<", "&lt;")
    yield shown("payloads-feed", {"a.rss": made.rss(
        f"<description>{PROSE} {escaped} {MORE}</description>")}, "bridge", never=never)  # fmt: skip
    yield shown("payloads-mail", {"a.eml": made.mail(made.page(every),
                kind="text/html; charset=utf-8")}, "bridge", never=never)  # fmt: skip
    yield shown("payloads-record", {"a.jsonl": made.lines(
        {"title": every, "text": f"{every}\n\n{PROSE}", "description": every})},
        "bridge")  # fmt: skip
    yield shown("payloads-archive", {"a.warc": made.archived(made.page(every).encode())},
                "bridge", never=never)  # fmt: skip


CASES = tuple(case for some in (_facts, _links, _payloads) for case in some())
