"""A page with colours of every kind, and what a PDF paints with, read back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pypdfium2
from articles import edition
from PIL import Image

from exporter import layouts
from exporter.composition import Composition, Medium
from exporter.layouts.compose import compose
from exporter.model import Asset
from exporter.writers import pdf

LABELS = {"rg": "RGB", "RG": "RGB", "k": "CMYK", "K": "CMYK", "g": "grey", "G": "grey"}
RULES = """
@page { bleed: 3mm; marks: crop }
.accent { color: #8c2f1b } .deep { color: #d6a24a; background: #17212b }
.ink { color: #161614 } .lab { color: lab(50 40 30) }
.half { opacity: .5; color: #8c2f1b } .grey { color: #777 }
.line { height: 2cm; background: linear-gradient(90deg, red, blue 40%, #d6a24a) }
.stop { height: 1cm; background: linear-gradient(90deg, red 50%, blue 50%) }
.round { height: 2cm; background: radial-gradient(red, rgb(0 0 255 / .3)) }
img { width: 3cm; height: 3cm; image-rendering: crisp-edges }
"""


def picture(mode: str, kind: str, **options: object) -> bytes:
    """Return a small picture with a sweep of colours."""
    sweep = Image.new("RGB", (64, 64))
    for x in range(64):
        for y in range(64):
            sweep.putpixel((x, y), (x * 4, y * 4, 255 - x * 4))
    buffer = io.BytesIO()
    made = sweep.convert(mode)
    if mode == "RGBA":
        made.putalpha(sweep.getchannel(1))
    made.save(buffer, kind, **options)
    return buffer.getvalue()


PICTURES = {
    "photo.jpg": picture("RGB", "JPEG", quality=90),
    "palette.png": picture("P", "PNG"),
    "alpha.png": picture("RGBA", "PNG"),
    "grey.png": picture("L", "PNG"),
    "inks.jpg": picture("CMYK", "JPEG"),
}


def composition(names: tuple[str, ...] = tuple(PICTURES)) -> Composition:
    """Return an article whose page has colours, gradients and pictures."""
    body = "".join(f'<p class="{kind}">A (rg) 1 0 0 rg\\ word</p>' for kind in (
        "accent", "deep", "ink", "lab", "half", "grey"
    ))  # fmt: skip
    body += '<p>See <a href="https://example.org/">the list</a>.</p>'
    body += '<div class="line"></div><div class="stop"></div><div class="round"></div>'
    body += "".join(
        f'<figure><img src="{name}" alt="A sweep"/></figure>' for name in names
    )
    whole = compose(edition(body=body), layouts.find("article"), Medium.PAGED)
    kinds = {"jpg": "image/jpeg", "png": "image/png"}
    assets = tuple(
        Asset(name=name, media_type=kinds[name[-3:]], data=PICTURES[name])
        for name in names
    )
    return replace(
        whole, assets=whole.assets + assets, stylesheet=whole.stylesheet + RULES
    )


def written() -> bytes:
    """Return the PDF of that article."""
    return pdf.write(composition())


def opened(data: bytes) -> pikepdf.Pdf:
    """Open a PDF from memory."""
    return pikepdf.open(io.BytesIO(data))


def rendered(data: bytes, number: int = 0) -> Image.Image:
    """Return a page as a picture, 72 pixels an inch."""
    document = pypdfium2.PdfDocument(data)
    try:
        return document[number].render(scale=1).to_pil().convert("RGB")
    finally:
        document.close()


def painted(file: pikepdf.Pdf) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield each colour that an operator sets: its space and its numbers."""
    for holder in streams(file):
        for operands, operator in pikepdf.parse_content_stream(holder):
            name = str(operator)
            if name in LABELS:
                yield LABELS[name], tuple(map(float, operands))
            elif name in ("cs", "CS"):
                yield str(operands[0]), ()


def streams(file: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the pages, forms and tiling patterns."""
    yield from (page.obj for page in file.pages)
    for item in file.objects:
        if isinstance(item, pikepdf.Stream) and (
            item.get("/Subtype") == "/Form" or item.get("/PatternType") == 1
        ):
            yield item


def spaces(file: pikepdf.Pdf) -> set[str]:
    """Return the colour spaces of pictures, shadings and groups."""
    found = set()
    for item in file.objects:
        if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        if "/ShadingType" in item or item.get("/Subtype") == "/Image":
            found.add(_named(item.get("/ColorSpace", pikepdf.Name.Mask)))
        if isinstance(item.get("/Group"), pikepdf.Dictionary):
            found.add(_named(item.Group.CS))
    return found


def _named(space: pikepdf.Object) -> str:
    if isinstance(space, pikepdf.Array):
        inner = _named(space[1]) if space[0] == "/Indexed" else ""
        return f"{space[0]} {inner}".strip()
    return str(space)
