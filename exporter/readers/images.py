"""Images as assets: read from the content folder only, checked, and made safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from exporter.errors import InputError
from exporter.model import Asset, Notice
from exporter.readers.nearby import near

if TYPE_CHECKING:
    from exporter.readers.pixels import Picture

LIMIT = 32 * 1024 * 1024
"""Bytes that an image file may have."""


@dataclass(slots=True, kw_only=True)
class Album:
    """The images of one article; a file that is shown twice is one asset.

    ``folder`` is the article's; nothing outside ``root`` is read. If there are
    ``enclosed`` images, by the addresses that name them, no file is read at all,
    unless there are files ``beside`` them, too.
    """

    folder: Path
    root: Path
    enclosed: Mapping[str, bytes] | None = field(default=None, repr=False)
    beside: bool = False
    notices: list[Notice] = field(default_factory=list)
    _found: dict[Path | str, Picture] = field(default_factory=dict)

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Return the assets in the order of their first appearance."""
        unique = {p.asset.name: p.asset for p in self._found.values()}
        return tuple(unique.values())

    @property
    def files(self) -> tuple[Path, ...]:
        """Return the files that were read, in the same order."""
        return tuple(path for path in self._found if isinstance(path, Path))

    def load(self, address: str, where: str) -> Picture:
        """Read and prepare the image that a text names, once.

        Raises:
            InputError: it is remote, outside the content folder, missing, of
                another format, damaged, or too large.
        """
        if self.enclosed is not None and not self._is_file(address):
            return self._load(address, self._enclosed(address, where), address, where)
        path = self._locate(address, where)
        data = b"" if path in self._found else _bytes(path, address, where)
        return self._load(path, data, address, where)

    def _is_file(self, address: str) -> bool:
        return self.beside and address not in (self.enclosed or {})

    def leave_out(self, picture: Picture) -> None:
        """Forget an image that was loaded but is not shown."""
        self._found = {k: p for k, p in self._found.items() if p is not picture}

    def _load(self, key: Path | str, data: bytes, address: str, where: str) -> Picture:
        if key not in self._found:
            from exporter.readers import pixels

            stem = key.stem if isinstance(key, Path) else stem_of(key)
            picture = pixels.prepare(data, _short(address), stem, where)
            self._found[key] = picture
            self.notices.extend(
                Notice(code="image-reduced", message=f"{address}: {text}", where=where)
                for text in picture.notices
            )
        return self._found[key]

    def _enclosed(self, address: str, where: str) -> bytes:
        data = (self.enclosed or {}).get(address)
        if data is not None:
            return data
        message = f"image {_short(address)} is not enclosed"
        raise InputError(message, where=where, hint="nothing is fetched")

    def _locate(self, address: str, where: str) -> Path:
        """Return the file that an address means; ``/`` is the content folder."""
        scheme = _scheme(address)
        if scheme:
            raise InputError(
                f"image {_short(address)} is not a file", where=where, hint=scheme
            )
        name = unquote(address)
        base = self.root if name.startswith("/") else self.folder
        root = self.root.resolve()
        try:
            path = (base / name.lstrip("/")).resolve()
            inside = path.is_relative_to(root)
            exists = inside and path.is_file()
        except (OSError, ValueError, RuntimeError) as error:  # NUL, loop, too long
            message = f"image {_short(address)} is not a usable path"
            raise InputError(message, where=where, hint="check the name") from error
        if not inside:
            raise InputError(
                f"image {_short(address)} lies outside the content folder",
                where=where,
                hint=f"copy it into {self.root}",
            )
        if not exists:
            raise InputError(
                f"image {_short(address)} is missing",
                where=where,
                hint=near(path) or "a path is relative to the article",
            )
        return path


def stem_of(address: str) -> str:
    """Return the stem of the file name in an address; ``image`` where it has none."""
    path = urlsplit(address.replace("[", "")).path
    return PurePosixPath(unquote(path)).stem.partition("@")[0] or "image"


def _scheme(address: str) -> str:
    """Return what to do about an address that names no file, else ``""``."""
    scheme = urlsplit(address.replace("[", "")).scheme
    if address.startswith("//") or scheme in ("http", "https", "ftp"):
        return "nothing is fetched; save it in the content folder and name it there"
    if scheme == "data":
        return "save it as a file in the content folder and name it there"
    return "name it by its path, relative to the article" if len(scheme) > 1 else ""


def _bytes(path: Path, address: str, where: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        message = f"image {_short(address)} can't be read: {error.strerror or error}"
        hint = "check its permissions"
        raise InputError(message, where=where, hint=hint) from error
    if len(data) > LIMIT:
        raise InputError(
            f"image {_short(address)} is larger than {LIMIT // 2**20} MiB",
            where=where,
            hint="1600 pixels on the long side are enough",
        )
    return data


def _short(address: str) -> str:
    return repr(address if len(address) <= 80 else address[:77] + "…")
