"""The files that the references of a briefing may mean."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PurePath

from exporter import listing, recipes
from exporter.briefing import Briefing, Reference
from exporter.errors import InputError, suggest
from exporter.readers import kinds
from exporter.recipes import Ingredient

_LISTING = "listing:"
_PATTERN = "*?["


def files(reference: Reference, root: Path) -> tuple[Path, ...]:
    """Return the files that a reference may mean, by path.

    Raises:
        InputError: there are none.
    """
    path = reference.path
    target = root / path
    if not path or (_is_pattern(path) and not _is_file(target)):
        found = _listed(path, root)
        if found:
            return found
        message = f"no article matches {path!r}" if path else "there is no article"
        hint = _nearest(path, root)
        raise InputError(message, where=reference.where, hint=hint)
    if not _is_file(target):
        message = f"there is no article {path!r}"
        hint = _nearest_file(path, root)
        raise InputError(message, where=reference.where, hint=hint)
    if kinds.kind_of(target.name) is None:
        hint = f"an article is a file in {', '.join(kinds.suffixes())}"
        raise InputError(f"{path!r} is no article", where=reference.where, hint=hint)
    return (target,)


def listings(intent: Briefing, root: Path) -> tuple[Ingredient, ...]:
    """Return which files the patterns and queries find, as ingredients."""
    patterns = dict.fromkeys(
        reference.path
        for section in intent.sections
        for reference in section.references
        if not reference.path or _is_pattern(reference.path)
    )
    return tuple(relisted(f"{_LISTING}{root}\0{pattern}") for pattern in patterns)


def relisted(name: str) -> Ingredient:
    """Return a listing as it is now."""
    root, _, pattern = name.removeprefix(_LISTING).partition("\0")
    forget()
    return Ingredient(path=name, sha256=recipes.digest(*_listed(pattern, Path(root))))


def is_listing(item: Ingredient) -> bool:
    """Tell whether an ingredient is a listing, not a file."""
    return item.path.startswith(_LISTING)


def _is_pattern(path: str) -> bool:
    return any(sign in path for sign in _PATTERN)


def _is_file(path: Path) -> bool:
    with suppress(OSError, ValueError):  # a name too long, or with a NUL
        return path.is_file()
    return False


def _is_folder(path: Path) -> bool:
    with suppress(OSError, ValueError):
        return path.is_dir()
    return False


@lru_cache(maxsize=4096)
def _listed(pattern: str, root: Path) -> tuple[Path, ...]:
    """Return the articles below a folder that a pattern matches, by path."""
    found = _below(root)
    if not pattern:
        return found
    try:
        chosen = set(root.glob(pattern))
    except (ValueError, NotImplementedError):  # "**" beside other letters
        return ()
    return tuple(path for path in found if path in chosen)


@lru_cache(maxsize=4)
def _below(root: Path) -> tuple[Path, ...]:
    return tuple(sorted(listing.articles(root), key=lambda path: path.parts))


def _nearest_file(path: str, root: Path) -> str:
    target = root / path
    if _is_folder(target):
        return f"{path!r} is a folder: write '{path}/*'"
    names = [name_of(other, root) for other in listing.articles(root)]
    same = [name for name in names if PurePath(name).name == target.name]
    folded = {name.casefold(): name for name in names}
    found = folded.get(path.casefold()) or (same[0] if same else "")
    if found:
        return f"did you mean {found!r}?"
    return suggest(path, names) or f"paths are below {root}"


def _nearest(pattern: str, root: Path) -> str:
    names = [PurePath(name_of(path, root)) for path in listing.articles(root)]
    patterns = {str(name.with_name(f"*{name.suffix}")) for name in names}
    return suggest(pattern, sorted(patterns)) or f"looked below {root}"


def name_of(path: Path, root: Path) -> str:
    """Return a path from a folder down, if it lies below it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def forget() -> None:
    """Look at the folders anew."""
    _below.cache_clear()
    _listed.cache_clear()
