"""Hyphenation patterns kept parsed: reading them anew costs a tenth of a second.

Some patterns of Hungarian and Catalan spell a divided word otherwise (asszony,
asz-szony). WeasyPrint leaves letters out or sets them twice there, so such words
are not divided at these places.
"""

from __future__ import annotations

import marshal
import sys

import pyphen

from exporter import cache

_VERSION = 2  # of what is kept of the patterns


def prepare(language: str) -> None:
    """Give pyphen the patterns of a language, from the cache if they are there."""
    name = pyphen.language_fallback(language)
    if name is None:
        return
    path = pyphen.LANGUAGES[name]
    if path in pyphen.hdcache:
        return
    entry = cache.place("hyphens", _VERSION, pyphen.VERSION, sys.version, path.name)
    kept = cache.load(entry)
    if kept is None:
        patterns = pyphen.HyphDict(path).patterns
        kept = marshal.dumps({key: _plain(*found) for key, found in patterns.items()})
        cache.store(entry, kept)
    known = pyphen.HyphDict.__new__(pyphen.HyphDict)
    known.patterns = marshal.loads(kept)
    known.cache = {}
    known.maxlen = max(map(len, known.patterns))
    pyphen.hdcache[path] = known


def _plain(start: int, values: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """Return a pattern that forbids what it wanted spelt otherwise.

    An odd number allows a place, an even one that is higher forbids it (Liang 1983).
    """
    return start, tuple(n if type(n) is int else int(n) + 1 for n in values)
