"""What the machine has: versions, native libraries, fonts, tools, a cache."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import platformdirs

from exporter import cache, native, recipes
from exporter.checks.judges import JUDGES
from exporter.fonts.choice import inventory
from exporter.fonts.table import CORE, SCRIPTS
from exporter.version import VERSION

_PYTHON = (3, 11)
_PACKAGES = (
    ("WeasyPrint", "weasyprint"),
    ("EbookLib", "ebooklib"),
    ("Jinja", "jinja2"),
    ("Babel", "babel"),
    ("markdown-it-py", "markdown-it-py"),
    ("pypdfium2", "pypdfium2"),
    ("uharfbuzz", "uharfbuzz"),
    ("click", "click"),
)
_SCRIPTS = {
    "Arab": "Arabic",
    "Hebr": "Hebrew",
    "Deva": "Devanagari",
    "Thai": "Thai",
    "Hani": "Chinese",
    "Kana": "Japanese",
    "Hang": "Korean",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked for: whether it is there, and what brings it if it isn't.

    One that is not ``needed`` is missed by some texts or some people only.
    """

    group: str
    name: str
    found: bool
    detail: str = ""
    remedy: str = ""
    needed: bool = True


def examine() -> tuple[Check, ...]:
    """Look at everything a build may need; imports no engine, needs no library."""
    return (*_versions(), *_libraries(), *_fonts(), *_tools(), _cache())


def _versions() -> Iterator[Check]:
    yield Check(
        group="versions",
        name="Python",
        found=sys.version_info >= _PYTHON,
        detail=platform.python_version(),
        remedy="install Python 3.11 or newer",
    )
    yield Check(group="versions", name="exporter", found=True, detail=VERSION)
    installed = recipes.installed()
    for name, distribution in _PACKAGES:
        version = installed.get(distribution, "")
        yield Check(
            group="versions",
            name=name,
            found=bool(version),
            detail=version,
            remedy=f"pip install {distribution}",
        )


def _libraries() -> Iterator[Check]:
    lacking = native.missing(needed_only=False)
    for library in native.LIBRARIES:
        yield Check(
            group="libraries",
            name=library.name,
            found=library not in lacking,
            remedy=native.command((library,)),
            needed=library.needed,
        )


def _fonts() -> Iterator[Check]:
    core = {cut.family for cut in CORE}
    for family, distribution, found in inventory():
        yield Check(
            group="fonts",
            name=family,
            found=found,
            detail="Latin, Greek, Cyrillic" if family in core else _scripts(family),
            remedy=f"pip install {distribution}",
            needed=family in core,
        )


def _scripts(family: str) -> str:
    codes = [code for code, cuts in SCRIPTS.items() if cuts[0].family == family]
    return ", ".join(_SCRIPTS[code] for code in codes if code in _SCRIPTS)


def _tools() -> Iterator[Check]:
    yield Check(
        group="tools",
        name="qpdf",
        found=shutil.which("qpdf") is not None,
        detail="checks PDFs",
        remedy="apt-get install qpdf",
        needed=False,
    )
    for judge in JUDGES:
        yield Check(
            group="tools",
            name=judge.name,
            found=judge.is_there(),
            detail=f"judges {'EPUBs' if judge.kind == 'epub' else 'PDFs'}",
            remedy=judge.needs,
            needed=False,
        )


def _cache() -> Check:
    folder = platformdirs.user_cache_path("exporter", appauthor=False)
    return Check(
        group="cache",
        name="cache folder",
        found=cache.folder() == folder and os.access(folder, os.W_OK),
        detail=str(folder),
        remedy="make it writable, or set XDG_CACHE_HOME",
        needed=False,
    )
