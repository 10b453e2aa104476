"""A page and its images as one file, which is the same whenever it is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from website import Site, answer, leading, serving

from exporter.dates import PartialDate
from exporter.errors import FetchError
from exporter.fetching import Fetched, Terms
from exporter.fetching.capture import Captured, capture

TERMS = Terms(private=True, seconds=10)
PAGE = '<!doctype html>\r\n<meta charset="utf-8"><p>Über.\n=20'.encode() + bytes(
    range(256)
)
DATE = "Date: Tue, 05 Mar 2024 10:11:12 GMT"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
JPEG = b"\xff\xd8\xff\xe0" + bytes(100)
GIF = b"GIF89a" + bytes(100)
WEBP = b"RIFF\0\0\0\0WEBP" + bytes(100)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.pages["/news/bridge.html"] = answer(PAGE, "text/html; charset=utf-8", DATE)
        site.pages["/a.png"] = answer(PNG, "image/png")
        site.pages["/news/b%20c.jpg"] = answer(JPEG, "application/octet-stream")
        yield site


def taken(site: Site, *images: str, terms: Terms = TERMS) -> Captured:
    def wanted(page: Fetched) -> Sequence[str]:
        assert page.data == PAGE
        return images

    return capture(site.address("/news/bridge.html"), wanted, terms)


def parts(captured: Captured) -> dict[str, EmailMessage]:
    """Return the parts as any reader of mail sees them, by their addresses."""
    whole = message_from_bytes(captured.original.data, policy=policy.default)
    assert isinstance(whole, EmailMessage)
    assert whole.get_content_type() == "multipart/related"
    assert not whole.defects
    found = list(whole.iter_parts())
    assert not [part.defects for part in found if part.defects]
    return {str(part["Content-Location"]): part for part in found}  # type: ignore[misc] # of one kind


def test_a_capture_has_the_page_and_its_images_byte_for_byte(site: Site) -> None:
    captured = taken(site, "/a.png", "b c.jpg", site.address("/a.png"), "data:x,y")
    found = parts(captured)
    assert [*found] == [
        site.address("/news/bridge.html"),
        site.address("/a.png"),
        site.address("/news/b%20c.jpg"),
    ]
    page, png, jpeg = found.values()
    assert page.get_payload(decode=True) == PAGE
    assert (page.get_content_type(), page.get_content_charset()) == (
        "text/html",
        "utf-8",
    )
    assert (png.get_content_type(), png.get_payload(decode=True)) == ("image/png", PNG)
    assert jpeg.get_content_type() == "image/jpeg"
    assert jpeg.get_payload(decode=True) == JPEG
    assert captured.notices == ()
    assert captured.original.name == "bridge.mhtml"
    assert captured.address == site.address("/news/bridge.html")
    assert captured.retrieved == PartialDate.parse("2024-03-05T10:11:12Z")


def test_a_capture_says_where_and_when(site: Site) -> None:
    whole = message_from_bytes(taken(site).original.data)
    assert whole["Snapshot-Content-Location"] == site.address("/news/bridge.html")
    assert whole["Date"] == "Tue, 05 Mar 2024 10:11:12 GMT"
    assert whole.get_param("type") == "text/html"
    site.pages["/news/bridge.html"] = answer(PAGE)
    captured = taken(site)
    assert captured.retrieved is None
    assert message_from_bytes(captured.original.data)["Date"] is None


def test_the_same_page_makes_the_same_file(site: Site) -> None:
    once, again = (taken(site, "/a.png", "b c.jpg").original for _ in range(2))
    assert once.sha256 == again.sha256
    site.pages["/a.png"] = answer(GIF, "image/png")
    assert taken(site, "/a.png", "b c.jpg").original.sha256 != once.sha256


def test_no_line_is_too_long_and_all_end_alike(site: Site) -> None:
    """Mail programs allow 998 characters (RFC 5322, 2.1.1)."""
    data = taken(site, "/a.png").original.data
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert max(map(len, data.split(b"\r\n"))) < 998


@pytest.mark.parametrize(
    ("image", "words"),
    [
        ("/none.png", "has no such page"),
        ("/page", "no PNG, JPEG, GIF or WebP"),
        ("/svg", "no PNG, JPEG, GIF or WebP"),
        ("/liar", "no PNG, JPEG, GIF or WebP"),
        ("/huge", "more than"),
        ("file:///etc/passwd", "not of the Web"),
        ("http://[", "not an address"),
        ("//user:pw@127.0.0.1/a.png", "password"),
        ("http://127.0.0.2/a.png", "open Internet"),
        ("/inside", "open Internet"),
    ],
)
def test_an_image_that_cant_be_had_is_a_notice(
    site: Site, image: str, words: str
) -> None:
    site.pages["/page"] = answer(PAGE)
    site.pages["/svg"] = answer(b"<svg/>", "image/svg+xml")
    site.pages["/liar"] = answer(b"MZ\x90", "image/png")
    site.pages["/huge"] = answer(PNG + bytes(5000), "image/png")
    site.pages["/inside"] = leading("http://10.0.0.1/a.png")
    terms = replace(TERMS, private=False, is_open="127.0.0.1".__eq__, document=4000)
    captured = taken(site, image, "/a.png", terms=terms)
    assert [*parts(captured)][1:] == [site.address("/a.png")]
    (notice,) = captured.notices
    assert notice.code == "image-left-out"
    assert words in notice.message
    assert notice.where == captured.address


def test_images_are_counted_and_weighed(site: Site) -> None:
    few = replace(TERMS, images=1)
    assert "1 more" in taken(site, "/a.png", "b c.jpg", terms=few).notices[0].message
    small = replace(TERMS, total=len(PAGE) + len(PNG))
    captured = taken(site, "/a.png", "b c.jpg", terms=small)
    assert len(parts(captured)) == 2
    assert "larger than a capture may be" in captured.notices[0].message
    quick = replace(TERMS, all_seconds=0)
    captured = taken(site, "/a.png", terms=quick)
    assert "more than 0 seconds" in captured.notices[0].message


def test_kinds_of_images_and_names_as_the_page_writes_them(site: Site) -> None:
    """What leads elsewhere keeps the address by which the page calls it."""
    site.pages["/c"] = leading("/d?s=1")
    site.pages["/d?s=1"] = answer(WEBP, "image/webp")
    site.pages["/e|f"] = site.pages["/e%7Cf"] = answer(GIF, "image/gif")
    found = parts(taken(site, "/c", "/e|f"))
    assert [*found][1:] == [site.address("/c"), site.address("/e|f")]
    assert [part.get_content_type() for part in found.values()][1:] == [
        "image/webp",
        "image/gif",
    ]


def test_a_feed_is_kept_as_it_is(site: Site) -> None:
    rss = b'<rss version="2.0"/>'
    site.pages["/feed"] = answer(rss, "application/rss+xml", DATE)
    captured = capture(site.address("/feed"), lambda page: ["/a.png"], TERMS)
    assert captured.original.name == "feed.rss"
    assert captured.original.data == rss
    assert captured.original.media_type == "application/rss+xml"
    assert captured.retrieved == PartialDate.parse("2024-03-05T10:11:12Z")
    assert len(site.asked) == 1


def test_a_page_that_is_refused_is_no_capture(site: Site) -> None:
    with pytest.raises(FetchError, match="open Internet"):
        capture(site.address("/news/bridge.html"), lambda page: [], None)
    assert site.asked == []
