"""The guarded fetcher: whom it asks, how far it goes, what it believes."""

from __future__ import annotations

import gzip
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from threading import Event

import pytest
from website import TLS, Site, answer, leading, serving

from exporter import fetching
from exporter.dates import PartialDate
from exporter.errors import FetchError
from exporter.fetching import Fetched, Terms
from exporter.fetching.resolving import is_public

HERE = "127.0.0.1"
TERMS = Terms(private=True, seconds=10)
SHORT = replace(TERMS, seconds=0.3)
PAGE = b"<!doctype html><title>Bridge</title><p>It reopened."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def refusal(address: str, terms: Terms = TERMS) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetching.fetch(address, terms)
    return caught.value


def nobody(host: str, port: int) -> Sequence[str]:
    """Resolve nothing: what is refused for its form is refused before that."""
    raise AssertionError(f"{host} was looked up")


def test_a_page_comes_with_its_type_and_the_servers_dates(site: Site) -> None:
    site.pages["/a"] = answer(
        PAGE,
        "Text/HTML; charset=ISO-8859-1",
        "Date: Tue, 05 Mar 2024 10:11:12 GMT",
        "Last-Modified: Mon, 04 Mar 2024 09:00:00 GMT",
    )
    found = fetching.fetch(site.address("/a#part"), TERMS)
    assert found == Fetched(
        address=site.address("/a"),
        media_type="text/html",
        charset="iso-8859-1",
        data=PAGE,
        date=PartialDate.parse("2024-03-05T10:11:12Z"),
        modified=PartialDate.parse("2024-03-04T09:00:00Z"),
    )


@pytest.mark.parametrize("date", ["", "Date: now", "Date: Tue, 99 Foo 2024 1 GMT"])
def test_without_a_date_of_the_server_there_is_none(site: Site, date: str) -> None:
    site.pages["/"] = answer(PAGE, "text/html", *filter(None, [date]))
    assert fetching.fetch(site.address(), TERMS).date is None


def test_a_request_says_who_asks_and_nothing_else(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No cookie, no referrer, no password; proxies of the environment are not used."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.pages["/a"] = leading("/b?x=é y")
    site.pages["/b?x=%C3%A9%20y"] = answer(PAGE, "text/html", "Set-Cookie: a=b")
    fetching.fetch(site.address("/a"), TERMS)
    fetching.fetch(site.address("/a"), TERMS)
    names = {
        line.partition(":")[0].lower()
        for head in site.asked
        for line in head.splitlines()[1:]
        if line
    }
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert len(site.asked) == 4
    assert "User-Agent: exporter/" in site.asked[0]
    assert f"Host: {HERE}:{site.port}" in site.asked[0]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://example.org/a", "data:text/html,x",
        "javascript:alert(1)", "gopher://example.org/", "//example.org/", "example.org",
        "", "http://", "http:///a", "https://user:pw@example.org/",
        "https://user@example.org/", "http://example.org\\@127.0.0.1/",
        "http://example.org/a\r\nX: y", "http://example.org/a\nb",
        "http://exa mple.org", "http://example.org/\x00", "http://example.org:99999/",
        "http://example.org:0/", "http://example.org:-1/", "http://example.org:8x/",
        "http://[::1", "http://[x]/",
        "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/",
        "http://0177.0.0.1/", "http://127.1/", "http://127.0.0.1./", "http://1.2.3.4.5/",
        "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://-a.example.org/",
        "http://a..example.org/", f"http://{'a' * 64}.org/", "http://a_\u2028b.org/",
        "http://exa\ud800mple.org/", f"http://example.org/{'a' * 2048}",
        "http://１２７.0.0.1/", "http://①②⑦.0.0.1/",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused_unasked(address: str) -> None:
    error = refusal(address, replace(TERMS, resolver=nobody))
    assert "pw" not in str(error)
    assert not set(str(error)) & set("\r\n\x00")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200",
        "192.0.0.192", "192.88.99.1", "198.18.0.1", "224.0.0.1", "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255", "168.63.129.16", "::", "::1", "::ffff:127.0.0.1",
        "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1", "fc00::1", "fd00:ec2::254",
        "ff02::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::", "2002:808:808::",
        "2001:0:a00:1::1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::8.8.8.8", "100::1", "", "localhost",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.216.34",
        "2606:4700::1111",
        "64:ff9b::8.8.8.8",
    ],
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://LOCALHOST/",
     "http://169.254.169.254/latest/meta-data/", "http://[::ffff:10.0.0.1]/",
     "http://0.0.0.0/"],
)  # fmt: skip
def test_private_hosts_are_refused_unless_allowed(address: str) -> None:
    error = refusal(address, Terms())
    assert "not of the open Internet" in error.message
    assert "--private-addresses" in error.hint


def test_one_private_address_among_public_ones_is_one_too_many() -> None:
    terms = Terms(resolver=lambda host, port: ("8.8.8.8", "10.0.0.1"))
    assert "open Internet" in refusal("http://example.org/", terms).message
    terms = Terms(resolver=lambda host, port: ())
    assert "no host" in refusal("http://example.org/", terms).message


def test_a_name_is_resolved_once_and_that_address_is_asked(site: Site) -> None:
    """Between check and connection nobody can change where a name leads to."""
    found = iter([(HERE,), ("127.0.0.2",)])
    seen: list[str] = []

    def rebinding(host: str, port: int) -> Sequence[str]:
        seen.append(host)
        return next(found)

    site.pages["/"] = answer(PAGE)
    terms = replace(TERMS, private=False, is_open=HERE.__eq__, resolver=rebinding)
    fetching.fetch(site.address(host="site.test"), terms)
    assert seen == ["site.test"]
    assert f"Host: site.test:{site.port}" in site.asked[0]
    assert "open Internet" in refusal(site.address(host="site.test"), terms).message


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://127.0.0.2/", "open Internet"),
        ("//169.254.169.254/latest", "open Internet"),
        ("file:///etc/passwd", "not of the Web"),
        ("http://u:secret@127.0.0.1/", "password"),
        ("http://127.0.0.1:6379/", "port 6379"),
        ("http://0x7f.1/", "oddly written"),
        ("", "not where to"),
    ],
)
def test_where_an_address_leads_to_is_checked_anew(
    site: Site, location: str, words: str
) -> None:
    site.pages["/"] = leading(location)
    terms = replace(TERMS, private=False, is_open=HERE.__eq__)
    error = refusal(site.address(), terms)
    assert words in error.message
    assert len(site.asked) == 1


def test_redirects_end(site: Site) -> None:
    site.pages["/"] = leading("/")
    assert "more than 5 times" in refusal(site.address()).message
    assert len(site.asked) == 6


@pytest.mark.parametrize("status", ["301 M", "303 S", "307 T", "308 P"])
def test_redirects_are_followed(site: Site, status: str) -> None:
    site.pages["/old"] = leading("../new/", status)
    site.pages["/new/"] = answer(PAGE)
    found = fetching.fetch(site.address("/old"), TERMS)
    assert found.address == site.address("/new/")


def at_its_own_pace(piece: bytes, start: bytes = b"") -> Callable[..., None]:
    """Return what sends a piece every now and then until the other side hangs up."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            Event().wait(0.05)
            connection.sendall(piece)

    return drip


@pytest.mark.parametrize(
    "start",
    [b"", b"HTTP/1.1 200 OK\r\nX: ",
     b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
     b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ids=["nothing", "header", "endless", "length", "chunk"],
)  # fmt: skip
def test_what_drips_is_ended(site: Site, start: bytes) -> None:
    """No single silence is long, but the whole is."""
    site.pages["/"] = at_its_own_pace(b"1", start)
    assert "within 0.3 seconds" in refusal(site.address(), SHORT).message


def test_redirects_share_the_time(site: Site) -> None:
    def later(connection: socket.socket) -> None:
        Event().wait(0.15)
        connection.sendall(leading("/"))

    site.pages["/"] = later
    assert "within 0.3 seconds" in refusal(site.address(), SHORT).message


def chunked(*pieces: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)


CHUNKED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
)
ZIPPED = "Content-Encoding: gzip"
BOMB = gzip.compress(gzip.compress(bytes(50_000_000)))


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (answer(bytes(60_000)), "more than 0.0477 MiB"),
        (answer().replace(b"h: 16", b"h: 999999999999999999999999"), "more than"),
        (CHUNKED + b"\r\n" + chunked(*[bytes(9999)] * 20), "more than"),
        (answer(gzip.compress(bytes(5_000_000)), "text/html", ZIPPED), "more than"),
        (answer(gzip.decompress(BOMB), "text/html", ZIPPED), "more than"),
        (answer(gzip.compress(PAGE)[:-9], "text/html", ZIPPED), "cut off"),
        (answer(gzip.compress(b"") * 99, "text/html", ZIPPED), "cut off"),
        (answer(PAGE, "text/html", ZIPPED), "cut off"),
        (answer(PAGE, "text/html", "Content-Encoding: br"), "'br'"),
        (answer(PAGE, "text/html", "Content-Encoding: gzip, gzip"), "'gzip, gzip'"),
        (answer(PAGE)[:-5], "connection failed"),
        (CHUNKED + b"\r\n" + chunked(PAGE), "connection failed"),
        (CHUNKED + b"\r\nzz\r\n", "connection failed"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 101 + b"\r\n", "connection failed"),
        (b"HTTP/1.1 200 OK\r\nX: " + bytes(70_000) + b"\r\n\r\n", "connection failed"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "connection failed"),
        (b"", "connection failed"),
        (answer(b""), "empty"),
        (answer(PAGE, "application/pdf"), "application/pdf"),
        (answer(b"\x7fELF", ""), "nobody says"),
        (answer(PAGE, "text/html", status="403 Forbidden"), "refuses"),
        (answer(PAGE, "text/html", status="500 Oops"), "status 500"),
        (answer(PAGE, "text/html", status="204 No Content"), "status 204"),
    ],
)  # fmt: skip
def test_bad_answers_are_told(site: Site, reply: bytes, words: str) -> None:
    site.pages["/"] = reply
    error = refusal(site.address(), replace(TERMS, document=50_000))
    assert words in error.message
    assert error.where == site.address()


@pytest.mark.parametrize(
    "reply",
    [
        answer(gzip.compress(PAGE), "text/html", ZIPPED),
        answer(gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), "text/html", ZIPPED),
        CHUNKED + b"\r\n" + chunked(PAGE[:9], PAGE[9:]) + b"0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE,
        b"HTTP/1.1 100 Continue\r\n\r\n" + answer(PAGE),
    ],
    ids=["gzip", "members", "chunked", "closed", "continue"],
)
def test_ways_to_send_a_page(site: Site, reply: bytes) -> None:
    site.pages["/"] = reply
    assert fetching.fetch(site.address(), TERMS).data == PAGE


RSS = b'<?xml version="1.0"?>\n<!-- x --><rss version="2.0"><channel/></rss>'


@pytest.mark.parametrize(
    ("path", "kind", "body", "name"),
    [
        ("/news/harbour-bridge.html", "text/html", PAGE, "harbour-bridge.html"),
        ("/2024/03/05/harbour-bridge/", "text/html", PAGE, "harbour-bridge.html"),
        ("/", "text/html", PAGE, "127-0-0-1-{}.html"),
        ("/12345", "application/xhtml+xml", PAGE, "127-0-0-1-12345-{}.html"),
        ("/%D0%BC%D0%BE%D1%81%D1%82", "text/html", PAGE, "мост.html"),
        ("/..%2F..%2Fetc%2Fpasswd", "text/html", PAGE, "etc-passwd.html"),
        ("/a%00b%E2%80%AEc", "text/html", PAGE, "a-b-c.html"),
        (f"/{'x' * 300}", "text/html", PAGE, f"{'x' * 80}.html"),
        ("/-rf", "text/plain", b"words", "rf.txt"),
        ("/feed", "application/rss+xml", RSS, "feed.rss"),
        ("/feed.xml", "text/html", RSS, "feed.rss"),
        ("/feed", "text/xml", b"<feed xmlns='a'/>", "feed.atom"),
        ("/feed", "application/feed+json", b"{}", "feed.json"),
        ("/odd", "", b"\n<!DOCTYPE HTML>", "odd.html"),
        ("/odd", "text/xml", b"<odd/>", "odd.xml"),
    ],
)
def test_documents_are_named_by_address_and_kind(
    site: Site, path: str, kind: str, body: bytes, name: str
) -> None:
    site.pages[path] = answer(body, kind)
    found = fetching.name(fetching.fetch(site.address(path), TERMS))
    stem, brace, rest = name.partition("{}")
    assert found.startswith(stem)
    assert found.endswith(rest)
    assert len(found) == len(name) + (8 - len("{}") if brace else 0)


def test_a_host_of_other_letters_is_itself(site: Site) -> None:
    """A homograph is no other host: what is asked is what its letters are."""
    site.pages["/"] = answer(PAGE)
    asked: list[str] = []

    def here(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return (HERE,)

    terms = replace(TERMS, resolver=here)
    found = fetching.fetch(site.address(host="аррӏе.test"), terms)
    assert asked == ["xn--80ak6aa92e.test"]
    assert found.address == site.address(host="xn--80ak6aa92e.test")


def secure(site: Site, host: str, **changes: object) -> Fetched:
    """Fetch from a site with a certificate of site.test that is trusted here."""
    trust = ssl.create_default_context(cafile=TLS)
    terms = replace(TERMS, trust=trust, resolver=lambda host, port: (HERE,))
    terms = replace(terms, **changes)  # type: ignore[arg-type] # fields of Terms
    return fetching.fetch(f"https://{host}:{site.port}/", terms)


def test_certificates_are_checked_by_name() -> None:
    """The connection goes to an address; who answers must be who was named."""
    with serving(tls=True) as site:
        site.pages["/"] = answer(PAGE)
        assert secure(site, "site.test").data == PAGE
        for host, changes in (("other.test", {}), ("site.test", {"trust": None})):
            with pytest.raises(FetchError, match="does not prove who it is"):
                secure(site, host, **changes)
        assert len(site.asked) == 1


def test_no_way_leads_from_a_secure_page_to_an_open_one(site: Site) -> None:
    with serving(tls=True) as closed:
        closed.pages["/"] = leading(site.address())
        with pytest.raises(FetchError, match="to an open one"):
            secure(closed, "site.test")
    assert site.asked == []


def test_a_host_that_is_not_there(site: Site) -> None:
    def none(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(-2, "Name or service not known")

    error = refusal("http://nowhere.test/", replace(TERMS, resolver=none))
    assert "there is no host nowhere.test" in error.message
    with socket.create_server((HERE, 0)) as free:
        port = free.getsockname()[1]
    assert "connection failed" in refusal(f"http://{HERE}:{port}/").message


def test_the_next_address_of_a_host_is_tried(site: Site) -> None:
    """As browsers do, where the first does not answer."""
    site.pages["/"] = answer(PAGE)
    terms = replace(TERMS, resolver=lambda host, port: ("127.0.0.2", HERE))
    assert fetching.fetch(site.address(host="site.test"), terms).data == PAGE
