"""The catalogue of an output folder: OPDS feeds and a page, of all artefacts there.

It says what the artefacts say of themselves, so it holds those of earlier runs too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from exporter import cache, layouts, publishing, recipes
from exporter.catalogue import feeds, own, page
from exporter.catalogue.entries import Entry, gather
from exporter.catalogue.own import check
from exporter.catalogue.stock import Find, look
from exporter.config import shown
from exporter.model import Notice

__all__ = ["check", "write"]

_VERSION = 1  # of what is kept of each file
_DONE = ""  # the key under which is kept what the last run left; no file's name
_MOST_NOTICES = 10


def write(output: Path, project: Path) -> tuple[Notice, ...]:
    """Bring the catalogue of an output folder up to date; say what it leaves out.

    ``project`` is the folder whose templates go before the built-in ones. A file
    is read again only if it changed, and written only if its bytes are others.

    Raises:
        OutputError: a file in the way is not of a catalogue, or can't be written.
        LayoutError: the project's template of the page is wrong.
    """
    if not output.is_dir():
        return ()  # nothing was ever built into it
    check(output)
    roots = layouts.template_folders(project)
    entry = cache.place("catalogues", _VERSION, recipes.versions(), output.resolve())
    shelf = cache.Shelf(entry)
    finds = tuple(look(output, shelf))
    looks = [recipes.ingredient(root / page.TEMPLATE).sha256 for root in roots]
    seen = recipes.digest(looks, [(find.name, find.stamp) for find in finds])
    if shelf.get(_DONE) != (seen, own.stamps(output)):
        _renew(output, roots, finds)
    shelf.put(_DONE, (seen, own.stamps(output)))
    shelf.save()
    return tuple(_notices(output, finds))


def _renew(output: Path, roots: tuple[Path, ...], finds: Sequence[Find]) -> None:
    """Write every page, those that are linked to before those that link."""
    entries = gather(finds)
    pages = dict(_pages(roots, entries))
    for name, data in pages.items():
        publishing.renew(output / name, data)
    pictures = (find.pictures for find in finds if find.pictures)
    covers = {picture.name for pair in pictures for picture in pair}
    own.sweep(output, keep={*pages, *covers})


def _pages(
    roots: tuple[Path, ...], entries: tuple[Entry, ...]
) -> Iterator[tuple[str, bytes]]:
    title = _title(entries)
    shelves = feeds.shelves(entries)
    for shelf in shelves:
        yield from feeds.acquisition(shelf)
    yield own.ROOT, feeds.root(title, shelves)
    yield own.INDEX, page.render(roots, title, entries)


def _title(entries: tuple[Entry, ...]) -> str:
    """Return the publisher that all briefings have, or else all articles."""
    issues = [entry for entry in entries if entry.is_briefing]
    names = {entry.publisher for entry in issues or entries}
    only = names.pop() if len(names) == 1 else ""
    return only or "Catalogue"


def _notices(output: Path, finds: Sequence[Find]) -> Iterator[Notice]:
    wrong = [find for find in finds if find.artefact is None]
    for find in wrong[:_MOST_NOTICES]:
        yield _notice(find.reason, shown(output / find.name))
    if len(wrong) > _MOST_NOTICES:
        yield _notice(f"{len(wrong) - _MOST_NOTICES} more files", shown(output))


def _notice(reason: str, where: str) -> Notice:
    message = f"left out of the catalogue: {reason}"
    return Notice(code="not-catalogued", message=message, where=where)
