"""What artefacts are called: by the name of the input, in any script."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

from exporter.config import Settings
from exporter.jobs import Target
from exporter.readers import slugs
from exporter.readers.pieces import Piece

_LONGEST = 80  # characters of a slug
_HEAVIEST = 200  # bytes of it: a file name has 255, with suffix
_TITLE = 48  # characters that the title of a record adds


def slug(stem: str, nothing: str = "article") -> str:
    """Return the slug of an output: that of the article, or one that keeps letters.

    The article's is ASCII; a name in another script would lose what tells it apart.
    """
    text = unicodedata.normalize("NFC", stem).lower()
    own = re.sub(r"[\W_]+", "-", text)[:_LONGEST].strip("-")
    plain = slugs.ascii_name(stem)
    if len(plain) >= len(own):
        return plain or nothing
    return own.encode()[:_HEAVIEST].decode(errors="ignore").strip("-")


def targets(settings: Settings, stem: str) -> tuple[Target, ...]:
    """Return an artefact for each format, or the one that the run asks for by name."""
    if settings.output_file is not None:
        return (Target(format=settings.formats[0], path=settings.output_file),)
    return tuple(
        Target(format=name, path=settings.output / f"{stem}.{name}")
        for name in settings.formats
    )


class Names:
    """Gives each record of a collection a stem of its own, in little memory.

    A stem is made of the collection's, the record's title, and a digest of what
    identifies the record, so that it stays when records come before it. Of the
    stems given, 64 bits each are kept: a million take some 70 MB.
    """

    def __init__(self, collection: str) -> None:
        """Begin with the slug of the collection."""
        self._collection = collection
        self._given: set[int] = set()
        self._again: Counter[str] = Counter()

    def take(self, piece: Piece) -> str:
        """Return the stem of a record; a further one of the same gets a number."""
        key = piece.key.encode(errors="replace") or piece.data
        title = slug(piece.title[: 4 * _TITLE], "")[:_TITLE].strip("-")
        parts = (self._collection, title, hashlib.sha256(key).hexdigest()[:8])
        stem = "-".join(filter(None, parts))
        digest = hashlib.blake2b(stem.encode(), digest_size=8).digest()
        mark = int.from_bytes(digest)
        if mark not in self._given:
            self._given.add(mark)
            return stem
        self._again[stem] += 1
        return f"{stem}-{self._again[stem] + 1}"
