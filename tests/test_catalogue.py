"""The catalogue of an output folder: feeds and a page, read as e-readers read them."""

from __future__ import annotations

import os
import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from catalogues import ATOM, TERMS, Catalogue, put, put_briefing
from lxml import etree, html
from PIL import Image

from exporter import catalogue
from exporter.catalogue import own
from exporter.errors import LayoutError, OutputError

LIST = "application/atom+xml;profile=opds-catalog;kind=acquisition"
ROOT = "application/atom+xml;profile=opds-catalog;kind=navigation"
TYPES = {".epub": "application/epub+zip", ".jpg": "image/jpeg", ".html": "text/html"}
HOSTILE = '</title><script>alert("&1")</script> \u202e'


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    return folder


def everything(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Return all files with their bytes, times and inodes."""
    return {
        path.relative_to(folder).as_posix(): (
            path.read_bytes(),
            path.stat().st_mtime_ns,
            path.stat().st_ino,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_root_leads_to_lists_and_lists_to_files(dist: Path) -> None:
    """Every relative address has its file, its media type and its true length."""
    put(dist, "a b#1%ü.epub")
    put(dist / "2022 04", "x:y.epub")
    put_briefing(dist, "issue.epub", "2022-04-26")
    found = Catalogue(dist)
    assert found.notices == ()
    assert found.titles("opds.xml") == ["Newest", "Briefings", "Articles"]
    for page in found.pages():
        for link in found.feed(page).iter(f"{ATOM}link"):
            target = found.target(page, link.get("href"))
            assert target.is_file(), link.get("href")
            kind = ROOT if target.name == "opds.xml" else LIST
            assert link.get("type") == TYPES.get(target.suffix, kind)
            if "length" in link.attrib:
                assert int(link.get("length")) == target.stat().st_size
    links = found.feed("opds.xml").findall(f"{ATOM}entry/{ATOM}link")
    assert [link.get("rel") for link in links] == [
        "http://opds-spec.org/sort/new", "subsection", "subsection",
    ]  # fmt: skip


def test_feeds_are_atom(dist: Path) -> None:
    """What RFC 4287 demands of feeds and entries is there, and once."""
    put(dist, "a.epub", "", creators=())
    put_briefing(dist, "issue.epub", "2022-04-26")
    found = Catalogue(dist)
    for page in found.pages():
        feed = found.feed(page)
        entries = feed.findall(f"{ATOM}entry")
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        for element in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(element.findall(ATOM + name)) == 1, name
            assert re.match(r"urn:[a-z-]+:\S+$", element.findtext(f"{ATOM}id"))
            moment = datetime.fromisoformat(element.findtext(f"{ATOM}updated"))
            assert moment.tzinfo is not None
        names = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(names) == len(set(names))
        relations = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
        assert {"self", "start"} <= set(relations)
        assert ("up" in relations) == (page != "opds.xml")


def test_an_entry_says_what_its_file_says(dist: Path) -> None:
    """Facts come from the artefact; what nobody says is left out."""
    put(dist, "told.epub")
    put(
        dist, "untold.epub", "", creators=(), publisher=None, rights=None,
        description=None, subjects=(), language="und",
    )  # fmt: skip
    told, untold = Catalogue(dist).feed("opds/newest.xml").findall(f"{ATOM}entry")
    assert told.findtext(f"{ATOM}title") == "told.epub"
    authors = [name.text for name in told.iterfind(f"{ATOM}author/{ATOM}name")]
    assert authors == ["Ada North", "Bo <West>"]
    assert told.findtext(f"{ATOM}updated") == "2022-04-26T09:30:12Z"
    assert told.findtext(f"{ATOM}summary") == "A day on the water < a week on land"
    assert told.findtext(f"{ATOM}rights") == "CC0-1.0"
    terms = {name: told.findtext(TERMS + name) for name in ("issued", "language")}
    assert terms == {"issued": "2022-04-25", "language": "en"}
    assert told.findtext(f"{TERMS}publisher") == "Bay Courier Ltd"
    assert told.findtext(f"{TERMS}source") == "The Bay Courier"
    subjects = [one.get("term") for one in told.iterfind(f"{ATOM}category")]
    assert subjects == ["ferries", "weather & wind"]
    names = {etree.QName(element).localname for element in untold}
    assert names == {"title", "id", "updated", "link", "source"}


def test_the_newest_come_first_and_the_undated_last(dist: Path) -> None:
    """Dates order as precisely as they are stated; of one day, briefings lead."""
    put(dist, "b.epub", "2022-04-25")
    put(dist, "c.epub", "")
    put(dist, "d.epub", "2023")
    put(dist, "a.epub", "2022-04-25")
    put_briefing(dist, "z.epub", "2022-04-25")
    found = Catalogue(dist)
    order = ["d.epub", "z.epub", "a.epub", "b.epub", "c.epub"]
    assert found.titles("opds/newest.xml") == order
    assert found.titles("opds/briefings.xml") == ["z.epub"]
    assert found.titles("opds/articles.xml") == ["d.epub", "a.epub", "b.epub", "c.epub"]
    page = html.fromstring((dist / "index.html").read_bytes())
    shown = page.xpath("//article//h2 | //li//h4 | //h3[@class='year']")
    assert [element.text_content() for element in shown] == [
        "z.epub", "2023", "d.epub", "2022", "a.epub", "b.epub", "Date not stated",
        "c.epub",
    ]  # fmt: skip


def test_covers_are_small_and_called_by_their_bytes(dist: Path) -> None:
    """Image and thumbnail are JPEGs of bounded size, without the file's metadata."""
    put(dist, "a.epub")
    found = Catalogue(dist)
    links = {
        link.get("rel").rpartition("/")[2]: found.target(
            "opds/newest.xml", link.get("href")
        )
        for link in found.feed("opds/newest.xml").iter(f"{ATOM}link")
        if "/image" in link.get("rel")
    }
    sizes = {}
    for relation, path in links.items():
        with Image.open(BytesIO(path.read_bytes())) as image:
            assert image.format == "JPEG"
            sizes[relation] = image.size
        end = "-small" if relation == "thumbnail" else ""
        name = own.cover_name(path.read_bytes(), end)
        assert path.relative_to(dist).as_posix() == name
    assert sizes == {"image": (600, 800), "thumbnail": (200, 267)}


@pytest.mark.parametrize("data", [b"\xff\xd8 no picture", b"<svg/>"])
def test_a_cover_that_is_none_costs_only_the_picture(dist: Path, data: bytes) -> None:
    """An entry without a usable cover has no image, and is there all the same."""
    path = put(dist, "a.epub")
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, data if name.endswith("cover.png") else content)
    found = Catalogue(dist)
    assert found.titles("opds/newest.xml") == ["a.epub"]
    assert "/image" not in (dist / "opds/newest.xml").read_text("utf-8")


def test_nothing_changed_nothing_written(dist: Path) -> None:
    """A second run leaves every file alone; another place gets the same bytes."""
    put(dist, "a.epub")
    put_briefing(dist, "issue.epub", "2022-04-26")
    Catalogue(dist)
    before = everything(dist)
    Catalogue(dist)
    assert everything(dist) == before
    other = dist.parent / "elsewhere" / "out"
    put(other, "a.epub")
    put_briefing(other, "issue.epub", "2022-04-26")
    Catalogue(other)
    assert {n: f[0] for n, f in everything(other).items()} == {
        n: f[0] for n, f in before.items()
    }


def test_a_change_is_seen_and_damage_mended(dist: Path) -> None:
    """What is gone leaves feeds, page and covers; what is damaged is made again."""
    put(dist, "a.epub")
    gone = put_briefing(dist, "b.epub", "2022-04-26", title="Gone")
    Catalogue(dist)
    before = everything(dist)
    gone.unlink()
    found = Catalogue(dist)
    assert found.titles("opds.xml") == ["Newest", "Articles"]
    assert "opds/briefings.xml" not in found.pages()
    assert b"Gone" not in (dist / "index.html").read_bytes()
    put_briefing(dist, "b.epub", "2022-04-26", title="Gone")
    cover = next((dist / "opds/covers").iterdir())
    cover.unlink()
    head = (dist / "index.html").read_bytes()[:-9]
    (dist / "index.html").write_bytes(head)
    Catalogue(dist)
    assert {n: f[0] for n, f in everything(dist).items()} == {
        n: f[0] for n, f in before.items()
    }


def test_covers_without_an_entry_are_removed(dist: Path) -> None:
    """Only covers and feeds of our own go; what someone else put there stays."""
    path = put(dist, "a.epub")
    Catalogue(dist)
    assert len(list((dist / "opds/covers").iterdir())) == 2
    strange = {"opds/covers/0123456789abcdef.jpg", "opds/notes.xml"}
    for name in strange:
        (dist / name).write_bytes(b"a holiday")
    path.unlink()
    Catalogue(dist)
    assert set(everything(dist)) == {"index.html", "opds.xml", *strange}


@pytest.mark.parametrize("name", ["index.html", "opds.xml", "opds/newest.xml", "opds"])
def test_foreign_files_are_kept(dist: Path, name: str) -> None:
    """A page, feed or file in the way that no catalogue wrote is refused."""
    put(dist, "a.epub")
    path = dist / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("<p>exporter catalogue, by hand</p>", "utf-8")
    before = everything(dist)
    with pytest.raises(OutputError) as caught:
        catalogue.write(dist, dist.parent)
    assert caught.value.where == str(path)
    assert "--output" in caught.value.hint
    assert everything(dist) == before


@pytest.mark.parametrize("name", ["index.html", "opds", "opds/covers"])
def test_links_are_never_followed(dist: Path, name: str) -> None:
    """A link in the place of our own leads out of the folder, so it is refused."""
    put(dist, "a.epub")
    Catalogue(dist)
    outside = dist.parent / "outside"
    place = dist / name
    place.rename(outside)
    place.symlink_to(outside)
    before = everything(outside)
    with pytest.raises(OutputError):
        catalogue.write(dist, dist.parent)
    assert everything(outside) == before


def test_links_and_hidden_files_are_no_artefacts(dist: Path) -> None:
    """Neither a linked file or folder nor a hidden one is listed."""
    put(dist, "a.epub")
    outside = put(dist.parent / "outside", "b.epub")
    put(dist / ".kept", "c.epub")
    (dist / ".d.epub").write_bytes(outside.read_bytes())
    (dist / "e.epub").symlink_to(outside)
    (dist / "linked").symlink_to(outside.parent)
    os.mkfifo(dist / "f.epub")
    found = Catalogue(dist)
    assert (found.titles("opds/newest.xml"), found.notices) == (["a.epub"], ())


def test_broken_and_foreign_files_are_left_out(dist: Path) -> None:
    """Each has a warning with its reason, again in the next run, and at most ten."""
    whole = put(dist, "a.epub")
    (dist / "cut.epub").write_bytes(whole.read_bytes()[:500])
    put(dist, "other.epub", generator="another 1.0")
    for found in (Catalogue(dist), Catalogue(dist)):
        assert found.titles("opds/newest.xml") == ["a.epub"]
        cut, other = found.notices
        assert cut.where.endswith("cut.epub")
        assert "damaged" in cut.message
        assert (other.code, other.message) == (
            "not-catalogued", "left out of the catalogue: exporter did not make it",
        )  # fmt: skip
    for number in range(20):
        (dist / f"n{number}.pdf").write_bytes(b"nothing")
    notices = Catalogue(dist).notices
    assert len(notices) == 11
    assert notices[-1].message == "left out of the catalogue: 12 more files"


def test_hostile_texts_stay_texts(dist: Path) -> None:
    """Markup, odd dates and languages of an artefact change neither feed nor page."""
    put(
        dist, "a.epub", title=HOSTILE, publisher=HOSTILE, description="x" * 5000,
        creators=(HOSTILE,), language='en" onclick="x', subjects=(HOSTILE,),
    )  # fmt: skip
    put_briefing(
        dist, '"><b>.epub', "9999-12-31T23:59:59-10:00", title=HOSTILE, creators=()
    )
    found = Catalogue(dist)
    assert found.titles("opds/newest.xml") == [HOSTILE.strip()] * 2
    page = html.fromstring((dist / "index.html").read_bytes())
    assert page.xpath("//script | //b | //*[@onclick]") == []
    for link in page.xpath("//main//a"):
        assert found.target("index.html", link.get("href")).is_file()
    feed = found.feed("opds/articles.xml")
    assert len(feed.findtext(f"{ATOM}entry/{ATOM}summary")) == 1000


def test_the_page_is_whole_by_itself(dist: Path) -> None:
    """It names its language, each title's own, its feed, and asks no one else."""
    put(dist, "a.epub", language="ar", title="موسم الصرام")
    put_briefing(dist, "issue.epub", "2022-04-26", title="Die Woche", language="de")
    found = Catalogue(dist)
    data = (dist / "index.html").read_bytes()
    page = html.fromstring(data)
    assert data.lstrip().startswith(b"<!DOCTYPE html>")
    assert page.get("lang") == "en"
    (latest,) = page.xpath("//article//h2")
    assert (latest.text, latest.get("lang")) == ("Die Woche", "de")
    (title,) = page.xpath("//h4")
    assert (title.get("lang"), title.get("dir")) == ("ar", "rtl")
    (feed,) = page.xpath("//link[@rel='alternate']")
    assert feed.get("type") == "application/atom+xml;profile=opds-catalog"
    addresses = page.xpath("//@href | //@src")
    assert all(found.target("index.html", address).is_file() for address in addresses)
    assert b"http" not in data
    links = [link.text_content() for link in page.xpath("//ul[@class='files']//a")]
    size = round((dist / "issue.epub").stat().st_size / 1000)
    assert links[0] == f"EPUB {size} kB: Die Woche"


def test_long_lists_are_turned_over(dist: Path) -> None:
    """A hundred entries are a page; the pages lead to one another."""
    for number in range(101):
        put(dist, f"a{number:03}.epub")
    found = Catalogue(dist)
    one, two = "opds/newest.xml", "opds/newest-2.xml"
    names = found.titles(one) + found.titles(two)
    assert names == [f"a{number:03}.epub" for number in range(101)]

    def turns(page: str) -> dict[str, str]:
        links = found.feed(page).findall(f"{ATOM}link")
        return {link.get("rel"): link.get("href") for link in links[3:]}

    assert turns(one) == {
        "first": "newest.xml", "next": "newest-2.xml", "last": "newest-2.xml",
    }  # fmt: skip
    assert turns(two) == {
        "first": "newest.xml", "previous": "newest.xml", "last": "newest-2.xml",
    }  # fmt: skip


def test_an_empty_folder_has_an_empty_catalogue(dist: Path) -> None:
    """The root is there with no entry; a folder that is not there is not made."""
    found = Catalogue(dist)
    assert found.titles("opds.xml") == []
    assert "Nothing has been built" in (dist / "index.html").read_text("utf-8")
    Catalogue(dist.parent / "nowhere")
    assert not (dist.parent / "nowhere").exists()


def test_a_template_of_the_project_goes_first(dist: Path) -> None:
    """It must say what made the page, so that the next run may replace it."""
    put(dist, "a.epub")
    own_page = dist.parent / "templates/catalogue/index.html"
    own_page.parent.mkdir(parents=True)
    own_page.write_text("<p>{{ title }}</p>", "utf-8")
    with pytest.raises(LayoutError, match="what made it"):
        Catalogue(dist)
    mark = '<meta name="generator" content="{{ generator }}">'
    own_page.write_text(f"{mark}<p>{{{{ title }}}}</p>", "utf-8")
    Catalogue(dist)
    assert (dist / "index.html").read_text("utf-8").endswith("<p>Bay Courier Ltd</p>")
    own_page.unlink()
    Catalogue(dist)
    assert "<main>" in (dist / "index.html").read_text("utf-8")
