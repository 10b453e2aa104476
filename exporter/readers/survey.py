"""A collection summed up: how many records there are, what they say, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.readers.pieces import Piece
from exporter.readers.request import Fields, Supplied

_FIRST = 20
"""Bad records and sources that are named; of the others there is a number."""
_NAMES = 200
_HELD = 10_000
"""Different sources, and names of fields, that are counted one by one."""
_LONGEST = 200
_FACTS = ("title", "published", "source", "byline", "language")
_NOTHING = Supplied()


@dataclass(slots=True)
class _Tally:
    """Counts names, of which only so many are held."""

    counts: Counter[str] = field(default_factory=Counter)
    others: int = 0

    def add(self, name: str) -> None:
        if name in self.counts or len(self.counts) < _HELD:
            self.counts[name] += 1
        else:
            self.others += 1

    def most(self, number: int) -> list[tuple[str, int]]:
        ranked = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        return ranked[:number]


@dataclass(slots=True)
class _Sums:
    """What has been seen so far."""

    records: int = 0
    bad: int = 0
    first_bad: list[InputError] = field(default_factory=list)
    having: Counter[str] = field(default_factory=Counter)
    earliest: PartialDate | None = None
    latest: PartialDate | None = None
    sources: _Tally = field(default_factory=_Tally)
    names: _Tally = field(default_factory=_Tally)

    def fail(self, error: InputError) -> None:
        self.bad += 1
        if len(self.first_bad) < _FIRST:
            self.first_bad.append(error)

    def add(self, title: str, told: Supplied, fields: tuple[str, ...]) -> None:
        self.records += 1
        source = told.source_name or told.publisher or _host(told.source_url)
        known = {
            "title": title,
            "published": told.published,
            "source": source,
            "byline": told.byline,
            "language": told.language,
        }
        self.having.update(fact for fact, value in known.items() if value)
        if source:
            self.sources.add(source[:_LONGEST])
        for name in fields:
            self.names.add(name[:_LONGEST])
        day = told.published
        if day is not None:
            self.earliest = min(self.earliest or day, day, key=PartialDate.moment)
            self.latest = max(self.latest or day, day, key=PartialDate.moment)


def survey(
    pieces: Iterable[Piece | InputError], fields: Fields = ()
) -> dict[str, object]:
    """Sum up what a splitter yields, a piece at a time.

    The result is as JSON prints it: ``records`` and ``bad`` are numbers of records,
    ``having`` says how many have each fact, ``fields`` in how many a name stands.
    """
    sums = _Sums()
    for piece in pieces:
        if isinstance(piece, InputError):
            sums.fail(piece)
            continue
        try:
            title, told = (
                (piece.title, piece.told) if piece.told != _NOTHING else _read(piece)
            )
        except InputError as error:
            sums.fail(error)
        else:
            sums.add(title, told, piece.fields)
    return _json(sums, fields)


def _json(sums: _Sums, fields: Fields) -> dict[str, object]:
    period = None
    if sums.earliest and sums.latest:
        period = {"first": str(sums.earliest), "last": str(sums.latest)}
    return {
        "records": sums.records,
        "bad": {
            "count": sums.bad,
            "first": [
                {"where": error.where, "message": error.message}
                for error in sums.first_bad
            ],
        },
        "having": {fact: sums.having[fact] for fact in _FACTS},
        "published": period,
        "sources": [
            {"name": name, "records": count}
            for name, count in sums.sources.most(_FIRST)
        ],
        "fields": dict(sums.names.most(_NAMES)),
        "not_understood": _unknown(sums, fields),
    }


def _read(piece: Piece) -> tuple[str, Supplied]:
    """Read a record that says nothing before, such as one of an EPUB."""
    from exporter import readers

    article = readers.read_bytes(piece.data, piece.name)
    source = article.source
    told = Supplied(
        published=article.published.certain,
        source_name=source.name.certain,
        publisher=source.publisher.certain,
        source_url=source.url.certain,
        byline=article.byline.certain,
        language=article.language.certain,
    )
    return article.title.certain or piece.title, told


def _host(address: str | None) -> str:
    return (urlsplit(address).hostname or "") if address else ""


def _unknown(sums: _Sums, fields: Fields) -> list[str]:
    if not sums.names.counts:
        return []
    from exporter.readers.records import naming

    ranked = (name for name, _ in sums.names.most(_HELD))
    return [n for n in ranked if not naming.is_understood(n, fields)][:_NAMES]
