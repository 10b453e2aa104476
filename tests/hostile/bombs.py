# ruff: noqa: E501 - tables of inputs, one after the other
"""Inputs that are small, and become large when they are looked into."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO

from hostile import made
from hostile.case import Case, Content, refused, shown
from hostile.made import PROSE

_LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>"
    for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)
_LAUGHTER = f"{_LAUGHS}]>"
_BLOWUP = f"<!DOCTYPE x [<!ENTITY a '{'ha' * 50_000}'>]>"  # quadratic
_MARKDOWN = f"# Bridge reopens\n\n{PROSE}\n\n![A map](map.png)\n"


def _packages() -> Iterator[Case]:
    """ZIP files: they grow, lie, overlap, nest, or have members without end."""
    for kind, make in (("docx", made.docx), ("odt", made.odt)):
        main = "word/document.xml" if kind == "docx" else "content.xml"
        for name, member in (("bomb", "big/zeros.bin"), ("xml-bomb", main)):
            bomb = {f"a.{kind}": partial(_grown, make, member)}
            yield refused(f"{kind}-{name}", bomb, "unpack beyond all measure")
        many = {f"m/{number}": b"" for number in range(6000)}
        yield refused(f"{kind}-many", {f"a.{kind}": make(others=many)}, "unpack beyond")
        yield refused(f"{kind}-lies", {f"a.{kind}": _lying(make(), main)}, "damaged")
        yield refused(
            f"{kind}-cut", {f"a.{kind}": made.zipped(make())[:-60]}, "damaged"
        )
        yield refused(f"{kind}-twice", {f"a.{kind}": _twice(make(), main)}, "two files")
        for name, doctype in (("laughs", _LAUGHTER), ("blowup", _BLOWUP)):
            yield refused(
                f"{kind}-{name}", {f"a.{kind}": make(doctype=doctype)}, "entit"
            )
        deep = "<w:p>" * 5000 + "</w:p>" * 5000
        if kind == "odt":
            deep = deep.replace("w:p", "text:p")
        yield refused(f"{kind}-deep", {f"a.{kind}": make(deep)}, "nested more than")
    yield refused("docx-overlapping", {"a.docx": _overlapping}, "unpack beyond")
    yield refused("docx-of-nothing", {"a.docx": b"PK\x05\x06" + bytes(18)}, "damaged")
    yield refused("docx-is-text", {"a.docx": PROSE}, "damaged")
    yield refused("epub-bomb", {"a.epub": _book("a.xhtml", 70)}, "")
    yield refused("epub-laughs", {"a.epub": _book("a.xhtml", 0, _LAUGHTER)}, "")
    yield refused("epub-is-text", {"a.epub": PROSE}, "")


def _grown(make: Callable[..., dict[str, str | bytes]], member: str) -> bytes:
    return made.zipped(make(others={member: bytes(40 << 20)}))


def _lying(members: dict[str, str | bytes], name: str) -> bytes:
    """Return a package whose directory says that a member is small."""
    data = bytearray(made.zipped({**members, name: "<w>" + "word " * 300_000 + "</w>"}))
    size = struct.pack("<I", 1_500_007)
    assert size in data
    return bytes(data.replace(size, struct.pack("<I", 99)))


def _twice(members: dict[str, str | bytes], name: str) -> bytes:
    return made.zipped({**members, "x" * len(name): "<a/>"}).replace(
        b"x" * len(name), name.encode()
    )


def _overlapping() -> bytes:
    """Return a package whose members are all one and the same piece of the file."""
    data = made.zipped(made.docx() | {"word/0000.bin": bytes(1 << 20)})
    with zipfile.ZipFile(BytesIO(data)) as archive:
        start = archive.start_dir
        item = archive.getinfo("word/0000.bin")
    at = data.index(b"word/0000.bin", start) - 46
    entry = data[at : at + 46 + len(item.filename)]
    more = b"".join(
        entry.replace(b"0000", f"{number:04}".encode()) for number in range(1, 3000)
    )
    end = bytearray(data[-22:])
    count, size = struct.unpack("<HI", end[10:16])
    end[8:16] = struct.pack("<HHI", count + 2999, count + 2999, size + len(more))
    return data[:-22] + more + bytes(end)


def _book(name: str, mebibytes: int, doctype: str = "") -> Callable[[], bytes]:
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/>'
        "</rootfiles></container>"
    )
    package = f'{doctype}<package xmlns="http://www.idpf.org/2007/opf"/>'
    members = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    return lambda: made.zipped(
        {**members, "a.opf": package, name: bytes(mebibytes << 20)}
    )


def _streams() -> Iterator[Case]:
    """Files of gzip, and bodies that a server compressed."""
    line = made.lines({"title": "Bridge reopens", "text": PROSE}).encode()
    endless = lambda: made.gzipped(line + b" " * (40 << 20))  # noqa: E731
    yield Case(name="gzip-line", files={"a.jsonl.gz": endless}, failed=1, says=("larger",),
               shows=("bridge",))  # fmt: skip
    yield Case(name="gzip-cut", files={"a.jsonl.gz": made.gzipped(line)[:-9]}, failed=1,
               says=("ends too early",))  # fmt: skip
    yield refused("gzip-is-none", {"a.jsonl.gz": line}, "no gzip file")
    nested = made.gzipped(made.gzipped(line))
    yield refused("gzip-in-gzip", {"a.jsonl.gz": nested}, "")
    for name, body, head in (
        ("bomb", lambda: made.gzipped(bytes(40 << 20)), "gzip"),
        ("unknown", lambda: PROSE.encode(), "x-evil"),
    ):
        typed = f"Content-Type: text/plain\r\nContent-Encoding: {head}"
        make = lambda body=body, head=typed: made.archived(body(), head)  # noqa: E731
        yield refused(f"archive-{name}", {"a.warc": make}, "")
    for name, body, head in (
        ("many", _again(PROSE.encode(), 12), ", ".join(["gzip"] * 12)),
        ("false", PROSE.encode(), "gzip"),
    ):
        typed = f"Content-Type: text/plain\r\nContent-Encoding: {head}"
        yield shown(f"archive-{name}", {"a.warc": made.archived(body, typed)}, "bridge")
    cut = made.archived(made.page("").encode()).replace(
        b"WARC/1.1", b"WARC/1.1\r\nA: b"
    )
    yield refused("archive-cut", {"a.warc": cut[: len(cut) // 2]}, "")
    lying = made.archived(b"x").replace(b"Content-Length: ", b"Content-Length: 9")
    yield refused("archive-lies", {"a.warc": lying}, "")
    whole = made.gzipped(made.archived(b"x" * (64 << 20), "Content-Type: text/plain"))
    yield refused("archive-gzip", {"a.warc.gz": whole}, "")


def _again(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = made.gzipped(data)
    return data


def _pictures() -> Iterator[Case]:
    """Images that claim much, hold much, or break off."""
    good = made.png(320, 240)
    for name, image, says in (
        ("huge", made.png(50_000, 50_000, data=b""), "pixels"),
        ("wide", made.png(2_000_000_000, 1, data=b""), "pixels"),
        ("none", made.png(0, 0, data=b""), ""),
        ("empty", b"", ""),
        ("text", PROSE.encode(), ""),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", ""),
        ("gif-huge", b"GIF89a\xff\xff\xff\xff\x00\x00\x00" + b",", ""),
        ("bmp", b"BM" + bytes(60), ""),
        ("postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", ""),
        ("cut", made.jpeg()[:400], ""),
        ("cut-png", good[:60], ""),
        ("bad-sum", good[:-20] + b"\0" * 20, ""),
    ):
        yield refused(f"picture-{name}", {"a.md": _MARKDOWN, "map.png": image}, says)
    for name, make in (
        ("text-bomb", lambda: made.png(320, 240, made.text_chunk(70))),
        ("profile-bomb", lambda: made.png(320, 240, made.profile_chunk(70))),
    ):
        yield refused(
            f"picture-{name}", {"a.md": _MARKDOWN, "map.png": make}, "damaged"
        )
    bomb = lambda: made.png(320, 240, data=made.zeros(70))  # noqa: E731
    yield shown("picture-data-bomb", {"a.md": _MARKDOWN, "map.png": bomb}, "bridge")
    for kind in ("GIF", "PNG", "WEBP"):
        make = lambda kind=kind: made.moving(kind, 1000)  # noqa: E731
        text = _MARKDOWN.replace("map.png", f"map.{kind.lower()}")
        files: dict[str, Content] = {"a.md": text, f"map.{kind.lower()}": make}
        yield shown(f"picture-moving-{kind.lower()}", files, "bridge")
    page = made.page(
        "<p>{}</p>".format("<img src='data:image/png;base64,AAAA'>" * 5000)
    )
    yield shown("page-data-images", {"a.html": page}, "bridge", told="image-left-out")
    address = "data:image/png;base64," + "A" * (2 << 20)
    yield shown("page-data-bomb", {"a.html": made.page(f"<img src='{address}'>")}, "bridge",
                told="image-left-out")  # fmt: skip


def _texts() -> Iterator[Case]:
    """Notations that refer to themselves or to each other."""
    for name, doctype in (("laughs", _LAUGHTER), ("blowup", _BLOWUP)):
        use = "&j;" if name == "laughs" else "&a; " * 500
        feed = made.rss(f"<description>{PROSE} {use}</description>", doctype)
        yield shown(f"feed-{name}", {"a.rss": feed}, "bridge")
        page = f"{doctype}<html><h1>Bridge</h1><p>{PROSE} {use}</p></html>"
        yield shown(f"page-{name}", {"a.html": page}, "bridge")
    itself = made.rss(f"<description>{PROSE} &a;</description>",
                      "<!DOCTYPE x [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>")  # fmt: skip
    yield shown("feed-circle", {"a.rss": itself}, "bridge")
    anchors = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    yield refused("header-laughs", {"a.md": f"---\n{anchors}---\n\n{PROSE}\n"}, "")
    merged = "a: &a {title: x}\nb: {<<: *a, <<: *a}\n"
    yield refused("header-merges", {"a.md": f"---\n{merged}---\n\n{PROSE}\n"}, "")
    code = 'title: !!python/object/apply:os.system ["id"]\n'
    yield refused("header-code", {"a.md": f"---\n{code}---\n\n{PROSE}\n"}, "")
    deep = "title: " + "[" * 20_000 + "]" * 20_000 + "\n"
    yield refused("header-deep", {"a.md": f"---\n{deep}---\n\n{PROSE}\n"}, "")
    table = f"title = {'[' * 5000}{']' * 5000}\n"
    yield refused("header-deep-toml", {"a.md": f"+++\n{table}+++\n\n{PROSE}\n"}, "")
    dotted = ".".join(["a"] * 30_000) + " = 1\n"
    yield refused("sidecar-deep", {"sidecar-deep.txt": PROSE, "sidecar-deep.toml": dotted},
                  "")  # fmt: skip
    large = "title = '''" + "a" * 100_000 + "'''\n"
    yield refused("sidecar-large", {"sidecar-large.txt": PROSE,
                  "sidecar-large.toml": large}, "")  # fmt: skip
    again = f"[a]: https://coast.example/{'x' * 1000}\n\n# Bridge\n\n" + "[a] " * 3000
    yield Case(name="references-many", files={"a.md": again}, paged=False)
    notes = "# Bridge\n\n" + "[^a]" * 300 + "\n\n[^a]: " + "[^a]" * 300 + "\n"
    yield Case(name="notes-of-notes", files={"a.md": notes}, paged=False)


def _portable() -> Iterator[Case]:
    """PDFs that go round in circles, are deep, or unpack to more than there is."""
    for name, make, says in (
        ("empty", lambda: b"%PDF-1.7\n%%EOF\n", ""),
        ("circle", lambda: made.portable("<</Type/Catalog/Pages 2 0 R>>",
                   "<</Type/Pages/Kids[2 0 R]/Count 1>>"), ""),
        ("deep", lambda: made.portable("<</Type/Catalog/Pages 2 0 R>>",
                 "<</Type/Pages/Kids[]/Count 0>>", "[" * 9000 + "]" * 9000), ""),
        ("names", lambda: made.portable("<</Type/Catalog/Pages 2 0 R/Names<</"
                  "EmbeddedFiles 3 0 R>>>>", "<</Type/Pages/Kids[]/Count 0>>",
                  "<</Kids[3 0 R 3 0 R]>>"), ""),
        ("tables", lambda: b"%PDF-1.7\n" + _tables(), ""),
        ("stream", lambda: made.portable("<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R>>",
                   "<</Type/Pages/Kids[]/Count 0>>", _stream(70)), ""),
        ("script", lambda: made.portable("<</Type/Catalog/Pages 2 0 R/OpenAction<</S/"
                   "JavaScript/JS(app.alert(1))>>>>", "<</Type/Pages/Kids[]/Count 0>>"),
         ""),
    ):  # fmt: skip
        yield refused(f"pdf-{name}", {"a.pdf": make}, says)


def _tables() -> bytes:
    """Return a cross-reference table whose predecessor is itself."""
    return (b"xref\n0 1\n0000000000 65535 f \ntrailer << /Size 1 /Prev 9 >>\n"
            b"startxref\n9\n%%EOF\n")  # fmt: skip


def _stream(mebibytes: int) -> str:
    data = made.zeros(mebibytes).decode("latin-1")
    head = f"<</Type/Metadata/Subtype/XML/Filter/FlateDecode/Length {len(data)}>>"
    return f"{head}\nstream\n{data}\nendstream"


CASES = tuple(
    case
    for some in (_packages, _streams, _pictures, _texts, _portable)
    for case in some()
)
