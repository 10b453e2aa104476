"""Pictures of a PDF brought into another colour space, their masks kept."""

from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Array, Name, String
from PIL import Image, ImageOps

from exporter.errors import OutputError
from exporter.writers.spaces import COMPONENTS, Kind, kind_of
from exporter.writers.targets import Target

_QUALITY = 95  # of JPEG, colours not subsampled: the second loss is not to be seen
_MOST_PIXELS = 200_000_000
_MODES = {Kind.GREY: "L", Kind.RGB: "RGB", Kind.CMYK: "CMYK"}
_PACKING = 6
_DAMAGES = (
    OSError,
    ValueError,
    Image.DecompressionBombError,
    pikepdf.PdfError,
    pikepdf.UnsupportedImageTypeError,
)


def convert(
    picture: pikepdf.Stream, named: pikepdf.Object | None, target: Target
) -> None:
    """Bring a picture into the target's space, in place (ISO 32000-1, 8.9.5).

    Grey ones stay grey, which on a press is black ink; palettes alone are
    converted where there are some. A JPEG stays one.

    Raises:
        OutputError: it is damaged, too large or of a rare kind.
    """
    if picture.get("/ImageMask", False):
        return
    space = picture.get("/ColorSpace")
    kind = kind_of(space, named)
    if kind is Kind.INDEXED:
        picture.ColorSpace = _palette(space, named, target)
    elif kind in (target.kind, Kind.GREY):
        picture.ColorSpace = kind.device
    elif kind in _MODES:
        _replace(picture, target.picture(_decoded(picture, kind)), target)
    else:
        raise OutputError(f"a picture in {kind.value[1:]} can't be converted")


def _palette(
    space: pikepdf.Object | None, named: pikepdf.Object | None, target: Target
) -> pikepdf.Object:
    """Return an indexed space with another palette (ISO 32000-1, 8.6.6.3)."""
    if not isinstance(space, pikepdf.Array):
        raise OutputError("a picture names its palette, and so can't be converted")
    kind = kind_of(space[1], named)
    if kind in (target.kind, Kind.GREY):
        return Array([Name.Indexed, kind.device, space[2], space[3]])
    if kind not in _MODES:
        raise OutputError(f"a palette in {kind.value[1:]} can't be converted")
    table = space[3]
    data = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
    count, size = int(space[2]) + 1, COMPONENTS[kind]
    data = data[: count * size].ljust(count * size, b"\0")
    row = Image.frombytes(_MODES[kind], (count, 1), data).convert("RGB")
    made = target.picture(row).tobytes()
    return Array([Name.Indexed, target.kind.device, space[2], String(made)])


def _decoded(picture: pikepdf.Stream, kind: Kind) -> Image.Image:
    """Return the pixels of a picture in RGB."""
    size = int(picture.Width), int(picture.Height)
    if size[0] * size[1] > _MOST_PIXELS:
        raise OutputError(f"a picture of {size[0]} × {size[1]} pixels is too large")
    if isinstance(picture.get("/Mask"), pikepdf.Array):
        raise OutputError("a picture with a colour for its holes can't be converted")
    inverted = list(map(float, picture.get("/Decode", [])))[:1] == [1.0]
    try:
        if _packed_as(picture) == Name.DCTDecode:
            image: Image.Image = Image.open(io.BytesIO(picture.read_raw_bytes()))
            # Pillow takes every JPEG in CMYK for one with inverted inks.
            inverted ^= image.mode == "CMYK"
            image.load()
        else:
            image = _unpacked(picture, size, kind)
    except _DAMAGES as error:
        raise OutputError(f"a picture is damaged: {error}") from error
    return (ImageOps.invert(image) if inverted else image).convert("RGB")


def _unpacked(
    picture: pikepdf.Stream, size: tuple[int, int], kind: Kind
) -> Image.Image:
    bits = int(picture.get("/BitsPerComponent", 8))
    if _packed_as(picture) in (Name.FlateDecode, Name.LZWDecode) and bits in (8, 16):
        return Image.frombytes(_MODES[kind], size, picture.read_bytes()[:: bits // 8])
    return pikepdf.PdfImage(picture).as_pil_image()


def _packed_as(picture: pikepdf.Stream) -> pikepdf.Object | None:
    """Return the filter of a picture, the last one if there are several."""
    filters = picture.get("/Filter")
    if isinstance(filters, pikepdf.Array):
        return filters[0] if len(filters) == 1 else None
    return filters


def _replace(picture: pikepdf.Stream, image: Image.Image, target: Target) -> None:
    if _packed_as(picture) == Name.DCTDecode:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
        picture.write(buffer.getvalue(), filter=Name.DCTDecode)
        inverted = target.kind is Kind.CMYK  # as Pillow writes it
    else:
        data = zlib.compress(image.tobytes(), _PACKING)
        picture.write(data, filter=Name.FlateDecode)
        inverted = False
    picture.ColorSpace = target.kind.device
    picture.BitsPerComponent = 8
    for key in ("/Decode", "/Intent"):
        if key in picture:
            del picture[key]
    if inverted:
        picture.Decode = Array([1, 0] * COMPONENTS[target.kind])
