"""Encodings by the labels that pages and mails give them (WHATWG Encoding, 4.2)."""

from __future__ import annotations

import webencodings

_REPLACEMENT = "replacement"
"""What the standard decodes to nothing, since it hides scripts: as good as unknown."""


def decoded(data: bytes, label: str) -> tuple[str, str] | None:
    """Decode bytes by a label; return text and the encoding's name, None if unknown.

    Python knows some of these encodings by no name of its own. What has no NUL is no
    UTF-16, where each space, digit and end of line has one.
    """
    encoding = webencodings.lookup(label)
    if encoding is None or encoding.name == _REPLACEMENT:
        return None
    if encoding.name.startswith("utf-16") and b"\0" not in data:
        return None
    return encoding.codec_info.decode(data, "replace")[0], encoding.name
