"""The errors a user can cause or meet, each with a place and a way out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

_LONGEST = 300
"""Characters of a message; what it quotes may be a megabyte."""
_CONTROL = re.compile(
    "[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+"
)
"""What a message may quote and a terminal would obey, or that can't be encoded."""


class ExporterError(Exception):
    """Something a user can mend: what is wrong, where, and what to try.

    ``where`` is a path, optionally with ``:line``; ``hint`` is one sentence.
    Both may be empty. A message that quotes too much of its input is cut, and is
    one line of what can be shown, whatever it quotes.
    """

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        self.message = _short(message)
        super().__init__(self.message)
        self.where = where
        self.hint = _short(hint)

    def __str__(self) -> str:
        """Return ``where: message (hint)``, leaving out what is empty."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message}" + (f" ({self.hint})" if self.hint else "")

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the keyword fields when the error crosses a process border."""
        return (_rebuild, (type(self), self.message, self.where, self.hint))


class InputError(ExporterError):
    """An input can't be read or says something impossible (exit code 1)."""


class FetchError(InputError):
    """An address may not be asked, or gave nothing to read (exit code 1)."""


class LayoutError(ExporterError):
    """A layout is missing, broken or names an unknown variable (exit code 1)."""


class OutputError(ExporterError):
    """An artefact can't be written or is damaged (exit code 1)."""


class UsageError(ExporterError):
    """An option or a configuration key is wrong (exit code 2)."""


def _short(text: str) -> str:
    """Cut a text in its middle, so that what is wrong and with what stay."""
    text = _CONTROL.sub(_shown, text)
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]} … {text[3 - half :]}"


def _shown(match: re.Match[str]) -> str:
    return " " if match[0].isspace() else "\ufffd"


def _rebuild(
    kind: type[ExporterError], message: str, where: str, hint: str
) -> ExporterError:
    return kind(message, where=where, hint=hint)


def suggest(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean 'x'?`` for the nearest known name, else ``""``."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else ""
