"""The form of language tags (RFC 5646, 2.1)."""

from __future__ import annotations

import re

_LONGEST = 64  # characters; a tag has some ten
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


def is_tag(text: str) -> bool:
    """Tell whether a text is a well-formed language tag."""
    return len(text) <= _LONGEST and bool(_TAG.fullmatch(text))
