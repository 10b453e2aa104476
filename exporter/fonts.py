"""The faces that pages are set in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A static font file under the family name that the stylesheets use."""

    family: str
    weight: int
    italic: bool
    path: Path
