"""Pictures in books: nothing that a black page would swallow, no more than needed."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import books
import pytest
from opened import Book
from PIL import Image

from exporter.model import Asset
from exporter.writers import cover, plates


def png(mode: str, colour: object, **options: object) -> Asset:
    buffer = BytesIO()
    Image.new(mode, (4, 4), colour).save(buffer, "PNG", **options)
    return Asset(name="images/a.png", media_type="image/png", data=buffer.getvalue())


def pixel(asset: Asset) -> tuple[str, object]:
    with Image.open(BytesIO(asset.data)) as image:
        return image.mode, image.getpixel((0, 0))


@pytest.mark.parametrize(
    ("asset", "mode", "colour"),
    [
        (png("RGBA", (0, 0, 0, 0)), "RGB", (255, 255, 255)),
        (png("RGBA", (0, 0, 0, 51)), "RGB", (204, 204, 204)),
        (png("LA", (0, 0)), "L", 255),
        (png("P", 0, transparency=0), "RGB", (255, 255, 255)),
        (png("RGB", (1, 2, 3), transparency=(1, 2, 3)), "RGB", (255, 255, 255)),
    ],
)
def test_what_shows_its_ground_is_laid_on_white(
    asset: Asset, mode: str, colour: object
) -> None:
    laid = plates.opaque(asset)
    assert pixel(laid) == (mode, colour)
    assert laid == plates.opaque(asset)
    assert laid.name == asset.name
    whole = books.book()
    shown = replace(asset, name=whole.assets[0].name)
    book = Book(replace(whole, assets=(shown,)))
    assert book.files["EPUB/images/wind-rose.png"] == laid.data


@pytest.mark.parametrize(
    "asset",
    [
        png("RGB", (1, 2, 3)),
        png("RGBA", (1, 2, 3, 255)),
        Asset(name="a.jpg", media_type="image/jpeg", data=b"\xff\xd8 tRNS"),
    ],
)
def test_other_pictures_keep_their_bytes(asset: Asset) -> None:
    assert plates.opaque(asset) is asset


def test_nothing_in_a_book_is_remote_or_written_as_data() -> None:
    """Links lead outward; what a page or a stylesheet shows lies in the book."""
    rule = "p { background: url(data:image/png;base64,AA==) } q { margin: 0 }"
    book = Book(replace(books.book(), stylesheet=rule))
    shown = [
        value
        for name in book.files
        if name.endswith(".xhtml")
        for value in book.tree(name.removeprefix("EPUB/")).xpath(
            "//@src | //@srcset | //@poster | //@data | //*[local-name()='link']/@href"
        )
    ]
    assert set(shown) == {"images/cover.png", "images/wind-rose.png", "style.css"}
    assert book.files["EPUB/style.css"] == b"q { margin: 0 }\n"


def test_a_cover_is_a_baseline_jpeg_of_the_shape_that_shops_ask_for() -> None:
    from articles import edition

    from exporter import layouts
    from exporter.layouts.compose import draft_cover
    from exporter.layouts.dress import dress

    for layout in layouts.available():
        data = cover.raster(dress(draft_cover(edition(), layout))).data
        with Image.open(BytesIO(data)) as image:
            image.load()
            width, height = image.size
            assert (image.format, image.mode) == ("JPEG", "RGB")
            assert "progressive" not in image.info
        assert width == 1400
        assert 1.6 <= height / width <= 1.9
        assert len(data) < 5_000_000
