"""RSS and Atom: parted with lxml, and an entry read with feedparser."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html.entities import html5
from itertools import islice
from typing import Any

from exporter.errors import InputError
from exporter.readers import convert, days
from exporter.readers.entries import Entry, line, person
from exporter.readers.request import Supplied

_NOTHING = Supplied()
_KEPT = frozenset(
    ("title", "link", "language", "copyright", "rights", "license", "author", "creator",
     "publisher", "id", "managingEditor")
)  # fmt: skip
"""Elements of a channel that say something of its entries."""
_ENTRIES = ("item", "entry")
_REFERENCE = re.compile(
    rb"&(?!#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)"
    rb"([a-zA-Z][a-zA-Z0-9]{1,30};|)"
)
_LARGEST = 4096
"""Bytes that such an element may have; it is repeated for each entry."""
_DAMAGE = (LookupError, ValueError, TypeError, AttributeError, RecursionError)
"""What feedparser lets out where an entry is not what it expects."""
_HTML = ("text/html", "application/xhtml+xml")
_HINT = "an RSS, Atom or JSON feed is wanted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A feed of one entry, the line of the entry, its address or id, its title."""

    data: bytes = field(repr=False)
    line: int
    key: str = ""
    title: str = ""
    told: Supplied = _NOTHING
    fields: tuple[str, ...] = ()


def parts(data: bytes, where: str) -> Iterator[Part | InputError]:
    """Yield the entries of a feed as feeds that keep what the channel says of itself.

    Raises:
        InputError: there is no feed in it.
    """
    from lxml import etree

    root = _root(data, where)
    found = [child for child in root.iter(etree.Element) if _is_entry(child)]
    try:
        shell, place = _shell(root)
        channel = next((c for c in root if _local(c) == "channel"), root)
        source, language = line(_text(channel, "title")), _text(channel, "language")
    except (ValueError, etree.LxmlError) as error:
        message = "the feed is too damaged to be parted"
        raise InputError(message, where=where, hint=_HINT) from error
    for number, entry in enumerate(found, 1):
        at = entry.sourceline or number
        if not len(entry):
            yield InputError("the entry is empty", where=f"{where}:{at}")
            continue
        single = deepcopy(entry)
        single.tail = None
        place.append(single)
        try:
            part = Part(
                data=etree.tostring(shell, encoding="utf-8", xml_declaration=True),
                line=at,
                key=_key(entry),
                title=_title(entry),
                told=_told(entry, source, language),
            )
        except (ValueError, etree.LxmlError):
            # What recovering leaves of broken markup can't always be written again.
            yield InputError("the entry is too damaged", where=f"{where}:{at}")
        else:
            yield part
        place.remove(single)


def entry(data: bytes, where: str) -> Entry:
    """Read the one entry of a feed.

    Raises:
        InputError: there is not one entry in it.
    """
    import feedparser

    found = list(islice(parts(data, where), 2))
    if len(found) != 1:
        message = f"the feed has {'several entries' if found else 'no entry'}"
        raise InputError(message, where=where, hint="read it as a collection")
    single = found[0]
    if isinstance(single, InputError):
        raise InputError(single.message, where=where)
    # Bytes of a stream, as a text might be taken for an address or a path. What the
    # markup may hold, and where its addresses lead, is for the reader of pages.
    try:
        parsed = feedparser.parse(
            io.BytesIO(single.data), sanitize_html=False, resolve_relative_uris=False
        )
        return _entry(parsed.entries[0], parsed.feed, parsed.version)
    except _DAMAGE as error:
        raise InputError("the entry can't be read", where=where) from error


def _root(data: bytes, where: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_REFERENCE.sub(_spelt, data), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"not valid XML: {error.msg}", where=where) from error
    if root is None or _local(root) not in ("rss", "RDF", "feed"):
        raise InputError("there is no feed in it", where=where, hint=_HINT)
    return root


def _spelt(match: re.Match[bytes]) -> bytes:
    """Write a reference to what HTML names as its number, any other as plain text.

    So none is left that a feed could declare itself, and its ``&nbsp;``, which XML
    knows nothing of, breaks nothing.
    """
    name = match.group(1)
    char = html5.get(name.decode("ascii")) if name else None
    if char is None:
        return b"&amp;" + name
    return "".join(f"&#{ord(part)};" for part in char).encode()


def _local(element: Any) -> str:
    try:
        tag = element.tag
    except ValueError:  # recovered from bytes that are no text
        return ""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_entry(element: Any) -> bool:
    """Tell an entry by its place: in the root or its channel, not in an entry."""
    above = element.getparent()
    return (
        _local(element) in _ENTRIES
        and above is not None
        and _local(above) in ("RDF", "feed", "channel", "rss")
    )


def _shell(root: Any) -> tuple[Any, Any]:
    """Return a feed without entries, and the element that one is put into."""
    shell = _bare(root)
    place = shell
    for child in root:
        if _local(child) == "channel":
            channel = _bare(child)
            _keep(child, channel)
            shell.append(channel)
            place = channel if _local(root) == "rss" else shell
    _keep(root, shell)
    return shell, place


def _bare(element: Any) -> Any:
    copy = element.makeelement(element.tag, nsmap=element.nsmap)
    copy.attrib.update({k: v for k, v in element.attrib.items() if len(v) < _LARGEST})
    return copy


def _keep(old: Any, new: Any) -> None:
    from lxml import etree

    kept = 0
    for child in old:
        if _local(child) in _KEPT:
            kept += len(etree.tostring(child, with_tail=False))
            if kept > 4 * _LARGEST:
                return
            copy = deepcopy(child)
            copy.tail = None
            new.append(copy)


def _text(entry: Any, *names: str) -> str:
    for name in names:
        for child in entry:
            if _local(child) == name:
                text = " ".join("".join(child.itertext()).split())
                if text:
                    return text[:2000]
    return ""


def _key(entry: Any) -> str:
    for child in entry:
        if _local(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = (child.get("href") or child.text or "").strip()
            if address:
                return str(address[:2000])
    about = entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "")
    return _text(entry, "guid", "id") or str(about[:2000])


def _title(entry: Any) -> str:
    return line(_text(entry, "title"))


def _told(entry: Any, source: str, language: str) -> Supplied:
    """Return what an entry shows before it is read, for choosing among many."""
    subjects = (e for e in entry if _local(e) in ("category", "subject"))
    terms = (line(e.get("term") or e.text or "") for e in subjects)
    key = _key(entry)
    author = person(_text(entry, "creator", "author"))
    return Supplied(
        published=days.read(_text(entry, "pubDate", "published", "date"))[0],
        source_name=source or None,
        source_url=key if convert.is_address(key) else None,
        byline=(author,) if author else None,
        language=language or None,
        tags=tuple(dict.fromkeys(filter(None, terms))) or None,
    )


def _said(found: Any, name: str) -> str:
    """Return a text, as feedparser has None or more where an entry is odd."""
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _entry(found: Any, feed: Any, version: str) -> Entry:
    contents = [
        (_said(item, "value"), _is_html(item)) for item in found.get("content", ())
    ]
    text, is_html = max(contents, key=lambda item: len(item[0]), default=("", True))
    summary = found.get("summary_detail") or {}
    published = _said(found, "published")
    updated = _said(found, "updated") if "updated" in found else ""
    if version.startswith("rss") and not published:
        published, updated = updated, ""  # dc:date, which feedparser calls so
    return Entry(
        title=_said(found, "title"),
        link=_said(found, "link"),
        published=published,
        updated=updated,
        authors=tuple(_names(found) or _names(feed)),
        tags=tuple(tag.get("term") or "" for tag in found.get("tags", ())),
        text=text,
        is_html=is_html,
        summary=_said(summary, "value"),
        summary_is_html=_is_html(summary),
        language=_language(found, feed),
        source=_source(found, feed),
        rights=_said(found, "rights") or _said(feed, "rights"),
    )


def _is_html(detail: Any) -> bool:
    return (_said(detail, "type") or "text/html") in _HTML


def _names(found: Any) -> list[str]:
    """Return authors as they are written: feedparser cuts long addresses in two."""
    people = found.get("authors", ())
    if len(people) > 1:
        return [person["name"] for person in people if person.get("name")]
    return [found["author"]] if found.get("author") else []


def _language(found: Any, feed: Any) -> str:
    details = (*found.get("content", ()), found.get("title_detail") or {})
    said = (_said(detail, "language") for detail in details)
    return next(filter(None, said), "") or _said(feed, "language")


def _source(found: Any, feed: Any) -> str:
    """Return the feed that an entry comes from first, else the one it is in."""
    first = found.get("source") or {}
    return _said(first, "title") or _said(feed, "title")
