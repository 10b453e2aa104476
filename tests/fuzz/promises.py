"""What every reader promises of whatever it is given, checked on one input.

A reader raises nothing but the errors of ``exporter.errors``, and what it returns is an
article, or a briefing, that later steps can take on trust: its markup is XHTML of the
vocabulary below, and all its text can stand in an XML document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import PurePath
from typing import Any

from lxml import etree

from exporter.briefing import Briefing
from exporter.errors import ExporterError
from exporter.model import Article, Basis, Fact
from exporter.readers import kinds
from exporter.readers.pieces import Piece

XHTML = "{http://www.w3.org/1999/xhtml}"
PHRASING = {"a", "br", "code", "del", "em", "img", "span", "strong", "sub", "sup"}
FLOW = {"blockquote", "dl", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p",
        "pre", "section", "table", "ul"}  # fmt: skip
WITHIN = {
    "div": FLOW, "blockquote": FLOW, "section": FLOW,
    "ul": {"li"}, "ol": {"li"}, "li": FLOW | PHRASING,
    "dl": {"dt", "dd"}, "dt": PHRASING, "dd": FLOW | PHRASING,
    "table": {"thead", "tbody"}, "thead": {"tr"}, "tbody": {"tr"}, "tr": {"th", "td"},
    "th": PHRASING, "td": PHRASING, "figure": {"img", "figcaption"},
    "figcaption": PHRASING, "pre": {"code"},
    "p": PHRASING, **{f"h{level}": PHRASING for level in range(2, 7)},
    "a": PHRASING - {"a"}, "code": {"span"}, "del": PHRASING, "em": PHRASING,
    "span": set(), "strong": PHRASING, "sub": PHRASING, "sup": PHRASING,
    "br": set(), "hr": set(), "img": set(),
}  # fmt: skip
"""The elements that a body may have, and what each may hold (HTML, §4)."""
TEXTLESS = {"div", "blockquote", "section", "ul", "ol", "dl", "table", "thead", "tbody",
            "tr", "figure", "pre", "br", "hr", "img"}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "role", "id"}, "img": {"src", "alt", "width", "height"},
    "li": {"id"}, "ol": {"start"}, "p": {"class"}, "span": {"lang", "dir"},
    "section": {"class", "role", "aria-label"}, "table": {"class"}, "td": {"class"},
    "th": {"class", "scope"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}  # fmt: skip
SAID = {f"h{level}" for level in range(2, 7)} | {"dt", "figcaption", "li", "p"}
"""Elements that are never empty."""
ILLEGAL = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
LINE = re.compile(
    "[^\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
ADDRESS = re.compile(r"https?://[^/]|mailto:|#")


class Broken(AssertionError):
    """A promise that a reader did not keep."""


def demand(holds: object, complaint: str) -> None:
    """Raise Broken unless something holds."""
    if not holds:
        raise Broken(complaint)


def check(result: object) -> None:
    """Check what a reader returned: an article, a briefing, or several of them.

    Raises:
        Broken: a promise is not kept.
    """
    if isinstance(result, Article):
        check_article(result)
    elif isinstance(result, Briefing):
        check_briefing(result)
    elif isinstance(result, ExporterError):
        check_error(result)
    else:
        demand(isinstance(result, tuple), f"a reader returned {type(result)}")
        for one in result:  # type: ignore[attr-defined] # it is a tuple
            check(one)


def check_error(error: ExporterError) -> None:
    """An error is one line that a terminal can show."""
    demand(error.message, "an error without a message")
    for part in (error.message, error.where, error.hint):
        found = LINE.search(part)
        demand(not found, f"an error with {found and found[0]!r}: {part!r}")
    demand(len(error.message) <= 310, f"an error of {len(error.message)} characters")


def check_article(article: Article) -> None:
    """Everything that later steps take on trust."""
    demand(re.fullmatch(r"[a-z0-9-]+", article.slug), f"slug {article.slug!r}")
    for name, value in _strings(article):
        found = LINE.search(value)
        demand(not found, f"{name} has {found and found[0]!r}: {value!r}")
        demand(value.strip(), f"{name} is blank: {value!r}")
    for line in article.boilerplate:
        found = ILLEGAL.search(line)
        demand(not found, f"boilerplate has {found and found[0]!r}: {line!r}")
    for notice in article.notices:
        found = LINE.search(str(notice))
        demand(not found, f"a notice has {found and found[0]!r}: {notice}")
    demand(article.paragraphs >= 0 and article.words >= 0, "negative counts")
    body = markup(article.body)
    check_headings(article, body)
    names = {asset.name for asset in article.assets}
    for image in body.iter(f"{XHTML}img"):
        demand(image.get("src") in names, f"no asset {image.get('src')!r}")
        demand((image.get("alt") or "").strip(), "an image without alternative text")
    demand(article.assets or shown(article).strip(), "an article without words")


def check_headings(article: Article, body: Any) -> None:
    """The headings of the record are those of the body, none skipped, none empty."""
    found = [element for element in body.iter() if _name(element) in SAID
             and _name(element)[0] == "h"]  # fmt: skip
    told = [(heading.identifier, f"h{heading.level}") for heading in article.headings]
    demand(told == [(h.get("id"), _name(h)) for h in found], f"headings: {told}")
    level = 1
    for heading in article.headings:
        demand(heading.level <= level + 1, f"a level is skipped before {heading}")
        level = heading.level
    for heading, element in zip(article.headings, found, strict=True):
        plain = "".join(element.itertext()).split()
        images = element.find(f".//{XHTML}img") is not None
        notes = element.find(f".//{XHTML}sup") is not None
        demand(
            images or notes or heading.text.split() == plain, f"{heading} is {plain}"
        )


def check_piece(piece: Piece) -> None:
    """A record of a collection has the name of a file that is read, and one line each.

    Raises:
        Broken: it has not.
    """
    demand(kinds.kind_of(piece.name), f"nothing reads {piece.name!r}")
    demand(PurePath(piece.name).name == piece.name, f"{piece.name!r} is elsewhere")
    demand(piece.line > 0, f"a record in line {piece.line}")
    for part in (piece.name, piece.key, piece.title):
        found = LINE.search(part)
        demand(not found, f"a record with {found and found[0]!r}: {part!r}")


def check_briefing(briefing: Briefing) -> None:
    """A briefing names files below its folder only, and its notes are XHTML."""
    demand(re.fullmatch(r"[a-z0-9-]+", briefing.slug), f"slug {briefing.slug!r}")
    for name, value in _strings(briefing):
        found = LINE.search(value)
        demand(not found, f"{name} has {found and found[0]!r}: {value!r}")
    markup(briefing.note, bare=True)
    demand(briefing.sections, "a briefing without sections")
    for section in briefing.sections:
        demand(section.references, "a section without references")
        markup(section.note, bare=True)
        for reference in section.references:
            markup(reference.note, bare=True)
            parts = reference.path.split("/")
            inside = ".." not in parts and not reference.path.startswith(("/", "~"))
            demand(inside, f"{reference.path!r} leads outside")
            demand(reference.path or reference.is_query, "a reference to nothing")


def markup(fragment: str, *, bare: bool = False) -> Any:
    """Parse a fragment as XHTML and check it; a bare one has neither ids nor images.

    Raises:
        Broken: it is ill-formed, or has what the vocabulary has not.
    """
    found = ILLEGAL.search(fragment)
    demand(not found, f"the markup has {found and found[0]!r}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        body = etree.fromstring(f'<div xmlns="{XHTML[1:-1]}">{fragment}</div>', parser)
    except etree.XMLSyntaxError as error:
        raise Broken(f"ill-formed: {error}") from error
    for element in body.iter():
        check_element(element)
    ids = Counter(element.get("id") for element in body.iter() if element.get("id"))
    demand(not ids or max(ids.values()) == 1, f"an id twice: {ids}")
    for link in body.iter(f"{XHTML}a"):
        href = link.get("href") or ""
        demand(ADDRESS.match(href), f"a link to {href!r}")
        demand(href[0] != "#" or href[1:] in ids, f"{href!r} leads nowhere")
    demand(not (bare and (ids or "<img" in fragment)), "a note with ids or images")
    return body


def check_element(element: Any) -> None:
    """Check one element against the vocabulary, and that it is not empty."""
    name = _name(element)
    demand(name in WITHIN, f"<{name}> is not in the vocabulary")
    for child in element:
        demand(_name(child) in WITHIN[name], f"<{_name(child)}> in <{name}>")
    if name in TEXTLESS:
        texts = [element.text, *(child.tail for child in element)]
        text = "".join(filter(None, texts)).strip()
        demand(not text, f"text in <{name}>: {text!r}")
    if name != "div":
        strange = set(element.attrib) - ATTRIBUTES.get(name, set())
        demand(not strange, f"<{name}> with {strange}")
    if name in SAID and name != "li":
        held = (
            "".join(element.itertext()).strip()
            or element.find(f".//{XHTML}img") is not None
        )
        demand(held, f"an empty <{name}>")
    if name == "a":
        above = [_name(ancestor) for ancestor in element.iterancestors()]
        demand("a" not in above, "a link within a link")
    if name == "dl":
        kinds = "".join(_name(child)[1] for child in element)
        demand(re.fullmatch("(?:t+d+)+", kinds), f"a list of definitions as {kinds!r}")
    if name in ("tr", "table", "ul", "ol", "tbody", "thead"):
        demand(len(element), f"an empty <{name}>")


def shown(article: Article) -> str:
    """Return all text of an article that stands for words of its input, but images'."""
    parts: list[str | None] = [prose(markup(article.body))]
    for fact in (article.kicker, article.title, article.standfirst):
        parts.append(fact.value if fact.basis is Basis.STATED else None)
    return "\n".join(filter(None, [*parts, *article.credits, *article.boilerplate]))


def told(article: Article) -> str:
    """Return all that an article says: its text, its facts, and its images'."""
    body = markup(article.body)
    alts = [image.get("alt") for image in body.iter(f"{XHTML}img")]
    captions = ["".join(c.itertext()) for c in body.iter(f"{XHTML}figcaption")]
    lines = (article.kicker, article.title, article.standfirst)
    facts = [fact.certain for fact in lines if fact.certain]
    return "\n".join((shown(article), *facts, *alts, *captions))


def prose(element: Any) -> str:
    """Return the text of an element, blocks apart, without captions and numbers."""
    if element.get("role") in ("doc-noteref", "doc-backlink"):
        return ""
    if _name(element) == "figcaption":
        return ""
    parts = [element.text, *(prose(child) + (child.tail or "") for child in element)]
    apart = "" if _name(element) in PHRASING - {"br", "img"} else "\n"
    return apart + "".join(filter(None, parts)) + apart


def _name(element: Any) -> str:
    return str(element.tag).removeprefix(XHTML)


def _strings(record: object) -> Iterator[tuple[str, str]]:
    """Yield the texts of a record's facts and plain fields, but no markup or bytes."""
    for field in fields(record):  # type: ignore[arg-type] # a dataclass
        if field.name in ("body", "note", "boilerplate", "notices", "slug", "original"):
            continue
        yield from _texts(field.name, getattr(record, field.name))


def _texts(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Fact):
        yield from _texts(name, value.value)
    elif isinstance(value, str) and value:
        yield name, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(name, item)
    elif type(value).__name__ in ("Source", "Heading", "Series", "Citation"):
        yield from _strings(value)
