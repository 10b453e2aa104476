"""Font files as they are used: static, cut once and kept.

WeasyPrint instantiates a variable font anew for every PDF with fontTools; a
static instance, cut by HarfBuzz in some 20 ms and cached, costs nothing after.
"""

from __future__ import annotations

import importlib.util
import json
from functools import lru_cache
from pathlib import Path

from exporter import cache
from exporter.errors import OutputError
from exporter.fonts.face import Face
from exporter.fonts.table import Cut

_VERSION = 2  # of what is kept; a change makes all entries anew


def locate(cut: Cut) -> Path | None:
    """Return the installed file that a cut is made from, or None."""
    spec = importlib.util.find_spec(cut.package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0], *cut.file.split("/"))
    return path if path.is_file() else None


def face(cut: Cut) -> Face | None:
    """Return the face for a cut, made first if need be; None if not installed.

    Raises:
        OutputError: the cache has no room for it.
    """
    source = locate(cut)
    if source is None:
        return None
    path = source
    if cut.axes:
        path = _entry(source, cut).with_suffix(".ttf")
        if not is_whole(path):
            keep(path, _instance(source, cut))
    return Face(family=cut.family, weight=cut.weight, italic=cut.italic, path=path)


def is_whole(path: Path) -> bool:
    """Tell whether a kept font is as it was made; looked through once a process."""
    try:
        status = path.stat()
    except OSError:
        return False
    return _is_whole(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=256)
def _is_whole(path: Path, size: int, changed: int) -> bool:
    return cache.is_whole(path)


def coverage(path: Path) -> frozenset[int]:
    """Return the code points that a font file has glyphs for."""
    status = path.stat()
    return _coverage(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=64)
def _coverage(path: Path, size: int, changed: int) -> frozenset[int]:
    entry = cache.place("coverage", _VERSION, path, size, changed)
    kept = cache.load(entry)
    if kept is None:
        kept = json.dumps(_ranges(path)).encode()
        cache.store(entry, kept)
    return frozenset(c for low, high in json.loads(kept) for c in range(low, high))


def keep(path: Path, data: bytes) -> None:
    """Put a font into the cache.

    Raises:
        OutputError: the cache has no room for it.
    """
    try:
        cache.put_marked(path, data)
    except OSError as error:
        raise OutputError(
            f"a font can't be prepared: {error.strerror or error}",
            where=str(path.parent),
            hint="free some space, or let XDG_CACHE_HOME name another folder",
        ) from error


def _entry(source: Path, cut: Cut) -> Path:
    status = source.stat()
    made_from = (source.name, status.st_size, status.st_mtime_ns)
    return cache.place("fonts", _VERSION, made_from, cut.axes, cut.only, cut.drop)


def _instance(source: Path, cut: Cut) -> bytes:
    import uharfbuzz as hb

    font = hb.Face(hb.Blob.from_file_path(str(source)))
    plan = hb.SubsetInput()
    plan.unicode_set.set({*cut.only} or {*font.unicodes} - {*cut.drop})
    plan.layout_feature_tag_set.clear()
    plan.layout_feature_tag_set.invert()  # all features, not only the common ones
    plan.pin_all_axes_to_default(font)
    for tag, value in cut.axes:
        plan.pin_axis_location(font, tag, value)
    data: bytes = hb.subset(font, plan).blob.data
    return data


def _ranges(path: Path) -> list[tuple[int, int]]:
    """Return the covered code points as half-open ranges in ascending order."""
    import uharfbuzz as hb

    ranges: list[tuple[int, int]] = []
    for point in sorted(hb.Face(hb.Blob.from_file_path(str(path))).unicodes):
        if ranges and ranges[-1][1] == point:
            ranges[-1] = (ranges[-1][0], point + 1)
        else:
            ranges.append((point, point + 1))
    return ranges
