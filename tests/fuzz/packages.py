"""Documents of word processors: packages around a file of XML.

Bytes of a package that are changed at random are a damaged package and no more, so
what is in it is fuzzed as a kind of its own and packed for its reader.
"""

from __future__ import annotations

import io
import zipfile
from html import escape

from fuzz.samples import Draw, Sample, Words
from hypothesis import strategies as st
from lxml import etree

_WORD = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>"""
_RELATIONS = f"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>"""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT_DOCUMENT = "application/vnd.oasis.opendocument.text"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TEXT_DOCUMENT}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DOCX_FRAME = (
    f'<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}" xmlns:mc="{_MC}" '
    f'xmlns:a="{_DRAWING}/main" xmlns:wp="{_DRAWING}/wordprocessingDrawing"><w:body>',
    "</w:body></w:document>",
)
_SPACES = (
    "".join(
        f' xmlns:{name}="{_NAMES}:{name if name != "draw" else "drawing"}:1.0"'
        for name in ("office", "text", "table", "style", "draw")
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink"'
)
ODT_FRAME = (
    f'<office:document-content{_SPACES} office:version="1.3">'
    "<office:body><office:text>",
    "</office:text></office:body></office:document-content>",
)


def well_formed(xml: bytes) -> bytes:
    """Return XML with its tags closed: else most changes show no more than that.

    What declares anything is left as it is, and so is what can't be mended.
    """
    if b"<!" in xml:
        return xml
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        return xml
    return xml if root is None else etree.tostring(root, encoding="utf-8")


def docx_of(xml: bytes) -> bytes:
    """Pack the main part of a Word document (ECMA-376, part 2)."""
    return _packed({
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _RELATIONS.encode(),
        "word/document.xml": well_formed(xml),
    })  # fmt: skip


def odt_of(xml: bytes) -> bytes:
    """Pack the content of an OpenDocument text (OASIS ODF 1.3, part 2)."""
    return _packed({
        "mimetype": _TEXT_DOCUMENT.encode(),
        "content.xml": well_formed(xml),
        "META-INF/manifest.xml": _MANIFEST.encode(),
    })  # fmt: skip


def _packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)  # its date is always the same
    return out.getvalue()


def docx() -> st.SearchStrategy[Sample]:
    """Make Word documents, or of one the main part alone."""
    inside = st.composite(_docx)()
    return inside | inside.map(lambda s: Sample(docx_of(s.data), s.words))


def odt() -> st.SearchStrategy[Sample]:
    """Make OpenDocument texts, or of one the content alone."""
    inside = st.composite(_odt)()
    return inside | inside.map(lambda s: Sample(odt_of(s.data), s.words))


def _docx(draw: Draw) -> Sample:
    """Make a main part: a title, paragraphs with runs, headings, tables."""
    words = Words(draw)
    body = [_paragraph(words.some(3, 6), "Title")]
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(("prose", "heading", "table", "bold")))
        if kind == "prose":
            body.append(_paragraph(words.sentences()))
        elif kind == "heading":
            body.append(_paragraph(words.some(2, 4), "Heading2"))
            body.append(_paragraph(words.sentences()))
        elif kind == "bold":
            bold = f"<w:r><w:rPr><w:b/></w:rPr>{_run(words.some())}</w:r>"
            body.append(f"<w:p>{bold}<w:r>{_run(' ' + words.sentences())}</w:r></w:p>")
        else:
            cells = (_paragraph(words.one()) for _ in range(4))
            one, two, three, four = (f"<w:tc>{cell}</w:tc>" for cell in cells)
            rows = f"<w:tr>{one}{two}</w:tr><w:tr>{three}{four}</w:tr>"
            body.append(f"<w:tbl>{rows}</w:tbl>")
    before, after = DOCX_FRAME
    return words.sample(f"{_DECLARED}{before}{''.join(body)}{after}")


def _run(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def _paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r>{_run(text)}</w:r></w:p>"


def _odt(draw: Draw) -> Sample:
    """Make a content: a title, paragraphs with spans, headings, lists, tables."""
    words = Words(draw)
    body = [f'<text:p text:style-name="Title">{escape(words.some(3, 6))}</text:p>']
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(("prose", "heading", "list", "table")))
        if kind == "heading":
            heading = escape(words.some(2, 4))
            body.append(f'<text:h text:outline-level="2">{heading}</text:h>')
        elif kind == "list":
            items = (escape(words.some()) for _ in range(draw(st.integers(1, 3))))
            marked = (f"<text:list-item><text:p>{item}</text:p></text:list-item>"
                      for item in items)  # fmt: skip
            body.append(f"<text:list>{''.join(marked)}</text:list>")
        elif kind == "table":
            cells = (f"<table:table-cell><text:p>{escape(words.one())}</text:p>"
                     "</table:table-cell>" for _ in range(2))  # fmt: skip
            row = f"<table:table-row>{''.join(cells)}</table:table-row>"
            columns = '<table:table-column table:number-columns-repeated="2"/>'
            body.append(f"<table:table>{columns}{row}</table:table>")
        span = f"<text:span>{escape(words.some())}</text:span>"
        body.append(f"<text:p>{escape(words.sentences())} {span}</text:p>")
    before, after = ODT_FRAME
    return words.sample(f"{_DECLARED}{before}{''.join(body)}{after}")
