"""Pages put on sheets for print: booklets, several on a side, bleed and marks."""

from __future__ import annotations

from exporter.writers.imposition.order import Imposition
from exporter.writers.imposition.press import impose

__all__ = ["Imposition", "impose"]
