"""The headline as the page shows it, never the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import islice, pairwise
from typing import Any

from exporter.model import Fact, inferred, stated
from exporter.readers import outlets
from exporter.readers.web.claims import Claim, Field, about
from exporter.readers.web.nodes import weight
from exporter.readers.web.outline import Line, in_margin, names_of, text_of
from exporter.readers.web.wording import alike, fold, tidy, words

_SEPARATOR = re.compile(
    r"\s+[|\-–—:·•»«‹›/~]\s+|\s*[|｜│»_–—]\s*|\s*(?:::|：)\s*"
    r"|:\s+|(?<=[^\x00-\x7f])-{1,3}(?=[^\x00-\x7f])"
)
_MOST = 12
_HEADLINE, _SHORT = 24, 30
_SAME = ("microdata", "rdfa", "class")
"""Rules that mostly tell of the heading what it says itself."""
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_KICKER = re.compile(
    r"(?<![a-z])(?:kicker|overline|eyebrow|topline|dachzeile|supertitle|surtitle|surtitre"
    r"|roofline|antetitulo|antetítulo|occhiello|supertitulo|overtitle|pretitle|trumpet"
    r"|headline-?intro|spitzmarke)(?![a-z])"
)


def claimed(
    claims: Sequence[Claim], tree: Any, mastheads: frozenset[Any]
) -> tuple[str, ...]:
    """Return what the page calls itself: headings, ``og:title`` and the like."""
    headings = (text for each, text in _headings(tree) if each not in mastheads)
    texts = (claim.text for claim in about(claims, Field.TITLE))
    return tuple(filter(None, (*headings, *texts, element_title(tree))))[:30]


def opening(tree: Any, lines: Sequence[Line]) -> str:
    """Return the line of a page that its title opens with, before the site's name."""
    plain = element_title(tree)
    best = ""
    for line in lines:
        rest = plain[len(line.text) :]
        if len(line.text) <= len(best) or not plain.startswith(line.text) or not rest:
            continue
        parted = rest[0] in " -–—_|·:：｜／/" and weight(line.text) >= _HEADLINE
        if parted and len(rest) <= max(len(line.text), _SHORT) and not line.margin:
            best = line.text
    return best


def element_title(tree: Any) -> str:
    """Return the text of the ``title`` element."""
    found = tree.find(".//head/title")
    if found is None:
        found = tree.find(".//title")
    return "" if found is None else tidy(found.text_content())


def _headings(tree: Any) -> Iterator[tuple[Any, str]]:
    for at, heading in enumerate(tree.iter("h1")):
        if at >= _MOST:
            return
        text = text_of(heading)
        if text and not in_margin(heading):
            yield heading, text


def choose(
    claims: Sequence[Claim],
    tree: Any,
    own: frozenset[str],
    mastheads: frozenset[Any],
    lines: Sequence[Line],
) -> Fact[str]:
    """Take the heading that other claims confirm, else what most of them say.

    Without a heading, the part of the page's title that a line of it repeats.
    """
    title = opening(tree, lines) or element_title(tree)
    evidence = [
        stated(cut(claim.text, own), claim.rule) for claim in about(claims, Field.TITLE)
    ]
    evidence = [fact for fact in evidence if fact.value and fold(fact.value) not in own]
    said = {fold(str(fact.value)) for fact in evidence}
    said |= {fold(line.text) for line in lines if not line.margin}
    evidence.append(_of_element(title, own, said))
    evidence = [fact for fact in evidence if fact.value]
    texts = [str(fact.value) for fact in evidence]
    headings = [
        (heading, text)
        for heading, text in _headings(tree)
        if fold(text) not in own and heading not in mastheads
    ]
    over = _over_subtitle(tree, claims, [text for _, text in headings])
    if over.value:
        return over
    for heading, text in _ranked(headings, texts):
        others = [str(f.value) for f in evidence if f.rule.split(":")[0] not in _SAME]
        return stated(_without_kicker(heading, text, others), "h1")
    parts = [p for p in _SEPARATOR.split(title) if fold(p) not in own]
    lower = _same_heading(tree, [*texts, *parts])
    if lower.value:
        return lower
    lone = [text for _, text in headings if len(words(text)) >= 3]
    if len(lone) == 1 and (not evidence or not _agreed(evidence)):
        return stated(lone[0], "h1")
    headed = _in_header(tree) if not headings else ""
    if headed:
        return stated(headed, "h2")
    shown = evidence and fold(str(evidence[0].value)) in said
    dated = "" if shown or headings else _over_date(lines)
    if dated:
        return inferred(dated, "heading-date")
    return evidence[0] if evidence else _largest(tree)


def _over_subtitle(
    tree: Any, claims: Sequence[Claim], headings: Sequence[str]
) -> Fact[str]:
    """Return the heading that metadata name, where the ``h1`` is but a subtitle."""
    named = [c.text for c in about(claims, Field.TITLE) if c.witness == "meta"]
    if not headings or any(alike(h, text) for h in headings for text in named):
        return Fact()
    return _same_heading(tree, named)


def _over_date(lines: Sequence[Line]) -> str:
    """Return the heading right below which a date stands, where no title is shown."""
    for line, below in pairwise(lines):
        heading = line.element.tag in ("h2", "h3", "h4", "h5") and not line.margin
        if (
            heading
            and weight(line.text) >= _HEADLINE
            and _DATED.search(below.text[:40])
        ):
            return line.text
    return ""


def _ranked(
    headings: Sequence[tuple[Any, str]], texts: Sequence[str]
) -> list[tuple[Any, str]]:
    """Put the headings that are alike something else in order: the same text first."""
    folded = {fold(text) for text in texts}
    near = [item for item in headings if any(alike(item[1], text) for text in texts)]
    return sorted(near, key=lambda item: fold(item[1]) not in folded)


def _agreed(evidence: Sequence[Fact[str]]) -> bool:
    """Tell whether two different places in markup state one title."""
    first, *others = (str(fact.value) for fact in evidence)
    return any(alike(first, other) for other in others)


def _largest(tree: Any) -> Fact[str]:
    """Return what a page of the nineties sets in its largest type."""
    for at, font in enumerate(tree.iter("font")):
        if at >= 400:
            break
        if font.get("size", "").strip() in ("5", "6", "7", "+2", "+3"):
            text = text_of(font)
            if len(words(text)) >= 3 and not in_margin(font):
                return inferred(text, "font")
    return Fact()


def _of_element(title: str, own: frozenset[str], said: Set[str]) -> Fact[str]:
    """Cut the site's name off; which part is the headline is a guess, if unknown."""
    short = cut(title, own)
    ends = list(_SEPARATOR.finditer(short))
    for head in (short, *(short[: end.start()] for end in reversed(ends))):
        if fold(head) in said - own and len(words(head)) > 1:
            return stated(head, "title")
    for tail in (short[end.end() :] for end in ends):
        if fold(tail) in said - own and len(words(tail)) > 1:
            return stated(tail, "title")
    if short != title or not ends:
        return Fact() if _is_site(short, own) else stated(short, "title")
    head, tail = title[: ends[-1].start()], title[ends[-1].end() :]
    strong = ends[-1].group().strip() not in (":", "：")
    if strong and len(words(tail)) <= 4 and len(words(head)) >= 3:
        return inferred(head, "title-element")
    return inferred(title, "title-element")


def cut(title: str, own: frozenset[str]) -> str:
    """Return a title without the names of the outlet before or behind it."""
    for _ in range(3):
        marks = list(_SEPARATOR.finditer(title))
        if not marks:
            break
        for mark, last in ((marks[-1], True), (marks[0], False)):
            head, tail = title[: mark.start()], title[mark.end() :]
            name, rest = (tail, head) if last else (head, tail)
            if rest and _is_own(name, own):
                title = rest
                break
        else:
            break
    return title.strip()


def _is_own(name: str, own: frozenset[str]) -> bool:
    folded = fold(name)
    return folded in own or outlets.is_known(name) or folded.replace(" ", "") in own


def _is_site(title: str, own: frozenset[str]) -> bool:
    """Tell whether a title is the outlet's name, with a word more at most."""
    plain = fold(title)
    longer = (plain.removeprefix(name) for name in own if plain.startswith(f"{name} "))
    return plain in own or any(len(rest.split()) == 1 for rest in longer)


def _same_heading(tree: Any, texts: Sequence[str]) -> Fact[str]:
    """Return an ``h2`` or the like that says what the title says, word by word."""
    folded = {fold(text) for text in texts}
    for name in ("h2", "h3"):
        for at, heading in enumerate(tree.iter(name)):
            if at >= _MOST:
                break
            text = text_of(heading)
            if text and fold(text) in folded and not in_margin(heading):
                return stated(text, name)
    return Fact()


def _in_header(tree: Any) -> str:
    """Return the only ``h2`` in the header of an article, for want of an ``h1``."""
    for header in tree.iterfind(".//article//header"):
        found = header.findall(".//h2")
        if len(found) == 1 and not in_margin(found[0]):
            return _after_mark(found[0]) or text_of(found[0])
    return ""


def _after_mark(heading: Any) -> str:
    """Return what follows a colon that has an element to itself, as kickers have."""
    for each in islice(heading.iterchildren(), 6):
        if isinstance(each.tag, str) and text_of(each) in (":", "|", "–", "-"):
            rest = [text_of(other) for other in each.itersiblings()][:6]
            return " ".join(filter(None, rest))
    return ""


def _without_kicker(heading: Any, text: str, texts: Sequence[str]) -> str:
    """Leave out a kicker or byline that stands inside the heading, if others do."""
    folded = {fold(other) for other in texts}
    whole = any(fold(text) in other for other in folded)
    for each in islice(heading.iterchildren(), 6) if not whole else ():
        inner = text_of(each) if isinstance(each.tag, str) else ""
        plain = fold(inner)
        if len(words(inner)) >= 3 and any(plain in other for other in folded):
            return inner
    if after := _after_mark(heading):
        return after
    kicker = kicker_in(heading)
    rest = text[len(kicker) :].strip(" :–—|·") if kicker else ""
    if rest and text.startswith(kicker) and any(alike(rest, other) for other in texts):
        return rest
    return text


def kicker_in(heading: Any) -> str:
    """Return the text of the first part of a heading that is named as its kicker."""
    for each in islice(heading.iterdescendants(), 20):
        if isinstance(each.tag, str) and _is_kicker(each):
            return text_of(each)
    return ""


def _is_kicker(element: Any) -> bool:
    return bool(_KICKER.search(names_of(element)))


def kicker(heading: Any, lines: Sequence[Line], title: str) -> Fact[str]:
    """Return the line over a headline, if markup names it so."""
    inside = kicker_in(heading) if heading is not None else ""
    if inside and fold(inside) != fold(title):
        return stated(inside, "kicker")
    for line in reversed(lines):
        parent = line.element.getparent()
        around = [
            line.element,
            *line.element[:3],
            *([] if parent is None else [parent]),
        ]
        if any(map(str.isdigit, line.text)):
            continue  # a date, or a counter
        named = any(_is_kicker(each) for each in around if isinstance(each.tag, str))
        if named and len(words(line.text)) <= 8 and fold(line.text) != fold(title):
            return stated(line.text, "kicker")
    return Fact()
