"""Every character gets a face, or a box and a word about it."""

from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz as hb

from exporter.fonts import lastresort
from exporter.fonts.choice import choose, inventory
from exporter.fonts.instances import coverage, face, locate
from exporter.fonts.table import CORE, HYPHENS, SCRIPTS

MAC_ROMAN_AND_MORE = "éßøæœ“”‘’–—…€†‡•°§¶©™½×÷≤≥→ƒ ąćłżšřőű Київ Ёлка Ελλάδα"


def test_core_faces_cover_european_texts() -> None:
    """Latin, Greek, Cyrillic and common signs need no other face."""
    choice = choose(MAC_ROMAN_AND_MORE)
    assert len(choice.faces) == len(CORE)
    assert (choice.leading, choice.following, choice.notices) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "script", "family"),
    [
        ("السلام عليكم، ٢٥ نيسان", "Arab", "Amiri"),
        ("שלום לכולם", "Hebr", "Frank Ruhl Libre"),
        ("नमस्ते दुनिया।", "Deva", "Noto Sans Devanagari"),
        ("สวัสดีชาวโลก", "Thai", "Noto Sans Thai"),
    ],
)
def test_script_brings_its_family(text: str, script: str, family: str) -> None:
    """A script that the core lacks leads in its own language, follows elsewhere."""
    own = choose(text, script)
    guest = choose(f"A word: {text}")
    assert own.leading == (family,)
    assert guest.following == (family,)
    assert own.notices == guest.notices == ()


def test_east_asian_text_has_a_face_or_advice() -> None:
    """The large fonts are an extra; without it the warning names it."""
    choice = choose("夜行列車の「旅」、한국", "Hira")
    if locate(SCRIPTS["Hira"][0]):
        assert choice.leading == ("Noto Sans CJK JP",)
        assert choice.notices == ()
    else:
        assert "pip install 'exporter[cjk]'" in choice.notices[0].message


def test_missing_glyphs_get_boxes_and_a_notice() -> None:
    """A character without a font keeps its place in the text layer."""
    choice = choose("A ბ and 🦉")
    assert choice.following == (lastresort.FAMILY,)
    assert [n.code for n in choice.notices] == ["missing-glyphs"] * 2
    assert "ბ (U+10D1)" in choice.notices[0].message
    assert coverage(choice.faces[-1]) == {0x20, 0x10D1, 0x1F989}


def test_boxes_are_told_apart() -> None:
    """Each missing character has a glyph of its own, never .notdef."""
    path = lastresort.face([0x10D1, 0x1F989]).path
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
    glyphs = {font.get_nominal_glyph(point) for point in (0x10D1, 0x1F989)}
    assert len(glyphs) == 2
    assert 0 not in glyphs


def test_cut_is_static_and_kept() -> None:
    """An instance has no axes left; a second call finds the same file."""
    first = face(CORE[0])
    assert first is not None
    assert not hb.Face(hb.Blob.from_file_path(str(first.path))).has_var_data
    assert face(CORE[0]) == first


@pytest.mark.parametrize("damage", [b"", b"\0\1\0\0 half a font"])
def test_damaged_font_is_cut_again(damage: bytes) -> None:
    """A cached font is used only if it is whole."""
    first = face(CORE[0])
    assert first is not None
    whole = first.path.read_bytes()
    first.path.write_bytes(damage)
    assert face(CORE[0]) == first
    assert first.path.read_bytes() == whole


def test_hyphens_of_the_layout_come_from_their_own_file() -> None:
    """The text face lacks them, the hyphen face has nothing else."""
    main = face(CORE[0])
    only = next(face(cut) for cut in CORE if cut.only)
    assert main is not None
    assert only is not None
    assert not coverage(main) & set(HYPHENS)
    assert 0x2D in coverage(main)
    assert coverage(only) == set(HYPHENS)


def test_damaged_coverage_is_made_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A broken cache entry costs time, not correctness."""
    from exporter import cache

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache.folder.cache_clear()
    try:
        found = face(CORE[0])
        assert found is not None
        right = coverage(found)
        for entry in (cache.folder() / "coverage").iterdir():
            entry.write_bytes(b"broken" * 9)
        coverage.cache_clear()
        assert coverage(found) == right
    finally:
        cache.folder.cache_clear()


def test_inventory_names_what_pip_installs() -> None:
    """Doctor can say of each family where it comes from."""
    rows = {family: (name, there) for family, name, there in inventory()}
    assert rows["Source Sans"] == ("fontpkg-source-sans-3", True)
    assert rows["Source Serif"] == ("fontpkg-source-serif-4", True)
    assert rows["Noto Sans CJK JP"][0] == "'exporter[cjk]'"
