"""Golden cases, each built once by the real pipeline, in this process.

``in`` holds one article with all that belongs to it, ``out`` what is read back of
both artefacts. Words, parity and comparison all look at the same build.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from contextlib import chdir
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
from fontTools import unicodedata
from reading_back import Tag, structure

from exporter import readings, tasks
from exporter.config import Settings
from exporter.fonts.instances import locate
from exporter.fonts.table import SCRIPTS
from exporter.inspection import article_json
from exporter.metadata import Metadata, describe
from exporter.model import Article, Edition
from exporter.planning import plan
from exporter.version import VERSION

FOLDER = Path(__file__).parent
CASES = sorted(path.parent.name for path in FOLDER.glob("*/in"))
OF_FONTS = ("outline.json", "pdf.txt", "warnings.txt")
"""What differs where an optional font is not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """An article as read, its artefacts, and what went in and was said."""

    path: Path
    article: Article
    pdf: bytes
    epub: bytes
    warnings: tuple[str, ...]
    ingredients: frozenset[Path]

    @property
    def metadata(self) -> Metadata:
        """Return the record that both artefacts have to print."""
        return describe(Edition.single(self.article))

    def member(self, name: str) -> bytes:
        """Return a file of the EPUB."""
        with zipfile.ZipFile(io.BytesIO(self.epub)) as archive:
            return archive.read(f"EPUB/{name}")

    def lacking(self) -> list[str]:
        """Return the scripts of the input whose optional font is not there."""
        text = self.article.original.data.decode("utf-8", "replace")
        scripts = {unicodedata.script(char) for char in set(text)} & SCRIPTS.keys()
        return sorted(s for s in scripts if not all(map(locate, SCRIPTS[s])))


def golden(case: str) -> Build:
    """Return the build of a golden case."""
    folder = FOLDER / case / "in"
    (path,) = (p for p in folder.iterdir() if p.suffix in (".txt", ".md"))
    return build(path, cover=True)


@cache
def build(path: Path, *, cover: bool = False) -> Build:
    """Build both formats of an article, named as one does who stands beside it."""
    folder = path.parent
    settings = Settings(root=folder, content=folder, output=folder, cover=cover)
    with chdir(folder):
        (job,) = plan(settings, [path.name])
        outcome = tasks.make(settings, job)
        assert outcome.error is None, outcome.error
        pdf, epub = (product.data for product in outcome.products)
        return Build(
            path=path,
            article=readings.read(job).article,
            pdf=pdf,
            epub=epub,
            warnings=tuple(map(str, outcome.notices)),
            ingredients=frozenset(
                Path(item.path).resolve()
                for item in outcome.ingredients
                if item.sha256  # else it was looked for and not there
            ),
        )


@cache
def outputs(case: str) -> dict[str, str]:
    """Return the files to compare; only the version of exporter is masked."""
    built = golden(case)
    found = {
        "chapter.xhtml": built.member("text-1.xhtml").decode(),
        "inspect.json": _json(article_json(built.article)),
        "nav.xhtml": built.member("nav.xhtml").decode(),
        "outline.json": _json(_outline(built.pdf)),
        "package.opf": built.member("content.opf").decode(),
        "pdf.txt": _lines(structure(built.pdf), ""),
        "warnings.txt": "".join(f"{line}\n" for line in built.warnings),
    }
    # Not the whole "exporter 0.1.0": in a foreign page, markup stands between.
    version = re.compile(rf"(?<![\d.-]){re.escape(VERSION)}(?![\d.])")
    return {name: version.sub("VERSION", text) for name, text in found.items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _outline(data: bytes) -> list[dict[str, object]]:
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return [_entry(item, pages) for item in outline.root]


def _entry(
    item: pikepdf.OutlineItem, pages: dict[tuple[int, int], int]
) -> dict[str, object]:
    return {
        "title": item.title,
        "page": pages[item.destination[0].objgen],
        "children": [_entry(child, pages) for child in item.children],
    }


def _lines(tag: Tag, indent: str) -> str:
    """Return an element a line: its type, its alternative, its text.

    Text beside other elements has lines of its own. Where lines end on the page is
    left to the fonts: lines of one run of text are joined, and so is a word that was
    divided.
    """
    parts = [tag.name, *([f"[{tag.alt}]"] if tag.alt else [])]
    kids = _joined(tag)
    if len(kids) == 1 and isinstance(kids[0], str):
        parts.append(_quoted(kids.pop()))
    below = "".join(
        f"{indent}  {_quoted(kid)}\n"
        if isinstance(kid, str)
        else _lines(kid, f"{indent}  ")
        for kid in kids
    )
    return f"{indent}{' '.join(parts)}\n{below}"


def _quoted(text: str | Tag) -> str:
    assert isinstance(text, str)
    return '"' + re.sub(r"\s*\n", " ", text.replace("\u00ad\n", "")) + '"'


def _joined(tag: Tag) -> list[Tag | str]:
    """Return what is below an element, the lines of a run of text as one."""
    joined: list[Tag | str] = []
    for kid in tag.kids:
        last = joined[-1] if joined else None
        if isinstance(kid, str) and isinstance(last, str):
            joined[-1] = last + kid
        elif isinstance(kid, str) or not (
            isinstance(last, Tag) and _are_runs(kid, last)
        ):
            joined.append(kid)
        else:
            joined[-1] = Tag("Span", [*last.kids, *kid.kids])
    return joined


def _are_runs(*tags: Tag) -> bool:
    return all(
        tag.name == "Span" and all(isinstance(kid, str) for kid in tag.kids)
        for tag in tags
    )
