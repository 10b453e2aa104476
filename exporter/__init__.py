"""Export articles to PDF and EPUB with their date, source and original inside."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.config import Settings as Settings
    from exporter.config import load as load
    from exporter.errors import ExporterError as ExporterError
    from exporter.metadata import describe as describe
    from exporter.model import Article as Article
    from exporter.model import Edition as Edition
    from exporter.model import Source as Source
    from exporter.pipeline import build as build
    from exporter.planning import plan as plan
    from exporter.readers import read as read

    __version__: str

_PLACES = {
    "Article": "exporter.model:Article",
    "Edition": "exporter.model:Edition",
    "ExporterError": "exporter.errors:ExporterError",
    "Settings": "exporter.config:Settings",
    "Source": "exporter.model:Source",
    "__version__": "exporter.version:VERSION",
    "build": "exporter.pipeline:build",
    "describe": "exporter.metadata:describe",
    "load": "exporter.config:load",
    "plan": "exporter.planning:plan",
    "read": "exporter.readers:read",
}
__all__ = sorted(_PLACES)

if not TYPE_CHECKING:  # a type checker would take any name for known

    def __getattr__(name: str) -> object:
        """Import a public name when it is used, so that a start imports no more."""
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, _, attribute = _PLACES[name].partition(":")
        return getattr(import_module(module), attribute)
