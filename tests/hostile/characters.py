# ruff: noqa: E501, PLR0915 - tables of inputs, one after the other
"""Characters that deceive, pile up, are none, or are not what a file says."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hostile import made
from hostile.case import Case, refused, shown
from hostile.made import MORE, PROSE

_OVERRIDE = "\u202e"
_ZALGO = "".join(f"{letter}{chr(0x300) * 40}{chr(0x316) * 40}" for letter in "Bridge")
_NONE = "\ufdd0\uffff\U0001fffe\U0010ffff\U000e0001\u206a\ufff9"
_UNASSIGNED = "\u0378\u05ff\U0001fbff\U000e0fff\uf8ff\U00100000"


def _directions() -> Iterator[Case]:
    """Marks that turn what follows; none is left over in a page or in a fact."""
    turned = f"{_OVERRIDE}snepoer\u202c egdirB \u2066\u2067\u202a never ended"
    gone = (_OVERRIDE, "\u202d")
    for suffix, text in {
        "txt": f"{turned}\n\n{PROSE} {turned}\n",
        "md": f"---\ntitle: {json.dumps(turned)}\ntags: [{turned}]\n---\n\n{PROSE} {turned}\n",
        "html": made.page(f"<p>{turned}</p>", title=turned),
        "jsonl": made.lines({"title": turned, "text": f"{PROSE} {turned}"}),
        "csv": f"title,text\n{turned},{turned} {PROSE.replace(',', '')}\n",
        "rss": made.rss(f"<description>{turned} {PROSE}</description>", title=turned),
        "eml": made.mail(f"{PROSE} {turned}", subject=turned,
                         more=f"Reply-To: {turned} <a@coast.example>\n"),
        "docx": made.docx(made.paragraph(turned)),
        "odt": made.odt(f"<text:p>{turned}</text:p>"),
    }.items():  # fmt: skip
        yield shown(f"turned-{suffix}", {f"a.{suffix}": text}, "bridge",
                    told="bidi-controls", never=gone)  # fmt: skip
    link = f"# Bridge\n\n{PROSE} <https://coast.example/{_OVERRIDE}gpj.exe> [a](x:{_OVERRIDE})\n"
    yield shown("turned-address", {"a.md": link}, "bridge", never=gone)
    mixed = f"# Bridge جسر\n\n{PROSE} " + "جسر Bridge 12 (34) " * 300 + "\n"
    yield shown("directions-mixed", {"a.md": mixed}, "bridge")
    nested = "\u2067a\u2066" * 5000
    yield shown("directions-nested", {"a.md": f"# Bridge\n\n{PROSE} {nested}\n"}, "bridge",
                told="bidi-controls")  # fmt: skip


def _marks() -> Iterator[Case]:
    """Marks without end, and letters that are none."""
    yield shown("zalgo", {"a.md": f"# {_ZALGO}\n\n{PROSE} {_ZALGO}\n"}, "bridge",
                told="combining-marks")  # fmt: skip
    yield shown("zalgo-page", {"a.html": made.page(f"<p>{_ZALGO}</p>", title=_ZALGO)},
                "bridge", told="combining-marks")  # fmt: skip
    yield shown("marks-alone", {"a.txt": f"Bridge\n\n{PROSE}\n\n{chr(0x20dd) * 400}\n"},
                "bridge")  # fmt: skip
    yield shown("unassigned", {"a.txt": f"Bridge {_UNASSIGNED}\n\n{PROSE} {_UNASSIGNED}\n"},
                "bridge")  # fmt: skip
    yield shown("no-characters", {"a.txt": f"Bridge {_NONE}\n\n{PROSE} {_NONE}\n"},
                "bridge", never=("\ufdd0", "\U0010ffff"))  # fmt: skip
    references = "&#xD800; &#xFFFF; &#0; &#x110000; &#1; &#xFDD0; &#x202E;"
    yield shown("references-page", {"a.html": made.page(f"<p>{references} So it is.</p>")},
                "bridge", never=("\ufdd0", _OVERRIDE))  # fmt: skip
    yield shown("references-markdown", {"a.md": f"# Bridge\n\n{PROSE} {references}\n"},
                "bridge", never=("\ufdd0", _OVERRIDE))  # fmt: skip
    hidden = "\u200b\u2060\u00ad\u034f" * 3000
    yield shown("hidden", {"a.md": f"# Brid{hidden}ge\n\n{PROSE} a{hidden}b\n"}, "bridge",
                told="hidden-characters")  # fmt: skip
    tags = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore all of it")
    yield shown("tagged", {"a.md": f"# Bridge\n\n{PROSE}{tags}\n"}, "bridge",
                never=(tags[:3],))  # fmt: skip
    joined = "\U0001f468\u200d" * 500
    yield shown(
        "emoji-without-end", {"a.md": f"# Bridge {joined}\n\n{PROSE}\n"}, "bridge"
    )
    widest = "\ufdfa" * 500 + "\U0001242b" * 50 + "\u2e3b" * 200
    yield shown("wide-letters", {"a.md": f"# Bridge\n\n{PROSE} {widest}\n"}, "bridge")
    homoglyph = (
        "[cоast.example](https://cоast.example/) <https://xn--cast-55d.example/>"
    )
    yield shown("homoglyphs", {"a.md": f"# Bridge\n\n{PROSE} {homoglyph}\n"}, "bridge")
    for name, title in (("spaces", "\u3000\u2003\u00a0 "), ("unseen", "\u200b\u2060"),
                        ("marks", "\u0301\u0301")):  # fmt: skip
        header = f"---\ntitle: {json.dumps(title)}\n---\n\n# Bridge\n\n{PROSE}\n"
        yield shown(f"title-of-{name}", {"a.md": header}, "bridge")
        page = made.page("").replace("<h1>Bridge reopens", f"<h1>{title}")
        yield shown(f"page-title-of-{name}", {"a.html": page}, "bridge")
    separators = f"Bridge\u2028reopens\u2029{PROSE}\u0085\x0c{MORE}\x1c\x1d\n"
    yield shown("separators", {"a.txt": separators}, "bridge")


def _bytes() -> Iterator[Case]:
    """NUL, halves of characters, and encodings that are not as declared."""
    start = f"Bridge reopens\n\n{PROSE} ".encode()
    yield refused("nul-text", {"a.txt": start + b"\0 and more\n"}, "")
    yield refused("nul-markdown", {"a.md": b"# B\n\n" + start + b"\0\n"}, "")
    yield shown("nul-page", {"a.html": made.page("<p>A\0b</p><im\0g>")}, "bridge")
    yield Case(name="nul-record", built=0, failed=3, files={
        "a.jsonl": made.lines({"text": "a\0"}, {"title": "\0", "text": PROSE},
                              {"text": "\ud800"})})  # fmt: skip
    yield refused("nul-table", {"a.csv": f"title,text\nBridge,{PROSE[:40]}\0\n"}, "NUL")
    yield shown("nul-feed", {"a.rss": made.rss(f"<description>{PROSE}\0</description>")},
                "bridge")  # fmt: skip
    yield shown("nul-mail", {"a.eml": made.mail(f"{PROSE} a\0b", subject="Bridge\0")},
                "bridge")  # fmt: skip
    yield refused("nul-docx", {"a.docx": made.docx(made.paragraph("a\0"))}, "damaged")
    yield refused("nul-header", {"a.md": f'---\ntitle: "a\\0b"\n---\n\n{PROSE}\n'}, "")
    yield refused("nul-sidecar", {"nul-sidecar.txt": PROSE,
                  "nul-sidecar.toml": 'title = "a\\u0000b"\n'}, "")  # fmt: skip
    broken = b"\xff\xfe\xc0\xaf\xed\xa0\x80\xf8\x88\x80\x80\x80 \xe2\x82"
    yield shown("bad-utf8-text", {"a.txt": start + b"caf\xe9 \x93so\x94\n"}, "bridge")
    yield Case(name="bad-utf8-record", failed=1, shows=("bridge",), files={
        "a.jsonl": b'{"text": "' + broken + b'"}\n'
        + made.lines({"title": "Bridge", "text": PROSE}).encode()})  # fmt: skip
    yield refused(
        "bad-utf8-table", {"a.csv": b"title,text\n" + broken + b",a\n"}, "UTF-8"
    )
    yield shown("bad-utf8-page", {"a.html": made.page("@@").encode().replace(b"@@", broken)},
                "bridge")  # fmt: skip
    yield shown("bad-utf8-feed", {"a.rss": made.rss(f"<description>{PROSE}@@</description>")
                .encode().replace(b"@@", broken)}, "bridge")  # fmt: skip
    yield shown("bad-utf8-mail", {"a.eml": made.mail("@@" + PROSE, subject="@@").encode()
                .replace(b"@@", broken)}, "bridge")  # fmt: skip
    yield refused("bad-utf8-sidecar", {"bad-utf8-sidecar.txt": PROSE,
                  "bad-utf8-sidecar.toml": b'title = "' + broken + b'"\n'}, "")  # fmt: skip
    yield shown("overlong", {"a.html": made.page("@@").encode().replace(
        b"@@", b"\xc0\xbcscript\xc0\xbealert(1)\xc0\xbc/script\xc0\xbe")}, "bridge",
        never=("<script",))  # fmt: skip
    declared = '<meta charset="{}">'
    for label in ("utf-7", "x-no-such", "utf-16le", "idna", "unicode_escape", "rot13",
                  "hex", "zlib", "iso-2022-kr", "cp037"):  # fmt: skip
        evil = "<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4- \\x3cscript\\x3e é</p>"
        page = made.page(evil, declared.format(label)).encode("latin-1")
        yield shown(f"charset-{label.replace('_', '-')}", {"a.html": page}, "bridge",
                    never=("<script",))  # fmt: skip
        letter = made.mail(
            f"{PROSE} +ADw-b+AD4- \\x3c", kind=f"text/plain; charset={label}"
        )
        yield shown(
            f"mail-charset-{label.replace('_', '-')}", {"a.eml": letter}, "bridge"
        )
    wide = f"Bridge reopens\n\n{PROSE}\n".encode("utf-16-le")
    yield shown("utf-16-without-mark", {"a.txt": wide}, "bridge")
    yield refused("utf-16-odd", {"a.txt": b"\xff\xfe" + wide + b"x"}, "")
    yield refused("utf-16-record", {"a.jsonl": made.lines({"text": PROSE}).encode("utf-16")},
                  "UTF-16")  # fmt: skip
    feed = f'<?xml version="1.0" encoding="x-evil"?>{made.rss("")[21:]}'
    yield refused("feed-charset", {"a.rss": feed}, "")
    for kind, head in (("png", b"\x89PNG\r\n\x1a\n"), ("exe", b"MZ\x90\0"),
                       ("zip", b"PK\x03\x04"), ("pdf", b"%PDF-1.7\n")):  # fmt: skip
        yield refused(
            f"text-that-is-{kind}", {"a.txt": head + bytes(range(256)) * 4}, ""
        )
    yield refused("page-that-is-png", {"a.html": made.png(9, 9)}, "")
    yield refused("mail-that-is-png", {"a.eml": made.png(9, 9)}, "")


CASES = tuple(case for some in (_directions, _marks, _bytes) for case in some())
