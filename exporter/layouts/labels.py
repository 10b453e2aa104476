"""The few words of our own that stand on a page, in the article's language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from exporter.composition import Guide
from exporter.errors import LayoutError, suggest

_FALLBACK = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """One language's labels; ``language`` says which, for the ``lang`` attribute."""

    language: str
    source_unknown: str
    date_unknown: str
    provenance: str
    links: str
    contents: str
    cover: str
    start: str
    title: str
    title_inferred: str
    source: str
    published: str
    updated: str
    address: str
    retrieved: str
    rights: str
    cited: str
    set_aside: str
    original: str
    digest: str
    made_by: str
    not_stated: str
    stated: str
    supplied: str
    bytes: str
    attached: str
    briefing: str
    summary: str
    sources: str
    outlets: str
    colophon: str
    edited_by: str
    series: str
    period: str
    editors_note: str
    headline: str
    outlet: str
    date: str
    page: str
    blank: str
    mentions: str
    articles: str
    identifier: str
    layout: str
    originals: str

    def guide(self) -> Guide:
        """Return the labels that a writer prints in a book's navigation."""
        return Guide(
            language=self.language,
            contents=self.contents,
            cover=self.cover,
            start=self.start,
        )


@cache
def load(roots: tuple[Path, ...], language: str) -> Labels:
    """Return the labels for a language tag, English where there are none.

    Raises:
        LayoutError: a label file has unknown or missing keys.
    """
    primary = language.split("-")[0].lower()
    for code in (primary, _FALLBACK):
        for root in roots:
            path = root / "shared" / "labels" / f"{code}.toml"
            if code.isalpha() and path.is_file():
                return _read(path, language if code == primary else code)
    raise LayoutError(f"shared/labels/{_FALLBACK}.toml is missing")


def _read(path: Path, language: str) -> Labels:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LayoutError(str(error), where=str(path)) from error
    known = {item.name for item in fields(Labels)} - {"language"}
    for key in table:
        if key not in known:
            raise LayoutError(
                f"unknown label {key!r}", where=str(path), hint=suggest(key, known)
            )
    if missing := sorted(known - set(table)):
        raise LayoutError(f"label {missing[0]!r} is missing", where=str(path))
    return Labels(language=language, **{key: str(table[key]) for key in known})
