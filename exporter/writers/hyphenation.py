"""Hyphenation patterns kept parsed: reading them anew costs a tenth of a second."""

from __future__ import annotations

import marshal
import sys

import pyphen

from exporter import cache


def prepare(language: str) -> None:
    """Give pyphen the patterns of a language from the cache, if they are there.

    Patterns with non-standard hyphenation (Hungarian, say) carry more than
    numbers; they are left to pyphen.
    """
    name = pyphen.language_fallback(language)
    if name is None:
        return
    path = pyphen.LANGUAGES[name]
    if path in pyphen.hdcache:
        return
    entry = cache.place("hyphens", pyphen.VERSION, sys.version, path.name)
    kept = cache.load(entry)
    if kept is None:
        patterns = pyphen.HyphDict(path).patterns
        plain = all(type(n) is int for _, values in patterns.values() for n in values)
        if plain:
            cache.store(entry, marshal.dumps(patterns))
        return
    known = pyphen.HyphDict.__new__(pyphen.HyphDict)
    known.patterns = marshal.loads(kept)
    known.cache = {}
    known.maxlen = max(map(len, known.patterns))
    pyphen.hdcache[path] = known
