"""Which images of a page are shown: those at hand, whole, and no mere ornament."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_to_bytes, urldefrag, urljoin, urlsplit

from exporter.errors import InputError
from exporter.model import Notice
from exporter.readers.images import LIMIT, Album
from exporter.readers.pixels import Picture
from exporter.readers.web.nodes import INLINE, Element, drop
from exporter.readers.web.preparing import unframed

MOST = 200
"""Images that an article may show."""
_TINY, _SMALL = 2, 48
_HERE = "\ufdd0"
"""A noncharacter (Unicode, 23.7): it stands in no text."""
_LONGEST = 400
"""Letters of the longest text that stands in a line for its image."""
_DATA = re.compile(
    r"data:([\w.+/-]*)((?:;[^;,]{0,80}){0,4}?)(;base64)?,", re.IGNORECASE
)


@dataclass(slots=True, kw_only=True)
class Gallery:
    """The images that one page can show.

    ``enclosed`` are bytes by the addresses that name them; ``base`` is what the
    addresses of the page are relative to. Files are read only if ``folder`` is one.
    """

    root: Path
    folder: Path
    where: str
    base: str = ""
    enclosed: Mapping[str, bytes] | None = None
    album: Album = field(init=False)
    _held: dict[str, bytes] = field(init=False)
    captions: list[str] = field(default_factory=list)
    _missing: list[str] = field(default_factory=list)
    _count: int = 0

    def __post_init__(self) -> None:
        """Open the album: with what is enclosed, and else the files of the folder."""
        self._held = dict(self.enclosed or {})
        self.album = Album(
            folder=self.folder,
            root=self.root,
            enclosed=self._held,
            beside=self.enclosed is None,
        )

    def settle(self, root: Element) -> None:
        """Keep the images that can be shown, by names that the album knows."""
        for image in list(root.iter("img")):
            name = self.take(image.get("src") or "")
            if name:
                image.set("src", name)
                continue
            figure = next((a for a in image.iterancestors() if a.tag == "figure"), None)
            if figure is None and self._count <= MOST and _is_in_line(image):
                image.tail = f"{_instead(image)}{image.tail or ''}"
            drop(image)
            if figure is not None and next(figure.iter("img"), None) is None:
                self._empty(figure)

    def has(self, address: str) -> bool:
        """Tell whether an image is at hand, without remarking that it is not."""
        if address[:5].lower() == "data:" or self._name(address) in self._held:
            return True
        if urlsplit(address).scheme or not self.album.beside:
            return False
        return self._load(address, quiet=True)[1] is not None

    def _empty(self, figure: Element) -> None:
        """Set aside the caption of a figure that has lost its image."""
        if figure.xpath(".//table|.//pre|.//blockquote"):
            return
        words = " ".join("".join(figure.itertext()).split())
        if words:
            self.captions.append(words)
        drop(figure)

    def take(self, address: str) -> str:
        """Return the name of an image in the album, ``""`` if it is not shown."""
        address = address.strip()
        if not address:
            return ""
        self._count += 1
        if self._count > MOST:
            self._missing.append(f"no article shows more than {MOST} images")
            return ""
        name = self._name(address)
        name, picture = self._load(name)
        if picture is None:
            return ""
        sides = (picture.width, picture.height)
        if min(sides) <= _TINY or max(sides) <= _SMALL:
            self.album.leave_out(picture)
            return ""
        return name

    def _name(self, address: str) -> str:
        """Return what the album knows an address by."""
        if address[:5].lower() == "data:":
            return self._decoded(address)
        whole = self.resolved(address)
        for candidate in (address, whole, urldefrag(whole).url, f"cid:{address}"):
            if candidate in self._held:
                return candidate
        return address

    def resolved(self, address: str) -> str:
        """Return an address in full, as far as the page knows where it is."""
        try:
            return urljoin(self.base, address)
        except ValueError:
            return address

    def _decoded(self, address: str) -> str:
        """Take an image that an address itself is (RFC 2397)."""
        match = _DATA.match(address)
        if match is None or len(address) > LIMIT * 2:
            self._missing.append("an address that is an image can't be read")
            return ""
        written = address[match.end() :]
        try:
            plain = unquote_to_bytes(written)
            data = b64decode(plain) if match.group(3) else plain
        except (Error, ValueError):
            self._missing.append("an address that is an image can't be read")
            return ""
        name = f"cid:image-{len(self._held) + 1}"
        self._held[name] = data
        return name

    def _load(self, name: str, *, quiet: bool = False) -> tuple[str, Picture | None]:
        if not name:
            return "", None
        reason = ""
        for candidate in filter(None, (name, _without_query(name))):
            try:
                return candidate, self.album.load(candidate, self.where)
            except InputError as error:
                reason = reason or error.message
        if not quiet:
            self._missing.append(reason)
        return "", None

    def notices(self) -> tuple[Notice, ...]:
        """Return the notices on images, one on all that are left out."""
        if not self._missing:
            return tuple(self.album.notices)
        count, first = len(self._missing), self._missing[0]
        many = f"{count} images are left out: {first}, and so on"
        message = many if count > 1 else f"an image is left out: {first}"
        left = Notice(code="image-left-out", message=message, where=self.where)
        return (*self.album.notices, left)


def _without_query(address: str) -> str:
    """Return the path of a relative address that has a query, else ``""``."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.path if parts.query and not parts.scheme and not parts.netloc else ""


def _instead(image: Element) -> str:
    """Return the words that stand for an image (HTML, 4.8.4.4), if they are few."""
    words = unframed(" ".join((image.get("alt") or "").split()))
    return words if len(words) <= _LONGEST else ""


def _is_in_line(image: Element) -> bool:
    """Tell a formula, or a sign: it has words before and behind it in a line."""
    if "math" in (image.get("class") or ""):
        return True
    block = next((a for a in image.iterancestors() if a.tag not in INLINE), None)
    if block is None:
        return False
    tail = image.tail
    image.tail = f"{_HERE}{tail or ''}"
    before, _, after = "".join(block.itertext()).partition(_HERE)
    image.tail = tail
    return bool(before.strip() and after.strip())
