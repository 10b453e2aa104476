"""The front door of the readers: a file becomes an article."""

from __future__ import annotations

import stat
from dataclasses import dataclass, replace
from pathlib import Path

from exporter.dates import PartialDate
from exporter.errors import InputError, suggest
from exporter.model import Article, Asset, Notice
from exporter.readers import kinds, mending, slugs, supply
from exporter.readers.decoding import decode
from exporter.readers.kinds import Kind
from exporter.readers.nearby import near, sidecar_of
from exporter.readers.request import Fields, Parsed, Request, Supplied

_NOTHING = Supplied()
_PLAIN = ("text/plain", "text/markdown")
"""Media types of files that are nothing but text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an input came from.

    ``address`` is that of the Web, where it was ``retrieved`` when the server says;
    ``beside`` is the file whose sidecar speaks of the input, ``fields`` how records
    name their facts, ``where`` the name in messages.
    """

    address: str | None = None
    retrieved: PartialDate | None = None
    beside: Path | None = None
    fields: Fields = ()
    where: str = ""


_NOWHERE = Origin()


def read(
    path: Path,
    *,
    root: Path | None = None,
    supplied: Supplied = _NOTHING,
    origin: Origin = _NOWHERE,
) -> Article:
    """Read an article and the facts that its sidecar and the caller supply.

    ``root`` is the folder that nothing is read outside of, by default the
    article's own. Precedence is ``supplied`` > sidecar > header > text.

    Raises:
        InputError: the file is missing, unreadable, empty, too large, no text, or
            of an unknown kind, or it, its sidecar or its images are wrong.
    """
    where = str(path)
    kind = _kind(path.name, where)
    data = _load(path, where, kind.limit)
    root = root if root is not None else path.parent
    given = replace(origin, beside=origin.beside or path, where=where)
    return _read(_request(data, path, root, given), kind, given, supplied)


def read_bytes(
    data: bytes,
    name: str,
    *,
    root: Path | None = None,
    supplied: Supplied = _NOTHING,
    origin: Origin = _NOWHERE,
) -> Article:
    """Read an article from bytes, such as those of standard input.

    ``name`` becomes the name of the original; without a suffix it is a text.
    Images are read from ``root``, by default the current folder.

    Raises:
        InputError: as for :func:`read`.
    """
    path = Path(name if Path(name).suffix else f"{name}.txt")
    kind = _kind(path.name, origin.where or name)
    folder = root if root is not None else Path()
    given = replace(origin, where=origin.where or name)
    return _read(
        _request(data, folder / path.name, folder, given), kind, given, supplied
    )


def _request(data: bytes, path: Path, root: Path, origin: Origin) -> Request:
    kind = kinds.kind_of(path.name)
    original = Asset(
        name=mending.name(path.name),
        media_type=kind.media_type if kind else "",
        data=data,
    )
    return Request(
        original=original,
        slug=slugs.slug(kinds.stem_of(path.name), original.sha256),
        where=origin.where,
        folder=path.parent,
        root=root,
        address=origin.address,
        fields=origin.fields,
    )


def _read(request: Request, kind: Kind, origin: Origin, given: Supplied) -> Article:
    _check_data(request, kind)
    layers = [(given, "option")]
    notices: tuple[Notice, ...] = ()
    beside = origin.beside and sidecar_of(origin.beside)
    if beside:
        from exporter.readers import sidecar  # TOML; most articles have none

        record = sidecar.read(beside, request.root)
        layers.append((record.supplied, "sidecar"))
        notices = record.notices
    languages = (facts.language for facts, _ in layers if facts.language)
    found = kinds.reader(kind)(replace(request, language=next(languages, None)))
    if isinstance(found, Parsed):
        layers += found.layers
        found = found.article
    if origin.retrieved and found.source.retrieved.value is None:
        layers.append((Supplied(retrieved=origin.retrieved), "http-date"))
    layered = mending.article(supply.layer(found, *layers), request.where)
    return supply.notice(layered, notices)


def _kind(name: str, where: str) -> Kind:
    kind = kinds.kind_of(name)
    if kind is not None:
        return kind
    suffix = Path(name).suffix
    message = f"{suffix!r} files can't be read" if suffix else "the name has no suffix"
    known = ", ".join(kinds.in_folders())
    hint = kinds.way_out(suffix) or suggest(suffix, kinds.suffixes())
    hint = hint or f"an article is a file in {known}"
    raise InputError(message, where=where, hint=hint)


def _load(path: Path, where: str, limit: int) -> bytes:
    """Return the bytes of a file, but of nothing that is none, such as a pipe."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            with path.open("rb") as file:
                return file.read(limit + 1)
    except FileNotFoundError as error:
        hint = near(path) or "check the path"
        raise InputError("no such file", where=where, hint=hint) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"the file can't be read: {reason.lower()}"
        hint = "check the path and its permissions"
        raise InputError(message, where=where, hint=hint) from error
    if stat.S_ISDIR(mode):
        message, hint = "this is a folder, not an article", "name a file in it"
        raise InputError(message, where=where, hint=hint)
    hint = "copy its content into a file"
    raise InputError("this is no ordinary file", where=where, hint=hint)


def _check_data(request: Request, kind: Kind) -> None:
    data, where = request.original.data, request.where
    hint = "an article needs at least one word"
    if not data:
        raise InputError("the file is empty", where=where, hint=hint)
    if len(data) > kind.limit:
        message = f"the file is larger than {kind.limit // 2**20} MiB"
        hint = "part it into articles"
        raise InputError(message, where=where, hint=hint)
    if kind.media_type in _PLAIN and not decode(data, where).text.strip():
        message = "the file is empty but for white space"
        raise InputError(message, where=where, hint=hint)
