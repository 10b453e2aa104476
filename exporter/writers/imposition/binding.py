"""What the whole says of its pages: which way it binds, their labels, how to print."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from exporter.passages import direction
from exporter.writers.imposition.order import Imposition, Side

_BLANK = "–"


def leftwards(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a file binds on the right (ISO 32000-1, 12.2).

    Where nobody says, its language does.
    """
    stated = _preferences(pdf).get("/Direction")
    if stated is None:
        return direction(str(pdf.Root.get("/Lang", ""))) == "rtl"
    return bool(stated == Name.R2L)


def labels(pdf: pikepdf.Pdf, sides: Sequence[Side]) -> list[str]:
    """Return what is on each side, by the labels of its pages."""
    known = [page.label for page in pdf.pages]
    return [
        ", ".join(known[page] for page in side.pages if page is not None) or _BLANK
        for side in sides
    ]


def prefer(pdf: pikepdf.Pdf, imposition: Imposition, labels: Sequence[str]) -> None:
    """Label the sides by what is on them, and say how a booklet is printed.

    One page on a side keeps its label.
    """
    if imposition.columns == 1:
        return
    pairs = [
        item
        for number, label in enumerate(labels)
        for item in (number, Dictionary(P=String(label)))
    ]
    pdf.Root.PageLabels = Dictionary(Nums=Array(pairs))
    if "/PageLayout" in pdf.Root:  # for pages side by side, which they are now
        del pdf.Root["/PageLayout"]
    if imposition.booklet:
        preferences = _preferences(pdf)
        width, height = list(pdf.pages[-1].mediabox)[2:]
        flip = Name.DuplexFlipShortEdge if width > height else Name.DuplexFlipLongEdge
        preferences.Duplex = flip  # about the fold, which is upright
        preferences.PrintScaling = Name("/None")
        pdf.Root.ViewerPreferences = preferences


def _preferences(pdf: pikepdf.Pdf) -> pikepdf.Object:
    found: pikepdf.Object = pdf.Root.get("/ViewerPreferences", Dictionary())
    return found
