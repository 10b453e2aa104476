"""Properties of stylesheets, put in their places for one language."""

from __future__ import annotations

import pytest

from exporter.layouts.properties import resolved

SHEET = """
:root { --ink: #111; /* --ink: #222; */ --size: var(--base); --base: 10pt }
:root:lang(ar), :root:lang(fa) { --size: calc(var(--base) * 1.2) }
@page { margin: var(--size); @top-left { color: var(--ink) } }
p { color: var(--ink); font: var(--size)/1.2 var(--face) }
table { --need: 3 }
td { width: calc(1em * var(--need)) }
"""


@pytest.mark.parametrize(
    ("language", "size"),
    [
        ("en", "10pt"),
        ("ar", "calc(10pt * 1.2)"),
        ("fa-IR", "calc(10pt * 1.2)"),
        ("arn", "10pt"),
    ],
)
def test_values_are_those_of_the_language(language: str, size: str) -> None:
    """A script's own values go before the usual ones, in that language only."""
    text = resolved(SHEET, language)
    assert f"p {{ color: #111; font: {size}/1.2 var(--face) }}" in text
    assert f"margin: {size}; @top-left {{ color: #111 }}" in text


def test_what_is_set_elsewhere_is_left_to_the_engine() -> None:
    """A table says for itself what it needs."""
    assert "calc(1em * var(--need))" in resolved(SHEET, "en")


def test_the_last_and_the_weightier_rule_counts() -> None:
    """As in the cascade: order among equals, then the more particular."""
    own = SHEET + ":root:root:root { --size: 9pt }\n:root { --ink: blue; --size: 8pt }"
    assert "p { color: blue; font: 9pt/1.2" in resolved(own, "ar")


def test_properties_that_go_in_circles_end() -> None:
    """The engine says what it thinks of them."""
    text = resolved(":root { --a: var(--b); --b: var(--a) } p { top: var(--a) }", "en")
    assert "p { top: var(--" in text
