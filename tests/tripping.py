"""A sound book and a sound PDF, and for each rule the one change that trips it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
from files import Change
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

PACKAGE, PAGE, NAV, NCX, CSS = (
    f"EPUB/{name}"
    for name in ("content.opf", "text-1.xhtml", "nav.xhtml", "toc.ncx", "style.css")
)
COVER = "EPUB/images/cover.jpg"
Alter = Callable[[pikepdf.Pdf], None]


def sub(name: str, old: str, new: str, flags: int = 0) -> Change:
    """Replace the first match of a pattern in a member."""

    def change(files: dict[str, bytes]) -> None:
        text, count = re.subn(
            old, lambda _: new, files[name].decode(), count=1, flags=flags
        )
        assert count, f"{name} has no {old}"
        files[name] = text.encode()

    return change


def body(markup: str) -> Change:
    """Put markup to the end of the page."""
    return sub(PAGE, "</body>", f"{markup}</body>")


def css(text: str) -> Change:
    """Put a rule to the end of the stylesheet."""

    def change(files: dict[str, bytes]) -> None:
        files[CSS] += text.encode()

    return change


def all_of(*changes: Change) -> Change:
    """Do several changes that make one fault."""

    def change(files: dict[str, bytes]) -> None:
        for one in changes:
            one(files)

    return change


def put(name: str, data: bytes, kind: str) -> Change:
    """Add a file to the book and its manifest."""

    def change(files: dict[str, bytes]) -> None:
        files[f"EPUB/{name}"] = data
        key = re.sub(r"\W", "-", name)
        item = f'<item id="{key}" href="{name}" media-type="{kind}"/>'
        sub(PACKAGE, "</manifest>", f"{item}</manifest>")(files)

    return change


def picture(kind: str, size: tuple[int, int] = (600, 800), mode: str = "RGB") -> bytes:
    """Return an empty image in a format."""
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind)
    return buffer.getvalue()


def cover(data: bytes) -> Change:
    """Give the book another cover."""
    return lambda files: files.update({COVER: data})


def drop(name: str) -> Change:
    """Take a file out of the book."""

    def change(files: dict[str, bytes]) -> None:
        del files[name]

    return change


def pages(count: int) -> Change:
    """Add pages to the manifest, each a copy of the first."""

    def change(files: dict[str, bytes]) -> None:
        small = re.sub(rb"<body>.*</body>", b"<body/>", files[PAGE], flags=re.DOTALL)
        for number in range(count):
            put(f"more-{number}.xhtml", small, "application/xhtml+xml")(files)

    return change


def edit_original(files: dict[str, bytes]) -> None:
    """Change what the book was made from."""
    (name,) = (name for name in files if "originals/" in name)
    files[name] += b"!"


ROW = "<tr><th>a</th></tr>"
NOTE = '<div id="n9" role="doc-footnote" epub:type="footnote">A note.{}</div>'
REFERENCE = '<a href="#n9" id="r9" epub:type="noteref" role="doc-noteref">9</a>'
BACK = '<a href="#r9" role="doc-backlink">back</a>'

BOOK: dict[str, Change] = {
    "FILE001": drop("META-INF/container.xml"),
    "FILE002": sub(PAGE, "</h1>", ""),
    "FILE003": sub(
        PACKAGE,
        "</manifest>",
        '<item id="x" href="x.css" media-type="text/css"/></manifest>',
    ),
    "FILE004": body('<p><a href="text-9.xhtml">on</a></p>'),
    "FILE005": body('<p><img src="https://example.org/a.png" alt="a"/></p>'),
    "FILE007": edit_original,
    "KINDLE001": all_of(drop(NCX), sub(PACKAGE, r"<item [^>]*toc\.ncx[^>]*/>", "")),
    "KINDLE002": sub(NCX, 'content src="[^"]+"', 'content src=""'),
    "KINDLE003": all_of(
        sub(PACKAGE, ' properties="cover-image"', ""),
        sub(PACKAGE, '<meta name="cover"[^>]*/>', ""),
    ),
    "KINDLE004": cover(picture("GIF")),
    "KINDLE005": cover(picture("JPEG", (400, 600))),
    "KINDLE006": put("images/a.webp", picture("WEBP"), "image/webp"),
    "KINDLE007": body('<p><img alt="a"/></p>'),
    "KINDLE008": sub(PAGE, r"<\?xml[^>]*>", ""),
    "KINDLE009": all_of(
        sub(PAGE, "<body>", '<body id="b">'), body('<a href="#b">up</a>')
    ),
    "KINDLE010": body("<form><p>A form.</p></form>"),
    "KINDLE011": body('<p><img src="data:image/gif;base64,R0lG" alt="a"/></p>'),
    "KINDLE012": css("p { margin-left: -1em }"),
    "KINDLE013": css("p { font-size: 12px }"),
    "KINDLE014": body(f"<table>{ROW * 101}</table>"),
    "KINDLE015": pages(301),
    "KINDLE016": put("a.css", b"\n" * 50_000_000, "text/css"),
    "KOBO001": body('<p><a href="nav.xhtml#contents" epub:type="noteref">9</a></p>'),
    "KOBO002": body(f"<p>{REFERENCE}</p>{NOTE.format(BACK)}".replace(
        ' epub:type="noteref"', "")),
    "KOBO003": body(f"<p>{REFERENCE}</p>{NOTE.format('')}"),
    "KOBO004": body('<p><img src="images/cover.jpg" alt="a"/></p>'),
    "KOBO005": put("images/a.png", picture("PNG") + bytes(6 << 20), "image/png"),
    "KOBO006": put("images/a.jpg", picture("JPEG", mode="CMYK"), "image/jpeg"),
    "KOBO007": all_of(
        *(
            step
            for name in "abc"
            for step in (
                put(f"images/{name}.png", picture("PNG") + bytes(4 << 20), "image/png"),
                body(f'<p><img src="images/{name}.png" alt="a"/></p>'),
            )
        )
    ),
    "READER001": put("images/a.png", picture("PNG", (2400, 2400)), "image/png"),
    "READER002": css("p { margin: var(--gap) }"),
    "READER003": lambda files: files.update({CSS: b'@import "a.css";' + files[CSS]}),
    "READER004": css("@media screen { ul { display: flex } }"),
    "READER005": css("pre { background: #eee }"),
    "READER006": body('<p style="color: black">Words.</p>'),
    "META001": sub(PACKAGE, "<dc:title>[^<]*", "<dc:title>Untitled"),
    "META002": sub(PACKAGE, 'unique-identifier="[^"]*"', 'unique-identifier="other"'),
    "META003": sub(PACKAGE, "<dc:language>[^<]*", "<dc:language>English"),
    "META004": sub(PACKAGE, "<dc:date>[^<]*", "<dc:date>17 June 2025"),
    "META005": sub(PACKAGE, r"(?<=modified\">)[^<]*", "2025-07-02"),
    "META006": sub(PACKAGE, r"(?<=creator-1\">)[^<]*", "Unknown"),
    "META007": sub(
        PACKAGE, "</metadata>",
        '<meta property="belongs-to-collection" id="c">Daily</meta>'
        '<meta refines="#c" property="collection-type">series</meta></metadata>',
    ),
    "META009": sub(PACKAGE, "<dc:language>[^<]*", "<dc:language>und"),
    "A11Y001": all_of(
        sub(PACKAGE, "<meta[^>]*>alternativeText</meta>", ""),
        put("images/a.png", picture("PNG"), "image/png"),
        body('<p><img src="images/a.png"/></p>'),
    ),
    "A11Y002": body("<h2>A</h2><h4>B</h4>"),
    "A11Y003": sub(PAGE, ' lang="en" xml:lang="en"', ""),
    "A11Y004": sub(PACKAGE, "<meta[^>]*accessibilitySummary[^<]*</meta>", ""),
    "A11Y005": sub(
        PACKAGE, "</metadata>",
        '<meta property="schema:accessibilityFeature">pageNavigation</meta></metadata>',
    ),
    "A11Y006": body("<table><tr><td>a</td></tr></table>"),
    "A11Y007": body('<p><a href="nav.xhtml"> </a></p>'),
    "A11Y008": sub(NAV, '<nav epub:type="landmarks".*</nav>', "", re.DOTALL),
    "A11Y009": sub(PAGE, "<title>[^<]*", "<title>"),
    "A11Y010": body('<p><span epub:type="pagebreak" id="p2" title="2"/></p>'),
}  # fmt: skip
"""By its code, what trips a rule of EPUB."""


def draw(operators: bytes) -> Alter:
    """Draw on the first page."""
    return lambda pdf: pdf.pages[0].contents_add(b"q " + operators + b" Q")


def _embed_nothing(pdf: pikepdf.Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources.Font["/Fx"] = pdf.make_indirect(font)


def _show_coarse(pdf: pikepdf.Pdf) -> None:
    image = pdf.make_stream(
        bytes(100), Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    form = pdf.make_stream(
        b"q 10 0 0 10 0 0 cm /Ix Do Q", Type=Name.XObject, Subtype=Name.Form,
        BBox=Array([0, 0, 10, 10]), Resources=Dictionary(XObject=Dictionary(Ix=image)),
    )  # fmt: skip
    resources = pdf.pages[0].obj.Resources
    resources.XObject = resources.get("/XObject", Dictionary())
    resources.XObject["/Fm"] = form
    draw(b"20 0 0 20 50 50 cm /Fm Do")(pdf)


def _speechless(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/S") == Name.Figure:
            del item["/Alt"]


def _claim_x(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info["/GTS_PDFXVersion"] = String("PDF/X-4")


def _claim_x_soundly(pdf: pikepdf.Pdf) -> None:
    _claim_x(pdf)
    pdf.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFX)])
    for page in pdf.pages:
        page.obj.TrimBox = page.obj.MediaBox


def _many_without_outline(pdf: pikepdf.Pdf) -> None:
    for _ in range(11):
        pdf.pages.append(pdf.pages[0])
    del pdf.Root["/Outlines"]


def _forget_original(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/AF"], pdf.Root["/Names"]["/EmbeddedFiles"]


def _untitle(pdf: pikepdf.Pdf) -> None:
    del pdf.trailer.Info["/Title"], pdf.Root["/Metadata"]


def _anonymous(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info["/Author"] = String("Unknown")


def _set_root(key: str, value: object) -> Alter:
    return lambda pdf: pdf.Root.__setitem__(key, value)


SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
PDF: dict[str, Alter] = {
    "FILE006": _set_root("/OpenAction", SCRIPT),
    "FILE008": _forget_original,
    "META001": _untitle,
    "META003": _set_root("/Lang", String("English")),
    "META006": _anonymous,
    "META008": lambda pdf: pdf.trailer.Info.__setitem__("/Title", String("Other")),
    "META009": _set_root("/Lang", String("und")),
    "A11Y011": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
    "A11Y012": _speechless,
    "A11Y013": _many_without_outline,
    "A11Y014": lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
    "PRINT001": _embed_nothing,
    "PRINT002": _show_coarse,
    "PRINT003": draw(b"0.1 w 50 50 m 90 90 l S"),
    "PRINT004": lambda pdf: pdf.add_blank_page(page_size=(300, 400)) and None,
    "PRINT005": lambda pdf: pdf.pages[0].obj.__setitem__(
        "/TrimBox", Array([-9, 0, 100, 100])
    ),
    "PRINT006": _claim_x,
    "PRINT007": _claim_x_soundly,
}
"""By its code, what trips a rule of PDF."""
ALSO = {"PRINT005": {"PRINT004"}, "PRINT006": {"PRINT007"}}
"""What a change can't but trip, too."""


def rewrite(source: Path, target: Path, change: Change) -> Path:
    """Write an EPUB anew, its members changed first."""
    import zipfile

    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    # Stored, because one of the faults is size.
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target
