"""Pages and covers as they were laid out, kept under a digest of what they show."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import cache, recipes
from exporter.composition import Composition
from exporter.model import Asset, Notice

if TYPE_CHECKING:
    from exporter.writers.fragment import Fragment

KINDS = _PAGES, _COVERS = "fragments", "covers"
_VERSION = 4
_NAME = 12  # letters of a digest; one text twice is told apart in the assembly


def place(sheet: Composition, depth: int) -> Path:
    """Return where the pages of a composition without faces are kept."""
    return cache.place(_PAGES, _VERSION, recipes.versions(), _shown(sheet), depth)


def fetch(sheet: Composition, depth: int) -> Fragment:
    """Return the pages of a composition without faces, laid out only once.

    Raises:
        OutputError: a native library is missing, or the engine met an error.
    """
    entry = place(sheet, depth)
    kept = _load(entry)
    if kept is not None:
        return kept
    from exporter.layouts.dress import dress
    from exporter.writers import fragment
    from exporter.writers.tags import Place

    name = f"{_shown(sheet)[:_NAME]}-"
    made = fragment.lay_out(dress(sheet), Place(depth=depth, name=name))
    cache.store(entry, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    return made


def _load(entry: Path) -> Fragment | None:
    """Return pages as they were kept, or None if they or a package's faces are gone."""
    from exporter.writers.fragment import Fragment

    found = cache.unpacked(cache.load(entry))
    if isinstance(found, Fragment):
        faces = [usage.face for usage in found.fonts]
        if all(face.make or face.path.is_file() for face in faces):
            return found
    return None


def cover(page: Composition) -> tuple[Asset, tuple[Notice, ...]]:
    """Return a cover page without faces as a picture, drawn only once.

    Raises:
        OutputError: a native library is missing, or the engine met an error.
    """
    from exporter.writers import cover as drawing

    entry = cache.place(_COVERS, _VERSION, recipes.versions(), _shown(page))
    kept = cache.unpacked(cache.load(entry))
    if isinstance(kept, tuple) and len(kept) == 2:
        data, notices = kept
        return drawing.asset(data), notices
    from exporter.layouts.dress import dress

    dressed = dress(page)
    made = drawing.raster(dressed)
    cache.store(entry, pickle.dumps((made.data, dressed.notices)))
    return made, dressed.notices


def _shown(sheet: Composition) -> str:
    metadata = sheet.metadata
    pages = [(doc.html, doc.language) for doc in sheet.documents]
    pictures = [(asset.name, asset.sha256) for asset in sheet.assets]
    words = (metadata.title, metadata.language, sheet.direction)
    return recipes.digest(pages, sheet.stylesheet, pictures, words)
