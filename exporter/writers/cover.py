"""The cover page as a picture, for the front of an EPUB."""

from __future__ import annotations

import io

from exporter.composition import Composition
from exporter.model import Asset

_WIDTH = 1400  # pixels; shops ask for 1,400 or more on the short side
_QUALITY = 90


def raster(composition: Composition) -> Asset:
    """Return the first page of a composition as a JPEG, 1,400 pixels wide."""
    import pypdfium2

    from exporter.writers import pdf

    data = pdf.write(composition)
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        picture = page.render(scale=_WIDTH / page.get_width()).to_pil()
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, subsampling=0)
    return asset(buffer.getvalue())


def asset(data: bytes) -> Asset:
    """Return the bytes of a cover as the picture that it is."""
    return Asset(name="images/cover.jpg", media_type="image/jpeg", data=data)
