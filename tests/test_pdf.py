"""PDFs read back: words, tags, metadata, originals, validity."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pikepdf
import pydyf
import pypdfium2
import pytest
from articles import TEXT, article, edition
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE as IMAGE
from reading_back import structure, words

from exporter import artefacts, layouts
from exporter.composition import Composition, Medium
from exporter.errors import OutputError
from exporter.layouts.compose import compose, draft_cover
from exporter.layouts.dress import dress
from exporter.model import Asset, Heading, Notice, inferred, supplied
from exporter.writers import cover, pdf
from exporter.writers.finish import Finish

ARTICLE = layouts.find("article")
LONG = (
    "The extraordinarily complicated administrative reorganisation notwithstanding, "
    "representatives of Russia-friendly municipalities characterised infrastructure "
    "programmes as counterproductive. "
) * 9


def paged(**changes: object) -> Composition:
    """Compose an article for pages."""
    return compose(edition(**changes), ARTICLE, Medium.PAGED)


def written(**changes: object) -> bytes:
    """Write an article and return the PDF."""
    return pdf.write(paged(**changes))


def opened(data: bytes) -> pikepdf.Pdf:
    """Open a PDF from memory."""
    return pikepdf.open(io.BytesIO(data))


def body_words(data: bytes) -> list[str]:
    """Return the words of the article's body, in the order of the tags."""
    root = structure(data)
    parts = [part for art in root.find("Art") for part in art.find("Div")]
    return words("".join(part.text() for part in parts))


def test_words_of_the_body_are_all_there_in_order() -> None:
    """Divided words are whole again; hyphens of the text stay."""
    paragraphs = [f"{LONG} co\u2010operation {n}" for n in range(12)]
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    data = written(body=body)
    assert len(opened(data).pages) >= 3
    assert body_words(data) == " ".join(paragraphs).split()


def test_arabic_letters_and_marks_keep_their_own_text() -> None:
    """Each letter and each vowel mark is in the text layer as often as in the text."""
    text = "وتُعدّ الأحساء من أكبر واحات النخيل، ثم أُدرجت معارف النخلة حتى تشتدّ"
    data = written(body=f"<p>{text}</p>", language=supplied("ar", "header"))
    found = "".join(body_words(data)).replace("\u2060", "")
    assert sorted(found) == sorted(text.replace(" ", ""))


def test_character_without_font_stays_in_the_text_layer() -> None:
    """A box stands on the page, the character in the text, a notice in the report."""
    composed = paged(body="<p>An owl 🦉 and a ბ.</p>")
    assert {n.code for n in composed.notices} == {"missing-glyphs"}
    assert body_words(pdf.write(composed)) == ["An", "owl", "🦉", "and", "a", "ბ."]


def test_original_is_attached_once_and_unchanged() -> None:
    """The file is an associated one, of relation Source, with fixed dates."""
    with opened(written()) as file:
        assert list(file.attachments) == ["tram.txt"]
        assert file.attachments["tram.txt"].get_file().read_bytes() == TEXT
        assert len(file.Root.AF) == 1
        spec = file.Root.AF[0]
        assert spec.AFRelationship == "/Source"
        stream = spec.EF.F
        assert stream.Subtype == "/text/plain"
        assert stream.Params.ModDate == "D:20220501000000Z"
        assert bytes(stream.Params.CheckSum) == hashlib.md5(TEXT).digest()


def test_another_file_in_place_of_the_original_is_found(tmp_path: Path) -> None:
    """What readers show as attached counts, wherever the original still lies."""
    path = tmp_path / "x.pdf"
    with opened(written()) as file:
        spec = pikepdf.AttachedFileSpec(file, b"FAKE", filename="tram.txt").obj
        file.Root.Names.EmbeddedFiles.Names[1] = file.make_indirect(spec)
        file.save(path)
    statuses = [finding.status for finding in artefacts.verify(path)]
    assert statuses == ["unchanged", "changed"]


def test_info_agrees_with_the_record() -> None:
    """The document information dictionary prints the metadata record."""
    with opened(written()) as file:
        info = {key: str(value) for key, value in file.docinfo.items()}
    assert info["/Title"] == "The tram runs again"
    assert info["/Author"] == "Ana Example, Bo Example"
    assert info["/Keywords"] == "trams, cities"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20220501000000Z"


def test_packet_is_single_and_uncompressed() -> None:
    """One RDF block, readable without inflating, with both identifications."""
    with opened(written()) as file:
        packet = file.Root.Metadata.read_raw_bytes().decode()
        with file.open_metadata() as meta:
            assert meta["dc:source"] == "https://www.example.org/news/tram-runs"
            assert meta["dc:date"] == ["2022-04-25"]
            assert meta["dc:language"] == {"en"}
            assert meta["dc:publisher"] == {"Example Press"}
            assert meta["pdfuaid:part"] == "1"
            assert meta.pdfa_status == "3A"
    assert packet.count("<rdf:RDF") == 1


def test_unknown_values_are_left_out() -> None:
    """No empty elements and no placeholder words stand in the packet."""
    bare = article(source=article().source.__class__())
    with opened(written(source=bare.source)) as file:
        packet = file.Root.Metadata.read_raw_bytes().decode()
    assert "dc:source" not in packet
    assert "dc:rights" not in packet
    assert "sourceName" not in packet.split("pdfaExtension:schemas")[0]


def test_outline_has_title_and_subheadings() -> None:
    """Bookmarks nest the subheadings below the headline."""
    with opened(written()) as file, file.open_outline() as outline:
        assert [item.title for item in outline.root] == ["The tram runs again"]
        assert [item.title for item in outline.root[0].children] == ["New rails"]


def test_fonts_are_embedded_with_unicode_maps() -> None:
    """Every font carries its program, cut down, and a map to characters."""
    with opened(written()) as file:
        fonts = [font for p in file.pages for font in p.obj.Resources.Font.values()]
        assert fonts
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor
            assert len(descriptor.FontFile2.read_bytes()) < 60_000
            assert "/ToUnicode" in font


def test_list_item_holds_label_and_body_only() -> None:
    """Paragraphs in list items are wrapped, as PDF/UA wants."""
    body = "<ul><li><p>One</p><p>More</p></li><li>Two</li></ul>"
    items = next(structure(written(body=body)).find("L")).kids
    names = [[kid.name for kid in item.kids] for item in items]
    assert names == [["Lbl", "LBody"], ["Lbl", "LBody"]]
    assert [words(item.text())[1:] for item in items] == [["One", "More"], ["Two"]]


def test_link_with_markup_inside_is_one_annotation() -> None:
    """Emphasis within a link makes no second annotation."""
    body = '<p>See <a href="https://example.org/x">the <em>big</em> page</a>.</p>'
    with opened(written(body=body)) as file:
        targets = [str(a.A.URI) for p in file.pages for a in p.obj.get("/Annots", [])]
    assert targets.count("https://example.org/x") == 2  # in the text, in the list


def test_image_is_laid_out_from_memory() -> None:
    """The writer reads no disk: the picture comes with the composition."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "#824").save(buffer, "PNG")
    picture = Asset(name="images/a.png", media_type="image/png", data=buffer.getvalue())
    body = '<figure><img src="images/a.png" alt="A red bar"/></figure>'
    data = written(body=body, assets=(picture,))
    figures = list(structure(data).find("Figure"))
    assert [figure.alt for figure in figures] == ["A red bar"]
    with opened(data) as file:
        assert len(file.pages[0].get_images()) == 1


def test_figure_says_where_it_is_on_the_page() -> None:
    """Its box is in points from the page's foot (ISO 32000-1, 14.8.5.4.3)."""
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(buffer, "PNG")
    picture = Asset(name="images/a.png", media_type="image/png", data=buffer.getvalue())
    body = '<p>Above.</p><figure><img src="images/a.png" alt="A red bar"/></figure>'
    data = written(body=body, assets=(picture,))
    with opened(data) as file:
        kinds = (o for o in file.objects if isinstance(o, pikepdf.Dictionary))
        (figure,) = (o for o in kinds if o.get("/S") == "/Figure")
        box = [float(side) for side in figure.A.BBox]
    with pypdfium2.PdfDocument(data) as document:
        (image,) = (o for o in document[0].get_objects() if o.type == IMAGE)
        assert box == pytest.approx(image.get_bounds(), abs=0.1)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1/", "x.png"]
)
def test_what_is_not_carried_along_is_an_error(address: str) -> None:
    """Nothing is fetched, and nothing is left out in silence."""
    body = f'<p><img src="{address}" alt="x"/></p>'
    with pytest.raises(OutputError, match="could not be laid out"):
        written(body=body)


def test_no_stream_ends_in_a_carriage_return() -> None:
    """Before ``endstream`` it would be taken for part of the line end."""
    ambiguous = 0
    for size in range(0, 12_000, 16):
        made = pydyf.PDF()
        made.add_page(pydyf.Dictionary({"Type": "/Page", "MediaBox": [0, 0, 9, 9]}))
        made.add_object(pydyf.Stream([b"%d " % size * size], compress=True))
        finish = Finish()
        finish(None, made)
        buffer = io.BytesIO()
        made.write(buffer, b"1.7", identifier=True, compress=True)
        ambiguous += b"\r\nendstream" in buffer.getvalue()
        data = finish.sealed(buffer.getvalue())
        assert b"\r\nendstream" not in data
    assert ambiguous
    with opened(data) as file:
        assert len(file.pages) == 1


def test_same_input_makes_the_same_bytes() -> None:
    """Neither the clock nor earlier work in the process shows."""
    first = written()
    written(language=supplied("ar", "header"), body="<p>سلام 🦉</p>")
    assert written() == first


def test_cover_is_a_picture_of_the_first_page() -> None:
    """The raster has the size shops want and is no blank sheet."""
    made = cover.raster(dress(draft_cover(edition(), ARTICLE)))
    with Image.open(io.BytesIO(made.data)) as picture:
        assert picture.size == (1400, 2240)
        assert len(picture.convert("L").getcolors(256) or []) > 50


def test_page_is_a_document_for_any_renderer() -> None:
    """The page names its fonts as files and holds its rules."""
    page = pdf.page(paged())
    assert page.startswith("<!DOCTYPE html>")
    assert Path(page.split("src: url(file://")[1].split(")")[0]).is_file()


@pytest.mark.validators
@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": inferred("The tram…", "opening-words")},
        {"body": "<ol><li><p>One</p></li></ol><dl><dt>A</dt><dd>B</dd></dl>"},
        {"body": "<p>🦉 ბ \ue001</p>"},
        {
            "body": '<table><thead><tr><td></td><th scope="col">A</th></tr></thead>'
            "<tbody><tr><td>corner</td><td></td></tr></tbody></table>"
        },
        {"body": '<table><tbody><tr><th scope="col">A</th></tr></tbody></table>'},
        {"body": "<p>of\u200bf of\u200cf</p>"},
        {"language": supplied("hi", "x"), "body": "<p>पहाड़ी में कई</p>"},
        {"language": supplied("ar", "x"), "body": "<p>وتُعدّ الأحساء</p>"},
        {
            "body": '<h2 id="s1">A</h2><h3 id="s2">B</h3><p>x</p>',
            "headings": (Heading(identifier="s1", level=2, text="A"),),
            "notices": (Notice(code="x", message="y"),),
        },
    ],
)
def test_judge_finds_nothing(
    tmp_path: Path, changes: dict[str, object], profile: str
) -> None:
    """PDF/UA-1 and PDF/A-3a, both at once, whatever the article holds."""
    judge = pytest.importorskip("page")
    path = tmp_path / "x.pdf"
    path.write_bytes(written(**changes))
    report = judge.validate_pdf(str(path), profile=judge.ValidationProfile(profile))
    assert report.failures == []
