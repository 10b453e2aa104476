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
_PARSERS = {"markdown": ["markdown_it", "mdit_py_plugins"], "sidecar": ["tomllib"]}
"""Packages that show how far an input gets; each costs a second at the start."""
_CODE = ["exporter", *_PARSERS.get("".join(sys.argv[1:2]), [])]
with atheris.instrument_imports(include=_CODE):
    from fuzz import kinds, promises
    from fuzz.kinds import Kind
    from fuzz.mutator import Mutator

    from exporter.errors import ExporterError
    from exporter.model import Article
    from exporter.readers import markdown, plainyaml, remark, sidecar, text

LATE = (markdown, plainyaml, remark, sidecar, text)
"""What readers import when they need it, and is to be instrumented too."""
OPTIONS = {
    "timeout": 10,  # seconds that an input may take
    "rss_limit_mb": 1024,
    "max_len": 4096,
    "report_slow_units": 2,  # seconds that are worth a file
}


def main(arguments: list[str]) -> None:
    """Fuzz until libFuzzer's options say stop; a broken promise ends the run."""
    if len(arguments) < 2 or arguments[1] not in kinds.KINDS:
        sys.exit(f"target.py READER, one of: {', '.join(kinds.KINDS)}")
    kind = kinds.KINDS[arguments[1]]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        options = [arguments[0], *_options(kind, arguments[2:], work)]
        folder = work / "content"
        folder.mkdir()
        kinds.prepare(folder)
        atheris.Setup(options, lambda data: once(kind, data, folder), **_mutator(kind))
        atheris.Fuzz()


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


def _options(kind: Kind, given: list[str], work: Path) -> list[str]:
    """Return libFuzzer's options: those given, the usual ones, words and seeds."""
    named = {option.split("=")[0].lstrip("-") for option in given}
    usual = [f"-{name}={value}" for name, value in OPTIONS.items() if name not in named]
    words = work / "words"
    quoted = (_quoted(word.encode("utf-8", "replace")) for word in kind.words)
    words.write_text("".join(f'"{word}"\n' for word in quoted))
    folders = [option for option in given if not option.startswith("-")]
    if any(Path(folder).is_file() for folder in folders):  # inputs to be run once more
        return [*given, *usual]
    seeds, found = work / "seeds", work / "found"
    seeds.mkdir()
    found.mkdir()
    for path in kind.seed_files():
        data = path.read_bytes()
        (seeds / hashlib.sha256(data).hexdigest()).write_bytes(data)
    own = [] if folders else [str(found)]
    return [*given, *usual, f"-dict={words}", *own, str(seeds)]


def _quoted(word: bytes) -> str:
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}"
        for byte in word
    )


def _mutator(kind: Kind) -> dict[str, object]:
    """Return a mutator that goes by pieces every other time, and by bytes else."""
    seeds = [path.read_bytes() for path in kind.seed_files()] or [b""]
    words = [word.encode("utf-8", "replace") for word in kind.words]
    by_pieces = Mutator(kind.pieces, words, seeds)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        if seed % 2:
            return by_pieces(data, most, seed)
        return bytes(atheris.Mutate(data, most))

    return {"custom_mutator": mutate}


if __name__ == "__main__":
    main(sys.argv)
