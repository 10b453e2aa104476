"""The kinds of files that can be read: by suffix, built in or by entry points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, cast

from exporter import plugins
from exporter.errors import ExporterError, InputError

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.readers.pieces import Piece
    from exporter.readers.request import Fields, Parsed, Request

    Read: TypeAlias = Callable[[Request], Article | Parsed]
    Split: TypeAlias = Callable[
        [BinaryIO, str, str, Fields], Iterator[Piece | InputError]
    ]

GROUP = "readers"
PLUGGED = "application/octet-stream"
"""Media type of an original that a third party's reader reads and does not name."""
_HERE = "exporter.readers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file: media type and reader of an article; splitter of a collection.

    ``read`` and ``split`` are ``module:function``. What is ``named_only`` is passed
    over in folders, where such a file may be anything. ``limit`` is the bytes that
    the file of one article may have. A collection that is not ``streamed`` is parsed
    as a whole.
    """

    media_type: str
    read: str
    split: str = ""
    named_only: bool = False
    streamed: bool = True
    limit: int = 16 * 2**20


def _article(module: str, media_type: str, mebibytes: int = 16) -> Kind:
    """Return the kind of a file that holds one article."""
    read = f"{_HERE}.{module}" if ":" in module else f"{_HERE}.{module}:read"
    return Kind(media_type=media_type, read=read, limit=mebibytes * 2**20)


def _collection(
    module: str, media_type: str, mebibytes: int = 16, *, streamed: bool = True
) -> Kind:
    """Return the kind of a file that may hold many; the limit is that of one."""
    return Kind(
        media_type=media_type,
        read=f"{_HERE}.{module}:read",
        split=f"{_HERE}.{module}:split",
        named_only=True,
        streamed=streamed,
        limit=mebibytes * 2**20,
    )


_MARKDOWN = _article("markdown:parse", "text/markdown")
_PAGE, _SAVED = _article("web", "text/html"), _article("mhtml", "multipart/related", 64)
_VENDOR = "application/vnd"
_WORD = f"{_VENDOR}.openxmlformats-officedocument.wordprocessingml.document"
# One MiB more than a record: a row of a table brings the names of its fields along.
_LINES = _collection("records", "application/jsonl", 17)
_TABLE = _collection("records", "text/csv", 17)
_TABS = _collection("records", "text/tab-separated-values", 17)
_WARC = _collection("warc", "application/warc", 24)
_BUILT_IN: dict[str, Kind] = {
    ".txt": _article("text", "text/plain"),
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _PAGE,
    ".htm": _PAGE,
    ".xhtml": _article("web", "application/xhtml+xml"),
    ".mhtml": _SAVED,
    ".mht": _SAVED,
    ".jsonl": _LINES,
    ".jsonl.gz": _LINES,
    ".ndjson": _LINES,
    ".ndjson.gz": _LINES,
    ".csv": _TABLE,
    ".csv.gz": _TABLE,
    ".tsv": _TABS,
    ".tsv.gz": _TABS,
    ".rss": _collection("feeds", "application/rss+xml", streamed=False),
    ".atom": _collection("feeds", "application/atom+xml", streamed=False),
    ".xml": _collection("feeds", "application/xml", streamed=False),
    ".json": _collection("feeds", "application/json", streamed=False),
    ".warc": _WARC,
    ".warc.gz": _WARC,
    ".eml": _article("mail", "message/rfc822", 64),
    ".docx": _article("office", _WORD, 64),
    ".odt": _article("office", f"{_VENDOR}.oasis.opendocument.text", 64),
    ".epub": _collection("embedded", "application/epub+zip", 256, streamed=False),
    ".pdf": _collection("embedded", "application/pdf", 256, streamed=False),
}
"""Suffix in lower case and kind; longer suffixes such as ``.warc.gz`` come first."""
_NEVER = frozenset(
    (".toml", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".css", ".js", ".pdf",
     ".epub", ".ico", ".woff", ".woff2", ".zip", ".gz", ".py", "")
)  # fmt: skip
"""What is so often beside articles that nobody is asked whether he reads it."""


_SAVED_ANEW = dict.fromkeys(
    (".doc", ".docm", ".dot", ".dotx", ".dotm", ".rtf", ".pages", ".wpd", ".fodt"),
    "open it in a word processor and save it as .docx",
) | {".msg": "open it in a mail program and save it as .eml"}
"""Formats that are near to one that can be read, and the way there."""


def suffix_of(name: str) -> str:
    """Return the suffix that decides how a file is read, ``""`` if none does."""
    suffixes = [part.lower() for part in PurePath(name).suffixes[-2:]]
    for candidate in ("".join(suffixes), *suffixes[-1:]):
        if candidate in _BUILT_IN or _plugged(candidate):
            return candidate
    return ""


def stem_of(name: str) -> str:
    """Return a file name without the suffix that decides how it is read."""
    suffix = suffix_of(name)
    return name[: -len(suffix)] if suffix else PurePath(name).stem


def kind_of(name: str) -> Kind | None:
    """Return the kind of a file by its name, None if nothing reads it."""
    suffix = suffix_of(name)
    if suffix in _BUILT_IN:
        return _BUILT_IN[suffix]
    target = _plugged(suffix)
    return Kind(media_type=PLUGGED, read=target) if target else None


def is_article(name: str) -> bool:
    """Tell whether a file found in a folder is an article."""
    kind = kind_of(name)
    return kind is not None and not kind.named_only


def in_folders() -> tuple[str, ...]:
    """Return the suffixes of what is an article wherever it lies."""
    return tuple(name for name in suffixes() if is_article(f"x{name}"))


def sniff(data: bytes) -> str:
    """Return a file name for bytes that have none, ``""`` for plain text."""
    from exporter.readers import sniffing

    suffix = sniffing.suffix_of(data)
    return f"stdin{suffix}" if suffix in _BUILT_IN else ""


def suffixes() -> tuple[str, ...]:
    """Return every suffix that can be read, built-ins first."""
    others = (f".{name.lower()}" for name in plugins.installed(GROUP))
    return tuple(dict.fromkeys((*_BUILT_IN, *others)))


def way_out(suffix: str) -> str:
    """Say what to do about a file that can't be read but could be saved anew."""
    return _SAVED_ANEW.get(suffix.lower(), "")


def reader(kind: Kind) -> Read:
    """Return what reads a file of a kind as an article.

    What a third party's reader raises beside InputError is its fault, not the run's.
    """
    if kind.media_type == PLUGGED:
        return partial(_guarded, kind.read)
    return cast("Read", _load(kind.read))


def _guarded(target: str, request: Request) -> Article | Parsed:
    """Read by another's reader.

    Raises:
        InputError: it says so, it broke off, or it returned no article.
    """
    from exporter.model import Article
    from exporter.readers.request import Parsed

    hint = "its author should hear of it"
    try:
        found = cast("Read", _load(target))(request)
    except ExporterError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"[:200]
        message = f"the reader {target!r} broke off: {reason}"
        raise InputError(message, where=request.where, hint=hint) from error
    if not isinstance(found, Article | Parsed):
        message = f"the reader {target!r} returned no article"
        raise InputError(message, where=request.where, hint=hint)
    return found


def splitter(kind: Kind) -> Split | None:
    """Return what parts a file of a kind into its records; None: it is one article."""
    return cast("Split", _load(kind.split)) if kind.split else None


def _plugged(suffix: str) -> str:
    """Return ``module:function`` of a third party's reader, or ``""``."""
    if suffix in _NEVER:
        return ""
    return plugins.installed(GROUP).get(suffix.removeprefix("."), "")


def _load(target: str) -> object:
    module, _, attribute = target.partition(":")
    return getattr(import_module(module), attribute)
