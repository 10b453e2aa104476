"""Mail: what its headers state, what its text is, and what only mail has in it."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import books
import pytest

from exporter import readers
from exporter.errors import InputError
from exporter.model import Article, Fact, stated

HTML = """<html><head><title>x</title><style>p { color: red }</style></head><body>
<div style="display:none;max-height:0">Ferries, prices and rain</div>
<table role="presentation" width="600"><tr><td>
<a href="https://example.org/v?u=4711">View in browser</a></td></tr>
<tr><td><h1>Ferries sail again</h1>
<p>The ferries sailed again on Tuesday, four weeks after the harbour had frozen.</p>
<img src="cid:map%40desk" alt="A map of the harbour" width="600">
<p>Readers may unsubscribe from nothing here, and this sentence says so plainly.</p>
<table><tr><th>Line</th><th>Fare</th></tr><tr><td>North</td><td>4</td></tr></table>
</td></tr>
<tr><td><p>You are receiving this email because you asked for it.
<a href="https://example.org/u?t=secret">Unsubscribe</a></p></td></tr></table>
<img src="https://track.example.org/o.gif?u=4711" width="1" height="1">
</body></html>"""
PLAIN = """The ferries sailed again on Tuesday, four weeks after the harbour had frozen.

Passengers cheered, and the first boat was full by seven, the port authority said.
"""


def newsletter(html: str | None = HTML, text: str = PLAIN) -> EmailMessage:
    """Return a newsletter with an image and an attachment."""
    message = EmailMessage()
    message["Received"] = "from mx.example.org (203.0.113.7) by mail.example.org"
    message["From"] = "The Coast Gazette <news@example.org>"
    message["To"] = "Ria Reader <ria@reader.example>"
    message["Subject"] = "Fähren fahren wieder: Winterwoche endet"
    message["Date"] = "Tue, 05 Mar 2024 07:30:00 +0100"
    message["List-Id"] = "Gazette <gazette.example.org>"
    message["List-Unsubscribe"] = "<https://example.org/u?t=secret>"
    message["Archived-At"] = "<https://example.org/issues/12>"
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
        page = message.get_body(("html",))
        assert page is not None
        page.add_related(books.png(320, 200), "image", "png", cid="<map@desk>")
    message["Content-Language"] = "en-GB"
    return message


def read(message: EmailMessage | bytes, name: str = "issue.eml") -> Article:
    data = message if isinstance(message, bytes) else message.as_bytes()
    return readers.read_bytes(data, name)


def codes(article: Article) -> list[str]:
    return [notice.code for notice in article.notices]


def test_headers_state_the_facts() -> None:
    data = newsletter().as_bytes()
    found = read(data)
    title = "Fähren fahren wieder: Winterwoche endet"
    assert found.title == stated(title, "mail:Subject")
    assert found.source.name == stated("The Coast Gazette", "mail:From")
    assert found.source.url == stated(
        "https://example.org/issues/12", "mail:Archived-At"
    )
    assert str(found.published.value) == "2024-03-05T07:30:00+01:00"
    assert (found.published.basis.value, found.published.rule) == (
        "stated",
        "mail:Date",
    )
    assert found.language == stated("en-GB", "mail:Content-Language")
    assert found.byline == Fact()
    assert found.original.data == data
    assert found.original.media_type == "message/rfc822"


def test_html_is_read_and_what_only_mail_has_is_not() -> None:
    found = read(newsletter())
    assert "The ferries sailed again on Tuesday" in found.body
    assert "Readers may unsubscribe from nothing here" in found.body
    assert "Ferries sail again" in found.body
    for word in ("View in browser", "receiving", "secret", "track.example", "4711",
                 "Ferries, prices", "color"):  # fmt: skip
        assert word not in found.body, word
    assert found.boilerplate == (
        "View in browser",
        "You are receiving this email because you asked for it. Unsubscribe",
    )
    assert found.body.count("<table") == 1
    assert [asset.media_type for asset in found.assets] == ["image/png"]
    assert found.assets[0].name.startswith("images/map-")
    assert codes(found) == ["mail-original"]


def test_private_headers_are_nobodys_business() -> None:
    found = read(newsletter())
    shown = repr(found)
    for word in ("ria@", "Ria Reader", "203.0.113.7", "news@example.org", "secret"):
        assert word not in shown, word


def test_a_plain_text_is_read_where_there_is_no_html() -> None:
    text = f"{PLAIN}\nUnsubscribe: https://example.org/u?t=secret\n\n-- \nThe desk\n"
    found = read(newsletter(None, text))
    assert "<p>Passengers cheered, and the first boat" in found.body
    assert "secret" not in found.body
    assert "The desk" not in found.body
    assert "The desk" in found.boilerplate
    assert "Unsubscribe: https://example.org/u?t=secret" in found.boilerplate


def test_flowing_lines_are_joined() -> None:
    flowed = PLAIN.replace("again on Tuesday, ", "again on Tues \nday, ")
    message = newsletter(None, flowed)
    message.set_param("format", "flowed")
    message.set_param("delsp", "yes")
    assert "sailed again on Tuesday, four weeks" in read(message).body
    message.del_param("delsp")
    assert "sailed again on Tues day, four weeks" in read(message).body


def test_a_letter_has_a_writer() -> None:
    message = newsletter()
    for name in ("List-Id", "List-Unsubscribe", "Archived-At", "From"):
        del message[name]
    message["From"] = "=?utf-8?q?Ana_=C3=89xample?= <ana@example.org>"
    found = read(message)
    assert found.byline == stated(("Ana Éxample",), "mail:From")
    assert found.source.name == Fact()


@pytest.mark.parametrize(
    ("subject", "title", "is_dated"),
    [
        ("Fwd: WG: Ferries sail", "Ferries sail", False),
        ("Re: Ferries sail", "Ferries sail", True),
        ("RE[2]: Fw: Ferries sail", "Ferries sail", False),
        ("Exclusive: Ferries sail", "Exclusive: Ferries sail", True),
        ("Fwd:", "Fwd:", True),
    ],
)
def test_who_passed_a_mail_on_is_not_its_author(
    subject: str, title: str, is_dated: bool
) -> None:
    message = newsletter()
    del message["Subject"]
    message["Subject"] = subject
    found = read(message)
    assert found.title == stated(title, "mail:Subject")
    assert found.published.is_certain is is_dated
    assert found.source.name.is_certain is is_dated
    assert ("mail-forwarded" in codes(found)) is not is_dated


def test_attachments_are_named_not_read() -> None:
    message = newsletter()
    message.add_attachment(b"%PDF-1.7 canary", "application", "pdf", filename="a b.pdf")
    message.add_attachment("canary", filename="notes.txt")
    found = read(message)
    assert "canary" not in repr(found)
    said = [n.message for n in found.notices if n.code == "mail-attachment"]
    assert len(said) == 1
    assert "'notes.txt'" in said[0]
    assert "'a b.pdf'" in said[0]


def test_remote_images_are_left_out() -> None:
    found = read(
        newsletter('<p>Words.</p><p><img src="https://example.org/a.png"></p>')
    )
    assert found.assets == ()
    assert "image-left-out" in codes(found)
    assert "example.org" not in found.body


RAW = b"Subject: %b\nFrom: Desk <d@example.org>\nContent-Type: %b\n%b\n\n%b\n"


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("us-ascii", "Der Fährmann grüßt alle".encode()),
        ("iso-8859-1", "Der Fährmann grüßt alle".encode("latin-1")),
        ("utf-8", "Der Fährmann grüßt alle".encode("cp1252")),
        ("nonsense", "Der Fährmann grüßt alle".encode("cp1252")),
        ("windows-1252", "Der Fährmann grüßt alle".encode()),
    ],
)
def test_encodings_may_lie(charset: str, data: bytes) -> None:
    kind = f"text/plain; charset={charset}".encode()
    found = read(RAW % (b"A", kind, b"Content-Transfer-Encoding: 8bit", data))
    mended = found.body.replace("\ufffd", "?")
    assert "Fährmann" in mended or charset == "utf-8"
    assert "alle" in mended


def test_headers_in_raw_utf8_are_read() -> None:
    subject = "Fähren fahren wieder".encode()
    found = read(RAW % (subject, b"text/plain", b"X-A: b", PLAIN.encode()))
    assert found.title.value == "Fähren fahren wieder"


def deep(levels: int) -> bytes:
    lines = [b"Subject: a"]
    for level in range(levels):
        lines += [b'Content-Type: multipart/mixed; boundary="b%d"' % level, b"",
                  b"--b%d" % level]  # fmt: skip
    return b"\n".join([*lines, b"Content-Type: text/plain", b"", b"Words", b""])


BROKEN = {
    "no mail": b"Ferries sail again.\n\nThey do.\n",
    "nothing in it": b"Subject: a\n\n",
    "only an image": b"Subject: a\nContent-Type: image/png\n\nabc\n",
    "nested": deep(500),
    "mails in mails": b"Subject: a\n" + b"Content-Type: message/rfc822\n\n" * 5000,
    "parts": b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nA\n" * 6000,
    "binary": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_mail_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        read(BROKEN[name])


ODD = {
    "broken word": b"Subject: =?utf-8?b?R?= =?x?q?=FF?= =?utf-8?q?=E4?=\n\nWords.\n",
    "broken sender": b"Subject: a\nFrom: \"<<>,;:@[\nTo: (((\n\nWords.\n",
    "broken date": b"Subject: a\nDate: Tue, 99 Foo 2024 25:61:00 +9999\n\nWords.\n",
    "year one": b"Subject: a\nDate: Mon, 01 Jan 0001 00:00:00 +1400\n\nWords.\n",
    "broken type": b"Subject: a\nContent-Type: ;;;=\"\n\nWords.\n",
    "long header": b"Subject: " + b"=?utf-8?q?a?= " * 200_000 + b"\n\nWords.\n",
    "long type": b"Content-Type: text/plain" + b"; a*0*=(" * 200_000 + b"\n\nWords.\n",
    "base64": b"Subject: a\nContent-Type: text/plain\n"
    b"Content-Transfer-Encoding: base64\n\nV29yZHM*!!gYQ=====\n",
    "quoted": b"Subject: a\nContent-Transfer-Encoding: quoted-printable\n\nWords=ZZ=\n",
    "uu": b"Subject: a\nContent-Transfer-Encoding: x-uuencode\n\nbegin 6 \nWords\n",
    "nul": b"Subject: a\x00b\n\nWords\x00 and more.\n",
    "open end": b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nWords.\n',
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_read_as_far_as_it_goes(name: str) -> None:
    found = read(ODD[name])
    assert "\x00" not in found.body
    assert "words" in f"{found.body}{found.title.value}".lower()


def test_damage_is_said() -> None:
    text = base64.b64encode(PLAIN.encode())[:-2] + b"!"
    found = read(
        RAW % (b"A", b"text/plain", b"Content-Transfer-Encoding: base64", text)
    )
    assert "mail-damaged" in codes(found)
    assert "Passengers cheered" in found.body
