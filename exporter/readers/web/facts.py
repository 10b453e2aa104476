"""The facts of a web page, each with its basis and the name of the rule behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exporter.dates import PartialDate
from exporter.model import Fact, inferred, stated
from exporter.readers.web import (
    articles,
    authors,
    dating,
    decks,
    guesses,
    head,
    linked,
    loosedates,
    mastheads,
    metas,
    microdata,
    outline,
    people,
    publishers,
    titles,
    tongues,
)
from exporter.readers.web.addresses import (
    commonest_host,
    host_of,
    is_web,
    joined,
    parted,
    place_of,
)
from exporter.readers.web.addresses import (
    homes as homes_of,
)
from exporter.readers.web.claims import UNKNOWN, Claim, Field, about
from exporter.readers.web.document import Page
from exporter.readers.web.outline import Line
from exporter.readers.web.wording import fold

_TAGS, _SHORTEST_BODY = 30, 200
_YEAR = re.compile(
    r"(?:©|\(c\)|copyright)[^\n\d]{0,40}(?:\d{4}\s?[-–]\s?)?((?:19|20)\d\d)"
)
_FAR = 2099


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says of its article; what nobody says is unknown.

    ``image`` is the address of the lead image and ``caption`` what markup says of
    it; ``article_body`` is the text that structured data has of the article, plain
    or with markup, which is evidence for where its text is and not for how it looks.
    """

    title: Fact[str] = UNKNOWN
    kicker: Fact[str] = UNKNOWN
    standfirst: Fact[str] = UNKNOWN
    byline: Fact[tuple[str, ...]] = UNKNOWN
    agency: Fact[str] = UNKNOWN
    published: Fact[PartialDate] = UNKNOWN
    updated: Fact[PartialDate] = UNKNOWN
    language: Fact[str] = UNKNOWN
    place: Fact[str] = UNKNOWN
    name: Fact[str] = UNKNOWN
    publisher: Fact[str] = UNKNOWN
    url: Fact[str] = UNKNOWN
    tags: Fact[tuple[str, ...]] = UNKNOWN
    rights: Fact[str] = UNKNOWN
    image: Fact[str] = UNKNOWN
    caption: Fact[str] = UNKNOWN
    article_body: Fact[str] = UNKNOWN


def read(page: Page) -> Facts:
    """Read the facts of a page; nothing in it makes this fail."""
    claims = [*metas.claims(page.tree), *metas.links(page.tree)]
    claims.extend(microdata.claims(page.tree))
    addresses = _addresses(claims, page.address)
    claims = [*_linked(page.tree, claims, addresses), *claims]
    host = host_of(addresses) or commonest_host(page.tree)
    lines = outline.lines(page.tree)
    return _Reading(page.tree, tuple(claims), addresses, host, lines).facts()


def _linked(
    tree: Any, claims: Sequence[Claim], addresses: Sequence[str]
) -> list[Claim]:
    heads = mastheads.headings(tree, homes_of(addresses), addresses)
    identity = articles.Identity(
        addresses=frozenset(map(place_of, addresses)) - {""},
        titles=titles.claimed(claims, tree, heads),
    )
    return list(articles.claims(linked.read(tree), identity))


def _addresses(claims: Sequence[Claim], known: str | None) -> tuple[str, ...]:
    """Return the addresses that a page may have, the canonical one first."""
    found = [claim.text for claim in about(claims, Field.ADDRESS)]
    canonical = [c.text for c in about(claims, Field.ADDRESS) if c.witness == "link"]
    ordered = [*canonical, *found, *([known] if known else ())]
    return tuple(dict.fromkeys(joined(known or "", each) for each in ordered))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One page with all that was claimed of it."""

    tree: Any
    claims: tuple[Claim, ...]
    addresses: tuple[str, ...]
    host: str
    lines: tuple[Line, ...]

    def facts(self) -> Facts:
        homes = homes_of(self.addresses)
        heads = mastheads.headings(self.tree, homes, self.addresses)
        guess = self._outlet(homes, heads)
        own = publishers.own_names(self.claims, self.host)
        own |= {fold(guess.value or "")} - {""}
        title = titles.choose(self.claims, self.tree, own, heads, self.lines)
        at = head.headline(self.lines, title.value or "")
        above, below = head.before(self.lines, at), head.after(self.lines, at)
        language = tongues.choose(self.claims, self.tree, self.lines)
        name, publisher = publishers.choose(self.claims, title.value or "", guess)
        published, updated = self._dates((*below, *above), language.value or "en")
        by = self._authors((*above, *below), own, language.value or "en")
        heading = self.lines[at].element if at is not None else None
        return Facts(
            title=title,
            kicker=titles.kicker(heading, above, title.value or ""),
            standfirst=decks.choose(self.claims, below, title.value or ""),
            byline=by.byline,
            agency=by.agency,
            published=published,
            updated=updated,
            language=language,
            place=self._first(Field.PLACE),
            name=name,
            publisher=publisher,
            url=self._address(),
            tags=self._tags(),
            rights=publishers.rights(self.claims),
            image=self._image(),
            caption=self._first(Field.CAPTION),
            article_body=self._body(),
        )

    def _outlet(self, homes: frozenset[str], heads: frozenset[Any]) -> Fact[str]:
        seen = (
            *(outline.text_of(each) for each in heads),
            *mastheads.names(self.tree, homes),
            *mastheads.feeds(self.tree),
            *mastheads.owners(self.lines),
        )
        headings = [*titles.claimed(self.claims, self.tree, heads)[:-1]]
        headings.append(titles.opening(self.tree, self.lines))
        whole = [claim.text for claim in about(self.claims, Field.TITLE)]
        whole.insert(0, titles.element_title(self.tree))
        return publishers.guess(whole, headings, seen, self.host)

    def _dates(
        self, lines: Sequence[Line], language: str
    ) -> tuple[Fact[PartialDate], Fact[PartialDate]]:
        shown, changed = dating.shown(lines, language)
        claimed = dating.stated_dates(self.claims, Field.PUBLISHED, language)
        late = dating.stated_dates(self.claims, Field.UPDATED, language)
        late = [*late, *changed]
        dates = [*claimed, *shown]
        if not dates:
            dates = dating.elsewhere(self.tree, language)
        if not dates:
            dates = loosedates.near(lines, language)
        dates.extend(dating.of_address(self.addresses))
        published = dating.choose(dates, late)
        if published.value is None and late:
            published = inferred(late[0].day, late[0].rule)
        if published.value is None:
            published = guesses.published(
                guesses.without_margins(self.tree), self._url(), self._last_year()
            )
        if published.value is None:
            published = dating.choose(loosedates.anywhere(self.lines, language))
        return published, dating.change(late, published)

    def _authors(
        self, lines: Sequence[Line], own: frozenset[str], language: str
    ) -> authors.Authors:
        found = authors.choose(self.claims, (lines, self.lines), own, language)
        if found.byline.value:
            return found
        guessed = guesses.author(guesses.without_margins(self.tree))
        shown = " ".join(line.text for line in lines)
        names = tuple(
            name
            for name in people.read(guessed, own, language).names
            if not people.is_desk(name, shown)
        )
        guess = inferred(names, "trafilatura") if names else found.byline
        return authors.Authors(byline=guess, agency=found.agency)

    def _first(self, field: Field) -> Fact[str]:
        for claim in about(self.claims, field):
            if claim.text.strip():
                return stated(claim.text.strip(), claim.rule)
        return Fact()

    def _url(self) -> str:
        return next((each for each in self.addresses if is_web(each)), "")

    def _address(self) -> Fact[str]:
        """Return the canonical address, or the one that the page came from."""
        for claim in sorted(
            about(self.claims, Field.ADDRESS), key=lambda c: c.witness != "link"
        ):
            address = joined(self._url(), claim.text)
            if is_web(address) and parted(address).path.strip("/"):
                return stated(address, claim.rule)
        return stated(self._url(), "address") if self._url() else Fact()

    def _tags(self) -> Fact[tuple[str, ...]]:
        """Return the tags of the first rule that has any; keywords are parted."""
        found = about(self.claims, Field.TAG)
        for rule in dict.fromkeys(claim.rule for claim in found):
            texts = [claim.text for claim in found if claim.rule == rule]
            parted = [tag for text in texts for tag in re.split(r"[,;،、|]", text)]
            tags = tuple(
                dict.fromkeys(" ".join(t.split()) for t in parted if t.strip())
            )
            if tags:
                return stated(tags[:_TAGS], rule)
        return Fact()

    def _image(self) -> Fact[str]:
        for claim in about(self.claims, Field.IMAGE):
            address = joined(self._url(), claim.text)
            if is_web(address):
                return stated(address, claim.rule)
        return Fact()

    def _body(self) -> Fact[str]:
        bodies = about(self.claims, Field.BODY)
        best = max(bodies, key=lambda claim: len(claim.text), default=None)
        if best is None or len(best.text) < _SHORTEST_BODY:
            return Fact()
        return stated(best.text, best.rule)

    def _last_year(self) -> int:
        """Return the year of the page's copyright, after which it has no dates."""
        years = [
            int(match.group(1))
            for line in self.lines[-60:]
            for match in _YEAR.finditer(line.text.casefold())
        ]
        return max(years, default=_FAR)
