"""The outlet that a page is of, and who publishes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from exporter.model import Fact, inferred, stated
from exporter.readers import outlets, vocabulary
from exporter.readers.web.addresses import labels_of
from exporter.readers.web.claims import Claim, Field, about
from exporter.readers.web.wording import fold, words

_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/?", re.IGNORECASE)
_PARTS = re.compile(
    r"\s+[|\-–—·•»«:/~]+\s+|\s*[|｜»«_：]\s*|:\s+|(?<=[^\x00-\x7f])-{1,3}(?=[^\x00-\x7f])"
)
_SLOGAN = re.compile(r"\s*[|:·•–—-]\s")
_NOTHING = frozenset(("home", "homepage", "news", "website", "blog", "site", "index"))
_SYSTEMS = frozenset(
    ("blogger", "wordpress", "wordpress.com", "tumblr", "wix", "squarespace", "drupal")
)
"""What serves a page publishes nothing."""


def own_names(claims: Sequence[Claim], host: str) -> frozenset[str]:
    """Return the folded names that the outlet has; none of them is an author's."""
    stated_names = [
        claim.text
        for field in (Field.NAME, Field.PUBLISHER)
        for claim in about(claims, field)
        if is_name(claim.text)
    ]
    titles = {fold(claim.text) for claim in about(claims, Field.TITLE)}
    others = [name for name in stated_names if fold(name) not in titles]
    stated_names = others or stated_names  # some name a page as an application
    plain = {fold(name) for name in stated_names}
    spaceless = {name.replace(" ", "") for name in plain if len(name) > 4}
    short = {_without_ending(name) for name in stated_names}
    return frozenset({*plain, *spaceless, *short, *labels_of(host), fold(host)} - {""})


def _without_ending(name: str) -> str:
    """Return an outlet's name without a word such as "News", if it has one."""
    head, _, last = name.rpartition(" ")
    return fold(head) if last in vocabulary.words("outlets/endings") else ""


def is_name(text: str) -> bool:
    """Tell whether a text can be an outlet's name: no address, no handle, no slogan."""
    return (
        1 < len(text) <= 70
        and "://" not in text
        and "@" not in text
        and len(words(text)) <= 9 + 12 * (not text.isascii())
        and fold(text) not in _NOTHING
        and text.casefold() not in _SYSTEMS
        and not text.isdigit()
    )


def choose(
    claims: Sequence[Claim], title: str, guess: Fact[str]
) -> tuple[Fact[str], Fact[str]]:
    """Return the outlet's name and its publisher; without a claim, what is guessed.

    A name in words goes before an address in its place.
    """
    publisher = _best(_facts(claims, Field.PUBLISHER, title))
    found = [*_facts(claims, Field.NAME, title)]
    if publisher.value:
        found.append(publisher)
    name = _best(found)
    return (name if name.value else guess), publisher


def _facts(claims: Sequence[Claim], field: Field, title: str) -> Iterator[Fact[str]]:
    for claim in about(claims, field):
        if claim.rule == "article:publisher" and claim.text.islower():
            continue  # the name of an account
        if is_name(claim.text) and fold(claim.text) != fold(title):
            yield stated(claim.text, claim.rule)


def _best(facts: Iterable[Fact[str]]) -> Fact[str]:
    """Take the first; a domain, or a name with a slogan, gives way to a name alone."""
    listed = list(facts)
    if not listed:
        return Fact()
    first = str(listed[0].value)
    for fact in listed[1:]:
        other = str(fact.value)
        if _DOMAIN.fullmatch(first) and not _DOMAIN.fullmatch(other):
            return fact
        if _SLOGAN.match(first.removeprefix(other)) and first.startswith(other):
            return fact
    return listed[0]


def guess(
    whole: Sequence[str], headings: Sequence[str], seen: Sequence[str], host: str
) -> Fact[str]:
    """Guess the outlet from a title, a masthead, a copyright notice, or the domain.

    ``whole`` are titles that may end with its name, ``headings`` what the page may be
    headed; the part of a title that another place (``seen``) or the domain repeats
    is the outlet, else what follows a heading.
    """
    for title in whole:
        if part := _beside_headline(title, headings, seen, host):
            return inferred(_known_in(part, host), "title-suffix")
    for name in seen:
        if is_name(name) and len(words(name)) <= 6 and _is_known(name, host):
            return inferred(_spelt(name, seen), "masthead")
    for label in sorted(labels_of(host)):
        if known := outlets.of_label(label):
            return inferred(known, "domain")
    return inferred(host, "domain") if host else Fact()


def _beside_headline(
    title: str, headings: Sequence[str], seen: Sequence[str], host: str
) -> str:
    rest = _beside(title, headings)
    headed = rest != title
    parts = [part for part in _PARTS.split(rest) if is_name(part)]
    for part in reversed(parts):
        spaceless = fold(part).replace(" ", "")
        for name in filter(is_name, seen):
            plain = fold(name).replace(" ", "")
            if plain.startswith(spaceless):
                return part
            if spaceless.startswith(plain) and len(name) > 3:
                return name
        if _is_known(part, host):
            return part
    return parts[-1 if title.endswith(rest) else 0] if headed and parts else ""


def _beside(title: str, headings: Sequence[str]) -> str:
    """Return what a page's title has beside its headline, if that is known."""
    for heading in sorted(headings, key=len, reverse=True):
        rest = title.removeprefix(heading)
        rest = rest if rest != title else title.removesuffix(heading)
        if rest and rest != title:
            return rest.strip(" |-–—·•»«:/~｜_：›")
    return title


def _known_in(part: str, host: str) -> str:
    """Return the outlet in a text: before a slogan, or at its end ("News from …")."""
    head = part.partition(",")[0]
    if head != part and _is_known(head, host):
        return head
    listed = part.split()
    for at in range(1, len(listed)):
        tail = " ".join(listed[at:])
        if " " in tail and outlets.is_known(tail):
            return tail
    return part


def _spelt(name: str, seen: Sequence[str]) -> str:
    """Return the same name as another place parts it into words: "USA TODAY"."""
    plain = fold(name).replace(" ", "")
    same = [each for each in seen if fold(each).replace(" ", "") == plain]
    best = max(same, key=lambda each: each.count(" "), default=name)
    return best if " " in best else outlets.of_label(plain) or best


def _is_known(name: str, host: str) -> bool:
    """Tell whether a name is a known outlet's, or the domain spells it."""
    plain = fold(name).replace(" ", "")
    initials = "".join(word[0] for word in words(name))
    labels = labels_of(host)
    if outlets.is_outlet(name) or plain in labels or fold(name) == fold(host):
        return True
    near = len(plain) > 3 and any(
        plain in label or (len(label) > 3 and label in plain) for label in labels
    )
    return near or (len(initials) > 2 and initials in labels)


def rights(claims: Sequence[Claim]) -> Fact[str]:
    """Return what the markup says of rights."""
    for claim in about(claims, Field.RIGHTS):
        if claim.text.strip():
            return stated(claim.text.strip(), claim.rule)
    return Fact()
