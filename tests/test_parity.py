"""Both artefacts say the same of a text, wherever they say it, and no more is said.

The one record is ``metadata.describe``; each place is read back by itself.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from golden.cases import CASES, Build, golden
from reading_back import XHTML, Tag, structure

from exporter import artefacts, layouts
from exporter.artefacts import Artefact, ArtefactArticle, RecordedOriginal
from exporter.dates import PartialDate
from exporter.layouts import labels
from exporter.layouts.filters import host, longdate
from exporter.metadata import ArticleRecord, Metadata
from exporter.model import Basis

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
OWN = "{urn:x-exporter:ns:1.0:}"
PREFIXES = {DC: "dc:", OWN: "", "{http://ns.adobe.com/xap/1.0/}": "xmp:",
            "{http://ns.adobe.com/pdf/1.3/}": "pdf:"}  # fmt: skip
Values = dict[str, list[str]]


def known_only(**values: object) -> Values:
    """Return what somebody says as lists of texts; a place says nothing else."""
    lists = {k: v if isinstance(v, tuple) else (v,) for k, v in values.items()}
    kept = {k: [str(v) for v in items if v] for k, items in lists.items()}
    return {name: items for name, items in kept.items() if items}


def dublin_core(known: Metadata) -> Values:
    return known_only(
        title=known.title,
        creator=known.creators,
        date=known.published,
        source=known.source,
        language=known.language,
        publisher=known.publisher,
        identifier=known.identifier,
        rights=known.rights,
        description=known.description,
        subject=known.subjects,
    )


def cited(record: ArticleRecord) -> str:
    return "; ".join(f"{c.name} ({c.count})" for c in record.cited)


def published_basis(record: ArticleRecord) -> str | None:
    return record.published_basis.value if record.published else None


# The files as our own reader reads them


def article(record: ArticleRecord) -> ArtefactArticle:
    source = record.original
    return ArtefactArticle(
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
        original=RecordedOriginal(
            name=source.name,
            sha256=source.sha256,
            size=source.size,
            media_type=source.media_type,
        ),
    )


@pytest.mark.parametrize("kind", ["pdf", "epub"])
@pytest.mark.parametrize("case", CASES)
def test_reader_gives_back_the_record(case: str, kind: str, tmp_path: Path) -> None:
    built = golden(case)
    known = built.metadata
    path = tmp_path / f"a.{kind}"
    path.write_bytes(built.pdf if kind == "pdf" else built.epub)
    moment = f"{known.modified:%Y-%m-%dT%H:%M:%SZ}"
    assert artefacts.read(path) == Artefact(
        kind=kind,
        title=known.title,
        title_basis=known.title_basis.value,
        date=str(known.published) if known.published else None,
        created=moment if kind == "pdf" else None,
        modified=moment,
        language=known.language,
        identifier=known.identifier,
        creators=known.creators,
        publisher=known.publisher,
        source=known.source,
        rights=known.rights,
        description=known.description,
        subjects=known.subjects,
        generator=known.generator,
        articles=tuple(map(article, known.articles)),
    )


@pytest.mark.parametrize("kind", ["pdf", "epub"])
@pytest.mark.parametrize("case", CASES)
def test_original_inside_is_the_input(case: str, kind: str, tmp_path: Path) -> None:
    built = golden(case)
    path = tmp_path / f"a.{kind}"
    path.write_bytes(built.pdf if kind == "pdf" else built.epub)
    (finding,) = artefacts.verify(path)
    (record,) = built.metadata.articles
    assert finding.is_sound
    assert (finding.name, finding.actual) == (built.path.name, record.original.sha256)


# PDF


@pytest.mark.parametrize("case", CASES)
def test_pdf_information(case: str) -> None:
    built = golden(case)
    known = built.metadata
    with pikepdf.open(io.BytesIO(built.pdf)) as pdf:
        found = {key: [str(value)] for key, value in pdf.docinfo.items()}
        assert str(pdf.Root.Lang) == known.language
    assert found.pop("/Producer")[0].startswith("WeasyPrint ")
    expected = known_only(
        Title=known.title,
        Author=", ".join(known.creators),
        Subject=known.description,
        Keywords=", ".join(known.subjects),
        Creator=known.generator,
        CreationDate=f"D:{known.created:%Y%m%d%H%M%S}Z",
        ModDate=f"D:{known.modified:%Y%m%d%H%M%S}Z",
    )
    assert found == {f"/{name}": value for name, value in expected.items()}


def packet(built: Build) -> ElementTree.Element:
    """Return the description in the XMP packet."""
    with pikepdf.open(io.BytesIO(built.pdf)) as pdf:
        root = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
    (description,) = root.findall(f"{RDF}RDF/{RDF}Description")
    return description


def properties(holder: ElementTree.Element) -> Values:
    """Return the simple and listed values of the namespaces that we speak of."""
    found: Values = {}
    for element in holder:
        space, _, name = element.tag.rpartition("}")
        prefix = PREFIXES.get(f"{space}}}")
        items = element.findall(f"*/{RDF}li")
        if prefix is not None and not any(len(item) for item in items):
            texts = [item.text or "" for item in items or [element]]
            found[f"{prefix}{name}"] = texts
    return found


@pytest.mark.parametrize("case", CASES)
def test_xmp_of_the_whole(case: str) -> None:
    built = golden(case)
    known = built.metadata
    found = properties(packet(built))
    assert found.pop("pdf:Producer")[0].startswith("WeasyPrint ")
    core = {f"dc:{name}": value for name, value in dublin_core(known).items()}
    own = known_only(
        **{
            "titleBasis": known.title_basis.value,
            "pdf:Keywords": ", ".join(known.subjects),
            "xmp:CreatorTool": known.generator,
            "xmp:CreateDate": f"{known.created:%Y-%m-%dT%H:%M:%SZ}",
            "xmp:ModifyDate": f"{known.modified:%Y-%m-%dT%H:%M:%SZ}",
        }
    )
    assert found == {**core, **own}


@pytest.mark.parametrize("case", CASES)
def test_xmp_of_the_article(case: str) -> None:
    built = golden(case)
    (record,) = built.metadata.articles
    (item,) = packet(built).findall(f"{OWN}articles/{RDF}Seq/{RDF}li")
    assert properties(item) == known_only(
        slug=record.slug,
        title=record.title,
        titleBasis=record.title_basis.value,
        published=record.published,
        publishedBasis=published_basis(record),
        updated=record.updated,
        language=record.language,
        creators="; ".join(record.creators),
        sourceName=record.source_name,
        sourceUrl=record.source_url,
        publisher=record.publisher,
        rights=record.rights,
        retrieved=record.retrieved,
        cited=cited(record),
        originalName=record.original.name,
        originalType=record.original.media_type,
        originalSize=record.original.size,
        originalSha256=record.original.sha256,
    )


# EPUB


def package(built: Build) -> ElementTree.Element:
    return ElementTree.fromstring(built.member("content.opf"))


def statements(built: Build, about: str) -> Values:
    """Return what the package says of an item by id; the book's own id is ""."""
    found: Values = {}
    for meta in package(built).iter(f"{OPF}meta"):
        name = meta.get("property", "")
        if name and meta.get("refines", "") == about:
            found.setdefault(name, []).append(meta.text or "")
    return found


@pytest.mark.parametrize("case", CASES)
def test_package_of_the_whole(case: str) -> None:
    built = golden(case)
    known = built.metadata
    found: Values = {}
    for element in package(built).iter():
        if element.tag.startswith(DC):
            name = element.tag.removeprefix(DC)
            found.setdefault(name, []).append(element.text or "")
    assert found == dublin_core(known)
    own = statements(built, "")
    assert own["exporter:titleBasis"] == [known.title_basis.value]
    assert own["dcterms:modified"] == [f"{known.modified:%Y-%m-%dT%H:%M:%SZ}"]
    generators = package(built).findall(f"{OPF}metadata/{OPF}meta[@name='generator']")
    assert [meta.get("content") for meta in generators] == [known.generator]


@pytest.mark.parametrize("case", CASES)
def test_package_of_the_article(case: str) -> None:
    built = golden(case)
    (record,) = built.metadata.articles
    found = statements(built, "#text-1")
    (place,) = found.pop("exporter:original")
    assert found == known_only(
        **{
            "dcterms:title": record.title,
            "exporter:titleBasis": record.title_basis.value,
            "exporter:slug": record.slug,
            "dcterms:date": record.published,
            "exporter:publishedBasis": published_basis(record),
            "exporter:updated": record.updated,
            "dcterms:language": record.language,
            "dcterms:creator": record.creators,
            "dcterms:source": record.source_url or record.source_name,
            "dcterms:publisher": record.publisher,
            "dcterms:rights": record.rights,
            "exporter:sourceName": record.source_name,
            "exporter:sourceUrl": record.source_url,
            "exporter:retrieved": record.retrieved,
            "exporter:cited": cited(record),
        }
    )
    items = package(built).findall(f"{OPF}manifest/{OPF}item[@href='{place}']")
    assert [item.get("media-type") for item in items] == [record.original.media_type]
    assert statements(built, f"#{items[0].get('id')}") == known_only(
        **{
            "exporter:name": record.original.name,
            "exporter:size": record.original.size,
            "exporter:sha256": record.original.sha256,
        }
    )


@pytest.mark.parametrize("case", CASES)
def test_both_formats_say_or_leave_out_the_same(case: str) -> None:
    built = golden(case)
    in_pdf = {n for n in properties(packet(built)) if n.startswith("dc:")}
    tags = (element.tag for element in package(built).iter())
    in_epub = {tag.replace(DC, "dc:") for tag in tags if tag.startswith(DC)}
    assert in_pdf == in_epub
    if case == "nothing-known":
        assert in_pdf == {"dc:title", "dc:language", "dc:identifier"}


# The page


def page(built: Build) -> ElementTree.Element:
    return ElementTree.fromstring(built.member("text-1.xhtml"))


def one(built: Build, kind: str) -> ElementTree.Element:
    (found,) = (e for e in page(built).iter() if e.get("class") == kind)
    return found


def text(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def spoken(record: ArticleRecord) -> labels.Labels:
    return labels.load(layouts.find("article").roots, record.language)


def provenance(known: Metadata) -> dict[str, str]:
    """Return the lines of the box but for boilerplate, which is no metadata."""
    (record,) = known.articles
    words = spoken(record)
    basis = {Basis.STATED: words.stated, Basis.SUPPLIED: words.supplied}

    def day(date: PartialDate | None) -> str:
        return longdate(date, words.language) if date else ""

    published = f"{day(record.published)} ({basis.get(record.published_basis)})"
    size = f"{record.original.size:,}".replace(",", "\u202f")
    guessed = record.title_basis is Basis.INFERRED
    lines = {
        words.title: words.title_inferred if guessed else "",
        words.source: record.source_name or words.not_stated,
        words.address: record.source_url or "",
        words.published: published if record.published else words.not_stated,
        words.updated: day(record.updated),
        words.retrieved: day(record.retrieved),
        words.cited: cited(record).replace("; ", ", "),
        words.rights: record.rights or "",
        words.original: f"{record.original.name}, {size} {words.bytes}, "
        f"{words.attached}",
        words.digest: record.original.sha256,
        words.made_by: known.generator,
    }
    return {label: line for label, line in lines.items() if line}


def source_line(record: ArticleRecord) -> str:
    words = spoken(record)
    parts = [record.source_name or words.source_unknown]
    if record.published:
        parts.append(longdate(record.published, words.language))
    else:
        parts.append(words.date_unknown)
    if record.source_url:
        parts.append(host(record.source_url))
    return " · ".join(parts)


@pytest.mark.parametrize("case", CASES)
def test_epub_page(case: str) -> None:
    built = golden(case)
    known = built.metadata
    (record,) = known.articles
    line = one(built, "source-line")
    assert text(line) == source_line(record)
    times = [e.get("datetime") for e in line.iter(f"{XHTML}time")]
    assert times == ([str(record.published)] if record.published else [])
    links = [e.get("href") for e in line.iter(f"{XHTML}a")]
    assert links == ([record.source_url] if record.source_url else [])
    rows = {text(row[0]): text(row[1]) for row in one(built, "provenance").iter(
        f"{XHTML}tr")}  # fmt: skip
    rows.pop(spoken(record).set_aside, None)
    expected = {k: " ".join(v.split()) for k, v in provenance(known).items()}
    assert list(rows.items()) == list(expected.items())
    metas = page(built).iter(f"{XHTML}meta")
    head = [(m.get("name"), m.get("content")) for m in metas if m.get("name")]
    assert head == [
        (f"dcterms.{name}", value)
        for name, values in known_only(
            title=record.title,
            date=record.published,
            modified=record.updated,
            language=record.language,
            creator=record.creators,
            source=record.source_url or record.source_name,
            publisher=record.publisher,
            rights=record.rights,
        ).items()
        for value in values
    ]


def found_in(tag: Tag, name: str) -> Iterator[Tag]:
    for kid in tag.kids:
        if isinstance(kid, Tag):
            if kid.name == name:
                yield kid
            yield from found_in(kid, name)


def glyphs(written: str, language: str) -> str:
    """Return what a PDF has of a text: no blank, no mark of format.

    A line of Arabic stands in a PDF from left to right, so there it is letters
    that are compared, not their order.
    """
    kept = "".join(c for c in written if unicodedata.category(c) not in ("Cf", "Zs"))
    kept = kept.replace("\n", "")
    return "".join(sorted(kept)) if language in ("ar", "fa", "he") else kept


@pytest.mark.parametrize("case", CASES)
def test_pdf_page(case: str) -> None:
    built = golden(case)
    known = built.metadata
    (record,) = known.articles
    root = structure(built.pdf)
    opening = next(found_in(root, "NonStruct"))
    *_, line = (kid for kid in opening.kids if isinstance(kid, Tag))
    language = record.language
    assert glyphs(line.text(), language) == glyphs(source_line(record), language)
    boxes = [box for art in root.find("Art") for box in art.find("Sect")]
    rows = [row for box in boxes for row in found_in(box, "TR")]
    cells = [[kid.text() for kid in row.kids if isinstance(kid, Tag)] for row in rows]
    found = {glyphs(label, language): glyphs(value, language) for label, value in cells}
    found.pop(glyphs(spoken(record).set_aside, language), None)
    lines = provenance(known).items()
    expected = {glyphs(k, language): glyphs(v, language) for k, v in lines}
    assert list(found.items()) == list(expected.items())
    with pikepdf.open(io.BytesIO(built.pdf)) as pdf:
        targets = [
            str(note.A.URI)
            for sheet in pdf.pages
            for note in sheet.obj.get("/Annots", [])
            if note.get("/A", {}).get("/S") == "/URI"
        ]
    source = record.source_url
    assert targets.count(source or "") == (2 if source else 0)
