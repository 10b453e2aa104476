"""Valid input with words in it that have to come out again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """Valid input, and words of it that the reader has to show or set aside."""

    data: bytes
    words: tuple[str, ...] = ()


Samples = Callable[[], st.SearchStrategy[Sample]]
_STEMS = (
    "river", "Åland", "naïve", "Straße", "мост", "λόγος", "جسر", "גשר", "तट", "한강",
    "o'clock", "x-ray", "3.5%", "AT&T", "a<b", "“so”",
)  # fmt: skip


class Words:
    """Hands out words, no two of which are alike, and remembers them."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self.given: list[str] = []

    def one(self) -> str:
        """Return a word that was not used yet; its number ends it."""
        word = f"{self._draw(st.sampled_from(_STEMS))}{len(self.given):03d}z"
        self.given.append(word)
        return word

    def some(self, least: int = 1, most: int = 8) -> str:
        """Return a few such words."""
        return " ".join(self.one() for _ in range(self._draw(st.integers(least, most))))

    def sentences(self, least: int = 2, most: int = 4) -> str:
        """Return a paragraph that reads like prose, as long as one in a newspaper."""
        return " ".join(
            f"The {self.some(6, 12)} and that is what the city said on Tuesday."
            for _ in range(self._draw(st.integers(least, most)))
        )

    def sample(self, text: str) -> Sample:
        """Make a sample of a text in which all of the words stand."""
        return Sample(text.encode(), tuple(self.given))
