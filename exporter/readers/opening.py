"""How a news text opens: section lines, headline, standfirst, byline and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exporter.readers import bylines, creditlines, datelines, vocabulary
from exporter.readers.blocks import Unit
from exporter.readers.captions import is_caption
from exporter.readers.creditlines import Credit
from exporter.readers.measures import (
    ends_sentence,
    is_brief,
    is_ideographic,
    is_prose,
)
from exporter.readers.outlets import is_outlet

_WINDOW, _REPEAT_WITHIN = 10, 5
_TRAIL = re.compile(r"\s+(?:>|»|›|/|\||·|•|→|::)\s+|\s*[|›»>]\s*")
_SITE = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?$")
_QUOTES = "\"'”’»«)]」』"
_SENTENCES = re.compile(r"[.!?…](?:[\"'”’»)]*)\s+(?=\S)|[。！？]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Which units open the text, by their places in it; ``body`` is the first after.

    ``copy`` is the place of a repeated headline's second copy.
    """

    kicker: tuple[int, ...] = ()
    headline: int | None = None
    copy: int | None = None
    standfirst: int | None = None
    credits: tuple[int, ...] = ()
    found: tuple[Credit, ...] = ()
    body: int = 0


def read(units: Sequence[Unit], language: str) -> Opening:
    """Find the opening of a text whose boilerplate has been set aside."""
    window = [unit.text for unit in units[:_WINDOW]]
    repeated = _repeated(window)
    if repeated:
        first, second = repeated
        return _after_headline(window, language, first, copy=second)
    prose = next((at for at, text in enumerate(window) if is_prose(text)), None)
    if not prose:
        return _without_headline(window, language)
    return _with_headline(window, language, prose)


def _repeated(window: Sequence[str]) -> tuple[int, int] | None:
    """Find a first line that comes again soon after, word for word."""
    for first, text in enumerate(window):
        if first and is_prose(window[first - 1]):
            return None
        if not _is_telling(text):
            continue
        folded = _folded(text)
        for second in range(first + 1, min(first + _REPEAT_WITHIN, len(window))):
            if _folded(window[second]) == folded:
                return first, second
    return None


def _is_telling(text: str) -> bool:
    """Tell a line that may be a headline if it is repeated: not a long sentence."""
    least = 6 if is_ideographic(text) else 10
    if len(text) < least or not is_brief(text, 200, 30) or _is_section(text):
        return False
    asks = text.rstrip(_QUOTES + " ").endswith(("?", "!", "？", "！", "؟"))
    return asks or not ends_sentence(text) or is_brief(text, 90, 12)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _without_headline(window: Sequence[str], language: str) -> Opening:
    credits, found = _credits(window, 0, language)
    return Opening(credits=credits, found=found, body=len(credits))


def _with_headline(window: Sequence[str], language: str, prose: int) -> Opening:
    kinds: list[Credit | None] = []
    for at, text in enumerate(window[:prose]):
        kind = creditlines.read(text, language)
        if kind is None and at and _can_be_headline(window, at - 1, kinds):
            before = kinds[-1]
            kind = creditlines.read_beside(
                window[at : min(at + 2, prose)], before, language
            )
        kinds.append(kind)
    first = next((at for at, kind in enumerate(kinds) if kind is None), None)
    if first is None:
        return _without_headline(window, language)
    last = first
    while last + 1 < prose and kinds[last + 1] is None:
        last += 1
    headline = _choose(window, first, last)
    if headline is None:
        return _without_headline(window, language)
    return _after_headline(window, language, headline)


def _can_be_headline(
    window: Sequence[str], at: int, kinds: Sequence[Credit | None]
) -> bool:
    """Tell whether a line can be the headline, or is a credit that follows one."""
    if kinds[at] is not None:
        return any(kind is None for kind in kinds)
    text = window[at]
    return is_headline(text) and not (_is_section(text) or is_outlet(text))


def _choose(window: Sequence[str], first: int, last: int) -> int | None:
    """Choose the headline: the first line that is no section, site or short kicker."""
    for at in range(first, last + 1):
        text = window[at]
        if not is_headline(text) or is_caption(text):
            continue
        if at == last or not _is_kicker(text, window[at + 1 : last + 1]):
            return None if _is_section(text) else at
    return None


def is_headline(text: str) -> bool:
    """Tell whether a line could be a headline: short, and no sentence's end."""
    bare = text.rstrip(_QUOTES + " ")
    if not bare or bare.endswith((",", ";", ":", "،", "、", "：", "；")):
        return False
    short = is_brief(text, 150, 30)
    return short and not ends_sentence(text) and any(map(str.isalpha, text))


def _is_kicker(text: str, following: Sequence[str]) -> bool:
    if _is_section(text) or is_outlet(text):
        return True
    if not any(is_headline(line) for line in following):
        return False
    if is_ideographic(text):
        return len(text) <= 6
    words = text.split()
    titled = all(word[0].isupper() or len(word) <= 3 for word in words)
    longer = max(len(line.split()) for line in following)
    return len(words) <= 2 or (len(words) <= 4 < longer and (titled or text.isupper()))


def _is_section(text: str) -> bool:
    """Tell section names, trails of them, and addresses of sites."""
    sections = vocabulary.words("news/head/sections")
    parts = [part for part in _TRAIL.split(text) if part]
    if len(parts) > 1 and all(len(part.split()) <= 3 for part in parts):
        return True
    return text.casefold() in sections or bool(_SITE.match(text))


def _after_headline(
    window: Sequence[str], language: str, headline: int, copy: int | None = None
) -> Opening:
    """Read what follows the headline: a standfirst, then bylines and dates."""
    at = headline + 1
    at += at == copy
    standfirst = None
    if _is_standfirst(window, at, language, copy):
        standfirst, at = at, at + 1
        at += at == copy
    credits, found = _credits(window, at, language, copy)
    if not credits:
        found = _behind_captions(window, at, language)
    before = [creditlines.read(text, language) for text in window[:headline]]
    end = at if not credits else credits[-1] + 1
    return Opening(
        kicker=tuple(range(headline)),
        headline=headline,
        copy=copy,
        standfirst=standfirst,
        credits=credits,
        found=(*filter(None, before), *found),
        body=end,
    )


def _credits(
    window: Sequence[str], at: int, language: str, copy: int | None = None
) -> tuple[tuple[int, ...], tuple[Credit, ...]]:
    places: list[int] = []
    found: list[Credit] = []
    while at < len(window):
        if at != copy:
            before = found[-1] if found else None
            credit = creditlines.read(window[at], language) or creditlines.read_beside(
                window[at : at + 2], before, language
            )
            if credit is None:
                break
            places.append(at)
            found.append(credit)
        at += 1
    return tuple(places), tuple(found)


def _behind_captions(
    window: Sequence[str], at: int, language: str
) -> tuple[Credit, ...]:
    """Read credits that captions part from the headline; their lines stay in place."""
    after = at
    while after < min(at + 2, len(window)) and is_caption(window[after]):
        after += 1
    return _credits(window, after, language)[1] if after > at else ()


def _is_standfirst(
    window: Sequence[str], at: int, language: str, copy: int | None
) -> bool:
    """Tell a summary: one or two sentences between headline and byline or date."""
    following = at + 1
    following += following == copy
    if following >= len(window) or not is_brief(window[at], 320, 55):
        return False
    text, after = window[at], window[following]
    if creditlines.read(text, language) or datelines.read(text, language):
        return False
    if is_caption(text) or (bylines.is_opened(text) and not ends_sentence(text)):
        return False
    deck = ends_sentence(text) or (is_brief(text, 200, 30) and len(text.split()) >= 5)
    if not deck or len(_SENTENCES.findall(text)) > 2:
        return False
    beside = window[following : following + 2]
    if creditlines.read(after, language) or creditlines.read_beside(
        beside, None, language
    ):
        return True
    return ends_sentence(text) and bool(datelines.read(after, language))
