"""Which standards a PDF claims, so that it is held against those only."""

from __future__ import annotations

from pathlib import Path

from exporter.artefacts.pdf import opened, packet
from exporter.errors import InputError

_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_PDFUA = "http://www.aiim.org/pdfua/ns/id/"
NONE = "the PDF claims neither PDF/A nor PDF/UA"


def claimed(path: Path) -> tuple[str, ...]:
    """Return the flavours that a PDF claims, such as ``3a`` and ``ua1``."""
    try:
        with opened(path) as pdf:
            said = packet(pdf, str(path))
    except InputError:
        return ()
    part = said.text(_PDFA, "part") or ""
    level = (said.text(_PDFA, "conformance") or "").lower()
    access = said.text(_PDFUA, "part") or ""
    flavours = (f"{part}{level}" if part else "", f"ua{access}" if access else "")
    return tuple(name for name in flavours if name.isalnum() and len(name) < 5)
