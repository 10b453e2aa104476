"""What is guessed where markup says nothing: by htmldate and trafilatura.

htmldate knows today; here it is told a last day instead, and spared its search in
words (which reads "yesterday"), so that a page gives the same facts on any day.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from lxml import etree

from exporter.dates import PartialDate
from exporter.model import Fact, inferred
from exporter.readers.web.outline import is_margin

_FIRST = "1995-01-01"
_FAILURES = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError)
"""What libraries raise at pages that they did not expect."""


def without_margins(tree: Any) -> Any:
    """Return a copy of a page without its margins and pictures."""
    copy = deepcopy(tree)
    for element in list(copy.iter(etree.Element)):
        attached = element is not copy and element.getparent() is not None
        if attached and (element.tag == "figure" or is_margin(element)):
            element.drop_tree()
    return copy


def published(tree: Any, address: str, last: int) -> Fact[PartialDate]:
    """Guess the day of publication, not later than the end of the year ``last``."""
    import htmldate

    with _silence():
        try:
            found = htmldate.find_date(
                tree,
                original_date=True,
                extensive_search=False,
                url=address or None,
                min_date=_FIRST,
                max_date=f"{last}-12-31",
            )
        except _FAILURES:
            return Fact()
    return inferred(_honest(found, tree), "htmldate") if found else Fact()


def _honest(found: str, tree: Any) -> PartialDate:
    """Take the first day of a month for the month, unless the page has that day."""
    year, month, day = found.split("-")
    if day == "01":
        mark = r"[-/.\s]?"
        forms = rf"{year}{mark}{month}{mark}01|01{mark}{month}{mark}{year}"
        if not re.search(forms, etree.tostring(tree, encoding="unicode")[:2_000_000]):
            return PartialDate(year=int(year), month=int(month))
    return PartialDate.parse(found)


def author(tree: Any) -> str:
    """Guess who wrote a page, as trafilatura does from class names."""
    from trafilatura.metadata import extract_author

    with _silence():
        try:
            return extract_author(tree) or ""
        except _FAILURES:
            return ""


@contextmanager
def _silence() -> Iterator[None]:
    """Keep libraries from telling of pages that they give up on."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(level)
