"""The standfirst: what stands between a headline and the text, and is named so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporter.model import Fact, stated
from exporter.readers import bylines
from exporter.readers.web.claims import Claim, Field, about
from exporter.readers.web.outline import Line, names_of
from exporter.readers.web.wording import fold, words

_DECK = re.compile(
    r"(?<![a-z])(?:standfirst|stand-first|sub-?title|sub-?head(?:line|ing)?|sub-?titulo"
    r"|dek|deck|lead|lede|leadin|intro|introduction|ingress|chapeau|chapo|vorspann"
    r"|teaser-?text|summary|abstract|excerpt|description|bajada|entradilla|sottotitolo"
    r"|occhiello|sommario|ozet|spot|sapo|manchet|underrubrik|strapline|perex|zajawka"
    r"|lid|article-?desc|blurb|kicker-?text|post-?desc)(?![a-z])"
)
_NOT = re.compile(r"body|content|image|photo|caption|video|media|video|box|img|figure")
_LONGEST, _FEWEST = 700, 4


def choose(claims: Sequence[Claim], lines: Sequence[Line], title: str) -> Fact[str]:
    """Take a line that markup names so, or one that is the page's description.

    A description that the page doesn't show is for search engines, no standfirst.
    """
    descriptions = {fold(claim.text) for claim in about(claims, Field.STANDFIRST)} - {""}
    for line in lines[:14]:
        text = line.text
        if not _is_possible(text, title):
            continue
        if _is_deck(line):
            return stated(text, "standfirst")
        if fold(text) in descriptions and line.element.tag != "p":
            rule = next(
                claim.rule
                for claim in about(claims, Field.STANDFIRST)
                if fold(claim.text) == fold(text)
            )
            return stated(text, rule)
    return Fact()


def _is_possible(text: str, title: str) -> bool:
    return (
        len(text) <= _LONGEST
        and len(words(text)) >= _FEWEST
        and fold(text) != fold(title)
        and not bylines.is_opened(text)
    )


def _is_deck(line: Line) -> bool:
    element = line.element
    parent = element.getparent()
    around = [element, *element[:1]]
    if parent is not None and len(parent) <= 2:
        around.append(parent)
    for each in around:
        if not isinstance(each.tag, str) or each.tag in ("body", "main", "article"):
            continue
        names = names_of(each).replace("_", "-")
        if _DECK.search(names) and not _NOT.search(names):
            return True
        if (each.get("itemprop") or "") in ("alternativeHeadline", "description"):
            return True
    return False
