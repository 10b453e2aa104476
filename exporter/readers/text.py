"""Raw news text to an article, each fact with what it stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.model import Article, Fact, Notice, inferred, stated
from exporter.readers import (
    blocks,
    body,
    boilerplate,
    citations,
    datelines,
    mending,
    opening,
)
from exporter.readers.blocks import Unit
from exporter.readers.captions import is_caption
from exporter.readers.datelines import Dateline
from exporter.readers.decoding import decode
from exporter.readers.language import detect
from exporter.readers.measures import is_ideographic, is_prose
from exporter.readers.opening import Opening
from exporter.readers.request import Request
from exporter.readers.words import count_words

_MARKER = re.compile(
    r"\s*date\b\s*:?\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?"
    r"(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)(?=[\s,;.|]|$)[,;.|]?",
    re.IGNORECASE,
)
_NUMERIC_MARKER = re.compile(
    r"\s*date\b\s*:?\s*\d{1,2}([-/])\d{1,2}\1\d{4}\b", re.IGNORECASE
)
_LONGEST_TITLE, _LONGEST_EASTERN = 70, 35
_BEFORE_PROSE = 5
_MESSAGES = {
    "ambiguous-date": "the order of day and month is not clear; the date stays unknown",
    "invalid-date": "no calendar has this date; it stays in the text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text taken apart: what is kept, what opens it, what is set aside."""

    units: tuple[Unit, ...]
    opening: Opening
    rest: tuple[Unit, ...]
    boilerplate: tuple[str, ...]
    language: str

    def at(self, place: int | None) -> str | None:
        return None if place is None else self.units[place].text


def read(request: Request) -> Article:
    """Read a raw news text; nothing in it is taken for markup.

    Raises:
        InputError: the file is no text, or has nothing but boilerplate in it.
    """
    decoded = decode(request.original.data, request.where)
    date, source, notices = _marker(decoded.text, request.where)
    plain = blocks.unescape_entities(source)
    language = detect(plain)
    text = _take_apart(plain, request.language or language.value or "und")
    if not text.units:
        raise InputError(
            "there is no article in it",
            where=request.where,
            hint="the file has no prose",
        )
    built = body.build(text.rest, text.language)
    dateline = _dateline(built.paragraphs, text.language)
    found = text.opening.found
    problems = [c.dates.problem for c in found if c.dates and c.dates.problem]
    return Article(
        slug=request.slug,
        title=_title(text, built.paragraphs),
        body=built.html,
        original=request.original,
        language=language,
        kicker=_shown(_kicker(text), "lines-before-headline"),
        standfirst=_shown(text.at(text.opening.standfirst), "standfirst"),
        byline=_byline(text),
        credits=tuple(text.units[at].text for at in text.opening.credits),
        place=_shown(dateline.place if dateline else None, "dateline"),
        agency=_shown(dateline.agency if dateline else None, "dateline"),
        published=_published(date, text, dateline),
        updated=_updated(text),
        headings=built.headings,
        cited=citations.count(built.paragraphs, text.language),
        paragraphs=len(built.paragraphs),
        words=_words(text),
        boilerplate=text.boilerplate,
        notices=(
            *decoded.notices,
            *notices,
            *(_notice(code, request.where) for code in dict.fromkeys(problems)),
        ),
    )


def _marker(
    text: str, where: str
) -> tuple[PartialDate | None, str, tuple[Notice, ...]]:
    """Lift the leading ``date 2022-04-25`` out of a text, at the precision it has."""
    match = _MARKER.match(text)
    if match is None:
        odd = _NUMERIC_MARKER.match(text)
        return None, text, (_notice("ambiguous-date", where),) if odd else ()
    try:
        date = PartialDate.parse(match.group(1))
    except ValueError:
        return None, text, (_notice("invalid-date", where),)
    return date, text[match.end() :], ()


def _notice(code: str, where: str) -> Notice:
    return Notice(code=code, message=_MESSAGES[code], where=where)


def _take_apart(text: str, language: str) -> _Text:
    units = blocks.split(text)
    shown = [unit for unit in units if unit.text]
    kept = tuple(
        unit
        for at, unit in enumerate(shown)
        if at >= blocks.MOST or not boilerplate.is_boilerplate(unit.text)
    )
    found = opening.read(kept, language)
    rest = tuple(
        unit for at, unit in enumerate(kept) if at >= found.body and at != found.copy
    )
    copy = kept[found.copy] if found.copy is not None else None
    remaining = set(map(id, kept)) - {id(copy)}
    aside = tuple(unit.text for unit in shown if id(unit) not in remaining)
    return _Text(
        units=kept, opening=found, rest=rest, boilerplate=aside, language=language
    )


def _title(text: _Text, paragraphs: Sequence[str]) -> Fact[str]:
    headline = text.at(text.opening.headline)
    if headline is not None:
        repeated = text.opening.copy is not None
        return stated(headline, "headline-repeated" if repeated else "headline")
    first = paragraphs[0] if paragraphs else text.units[0].text
    return inferred(opening_words(first), "opening-words")


def opening_words(text: str) -> str:
    """Cut a text at a word to 70 characters, 35 of ideographs, and add an ellipsis."""
    limit = _LONGEST_EASTERN if is_ideographic(text) else _LONGEST_TITLE
    plain = " ".join(text[: limit * 8].split())
    if len(plain) <= limit:
        return plain
    cut = plain[: limit + 1]
    space = cut.rfind(" ")
    cut = cut[:space] if space > limit // 2 else cut[:limit]
    return mending.plain(cut).rstrip(" ,;:–—-，、；：،؛") + "…"


def _kicker(text: _Text) -> str | None:
    return " · ".join(text.units[at].text for at in text.opening.kicker) or None


def _shown(value: str | None, rule: str) -> Fact[str]:
    return stated(value, rule) if value else Fact()


def _byline(text: _Text) -> Fact[tuple[str, ...]]:
    found = text.opening.found
    names = tuple(dict.fromkeys(name for credit in found for name in credit.names))
    if not names:
        return Fact()
    if any(credit.guessed for credit in found):
        return inferred(names, "lone-name")
    return stated(names, "byline")


def _dateline(paragraphs: Sequence[str], language: str) -> Dateline | None:
    """Read the dateline of the first prose; what captions a picture comes before."""
    for paragraph in paragraphs[:_BEFORE_PROSE]:
        found = datelines.read(paragraph, language)
        if found or (is_prose(paragraph) and not is_caption(paragraph)):
            return found
    return None


def _published(
    marker: PartialDate | None, text: _Text, dateline: Dateline | None
) -> Fact[PartialDate]:
    """Let the marker speak first, then a date line, then the dateline."""
    lines = (c.dates.published for c in text.opening.found if c.dates)
    line = next(filter(None, lines), None)
    if marker:
        return stated(marker, "date-marker")
    if line:
        return stated(line, "date-line")
    if dateline and dateline.published:
        return stated(dateline.published, "dateline")
    return Fact()


def _updated(text: _Text) -> Fact[PartialDate]:
    lines = (c.dates.updated for c in text.opening.found if c.dates)
    line = next(filter(None, lines), None)
    return stated(line, "date-line") if line else Fact()


def _words(text: _Text) -> int:
    kept = (u.text for at, u in enumerate(text.units) if at != text.opening.copy)
    return count_words("\n".join(kept))
