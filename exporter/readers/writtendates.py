"""Dates as lines of a news text write them: "Published 25 April 2022, 10:30 GMT"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from functools import cache

from exporter.dates import PartialDate
from exporter.readers import vocabulary, zones

_LONGEST = 140
# Compiled at first use: most texts have no line of dates.
_NUMERIC = r"(?<!\d)(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?!\d)"
_YEAR_FIRST = r"(?<!\d)(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?![\d-])\.?"
_EAST = r"(?<!\d)(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일号號])?"
_ERA = r"(令和|平成)(\d{1,2}|元)年"
_ERAS = {"令和": 2018, "平成": 1988}
_TIDY = str.maketrans("’ʼ‘", "'''", "\u200e\u200f")
"""Apostrophes are one letter here, and marks of direction are none."""
_T = r"(?<=\d)T(?=\d\d:)"
_CLOCK = (
    r"(?i)(?<!\d)(?P<east>오전|오후|午前|午後|上午|下午)?\s*(?P<hour>\d{1,2})"
    r"(?:\s?(?:[:.hH]|時|时|點|点|시)\s?(?P<minute>\d{2})(?!\d)(?::(?P<second>\d{2}))?"
    r"\s?[分분]?|(?=\s?[ap]\.?m\b)|\s?(?:時|时|点|시|(?:[hH]|Uhr|uhr)\b))"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?"
)
_TOKEN = r"[^\W\d_]+(?:['’.][^\W\d_]+)*|\d+"
_PLACE = r"\s*([^\W\d_]\w*(?:[ -][^\W\d_]\w*){0,2})(?:,|\s[-–—|])\s"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """What a line of dates says; ``problem`` is the code of a notice, or empty."""

    published: PartialDate | None = None
    updated: PartialDate | None = None
    problem: str = ""


class _NoDate(ValueError):
    """The text holds something else than a date."""


def read_line(line: str, language: str) -> DateLine | None:
    """Read a line that holds dates and nothing else, or return None.

    ``03/04/2019`` is ambiguous and stays unread, ``25/04/2019`` is not.
    """
    if len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return None
    text = _plain(line)
    published = updated = None
    problems: list[str] = []
    try:
        for label, piece in _pieces(text):
            day, problem = read_date(piece, language)
            problems.append(problem)
            if label == "updated":
                updated = updated or day
            else:
                published = published or day
    except _NoDate:
        return None
    problem = next(filter(None, problems), "")
    return DateLine(published=published, updated=updated, problem=problem)


def find_line(line: str, language: str) -> DateLine:
    """Return the dates of a line, whatever else stands in it."""
    if len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return DateLine()
    found: dict[str, PartialDate | None] = {}
    for label, piece in _pieces(_plain(line)):
        kind = label or "published"
        found[kind] = found.get(kind) or find(piece, language)
    return DateLine(published=found.get("published"), updated=found.get("updated"))


def find(text: str, language: str) -> PartialDate | None:
    """Return the first date in a text of up to 140 characters, or None."""
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    plain = re.sub(_T, " ", re.sub(_ERA, _western, _plain(text)))
    found = _numeric(plain) or _named(plain, language)
    if found is None or found[2] is None:
        return None
    (year, month, day), end = found[2], found[1]
    clock = _clock(plain[end:])[0] if day else None
    if year > 2400 and language.startswith("th"):
        year -= 543
    try:
        return PartialDate(year=year, month=month, day=day, clock=clock)
    except ValueError:
        return None


def _plain(line: str) -> str:
    """Write all decimal digits as ASCII and all spaces as one."""
    digits = {
        char: str(unicodedata.decimal(char))
        for char in set(line)
        if char > "\x7f" and char.isdecimal()
    }
    for char, digit in digits.items():
        line = line.replace(char, digit)
    return " ".join(line.translate(_TIDY).split())


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Cut a line before each label, such as "Updated:"; yield label and rest."""
    cuts = [m for m in _labels().finditer(text)]
    if not cuts or text[: cuts[0].start()].strip(" |·•,;()-–—"):
        yield "", text[: cuts[0].start()] if cuts else text
    for at, cut in enumerate(cuts):
        end = cuts[at + 1].start() if at + 1 < len(cuts) else len(text)
        yield _kinds()[cut.group(1).casefold()], text[cut.end() : end]


@cache
def _kinds() -> dict[str, str]:
    return {
        phrase: kind
        for kind in ("published", "updated")
        for phrase in vocabulary.folded(f"news/date/{kind}")
    }


@cache
def _labels() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_kinds(), key=len, reverse=True)))
    return re.compile(rf"(?<![^\W\d_])({names})(?![^\W\d_])\s*[:：]?\s*", re.IGNORECASE)


def read_date(piece: str, language: str) -> tuple[PartialDate | None, str]:
    """Read the one date of a piece of text; the second value names a problem.

    Raises:
        ValueError: there is no date, or there is more than a date.
    """
    piece = re.sub(_T, " ", re.sub(_ERA, _western, piece))
    found = _numeric(piece) or _named(piece, language)
    if found is None:
        raise _NoDate(piece)
    start, end, parts = found
    rest = f"{piece[:start]}\x00{piece[end:]}"
    clock = _clock(rest)
    _refuse_strays(clock[1], language)
    if parts is None:
        return None, "ambiguous-date"
    year, month, day = parts
    if year > 2400 and language.startswith("th"):
        # The Thai calendar counts from the year 543 before the Christian era.
        year -= 543
    try:
        moment = clock[0] if day else None
        return PartialDate(year=year, month=month, day=day, clock=moment), ""
    except ValueError:
        return None, "invalid-date"


_Found = tuple[int, int, "tuple[int, int | None, int | None] | None"]


def _western(match: re.Match[str]) -> str:
    number = 1 if match.group(2) == "元" else int(match.group(2))
    return f"{_ERAS[match.group(1)] + number}年"


def _numeric(piece: str) -> _Found | None:
    match = re.search(_EAST, piece)
    if match:
        year, month, day = match.groups()
        return *match.span(), (int(year), int(month), int(day) if day else None)
    match = re.search(_YEAR_FIRST, piece)
    if match:
        year, _, month, day = match.groups()
        return *match.span(), (int(year), int(month), int(day) if day else None)
    match = re.search(_NUMERIC, piece)
    return (*match.span(), _order(match)) if match else None


def _order(match: re.Match[str]) -> tuple[int, int | None, int | None] | None:
    """Put day and month in order; None where both orders are possible."""
    first, mark, second, year = match.groups()
    one, two = int(first), int(second)
    if mark == "." or one > 12 or one == two:
        return int(year), two, one
    return (int(year), one, two) if two > 12 else None


def _named(piece: str, language: str) -> _Found | None:
    pattern, months = _months(language)
    match = pattern.search(piece)
    if match is None:
        return None
    part = match.groupdict()
    month = months[part["month"].casefold().rstrip(".")]
    year = part["year"] or part["early"]
    day = part["before"] or part["after"]
    if year is None:
        return None
    return *match.span(), (int(year), month, int(day) if day else None)


@cache
def _months(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Compile the month names of a language, and the English ones."""
    names: dict[str, int] = {}
    for code in ("en", language):
        names.update(_names(code, "months"))
    names["sept"] = 9
    month = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    days = "|".join(map(re.escape, sorted(_weekdays(language), key=len, reverse=True)))
    joint = r"(?:\s*(?:de|del|do|di|of|d['’]|d’)?\s*)"
    pattern = (
        rf"(?:(?<!\d)(?P<early>\d{{4}})\.?\s*)?"
        rf"(?:(?<!\d)(?P<before>\d{{1,2}})(?:\.|º|°|ª|er|st|nd|rd|th|-го|-е|η|ης)?{joint})?"
        rf"(?<![^\W\d_])[בו]?(?P<month>{month})(?![^\W\d_])\.?"
        rf"(?:\s*(?P<after>\d{{1,2}})(?:st|nd|rd|th)?\.?(?![\d:]))?"
        rf"(?:\s*,?{joint}(?:(?:{days})[.,]?\s+)?(?P<year>\d{{4}})(?!\d))?"
    )
    return re.compile(pattern, re.IGNORECASE), names


@cache
def _names(language: str, kind: str) -> dict[str, int]:
    """Return names of months (1 to 12) or weekdays, full and short (CLDR)."""
    from babel import Locale, UnknownLocaleError

    found: dict[str, int] = {}
    for code in (language, *({"ar": ("ar_LB", "ar_TN")}.get(language, ()))):
        try:
            locale = Locale.parse(code.replace("-", "_"))
        except (ValueError, UnknownLocaleError):
            continue
        table = locale.months if kind == "months" else locale.days
        for form in ("stand-alone", "format"):
            for width in ("wide", "abbreviated"):
                for number, name in table[form][width].items():
                    if not name.isdigit():
                        found[name.translate(_TIDY).casefold().rstrip(".")] = number
    return found


def _clock(rest: str) -> tuple[time | None, str]:
    """Take a time of day and its zone out of a text; no zone makes no moment."""
    match = re.search(_CLOCK, rest)
    if match is None:
        return None, rest
    after = rest[match.end() :]
    zone, after = zones.take(after)
    left = f"{rest[: match.start()]} {after}"
    if zone is None:
        return None, left
    half = (match["half"] or "")[:1].lower()
    east = match["east"] or ""
    hour = int(match["hour"])
    if half or east:
        late = half == "p" or east in ("오후", "午後", "下午")
        hour = hour % 12 + (12 if late else 0)
    try:
        second = int(match["second"] or 0)
        return time(hour, int(match["minute"] or 0), second, tzinfo=zone), left
    except ValueError:
        return None, left


def _refuse_strays(rest: str, language: str) -> None:
    """Raise unless what surrounds a date is weekdays, small words or a place."""
    place = re.match(_PLACE, rest)
    if place and place.group(1)[0].isupper():
        rest = rest[place.end() :]
    known = vocabulary.words("news/date/fillers")
    for token in re.findall(_TOKEN, rest):
        word = token.casefold()
        if word in known or word in _weekdays(language):
            continue
        raise _NoDate(token)


def opens_date(word: str, language: str) -> bool:
    """Tell the name of a month or a weekday."""
    known = {**_weekdays(language), **_months(language)[1]}
    return word.casefold().rstrip(".") in known


def _weekdays(language: str) -> dict[str, int]:
    return {**_names("en", "days"), **_names(language, "days")}
