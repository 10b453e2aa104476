"""The gold of saved web pages: what a reading of a page is worth.

A page ``NAME.html`` has its gold beside it, ``NAME.json``; ``pages/README.md``
says what each key means. A key that is missing is not marked.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import html

from exporter.errors import ExporterError
from exporter.model import Article

PAGES = Path(__file__).parent / "pages"
SHINGLE = 4
"""Words that a shingle has."""
_BLOCKS = "h2|h3|h4|h5|h6|p|li|td|th|dt|dd|pre|caption|figure|div|blockquote|hr|tr|br"
_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[\w\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0900-\u0963\u0966-\u0dff]+"
)
"""A word with its marks; in scripts that don't part words, a sign."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_QUOTES = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟«»″", '"') | {"–": "-", "—": "-"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader found in a page; dates are ISO, ``text`` is its main text."""

    title: str | None = None
    published: str | None = None
    updated: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    standfirst: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A field's worth, from 0 to 1, with what was wanted and what was found."""

    field: str
    value: float
    gold: object
    found: object


def load(page: Path) -> dict[str, Any]:
    """Return the gold of a page."""
    gold: dict[str, Any] = json.loads(page.with_suffix(".json").read_text("utf-8"))
    return gold


def of(article: Article) -> Reading:
    """Take an article as it was read; captions are no part of its main text."""
    fragment = html.fragment_fromstring(article.body, create_parent="div")
    for caption in fragment.xpath(".//figcaption"):
        caption.drop_tree()
    source = article.source
    return Reading(
        title=article.title.value,
        published=str(article.published.value) if article.published.value else None,
        updated=str(article.updated.value) if article.updated.value else None,
        byline=article.byline.value or (),
        publisher=source.publisher.value or source.name.value,
        language=article.language.value,
        standfirst=article.standfirst.value,
        text="\n".join(_lines(fragment)),
    )


def _lines(fragment: Any) -> Iterator[str]:
    """Yield the text of blocks one by one, so that their words don't run together."""
    line: list[str] = []
    for event, node in _walk(fragment):
        if event == "block":
            if text := "".join(line).strip():
                yield text
            line = []
        else:
            line.append(node)
    if text := "".join(line).strip():
        yield text


def _walk(node: Any) -> Iterator[tuple[str, str]]:
    block = re.fullmatch(_BLOCKS, str(node.tag)) is not None
    if block:
        yield "block", ""
    yield "text", node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            yield from _walk(child)
        yield "text", child.tail or ""
    if block:
        yield "block", ""


def fold(text: str) -> str:
    """Fold white space, quotes, dashes and ways of writing the same sign."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(plain.translate(_QUOTES).split())


def marks(gold: Mapping[str, Any], found: Reading) -> Iterator[Mark]:
    """Mark each field that the gold has."""
    for field in ("title", "publisher", "standfirst"):
        if field in gold:
            yield _equal(field, gold[field], getattr(found, field))
    for field in ("published", "updated"):
        if field in gold:
            yield from _dates(field, _options(gold[field]), getattr(found, field))
    if gold.get("language"):
        plain = (found.language or "").split("-")[0].lower()
        yield _mark("language", plain == gold["language"], gold["language"], plain)
    if "byline" in gold:
        yield from _names(gold["byline"], found.byline, gold.get("desk", ()))
    yield from _text(gold, _without_title(found.text, gold.get("title")))


def _without_title(text: str, title: Any) -> str:
    """Leave out a title at the head of a text: not a mistake, only a habit."""
    first, _, rest = text.strip().partition("\n")
    titles = {fold(option) for option in _options(title) if option}
    return rest if fold(first) in titles else text


def _mark(field: str, value: float, gold: object, found: object) -> Mark:
    return Mark(field=field, value=float(value), gold=gold, found=found)


def _options(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _equal(field: str, gold: Any, found: str | None) -> Mark:
    wanted = {fold(option) if option else None for option in _options(gold)}
    plain = fold(found) if found else None
    right = plain in wanted
    if field == "publisher" and plain:
        right = plain.casefold() in {str(option).casefold() for option in wanted}
    name = f"no {field}" if gold is None else field
    return _mark(name, right, gold, found)


def _dates(field: str, gold: tuple[Any, ...], found: str | None) -> Iterator[Mark]:
    """Mark the day, and where the page states a zone, also the moment."""
    if gold == (None,):
        yield _mark(f"no {field}", found is None, None, found)
        return
    days = {option[:10] for option in gold}
    moments = {moment for option in gold if (moment := _moment(option))}
    exact = _moment(found) in moments  # UTC may call the same moment another day
    yield _mark(field, exact or (found or "")[:10] in days, gold, found)
    if moments:
        yield _mark(f"{field}, moment", exact, gold, found)


def _moment(text: str | None) -> datetime | None:
    """Return the minute in UTC of an ISO date that has a zone."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _names(
    gold: Iterable[str], found: Iterable[str], desk: Iterable[str]
) -> Iterator[Mark]:
    """Mark the persons; a desk that signs may be named or not."""
    wanted = {_name(name) for name in gold}
    given = {_name(name) for name in found} - {_name(name) for name in desk}
    shown = (list(gold), list(found))
    if not wanted:
        yield _mark("no byline", not given, *shown)
        return
    yield _mark("byline", wanted == given, *shown)
    yield _mark("byline F1", _f1(Counter(wanted), Counter(given))[2], *shown)


def _name(name: str) -> str:
    return fold(name).casefold().replace(".", "")


def _text(gold: Mapping[str, Any], text: str) -> Iterator[Mark]:
    if "text" in gold:
        wanted = "\n".join(gold["text"])
        each = zip(("precision", "recall", "F1"), overlap(wanted, text), strict=True)
        for name, value in each:
            yield _mark(f"text {name}", value, *difference(wanted, text))
    if prefix := gold.get("text_prefix"):
        yield _mark("text opening", overlap(prefix, text)[1], prefix, text[:200])
    if absent := gold.get("absent"):
        leaks = leaked(absent, text)
        clean = 1 - len(leaks) / len(absent) if text.strip() else 0
        yield _mark("text clean", clean, [], leaks)


def leaked(absent: Iterable[str], text: str) -> list[str]:
    """Return the strings that must not be in a text but are."""
    plain = fold(text).casefold()
    return [string for string in absent if fold(string).casefold() in plain]


def overlap(gold: str, found: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the shingles of a text."""
    return _f1(_shingles(gold), _shingles(found))


def difference(gold: str, found: str) -> tuple[str, str]:
    """Return the words of shingles that are missing, and of those too many."""
    wanted, given = _shingles(gold), _shingles(found)
    return _told(wanted - given), _told(given - wanted)


def _told(shingles: Counter[tuple[str, ...]]) -> str:
    return " ".join(words[0] for words in shingles)[:400]


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(fold(text))]
    size = min(SHINGLE, len(words))
    starts = range(len(words) - size + 1) if words else ()
    return Counter(tuple(words[at : at + size]) for at in starts)


def _f1(gold: Counter[Any], found: Counter[Any]) -> tuple[float, float, float]:
    if not gold and not found:
        return 1.0, 1.0, 1.0
    common = (gold & found).total()
    precision = common / found.total() if found else 0.0
    recall = common / gold.total() if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def ours(page: Path) -> Reading:
    """Read a page by this project; what can't be read is worth nothing."""
    from exporter import readers

    try:
        return of(readers.read(page))
    except ExporterError:
        return Reading()
