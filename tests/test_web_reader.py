"""Saved pages to articles: images, links, wrappers of other tools, artefacts."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from conftest import Project
from saved import FIRST, SECOND, TEXT, THIRD, page, picture, read

from exporter import listing, readers


def paragraphs(*words: str) -> str:
    """Return paragraphs as a body has them."""
    return "".join(f"<p>{each}</p>\n" for each in words)


@pytest.mark.parametrize(
    "markup",
    [
        page(f"<article>{TEXT}</article>"),
        # Readability's, as Firefox and others save it
        f'<div id="readability-page-1" class="page"><div>{TEXT}</div></div>',
        # percollate's
        page(
            '<article class="article"><header class="article__header">'
            '<h1 class="article__title">Ferry sails again</h1>'
            '<p class="article__byline">By Ana Example</p></header>'
            f'<div class="article__content">{TEXT}</div></article>'
        ),
        page(f"<table width=760><tr><td>{TEXT}</td></tr></table>"),
    ],
)  # fmt: skip
def test_pages_of_many_makers(tmp_path: Path, markup: str) -> None:
    article = read(tmp_path, markup)
    assert article.body == paragraphs(FIRST, SECOND, THIRD)
    assert article.paragraphs == 3


def test_images_of_a_saved_page(tmp_path: Path) -> None:
    pieces = tmp_path / "page_files"
    pieces.mkdir()
    (pieces / "ferry.png").write_bytes(picture())
    (pieces / "icon.png").write_bytes(picture(32))
    (pieces / "broken.png").write_bytes(b"\x89PNG")
    images = (
        '<figure><img src="page_files/ferry.png?w=1" alt="A ferry">'
        "<figcaption>The <b>ferry</b></figcaption></figure>"
        '<p><img src="page_files/icon.png"></p><img src="page_files/broken.png">'
        '<figure><img src="https://x.example/a.png">'
        "<figcaption>Gone</figcaption></figure>"
        '<img src="../outside.png">'
    )
    article = read(tmp_path, page(f"<article>{TEXT}{images}</article>"))
    (asset,) = article.assets
    assert f'<img src="{asset.name}" alt="A ferry"' in article.body
    assert "<figcaption>The ferry</figcaption></figure>" in article.body
    assert article.body.count("<img") == 1
    assert "Gone" in article.boilerplate
    (left,) = [n for n in article.notices if n.code == "image-left-out"]
    assert left.message.startswith("3 images are left out")
    assert article.files == (pieces.resolve() / "ferry.png",)


def test_images_within_a_page(tmp_path: Path) -> None:
    address = base64.b64encode(picture()).decode()
    image = f'<img alt="A ferry" src="data:image/png;base64,{address}">'
    article = read(tmp_path, page(f"<article>{TEXT}{image}</article>"))
    (asset,) = article.assets
    assert asset.data == picture()
    assert f'src="{asset.name}" alt="A ferry"' in article.body


def test_addresses_of_links_are_written_in_full(tmp_path: Path) -> None:
    head = '<base href="https://daily.example/news/">'
    link = f'<p>See <a href="../a">this</a>: {FIRST[:-1]}, and so on, it said.</p>'
    article = read(tmp_path, page(f"<article>{TEXT}{link}</article>", head))
    assert '<a href="https://daily.example/a">this</a>' in article.body


@pytest.mark.parametrize("label", ["iso-8859-1", "utf-8"])
def test_a_page_is_read_in_its_encoding(tmp_path: Path, label: str) -> None:
    markup = page(f"<article><p>Åré, {FIRST}</p>{TEXT}").replace("utf-8", label)
    article = read(tmp_path, markup.encode(label))
    assert article.body.startswith("<p>Åré, The ferry")


@pytest.mark.parametrize("folder", ["page_files", "page-Dateien", "page_fichiers"])
def test_pieces_of_a_saved_page_are_no_articles(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "frame.html").write_text("<p>x")
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "b.html").write_text("<p>x")
    (tmp_path / "page.html").write_text("<p>x")
    names = sorted(path.name for path in listing.articles(tmp_path))
    assert names == ["b.html", "page.html"]


@pytest.mark.parametrize(
    ("language", "encoding", "words"),
    [
        ("fr", "cp1252", "L’été a été très chaud à Orléans, où le café était fidèle."),
        ("", "cp1252", "L’été a été très chaud à Orléans, où le café était fidèle."),
        ("pl", "cp1250", "Zażółć gęślą jaźń, mówią w mieście od łąk aż po źródła."),
        ("ru", "cp1251", "Паром снова вышел из гавани в полдень, и люди ждали его."),
    ],
)
def test_an_undeclared_encoding_is_told_by_the_language(
    tmp_path: Path, language: str, encoding: str, words: str
) -> None:
    lang = f' lang="{language}"' if language else ""
    markup = f"<html{lang}><body><h1>A</h1><p>{words}</p><p>{words} {words}</p></body>"
    article = read(tmp_path, markup.encode(encoding))
    assert words in article.body
    assert [notice.code for notice in article.notices] == ["encoding-guessed"]


@pytest.mark.parametrize("odd", ['<?xml version="1.0" encoding="x-none"?>', "\0", "<"])
def test_an_unknown_encoding_is_guessed_whatever_is_there(
    tmp_path: Path, odd: str
) -> None:
    words = "L’été a été très chaud à Orléans, où le café était fidèle. " * 3
    markup = f'{odd}<html lang="fr"><body><p>{words}</p></body></html>'
    assert words.strip() in read(tmp_path, markup.encode("cp1252")).body


def test_a_line_above_a_text_without_a_title_is_kept(tmp_path: Path) -> None:
    article = read(tmp_path, f"<html><body><p>Ferry sails</p>{TEXT}</body></html>")
    assert (article.title.value, article.title.rule) == ("Ferry sails", "opening-words")
    assert article.body.startswith("<p>Ferry sails</p>")


def test_a_page_is_built(project: Project) -> None:
    project.write("content/page.html", page(f"<article>{TEXT}</article>"))
    result = project.run("build", "content/page.html")
    assert result.code == 0, result.err
    made = sorted(path.suffix for path in (project.folder / "dist").iterdir())
    assert made[:2] == [".epub", ".pdf"]
    assert readers.read(project.folder / "content/page.html").words > 60
