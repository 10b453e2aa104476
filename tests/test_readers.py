"""The front door: which files are read, what is refused, who is heard."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from PIL import Image

from exporter import readers
from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.model import Article, Basis, supplied
from exporter.readers import kinds
from exporter.readers.request import Supplied
from exporter.readers.words import count_words

TEXT = """date 2024-03-05

Harbour bridge reopens after two years

The bridge over the harbour opened to traffic on Tuesday morning, two years after
a barge struck its eastern pier, the city said.

Buses will follow next week, according to The Coast Gazette.
"""


def write(folder: Path, name: str, data: str | bytes) -> Path:
    """Put a file into a folder."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def refusal(path: Path) -> tuple[str, str]:
    """Return message and hint of the error that a path causes."""
    with pytest.raises(InputError) as caught:
        readers.read(path)
    assert caught.value.where == str(path)
    return caught.value.message, caught.value.hint


def test_text(tmp_path: Path) -> None:
    """A raw text is the original, byte for byte."""
    article = readers.read(write(tmp_path, "Harbour Bridge.txt", TEXT))
    assert article.slug == "harbour-bridge"
    assert article.original.name == "Harbour Bridge.txt"
    assert article.original.media_type == "text/plain"
    assert article.original.data == TEXT.encode()
    assert article.published.value == PartialDate(year=2024, month=3, day=5)
    assert article.title.value == "Harbour bridge reopens after two years"


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "A.MD"])
def test_markdown(tmp_path: Path, name: str) -> None:
    """The suffix decides, in any case."""
    article = readers.read(write(tmp_path, name, "# T\n\nSome *text*."))
    assert article.original.media_type == "text/markdown"
    assert (article.slug, article.title.value) == ("a", "T")
    assert article.body == "<p>Some <em>text</em>.</p>\n"


def layered(folder: Path, **files: str) -> Article:
    """Read ``a.md`` or ``a.txt`` with an option for the title."""
    for name, text in files.items():
        write(folder, name.replace("_", "."), text)
    path = folder / ("a.md" if "a_md" in files else "a.txt")
    return readers.read(path, supplied=Supplied(title="Option"))


def test_precedence(tmp_path: Path) -> None:
    """Option before sidecar before header before text, fact by fact."""
    article = layered(
        tmp_path,
        a_md="---\ntitle: Header\nplace: Header\nrights: Header\n---\n# Text\n\nB.",
        a_toml="title = 'Sidecar'\nplace = 'Sidecar'",
    )
    assert article.title == supplied("Option", "option")
    assert article.place == supplied("Sidecar", "sidecar")
    assert article.source.rights == supplied("Header", "header")
    assert article.body == '<h2 id="s1">Text</h2>\n<p>B.</p>\n'


def test_headline_of_the_text_is_kept(tmp_path: Path) -> None:
    """What the option replaces, and the header only repeats, stays readable."""
    article = layered(tmp_path, a_md="---\ntitle: Text\n---\n# Text\n\nB.")
    assert article.body == '<p class="headline">Text</p>\n<p>B.</p>\n'
    article = layered(tmp_path, a_txt=TEXT)
    assert article.body.startswith(
        '<p class="headline">Harbour bridge reopens after two years</p>\n<p>The bridge'
    )
    assert article.published.basis is Basis.STATED


def test_supplied_language_is_that_of_the_body(tmp_path: Path) -> None:
    """Passages in another script are marked against it."""
    write(tmp_path, "a.toml", "lang = 'he'")
    article = readers.read(write(tmp_path, "a.md", "---\nlang: en\n---\nשבת"))
    assert article.language == supplied("he", "sidecar")
    assert article.body == "<p>שבת</p>\n"


def test_notices_of_a_sidecar(tmp_path: Path) -> None:
    """They come with the article."""
    sidecar = write(tmp_path, "a.toml", "draft = true")
    article = readers.read(write(tmp_path, "a.md", "Text."))
    assert [str(notice) for notice in article.notices] == [
        f"{sidecar}:1: marked as a draft [draft]"
    ]


def test_fault_of_a_sidecar_fails_the_article(tmp_path: Path) -> None:
    """A fact that is lost in silence would be worse."""
    sidecar = write(tmp_path, "a.toml", "titel = 'A'")
    with pytest.raises(InputError) as caught:
        readers.read(write(tmp_path, "a.txt", TEXT))
    assert str(caught.value) == (
        f"{sidecar}:1: unknown name 'titel' (did you mean 'title'?)"
    )


def test_root_is_the_content_folder(tmp_path: Path) -> None:
    """Without one, nothing above the article is read."""
    (tmp_path / "articles").mkdir()
    Image.new("RGB", (9, 9)).save(tmp_path / "a.png")
    path = write(tmp_path / "articles", "a.md", "![A](../a.png)")
    assert len(readers.read(path, root=tmp_path).assets) == 1
    with pytest.raises(InputError) as caught:
        readers.read(path)
    assert caught.value.where == f"{path}:1"
    assert caught.value.message == "image '../a.png' lies outside the content folder"


def test_places_are_as_the_user_wrote_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative path stays one in messages."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "a.md", "---\ntitel: A\n---\n")
    with pytest.raises(InputError) as caught:
        readers.read(Path("a.md"))
    assert caught.value.where == "a.md:2"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t\n", "the file is empty but for white space"),
        ("\u00a0\u3000\n".encode(), "the file is empty but for white space"),
        (b"\xef\xbb\xbf\n", "the file is empty but for white space"),
        ("\n ".encode("utf-16"), "the file is empty but for white space"),
    ],
)
def test_empty_files(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    """No words, no article."""
    path = write(tmp_path, name, data)
    assert refusal(path) == (message, "an article needs at least one word")


def test_missing_file(tmp_path: Path) -> None:
    """A misspelt name is put right."""
    write(tmp_path, "bridge.txt", TEXT)
    assert refusal(tmp_path / "brigde.txt") == (
        "no such file", "did you mean 'bridge.txt'?"
    )  # fmt: skip
    assert refusal(tmp_path / "none" / "b.txt") == ("no such file", "check the path")


def test_folder(tmp_path: Path) -> None:
    """A folder with the name of an article is none."""
    (tmp_path / "a.txt").mkdir()
    assert refusal(tmp_path / "a.txt") == (
        "this is a folder, not an article", "name a file in it"
    )  # fmt: skip


def test_pipe(tmp_path: Path) -> None:
    """Nothing that could block is opened."""
    os.mkfifo(tmp_path / "a.txt")
    assert refusal(tmp_path / "a.txt") == (
        "this is no ordinary file", "copy its content into a file"
    )  # fmt: skip


def test_unreadable_paths(tmp_path: Path) -> None:
    """What the system refuses is passed on in its words."""
    hint = "check the path and its permissions"
    write(tmp_path, "a.txt", TEXT)
    assert refusal(tmp_path / "a.txt" / "b.txt") == (
        "the file can't be read: not a directory", hint
    )  # fmt: skip
    assert refusal(tmp_path / ("a" * 300 + ".txt")) == (
        "the file can't be read: file name too long", hint
    )  # fmt: skip
    assert refusal(tmp_path / "a\0.txt") == (
        "the file can't be read: embedded null byte", hint
    )  # fmt: skip


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    """A file without permission says so."""
    path = write(tmp_path, "a.txt", TEXT)
    path.chmod(0)
    assert refusal(path)[0] == "the file can't be read: permission denied"


def test_size(tmp_path: Path) -> None:
    """A file is measured before it is read."""
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(16 * 1024 * 1024 + 1)
    assert refusal(tmp_path / "a.txt") == (
        "the file is larger than 16 MiB", "part it into articles"
    )  # fmt: skip


def test_binary(tmp_path: Path) -> None:
    """A picture by the name of a text is no text."""
    path = write(tmp_path, "a.txt", b"\x89PNG\r\n\x1a\n\0\0")
    assert refusal(path)[0] == "this is a binary file, not text"


KNOWN = f"an article is a file in {', '.join(kinds.in_folders())}"


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("a.doc", "'.doc' files can't be read", "open it in a word processor"),
        ("a.text", "'.text' files can't be read", "did you mean '.txt'?"),
        ("a", "the name has no suffix", KNOWN),
    ],
)  # fmt: skip
def test_suffix(tmp_path: Path, name: str, message: str, hint: str) -> None:
    """What can't be read is refused by its name."""
    said, way_out = refusal(write(tmp_path, name, TEXT))
    assert said == message
    assert way_out.startswith(hint)


def test_bytes(tmp_path: Path) -> None:
    """Standard input is a text unless its name says otherwise."""
    article = readers.read_bytes(TEXT.encode(), "stdin")
    assert (article.original.name, article.slug) == ("stdin.txt", "stdin")
    assert article.original.media_type == "text/plain"
    Image.new("RGB", (9, 9)).save(tmp_path / "a.png")
    article = readers.read_bytes(
        b"![A](a.png)", "b.md", root=tmp_path, supplied=Supplied(title="T")
    )
    assert article.title == supplied("T", "option")
    assert len(article.assets) == 1
    with pytest.raises(InputError) as caught:
        readers.read_bytes(b"", "stdin")
    assert str(caught.value) == (
        "stdin: the file is empty (an article needs at least one word)"
    )


@pytest.mark.parametrize(
    ("stem", "slug"),
    [
        ("Zelenskyy discusses…", "zelenskyy-discusses"),
        ("Straße nach Łódź — Ærø", "strasse-nach-lodz-aero"),
        ("2024_03_Café.v2", "2024-03-cafe-v2"),
        ("a" * 200, "a" * 80),
        ("fiancé", "fiance"),
    ],
)
def test_slugs(tmp_path: Path, stem: str, slug: str) -> None:
    """Lower-case ASCII, as near to the name as may be."""
    article = readers.read(write(tmp_path, f"{stem}.txt", TEXT))
    assert article.slug == slug


def test_slug_of_a_name_beyond_ascii(tmp_path: Path) -> None:
    """Where nothing is left, the content names it."""
    digest = hashlib.sha256(TEXT.encode()).hexdigest()[:8]
    article = readers.read(write(tmp_path, "日本.txt", TEXT))
    assert article.slug == f"article-{digest}"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One, two — three.", 4),
        ("東京は2022年、雨。", 6),
        ("「カラー」々〇", 5),
        ("한국어 단어 둘", 3),
        ("a\u00a0b\u3000c", 3),
        ("abc漢字def", 4),
    ],
)
def test_words(text: str, count: int) -> None:
    """White space parts words; each ideograph and kana is one; its stops are none."""
    assert count_words(text) == count
