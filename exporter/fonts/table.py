"""The families that pages are set in, and which script takes which."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One style of a family: where its file comes from and the axes it is cut at.

    ``package`` is the module that carries the file ``file``; ``axes`` pins a
    variable font (empty for a static one); ``family``, ``weight`` and
    ``italic`` are what the stylesheets call the result. ``only`` keeps but
    these code points, ``drop`` takes these out.
    """

    family: str
    weight: int
    italic: bool
    package: str
    file: str
    axes: tuple[tuple[str, float], ...] = ()
    only: tuple[int, ...] = ()
    drop: tuple[int, ...] = ()


HYPHENS = (0xAD, 0x2010)
"""What a layout puts where it divides a word.

The family draws them with the glyph of the hyphen-minus, and a PDF maps each
glyph to one character; so these come from a file of their own, where they can
be told from a hyphen that the text has.
"""


def _source_serif(weight: int, cut: float, italic: bool = False) -> Cut:
    name = "SourceSerif4-Italic" if italic else "SourceSerif4"
    return Cut(
        family="Source Serif",
        weight=weight,
        italic=italic,
        package="fontpkg_source_serif_4",
        file=f"files/{name}[opsz,wght].ttf",
        axes=(("opsz", 10.5), ("wght", cut)),
        drop=HYPHENS,
    )


def _hyphen(italic: bool = False) -> Cut:
    cut = _source_serif(400, 400, italic)
    return replace(cut, family="Source Serif Hyphen", only=HYPHENS, drop=())


def _display(weight: int, italic: bool = False) -> Cut:
    name = "SourceSerif4-Italic" if italic else "SourceSerif4"
    return Cut(
        family="Source Serif Display",
        weight=weight,
        italic=italic,
        package="fontpkg_source_serif_4",
        file=f"files/{name}[opsz,wght].ttf",
        axes=(("opsz", 48), ("wght", weight)),
        drop=HYPHENS,
    )


def _source_sans(weight: int, italic: bool = False) -> Cut:
    name = "SourceSans3-Italic" if italic else "SourceSans3"
    return Cut(
        family="Source Sans",
        weight=weight,
        italic=italic,
        package="fontpkg_source_sans_3",
        file=f"files/{name}[wght].ttf",
        axes=(("wght", weight),),
        drop=HYPHENS,
    )


def _sans_hyphen() -> Cut:
    cut = _source_sans(400)
    return replace(cut, family="Source Sans Hyphen", only=HYPHENS, drop=())


def _variable(family: str, package: str, file: str) -> tuple[Cut, ...]:
    return tuple(
        Cut(
            family=family,
            weight=weight,
            italic=False,
            package=package,
            file=file,
            axes=(("wght", weight),),
        )
        for weight in (400, 700)
    )


CORE = (
    _source_serif(400, 400),
    _source_serif(400, 400, italic=True),
    _source_serif(700, 660),
    _source_serif(700, 660, italic=True),
    _hyphen(),
    _hyphen(italic=True),
    _display(600),
    _display(400),
    _source_sans(400),
    _source_sans(400, italic=True),
    _source_sans(600),
    _sans_hyphen(),
    Cut(
        family="Source Code",
        weight=400,
        italic=False,
        package="fontpkg_source_code_pro",
        file="files/SourceCodePro[wght].ttf",
        axes=(("wght", 400),),
    ),
)
"""Latin, Greek and Cyrillic: always installed."""

_ARABIC = tuple(
    Cut(
        family="Amiri",
        weight=weight,
        italic=italic,
        package="fontpkg_amiri",
        file=f"files/Amiri-{style}.ttf",
    )
    for weight, italic, style in (
        (400, False, "Regular"),
        (400, True, "Italic"),
        (700, False, "Bold"),
        (700, True, "BoldItalic"),
    )
)
_HEBREW = _variable(
    "Frank Ruhl Libre", "fontpkg_frank_ruhl_libre", "files/FrankRuhlLibre[wght].ttf"
)
_DEVANAGARI = _variable(
    "Noto Sans Devanagari",
    "fontpkg_noto_sans_devanagari",
    "files/NotoSansDevanagari[wdth,wght].ttf",
)
_THAI = _variable(
    "Noto Sans Thai", "fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf"
)
_CJK = tuple(
    Cut(
        family="Noto Sans CJK JP",
        weight=weight,
        italic=False,
        package=f"noto_cjk_sans_jp_{style.lower()}",
        file=f"NotoSansCJKjp-{style}.otf",
    )
    for weight, style in ((400, "Regular"), (700, "Bold"))
)

SCRIPTS = {
    "Arab": _ARABIC,
    "Hebr": _HEBREW,
    "Deva": _DEVANAGARI,
    "Thai": _THAI,
    **dict.fromkeys(("Hani", "Hira", "Kana", "Hang", "Bopo"), _CJK),
}
"""ISO 15924 script codes that the core families lack, and the cuts for them."""
EXTRAS = dict.fromkeys(("Hani", "Hira", "Kana", "Hang", "Bopo"), "cjk")
"""Scripts whose fonts are too large to install always: the extra to ask for."""
