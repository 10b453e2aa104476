"""A font file as the pages use it."""

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

    @property
    def key(self) -> str:
        """Return a name for the face that is unique among its siblings."""
        style = "italic" if self.italic else "normal"
        return f"{self.family.replace(' ', '-')}-{self.weight}-{style}"
