"""Font files as they are used: static, cut once and kept.

WeasyPrint instantiates a variable font anew for every PDF with fontTools; a
static instance, cut by HarfBuzz in some 20 ms and cached, costs nothing after.
"""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from functools import lru_cache, partial
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
    """Return the face for a cut, made first if need be; None if not installed."""
    source = locate(cut)
    if source is None:
        return None
    found = Face(family=cut.family, weight=cut.weight, italic=cut.italic, path=source)
    if cut.axes:
        path = _entry(source, cut).with_suffix(".ttf")
        found = replace(found, path=path, make=partial(_instance, cut))
    return prepared(found)


def prepared(face: Face) -> Face:
    """Return a face, its file made if need be; looked through once a process."""
    if face.make is not None and not _is_whole(face.path, _stamp(face.path)):
        face.read()
    return face


def _stamp(path: Path) -> tuple[int, int]:
    """Return the size of a file and when it changed; zeros if there is none."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


@lru_cache(maxsize=256)
def _is_whole(path: Path, stamp: tuple[int, int]) -> bool:
    return cache.load_marked(path) is not None


@lru_cache(maxsize=64)
def coverage(face: Face) -> frozenset[int]:
    """Return the code points that a face has glyphs for."""
    # The name of a file that is made says what it is made from.
    stamp = () if face.make else _stamp(face.path)
    entry = cache.place("coverage", _VERSION, face.path, *stamp)
    kept = cache.load(entry)
    if kept is None:
        kept = json.dumps(_ranges(face.read())).encode()
        cache.store(entry, kept)
    return frozenset(c for low, high in json.loads(kept) for c in range(low, high))


def _entry(source: Path, cut: Cut) -> Path:
    made_from = (source.name, *_stamp(source))
    return cache.place("fonts", _VERSION, made_from, cut.axes, cut.only, cut.drop)


def _instance(cut: Cut) -> bytes:
    import uharfbuzz as hb

    source = locate(cut)
    if source is None:
        raise OutputError(f"the typeface {cut.family} is not installed any more")
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


def _ranges(data: bytes) -> list[tuple[int, int]]:
    """Return the covered code points as half-open ranges in ascending order."""
    import uharfbuzz as hb

    ranges: list[tuple[int, int]] = []
    for point in sorted(hb.Face(hb.Blob(data)).unicodes):
        if ranges and ranges[-1][1] == point:
            ranges[-1] = (ranges[-1][0], point + 1)
        else:
            ranges.append((point, point + 1))
    return ranges
