"""Writes what exporter lays out as HTML and CSS, for WeasyPrint to do the same.

For each article a page as the layout of articles has it, and ``style.css`` with the
rules and font files of all. ``whole.html`` is a briefing in one document, with all its
parts; ``plain.html`` has only its contents and its articles. Page numbers in both are
counted by ``target-counter``.

Usage: pages.py ARTICLES FOLDER
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from exporter import Edition, read
from exporter.briefing import Briefing, Order, arrange, gather
from exporter.composition import Composition, Document, Medium
from exporter.layouts import find
from exporter.layouts.compose import compose
from exporter.model import Article, Part, Section
from exporter.writers.pdf import page

TITLE = "A month of news"
NUMBERS = """
@page { @bottom-right { content: counter(page); font: 8pt/1.2 var(--sans) } }
article, section { break-before: page }
section section { break-before: auto }
a.number::after { content: target-counter(attr(href), page) }
"""
_SHEET = re.compile(r"<style>(.*)</style>", re.DOTALL)
_OURS = re.compile(r'href="exporter-(?:place|page|leader):')
_ID = re.compile(r'(\s(?:id|aria-labelledby)="|\shref="#)')


def main(articles: Path, folder: Path) -> None:
    """Write the pages of a folder of articles into another."""
    folder.mkdir(parents=True)
    found = {path.stem: read(path) for path in sorted(articles.iterdir())}
    single = find("article")
    pages = {
        name: page(compose(Edition.single(article), single, Medium.PAGED))
        for name, article in found.items()
    }
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(_SHEET.sub("", html), "utf-8")
    (folder / "style.css").write_text(_style(pages.values()), "utf-8")
    for name, parts in (("whole", tuple(Part)), ("plain", (Part.CONTENTS,))):
        html = _whole(tuple(found.values()), parts)
        (folder / f"{name}.html").write_text(html, "utf-8")


def _style(pages: Iterable[str]) -> str:
    """Return the style of all pages; one language and script mean one set of fonts."""
    (style,) = {found for html in pages for found in _SHEET.findall(html)}
    return str(style)


def _whole(articles: tuple[Article, ...], parts: tuple[Part, ...]) -> str:
    """Join a briefing into one document, whose ids are unique."""
    section = Section(articles=arrange(articles, Order.DATE))
    intent = Briefing(slug="whole", title=TITLE, parts=parts, sections=())
    edition = gather(intent, (section,))
    composition = compose(edition, find("briefing"), Medium.PAGED)
    head = (
        f'<meta charset="utf-8"><title>{TITLE}</title>'
        f"<style>{_rules(composition)}{NUMBERS}</style>"
    )
    body = map(_unique, composition.documents)
    return "\n".join(
        (
            f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n<body>',
            *body,
            "</body></html>\n",
        )
    )


def _rules(composition: Composition) -> str:
    return _style([page(composition)])


def _unique(document: Document) -> str:
    """Return a document with ids of its own, and links that lead to others."""
    html = _ID.sub(rf"\1{document.name}-", document.html)
    anchor = f'<a id="{document.name}"></a>'
    opening, bracket, rest = html.partition(">")
    return _OURS.sub('href="#', f"{opening}{bracket}{anchor}{rest}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
