"""What there is to know of one kind of input, to fuzz what reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fuzz.samples import Samples
from hypothesis import HealthCheck, Phase, given, settings

from exporter import readers
from exporter.model import Article

TESTS = Path(__file__).parent.parent
INLINE = re.compile(rb"[\w.]+|\s+|[^\w\s]+")
MARKUP = re.compile(rb"<[^<>]*>|&\w*;|[^<&]+|.", re.DOTALL)
LINES = re.compile(rb"<[^<>]*>|[\w.]+|[ \t]+|\r?\n|[^\w\s<]+|.", re.DOTALL)
"""What a mutator takes for one piece: words and marks, tags, or lines with either."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Kind:
    """One kind of input.

    Input is a file with the ``suffix``, read as an article; else ``reading`` reads the
    bytes in a folder (which has ``PICTURE``) and returns an article, a briefing, or a
    tuple of them and of errors. ``samples`` makes valid input with words
    that have to be kept. ``words`` mean something to the reader, ``pieces`` part its
    input for the mutator, ``seeds`` are patterns of files below tests/ or the
    repository; ``longest`` is how many bytes of its own the fuzzer tries. ``account``
    raises Broken if words are lost; it is asked about articles. ``frame`` is what
    stands around words to be repeated, to see how time grows. ``parsers`` are the
    packages, beside the reader, that show how far an input gets. ``share`` of
    the examples that others get are tried, as the reader is slow.
    """

    name: str
    suffix: str = ""
    reading: Callable[[bytes, Path], object] | None = None
    samples: Samples
    words: tuple[str, ...]
    pieces: re.Pattern[bytes] = INLINE
    seeds: tuple[str, ...] = ()
    longest: int = 4096
    account: Callable[[bytes, Article], None] | None = None
    frame: tuple[str, str] = ("", "")
    parsers: tuple[str, ...] = ()
    share: float = 1.0

    def __repr__(self) -> str:
        """Return the name alone, for failures that can be read."""
        return self.name

    def read(self, data: bytes, folder: Path) -> object:
        """Read one input.

        Raises:
            ExporterError: the reader refuses it.
        """
        if self.reading:
            return self.reading(data, folder)
        return readers.read_bytes(data, f"input{self.suffix}", root=folder)

    def seed_files(self) -> list[Path]:
        """Return the files that fuzzing starts from, findings first."""
        patterns = (f"fuzz/findings/{self.name}/*", *self.seeds)
        found = (path for pattern in patterns for path in sorted(TESTS.glob(pattern)))
        return [path for path in found if path.is_file()]

    def seed_inputs(self) -> list[bytes]:
        """Return what fuzzing starts from: seed files, and the first valid samples."""
        made: list[bytes] = []
        once = settings(
            max_examples=12, derandomize=True, database=None, deadline=None,
            phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        once(given(self.samples())(lambda sample: made.append(sample.data)))()
        return [*(path.read_bytes() for path in self.seed_files()), *made]

    def findings(self) -> list[Path]:
        """Return the inputs that once broke a promise."""
        return sorted((TESTS / "fuzz" / "findings" / self.name).glob("*"))
