"""The front door of the readers: a file becomes an article."""

from __future__ import annotations

import stat
from pathlib import Path

from exporter.errors import InputError, suggest
from exporter.model import Article, Asset
from exporter.readers import mending, slugs, supply
from exporter.readers.decoding import decode
from exporter.readers.nearby import near, sidecar_of
from exporter.readers.request import Request, Supplied

_MARKDOWN = (".md", ".markdown")
SUFFIXES: tuple[str, ...] = (".txt", *_MARKDOWN)
"""The suffixes of the files that can be read, in lower case."""
LIMIT = 16 * 1024 * 1024
"""Bytes that an input may have."""
_NOTHING = Supplied()


def read(
    path: Path, *, root: Path | None = None, supplied: Supplied = _NOTHING
) -> Article:
    """Read an article and the facts that its sidecar and the caller supply.

    ``root`` is the folder that nothing is read outside of, by default the
    article's own. Precedence is ``supplied`` > sidecar > header > text.

    Raises:
        InputError: the file is missing, unreadable, empty, too large, no text, or
            of an unknown kind, or it, its sidecar or its images are wrong.
    """
    where = str(path)
    _check_suffix(path.name, where)
    data = _load(path, where)
    root = root if root is not None else path.parent
    beside = sidecar_of(path)
    if beside is None:
        return _read(data, path, root, where, ((supplied, "option"),))
    from exporter.readers import sidecar  # TOML; most articles have none

    record = sidecar.read(beside, root)
    layers = ((supplied, "option"), (record.supplied, "sidecar"))
    article = _read(data, path, root, where, layers)
    return supply.notice(article, record.notices)


def read_bytes(
    data: bytes,
    name: str,
    *,
    root: Path | None = None,
    supplied: Supplied = _NOTHING,
) -> Article:
    """Read an article from bytes, such as those of standard input.

    ``name`` becomes the name of the original; without a suffix it is a text.
    Images are read from ``root``, by default the current folder.

    Raises:
        InputError: as for :func:`read`.
    """
    path = Path(name if Path(name).suffix else f"{name}.txt")
    _check_suffix(path.name, name)
    folder = root if root is not None else Path()
    return _read(data, folder / path.name, folder, name, ((supplied, "option"),))


def _read(
    data: bytes,
    path: Path,
    root: Path,
    where: str,
    layers: tuple[tuple[Supplied, str], ...],
) -> Article:
    _check_data(data, where)
    markdown = path.suffix.lower() in _MARKDOWN
    media = "text/markdown" if markdown else "text/plain"
    original = Asset(name=mending.name(path.name), media_type=media, data=data)
    languages = (facts.language for facts, _ in layers if facts.language)
    request = Request(
        original=original,
        slug=slugs.slug(path.stem, original.sha256),
        where=where,
        folder=path.parent,
        root=root,
        language=next(languages, None),
    )
    if markdown:
        from exporter.readers import markdown as reader

        article, header = reader.parse(request)
        layered = supply.layer(article, *layers, (header, "header"))
    else:
        from exporter.readers import text

        layered = supply.layer(text.read(request), *layers)
    return mending.article(layered, where)


def _check_suffix(name: str, where: str) -> None:
    suffix = Path(name).suffix
    if suffix.lower() in SUFFIXES:
        return
    message = f"{suffix!r} files can't be read" if suffix else "the name has no suffix"
    hint = f"an article is a file in {', '.join(SUFFIXES)}"
    raise InputError(message, where=where, hint=suggest(suffix, SUFFIXES) or hint)


def _load(path: Path, where: str) -> bytes:
    """Return the bytes of a file, but of nothing that is none, such as a pipe."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            with path.open("rb") as file:
                return file.read(LIMIT + 1)
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


def _check_data(data: bytes, where: str) -> None:
    hint = "an article needs at least one word"
    if not data:
        raise InputError("the file is empty", where=where, hint=hint)
    if len(data) > LIMIT:
        message = f"the file is larger than {LIMIT // 2**20} MiB"
        hint = "part it into articles"
        raise InputError(message, where=where, hint=hint)
    if not decode(data, where).text.strip():
        message = "the file is empty but for white space"
        raise InputError(message, where=where, hint=hint)
