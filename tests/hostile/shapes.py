# ruff: noqa: E501, PLR0915 - tables of inputs, one after the other
"""Inputs of a shape that no article has: endless, deep, wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle, islice

from hostile import made
from hostile.case import Case, refused, shown
from hostile.made import MORE, PROSE

_START = f"# Bridge reopens\n\n{PROSE}\n\n"
_MANY = 100_000


def _texts() -> Iterator[Case]:
    """Texts and Markdown."""
    yield refused(
        "line-of-20-mib", {"a.txt": lambda: b"word " * (4 << 20)}, "larger than"
    )
    yield refused("markdown-of-5-mib", {"a.md": lambda: b"# A\n\n" + b"word " * (1 << 20)},
                  "larger than")  # fmt: skip
    for name, mark in (
        ("stars", "*"), ("underscores", "_"), ("backticks", "`"), ("brackets", "["),
        ("images", "!["), ("autolinks", "<http:"), ("comments", "<!--"), ("tags", "<a "),
        ("notes", "^["), ("references", "[^"), ("parentheses", "]("), ("entities", "&"),
        ("tildes", "~~"), ("escapes", "\\"), ("declarations", "<!A"), ("bangs", "<?"),
        ("cdata", "<![CDATA["), ("closings", "]"), ("links", "[a](<b"), ("tables", "|"),
    ):  # fmt: skip
        text = _START + mark * 10_000 + "\n"
        yield Case(name=f"many-{name}", files={"a.md": text}, paged=False)
    for name, mark in (("quotes", "> "), ("lists", "- "), ("numbers", "1. ")):
        text = _START + mark * 20_000 + "deep\n"
        yield refused(f"deep-{name}", {"a.md": text}, "")
    links = "[a](https://coast.example/) " * 2000
    yield Case(name="links", files={"a.md": _START + links}, paged=False)
    named = "".join(f"[^{n}] " for n in range(1500)) + "\n\n"
    notes = "".join(f"[^{n}]: Note {n}.\n\n" for n in range(1500))
    yield Case(name="footnotes", files={"a.md": _START + named + notes}, paged=False)
    yield shown(
        "list-from-far", {"a.md": _START + "999999999. Far\n1000000000. On\n"}, "Far"
    )
    wide = f"|{'a|' * 2000}\n|{'-|' * 2000}\n|{'b|' * 2000}\n"
    yield Case(name="table-of-columns", files={"a.md": _START + wide},
               told=frozenset(("wide-table",)), paged=False)  # fmt: skip
    yield shown("word-without-end", {"a.txt": f"Bridge\n\n{PROSE}\n\n{'a' * 2000}\n"},
                "bridge")  # fmt: skip
    yield shown("address-without-end",
                {"a.txt": f"Bridge\n\n{PROSE} https://a.example/{'a/' * 2000}\n"},
                "bridge")  # fmt: skip
    yield shown("title-without-end", {"a.txt": f"{'Bridge ' * 5000}\n\n{PROSE}\n"},
                "Bridge")  # fmt: skip
    yield shown("names-without-end",
                {"a.md": f"---\ntitle: B\nauthor: [{'Ana Example, ' * 2000}Bo]\n---\n{PROSE}"},
                "bridge")  # fmt: skip
    yield shown("tags-without-end",
                {"a.md": f"---\ntitle: B\ntags: [{'harbour, ' * 2000}b]\n---\n{PROSE}"},
                "bridge")  # fmt: skip
    yield refused("nothing", {"a.txt": b""}, "empty")
    yield refused("spaces", {"a.md": b" \n\t\n" * 5000}, "empty")
    yield refused("header-only", {"a.md": "---\ntitle: A\n---\n"}, "")
    blank = f"Bridge reopens\n\n{PROSE}" + "\n" * 500_000 + MORE
    yield shown("lines-without-words", {"a.txt": blank}, "bridge", "Buses")


def _pages() -> Iterator[Case]:
    """Web pages and documents."""
    for name in ("div", "span", "blockquote", "ul", "font", "table"):
        yield refused(
            f"page-deep-{name}", {"a.html": _nested(name)}, "nested more than"
        )
    attributes = " ".join(f'a{n}="b"' for n in range(_MANY))
    yield refused("page-attributes", {"a.html": made.page(f"<p {attributes}>So be it.</p>")},
                  "attributes")  # fmt: skip
    long = f'<p title="{"a" * 5_000_000}">So be it, they said.</p>'
    yield shown("page-attribute", {"a.html": made.page(long)}, "bridge", "Buses")
    yield refused(
        "page-elements", {"a.html": made.page("<b>a</b>" * 250_000)}, "elements"
    )
    yield shown(
        "page-unclosed", {"a.html": made.page("<b>" * 200 + "<i>" * 20)}, "bridge"
    )
    yield shown("page-cut", {"a.html": made.page("")[:-60] + "<a href='"}, "bridge")
    wide = (
        "<table><tr><td colspan=1000000000 rowspan=65534>One</td><td>Two</td></tr><tr>"
    )
    yield shown("page-colspan", {"a.html": made.page(wide + "<td>3</td></table>")},
                "bridge", "Buses")  # fmt: skip
    spans = (
        "<table>" + "<tr><td rowspan=65000 colspan=1000>a</td></tr>" * 300 + "</table>"
    )
    yield shown("page-spans", {"a.html": made.page(spans)}, "bridge", "Buses")
    far = "<ol start=1000000000000><li>The first</li><li value=-9>Second</li></ol>"
    yield shown("page-list-from-far", {"a.html": made.page(far)}, "bridge", "Buses")
    yield shown("page-comments", {"a.html": made.page("<!-- a -->" * 50_000)}, "bridge")
    yield shown("page-of-scripts", {"a.html": made.page("<script>a</script>" * 20_000)},
                "bridge", never=("<script",))  # fmt: skip
    yield refused("page-of-nothing", {"a.html": "<html></html>"}, "")
    yield refused("page-of-script", {"a.html": f"<script>{PROSE}</script>"}, "")
    yield shown(
        "page-of-links", {"a.html": "<a href=/>a</a> " * 5000}, told="link-dropped"
    )
    states = '{"@type": "NewsArticle", "headline": ' + "[" * 50_000 + "]" * 50_000 + "}"
    state = f'<script type="application/ld+json">{states}</script>'
    yield shown("page-deep-facts", {"a.html": made.page("", state)}, "bridge")
    metas = '<meta property="article:tag" content="a">' * 20_000
    yield shown("page-metas", {"a.html": made.page("", metas)}, "bridge")
    cells = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>a</text:p>'
    row = f'<table:table-row table:number-rows-repeated="1000000000">{cells}'
    sheet = f"<table:table>{row}</table:table-cell></table:table-row></table:table>"
    yield shown("odt-repeated", {"a.odt": made.odt(sheet)}, "bridge")
    spaces = '<text:p>A<text:s text:c="2000000000"/>b</text:p>'
    yield shown("odt-spaces", {"a.odt": made.odt(spaces)}, "bridge")
    span = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
    cell = f"{span}{made.paragraph('a')}</w:tc></w:tr></w:tbl>"
    yield shown("docx-span", {"a.docx": made.docx(cell)}, "bridge")


def _nested(name: str) -> str:
    inner = {"ul": "<ul><li>", "table": "<table><tr><td>"}.get(name, f"<{name}>")
    return made.page(inner * 20_000 + "deep")


def _records() -> Iterator[Case]:
    """Files of records."""
    good = made.lines({"title": "Bridge reopens", "text": PROSE})
    deep = "[" * _MANY + "]" * _MANY + "\n"
    bad = {"deep": deep, "deep-value": f'{{"title": "a", "text": {deep[:-1]}}}\n',
           "number": '{"text": ' + "9" * 50_000 + "}\n", "list": "[1]\n",
           "null": "null\n", "cut": good[:50] + "\n", "words": "words\n",
           "huge-float": '{"text": 1e999999}\n', "twice": "{}{}\n"}  # fmt: skip
    for name, line in bad.items():
        yield Case(name=f"record-{name}", files={"a.jsonl": line + good}, failed=1,
                   shows=("bridge",))  # fmt: skip
    many = ",".join(f'"a{n}": 1' for n in range(_MANY))
    yield Case(name="record-fields", shows=("bridge",),
               files={"a.jsonl": good.replace("{", f"{{{many}, ", 1)})  # fmt: skip
    yield refused("feed-deep", {"a.rss": made.rss("<a>" * 5000 + "</a>" * 5000)}, "")
    yield refused("feed-deep-json", {"a.json": deep}, "")
    columns = ",".join(f"a{n}" for n in range(1_000_000))
    yield refused("table-of-names", {"a.csv": f"{columns}\n1\n"}, "")
    quote = 'title,text\nBridge,"It opened\n' + "and more of it\n" * 2000
    yield Case(name="table-unclosed", files={"a.csv": quote}, built=0, failed=2001,
               says=("not valid CSV",))  # fmt: skip
    wide = "title,text\n" + "," * 500_000 + f"\nBridge,{PROSE.replace(',', '')}\n"
    yield Case(
        name="table-wide-row", files={"a.csv": wide}, failed=1, shows=("bridge",)
    )
    yield Case(name="table-binary", files={"a.csv": bytes(range(256)) * 9}, built=0,
               failed=9)  # fmt: skip
    parts: list[str] = ["Content-Type: text/plain\n\nwords"] * 5000
    yield refused("mail-of-parts", {"a.eml": made.multipart(*parts)}, "")
    nested = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'
        for n in range(2000)
    )
    yield refused("mail-deep", {"a.eml": f"Subject: Bridge\n{nested}"}, "")
    letters = "Content-Type: message/rfc822\n\n" * 2000
    yield refused("mail-in-mail", {"a.eml": f"Subject: Bridge\n{letters}"}, "")
    head = "".join(f"X-{n}: a\n" for n in range(20_000))
    yield shown("mail-head", {"a.eml": made.mail(more=head)}, "bridge")
    folded = "Bridge\n" + " reopens\n" * 20_000
    yield shown(
        "mail-subject", {"a.eml": made.mail(subject=folded.strip("\n"))}, "bridge"
    )
    encoded = "=?utf-8?b?" + "QQ" * 50_000 + "?="
    yield shown("mail-encoded", {"a.eml": made.mail(subject=encoded)}, "bridge")
    addresses = ", ".join(["Ana <a@coast.example>"] * 5000)
    yield shown(
        "mail-addresses", {"a.eml": made.mail(more=f"Cc: {addresses}\n")}, "bridge"
    )
    parts = [f"Content-Type: image/png\nContent-ID: <{n}>\n\nx" for n in range(3000)]
    yield refused(
        "saved-of-parts", {"a.mhtml": made.saved(made.page(""), *parts)}, "parts"
    )


def words(count: int) -> str:
    """Return so many words without an end of line."""
    return " ".join(islice(cycle(PROSE.split()), count))


LARGE: dict[str, tuple[str, Callable[[], str]]] = {
    "million-words": ("txt", lambda: f"Bridge reopens\n\n{words(1_000_000)}\n"),
    "letters": ("txt", lambda: f"Bridge reopens\n\n{PROSE}\n\n{'a' * 300_000}\n"),
    "table": ("md", lambda: _START + "|a|b|\n|-|-|\n" + "|c|d|\n" * _MANY),
    "notes": ("md", lambda: _START + "a^[b]\n" * _MANY),
    "headings": ("md", lambda: "# A\n\n" + "## B\n\n" * _MANY),
    "page-table": (
        "html",
        lambda: made.page(f"<table>{'<tr><td>a<td>b' * _MANY}</table>"),
    ),
}
"""What is legal and large: built, or ended by its limits, by suffix and content."""
CASES = tuple(case for some in (_texts, _pages, _records) for case in some())
