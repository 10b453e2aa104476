"""What a hostile input is, and what has to come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

CANARY = "kanarie-7f3a9c1e"
"""Stands in files outside of the content folder, and in nothing that may leave."""
SIZE = (61, 67)
"""Pixels of the image outside, which no artefact may have an image of."""
OUTSIDE = "@outside@"
"""In a text or a link: the path of the folder where the canary is."""


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link to a path, which may be relative or begin with OUTSIDE."""

    to: str


Content: TypeAlias = (
    str | bytes | Link | Mapping[str, str | bytes] | Callable[[], bytes]
)
"""Of a file: text, bytes, the members of a ZIP file, or what makes it when wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An input by which somebody means harm, and its outcome.

    ``files`` are put into a folder of their own; the first is built unless ``named``
    says what. ``built`` and ``failed`` count its articles. ``says`` are phrases of the
    errors, ``told`` are codes of notices, ``shows`` are words that each artefact shows,
    in order, ``never`` are texts that stand in no part of an artefact.
    What is not ``paged`` becomes an EPUB only: pages of it would take their time.
    """

    name: str
    files: Mapping[str, Content]
    named: tuple[str, ...] = ()
    built: int = 1
    failed: int = 0
    says: tuple[str, ...] = ()
    told: frozenset[str] = frozenset()
    shows: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    paged: bool = True


def shown(
    name: str,
    files: Mapping[str, Content],
    *shows: str,
    told: str = "",
    never: tuple[str, ...] = (),
) -> Case:
    """Return a case that is built, shows these words and tells of these codes."""
    codes = frozenset(told.split())
    return Case(name=name, files=files, shows=shows, told=codes, never=never)


def refused(name: str, files: Mapping[str, Content], *says: str) -> Case:
    """Return a case that fails and says so."""
    return Case(name=name, files=files, built=0, failed=1, says=says)
