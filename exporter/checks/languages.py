"""The rule on language tags, by their form (RFC 5646, 2.1)."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.checks.rules import Finding, finding
from exporter.languages import is_tag

_UNKNOWN = ("und", "zxx", "mul", "mis")  # well-formed, but no language (RFC 5646, 4.1)


def judge(text: str, where: str = "") -> Iterator[Finding]:
    """Yield what is wrong with a language tag of a file."""
    if text.lower().partition("-")[0] in _UNKNOWN:
        yield finding("META009", where, text)
    elif not is_tag(text):
        yield finding("META003", where, text)
