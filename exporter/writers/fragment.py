"""A run of pages laid out by itself, to be put together with others later.

Its fonts are named but not embedded: the whole gets one subset of each face.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from exporter.composition import Composition
from exporter.fonts.face import Face
from exporter.model import Notice
from exporter.writers import rendering
from exporter.writers.engine import POINTS
from exporter.writers.finish import Finish
from exporter.writers.tags import Place

_ITALIC = 2  # PANGO_STYLE_ITALIC
_EMPTY = (("string", ""),)
_SHARES = {"left": 0.0, "start": 0.0, "center": 0.5, "right": 1.0, "end": 1.0}
_ASCENT = 0.95  # of the type size: how far the baseline is below the line's top


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """The glyphs of a face that pages show, under its name in their resources.

    ``texts`` are what the glyphs stand for; ``widths``, ``ascent`` and ``descent``
    are thousandths of the type size; ``flags`` as in ISO 32000-1, 9.8.2.
    """

    name: str
    face: Face
    texts: dict[int, str]
    widths: dict[int, float]
    ascent: int
    descent: int
    flags: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where an ``id`` is: the page, counted from 0, and points from its corner."""

    page: int
    left: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """Where the number of a page is to be set, in points from the trim's corner.

    ``share`` is how much of the number stands before ``left``: 0, 0.5 or 1;
    ``ink`` is its colour, red, green and blue of 0 to 1.
    """

    page: int
    left: float
    base: float
    size: float
    share: float
    ink: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """Pages as a PDF without fonts, and what is needed to put them into another."""

    data: bytes = field(repr=False)
    pages: int
    fonts: tuple[Usage, ...]
    anchors: dict[str, Anchor]
    folios: tuple[Folio, ...] = ()
    notices: tuple[Notice, ...] = ()


def lay_out(composition: Composition, place: Place) -> Fragment:
    """Lay a composition out for its place in a larger file.

    Raises:
        OutputError: a native library is missing, or the engine met an error.
    """
    document = rendering.render(composition)
    faces = {(f.family, f.weight, f.italic): f for f in composition.faces}
    document.fonts.keep_apart()
    # The identifier and the seal are of the whole: for them, all is written twice.
    data = document.write_pdf(
        pdf_variant=rendering.VARIANT, pdf_identifier=False, finisher=Finish(place)
    )
    return Fragment(
        data=data,
        pages=len(document.pages),
        fonts=tuple(_usages(document.fonts, faces)),
        anchors=dict(_anchors(document.pages)),
        folios=tuple(_folios(document.pages)),
        notices=composition.notices,
    )


def _usages(
    fonts: dict[str, Any], faces: dict[tuple[str, int, bool], Face]
) -> Iterator[Usage]:
    for font in fonts.values():
        key = font.family, int(font.weight), font.style == _ITALIC
        yield Usage(
            name=font.hash,
            face=faces[key],
            texts=dict(font.to_unicode),
            widths=dict(font.widths),
            ascent=font.ascent,
            descent=font.descent,
            flags=font.flags,
        )


def _anchors(pages: list[Any]) -> Iterator[tuple[str, Anchor]]:
    for number, page in enumerate(pages):
        for name, (left, top, *_) in page.anchors.items():
            height = page.height * POINTS
            yield (
                name,
                Anchor(page=number, left=left * POINTS, top=height - top * POINTS),
            )


def _folios(pages: list[Any]) -> Iterator[Folio]:
    """Yield where pages have room for their number: an empty margin box."""
    for number, page in enumerate(pages):
        for box in page._page_box.children:
            if getattr(box, "at_keyword", "") and box.style["content"] == _EMPTY:
                share = _SHARES.get(box.style["text_align_all"], 1.0)
                size = box.style["font_size"]
                base = page.height - box.content_box_y() - _ASCENT * size
                left = box.content_box_x() + share * box.width
                yield Folio(
                    page=number,
                    left=left * POINTS,
                    base=base * POINTS,
                    size=size * POINTS,
                    share=share,
                    ink=_ink(box.style["color"]),
                )


def _ink(colour: Any) -> tuple[float, float, float]:
    red, green, blue = colour.to("srgb").coordinates
    return red, green, blue
