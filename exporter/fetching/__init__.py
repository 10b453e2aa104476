"""The only door to the network: what a user names by its address, and no more.

Nothing is fetched unless an address is named; what is fetched is kept as a file, so
that all else works on files. See docs/security.md.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urlsplit

from exporter.errors import FetchError
from exporter.fetching import following, kinds
from exporter.fetching.addresses import parse
from exporter.fetching.terms import Fetched, Terms, Wish

__all__ = ["Fetched", "Terms", "fetch", "is_page", "name"]
_LONGEST = 80  # characters of a name
_ANYTHING = Terms()


def fetch(address: str, terms: Terms = _ANYTHING) -> Fetched:
    """Fetch a document: a web page, a feed or a text.

    Raises:
        FetchError: the address may not be asked, or gives nothing that is read.
    """
    wish = Wish(accept=kinds.ACCEPT, most=terms.document)
    found = following.get(parse(address.strip()), wish, terms)
    if not kinds.document(found.media_type, found.data):
        what = found.media_type[:60] or "of a type that nobody says"
        message = f"what is there is {what}, not a web page, a feed or a text"
        raise FetchError(message, where=found.address)
    return found


def is_page(found: Fetched) -> bool:
    """Tell whether a document is a web page, which may want images."""
    return kinds.document(found.media_type, found.data) == kinds.PAGE


def name(found: Fetched) -> str:
    """Return a file name for a document: by its address, and by what it is.

    An address that says nothing has its host and a digest instead.
    """
    parts = urlsplit(found.address)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2], errors="replace")
    stem, _, end = last.rpartition(".")
    words = stem if stem and len(end) <= 5 else last
    plain = re.sub(r"[^\w]+", "-", words)[:_LONGEST].strip("-_")
    if not re.search(r"[^\W\d_]", plain):
        digest = hashlib.sha256(found.address.encode()).hexdigest()[:8]
        host = re.sub(r"[^a-z0-9]+", "-", str(parts.hostname))
        plain = "-".join(filter(None, (host[:_LONGEST].strip("-"), plain, digest)))
    return plain + kinds.document(found.media_type, found.data)
