"""Custom properties put in their places before the engine sees them.

It would work them out for each element anew, which is a tenth of a layout's time.
"""

from __future__ import annotations

import re
from functools import lru_cache

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{};]*)\{([^{}]*)\}")
_DECLARED = re.compile(r"--([\w-]+)\s*:\s*([^;]+)")
_USED = re.compile(r"var\(--([\w-]+)\)")
_LANGUAGE = re.compile(r":root:lang\(([\w-]+)\)")
_DEEPEST = 12  # properties made of others, made of others …


@lru_cache(maxsize=32)
def resolved(stylesheet: str, language: str) -> str:
    """Return a stylesheet whose rules have the values of the root's properties.

    Properties that are set elsewhere, too, are left to the engine.
    """
    text = _COMMENT.sub("", stylesheet)
    found: dict[str, tuple[int, str]] = {}
    elsewhere: set[str] = set()
    for selectors, rules in _RULE.findall(text):
        rank = _rank(selectors, language)
        for name, value in _DECLARED.findall(rules):
            if rank is None:
                elsewhere.add(name)
            elif rank >= found.get(name, (rank, ""))[0]:
                found[name] = rank, value.strip()
    values = {n: value for n, (rank, value) in found.items() if rank >= 0}

    def known(use: re.Match[str]) -> str:
        name = use[1]
        return use[0] if name in elsewhere else values.get(name, use[0])

    for _ in range(_DEEPEST):
        before, text = text, _USED.sub(known, text)
        if text == before:
            break
    return text


def _rank(selectors: str, language: str) -> int | None:
    """Return the weight of a rule for the root; -1 for another language's.

    None says that it is for other elements.
    """
    ranks = []
    for selector in (each.strip() for each in selectors.split(",")):
        spoken = _LANGUAGE.fullmatch(selector)
        if spoken:
            is_ours = f"{language}-".lower().startswith(f"{spoken[1]}-".lower())
            ranks.append(1 if is_ours else -1)
        elif selector and selector == ":root" * (len(selector) // 5):
            ranks.append(len(selector) // 5 - 1 + (selector != ":root"))
        else:
            return None
    return max(ranks, default=None)
