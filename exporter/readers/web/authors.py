"""Who wrote an article: what markup says, against the byline that the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from exporter.model import Fact, stated
from exporter.readers import bylines, creditlines
from exporter.readers.measures import is_prose
from exporter.readers.web import eastnames, people
from exporter.readers.web.claims import UNKNOWN, Claim, Field, about
from exporter.readers.web.outline import Line, names_of, text_of
from exporter.readers.web.wording import fold

_SIGNED = re.compile(
    r"(?<![a-z])(?:by-?line|auth|authors?|autor(?:es|en|in)?|auteurs?|autore|writer|writers"
    r"|journalist|reporter|reader-credits|user-name|forfatter|skribent|redaktor|yazar|penulis|tac-gia|verfasser|contributors?|signature"
    r"|firma|by)(?![a-z])"
)
_PROFILE = re.compile(
    r"(?:auth?or|auteur|profile?|people|staff|team|writer|/by/|/bio/|journal)"
)
_END = re.compile(r"\s*(?:[|•·]|\d|\s[^\s:]{3,14}:)")
_MOST, _FOOT, _LONGEST_CREDIT = 3, 4, 48
_CATALOGUED = re.compile(
    r"([^\W\d_]{2,30}(?:-[^\W\d_]{2,30})?), ([^\W\d_]{1,20}\.?(?: [^\W\d_]\.)?)"
)
_IN_TEXT = (
    re.compile(
        r"(?:记者|記者)[\s:：]{0,2}(?P<names>[\u4e00-\u9fff·]{2,4}"
        r"(?:[\s、,，][\u4e00-\u9fff·]{2,4}){0,5})(?<![攝摄])\s{0,2}[）)／/〕】\]]"
    ),
    re.compile(
        r"(?P<names>[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4}){0,4})\s?(?:선임|전문)?기자\s?[=\]]"
    ),
)
"""Names in the dateline of Chinese and Korean news: "（记者 …）", "… 기자 ="."""
_NOT = re.compile(r"bio|avatar|image|photo|social|follow|comment|about|box|related")


_ORDER = {"json-ld": 0, "microdata": 1, "rdfa": 1, "meta": 2, "rel": 3, "class": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """The byline, and the agency that the text is from."""

    byline: Fact[tuple[str, ...]] = UNKNOWN
    agency: Fact[str] = UNKNOWN


@dataclass(frozen=True, slots=True)
class _Byline:
    names: tuple[str, ...]
    rule: str


def choose(
    claims: Sequence[Claim],
    lines: tuple[Sequence[Line], Sequence[Line]],
    own: frozenset[str],
    language: str,
) -> Authors:
    """Take who markup says wrote it, unless the page shows other names.

    ``lines`` are those around the headline, then all that the page has.
    A name that the page doesn't show is an account's, if it shows another's; a
    byline that shows more names than markup has the whole list.
    """
    claimed = list(_claimed(claims, own, language))
    seen = _shown(lines[0], own, language)
    agency = next((each for each in _agencies(claims, own, language)), Fact())
    text = fold(" ".join(line.text for line in lines[0]))[:20_000]
    for byline in claimed:
        names = {fold(name) for name in byline.names}
        visible = {fold(name) for name in seen.names} if seen else set()
        if seen and names < visible:
            return Authors(byline=stated(seen.names, seen.rule), agency=agency)
        if seen and _is_short_for(seen.names, byline.names):
            return Authors(byline=stated(seen.names, seen.rule), agency=agency)
        if all(map(_is_lone, byline.names)) and not visible:
            continue
        if seen and not names & visible and not any(name in text for name in names):
            continue
        return Authors(byline=stated(byline.names, byline.rule), agency=agency)
    seen = seen or _signed(lines[1], own, language)
    if seen is None:
        return Authors(agency=agency)
    return Authors(byline=stated(seen.names, seen.rule), agency=agency)


def _claimed(
    claims: Sequence[Claim], own: frozenset[str], language: str
) -> Iterator[_Byline]:
    """Yield the names that each rule claims, the rules in their order."""
    by_rule: dict[str, list[str]] = {}
    found = about(claims, Field.AUTHOR)
    for claim in sorted(found, key=lambda claim: _ORDER.get(claim.witness, 2)):
        if not claim.rule.endswith("-organisation"):
            text = _turned(claim.text) if claim.witness == "meta" else claim.text
            named = people.read(text, own, language).names
            by_rule.setdefault(claim.rule, []).extend(named)
    for rule, names in by_rule.items():
        if names:
            yield _Byline(people.unique(names), rule)


def _turned(text: str) -> str:
    """Turn "Example, Ana" as catalogues write it; a surname is one word and a comma."""
    match = _CATALOGUED.fullmatch(text)
    return f"{match[2]} {match[1]}" if match else text


def _agencies(
    claims: Sequence[Claim], own: frozenset[str], language: str
) -> Iterator[Fact[str]]:
    for claim in about(claims, Field.AUTHOR):
        agency = people.read(claim.text, own, language).agency
        if agency and fold(agency) not in own:
            yield stated(agency, claim.rule)


def _shown(lines: Sequence[Line], own: frozenset[str], language: str) -> _Byline | None:
    """Return the byline that lines show: one with "By", or one named so in markup."""
    for line in lines:
        if len(line.text) <= 200 and bylines.is_opened(line.text):
            credit = creditlines.read(line.text, language)
            texts = credit.names if credit else (_END.split(line.text)[0],)
            names = _people(texts, own, language)
            parts = _people(_parts(line.element), own, language)
            if names or parts:
                return _Byline(parts if set(parts) > set(names) else names, "byline")
    for line in lines:
        match = next(
            filter(None, (rule.search(line.text[:160]) for rule in _IN_TEXT)), None
        )
        if match:
            names = _people((match["names"],), own, language)
            if names:
                return _Byline(names, "dateline")
    return _eastern(lines, language) or _named(lines, own, language)


def _eastern(lines: Sequence[Line], language: str) -> _Byline | None:
    """Return the names in a line that says who wrote, as Chinese news has it."""
    for line in lines if language.startswith("zh") else ():
        if len(line.text) <= _LONGEST_CREDIT and not line.margin:
            names = eastnames.signed(line.text)
            if names:
                return _Byline(names, "byline")
    return None


def _named(lines: Sequence[Line], own: frozenset[str], language: str) -> _Byline | None:
    """Return the names in lines that markup calls a byline or an author's."""
    signed: list[str] = []
    for line in lines:
        text = "" if line.margin or len(line.text) > 160 else _signature(line)
        if text:
            names = _people((text,), own, language)
            parts = _people(_parts(line.element), own, language)
            dated = not names and any(map(str.isdigit, text))
            short = dated or _is_short_for(parts, names)
            signed.extend(parts if short else names)
    signed = [name for name in signed if not _is_lone(name)]
    return _Byline(people.unique(signed), "byline-class") if signed else None


def _signed(
    lines: Sequence[Line], own: frozenset[str], language: str
) -> _Byline | None:
    """Return who signs a text below it: named so, or on a last line in bold."""
    prose = [at for at, line in enumerate(lines) if is_prose(line.text)]
    shown = [line for line in lines[: prose[-1] + 4 if prose else 0] if not line.margin]
    found = _eastern(shown, language) or _named(shown, own, language)
    if found:
        return found if len(found.names) <= _MOST else None  # else a list of articles
    for before, line in pairwise(shown):
        element = line.element
        if line in shown[-_FOOT:] and bylines.is_opened(line.text):
            names = bylines.read(line.text.rstrip("."))
            if names:
                return _Byline(_people(names, own, language), "byline")
        last = element.getnext() is None and element.tag == "p"
        if last and is_prose(before.text) and _is_bold(element):
            names = bylines.read_lone(line.text)
            if names:
                return _Byline(_people(names, own, language), "signature")
    return None


def _is_bold(element: Any) -> bool:
    return element.find("strong") is not None or element.find("em") is not None


def _is_lone(name: str) -> bool:
    """Tell one word in a script with capitals: a firm, hardly a person."""
    return " " not in name and name.lower() != name.upper()


def _is_short_for(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether names are others without initials of an outlet: "Ana Example XY"."""
    return len(one) == len(other) and all(
        long.startswith(short + " ") and long[len(short) + 1 :].isupper()
        for short, long in zip(one, other, strict=True)
    )


def _parts(element: Any) -> Iterator[str]:
    """Yield what stands out in a byline: names that are bold, or lead to a profile."""
    for each in islice(element.iter("a", "b", "strong"), 20):
        if each.tag != "a" or _PROFILE.search(each.get("href", "")[:300]):
            yield text_of(each)


def _people(
    texts: Iterable[str], own: frozenset[str], language: str
) -> tuple[str, ...]:
    found = (people.read(text, own, language).names for text in texts)
    return people.unique(name for names in found for name in names)


def _signature(line: Line) -> str:
    """Return the text of what is named an author's in or around a line, or ``""``."""
    element = line.element
    inner = list(islice(element.iter(), 8))
    if any("location" in names_of(each) for each in inner):
        return ""
    for each in (*inner, *islice(element.iterancestors(), 2)):
        names = names_of(each) if isinstance(each.tag, str) else ""
        if each.tag not in ("body", "main", "article") and _SIGNED.search(names):
            if _NOT.search(names):
                return ""
            return text_of(each) if each in inner[1:] else line.text
    return ""
