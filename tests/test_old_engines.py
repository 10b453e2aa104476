"""Stylesheets of EPUBs: what engines from before 2013 take, and readers at night."""

from __future__ import annotations

import re
from dataclasses import replace

import books
import pytest
import tinycss2
from articles import edition
from opened import XHTML, Book

from exporter import layouts
from exporter.composition import Medium
from exporter.layouts import compose
from exporter.writers.oldengines import plain

KNOWN = {"url", "rgb", "attr", "counter", "counters", "lang"}
COLOURS = re.compile(r"#[0-9a-f]{3,8}\b|\b(black|white|red|rgb)\b(?!-)")


def composed(layout: layouts.Layout, gathers: bool) -> str:
    """Return the stylesheet of a layout as it reaches the writer."""
    made = replace(edition(), name="day" if gathers else "")
    return compose.draft(made, layout, Medium.REFLOW).stylesheet


SHEETS = {
    f"{layout.name}-{'many' if gathers else 'one'}": composed(layout, gathers)
    for layout in layouts.available()
    for gathers in (False, True)
}


def old_engine_findings(css: str) -> list[str]:
    """Return what RMSDK, KF8 and old WebKit stumble over, and colours."""
    found = re.findall(
        r"@[a-z-]+|--[a-z-]+|:(?:is|where|not|has)|(?:in|b)line-\w+", css
    )
    found += [n for n in re.findall(r"([a-z-]+)\(", css) if n not in KNOWN]
    found += [m[0] for m in COLOURS.finditer(css)]
    breaks = re.findall(r"(page-)?break-(?:after|before|inside)", css)
    if breaks.count("page-") * 2 != len(breaks):
        found.append("a break without its twin")
    if css.count("overflow-wrap") != css.count("word-wrap"):
        found.append("a wrap without its twin")
    return found


@pytest.mark.parametrize("side", ["ltr", "rtl"])
@pytest.mark.parametrize("name", SHEETS)
def test_the_built_in_layouts_have_nothing_that_old_engines_choke_on(
    name: str, side: str
) -> None:
    assert old_engine_findings(plain(SHEETS[name], side)) == []


@pytest.mark.parametrize("name", SHEETS)
def test_the_built_in_layouts_lose_no_rule(name: str) -> None:
    def selectors(css: str) -> list[str]:
        rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        assert {rule.type for rule in rules} == {"qualified-rule"}
        heads = (tinycss2.serialize(rule.prelude) for rule in rules)
        return [" ".join(head.split()) for head in heads]

    assert selectors(plain(SHEETS[name], "ltr")) == selectors(SHEETS[name])


@pytest.mark.parametrize(
    ("written", "left", "right"),
    [
        ("padding-inline-start: 1em", "padding-left: 1em", "padding-right: 1em"),
        ("margin-inline: 1em 2em", "margin-left: 1em; margin-right: 2em",
         "margin-right: 1em; margin-left: 2em"),
        ("margin-block: 1em", *["margin-top: 1em; margin-bottom: 1em"] * 2),
        ("border-inline-end: 1px solid", "border-right: 1px solid",
         "border-left: 1px solid"),
        ("border-block-end-width: 0", *["border-bottom-width: 0"] * 2),
        ("text-align: start", "text-align: left", "text-align: right"),
        ("float: inline-end !important", "float: right !important",
         "float: left !important"),
        ("max-inline-size: 9em", *["max-width: 9em"] * 2),
    ],
)  # fmt: skip
def test_logical_sides_become_left_and_right(
    written: str, left: str, right: str
) -> None:
    assert plain(f"p {{ {written} }}", "ltr") == f"p {{ {left} }}\n"
    assert plain(f"p {{ {written} }}", "rtl") == f"p {{ {right} }}\n"


@pytest.mark.parametrize(
    ("written", "twins"),
    [
        ("break-before: page", "page-break-before: always; break-before: page"),
        ("break-inside: avoid", "page-break-inside: avoid; break-inside: avoid"),
        ("break-after: column", "break-after: column"),
        ("break-after: auto; page-break-after: avoid",
         "break-after: auto; page-break-after: avoid"),
        ("hyphens: auto", "-epub-hyphens: auto; -webkit-hyphens: auto; hyphens: auto"),
        ("overflow-wrap: anywhere", "word-wrap: break-word; overflow-wrap: anywhere"),
    ],
)  # fmt: skip
def test_what_has_an_older_name_gets_it_too(written: str, twins: str) -> None:
    assert plain(f"p {{ {written} }}", "ltr") == f"p {{ {twins} }}\n"


@pytest.mark.parametrize(
    "css",
    [
        "@import url(https://example.org/a.css);",
        "@media (min-width: 9em) { p { margin: 0 } }",
        "@font-face { font-family: x; src: url(x.woff) }",
        "p { width: min(150px, 30vw) }",
        "p { width: calc(1em + 2px) }",
        "p { margin: 0 var(--gap) }",
        ":root { --gap: 1em }",
        "p { background: url(https://example.org/a.png) }",
        "p { background: url('//example.org/a.png') }",
        'p { background: url("data:image/png;base64,AAAA") }',
        "p:is(.a, .b) { margin: 0 }",
        "p:not(.a) { margin: 0 }",
        "p:nth-child(2) { margin: 0 }",
        "p::marker { margin: 0 }",
        "p { color: #333 }",
        "p { background: white }",
        "p { border-color: rgb(1, 2, 3) }",
        "p { margin: 0 } p { }}}",
    ],
)  # fmt: skip
def test_what_old_engines_choke_on_is_left_out(css: str) -> None:
    kept = plain(f"{css} b {{ margin: 1px }}", "ltr")
    assert old_engine_findings(kept) == []
    assert plain(css, "ltr") == ("p { margin: 0 }\n" if "}}}" in css else "")


def test_a_selector_that_is_new_takes_none_along() -> None:
    kept = plain(
        'p:hover, a[title="a, b"], q:where(.x), h1:lang(de) { margin: 0 }', "ltr"
    )
    assert kept == 'p:hover, a[title="a, b"], h1:lang(de) { margin: 0 }\n'


def test_colours_stay_only_where_text_and_ground_have_one() -> None:
    kept = plain(
        "a { color: red; background: #fff } b { color: inherit; margin: 0 }"
        "i { border: 1px solid #ccc; border-color: transparent; outline: thin red }",
        "ltr",
    )
    assert kept == (
        "a { color: red; background: #fff }\nb { color: inherit; margin: 0 }\n"
        "i { border: 1px solid; border-color: transparent; outline: thin }\n"
    )


def test_each_page_has_the_stylesheet_of_its_direction() -> None:
    whole = books.briefing(2)
    known = books.record(whole.originals[0], language="ar")
    documents = (books.chapter(1, known), whole.documents[1])
    rule = "p { margin-inline-start: 1em }"
    book = Book(replace(whole, documents=documents, stylesheet=rule))
    linked = {
        name: book.tree(name).find(f"{XHTML}head/{XHTML}link").get("href")
        for name in ("text-1.xhtml", "text-2.xhtml", "nav.xhtml")
    }
    assert linked == {
        "text-1.xhtml": "style-rtl.css",
        "text-2.xhtml": "style.css",
        "nav.xhtml": "style.css",
    }
    assert book.files["EPUB/style-rtl.css"] == b"p { margin-right: 1em }\n"
    assert book.files["EPUB/style.css"] == b"p { margin-left: 1em }\n"
