"""WeasyPrint, started fast and kept away from the machine and the network.

Measured on one article in a fresh process: of the start, most is import. Three
things are avoided: the search for libraries by running compilers (a wrong name
is tried first, so ``find_library`` is asked), the machine's own fonts, and
fontTools, which is only needed for fonts that this project never uses.
"""

from __future__ import annotations

import ctypes.util
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from exporter import native
from exporter.errors import OutputError
from exporter.fonts.face import Face
from exporter.model import Asset
from exporter.writers.spoken import stream_class

POINTS = 0.75
"""Of a CSS pixel, which WeasyPrint counts in."""
_FONTS_CONF = Path(__file__).with_name("fonts.conf")
_DEFERRED = (
    "fontTools.subset",
    "fontTools.ttLib",
    "fontTools.varLib.instancer",
)


@cache
def weasyprint() -> ModuleType:
    """Import WeasyPrint.

    Raises:
        OutputError: Pango, HarfBuzz or Fontconfig is not installed.
    """
    os.environ["FONTCONFIG_FILE"] = str(_FONTS_CONF)
    with (
        redirect_stdout(io.StringIO()),  # its own message about missing libraries
        warnings.catch_warnings(),
        _plain_library_names(),
        _deferred(),
    ):
        # Pages bring their own fonts; Fontconfig is meant to have none.
        warnings.filterwarnings("ignore", message="No fonts configured")
        try:
            engine = import_module("weasyprint")
        except OSError as error:
            raise OutputError(
                f"PDF needs a library that is missing: {error}",
                hint=native.command(native.missing()),
            ) from error
    # It lets Pillow take cut-off images for whole ones, in the whole process.
    engine.images.ImageFile.LOAD_TRUNCATED_IMAGES = False
    engine.pdf.Stream = stream_class(engine.pdf.Stream, engine.pdf.pydyf.String)
    return engine


@contextmanager
def _plain_library_names() -> Iterator[None]:
    """Let libraries be found by their sonames alone, as Linux names them."""
    if sys.platform != "linux":
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


class _Later(ModuleType):
    """Stands for a module until one of its functions is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Call(self.__name__, name)


class _Call:
    """Stands for a function or a class of a module that is imported when called."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def _real(self) -> Any:
        return getattr(import_module(self._module), self._name)

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self._real()(*args, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real(), name)


@contextmanager
def _deferred() -> Iterator[None]:
    """Import fontTools only when it is used: for web fonts and variable fonts."""
    absent = [name for name in _DEFERRED if name not in sys.modules]
    parents = ["fontTools", "fontTools.varLib"]
    absent += [name for name in parents if name not in sys.modules]
    for name in absent:
        sys.modules[name] = stand_in = _Later(name)
        stand_in.__path__ = []
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


@lru_cache(maxsize=4)
def font_configuration(faces: tuple[Face, ...]) -> Any:
    """Return a configuration that knows these faces and no others."""
    engine = weasyprint()
    # Read here: WeasyPrint takes a file that is not there for a mere warning.
    files = {f"font:{face.key}": face.read() for face in faces}
    configuration = engine.text.fonts.FontConfiguration()
    rules = "".join(font_face(face, f"font:{face.key}") for face in faces)
    engine.CSS(string=rules, font_config=configuration, url_fetcher=fetcher({}, files))
    return configuration


@lru_cache(maxsize=8)
def stylesheet(rules: str, faces: tuple[Face, ...]) -> Any:
    """Return a parsed stylesheet; many articles share one."""
    return weasyprint().CSS(
        string=rules,
        font_config=font_configuration(faces),
        url_fetcher=fetcher({}, {}),
    )


def fetcher(assets: Mapping[str, Asset], files: Mapping[str, bytes]) -> Any:
    """Return a fetcher that serves the given assets and files, and nothing else."""
    engine = weasyprint()
    base = engine.urls.URLFetcher

    class Fetcher(base):  # type: ignore[misc, valid-type] # WeasyPrint is untyped
        """Serves what the composition carries; there is no network and no disk."""

        def fetch(self, url: str, headers: object = None) -> Any:
            response: Callable[..., Any] = engine.urls.URLFetcherResponse
            if url in files:
                return response(url, files[url])
            asset = assets.get(url.removeprefix(BASE))
            if asset is None:
                raise ValueError(f"not part of the publication: {url}")
            return response(url, asset.data, {"Content-Type": asset.media_type})

    return Fetcher()


BASE = "asset:///"
"""The base address of a page; relative addresses below it name assets."""


def font_face(face: Face, address: str) -> str:
    """Return the rule that makes a face known under its family."""
    style = "italic" if face.italic else "normal"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};'
        f" font-style: {style}; src: url({address}) }}\n"
    )
