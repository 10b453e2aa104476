"""Settings: which source wins, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from exporter import config
from exporter.errors import UsageError

FILE = """\
# a project
content = "texts"
output = "out"
formats = ["epub"]
layout = "review"
cover = false
jobs = 3
time_limit = 12.5
"""


def test_defaults_lie_below_the_start(tmp_path: Path) -> None:
    """Without file, variables and options the plan's defaults hold."""
    settings = config.load(tmp_path, {}, {})
    assert settings.root == tmp_path.resolve()
    assert settings.content == settings.root / "content"
    assert settings.output == settings.root / "dist"
    assert settings.formats == ("pdf", "epub")
    assert (settings.layout, settings.chosen_layout) == ("", "")
    assert settings.cover is True
    assert settings.time_limit == 300
    assert settings.jobs >= 1
    assert settings.timestamp is None


def test_root_is_the_nearest_folder_with_a_file(tmp_path: Path) -> None:
    """The project is found from a folder inside it; its paths start at its root."""
    (tmp_path / "exporter.toml").write_text(FILE)
    inner = tmp_path / "texts" / "deep"
    inner.mkdir(parents=True)
    settings = config.load(inner, {}, {})
    assert settings.root == tmp_path.resolve()
    assert settings.content == tmp_path.resolve() / "texts"
    assert settings.output == tmp_path.resolve() / "out"
    assert settings.formats == ("epub",)
    assert (settings.layout, settings.cover) == ("review", False)
    assert settings.chosen_layout == ""
    assert (settings.jobs, settings.time_limit) == (3, 12.5)


def test_option_over_environment_over_file(tmp_path: Path) -> None:
    """The nearer source wins; None is no option at all."""
    (tmp_path / "exporter.toml").write_text(FILE)
    environ = {"EXPORTER_LAYOUT": "env", "EXPORTER_JOBS": "4"}
    environ["EXPORTER_MEMORY_LIMIT"] = "8192"
    settings = config.load(tmp_path, {"jobs": 5, "layout": None}, environ)
    assert settings.memory_limit == 8192
    assert (settings.jobs, settings.layout) == (5, "env")
    assert settings.time_limit == 12.5


def test_layout_of_a_run_is_told_from_that_of_the_project(tmp_path: Path) -> None:
    """Only an option or a variable chooses for this run; the file does not."""
    (tmp_path / "exporter.toml").write_text(FILE)
    environ = {"EXPORTER_LAYOUT": "env"}
    for overrides, variables, layouts in (
        ({}, {}, ("review", "")),
        ({}, environ, ("env", "env")),
        ({"layout": None}, environ, ("env", "env")),
        ({"layout": "option"}, environ, ("option", "option")),
    ):
        settings = config.load(tmp_path, overrides, variables)
        assert (settings.layout, settings.chosen_layout) == layouts


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('\nlayuot = "x"\n', 2, "unknown key 'layuot'"),
        ("jobs = 0\n", 1, "whole number"),
        ("jobs = true\n", 1, "wants a number"),
        ('cover = "perhaps"\n', 1, "true or false"),
        ("cover = false\nformats = 3\n", 2, "wants a list"),
        ("time_limit = -1\n", 1, "above 0"),
        ("memory_limit = 12\n", 1, "256 or more"),
        ("memory_limit = 999.5\n", 1, "whole mebibytes"),
        ("layout = 7\n", 1, "wants a text"),
        ('log_format = "xml"\n', 1, "'text' or 'json'"),
        ('layout = "a"\nlayout = "b"\n', 2, "not valid TOML"),
    ],
)
def test_file_errors_name_the_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    """A wrong key or value is refused at its line."""
    path = tmp_path.resolve() / "exporter.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path, {}, {})
    assert caught.value.where == f"{path}:{line}"
    assert words in caught.value.message


def test_unknown_key_suggests_the_nearest(tmp_path: Path) -> None:
    """A misspelt key is answered with the right one."""
    (tmp_path / "exporter.toml").write_text('layuot = "x"\n')
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path, {}, {})
    assert caught.value.hint == "did you mean 'layout'?"


def test_variable_errors_name_the_variable(tmp_path: Path) -> None:
    """A wrong value of a variable is refused by the variable's name."""
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path, {}, {"EXPORTER_TIME_LIMIT": "soon"})
    assert caught.value.where == "EXPORTER_TIME_LIMIT"
    with pytest.raises(UsageError, match="did you mean 'layout'"):
        config.load(tmp_path, {}, {"EXPORTER_LAYOT": "x"})


def test_variables_of_other_programs_are_none_of_ours(tmp_path: Path) -> None:
    """A variable that resembles none of ours is left alone."""
    environ = {"EXPORTER_KAFKA_BROKER_ADDRESS": "x"}
    assert config.load(tmp_path, {}, environ) == config.load(tmp_path, {}, {})


@pytest.mark.parametrize("name", ["one.pdf", "One.EPUB"])
def test_output_may_name_one_file(tmp_path: Path, name: str) -> None:
    """An output with a format's suffix is that one file in that one format."""
    settings = config.load(tmp_path, {"output": tmp_path / name}, {})
    assert settings.output_file == tmp_path / name
    assert settings.output == tmp_path
    assert settings.formats == (name[-4:].lower().strip("."),)


def test_output_file_of_another_format_is_refused(tmp_path: Path) -> None:
    """A file's suffix and --to may not contradict each other."""
    overrides = {"output": "x.pdf", "formats": ("epub",)}
    with pytest.raises(UsageError, match=r"x\.pdf is no place for epub"):
        config.load(tmp_path, overrides, {})


def test_a_folder_may_be_called_like_a_file(tmp_path: Path) -> None:
    """A folder that is there is a folder, whatever its name."""
    (tmp_path / "odd.pdf").mkdir()
    settings = config.load(tmp_path, {"output": tmp_path / "odd.pdf"}, {})
    assert settings.output_file is None
    assert settings.output == tmp_path / "odd.pdf"


def test_timestamp_is_seconds_since_1970(tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH becomes a moment in UTC."""
    settings = config.load(tmp_path, {}, {"SOURCE_DATE_EPOCH": "1650844800"})
    assert settings.timestamp == datetime(2022, 4, 25, tzinfo=UTC)


@pytest.mark.parametrize("text", ["yesterday", "-1", "1.5", "253402300800", "１２"])
def test_bad_timestamp_is_refused(tmp_path: Path, text: str) -> None:
    """Anything but a count of seconds up to the year 9999 is an error."""
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path, {}, {"SOURCE_DATE_EPOCH": text})
    assert caught.value.where == "SOURCE_DATE_EPOCH"


def test_no_color_takes_colour_away(tmp_path: Path) -> None:
    """NO_COLOR counts when it is set and not empty."""
    assert config.load(tmp_path, {}, {"NO_COLOR": ""}).colour
    assert not config.load(tmp_path, {}, {"NO_COLOR": "0"}).colour
