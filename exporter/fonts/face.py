"""A font file as the pages use it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from exporter import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A static font file under the family name that the stylesheets use.

    With ``make``, the file at ``path`` is of the cache, from which it may go at any
    moment; ``read`` makes it again.
    """

    family: str
    weight: int
    italic: bool
    path: Path
    make: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> str:
        """Return a name for the face that is unique among its siblings."""
        style = "italic" if self.italic else "normal"
        return f"{self.family.replace(' ', '-')}-{self.weight}-{style}"

    def read(self) -> bytes:
        """Return the font file, made again if the cache does not have it whole."""
        if self.make is None:
            return self.path.read_bytes()
        data = cache.load_marked(self.path)
        if data is None:
            data = self.make()
            cache.store_marked(self.path, data)
        return data
