"""Which files of a folder are articles, and which are briefings."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path, PurePath

from exporter.config import Settings
from exporter.errors import InputError
from exporter.readers import kinds

BRIEFINGS = "briefings"
"""Folder whose TOML files are briefings; elsewhere such a file is a sidecar."""
BRIEFING = ".toml"
_PAGES = (".html", ".htm", ".xhtml")
_PIECES = re.compile(
    r"_files|\.files|-files|_file|-filer|_filer|-Dateien|_dateien|_fichiers|_archivos"
    r"|_ficheiros|_arquivos|_elemei|-bestanden|_bestanden|_soubory|_pliki|_tiedostot"
    r"|_datoteke|_fajlovi|_fails|_failid|_bylos|_dosyalar|_fitxers|_fitxategiak"
    r"|_elementos|_kataloger|_fisiere|_subory|_arxius|_файлы|_файли",
    re.IGNORECASE,
)
"""What browsers and word processors add to the name of a page for its pieces."""


def articles(folder: Path) -> Iterator[Path]:
    """Yield the articles below a folder, in no order.

    Raises:
        InputError: a folder can't be looked into.
    """
    for path in _files(folder):
        if path.name.lower() != "readme.md" and kinds.is_article(path.name):
            yield path


def briefings(folder: Path) -> Iterator[Path]:
    """Yield the briefings below a folder, in no order.

    Raises:
        InputError: a folder can't be looked into.
    """
    for path in _files(folder):
        if path.suffix.lower() == BRIEFING and path.absolute().parent.name == BRIEFINGS:
            yield path


def is_briefing(path: Path) -> bool:
    """Tell whether a file that the user names is a briefing: TOML, and no sidecar."""
    if path.suffix.lower() != BRIEFING:
        return False
    beside = (path.with_suffix(suffix) for suffix in kinds.suffixes())
    return path.absolute().parent.name == BRIEFINGS or not any(map(Path.exists, beside))


def real(path: Path) -> Path:
    """Return a path without links, asking about each folder only once."""
    return path.resolve() if path.is_symlink() else _folder(path.parent) / path.name


@lru_cache(maxsize=1024)
def _folder(path: Path) -> Path:
    return path.resolve()


def forget() -> None:
    """Ask about folders anew, for links may lead elsewhere by now."""
    _folder.cache_clear()


def root(settings: Settings, folder: Path) -> Path:
    """Return the content folder for what lies in it, else the folder itself."""
    content = settings.content.resolve()
    inside = folder.resolve().is_relative_to(content)
    return content if inside else folder.resolve()


def refuse(error: OSError) -> None:
    """Refuse to leave out what can't be looked at.

    Raises:
        InputError: always.
    """
    message = f"can't be read: {error.strerror}"
    hint = "check the permissions"
    raise InputError(message, where=str(error.filename), hint=hint) from error


def _files(folder: Path) -> Iterator[Path]:
    for parent, subfolders, names in os.walk(folder, onerror=refuse):
        pages = _pages(names)
        subfolders[:] = [
            name for name in subfolders if name[0] != "." and not _saved(name, pages)
        ]
        for name in names:
            if not name.startswith("."):
                yield Path(parent, name)


def _pages(names: Iterable[str]) -> tuple[str, ...]:
    """Return the stems of the web pages among file names."""
    paths = map(PurePath, names)
    return tuple(path.stem for path in paths if path.suffix.lower() in _PAGES)


def _saved(folder: str, pages: Iterable[str]) -> bool:
    """Tell the folder in which a browser keeps the pieces of a page it has saved.

    It is called like the page, with a word in the browser's language behind a
    hyphen, an underscore or a dot: ``page_files``, ``page-Dateien``.
    """
    return any(
        folder.startswith(page) and _PIECES.fullmatch(folder[len(page) :])
        for page in pages
    )
