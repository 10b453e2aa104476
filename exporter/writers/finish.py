"""The last touches to a PDF: what WeasyPrint 70 leaves to mend before and after."""

from __future__ import annotations

import io
from typing import Any

from exporter.errors import OutputError
from exporter.writers import tags
from exporter.writers.streams import AMBIGUOUS

_HYPHEN, _SOFT_HYPHEN = b"> <2010>", b"> <00ad>"
_UNICODE_MAP = b"/CIDInit /ProcSet findresource begin"
_TRIES = 8


class Finish:
    """Mends the objects of a PDF before it is written, and the file after.

    WeasyPrint calls the object with the document and a ``pydyf.PDF``.
    """

    def __init__(self, place: tags.Place = tags.ALONE) -> None:
        """Take the place of the pages in a larger file, if they are only a part."""
        self._place = place
        self._pdf: Any = None
        self._objects: list[Any] = []

    def __call__(self, document: object, pdf: Any) -> None:
        """Mend the objects, and keep them in case the file has to be written again."""
        tags.mend(pdf, self._place)
        if "AF" in pdf.catalog:  # each associated file is listed twice, its #2917
            kind = type(pdf.catalog["AF"])
            pdf.catalog["AF"] = kind(dict.fromkeys(pdf.catalog["AF"]))
        _soften(pdf)
        self._pdf = pdf
        self._objects = list(pdf.objects)

    def sealed(self, data: bytes) -> bytes:
        """Return the file so that no stream ends in a carriage return.

        With the line feed before ``endstream`` it would read as the line's end,
        and the stream as one byte short of its length (ISO 19005-3, 6.1.7.1).

        Raises:
            OutputError: no way was found to write it so.
        """
        pdf = self._pdf
        for attempt in range(1, _TRIES):
            if AMBIGUOUS not in data:
                break
            for item in self._objects:
                if getattr(item, "compress", False) and item.data.endswith(AMBIGUOUS):
                    item.compress = False
            pdf.objects = list(self._objects)
            pdf.current_position = 0
            # An unused object moves what pydyf itself compresses.
            pdf.add_object(type(pdf.pages["Kids"])([0] * attempt))
            buffer = io.BytesIO()
            pdf.write(buffer, b"1.7", identifier=True, compress=True)
            data = buffer.getvalue()
        if AMBIGUOUS in data:
            raise OutputError("the file can't be written so that all readers agree")
        return data


def _soften(pdf: Any) -> None:
    """Let hyphens that the layout put at line ends read as soft ones.

    They are no characters of the text; mapped to U+00AD, search and speech join
    the word again (ISO 32000-1, 14.8.2.2.3).
    """
    for item in pdf.objects:
        lines = getattr(item, "stream", None)
        if lines and lines[0] == _UNICODE_MAP:
            item.stream = [line.replace(_HYPHEN, _SOFT_HYPHEN) for line in lines]
