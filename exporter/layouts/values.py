"""What properties and settings of a layout may be set to, judged by what they are."""

from __future__ import annotations

import re

from exporter.layouts import Choice

_PLAIN = re.compile(r"[^{};@<>\\]{1,200}")
_LENGTH = re.compile(r"(-?[\d.]+)(pt|mm|cm|in|px|pc|em|rem|ex|ch|lh|rlh|%)")
_COMPUTED = ("calc(", "var(", "min(", "max(", "clamp(")
_REFERENCE = re.compile(r"var\(--([\w-]+)\)")
_DECLARED = re.compile(r"--([\w-]+)\s*:\s*([^;}]+)")
_MARGIN = "margin"
_PAPER = ("paper-width", "paper-height")
FONTS = ("serif", "display", "sans", "mono")
"""Properties that are declared when the text is known."""


def declared(stylesheet: str) -> dict[str, str]:
    """Return the custom properties of a stylesheet with their usual values."""
    found = dict.fromkeys(FONTS, "")
    for name, value in _DECLARED.findall(stylesheet):
        found.setdefault(name, value.strip())
    return found


def check(name: str, value: str, usual: dict[str, str]) -> None:
    """Refuse what a property can't be, given the usual values of all.

    Raises:
        ValueError: it is no value, or another kind of value.
    """
    import tinycss2  # here, because most runs set nothing

    if name in _PAPER:
        raise ValueError("--paper says how large pages are")
    tokens = tinycss2.parse_component_value_list(value)
    wrong = any(token.type in ("error", "url") for token in tokens)
    wrong |= tinycss2.serialize(tokens) != value  # as of what is left open
    if wrong or not _PLAIN.fullmatch(value):
        raise ValueError("no value of CSS")
    kind = _resolved(usual[name], usual)
    if value.startswith(_COMPUTED):
        return
    if kind.startswith("#"):
        from tinycss2.color4 import parse_color

        if parse_color(value) is None:
            raise ValueError("no colour; write it as #8c2f1b or teal")
    elif _LENGTH.fullmatch(kind) or kind.startswith(_COMPUTED):
        _check_length(name, value)


def _check_length(name: str, value: str) -> None:
    found = _LENGTH.fullmatch(value)
    if not found:
        raise ValueError("no length; write it as 11pt or 20mm")
    size = float(found[1]) if found[1].count(".") < 2 else -1.0
    if size < 0 or (size == 0 and not name.startswith(_MARGIN)):
        raise ValueError("too small")


def _resolved(value: str, usual: dict[str, str]) -> str:
    """Follow a value that is another property's."""
    for _ in usual:
        found = _REFERENCE.fullmatch(value)
        if not found:
            break
        value = usual.get(found[1], "")
    return value


def chosen(value: str, usual: Choice) -> Choice:
    """Return a setting as its layout wants it: a number, one of several, a text.

    Raises:
        ValueError: it is none.
    """
    if isinstance(usual, int):
        if not value.isdecimal() or len(value) > 4:
            raise ValueError("no whole number")
        return int(value)
    if isinstance(usual, tuple):
        if value not in usual:
            raise ValueError(f"none of {', '.join(usual)}")
        return (value, *(other for other in usual if other != value))
    return value
