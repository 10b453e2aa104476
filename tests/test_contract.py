"""What templates know: each variable is there, and is what the contract shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from html import unescape
from pathlib import Path

import pytest
from conftest import ROOT

from exporter import layouts, readers
from exporter.composition import Medium, Role
from exporter.dates import PartialDate
from exporter.layouts import contract
from exporter.layouts.board import Group, Line, Outlet
from exporter.layouts.compose import draft
from exporter.layouts.links import Link
from exporter.layouts.provenance import Row
from exporter.metadata import ArticleRecord, Metadata, Original
from exporter.model import Edition, Fact, Part, Period, Section, Series, supplied

ARTICLE = """\
---
title: The lamp goes out
kicker: Harbours
description: After a century the keeper packs up.
author: [Ana Example, Bo Example]
date: 2024-03-02
updated: 2024-03-03
retrieved: 2024-03-05
source: Example Post
url: https://example.org/lamp
publisher: Example Press
rights: CC0-1.0
tags: [harbour, light]
lang: en
---

LISBON (Reuters) — The lamp goes out, The Guardian reported on Saturday.
It was [the last one](https://example.org/last) on the coast.

## What is left

A museum, and a ladder.
"""
MARK, SIGN = "\x1e", "\x1f"
CLASSES = {
    "metadata": Metadata,
    "record": ArticleRecord,
    "record.original": Original,
    "groups[]": Group,
    "groups[].lines[]": Line,
    "outlets[]": Outlet,
    "provenance[]": Row,
    "links[]": Link,
}


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """Return a briefing of one article, of which all is known."""
    path = tmp_path / "lamp.md"
    path.write_text(ARTICLE)
    article = replace(readers.read(path), note="<p>Read it.</p>")
    section = Section(title="Coast", articles=(article,), note="<p>Begin here.</p>")
    day = PartialDate.parse("2024-03-02")
    return Edition(
        slug="desk",
        title=supplied("Morning desk", "briefing"),
        published=supplied(PartialDate.parse("2024-03-04"), "briefing"),
        language=supplied("en", "briefing"),
        standfirst=supplied("What the night brought", "briefing"),
        sections=(section,),
        name="desk",
        period=Fact(Period(first=day, last=day)),
        editors=("Ada Editor",),
        series=Series(name="Morning desk", number="128"),
        publisher=supplied("The Desk", "briefing"),
        rights=supplied("For the desk", "briefing"),
        parts=tuple(Part),
    )


@pytest.fixture
def shown(edition: Edition, tmp_path: Path) -> dict[tuple[str, str], str]:
    """Return what each variable prints, in each template that knows it."""
    place = tmp_path / "templates" / "probe"
    place.mkdir(parents=True)
    settings = 'title = "Probe"\n[settings]\nnameplate = "The Desk"\n'
    (place / "layout.toml").write_text(settings)
    (place / "paged.css").write_text("")
    for part in contract.PARTS:
        text = "".join(map(_printed, _names(part)))
        if part == "article.html":
            text += "{{ article.body | safe }}"  # no page may lack it
        (place / part).write_text(text)
    composed = draft(edition, layouts.find("probe", tmp_path), Medium.PAGED)
    found = {}
    for document in composed.documents:
        part = "article" if document.role is Role.CHAPTER else document.role.value
        for line in document.html.split(MARK)[:-1]:
            name, _, value = line.partition(SIGN)
            found[f"{part}.html", name] = unescape(value)
    return found


def _names(part: str) -> Iterator[str]:
    return (v.name for v in contract.VARIABLES if part in contract.parts_of(v))


def _printed(name: str) -> str:
    return f"{name}{SIGN}{{{{ {name.replace('[]', '[0]')} | string | e }}}}{MARK}"


def test_every_variable_prints_its_example(shown: dict[tuple[str, str], str]) -> None:
    """The examples of the contract are those of a real edition."""
    examples = {
        (part, v.name): v.example
        for v in contract.VARIABLES
        for part in contract.parts_of(v)
    }
    assert {key: contract.cut(value) for key, value in shown.items()} == examples


@pytest.mark.parametrize(("path", "kind"), CLASSES.items())
def test_no_field_is_left_out(path: str, kind: type) -> None:
    """What a record has is in the contract."""
    start = f"{path}."
    below = (v.name.removeprefix(start).split(".")[0] for v in contract.VARIABLES
             if v.name.startswith(start))  # fmt: skip
    rows = {name.removesuffix("[]") for name in below}
    assert rows == {field.name for field in fields(kind)}


def test_page_of_the_documentation_is_the_contract() -> None:
    """docs/templates.md is what ``exporter layouts context`` prints."""
    assert contract.as_markdown() in (ROOT / "docs" / "templates.md").read_text()
