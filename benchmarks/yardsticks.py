"""What exporter is measured by: WeasyPrint, pandoc, Typst, and a walk that hashes.

Each gets the same articles in the form that suits it best, in fresh processes. What
it needs to begin with is made once and not measured; one that is not installed
raises ``MissingError``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import corpus
from measure import MissingError, Run, in_turn, run

PYTHON = sys.executable
WEASYPRINT = Path(PYTHON).with_name("weasyprint")
VARIANT = "pdf/a-3a"  # as exporter writes
PAGES = Path(__file__).with_name("pages.py")
TITLE = "A month of news"
WARM = """
import sys
from pathlib import Path
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
pages, out, variant = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
out.mkdir(exist_ok=True)
fonts = FontConfiguration()
style = CSS(pages / "style.css", font_config=fonts)
for page in sorted(pages.glob("[0-9]*.html")):
    HTML(page).write_pdf(
        out / f"{page.stem}.pdf",
        font_config=fonts,
        stylesheets=[style],
        pdf_variant=variant,
    )
"""
TYPST = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], ignore_system_fonts=True)
"""
WALK = """
import hashlib, os, sys
for top in sys.argv[1:]:
    for folder, _, names in os.walk(top):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                hashlib.sha256(file.read()).hexdigest()
"""
PREAMBLE = """\
#set document(title: "{title}")
#set page(paper: "a4", numbering: "1")
#set text(lang: "en", size: 10.5pt)
#set par(justify: true)
#show heading.where(level: 1): it => pagebreak(weak: true) + it
#outline()
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardsticks:
    """The rivals' ways with one corpus; ``folder`` is for what they need and make."""

    folder: Path
    count: int
    seed: int

    @property
    def articles(self) -> Path:
        """Return the folder of the articles."""
        return self.folder / "articles"

    def warm(self) -> Run:
        """Let one WeasyPrint process with shared fonts and styles make all PDFs."""
        pages = _pages(self.articles, self.folder / "pages")
        return run((PYTHON, "-c", WARM, pages, self.folder / "warm", VARIANT))

    def whole(self, name: str = "whole") -> Run:
        """Let WeasyPrint make one PDF, with all parts, or a ``plain`` one."""
        html = _pages(self.articles, self.folder / "pages") / f"{name}.html"
        out = self.folder / f"{name}.pdf"
        return run((WEASYPRINT, "-q", "--pdf-variant", VARIANT, html, out))

    def typst(self) -> Run:
        """Let the Typst binding make one PDF with a contents."""
        source = self.folder / "whole.typ"
        if not source.exists():
            _need("typst")
            items = corpus.articles(self.count, self.seed)
            parts = (PREAMBLE.format(title=TITLE), *map(_typst, items))
            source.write_text("\n".join(parts), "utf-8")
        return run((PYTHON, "-c", TYPST, source, self.folder / "typst.pdf"))

    def pandoc_each(self) -> Run:
        """Let pandoc make an EPUB of each file, one command after the other."""
        pandoc, out = _pandoc(), self.folder / "pandoc"
        out.mkdir(exist_ok=True)
        paths = sorted(self.articles.iterdir())
        return in_turn(
            run((pandoc, "-o", out / f"{path.stem}.epub", path)) for path in paths
        )

    def pandoc_whole(self) -> Run:
        """Let pandoc make one EPUB of all articles, a chapter each."""
        pandoc, chapters = _pandoc(), self.folder / "chapters"
        if not chapters.exists():
            chapters.mkdir()
            for item in corpus.articles(self.count, self.seed):
                text = _chapter(item)
                (chapters / f"{item.slug}.md").write_text(text, "utf-8")
        title, out = f"title={TITLE}", self.folder / "pandoc.epub"
        paths = sorted(chapters.iterdir())
        return run((pandoc, "-o", out, "--metadata", title, *paths))

    def walk(self, *more: Path) -> Run:
        """Read and hash every article, and what else there is, as git does in doubt."""
        return run((PYTHON, "-c", WALK, self.articles, *more))


@cache
def _pages(articles: Path, folder: Path) -> Path:
    """Write the HTML and CSS of all articles."""
    run((PYTHON, PAGES, articles, folder))
    return folder


@cache
def _pandoc() -> str:
    _need("pypandoc", "pypandoc_binary")
    code = "import pypandoc; print(pypandoc.get_pandoc_path())"
    done = subprocess.run((PYTHON, "-c", code), capture_output=True, text=True)
    if done.returncode:
        raise MissingError("no pandoc; pip install pypandoc_binary brings one")
    return done.stdout.strip()


@cache
def _need(module: str, package: str = "") -> None:
    done = subprocess.run((PYTHON, "-c", f"import {module}"), capture_output=True)
    if done.returncode:
        raise MissingError(f"no {module}; pip install {package or module}")


def _chapter(item: corpus.Item) -> str:
    """Return an article as pandoc wants a chapter: under a heading, not a header."""
    source = (
        f"{item.source} · {item.day.day} {item.day:%B %Y} · [{item.url}]({item.url})"
    )
    head = (f"# {item.title}", f"*{item.standfirst}*", item.author, source)
    return "\n\n".join((*head, *item.body)) + "\n"


def _typst(item: corpus.Item) -> str:
    link = f"#link({json.dumps(item.url)})[{_plain(item.url.split('/')[2])}]"
    blocks = [
        f"= {_plain(item.title)}",
        f"#emph[{_plain(item.standfirst)}]",
        _plain(item.author),
        f"{_plain(item.source)} · {item.day.day} {item.day:%B %Y} · {link}",
    ]
    for block in item.body:
        text = _plain(block.removeprefix("## "))
        blocks.append(f"== {text}" if block.startswith("## ") else text)
    return "\n\n".join(blocks) + "\n"


def _plain(text: str) -> str:
    """Escape what Typst would take for markup."""
    return re.sub(r"([\\#*_`$<>@~\[\]])", r"\\\1", text)
