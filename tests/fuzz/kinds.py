"""The readers that are fuzzed: one entry for each kind of input.

A new reader needs an entry in ``KINDS`` and a function in ``makers`` that makes valid
input of its kind; properties, fuzz target, seeds and findings follow from these.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fuzz import accounts, lexicon, makers
from fuzz.samples import Samples
from PIL import Image

from exporter import readers
from exporter.model import Article
from exporter.readers import briefings

TESTS = Path(__file__).parent.parent
PICTURE = "picture.png"
LINES = re.compile(rb"\n+|[^\n]+")
INLINE = re.compile(rb"[\w.]+|\s+|[^\w\s]+")
MARKUP = re.compile(rb"<[^<>]*>|&\w*;|[^<&]+|.", re.DOTALL)
"""What a mutator takes for one piece: lines, words and marks, or tags."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Kind:
    """One kind of input.

    Input is a file with the ``suffix``, read as an article; else ``reading`` reads the
    bytes in a folder (which has ``PICTURE``) and returns an article, a briefing, or a
    tuple of them and of errors. ``samples`` makes valid input with words
    that have to be kept. ``words`` mean something to the reader, ``pieces`` part its
    input for the mutator, ``seeds`` are patterns of files below tests/ or the
    repository. ``account`` raises Broken if words are lost; it is asked about articles.
    ``frame`` is what stands around words to be repeated, to see how time grows.
    """

    name: str
    suffix: str = ""
    reading: Callable[[bytes, Path], object] | None = None
    samples: Samples
    words: tuple[str, ...]
    pieces: re.Pattern[bytes] = INLINE
    seeds: tuple[str, ...] = ()
    account: Callable[[bytes, Article], None] | None = None
    frame: tuple[str, str] = ("", "")

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

    def findings(self) -> list[Path]:
        """Return the inputs that once broke a promise."""
        return sorted((TESTS / "fuzz" / "findings" / self.name).glob("*"))


def prepare(folder: Path) -> Path:
    """Put what inputs refer to into a folder, and return it."""
    Image.new("RGB", (3, 2), "teal").save(folder / PICTURE)
    (folder / "article.txt").write_text(ARTICLE, "utf-8")
    return folder


def with_sidecar(data: bytes, folder: Path) -> Article:
    """Read a plain article with the bytes as its sidecar."""
    (folder / "article.toml").write_bytes(data)
    return readers.read(folder / "article.txt", root=folder)


def briefing(data: bytes, folder: Path) -> object:
    """Read the bytes as a briefing."""
    (folder / "briefing.toml").write_bytes(data)
    return briefings.read(folder / "briefing.toml", folder)


ARTICLE = """date 2024-03-05

Harbour bridge reopens after two years

By Ana Example

The bridge over the harbour opened to traffic on Tuesday morning, two years after
a barge struck its eastern pier, the city said.
"""
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            name="text",
            suffix=".txt",
            samples=makers.text,
            words=lexicon.PROSE,
            seeds=("corpus/*.txt", "golden/*/in/*.txt"),
            account=accounts.of_text,
        ),
        Kind(
            name="markdown",
            suffix=".md",
            samples=makers.markdown,
            words=(*lexicon.MARKS, *lexicon.YAML, *lexicon.FACTS, "word", "two words"),
            seeds=("golden/*/in/*.md", "../content/articles/*.md"),
            account=accounts.of_markdown,
        ),
        Kind(
            name="sidecar",
            reading=with_sidecar,
            samples=makers.sidecar,
            words=(*lexicon.TOML, *lexicon.FACTS),
            seeds=("golden/*/in/*.toml",),
            frame=('title = "', '"\n'),
        ),
        Kind(
            name="briefing",
            reading=briefing,
            samples=makers.briefing,
            words=(*lexicon.TOML, *lexicon.BRIEFING, *lexicon.FACTS),
            seeds=("../content/briefings/*.toml",),
            frame=("title = 'a'\narticles = ['a.md']\nnote = '''\n", "\n'''\n"),
        ),
    )
}
