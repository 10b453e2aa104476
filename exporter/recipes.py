"""What an artefact is made of, as digests: equal recipes make equal artefacts."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exporter.version import VERSION

ENGINES = (
    "babel",
    "charset-normalizer",
    "cobble",
    "courlan",
    "cssselect2",
    "dateparser",
    "ebooklib",
    "feedparser",
    "feedparser-sgmllib",
    "fonttools",
    "htmldate",
    "jinja2",
    "justext",
    "lxml",
    "mammoth",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "mdurl",
    "nh3",
    "odfdo",
    "pikepdf",
    "pillow",
    "pydyf",
    "pypdfium2",
    "pyphen",
    "python-dateutil",
    "pyyaml",
    "regex",
    "tinycss2",
    "tinyhtml5",
    "tld",
    "trafilatura",
    "tzdata",
    "uharfbuzz",
    "urllib3",
    "warcio",
    "weasyprint",
    "webencodings",
)
"""Distributions whose version can change an artefact; fonts come on top."""
_FONTS = ("fontpkg", "noto-cjk")
_PLUGGED = re.compile(r"^\[exporter\.", re.MULTILINE)
_METADATA = re.compile(r"(?P<name>.+?)-(?P<version>[^-]+).*\.(?:dist|egg)-info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient:
    """A file that went in: its path and SHA-256, or ``""`` if it was not there."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Digests of everything that decides the bytes of an artefact."""

    versions: str
    layout: str
    settings: str
    ingredients: tuple[Ingredient, ...]

    @property
    def fingerprint(self) -> str:
        """Return one SHA-256 over all parts."""
        return digest(self.versions, self.layout, self.settings, self.ingredients)

    def difference(self, new: Recipe) -> str:
        """Say what a new recipe has that this one had not; ``""`` if nothing."""
        if self.versions != new.versions:
            return "another version of exporter, an engine or a font"
        if self.layout != new.layout:
            return "the layout changed"
        if self.settings != new.settings:
            return "other options or supplied facts"
        old = set(self.ingredients)
        changed = [item.path for item in new.ingredients if item not in old]
        if not changed:
            return ""
        return f"{Path(changed[0].partition(chr(0))[0]).name} changed"


def digest(*parts: object) -> str:
    """Return the SHA-256 of the printed forms of some values."""
    return hashlib.sha256("\0".join(map(repr, parts)).encode()).hexdigest()


def ingredient(path: Path | str) -> Ingredient:
    """Return a file as it is now; what can't be read counts as not there.

    So does what is no file: a pipe lets nobody open it, a device never ends.
    """
    name = str(path)
    try:
        if not stat.S_ISREG(os.stat(name).st_mode):  # noqa: PTH116 - thousands are asked
            return Ingredient(path=name, sha256="")
        with open(name, "rb", buffering=0) as file:  # noqa: PTH123 - thousands are read
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        sha256 = ""
    return Ingredient(path=name, sha256=sha256)


def folders(paths: Iterable[Path]) -> str:
    """Return one digest over the names and contents of all files in folders."""
    files = [
        (path.relative_to(folder).as_posix(), ingredient(path).sha256)
        for folder in paths
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    return digest(*files)


@cache
def versions() -> str:
    """Return one digest over the versions of exporter, engines, plugins and fonts."""
    counted = plugged()
    found = [
        (name, version)
        for name, version in sorted(installed().items())
        if name in ENGINES or name in counted or name.startswith(_FONTS)
    ]
    return digest(VERSION, sys.version_info[:3], *found)


@cache
def plugged() -> frozenset[str]:
    """Return the distributions that plug a reader or a writer into exporter."""
    found: set[str] = set()
    for name, path in _folders().items():
        with suppress(OSError):
            text = (path / "entry_points.txt").read_text("utf-8", "replace")
            if _PLUGGED.search(text):
                found.add(name)
    return frozenset(found - {"exporter"})


@cache
def installed() -> dict[str, str]:
    """Return installed distributions and their versions, by normalised name.

    Read off the names of the metadata folders (Recording Installed Projects,
    PyPA), which takes a millisecond where importlib.metadata takes thirty.
    """
    return {name: _named(path)[1] for name, path in _folders().items()}


@cache
def _folders() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for entry in sys.path:
        with suppress(OSError):
            for path in Path(entry).glob("*-info"):
                if _METADATA.fullmatch(path.name):
                    found.setdefault(_named(path)[0], path)
    return found


def _named(path: Path) -> tuple[str, str]:
    match = _METADATA.fullmatch(path.name)
    name, version = match.group("name", "version") if match else ("", "")
    return re.sub(r"[-_.]+", "-", name).lower(), version
