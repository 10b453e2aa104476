"""What a page calls its outlet where no markup names it: masthead, copyright, feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from exporter.readers.web.addresses import is_home
from exporter.readers.web.outline import Line, names_of, text_of
from exporter.readers.web.wording import tidy

_LINKS, _NAMES = 400, 12
_LOGO = re.compile(
    r"(?<![a-z])(?:logo|brand|site-?(?:title|name)|masthead|blog-?title)"
)
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)[\s,:©\d–-]{0,24}(?P<name>[^\d.,|©:()]{2,50})", re.IGNORECASE
)
_FEED = re.compile(r"application/(?:rss|atom)\+xml")
_OF_FEED = re.compile(r"\s*(?:»|«|&raquo;|[|:–-]\s|\s(?:RSS|Atom|Feed)\b).*$")


def headings(
    tree: Any, known: frozenset[str], addresses: Sequence[str]
) -> frozenset[Any]:
    """Return the ``h1`` elements that are the masthead.

    They link to the front page, or to a folder that the page's own address is in.
    """
    found = set()
    for at, heading in enumerate(tree.iter("h1")):
        if at >= _NAMES:
            break
        links = heading.findall(".//a[@href]")
        parents = [each for each in heading.iterancestors("a")]
        targets = [a.get("href", "") for a in (*links, *parents)]
        linked = any(
            is_home(target, known) or _is_folder(target, addresses)
            for target in targets
        )
        parent = heading.getparent()
        around = (heading, parent) if parent is not None else (heading,)
        named = any(_LOGO.search(names_of(e)) for e in around)
        if linked or named:
            found.add(heading)
    return frozenset(found)


def _is_folder(target: str, addresses: Sequence[str]) -> bool:
    whole = "://" in target and target.endswith("/")
    return whole and any(a.startswith(target) and a != target for a in addresses)


def names(tree: Any, known: frozenset[str]) -> Iterator[str]:
    """Yield what links to the front page are called, logos before words."""
    found: list[tuple[int, str]] = []
    for at, link in enumerate(tree.iter("a")):
        if at >= _LINKS or len(found) >= _NAMES:
            break
        if not is_home(link.get("href", ""), known):
            continue
        image = link.find(".//img[@alt]")
        logo = "" if image is None else tidy(image.get("alt"))
        parents = [link, *list(link.iterancestors())[:2]]
        marked = any(_LOGO.search(names_of(each)) for each in parents)
        marked = marked or "home" in link.get("rel", "")
        marked = marked or any(each.tag in ("h1", "header") for each in parents)
        if logo:
            found.append((0, re.sub(r"(?i)\s*\blogo\b\s*", " ", logo).strip()))
        text = text_of(link) or tidy(link.get("title", "")) if marked else ""
        if text:
            found.append((1, text))
    yield from (text for _, text in sorted(found, key=lambda item: item[0]))


def owners(lines: Sequence[Line]) -> Iterator[str]:
    """Yield whose copyright the last lines of a page state."""
    for line in reversed(lines[-80:]):
        match = _OWNER.search(line.text[:300])
        if match:
            yield match["name"].strip(" -–|·")


def feeds(tree: Any) -> Iterator[str]:
    """Yield the titles of the site's feeds, without what part of it they are of."""
    for at, link in enumerate(tree.iter("link")):
        if at >= _LINKS:
            break
        if _FEED.match(link.get("type", "")) and link.get("title"):
            yield _OF_FEED.sub("", tidy(link.get("title")))
