"""The faces that a text needs, and a clear word where one is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exporter.errors import OutputError
from exporter.fonts import lastresort
from exporter.fonts.face import Face
from exporter.fonts.instances import coverage, face, locate
from exporter.fonts.table import CORE, EXTRAS, SCRIPTS, Cut
from exporter.model import Notice

# Never drawn: controls, joiners, marks of direction, variation selectors, BOM.
_INVISIBLE = frozenset(
    (*range(0x20), 0x7F, 0xAD, 0xFEFF, 0x034F, 0x061C, *range(0xFE00, 0xFE10))
) | frozenset((*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070)))
_NUMERALS = ("Source Sans", 400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Faces to load, the extra families in order of preference, and warnings.

    ``leading`` families come before the core ones (the language's own script),
    ``following`` after them.
    """

    faces: tuple[Face, ...]
    leading: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def choose(text: str, script: str = "Latn") -> Choice:
    """Choose faces so that every character of a text is drawn.

    ``script`` is the ISO 15924 code of the text's language; its face leads.
    """
    core = tuple(_faces(CORE))
    points = {ord(c) for c in set(text)} - _INVISIBLE
    missing = {p for p in points if p > 0x7E}
    if missing:
        missing.difference_update(*(coverage(item) for item in core))
    leads = SCRIPTS.get(script, ())
    if not missing and not leads:
        return Choice(faces=core)
    chosen = [*leads, *_cuts_for(missing, leads)]
    extra = tuple(_faces(chosen))
    for item in {item.path: item for item in extra}.values():
        missing -= coverage(item)
    boxes = (lastresort.face(missing),) if missing else ()
    families = tuple(dict.fromkeys(item.family for item in (*extra, *boxes)))
    first = {cut.family for cut in leads}
    return Choice(
        faces=core + extra + boxes,
        leading=tuple(name for name in families if name in first),
        following=tuple(name for name in families if name not in first),
        notices=tuple(_missing(missing)),
    )


def numerals() -> Face:
    """Return the face of page numbers that are set when all pages are there.

    Raises:
        OutputError: it is not installed.
    """
    found = face(next(cut for cut in CORE if (cut.family, cut.weight) == _NUMERALS))
    if found is None:
        raise OutputError("the typeface of page numbers is not installed")
    return found


def inventory() -> tuple[tuple[str, str, bool], ...]:
    """Return each family, what to give pip for it, and whether it is all there."""
    packages: dict[str, dict[str, Cut]] = {}
    seen: set[str] = set()
    for cut in (*CORE, *(cut for group in SCRIPTS.values() for cut in group)):
        if cut.package not in seen:
            seen.add(cut.package)
            packages.setdefault(cut.family, {})[cut.package] = cut
    large = {cut.family: EXTRAS[code] for code in EXTRAS for cut in SCRIPTS[code]}
    rows = []
    for family, cuts in packages.items():
        name = next(iter(cuts)).replace("_", "-")
        if family in large:
            name = f"'exporter[{large[family]}]'"
        rows.append((family, name, all(map(locate, cuts.values()))))
    return tuple(rows)


def _faces(cuts: Iterable[Cut]) -> Iterator[Face]:
    return (found for cut in cuts if (found := face(cut)) is not None)


def _cuts_for(points: Iterable[int], known: tuple[Cut, ...]) -> list[Cut]:
    scripts = sorted({_script(point) for point in points})
    groups = dict.fromkeys(SCRIPTS[name] for name in scripts if name in SCRIPTS)
    return [cut for group in groups if group is not known for cut in group]


def _script(point: int) -> str:
    """Return the script of a character; a shared one counts with its first user."""
    from fontTools import unicodedata

    code = unicodedata.script(chr(point))
    if code in ("Zyyy", "Zinh"):
        users = sorted(set(unicodedata.script_extension(chr(point))) & set(SCRIPTS))
        return users[0] if users else "Hani" if 0x3000 <= point < 0xFFF0 else code
    return str(code)


def _missing(points: Iterable[int]) -> Iterator[Notice]:
    from fontTools import unicodedata

    groups: dict[str, list[int]] = {}
    for point in sorted(points):
        groups.setdefault(_script(point), []).append(point)
    for code, members in groups.items():
        name = unicodedata.script_name(code, default=code).replace("_", " ")
        shown = " ".join(f"{chr(p)} (U+{p:04X})" for p in members[:4])
        if len(members) > 4:
            shown += f" and {len(members) - 4} more"
        advice = ""
        if code in EXTRAS:
            advice = f"; pip install 'exporter[{EXTRAS[code]}]' brings a font for them"
        yield Notice(
            code="missing-glyphs",
            message=f"no installed font has these {name} characters, "
            f"boxes stand for them: {shown}{advice}",
        )
