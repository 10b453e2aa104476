"""Pages in one file with their images: MHTML as browsers and we write it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from saved import FIRST, TEXT, page, picture, read

from exporter.errors import InputError
from exporter.readers import mhtml

HERE = "https://daily.example/news/ferry.html"


def saved(markup: bytes, *, location: str = "https://daily.example/ferry.png") -> bytes:
    """Return a page and an image as Chrome saves them."""
    head = (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {HERE}\r\n"
        "Subject: Ferry sails again\r\n"
        "Date: Tue, 5 Mar 2024 18:04:05 +0100\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--B"\r\n\r\n'
    )
    main = (
        "----B\r\nContent-Type: text/html; charset=windows-1252\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-Location: {HERE}\r\n\r\n"
    )
    image = (
        "\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: {location}\r\nContent-ID: <part1@mhtml>\r\n\r\n"
    )
    return (
        (head + main).encode()
        + base64.encodebytes(markup)
        + image.encode()
        + base64.encodebytes(picture())
        + b"\r\n----B--\r\n"
    )


@pytest.mark.parametrize("address", ["../ferry.png", "/ferry.png", "cid:part1@mhtml"])
def test_a_page_with_its_image(tmp_path: Path, address: str) -> None:
    image = f'<img src="{address}" alt="A ferry">'
    markup = page(f"<article>{TEXT}{image}<p>Caf\xe9 closed: {FIRST}</p></article>")
    article = read(tmp_path, saved(markup.encode("cp1252")), "page.mhtml")
    (asset,) = article.assets
    assert asset.data == picture()
    assert "<p>Café closed" in article.body
    assert str(article.source.retrieved.value) == "2024-03-05T18:04:05+01:00"
    assert article.source.retrieved.rule == "mhtml:Date"
    assert article.source.url.value == HERE


def test_nothing_but_what_is_enclosed_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture())
    markup = page(f'<article>{TEXT}<img src="secret.png"></article>')
    article = read(tmp_path, saved(markup.encode()), "page.mht")
    assert article.assets == ()
    assert [n.code for n in article.notices] == ["image-left-out"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Date: x\r\n\r\nplain", "there is no page in it"),
        (b"\x00\xff" * 50, "there is no page in it"),
        (
            b'Content-Type: multipart/related; boundary="B"\r\n\r\n'
            + b"--B\r\n\r\nx\r\n" * 2100,
            "more than 2000 parts",
        ),
    ],
)  # fmt: skip
def test_what_is_no_saved_page_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        mhtml.take_apart(data, "page.mhtml")
