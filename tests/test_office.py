"""Documents of word processors: words, structure, images, and packages that harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import books
import pytest

from exporter import readers
from exporter.errors import InputError
from exporter.model import Article, inferred, stated

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"
CORE = (
    f'<cp:coreProperties xmlns:cp="{PKG}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title>'
    "<dc:creator>%s</dc:creator></cp:coreProperties>"
)
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="i" descr="A grey map"/>'
    "<a:graphic><a:graphicData><pic:pic><pic:blipFill>"
    '<a:blip r:%s="rId7"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p>"
)


def paragraph(text: str, style: str = "", run: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r>{run}<w:t>{text}</w:t></w:r></w:p>"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(
    body: str,
    others: Mapping[str, str | bytes] | None = None,
    *,
    core: str = "",
    image: str = "",
) -> bytes:
    """Return a document of Word with this body."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/></w:style>'
        for name in ("Title", "Subtitle", "heading 1", "Quote", "caption")
    )
    notes = (
        '<w:footnote w:id="2"><w:p><w:r><w:t>Said the port.</w:t></w:r></w:p>'
        "</w:footnote>"
    )
    links = (
        image or f'<Relationship Id="rId7" Type="{REL}/image" Target="media/i.png"/>'
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PKG}/content-types">'
            '<Default Extension="png" ContentType="image/png"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PKG}/relationships">'
            f'<Relationship Id="r1" Type="{REL}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{PKG}/relationships">{links}</Relationships>'
            ),
            "word/document.xml": (
                f"<w:document {W}><w:body>{body}</w:body></w:document>"
            ),
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
            "word/footnotes.xml": f"<w:footnotes {W}>{notes}</w:footnotes>",
            "word/media/i.png": books.png(320, 200),
            "docProps/core.xml": core or CORE % ("Untitled", "python-docx"),
            **(others or {}),
        }
    )


ROWS = "".join(
    f"<w:tr><w:tc>{paragraph(a)}</w:tc><w:tc>{paragraph(b)}</w:tc></w:tr>"
    for a, b in (("Line", "Fare"), ("North", "4"))
)
BODY = (
    paragraph("Ferries sail again", "Title")
    + paragraph("After four weeks of ice", "Subtitle")
    + paragraph("The ferries sailed again on Tuesday, the port said.")
    + paragraph("The first morning", "heading1")
    + paragraph("Everyone cheered", run="<w:rPr><w:b/></w:rPr>")
    + paragraph("We are glad, she said.", "Quote")
    + DRAWING % "embed"
    + f"<w:tbl>{ROWS}</w:tbl>"
    + "<w:p><w:r><w:t>All is well.</w:t></w:r>"
    '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
)
OD = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"'
)
STYLES = (
    '<style:style style:name="P1" style:family="paragraph" '
    'style:parent-style-name="Title"/>'
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/>'
    "</text:list-style>"
)
PAGE = (
    '<text:p text:style-name="P1">Ferries sail again</text:p>'
    '<text:p text:style-name="Subtitle">After four weeks of ice</text:p>'
    "<text:p>The ferries sailed<text:s/>again on Tuesday, the port said."
    "<office:annotation><text:p>a secret remark</text:p></office:annotation></text:p>"
    '<text:h text:outline-level="2">The first morning</text:h>'
    '<text:p><text:span text:style-name="T1">Everyone cheered</text:span></text:p>'
    '<text:p text:style-name="Quotations">We are glad, she said.</text:p>'
    '<text:list text:style-name="L1"><text:list-item><text:p>One</text:p>'
    "</text:list-item></text:list>"
    '<text:p><draw:frame><draw:image xlink:href="Pictures/i.png"/>'
    "<svg:desc>A grey map</svg:desc></draw:frame></text:p>"
    "<table:table><table:table-header-rows><table:table-row><table:table-cell>"
    "<text:p>Line</text:p></table:table-cell><table:table-cell><text:p>Fare</text:p>"
    "</table:table-cell></table:table-row></table:table-header-rows><table:table-row>"
    '<table:table-cell table:number-columns-repeated="1000000"><text:p>North</text:p>'
    "</table:table-cell><table:table-cell><text:p>4</text:p></table:table-cell>"
    "</table:table-row></table:table>"
    '<text:p>All is well.<text:note text:id="n1" text:note-class="footnote">'
    "<text:note-citation>1</text:note-citation><text:note-body><text:p>Said the port."
    "</text:p></text:note-body></text:note></text:p>"
)


def odt(
    page: str = PAGE,
    others: Mapping[str, str | bytes] | None = None,
    *,
    title: str = "",
) -> bytes:
    """Return a document of LibreOffice with this text."""
    kind = "application/vnd.oasis.opendocument.text"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{media}"/>'
        for path, media in (("/", kind), ("content.xml", "text/xml"),
                            ("Pictures/i.png", "image/png"))
    )  # fmt: skip
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f"<office:document-content {OD}><office:automatic-styles>"
            f"{STYLES}</office:automatic-styles><office:body><office:text>{page}"
            "</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {OD}><office:styles/>"
            "</office:document-styles>",
            "meta.xml": f"<office:document-meta {OD}><office:meta><dc:title>{title}"
            "</dc:title></office:meta></office:document-meta>",
            "Pictures/i.png": books.png(320, 200),
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}">{entries}'
            "</m:manifest>",
            **(others or {}),
        }
    )


MADE = {"a.docx": docx(BODY), "a.odt": odt()}


def codes(article: Article) -> list[str]:
    return [notice.code for notice in article.notices]


@pytest.mark.parametrize("name", MADE)
def test_words_and_structure_are_read(name: str) -> None:
    found = readers.read_bytes(MADE[name], name)
    assert found.title == stated("Ferries sail again", "heading")
    assert [heading.text for heading in found.headings] == ["The first morning"]
    kind = name.removeprefix("a.")
    assert found.standfirst == stated("After four weeks of ice", f"{kind}:Subtitle")
    for part in (
        "The ferries sailed again on Tuesday, the port said.",
        "<strong>Everyone cheered</strong>",
        "<blockquote>",
        "We are glad, she said.",
        'alt="A grey map"',
        "Said the port.",
    ):
        assert part in found.body, part
    assert found.body.count("<tr>") == 2
    assert found.body.count("North") == 1
    assert "secret" not in found.body
    assert [asset.media_type for asset in found.assets] == ["image/png"]
    assert found.original.data == MADE[name]
    assert not found.byline.value


@pytest.mark.parametrize("name", MADE)
def test_notes_are_notes(name: str) -> None:
    found = readers.read_bytes(MADE[name], name)
    assert 'role="doc-noteref"' in found.body
    assert 'role="doc-endnotes"' in found.body


def test_numbered_lists_stay_numbered() -> None:
    assert "<ol>\n<li>" in readers.read_bytes(MADE["a.odt"], "a.odt").body


def test_the_properties_of_a_file_are_guesses() -> None:
    body = paragraph("The ferries sailed again on Tuesday, the port said.")
    core = CORE % ("Ferries and ice", "Ana Example")
    found = readers.read_bytes(docx(body, core=core), "a.docx")
    assert found.title == inferred("Ferries and ice", "docx:title")
    assert found.byline == inferred(("Ana Example",), "docx:creator")
    assert not found.published.value
    again = readers.read_bytes(
        odt(f"<text:p>{'Words. ' * 9}</text:p>", title="Ice"), "a.odt"
    )
    assert again.title == inferred("Ice", "odt:title")


@pytest.mark.parametrize("title", ["Document1", "Microsoft Word - a.doc", "old.docx"])
def test_what_programs_call_a_file_is_no_title(title: str) -> None:
    body = paragraph("The ferries sailed again on Tuesday, the port said.")
    found = readers.read_bytes(
        docx(body, core=CORE % (title, "Administrator")), "a.docx"
    )
    assert found.title.rule == "opening-words"
    assert not found.byline.value


@pytest.mark.parametrize(
    "target", ["https://example.org/i.png", "file:///etc/hostname", "../../secret.png"]
)
def test_images_elsewhere_are_left_out(target: str) -> None:
    link = (
        f'<Relationship Id="rId7" Type="{REL}/image" Target="{target}" '
        'TargetMode="External"/>'
    )
    body = paragraph("The ferries sailed again.") + DRAWING % "link"
    found = readers.read_bytes(docx(body, image=link), "a.docx")
    assert found.assets == ()
    page = (
        f'<text:p>Words.</text:p><text:p><draw:image xlink:href="{target}"/></text:p>'
    )
    found = readers.read_bytes(odt(page), "a.odt")
    assert found.assets == ()
    assert "image-left-out" in codes(found)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
DEEP = f"<x {W}>" + "<w:p>" * 5000 + "</w:p>" * 5000 + "</x>"
HARMFUL = {
    "entities.docx": docx("", {"word/document.xml": BOMB}),
    "outside.docx": docx("", {"word/styles.xml": OUTSIDE}),
    "wide.docx": docx("", {"word/document.xml": OUTSIDE.encode("utf-16")}),
    "deep.docx": docx("", {"word/document.xml": DEEP}),
    "blown.docx": docx("", {"word/media/b.png": bytes(8 * 2**20)}),
    "many.docx": docx("", {f"word/{n}.bin": b"" for n in range(5001)}),
    "nothing.docx": docx(""),
    "foreign.docx": zipped({"a.txt": "words"}),
    "rubbish.docx": docx("", {"word/document.xml": "<w:document"}),
    "senseless.docx": docx("", {"word/document.xml": "<x/>"}),
    "text.docx": b"Words and more words.",
    "cut.docx": docx(BODY)[:-100],
    "entities.odt": odt("", {"content.xml": BOMB}),
    "outside.odt": odt("", {"meta.xml": OUTSIDE}),
    "deep.odt": odt("", {"content.xml": DEEP}),
    "nothing.odt": odt(""),
    "foreign.odt": zipped({"a.txt": "words"}),
    "senseless.odt": odt("", {"content.xml": "<x/>"}),
    "cut.odt": odt()[:-100],
}


@pytest.mark.parametrize("name", HARMFUL)
def test_packages_that_harm_are_refused(name: str) -> None:
    with pytest.raises(InputError) as caught:
        readers.read_bytes(HARMFUL[name], name)
    assert caught.value.where == name
    assert "hostname" not in str(caught.value)


@pytest.mark.parametrize("name", ["a.docm", "a.doc", "a.rtf", "a.dotx", "a.pages"])
def test_other_documents_are_refused_with_a_way_out(name: str) -> None:
    with pytest.raises(InputError) as caught:
        readers.read_bytes(b"{\\rtf1 words}", name)
    assert "save it as .docx" in caught.value.hint
