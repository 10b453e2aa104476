"""The last steps to print: shades of grey, sheets, the press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.model import Notice
from exporter.printing import Printing

if TYPE_CHECKING:
    from exporter.writers.imposition import Imposition

_LINKS = "links-left-out"
_THICKNESS = 0.1  # millimetres of a sheet of 80 g/m²


def finished(data: bytes, printing: Printing) -> tuple[bytes, tuple[Notice, ...]]:
    """Return a PDF as it is to be printed, and what was left out for it.

    Raises:
        InputError: the profile of the press can't be used.
        OutputError: the pages can't be put on such sheets, or printed so.
    """
    notices: tuple[Notice, ...] = ()
    if printing.gray:
        from exporter.writers import colours

        data = colours.to_grey(data)
    if printing.imposes:
        from exporter.writers import imposition

        data = imposition.impose(data, _sheets(printing))
    if printing.press:
        from exporter.writers import inks, press

        data = press.to_press(data, inks.load_profile(printing.press_profile))
        notices = (Notice(code=_LINKS, message=press.LINKS_LEFT_OUT),)
    return data, notices


def require(printing: Printing) -> None:
    """Refuse a profile of the press that can't be used, before any work is done.

    Raises:
        InputError: it can't be read, or is no profile of inks.
    """
    if printing.press:
        from exporter.writers import inks

        inks.load_profile(printing.press_profile)


def _sheets(printing: Printing) -> Imposition:
    from exporter.writers.imposition import Imposition

    sheet = printing.sheet
    return Imposition(
        up=printing.n_up,
        booklet=printing.booklet,
        signature=printing.signature,
        thickness=_THICKNESS if printing.creep is None else printing.creep,
        bleed=printing.bleed,
        marks=printing.marks,
        paper=(sheet.width, sheet.height) if sheet else None,
    )
