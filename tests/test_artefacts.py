"""Artefacts are read back from the file alone; originals inside are checked."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import books
import pikepdf
import pytest
from files import PACKAGE, book, made, portable, statuses

from exporter import artefacts
from exporter.artefacts import Artefact, Finding
from exporter.composition import Composition
from exporter.metadata import GENERATOR, ArticleRecord
from exporter.model import Citation


def expected(record: ArticleRecord) -> artefacts.ArtefactArticle:
    """Return what must be read back of an article."""
    source = record.original
    return artefacts.ArtefactArticle(
        slug=record.slug,
        title=record.title,
        title_basis=record.title_basis.value,
        published=str(record.published) if record.published else None,
        published_basis=record.published_basis.value,
        updated=str(record.updated) if record.updated else None,
        language=record.language,
        creators=record.creators,
        source_name=record.source_name,
        source_url=record.source_url,
        publisher=record.publisher,
        rights=record.rights,
        retrieved=str(record.retrieved) if record.retrieved else None,
        cited=record.cited,
        original=artefacts.RecordedOriginal(
            name=source.name,
            sha256=source.sha256,
            size=source.size,
            media_type=source.media_type,
        ),
    )


@pytest.mark.parametrize("kind", ["pdf", "epub"])
@pytest.mark.parametrize(
    "composition", [books.book(), books.plain(), books.briefing(3)]
)
def test_both_formats_give_back_the_whole_record(
    kind: str, composition: Composition, tmp_path: Path
) -> None:
    known = composition.metadata
    moment = "2022-04-26T09:30:12Z"
    assert artefacts.read(made(kind, tmp_path, composition)) == Artefact(
        kind=kind,
        title=known.title,
        title_basis=known.title_basis.value,
        date=str(known.published) if known.published else None,
        created=moment if kind == "pdf" else None,
        modified=moment,
        language=known.language,
        identifier=known.identifier,
        creators=known.creators,
        series=known.series and known.series.name,
        series_number=known.series and known.series.number,
        publisher=known.publisher,
        source=known.source,
        rights=known.rights,
        description=known.description,
        subjects=known.subjects,
        generator=GENERATOR,
        articles=tuple(map(expected, known.articles)),
    )


@pytest.mark.parametrize("kind", ["pdf", "epub"])
def test_json_keeps_the_contract(kind: str, tmp_path: Path) -> None:
    composition = books.book()
    found = artefacts.artefact_json(artefacts.read(made(kind, tmp_path, composition)))
    assert list(found)[:2] == ["kind", "title"]
    assert found["kind"] == kind
    assert found["date"] == "2022-04-25"
    assert found["creators"] == ["Ada North", "Bo <West>"]
    assert found["generator"] == GENERATOR
    source = composition.originals[0]
    assert found["articles"] == [
        {
            "slug": "ferry",
            "title": "The Slow Ferry & its “Crew”",
            "title_basis": "stated",
            "published": "2022-04-25",
            "published_basis": "supplied",
            "updated": "2022-04",
            "language": "en",
            "creators": ["Ada North", "Bo <West>"],
            "source": {
                "name": "The Bay Courier",
                "url": "https://example.org/ferry?page=1&view=2",
            },
            "publisher": "Bay Courier Ltd",
            "rights": "© Bay Courier Ltd",
            "retrieved": "2022-04-26T09:30:00+02:00",
            "cited": [
                {"name": "Harbour Radio", "count": 2},
                {"name": "AP", "count": 1},
            ],
            "original": {
                "name": "ferry.txt",
                "sha256": hashlib.sha256(source.data).hexdigest(),
                "size": len(source.data),
                "media_type": "text/plain",
            },
        }
    ]


@pytest.mark.parametrize("kind", ["pdf", "epub"])
def test_json_of_an_article_without_a_source(kind: str, tmp_path: Path) -> None:
    found = artefacts.artefact_json(artefacts.read(made(kind, tmp_path, books.plain())))
    articles = found["articles"]
    assert isinstance(articles, list)
    assert articles[0]["source"] == {"name": None, "url": None}
    assert (articles[0]["publisher"], articles[0]["rights"]) == (None, None)
    assert found["date"] is None


@pytest.mark.parametrize("kind", ["pdf", "epub"])
def test_unchanged_originals_of_one_name_are_all_found(
    kind: str, tmp_path: Path
) -> None:
    composition = books.briefing(3)
    findings = artefacts.verify(made(kind, tmp_path, composition))
    assert statuses(findings) == [("note.txt", "unchanged")] * 3
    digests = [hashlib.sha256(o.data).hexdigest() for o in composition.originals]
    assert [f.sha256 for f in findings] == [f.actual for f in findings] == digests
    assert all(finding.is_sound for finding in findings)


def test_a_changed_original_in_a_pdf_is_found(tmp_path: Path) -> None:
    composition = books.book()
    other = replace(composition.originals[0], data=b"The ferry left at noon.\n")
    path = portable(tmp_path / "a.pdf", composition.metadata, (other,))
    (finding,) = artefacts.verify(path)
    assert finding.status == "changed"
    assert finding.sha256 == composition.originals[0].sha256
    assert finding.actual == other.sha256
    assert not finding.is_sound


def test_a_changed_original_in_an_epub_is_found(tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["EPUB/originals/ferry.txt"] += b" "

    (finding,) = artefacts.verify(book(tmp_path / "a.epub", books.book(), change))
    data = books.original().data
    assert finding.status == "changed"
    assert finding.sha256 == hashlib.sha256(data).hexdigest()
    assert finding.actual == hashlib.sha256(data + b" ").hexdigest()


def test_an_original_whose_bytes_can_not_be_unpacked_is_changed(tmp_path: Path) -> None:
    path = book(tmp_path / "a.epub", books.book())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("EPUB/originals/ferry.txt")
    data = bytearray(path.read_bytes())
    data[info.header_offset + 30 + len(info.filename) + 4] ^= 0xFF
    path.write_bytes(data)
    (finding,) = artefacts.verify(path)
    assert (finding.status, finding.actual) == ("changed", None)


def test_missing_originals_are_found(tmp_path: Path) -> None:
    composition = books.book()
    assert statuses(
        artefacts.verify(portable(tmp_path / "a.pdf", composition.metadata))
    ) == [("ferry.txt", "missing")]

    def remove(files: dict[str, bytes]) -> None:
        del files["EPUB/originals/ferry.txt"]

    path = book(tmp_path / "a.epub", composition, remove)
    assert statuses(artefacts.verify(path)) == [("ferry.txt", "missing")]


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (b'property="exporter:original"', b'property="exporter:x"',
         ("ferry", "missing")),
        (b'property="exporter:sha256"', b'property="exporter:x"',
         ("ferry.txt", "changed")),
        (b">originals/ferry.txt<", b">../../originals/ferry.txt<",
         ("ferry.txt", "missing")),
        (b">originals/ferry.txt<", b">/etc/hostname<", ("hostname", "missing")),
        (b">originals/ferry.txt<", b">originals/%66erry.txt<",
         ("ferry.txt", "unchanged")),
    ],
)  # fmt: skip
def test_a_package_that_points_elsewhere_is_not_believed(
    old: bytes, new: bytes, finding: tuple[str, str], tmp_path: Path
) -> None:
    def change(files: dict[str, bytes]) -> None:
        assert old in files[PACKAGE]
        files[PACKAGE] = files[PACKAGE].replace(old, new)

    path = book(tmp_path / "a.epub", books.book(), change)
    assert statuses(artefacts.verify(path)) == [finding]


@pytest.mark.parametrize("places", ["tree", "af"])
def test_a_pdf_s_files_are_found_attached_or_associated(
    places: str, tmp_path: Path
) -> None:
    whole = books.book()
    path = portable(tmp_path / "a.pdf", whole.metadata, whole.originals, places=places)
    assert statuses(artefacts.verify(path)) == [("ferry.txt", "unchanged")]


def test_another_prefix_for_exporter_s_namespace_is_understood(tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files[PACKAGE] = files[PACKAGE].replace(b"exporter:", b"x:")
        files[PACKAGE] = files[PACKAGE].replace(b"urn:x-x:", b"urn:x-exporter:")

    path = book(tmp_path / "a.epub", books.book(), change)
    assert artefacts.read(path).articles[0].slug == "ferry"
    assert statuses(artefacts.verify(path)) == [("ferry.txt", "unchanged")]


def test_the_prefix_alone_makes_no_article(tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files[PACKAGE] = files[PACKAGE].replace(b"urn:x-exporter:", b"urn:x-else:")

    path = book(tmp_path / "a.epub", books.book(), change)
    assert artefacts.read(path).articles == ()


def test_xmp_in_its_other_spellings_is_read(tmp_path: Path) -> None:
    packet = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
      xmp:CreatorTool="Tool 1" xmp:CreateDate="2020"/>
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:e="urn:x-exporter:ns:1.0:"><dc:title><rdf:Alt>
      <rdf:li xml:lang="de">Titel</rdf:li><rdf:li xml:lang="x-default">Title</rdf:li>
      </rdf:Alt></dc:title><e:articles><rdf:Seq>
      <rdf:li><rdf:Description e:slug="a" e:cited="AP (1); broken; B (x)"/></rdf:li>
      <rdf:li rdf:parseType="Resource"><e:slug>b</e:slug>
      <e:titleBasis>sworn</e:titleBasis><e:originalName>b.txt</e:originalName>
      <e:originalSize>-1</e:originalSize></rdf:li>
      </rdf:Seq></e:articles></rdf:Description></rdf:RDF></x:xmpmeta>\0 \n"""
    found = artefacts.read(portable(tmp_path / "a.pdf", None, packet=packet))
    assert (found.title, found.generator, found.created) == ("Title", "Tool 1", "2020")
    first, second = found.articles
    assert (first.slug, first.original) == ("a", None)
    assert first.cited == (Citation(name="AP", count=1),)
    assert (second.slug, second.title_basis) == ("b", "unknown")
    assert second.original == artefacts.RecordedOriginal(name="b.txt")


def test_a_pdf_of_someone_else_says_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo.Title = "Ünïcode"
        pdf.docinfo.Author = "Ada"
        pdf.docinfo.Creator = "Word"
        pdf.docinfo.CreationDate = "D:20240102030405+01'00'"
        pdf.docinfo.ModDate = "yesterday"
        pdf.Root.Lang = pikepdf.String("de-CH")
        pdf.save(path)
    assert artefacts.read(path) == Artefact(
        kind="pdf",
        title="Ünïcode",
        creators=("Ada",),
        generator="Word",
        created="2024-01-02T03:04:05+01:00",
        language="de-CH",
    )
    nothing = Finding(name="", status="missing", note="no original inside")
    assert artefacts.verify(path) == (nothing,)


def test_an_epub_of_someone_else_says_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" unique-identifier="b">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<dc:title> A\n </dc:title><dc:identifier id="a">1</dc:identifier>'
        '<dc:identifier id="b">2</dc:identifier><dc:language>fr</dc:language>'
        '<meta name="generator" content="calibre"/></metadata>'
        '<manifest/><spine><itemref idref="x"/></spine></package>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("p.opf", package)
    assert artefacts.read(path) == Artefact(
        kind="epub", title="A", identifier="2", language="fr", generator="calibre"
    )
    nothing = Finding(name="", status="missing", note="no original inside")
    assert artefacts.verify(path) == (nothing,)
