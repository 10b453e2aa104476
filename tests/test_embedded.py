"""What exporter made can be read again: the article is its embedded original."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import books
import pytest
from files import PACKAGE, made, portable

from exporter import layouts, readers
from exporter.composition import Medium
from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.layouts.compose import compose
from exporter.metadata import describe
from exporter.model import Article, Basis, Edition, Fact, Section, supplied
from exporter.readers import embedded
from exporter.readers.pieces import Piece
from exporter.readers.request import Supplied
from exporter.writers import epub

FACTS = Supplied(
    title="The bridge, reopened",
    byline=("Ana Example", "Bo Example"),
    published=PartialDate.parse("2024-03-05T08:30:00+01:00"),
    language="en-GB",
    source_name="The Coast Gazette",
    source_url="https://example.org/bridge",
    rights="For the desk",
    retrieved=PartialDate.parse("2024-03-07"),
    tags=("harbour", "traffic"),
)
MARKDOWN = """---
title: Harbour bridge reopens
date: 2024-03-05
---

The bridge over the harbour opened to traffic on Tuesday morning.

![A bridge](pictures/Old%20bridge.png "The bridge in March")

Two years after a barge struck its eastern pier, buses follow next week.
"""
TEXT = "date 2023-09\n\nRain again today\n\nBy Ana Example\n\nIt rained all day long.\n"


def illustrated(folder: Path, supplied: Supplied = FACTS) -> Article:
    """Read an article in Markdown that shows an image from its folder."""
    picture = folder / "pictures" / "Old bridge.png"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(books.png())
    path = folder / "bridge.md"
    path.write_text(MARKDOWN, "utf-8")
    return readers.read(path, supplied=supplied)


def plain(name: str = "rain.txt") -> Article:
    return readers.read_bytes(TEXT.encode(), name)


def as_epub(*articles: Article) -> bytes:
    """Write an edition of these articles."""
    edition, layout = Edition.single(articles[0]), layouts.find("article")
    if len(articles) > 1:
        edition = replace(edition, sections=(Section(articles=articles),))
        layout = layouts.find("briefing")
    return epub.write(compose(edition, layout, Medium.REFLOW))


def as_pdf(folder: Path, *articles: Article) -> bytes:
    """Write records and originals of articles as a PDF has them."""
    edition = replace(
        Edition.single(articles[0]), sections=(Section(articles=articles),)
    )
    known = describe(edition)
    originals = tuple(
        replace(article.original, name=record.original.name)
        for article, record in zip(articles, known.articles, strict=True)
    )
    return portable(folder / "made.pdf", known, originals).read_bytes()


def facts(article: Article) -> dict[str, object]:
    """Return what is known of an article, apart from which rule found it."""

    def bare(fact: Fact[object]) -> tuple[object, Basis]:
        return fact.value, fact.basis

    names = ("title", "standfirst", "byline", "published", "updated", "language",
             "tags", "place")  # fmt: skip
    source = ("name", "url", "publisher", "retrieved", "rights")
    return {
        **{name: bare(getattr(article, name)) for name in names},
        **{name: bare(getattr(article.source, name)) for name in source},
        "body": article.body,
        "original": article.original,
        "slug": article.slug,
        "images": tuple(asset.name for asset in article.assets),
    }


def test_an_epub_gives_back_text_facts_and_images(tmp_path: Path) -> None:
    first = illustrated(tmp_path)
    again = readers.read_bytes(as_epub(first), "other.epub", root=tmp_path / "none")
    assert facts(again) == facts(first)
    assert again.title == supplied("The bridge, reopened", embedded.RULE)
    assert as_epub(again) == as_epub(first)


def test_what_the_original_says_itself_stays_on_its_own_feet() -> None:
    again = readers.read_bytes(as_epub(plain()), "rain.epub")
    assert again == plain()


def test_a_pdf_gives_back_all_but_the_images(tmp_path: Path) -> None:
    first = illustrated(tmp_path)
    again = readers.read_bytes(as_pdf(tmp_path, first), "a.pdf", root=tmp_path)
    kept = {k: v for k, v in facts(first).items() if k not in ("body", "images")}
    assert {k: v for k, v in facts(again).items() if k in kept} == kept
    assert again.assets == ()
    assert [notice.code for notice in again.notices] == ["image-left-out"]
    assert "buses follow next week" in again.body


def test_what_the_user_supplies_is_stronger() -> None:
    given = Supplied(title="Sunshine")
    again = readers.read_bytes(as_epub(plain()), "rain.epub", supplied=given)
    assert again.title == supplied("Sunshine", "option")


@pytest.mark.parametrize("kind", ["epub", "pdf"])
def test_many_articles_are_parted(kind: str, tmp_path: Path) -> None:
    articles = (plain(), illustrated(tmp_path), plain("rain-2.txt"))
    data = as_epub(*articles) if kind == "epub" else as_pdf(tmp_path, *articles)
    pieces = list(embedded.split(io.BytesIO(data), f"a.{kind}", f"a.{kind}", ()))
    assert [type(piece) for piece in pieces] == [Piece] * 3
    kept = [piece for piece in pieces if isinstance(piece, Piece)]
    assert [(p.name, p.line, p.key) for p in kept] == [
        ("rain.epub", 1, "rain"),
        ("bridge.epub", 2, "bridge"),
        ("rain-2.epub", 3, "rain-2"),
    ]
    assert kept[1].title == "The bridge, reopened"
    again = [readers.read_bytes(piece.data, piece.name) for piece in kept]
    assert again[0] == articles[0]
    assert again[1].source == replace(
        articles[1].source,
        **{
            name: supplied(getattr(articles[1].source, name).value, embedded.RULE)
            for name in ("name", "url", "retrieved", "rights")
        },
    )
    assert len(again[1].assets) == (kind == "epub")
    with pytest.raises(InputError, match="it holds 3 articles"):
        readers.read_bytes(data, f"a.{kind}")


def test_a_changed_original_is_refused(tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["EPUB/originals/rain.txt"] += b"More.\n"

    data = changed(as_epub(plain()), change)
    with pytest.raises(InputError, match=r"'rain\.txt' is missing or was changed"):
        readers.read_bytes(data, "rain.epub")
    found = list(embedded.split(io.BytesIO(data), "rain.epub", "rain.epub", ()))
    assert [type(item) for item in found] == [InputError]


def changed(data: bytes, change: object) -> bytes:
    """Return an EPUB with changed members."""
    assert callable(change)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_images_that_share_a_name_are_left_out(tmp_path: Path) -> None:
    for number, side in (("one", 8), ("two", 9)):
        picture = tmp_path / number / "map.png"
        picture.parent.mkdir()
        picture.write_bytes(books.png(side))
    path = tmp_path / "a.md"
    path.write_text("Words.\n\n![One](one/map.png)\n\n![Two](two/map.png)\n", "utf-8")
    first = readers.read(path)
    assert len(first.assets) == 2
    again = readers.read_bytes(as_epub(first), "a.epub")
    assert again.assets == ()
    assert {notice.code for notice in again.notices} == {"image-left-out"}


def test_no_file_beside_an_epub_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(books.png())
    path = tmp_path / "a.md"
    path.write_text("Words.\n\n![One](secret.png)\n", "utf-8")
    first = readers.read(path)

    def change(files: dict[str, bytes]) -> None:
        for name in [name for name in files if "/images/" in name]:
            del files[name]
        page = next(n for n in files if n.endswith(".xhtml") and b"<img" in files[n])
        files[page] = files[page].replace(b"<img", b"<i").replace(b"images/", b"")

    data = changed(as_epub(first), change)
    again = readers.read_bytes(data, "a.epub", root=tmp_path)
    assert again.assets == ()


def test_what_others_made_holds_no_original(tmp_path: Path) -> None:
    foreign = made("epub", tmp_path, books.plain()).read_bytes()

    def change(files: dict[str, bytes]) -> None:
        files[PACKAGE] = files[PACKAGE].replace(b"exporter:", b"other:")

    pdf = portable(tmp_path / "a.pdf", None).read_bytes()
    for name, data in (("a.epub", changed(foreign, change)), ("a.pdf", pdf)):
        with pytest.raises(InputError, match="holds no original of exporter"):
            readers.read_bytes(data, name)
    with pytest.raises(InputError, match="neither a PDF nor an EPUB"):
        readers.read_bytes(b"words", "a.epub")


def test_an_artefact_within_an_artefact_is_refused() -> None:
    inside = replace(plain(), original=replace(plain().original, name="b.epub"))
    with pytest.raises(InputError, match=r"'b\.epub' inside can't be read"):
        readers.read_bytes(as_epub(inside), "a.epub")
