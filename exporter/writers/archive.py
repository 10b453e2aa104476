"""The EPUB container as a ZIP whose bytes depend on its contents alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from exporter.errors import OutputError

_MIMETYPE = "application/epub+zip"
_LEVEL = 6
_UNIX = 3
_REGULAR_FILE = 0o100644 << 16  # rw-r--r--, whatever the umask
# What a ZIP can express (APPNOTE 4.4.6); times in it are even seconds, no zone.
_EARLIEST, _LATEST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in the container; ``packed`` ones are compressed already."""

    name: str
    data: bytes = field(repr=False)
    packed: bool = False


def pack(members: Iterable[Member], moment: datetime) -> bytes:
    """Write an EPUB container: ``mimetype`` first and stored, then in given order.

    ``moment`` (with a zone) becomes the time of every member, in UTC and within
    the years 1980 to 2107 (EPUB 3.3, 4.2 and 4.3).

    Raises:
        OutputError: two members would have the same name on some file system.
    """
    stamp = min(max(moment.astimezone(UTC).timetuple()[:6], _EARLIEST), _LATEST)
    first = Member(name="mimetype", data=_MIMETYPE.encode(), packed=True)
    buffer = io.BytesIO()
    seen: set[str] = set()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in (first, *members):
            if member.name.casefold() in seen:
                raise OutputError(f"two files of the book are called {member.name!r}")
            seen.add(member.name.casefold())
            archive.writestr(_info(member, stamp), member.data, compresslevel=_LEVEL)
    return buffer.getvalue()


def _info(
    member: Member, stamp: tuple[int, int, int, int, int, int]
) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(member.name, stamp)
    info.create_system = _UNIX
    info.external_attr = _REGULAR_FILE
    info.compress_type = zipfile.ZIP_STORED if member.packed else zipfile.ZIP_DEFLATED
    return info
