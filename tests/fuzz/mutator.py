"""Changes an input piece by piece, so that it stays nearly what it was."""

from __future__ import annotations

import random  # noqa: TID251 - seeded by the fuzzer, which has to be able to repeat it
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Pieces = list[bytes]
_MOST = 400
"""Times that a piece is repeated."""


@dataclass(frozen=True, slots=True)
class Mutator:
    """Mutates inputs of one kind: their pieces, its words, and other inputs of it."""

    pieces: re.Pattern[bytes]
    words: Sequence[bytes]
    others: Sequence[bytes]

    def __call__(self, data: bytes, most: int, seed: int) -> bytes:
        """Return the input changed in one to four places, at most ``most`` bytes."""
        chance = random.Random(seed)
        parts = self.pieces.findall(data) or [b""]
        for _ in range(chance.randint(1, 4)):
            change = chance.choice(_CHANGES)
            change(self, parts, chance)
            parts = parts or [b""]
        return b"".join(parts)[:most]


def _remove(_: Mutator, parts: Pieces, chance: random.Random) -> None:
    start = chance.randrange(len(parts))
    del parts[start : start + chance.choice((1, 1, 2, 5))]


def _insert(mutator: Mutator, parts: Pieces, chance: random.Random) -> None:
    parts.insert(chance.randint(0, len(parts)), chance.choice(mutator.words))


def _replace(mutator: Mutator, parts: Pieces, chance: random.Random) -> None:
    parts[chance.randrange(len(parts))] = chance.choice(mutator.words)


def _move(_: Mutator, parts: Pieces, chance: random.Random) -> None:
    piece = parts.pop(chance.randrange(len(parts)))
    parts.insert(chance.randint(0, len(parts)), piece)


def _repeat(_: Mutator, parts: Pieces, chance: random.Random) -> None:
    start = chance.randrange(len(parts))
    run = parts[start : start + chance.randint(1, 4)]
    parts[start:start] = run * chance.choice((1, 2, 8, _MOST))


def _splice(mutator: Mutator, parts: Pieces, chance: random.Random) -> None:
    other = mutator.pieces.findall(chance.choice(mutator.others)) or [b""]
    start = chance.randrange(len(other))
    at = chance.randint(0, len(parts))
    parts[at:at] = other[start : start + chance.randint(1, 20)]


_CHANGES: tuple[Callable[[Mutator, Pieces, random.Random], None], ...] = (
    _remove, _insert, _insert, _replace, _move, _repeat, _splice,
)  # fmt: skip
