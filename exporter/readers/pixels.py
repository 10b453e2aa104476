"""Image files to what both formats take: sRGB, 8 bits, upright, without metadata."""

from __future__ import annotations

import hashlib
import struct
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from exporter.errors import InputError
from exporter.model import Asset
from exporter.readers import signatures, slugs

SIDE = 1600
"""Pixels on the long side beyond which an image is scaled down."""
PIXELS = 40_000_000
"""Pixels beyond which an image is refused unread."""
_QUALITY = 85
DAMAGE = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError,
    struct.error, zlib.error,
)  # fmt: skip
"""What Pillow's decoders raise at damaged files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image ready for both formats; width and height are pixels."""

    asset: Asset
    width: int
    height: int
    notices: tuple[str, ...] = ()


def prepare(data: bytes, name: str, stem: str, where: str) -> Picture:
    """Check an image and make it safe; a clean file keeps its bytes.

    ``name`` calls it in messages, ``stem`` begins the name of the asset.

    Raises:
        InputError: another format, a damaged file, or too many pixels.
    """
    notices: list[str] = []
    with warnings.catch_warnings():
        # Pillow warns of odd metadata, all of which is dropped here.
        warnings.simplefilter("ignore")
        try:
            data, kind, size = _prepare(data, name, where, notices)
        except UnidentifiedImageError as error:
            kind, hint = signatures.unknown(data)
            message = f"image {name} is {kind}"
            raise InputError(message, where=where, hint=hint) from error
        except Image.DecompressionBombError as error:
            raise _too_large(name, where) from error
        except DAMAGE as error:
            hint = "open and save it again, or fetch it anew"
            message = f"image {name} is damaged or cut off"
            raise InputError(message, where=where, hint=hint) from error
    return Picture(
        asset=_asset(data, kind, stem),
        width=size[0],
        height=size[1],
        notices=tuple(notices),
    )


def _prepare(
    data: bytes, name: str, where: str, notices: list[str]
) -> tuple[bytes, str, tuple[int, int]]:
    image = Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP"))
    if image.width * image.height > PIXELS:
        size = f"({image.width} by {image.height})"
        raise _too_large(f"{name} {size}", where)
    image.load()  # decodes it all, so that damage shows now
    if signatures.is_clean(data) and max(image.size) <= SIDE:
        return data, image.format or "", image.size
    return _convert(image, data, notices)


def _too_large(name: str, where: str) -> InputError:
    return InputError(
        f"image {name} has more than {PIXELS // 10**6} million pixels",
        where=where,
        hint=f"{SIDE} on the long side are enough",
    )


def _convert(
    image: Image.Image, data: bytes, notices: list[str]
) -> tuple[bytes, str, tuple[int, int]]:
    """Return the image anew: bytes, format, width and height."""
    if getattr(image, "is_animated", False) and image.format != "MPO":
        notices.append("animated; only its first frame is shown")
    lossy = signatures.is_lossy(data)
    plain = _plain(_srgb(_upright(image), notices))
    plain.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    plain.info.clear()  # colour profile, comments, transparency, resolution
    buffer = BytesIO()
    if lossy and plain.mode != "RGBA":
        plain.save(buffer, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
        return buffer.getvalue(), "JPEG", plain.size
    plain.save(buffer, "PNG")
    return buffer.getvalue(), "PNG", plain.size


def _upright(image: Image.Image) -> Image.Image:
    """Turn an image as its Exif orientation says, if that is legible."""
    try:
        return ImageOps.exif_transpose(image)
    except DAMAGE:
        return image


def _srgb(image: Image.Image, notices: list[str]) -> Image.Image:
    """Apply the image's own colour profile, if it has one that fits."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK", "RGBA"):
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        changed = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        notices.append("its colour profile does not fit and was ignored")
        return image
    return changed if changed is not None else image


def _plain(image: Image.Image) -> Image.Image:
    """Return the image in 8 bits as grey, RGB, or RGBA if anything shows through."""
    if image.mode.startswith("I") or image.mode == "F":
        wide = image.convert("I")
        return wide.point(lambda value: value * (1 / 256)).convert("L")
    if "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        clear = image.convert("RGBA")
        low, _ = clear.getchannel("A").getextrema()
        return clear if low != 255 else clear.convert("RGB")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _asset(data: bytes, kind: str, stem: str) -> Asset:
    digest = hashlib.sha256(data).hexdigest()[:8]
    suffix, media = ("png", "image/png") if kind == "PNG" else ("jpg", "image/jpeg")
    name = f"images/{slugs.ascii_name(stem) or 'image'}-{digest}.{suffix}"
    return Asset(name=name, media_type=media, data=data)
