"""Fuzzes one reader with Atheris: ``target.py READER [libFuzzer options and folders]``.

Without a folder the inputs found are forgotten. What breaks a promise is written to the
current folder, or where ``-artifact_prefix`` says.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent))
with atheris.instrument_imports(include=["exporter"]):
    from fuzz import promises, readings
    from fuzz.kind import Kind
    from fuzz.kinds import KINDS
    from fuzz.mutator import Mutator

    from exporter.errors import ExporterError
    from exporter.model import Article

OPTIONS = {
    "timeout": 10,  # seconds that an input may take
    "rss_limit_mb": 1024,
    "report_slow_units": 2,  # seconds that are worth a file
}


def main(arguments: list[str]) -> None:
    """Fuzz until libFuzzer's options say stop; a broken promise ends the run."""
    if len(arguments) < 2 or arguments[1] not in KINDS:
        sys.exit(f"target.py READER, one of: {', '.join(KINDS)}")
    kind = KINDS[arguments[1]]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folder = work / "content"
        folder.mkdir()
        readings.prepare(folder)
        seeds = _seeds(kind, folder)
        options = [arguments[0], *_options(kind, arguments[2:], seeds, work)]
        mutator = _mutator(kind, seeds)
        atheris.Setup(options, lambda data: once(kind, data, folder), **mutator)
        atheris.Fuzz()


def _seeds(kind: Kind, folder: Path) -> list[bytes]:
    """Return the seeds; one is read, which imports what a reader imports late."""
    seeds = kind.seed_inputs()
    with atheris.instrument_imports(include=["exporter", *kind.parsers]):
        once(kind, seeds[-1], folder)
    return seeds


def once(kind: Kind, data: bytes, folder: Path) -> None:
    """Read an input and check what comes of it."""
    try:
        result = kind.read(data, folder)
    except ExporterError as error:
        promises.check_error(error)
        return
    promises.check(result)
    if kind.account and isinstance(result, Article):
        kind.account(data, result)


def _options(
    kind: Kind, given: list[str], inputs: list[bytes], work: Path
) -> list[str]:
    """Return libFuzzer's options: those given, the usual ones, words and seeds."""
    named = {option.split("=")[0].lstrip("-") for option in given}
    limits = {**OPTIONS, "max_len": kind.longest}
    usual = [f"-{name}={value}" for name, value in limits.items() if name not in named]
    words = work / "words"
    quoted = (_quoted(word.encode("utf-8", "replace")) for word in kind.words)
    words.write_text("".join(f'"{word}"\n' for word in quoted))
    folders = [option for option in given if not option.startswith("-")]
    if any(Path(folder).is_file() for folder in folders):  # inputs to be run once more
        return [*given, *usual]
    seeds, found = work / "seeds", work / "found"
    seeds.mkdir()
    found.mkdir()
    for data in inputs:
        (seeds / hashlib.sha256(data).hexdigest()).write_bytes(data)
    own = [] if folders else [str(found)]
    return [*given, *usual, f"-dict={words}", *own, str(seeds)]


def _quoted(word: bytes) -> str:
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}"
        for byte in word
    )


def _mutator(kind: Kind, seeds: list[bytes]) -> dict[str, object]:
    """Return a mutator that goes by pieces every other time, and by bytes else."""
    words = [word.encode("utf-8", "replace") for word in kind.words]
    by_pieces = Mutator(kind.pieces, words, seeds)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        if seed % 2:
            return by_pieces(data, most, seed)
        return bytes(atheris.Mutate(data, most))

    return {"custom_mutator": mutate}


if __name__ == "__main__":
    main(sys.argv)
