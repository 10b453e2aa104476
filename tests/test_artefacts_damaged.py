"""Files that are damaged, hostile or something else are refused clearly."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import books
import pikepdf
import pytest
from files import PACKAGE, Change, book, made, portable, statuses

from exporter import artefacts
from exporter.artefacts import Artefact, Finding
from exporter.errors import InputError

BILLION = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/hostname">]>"""

BOTH = pytest.mark.parametrize("look", [artefacts.read, artefacts.verify])


@BOTH
@pytest.mark.parametrize("data", [b"", b"plain words", b"<html>%PDF</html>"])
def test_other_files_are_refused(
    look: Callable[[Path], object], data: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(InputError, match="neither a PDF nor an EPUB") as caught:
        look(path)
    assert caught.value.where == str(path)


@BOTH
def test_what_can_not_be_opened_is_refused(
    look: Callable[[Path], object], tmp_path: Path
) -> None:
    for path in (tmp_path, tmp_path / "none.epub"):
        with pytest.raises(InputError, match="can't be read"):
            look(path)


@BOTH
@pytest.mark.parametrize("kind", ["pdf", "epub"])
def test_half_a_file_is_damaged(
    look: Callable[[Path], object], kind: str, tmp_path: Path
) -> None:
    path = made(kind, tmp_path, books.book())
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError, match="is damaged"):
        look(path)


@BOTH
def test_an_encrypted_pdf_is_refused(
    look: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(InputError, match="encrypted"):
        look(path)


@BOTH
@pytest.mark.parametrize(
    "packet", [b"", b"<x", b"\xff\xfe\xfd", BILLION.encode() + b"<x>&b;</x>"]
)
def test_a_bad_packet_is_damaged_or_unsafe(
    look: Callable[[Path], object], packet: bytes, tmp_path: Path
) -> None:
    path = portable(tmp_path / "a.pdf", None, packet=packet)
    with pytest.raises(InputError, match="the XMP packet"):
        look(path)


@BOTH
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/Metadata", 5),
        ("/Names", pikepdf.Array([1])),
        ("/AF", pikepdf.Name("/x")),
        ("/AF", pikepdf.Array([1, pikepdf.Dictionary(EF=3), pikepdf.Dictionary()])),
        ("/Names", pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=2))),
    ],
)
def test_odd_objects_in_a_pdf_are_passed_over(
    look: Callable[[Path], object], key: str, value: pikepdf.Object, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root[key] = value
        pdf.save(path)
    assert look(path) in (
        Artefact(kind="pdf"),
        (Finding(name="", status="missing", note="no original inside"),),
    )


def test_a_name_tree_that_bites_its_tail_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    whole = books.book()
    with pikepdf.open(
        portable(path, whole.metadata), allow_overwriting_input=True
    ) as pdf:
        node = pdf.make_indirect(pikepdf.Dictionary())
        node.Kids = pikepdf.Array([node])
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=node)
        pdf.save(path)
    assert statuses(artefacts.verify(path)) == [("ferry.txt", "missing")]


def test_a_bomb_attached_to_a_pdf_is_not_unpacked(tmp_path: Path) -> None:
    whole = books.book()
    bomb = replace(whole.originals[0], data=bytes((64 << 20) + 1))
    path = portable(tmp_path / "a.pdf", whole.metadata, (bomb,))
    assert path.stat().st_size < 1 << 20
    (finding,) = artefacts.verify(path)
    assert (finding.status, finding.actual) == ("changed", None)


def replaced(name: str, data: bytes | None) -> Change:
    def change(files: dict[str, bytes]) -> None:
        files.pop(name)
        if data is not None:
            files[name] = data

    return change


CONTAINER = "META-INF/container.xml"
FORGED = b'<container><rootfiles><rootfile full-path="%s"/></rootfiles></container>'


@BOTH
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (replaced(CONTAINER, None), "META-INF/container.xml is not there"),
        (replaced(CONTAINER, b"<container/>"), "is damaged"),
        (replaced(CONTAINER, FORGED % b"../../etc/passwd"), "etc/passwd is not there"),
        (replaced(PACKAGE, None), "content.opf is not there"),
        (replaced(PACKAGE, b"<package"), "content.opf is damaged"),
        (replaced(PACKAGE, BILLION.encode() + b"<package>&b;</package>"), "entities"),
        (replaced(PACKAGE, bytes((64 << 20) + 1)), "larger than 64 MiB"),
        (replaced(PACKAGE, b"<a>" * 5000 + b"</a>" * 5000), "content.opf is damaged"),
    ],
)
def test_an_epub_that_is_broken_or_hostile_is_refused(
    look: Callable[[Path], object], change: Change, message: str, tmp_path: Path
) -> None:
    path = book(tmp_path / "a.epub", books.book(), change)
    with pytest.raises(InputError, match=message):
        look(path)


def test_a_bomb_in_an_epub_is_not_unpacked(tmp_path: Path) -> None:
    change = replaced("EPUB/originals/ferry.txt", bytes((64 << 20) + 1))
    (finding,) = artefacts.verify(book(tmp_path / "a.epub", books.book(), change))
    assert (finding.status, finding.actual) == ("changed", None)


@BOTH
def test_two_members_of_one_name_are_unsafe(
    look: Callable[[Path], object], tmp_path: Path
) -> None:
    path = book(tmp_path / "a.epub", books.book())
    with (
        zipfile.ZipFile(path, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("EPUB/originals/ferry.txt", b"another")
    with pytest.raises(InputError, match="two files of one name"):
        look(path)


@BOTH
def test_too_many_members_are_unsafe(
    look: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "a.epub"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(50_001):
            archive.writestr(str(number), b"")
    with pytest.raises(InputError, match="holds 50001 files"):
        look(path)


@BOTH
def test_an_encrypted_epub_is_refused(
    look: Callable[[Path], object], tmp_path: Path
) -> None:
    path = book(tmp_path / "a.epub", books.book())
    data = bytearray(path.read_bytes())
    for mark, flag in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flag] |= 1
            at = data.find(mark, at + 1)
    path.write_bytes(data)
    with pytest.raises(InputError, match="encrypted"):
        look(path)
