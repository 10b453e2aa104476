"""Wishes for print: read once, refused with the reason where they clash."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Project

from exporter import config, printing
from exporter.errors import UsageError
from exporter.printing import Links, Mark, Paper, Printing, Sides


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("a4", (210, 297)),
        ("Letter", (215.9, 279.4)),
        (" a5 ", (148, 210)),
        ("170x240mm", (170, 240)),
        ("170x240", (170, 240)),
        ("6in x 9in", (152.4, 228.6)),
        ("6x9in", (152.4, 228.6)),
        ("15.2cm*22.9cm", (152, 229)),
        ("432 × 648 pt", (152.4, 228.6)),
    ],
)
def test_paper_has_a_name_or_two_sides(text: str, size: tuple[float, float]) -> None:
    """Sizes are known by name, and measured in four units."""
    assert printing.paper(text) == Paper(*size)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a44", "no size of paper: 'a44'; did you mean 'a4'"),
        ("10x20mm", "70 to 1200 mm"),
        ("5000x5000mm", "70 to 1200 mm"),
        ("1.2.3x200mm", "not a number"),
        ("", "no size of paper"),
    ],
)
def test_no_paper(text: str, message: str) -> None:
    """A size that is none is refused, with the nearest."""
    with pytest.raises(ValueError, match=message):
        printing.paper(text)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("sides", "tow", "did you mean 'two'"),
        ("links", "footnotes", "no such choice: 'footnotes'"),
        ("bleed", "3em", "wants a length such as 3mm"),
        ("bleed", "30mm", "at most 20 mm"),
        ("marks", "crop,cros", "no mark: 'cros'; did you mean 'cro"),
        ("signature", 6, "multiple of 4"),
        ("n_up", 3, "wants one of 1, 2, 4"),
        ("creep", "1cm", "at most 2 mm"),
        ("set", "accent", "wants key=value, not 'accent'"),
        ("paper", True, "wants a text"),
        ("marks", 3, "wants a list of texts"),
    ],
)
def test_wrong_value(tmp_path: Path, key: str, value: object, message: str) -> None:
    """Each option says what it wants."""
    with pytest.raises(UsageError, match=rf"{key}: .*{message}"):
        config.load(tmp_path, {key: value}, {})


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"booklet": True, "n_up": 2}, "two pages a side"),
        ({"signature": 16}, "--signature is for --booklet"),
        ({"creep": "0.2mm"}, "--creep is for --booklet"),
        ({"sheet": "a3"}, "--sheet is for --booklet and --n-up"),
        ({"booklet": True, "sides": "one"}, "printed on two sides"),
        ({"n_up": 4, "marks": "crop"}, "not cut"),
        ({"n_up": 2, "bleed": "3mm"}, "not cut"),
        ({"press": True, "booklet": True}, "press puts the pages on sheets itself"),
        ({"press": True, "n_up": 2}, "press puts the pages on sheets itself"),
        ({"press_profile": "x.icc"}, "--press-profile is for --press"),
        ({"gray": True, "formats": ["epub"]}, "--gray is for PDFs"),
    ],
)
def test_wishes_that_clash(
    tmp_path: Path, wishes: dict[str, object], message: str
) -> None:
    """What can't be had together is refused with the reason and a way out."""
    with pytest.raises(UsageError, match=message) as caught:
        config.load(tmp_path, wishes, {})
    assert caught.value.hint


def test_file_and_options_are_merged(tmp_path: Path) -> None:
    """The configuration file knows all wishes; a run without PDFs may ignore them."""
    (tmp_path / "exporter.toml").write_text(
        'paper = "a5"\nmarks = ["crop", "cross"]\nbleed = "3mm"\ncss = ["house.css"]\n'
        'links = "notes"\n[set]\naccent = "#036"\n'
    )
    settings = config.load(tmp_path, {"paper": "a4"}, {"EXPORTER_GRAY": "yes"})
    assert settings.printing == Printing(
        paper=Paper(210, 297), marks=(Mark.CROP, Mark.CROSS), bleed=3.0,
        links=Links.NOTES, gray=True,
    )  # fmt: skip
    assert settings.css == (tmp_path / "house.css",)
    assert settings.changes == (("accent", "#036"),)
    assert config.load(tmp_path, {"formats": ["epub"]}, {}).formats == ("epub",)


def test_a_booklet_is_printed_on_two_sides(tmp_path: Path) -> None:
    """Its margins are mirrored without being asked for."""
    assert config.load(tmp_path, {"booklet": True}, {}).printing.sides is Sides.TWO


def test_clash_is_wrong_use(project: Project) -> None:
    """Nothing is built, and the exit code is 2."""
    project.write("content/a.txt")
    result = project.run("build", "--booklet", "--n-up", "2")
    assert (result.code, result.out) == (2, "")
    assert "--booklet has two pages a side" in result.err
    assert not (project.folder / "dist").exists()
