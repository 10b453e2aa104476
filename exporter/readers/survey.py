"""A collection summed up: how many records there are, what they say, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from exporter.dates import PartialDate
from exporter.errors import InputError
from exporter.model import Article
from exporter.readers import kinds
from exporter.readers.pieces import Piece, Sketch
from exporter.readers.request import Fields

_FIRST = 20
"""Bad records and sources that are named; of the others there is a number."""
_NAMES = 200
_HELD = 10_000
"""Different sources, and names of fields, that are counted one by one."""
_LONGEST = 200
_FACTS = ("title", "published", "source", "byline", "language", "text")


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
    unknown: _Tally = field(default_factory=_Tally)

    def fail(self, error: InputError) -> None:
        self.bad += 1
        if len(self.first_bad) < _FIRST:
            self.first_bad.append(error)

    def add(self, sketch: Sketch) -> None:
        self.records += 1
        self.having.update(fact for fact in _FACTS if getattr(sketch, fact))
        if sketch.source:
            self.sources.add(sketch.source[:_LONGEST])
        for name in sketch.names:
            self.names.add(name[:_LONGEST])
        for name in sketch.unknown:
            self.unknown.add(name[:_LONGEST])
        day = sketch.published
        if day is not None:
            self.earliest = min(self.earliest or day, day, key=PartialDate.moment)
            self.latest = max(self.latest or day, day, key=PartialDate.moment)


def survey(
    pieces: Iterable[Piece | InputError], name: str, fields: Fields = ()
) -> dict[str, object]:
    """Sum up what a splitter makes of a file called ``name``, a piece at a time.

    The result is as JSON prints it: ``records`` and ``bad`` are numbers of records,
    ``having`` says how many have each fact, ``fields`` in how many a name stands.
    """
    sums = _Sums()
    sketch = _sketcher(name, fields)
    for piece in pieces:
        if isinstance(piece, InputError):
            sums.fail(piece)
            continue
        try:
            sums.add(sketch(piece))
        except InputError as error:
            sums.fail(error)
    return _json(sums)


def _json(sums: _Sums) -> dict[str, object]:
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
        "not_understood": [name for name, _ in sums.unknown.most(_NAMES)],
    }


def _sketcher(name: str, fields: Fields) -> Callable[[Piece], Sketch]:
    kind = kinds.kind_of(name)
    quick = kinds.sketcher(kind) if kind else None
    if quick is not None:
        return lambda piece: quick(piece, fields)
    return lambda piece: _read(piece, fields)


def _read(piece: Piece, fields: Fields) -> Sketch:
    from exporter import readers

    origin = readers.Origin(fields=fields)
    return _of(readers.read_bytes(piece.data, piece.name, origin=origin))


def _of(article: Article) -> Sketch:
    return Sketch(
        title=article.title.certain or "",
        published=article.published.value,
        source=article.source.name.value or "",
        byline=bool(article.byline.value),
        language=article.language.value or "",
        text=bool(article.words),
    )
