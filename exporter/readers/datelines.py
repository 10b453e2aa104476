"""Datelines: "KYIV, Ukraine, April 25 (Reuters) —" before a first paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from exporter.dates import PartialDate
from exporter.readers import outlets, vocabulary, writtendates

_REACH = 120
_DASH = re.compile(r"\s*(?:—|–|--|\.\s?-|\s-)(?=\s|[\"“„«A-ZÀ-Þ])|\s*[:：](?=\s)")
_AGENCY = re.compile(
    r"\s*[(（]([^()（）]{2,40})[)）]\s*|(?:(?<=\s)|^)/([^/]{2,40})/\s*"
)
_BEHIND = re.compile(r"([^\d.,]{2,30})\.\s")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+")
_REGION = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’/ -]){0,30}$")
_UNDATED = re.compile(r"\d{1,2}\b|\b\d{1,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Place, agency and date as a dateline writes them; None where it is silent."""

    place: str | None = None
    agency: str | None = None
    published: PartialDate | None = None


def read(paragraph: str, language: str) -> Dateline | None:
    """Read the dateline that opens a paragraph; without one, return None.

    A place in capitals is one before a dash; a place in small letters only with
    an agency known by name.
    """
    start = paragraph[:_REACH]
    east = _eastern(start)
    if east:
        return east
    for dash in _DASH.finditer(start):
        head, rest = start[: dash.start()].strip(), paragraph[dash.end() :].lstrip()
        if rest and not rest[0].islower():
            found = _parse(head, language, strict=dash.group().strip() in ":：")
            if found:
                behind = _BEHIND.match(rest)
                if behind and not found.agency and outlets.is_outlet(behind.group(1)):
                    return replace(found, agency=behind.group(1))
                return found
        if dash.start() and not head[-1].isalnum():
            continue
    return None


def _eastern(start: str) -> Dateline | None:
    if start[:1] < "\u2e80" and start[:1] not in ("(", "["):
        return None
    for pattern in _patterns():
        match = pattern.match(start)
        if match:
            return Dateline(place=match["place"], agency=match["agency"])
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = outlets.agency_pattern()
    return tuple(
        re.compile(pattern.replace("{agency}", names))
        for pattern in vocabulary.phrases("news/dateline/patterns")
    )


def _parse(head: str, language: str, *, strict: bool) -> Dateline | None:
    agency, place_and_date = _agency(head)
    parts = [part.strip() for part in place_and_date.split(",")]
    place, dates = _place(parts)
    is_date, published = _date(", ".join(dates), language)
    if not is_date:
        return None
    if place and _is_label(parts[0]):
        return None
    if not place:
        known = agency and not strict
        return Dateline(agency=agency, published=published) if known else None
    capital = _is_capital(parts[0])
    if not (capital or agency) or (strict and not (agency or dates)):
        return None
    return Dateline(place=place, agency=agency, published=published)


def _agency(head: str) -> tuple[str | None, str]:
    match = _AGENCY.search(head)
    if match is None:
        return None, head
    name = (match.group(1) or match.group(2)).strip()
    rest = f"{head[: match.start()]}, {head[match.end() :]}".strip(" ,")
    rest = rest if "." in rest[:-1] else rest.rstrip(".")
    if outlets.is_outlet(name) or _is_capital(head.partition("(")[0].partition(",")[0]):
        return name, rest
    return None, head


def _is_label(place: str) -> bool:
    """Tell a label, a weekday or a month that stands where a place should."""
    words = _WORD.findall(place.casefold())
    return bool(vocabulary.words("news/dateline/labels").intersection(words))


def _is_capital(place: str) -> bool:
    """Tell whether a place is written in capitals and is no short form."""
    letters = _LETTERS.findall(place)
    if not letters or len("".join(letters)) < 3:
        return False
    return all(word.isupper() for word in letters) and len(letters) <= 5


def _place(parts: list[str]) -> tuple[str, list[str]]:
    """Part a place and its region from the date that may follow."""
    if re.search(r"\d", parts[0]) or parts == [""]:
        return "", [part for part in parts if part]
    at = 0
    while at < min(len(parts), 3) and not re.search(r"\d", parts[at]):
        if not _REGION.match(parts[at]) or (at and not parts[at][0].isupper()):
            return "", parts
        at += 1
    if len(parts[0].split()) > 5:
        return "", parts
    return ", ".join(parts[:at]), [part for part in parts[at:] if part]


def _date(text: str, language: str) -> tuple[bool, PartialDate | None]:
    """Tell whether a text is nothing or a date, and read it if it has a year."""
    try:
        return True, writtendates.read_date(text, language)[0] if text else None
    except ValueError:
        return bool(len(text) <= 20 and _UNDATED.search(text)), None
