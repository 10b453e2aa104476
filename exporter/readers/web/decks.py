"""The standfirst: what stands between a headline and the text, and is named so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from exporter.model import Fact, stated
from exporter.readers import bylines
from exporter.readers.measures import is_prose
from exporter.readers.web.claims import Claim, Field, about
from exporter.readers.web.outline import Line, names_of, text_of
from exporter.readers.web.wording import fold, words

_DECK = re.compile(
    r"(?<![a-z])(?:standfirst|stand-first|sub-?title|sub-?head(?:line|ing)?|sub-?titulo"
    r"|dek|deck|lead|lede|leadin|intro|introduction|ingress|chapeau|chapo|vorspann"
    r"|teaser-?text|summary|overview|abstract|excerpt|description|bajada|entradilla|sottotitolo"
    r"|occhiello|sommario|ozet|spot|sapo|manchet|underrubrik|strapline|perex|zajawka"
    r"|lid|desc|blurb|kicker-?text|post-?desc)(?![a-z])"
)
_NOT = re.compile(r"body|content|image|photo|caption|video|media|video|box|img|figure")
_OTHERS = re.compile(
    r"(?<![a-z])(?:caption|photo|picture|gallery|slideshow|bio|author-?(?:box|info)|video"
    r"|image|asset-(?:image|video)|cutline|legende)(?![a-z])"
)
_LONGEST, _FEWEST = 700, 4


def choose(claims: Sequence[Claim], lines: Sequence[Line], title: str) -> Fact[str]:
    """Take a line that markup names so, or one that is the page's description.

    A description that the page doesn't show is for search engines, no standfirst.
    """
    described = about(claims, Field.STANDFIRST)
    first = next(iter(lines), None)
    if first and _is_subheading(first) and _is_possible(first, title):
        return stated(first.text, "subheading")
    for line in lines[:14]:
        if not _is_possible(line, title) or line.element.tag in ("li", "dd", "td"):
            continue
        if _is_deck(line):
            return stated(_described(line.text, described) or line.text, "standfirst")
        if _is_in_header(line):
            return stated(line.text, "header")
        if _is_alone(line) and (found := _described(line.text, described)):
            return stated(found, "description")
        if line.element.tag == "p" and is_prose(line.text):
            break  # the text has begun
    return Fact()


def _is_alone(line: Line) -> bool:
    """Tell a line that has an element to itself, which is no paragraph."""
    return line.element.tag != "p" and text_of(line.element) == line.text


def _is_subheading(line: Line) -> bool:
    """Tell a heading of a whole sentence; it stands right under the headline."""
    return line.element.tag in ("h2", "h3") and len(words(line.text)) >= 8


def _described(text: str, claims: Sequence[Claim]) -> str:
    """Return the description that a line shows, with at most a label beside it."""
    plain = fold(text)
    for claim in claims:
        wanted = fold(claim.text)
        if wanted and wanted in plain and len(plain) - len(wanted) <= 24:
            return claim.text
    return ""


def _is_in_header(line: Line) -> bool:
    """Tell whether a line is a sentence in the ``header`` of its article."""
    header = next(line.element.iterancestors("header"), None)
    if header is None or next(header.iter("h1", "h2"), None) is None:
        return False
    named = _NOT.search(names_of(line.element)) or next(
        line.element.iterancestors("figure", "address"), None
    )
    long = len(words(line.text)) >= 6 and line.element.tag in ("h2", "h3")
    return named is None and (long or is_prose(line.text))


def _is_possible(line: Line, title: str) -> bool:
    text = line.text
    return (
        not _is_of_another(line)
        and len(text) <= _LONGEST
        and len(words(text)) >= _FEWEST
        and fold(text) != fold(title)
        and not bylines.is_opened(text)
        and not bylines.is_anonymous(text)
    )


def _is_of_another(line: Line) -> bool:
    """Tell a line of a picture or of an author's box, and one that is a link alone."""
    for each in (line.element, *list(line.element.iterancestors())[:3]):
        if each.tag in ("article", "main", "header", "section"):
            break
        if each.tag == "figure" or _OTHERS.search(names_of(each)):
            return True
    links = list(islice(line.element.iter("a"), 2))
    return len(links) == 1 and text_of(links[0]) == line.text


def _is_deck(line: Line) -> bool:
    element = line.element
    around = [element, *element[:1]]
    for parent in list(element.iterancestors())[:2]:
        headed = [each for each in parent.iter("h2", "h3") if each is not element]
        if len(parent) > (1 if element.tag[0] == "h" else 2) or headed:
            break
        around.append(parent)
    for each in around:
        if not isinstance(each.tag, str) or each.tag in ("body", "main", "article"):
            continue
        names = names_of(each)
        if _DECK.search(names) and not _NOT.search(names):
            return True
        if (each.get("itemprop") or "") in ("alternativeHeadline", "description"):
            return True
    return False
