"""What is guessed where markup says nothing: by htmldate and trafilatura.

Both know today; here they are told a last day instead, so that the same page gives
the same facts on any day.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from exporter.dates import PartialDate
from exporter.model import Fact, inferred

_FIRST = "1995-01-01"


@contextmanager
def _silence() -> Iterator[None]:
    """Keep libraries from telling of pages that they give up on."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(level)


def published(tree: Any, address: str, last: int) -> Fact[PartialDate]:
    """Guess the day of publication, not later than the end of the year ``last``."""
    import htmldate

    with _silence():
        try:
            found = htmldate.find_date(
                deepcopy(tree),
                original_date=True,
                extensive_search=False,
                url=address or None,
                min_date=_FIRST,
                max_date=f"{last}-12-31",
            )
        except (
            ValueError,
            TypeError,
            KeyError,
            IndexError,
            OverflowError,
            RecursionError,
        ):
            return Fact()
    return inferred(PartialDate.parse(found), "htmldate") if found else Fact()


def author(tree: Any) -> str:
    """Guess who wrote a page, as trafilatura does from class names."""
    from trafilatura.metadata import extract_author

    with _silence():
        try:
            return extract_author(deepcopy(tree)) or ""
        except (ValueError, TypeError, KeyError, IndexError, RecursionError):
            return ""
