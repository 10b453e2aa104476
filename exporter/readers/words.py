"""How many words a text has, in scripts with spaces and without."""

from __future__ import annotations

import re

# Ideographs and kana, each of which counts; then the punctuation between them,
# which does not: UAX #24 scripts Han, Hira, Kana, and the blocks of U+3000, U+FF00.
_SIGNS = (
    "[\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_PUNCTUATION = (
    "[\u3000-\u3004\u3008-\u3020\u302a-\u303f\u3099-\u309c\u30a0\u30fb"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)


def count_words(text: str) -> int:
    """Count what white space parts; each ideograph and kana is a word of its own."""
    if text.isascii() or max(text) < "\u3000":
        return len(text.split())
    plain = re.sub(_PUNCTUATION, " ", text)
    others, signs = re.subn(_SIGNS, " ", plain)
    return signs + len(others.split())
