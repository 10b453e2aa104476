"""The outlet that a page is of, and who publishes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from exporter.model import Fact, inferred, stated
from exporter.readers import outlets
from exporter.readers.web.claims import Claim, Field, about
from exporter.readers.web.wording import fold, words

_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/?", re.IGNORECASE)
_RIGHTS = re.compile(
    r"^(?:copyright|\(c\)|©|all rights reserved|\s|by|[\d,–-]){1,12}", re.IGNORECASE
)
_NOTHING = frozenset(("home", "homepage", "news", "website", "blog", "site", "index"))
_SUFFIXES = frozenset("com co org net gov edu ac www m news amp mobile".split())


def host_of(addresses: Iterable[str]) -> str:
    """Return the host of the first address that has one, without ``www.``."""
    for address in addresses:
        try:
            host = urlsplit(address.strip()[:2000]).hostname or ""
        except ValueError:
            continue
        if "." in host:
            return host.removeprefix("www.").removeprefix("m.")
    return ""


def labels_of(host: str) -> frozenset[str]:
    """Return the telling parts of a host: ``bbc`` of ``news.bbc.co.uk``."""
    parts = host.split(".")[:-1]
    return frozenset(part for part in parts if part not in _SUFFIXES and len(part) > 1)


def own_names(claims: Sequence[Claim], host: str) -> frozenset[str]:
    """Return the folded names that the outlet has; none of them is an author's."""
    stated_names = [
        claim.text
        for field in (Field.NAME, Field.PUBLISHER)
        for claim in about(claims, field)
        if is_name(claim.text)
    ]
    plain = {fold(name) for name in stated_names}
    spaceless = {name.replace(" ", "") for name in plain if len(name) > 4}
    return frozenset({*plain, *spaceless, *labels_of(host), fold(host)} - {""})


def is_name(text: str) -> bool:
    """Tell whether a text can be an outlet's name: no address, no handle, no slogan."""
    return (
        1 < len(text) <= 70
        and "://" not in text
        and "@" not in text
        and len(words(text)) <= 9 + 12 * (not text.isascii())
        and fold(text) not in _NOTHING
        and not text.isdigit()
    )


def choose(
    claims: Sequence[Claim], title: str, tail: str, host: str
) -> tuple[Fact[str], Fact[str]]:
    """Return the outlet's name and its publisher.

    A name in words goes before an address in its place; what the title of the page
    ends with, or its domain, is a guess.
    """
    publisher = _best(_facts(claims, Field.PUBLISHER, title))
    found = [*_facts(claims, Field.NAME, title)]
    if publisher.value:
        found.append(publisher)
    name = _best(found)
    if name.value is None and tail:
        name = inferred(tail, "title-suffix")
    if name.value is None and host:
        name = inferred(host, "domain")
    return name, publisher


def _facts(claims: Sequence[Claim], field: Field, title: str) -> Iterator[Fact[str]]:
    for claim in about(claims, field):
        if is_name(claim.text) and fold(claim.text) != fold(title):
            yield stated(claim.text, claim.rule)


def _best(facts: Iterable[Fact[str]]) -> Fact[str]:
    """Take the first; one that is a domain gives way to the same name in words."""
    listed = list(facts)
    if not listed:
        return Fact()
    first = str(listed[0].value)
    if _DOMAIN.fullmatch(first):
        labels = labels_of(first.removeprefix("www."))
        for fact in listed[1:]:
            plain = fold(str(fact.value)).replace(" ", "")
            if not _DOMAIN.fullmatch(str(fact.value)) and plain in labels:
                return fact
    return listed[0]


def suffix(title: str, host: str) -> str:
    """Return what a page's title ends with, if it is the outlet's name."""
    parts = re.split(r"\s+[|\-–—·•»:]\s+|\s*[|｜»_]\s*", title)
    labels = labels_of(host)
    for part in (parts[-1], parts[0]) if len(parts) > 1 else ():
        plain = fold(part).replace(" ", "")
        known = outlets.is_outlet(part) or plain in labels or fold(part) == fold(host)
        if is_name(part) and (known or (len(plain) > 3 and _begins(plain, labels))):
            return part.strip()
    return ""


def _begins(plain: str, labels: frozenset[str]) -> bool:
    return any(
        plain.startswith(label) or label.startswith(plain)
        for label in labels
        if len(label) > 3
    )


def rights(claims: Sequence[Claim]) -> Fact[str]:
    """Return what the markup says of rights."""
    for claim in about(claims, Field.RIGHTS):
        if claim.text.strip():
            return stated(claim.text.strip(), claim.rule)
    return Fact()
