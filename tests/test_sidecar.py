"""The sidecar beside an input: the same names in TOML."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.readers import sidecar
from exporter.readers.nearby import sidecar_of
from exporter.readers.request import Supplied


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a sidecar that is not there yet."""
    return tmp_path / "a.toml"


def supplied(path: Path, text: str) -> Supplied:
    """Return the facts of a sidecar that is without fault."""
    path.write_text(text, "utf-8")
    record = sidecar.read(path, path.parent)
    assert record.notices == ()
    return record.supplied


def refusal(path: Path, data: str | bytes) -> tuple[str, str, str]:
    """Return message, place and hint of the error that a sidecar causes."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(InputError) as caught:
        sidecar.read(path, path.parent)
    where = caught.value.where.replace(str(path), "a.toml")
    return caught.value.message, where, caught.value.hint


def test_all_kinds_of_values(path: Path) -> None:
    """Text, lists, tables, dates and moments are taken with their types."""
    text = """
title = "A"
authors = ["Ada", {name = "Bob"}]
date = 2022-04-25T10:00:00+02:00
updated = 2022-05-01
retrieved = "2023-01"
source_url = "https://a.b/c"
source-name = "The News"
tags = ["x", "y"]
draft = false
weight = 3
"""
    record = supplied(path, text)
    assert str(record.published) == "2022-04-25T10:00:00+02:00"
    assert record == Supplied(
        title="A",
        byline=("Ada", "Bob"),
        published=record.published,
        updated=PartialDate(year=2022, month=5, day=1),
        retrieved=PartialDate(year=2023, month=1),
        source_url="https://a.b/c",
        source_name="The News",
        tags=("x", "y"),
    )


def test_year_as_a_number(path: Path) -> None:
    """A year alone is a date."""
    assert supplied(path, "date = 2022").published == PartialDate(year=2022)


def test_mark_and_windows_newlines(path: Path) -> None:
    """Editors on Windows write both."""
    assert supplied(path, "\ufefftitle = 'A'\r\nlang = 'de'\r\n") == Supplied(
        title="A", language="de"
    )


@pytest.mark.parametrize(
    ("text", "message", "line", "hint"),
    [
        ("lang = 'en'\ntitel = 'A'", "unknown name 'titel'", 2,
         "did you mean 'title'?"),
        ("lang = 'en'\n[sorce]\na = 1", "unknown name 'sorce'", 2,
         "did you mean 'source'?"),
        ("title = 1984", "'title' must be text, not a number", 1, "put it in quotes"),
        ("title = 1.5", "'title' must be text, not a number", 1, "put it in quotes"),
        ("title = true", "'title' must be text, not true or false", 1,
         "put it in quotes"),
        ("title = 2022-04-25", "'title' must be text, not a date", 1,
         "put it in quotes"),
        ("title = 10:00:00", "'title' must be text, not a time", 1, "put it in quotes"),
        ("lang = 'en'\ndate = 10:00:00", "'date' must be a date, not a time", 2,
         "put it in quotes"),
        ("date = true", "'date' must be a date, not true or false", 1,
         "put it in quotes"),
        ("date = 20220425", "'date' is not a date: '20220425'", 1,
         "write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("tags = [1]", "'tags' must be text, not a number", 1, "put it in quotes"),
        ("\ndate = '2022-13'", "'date' is not a date: '2022-13'", 2,
         "write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("date = '2022'\npubdate = '2023'",
         "'pubdate' and 'date' (line 1) say different things", 2, "keep one of them"),
    ],
)  # fmt: skip
def test_wrong_values(
    path: Path, text: str, message: str, line: int, hint: str
) -> None:
    """What is said of a header is said of a sidecar, with its line."""
    assert refusal(path, text) == (message, f"a.toml:{line}", hint)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("lang = 'en'\ntitle = A", "not valid TOML: invalid value", 2),
        ("lang = 'en'\ntitle = 'A", "not valid TOML: expected \"'\"", 2),
        ("lang = 'en'\ntitle", "not valid TOML: expected '=' after a key in a key/value"
         " pair", 2),
        ("lang = 'en'\nlang = 'de'\n", "not valid TOML: cannot overwrite a value", 2),
        ("a = 1\ndate = 2022-02-30\nb = 1", "not valid TOML: invalid date or datetime",
         2),
    ],
)  # fmt: skip
def test_broken_toml(path: Path, text: str, message: str, line: int) -> None:
    """The line is that of the fault, also at the end of the file."""
    assert refusal(path, text) == (
        message, f"a.toml:{line}",
        "write 'name = \"value\"' lines, dates as YYYY-MM-DD without quotes",
    )  # fmt: skip


def test_nesting_beyond_reason(path: Path) -> None:
    """A bomb of brackets is refused like any other fault."""
    assert refusal(path, "tags = " + "[" * 30_000) == (
        "nested too deeply", "a.toml:1", "write 'name = value' lines"
    )  # fmt: skip


def test_other_encoding(path: Path) -> None:
    """TOML is UTF-8 and nothing else."""
    assert refusal(path, b"lang = 'en'\ntitle = '\xe9'") == (
        "the sidecar is not UTF-8, which TOML demands", "a.toml:2", "save it as UTF-8"
    )  # fmt: skip


def test_size(path: Path) -> None:
    """A sidecar is a note, not a text."""
    assert refusal(path, "#" * 65_537) == (
        "the sidecar is larger than 64 KiB", "a.toml", "it holds facts, not the text"
    )  # fmt: skip


def test_folder_instead_of_a_file(path: Path) -> None:
    """A folder of that name can't be read."""
    path.mkdir()
    with pytest.raises(InputError) as caught:
        sidecar.read(path, path.parent)
    assert caught.value.message == "the sidecar can't be read: Is a directory"
    assert caught.value.where == str(path)
    assert caught.value.hint == "it must be a file that you may read"


def test_link_to_elsewhere(path: Path) -> None:
    """Nothing outside of the content folder is read, not even to report an error."""
    inner = path.parent / "content"
    inner.mkdir()
    path.write_text("title = 'secret'")
    link = inner / "a.toml"
    link.symlink_to(path)
    with pytest.raises(InputError) as caught:
        sidecar.read(link, inner)
    assert caught.value.message == "the sidecar lies elsewhere"
    assert (caught.value.where, caught.value.hint) == (
        str(link), "copy it beside the article"
    )  # fmt: skip
    assert sidecar.read(link, path.parent).supplied.title == "secret"


def test_find(tmp_path: Path) -> None:
    """The sidecar has the name of the input; the project's own file is none."""
    article = tmp_path / "a.b.txt"
    assert sidecar_of(article) is None
    (tmp_path / "a.b.toml").touch()
    assert sidecar_of(article) == tmp_path / "a.b.toml"
    (tmp_path / "exporter.toml").touch()
    assert sidecar_of(tmp_path / "exporter.md") is None
