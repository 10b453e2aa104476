"""Briefings as editors write them: what is read, what is refused, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.briefing import Order
from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.model import Part, Period
from exporter.readers import briefings

HEAD = 'title = "Morning"\n'
SECTION = '[[section]]\ntitle = "One"\narticles = ["a.md"]\n'


def read(folder: Path, text: str) -> object:
    path = folder / "morning.toml"
    path.write_text(text, "utf-8")
    return briefings.read(path, folder)


def refused(folder: Path, text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return caught.value


def test_everything_that_a_briefing_can_say(tmp_path: Path) -> None:
    """Each key arrives in its field; parts come in the order of the book."""
    path = tmp_path / "morning.toml"
    path.write_text(
        'title = "Morning"\nsubtitle = "News"\ndate = 2026-11-24\n'
        "period = { from = 2026-11-01, to = 2026-11-24 }\n"
        'editor = "Ada; Bo"\npublisher = "Desk"\nlanguage = "en_GB"\n'
        'layout = "mine"\nrights = "CC0"\nnote = "*Hello*"\norder = "date"\n'
        'parts = ["sources", "contents"]\n'
        'articles = ["a.md"]\n\n'
        '[[section]]\ntitle = "One"\norder = "source"\nnote = "Two"\n'
        'articles = [{ path = "b/*.txt", tags = ["x"], from = "2026", to = "2026-12",'
        ' note = "Three" }]\n',
        "utf-8",
    )
    found = briefings.read(path, tmp_path)
    assert (found.slug, found.title, found.subtitle) == ("morning", "Morning", "News")
    assert found.published == PartialDate.parse("2026-11-24")
    assert found.period == Period(
        first=PartialDate.parse("2026-11-01"), last=PartialDate.parse("2026-11-24")
    )
    assert found.editors == ("Ada", "Bo")
    assert (found.publisher, found.language, found.layout) == ("Desk", "en-GB", "mine")
    assert (found.rights, found.note.strip()) == ("CC0", "<p><em>Hello</em></p>")
    assert found.parts == (Part.CONTENTS, Part.SOURCES)
    first, second = found.sections
    assert (first.title, first.order) == (None, Order.DATE)
    assert (second.title, second.order) == ("One", Order.SOURCE)
    (reference,) = second.references
    assert (reference.path, reference.tags) == ("b/*.txt", ("x",))
    assert (str(reference.first), str(reference.last)) == ("2026", "2026-12")
    assert "Three" in reference.note
    assert reference.where == f"{path}:19"


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ('titel = "M"\n' + SECTION, 1, "no key 'titel'", "title"),
        (HEAD + 'sction = "x"\n', 2, "no key 'sction'", "section"),
        (HEAD + SECTION + 'ordr = "date"\n', 5, "no key 'ordr'", "order"),
        (HEAD + SECTION + 'order = "dat"\n', 5, "can't be 'dat'", "date"),
        (HEAD + 'parts = ["covr"]\n' + SECTION, 2, "can't be 'covr'", "cover"),
        (HEAD + 'date = "soon"\n' + SECTION, 2, "not a date", "YYYY-MM-DD"),
        (HEAD + "period = [2026-02-02, 2026-01-01]\n" + SECTION, 2, "first and", "="),
        (HEAD + 'articles = ["../x.md"]\n', 2, "outside", "content folder"),
        (HEAD + 'articles = ["/etc/x.md"]\n', 2, "outside", "content folder"),
        (HEAD + "articles = [1]\n", 2, "a path or a table", "articles/name.md"),
        (HEAD + 'articles = [{ pth = "a.md" }]\n', 2, "no key 'pth'", "path"),
        (HEAD + 'articles = [{ note = "n" }]\n', 2, "names nothing", "tags"),
        (HEAD + '[[section]]\ntitle = "Empty"\n', 3, "no articles", "articles ="),
        (HEAD, None, "no articles", "[[section]]"),
        (SECTION, None, "no title", "title ="),
        (HEAD + "note = '# Big'\n" + SECTION, 2, "headings or images", "emphasis"),
        (HEAD + "note = 'a[^1]\\n\\n[^1]: b'\n" + SECTION, 2, "", ""),
        (HEAD + "x = \n", 2, "not valid TOML", ""),
        (HEAD + "number = 3\n" + SECTION, 2, "needs a series", "series ="),
        (HEAD + 'series = "S"\nissue = "x1"\n' + SECTION, 3, "not a place", "= 128"),
        (HEAD + 'series = "S"\nnumber = 1.5\n' + SECTION, 3, "not a place", '"3.12"'),
        (HEAD + 'series = "S"\nnumber = -1\n' + SECTION, 3, "not a place", "128"),
        (HEAD + 'series = "S"\nnumber = true\n' + SECTION, 3, "not a place", "128"),
        (HEAD + 'section = "x"\n', 2, "sections are tables", "[[section]]"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int | None, message: str, hint: str
) -> None:
    """The error names the file, the line, what is wrong, and what to try."""
    if "[^1]" in text:  # a literal string of TOML has no line breaks
        text = text.replace("'a[^1]\\n\\n[^1]: b'", '"a[^1]\\n\\n[^1]: b"')
        message, hint = "footnotes", ""
    error = refused(tmp_path, text)
    assert message in error.message
    assert hint in error.hint
    place = f"{tmp_path / 'morning.toml'}" + (f":{line}" if line else "")
    assert error.where == place


def test_a_note_can_show_no_file(tmp_path: Path) -> None:
    """An editor's note brings no picture in, wherever it lies."""
    (tmp_path / "a.png").write_bytes(b"")
    error = refused(tmp_path, HEAD + 'note = "![x](a.png)"\n' + SECTION)
    assert error.where.endswith(":2")


def test_a_briefing_is_bounded(tmp_path: Path) -> None:
    """A file of a gigabyte is refused, not read."""
    error = refused(tmp_path, HEAD + f"# {'x' * briefings.LIMIT}\n" + SECTION)
    assert "larger than" in error.message
