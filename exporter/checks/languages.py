"""The rule on language tags, by their form (RFC 5646, 2.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.checks.rules import Finding, finding

_TAG = re.compile(
    r"""(?ix)
    [a-z]{2,3}(?:-[a-z]{3}){0,3}                   # language, extended language
    (?:-[a-z]{4})?                                 # script
    (?:-(?:[a-z]{2}|\d{3}))?                       # region
    (?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*            # variants
    (?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*             # extensions
    (?:-x(?:-[a-z\d]{1,8})+)?                      # private use
    """
)


_LONGEST = 64  # characters; a tag has some ten
_UNKNOWN = ("und", "zxx", "mul", "mis")  # well-formed, but no language (RFC 5646, 4.1)


def judge(text: str, where: str = "") -> Iterator[Finding]:
    """Yield what is wrong with a language tag of a file."""
    if text.lower().partition("-")[0] in _UNKNOWN:
        yield finding("META009", where, text)
    elif len(text) > _LONGEST or not _TAG.fullmatch(text):
        yield finding("META003", where, text)
