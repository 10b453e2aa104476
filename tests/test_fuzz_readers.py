"""Properties of every reader, and every input that once broke one.

``pytest tests/test_fuzz_readers.py --hypothesis-profile=nightly`` looks for longer.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TypeVar

import pytest
from fuzz import promises, readings
from fuzz.kind import Kind
from fuzz.kinds import KINDS
from fuzz.samples import Sample
from hypothesis import given, settings
from hypothesis import strategies as st

import exporter
from exporter import readers
from exporter.errors import ExporterError
from exporter.model import Article

Made = TypeVar("Made")
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
FOUND = [(kind, path) for kind in KINDS.values() for path in kind.findings()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Hypothesis draws on the constants of the modules that happen to be loaded.
    for module in walk_packages(exporter.__path__, "exporter."):
        if module.name != "exporter.__main__":
            import_module(module.name)
    return readings.prepare(tmp_path_factory.mktemp("content"))


def read(kind: Kind, data: bytes, folder: Path) -> object:
    """Read an input; an error is a result like another."""
    try:
        result = kind.read(data, folder)
    except ExporterError as error:
        return error
    if kind.account and isinstance(result, Article):
        kind.account(data, result)
    return result


def inputs(kind: Kind) -> st.SearchStrategy[bytes]:
    """Make what is nearly input: its words, and valid samples cut and joined."""
    words = st.sampled_from([word.encode("utf-8", "replace") for word in kind.words])
    texts = st.text(max_size=8).map(lambda text: text.encode("utf-8", "replace"))
    samples = kind.samples().map(lambda sample: sample.data)
    cuts = st.tuples(samples, st.integers(0, 200)).map(lambda cut: cut[0][: cut[1]])
    parts = st.lists(words | texts | cuts, max_size=30).map(b"".join)
    return parts | samples | st.binary(max_size=200)


def examine(
    kind: Kind, given_: st.SearchStrategy[Made], check: Callable[[Made], None]
) -> None:
    """Check examples: as many as the profile says, fewer if the reader is slow."""
    most = max(1, int(settings.default.max_examples * kind.share))
    settings(max_examples=most)(given(given_)(check))()


@EACH
def test_any_input_is_read_well_or_refused_well(kind: Kind, folder: Path) -> None:
    def check(data: bytes) -> None:
        result = read(kind, data, folder)
        promises.check(result)
        again = read(kind, data, folder)
        assert again == result or str(again) == str(result)
        carried = pickle.loads(pickle.dumps(result))  # as from a worker
        assert carried == result or str(carried) == str(result)

    examine(kind, inputs(kind), check)


@EACH
def test_words_of_valid_input_are_kept(kind: Kind, folder: Path) -> None:
    def check(sample: Sample) -> None:
        result = read(kind, sample.data, folder)
        promises.check(result)
        results = result if isinstance(result, tuple) else (result,)
        assert [str(r) for r in results if isinstance(r, ExporterError)] == []
        articles = [one for one in results if isinstance(one, Article)]
        said = "\n".join(map(promises.told, articles))
        assert [word for word in sample.words if word not in said] == []

    examine(kind, kind.samples(), check)


@pytest.mark.parametrize("kind", [k for k in KINDS.values() if k.suffix], ids=repr)
def test_a_file_is_read_like_its_bytes(kind: Kind, folder: Path) -> None:
    def check(sample: Sample) -> None:
        path = folder / f"input{kind.suffix}"
        path.write_bytes(sample.data)
        assert same_but_for_places(readers.read(path)) == same_but_for_places(
            kind.read(sample.data, folder)
        )

    examine(replace(kind, share=kind.share / 4), kind.samples(), check)


def same_but_for_places(result: object) -> object:
    """Return an article whose notices don't say where they apply."""
    assert isinstance(result, Article)
    return replace(result, notices=tuple(replace(n, where="") for n in result.notices))


@pytest.mark.parametrize(("kind", "path"), FOUND, ids=lambda value: value.name)
def test_what_once_broke_a_promise_does_so_no_more(
    kind: Kind, path: Path, folder: Path
) -> None:
    promises.check(read(kind, path.read_bytes(), folder))


@EACH
def test_seeds_keep_every_promise(kind: Kind, folder: Path) -> None:
    for path in kind.seed_files():
        promises.check(read(kind, path.read_bytes(), folder))
