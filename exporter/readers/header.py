"""The header: YAML between two ``---`` lines or TOML between two ``+++`` lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporter.errors import InputError
from exporter.readers import facts
from exporter.readers.request import Supplied

LIMIT = 64 * 1024
"""Characters that a header may have."""
_CLOSING = {"---": r"(?:---|\.\.\.)", "+++": r"\+\+\+"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A text parted from its header; ``offset`` lines went before the text."""

    record: facts.Record
    text: str
    offset: int


def split(text: str, path: str) -> Headed:
    """Part a text from the header at its top, if it has one.

    Blank lines may stand before it.

    As in Pandoc, a ``---`` line that a blank line follows is a rule.

    Raises:
        InputError: the header is never closed, too long, broken, or wrong.
    """
    blank = re.match(r"(?:[ \t]*\n)*", text)
    skipped = blank.end() if blank else 0
    lines = text[skipped:].split("\n", 2)
    fence = lines[0].rstrip()
    if fence not in _CLOSING or len(lines) < 2 or not lines[1].strip():
        return Headed(record=facts.Record(supplied=Supplied()), text=text, offset=0)
    start = skipped + len(lines[0]) + 1
    first = text.count("\n", 0, start) + 1  # line of the block
    end = re.compile(rf"^{_CLOSING[fence]}[ \t]*(?:\n|\Z)", re.MULTILINE).search(
        text, start
    )
    if end is None:
        message = f"the header that {fence!r} opens is never closed"
        raise InputError(
            message, where=f"{path}:{first - 1}", hint=f"close it with {fence!r}"
        )
    if end.start() - start > LIMIT:
        message = f"the header is longer than {LIMIT // 1024} KiB"
        raise InputError(
            message, where=f"{path}:{first - 1}", hint="is it closed too late?"
        )
    return Headed(
        record=_read(fence, text[start : end.start()], path, first),
        text=text[end.end() :],
        offset=text.count("\n", 0, end.end()),
    )


def _read(fence: str, block: str, path: str, first: int) -> facts.Record:
    if fence == "+++":
        from exporter.readers import sidecar

        return facts.gather(sidecar.entries(block, path, first), path)
    from exporter.readers import plainyaml

    return facts.gather(plainyaml.entries(block, path, first), path)
