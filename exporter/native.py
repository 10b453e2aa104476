"""Libraries of the system that laying out pages needs, and how to get them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from exporter.errors import OutputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A shared library: its file names by platform and its Debian package.

    One that is not ``needed`` makes things faster only.
    """

    name: str
    files: tuple[str, ...]
    package: str
    needed: bool = True


def _library(name: str, stem: str, version: str, package: str) -> Library:
    files = (
        f"lib{stem}.so.{version}",
        f"lib{stem}.{version}.dylib",
        f"lib{stem}-{version}.dll",
    )
    return Library(
        name=name, files=files, package=package, needed=stem != "harfbuzz-subset"
    )


LIBRARIES = (
    _library("GObject", "gobject-2.0", "0", "libglib2.0-0"),
    _library("Pango", "pango-1.0", "0", "libpango-1.0-0"),
    _library("Pango FreeType", "pangoft2-1.0", "0", "libpangoft2-1.0-0"),
    _library("HarfBuzz", "harfbuzz", "0", "libharfbuzz0b"),
    _library("HarfBuzz subset", "harfbuzz-subset", "0", "libharfbuzz-subset0"),
    _library("Fontconfig", "fontconfig", "1", "libfontconfig1"),
)
"""What WeasyPrint opens when it is imported (its text/ffi.py)."""
_HOMEBREW = ("/opt/homebrew/lib", "/usr/local/lib")  # not on macOS's search path


def missing(needed_only: bool = True) -> tuple[Library, ...]:
    """Return the libraries that can't be opened on this machine."""
    return tuple(
        library
        for library in LIBRARIES
        if (library.needed or not needed_only) and not _opens(library)
    )


def require() -> None:
    """Refuse to lay out pages without the libraries for it.

    Raises:
        OutputError: some are missing, with the command that installs them.
    """
    lacking = missing()
    if lacking:
        names = ", ".join(library.name for library in lacking)
        raise OutputError(f"laying out pages needs {names}", hint=command(lacking))


def command(libraries: Iterable[Library]) -> str:
    """Return what installs libraries on this platform."""
    if sys.platform == "darwin":
        return "run: brew install pango"
    if sys.platform == "win32":
        return "install Pango as WeasyPrint's documentation shows"
    packages = " ".join(library.package for library in libraries)
    return f"run: apt-get install {packages}"


def _opens(library: Library) -> bool:
    import ctypes

    for file in library.files:
        for folder in ("", *_HOMEBREW) if sys.platform == "darwin" else ("",):
            try:
                ctypes.CDLL(str(Path(folder, file)) if folder else file)
            except OSError:
                continue
            return True
    return False
