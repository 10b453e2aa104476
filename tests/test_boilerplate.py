"""Lines that are set aside: whole notices, never prose that has their words."""

from __future__ import annotations

import pytest

from exporter.readers.boilerplate import is_boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "All rights reserved.",
        "© 2023 Example Post. All rights reserved.",
        "Copyright 2023 Example Post, all rights reserved",
        "(c) Example Post 2023. All rights reserved. Reproduction is not allowed.",
        "Example Post 2023. All rights reserved.",
        "Alle Rechte vorbehalten.",
    ],
)
def test_notice_of_rights_is_set_aside(line: str) -> None:
    """A line that is nothing else is no part of the article."""
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "The minister told ANSA that help was on its way. Copyright 2023 Example."
        " All rights reserved.",
        "The firm said it holds the copyright. All rights reserved, said the lawyer,"
        " are what counts.",
        "All rights reserved, the phrase that nobody reads, is a hundred years old.",
        "Nobody could say who has all rights reserved for the song.",
    ],
)
def test_prose_with_such_words_stays(line: str) -> None:
    """A paragraph is never lost for a notice at its end."""
    assert not is_boilerplate(line)
