"""Addresses on the command line: captured with their images, read without a network."""

from __future__ import annotations

import io

from conftest import Project, Result
from PIL import Image
from website import Site, answer, leading, serving

from exporter import artefacts

DATE = "Date: Wed, 06 Mar 2024 08:00:00 GMT"
BODY = "".join(
    f"<p>The mill turned for the {day} time since the flood, and the miller sold what"
    " it ground before noon, as he had told the town he would.</p>"
    for day in ("first", "second", "third")
)
PAGE = (
    '<html lang="en"><head><title>Mill turns again</title>'
    '<meta property="og:site_name" content="The Estuary">'
    '<meta property="article:published_time" content="2024-03-05T09:00:00+01:00">'
    "</head><body><nav><a href='/'>Home</a></nav><article><h1>Mill turns again</h1>"
    "<figure><img src='/mill.png' alt='The wheel'><figcaption>The wheel.</figcaption>"
    f"</figure>{BODY}<img src='/pixel.gif' width='1' height='1' alt=''></article>"
    "</body></html>"
).encode()


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(buffer, "PNG")
    return buffer.getvalue()


def publish(site: Site) -> str:
    """Put the page and its image on the site, and return the address."""
    site.pages["/mill"] = answer(PAGE, "text/html; charset=utf-8", DATE)
    site.pages["/mill.png"] = answer(picture(), "image/png")
    return site.address("/mill")


def build(project: Project, *arguments: str) -> Result:
    options = ("-t", "epub", "--no-cover", "-o", "out", "--private-addresses")
    return project.run("build", *arguments, *options)


def test_a_page_is_built_with_the_images_of_its_article(project: Project) -> None:
    with serving() as site:
        address = publish(site)
        done = build(project, address)
        asked = [head.split()[1] for head in site.asked]
    assert done.code == 0, done.err
    assert sorted(asked) == ["/mill", "/mill.png"]
    path = project.folder / "out" / "mill.epub"
    (article,) = artefacts.read(path).articles
    assert article.title == "Mill turns again"
    assert article.published == "2024-03-05T09:00:00+01:00"
    assert article.source_name == "The Estuary"
    assert article.source_url == address
    assert str(article.retrieved).startswith("2024-03-06")
    with path.open("rb") as file:
        (held,) = artefacts.held(file, str(path))
    assert held.article.original
    assert held.article.original.name == "mill.mhtml"
    assert [image.media_type for image in held.images] == ["image/png"]


def test_the_capture_is_read_again_without_the_site(project: Project) -> None:
    with serving() as site:
        build(project, publish(site))
    path = project.folder / "out" / "mill.epub"
    with path.open("rb") as file:
        (held,) = artefacts.held(file, str(path))
    project.write("again/mill.mhtml", held.data or b"")
    again = project.run(
        "build", "again/mill.mhtml", "-t", "epub", "--no-cover", "-o", "b"
    )
    assert again.code == 0, again.err
    (first,), (second,) = (
        artefacts.read(found).articles
        for found in (path, project.folder / "b" / "mill.epub")
    )
    assert (first.title, first.published) == (second.title, second.published)
    assert first.retrieved == second.retrieved


def test_a_page_that_has_not_changed_is_fresh_on_another_day(project: Project) -> None:
    with serving() as site:
        address = publish(site)
        assert build(project, address).code == 0
        later = DATE.replace("06 Mar", "07 Mar").replace("Wed", "Thu")
        site.pages["/mill"] = answer(PAGE, "text/html; charset=utf-8", later)
        assert build(project, address).err.splitlines()[-1] == "1 fresh"
        changed = PAGE.replace(b"before noon", b"at noon")
        site.pages["/mill"] = answer(changed, "text/html; charset=utf-8", later)
        assert build(project, address).err.splitlines()[-1] == "1 built"


def test_an_address_that_fails_fails_alone(project: Project) -> None:
    project.write("a.txt")
    with serving() as site:
        site.pages["/mill"] = answer(b"gone", status="404 Not Found")
        done = build(project, site.address("/mill"), "a.txt")
    assert done.code == 1
    assert "/mill" in done.err
    assert "1 built, 1 failed" in done.err


def test_nothing_is_asked_of_private_addresses(project: Project) -> None:
    with serving() as site:
        publish(site)
        site.pages["/away"] = leading(site.address("/mill"))
        done = project.run("build", site.address("/away"), "-o", "out")
        assert site.asked == []
    assert done.code == 1
    assert "--private-addresses" in done.err


def test_an_image_that_is_gone_is_told(project: Project) -> None:
    with serving() as site:
        address = publish(site)
        del site.pages["/mill.png"]
        done = build(project, address)
    assert done.code == 0
    assert "image-left-out" in done.err
    assert (project.folder / "out" / "mill.epub").is_file()


def test_inspect_tells_what_is_known_of_an_address(project: Project) -> None:
    with serving() as site:
        address = publish(site)
        done = project.run("inspect", address, EXPORTER_PRIVATE_ADDRESSES="yes")
    assert done.code == 0, done.err
    assert "2024-03-05T09:00:00+01:00" in done.out
    assert "mhtml:Date" in done.out


def test_addresses_become_a_briefing(project: Project) -> None:
    project.write("a.txt")
    with serving() as site:
        done = build(project, publish(site), "a.txt", "--briefing", "Today")
    assert done.code == 0, done.err
    found = artefacts.read(project.folder / "out" / "today.epub")
    assert len(found.articles) == 2
