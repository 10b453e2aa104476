"""Broken, hostile and foreign files have findings, never a traceback or a hang."""

from __future__ import annotations

from pathlib import Path

import books
import pikepdf
import pytest
from files import PACKAGE, Change, book
from pikepdf import Array, Dictionary, Name, String

from exporter import checks

BILLION = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


def told(path: Path) -> list[tuple[str, str]]:
    return [(found.code, found.message) for found in checks.check(path)]


def codes(path: Path) -> set[str]:
    return {code for code, _ in told(path)}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "neither a PDF nor an EPUB"),
        (b"PK\x03\x04 and no more", "is damaged"),
        (b"%PDF-1.7\n%%EOF", "is damaged"),
    ],
)
def test_what_can_not_be_read_is_one_finding(
    data: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    ((code, message),) = told(path)
    assert code == "FILE001"
    assert reason in message


def test_an_encrypted_pdf_is_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))
    ((code, message),) = told(path)
    assert (code, "encrypted" in message) == ("FILE001", True)


def with_page(data: bytes) -> Change:
    return lambda files: files.update({"EPUB/text-1.xhtml": data})


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"<html",
        BILLION + b"<html>&b;</html>",
        b"<a>" * 5000 + b"</a>" * 5000,
        bytes((64 << 20) + 1),
    ],
)
def test_a_page_that_is_no_xml_is_a_finding(page: bytes, tmp_path: Path) -> None:
    path = book(tmp_path / "a.epub", books.plain(), with_page(page))
    found = [one for one in checks.check(path) if one.code == "FILE002"]
    assert [one.where for one in found] == ["EPUB/text-1.xhtml"]


def test_odd_addresses_and_styles_are_passed_over(tmp_path: Path) -> None:
    markup = (
        b'<html xmlns="http://www.w3.org/1999/xhtml"><body style="%s">'
        b'<a href="http://[">a</a><a href="javascript:x">b</a><a href="#">c</a>'
        b'<a href="../../../../etc/passwd">d</a></body></html>'
    ) % (b"color: " + b"a(" * 20_000)
    path = book(tmp_path / "a.epub", books.plain(), with_page(markup))
    found = [one for one in checks.check(path) if one.code == "FILE004"]
    assert [one.message.rpartition(": ")[2] for one in found] == [
        "../../../../etc/passwd"
    ]


def test_a_package_that_says_nothing_is_told(tmp_path: Path) -> None:
    bare = b'<package version="3.0"><metadata/><manifest/><spine/></package>'
    path = book(
        tmp_path / "a.epub", books.plain(), lambda files: files.update({PACKAGE: bare})
    )
    assert {"META001", "META002", "META003", "META005", "A11Y004"} <= codes(path)


def test_an_image_that_lies_about_its_size_is_not_decoded(tmp_path: Path) -> None:
    data = bytearray(books.png())
    data[16:24] = (1 << 30).to_bytes(4) * 2

    def change(files: dict[str, bytes]) -> None:
        files["EPUB/images/cover.png"] = bytes(data)

    path = book(tmp_path / "a.epub", books.book(), change)
    assert "KINDLE004" in codes(path)


def test_content_that_is_a_bomb_is_unsafe(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(bytes((64 << 20) + 1))
        pdf.save(path, compress_streams=True)
    assert path.stat().st_size < 1 << 20
    ((code, message),) = told(path)
    assert code == "FILE001"
    assert "unsafe" in message


def test_a_file_that_takes_too_long_is_one_finding(tmp_path: Path) -> None:
    path = book(tmp_path / "a.epub", books.book())
    (found,) = checks.check_apart(path, 0.001)
    assert found.code == "FILE001"
    assert "took longer than its 0.001 seconds" in found.message


def test_a_process_of_its_own_finds_the_same(tmp_path: Path) -> None:
    path = book(tmp_path / "a.epub", books.book(), with_page(b"<html"))
    assert checks.check_apart(path, 60) == checks.check(path) != ()


def test_forms_that_hold_each_other_end(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        kind = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 1, 1])}
        forms = [pdf.make_stream(b"", **kind) for _ in range(60)]
        names = Dictionary({f"/F{n}": form for n, form in enumerate(forms)})
        for form in forms:
            form.Resources = Dictionary(XObject=names)
        pdf.pages[0].Resources = Dictionary(XObject=names)
        pdf.save(path)
    assert "PRINT001" not in codes(path)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/Lang", 5),
        ("/StructTreeRoot", Array([1])),
        ("/Outlines", Name("/x")),
        ("/OutputIntents", String("x")),
        ("/OpenAction", Array([1, 2])),
        ("/Names", 3),
        ("/ViewerPreferences", Array([])),
        ("/Metadata", 4),
    ],
)
def test_odd_objects_of_a_pdf_are_passed_over(
    key: str, value: object, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj["/Annots"] = Array([1, Dictionary(A=3)])
        pdf.pages[0].obj["/TrimBox"] = Array([1, Name("/x")])
        pdf.pages[0].obj["/Resources"] = Dictionary(Font=Dictionary(F=3))
        pdf.Root[key] = value
        pdf.save(path)
    assert {"META001", "META003", "A11Y011", "PRINT001"} <= codes(path)


def test_a_tree_of_tags_that_bites_its_tail_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        node = pdf.make_indirect(Dictionary(S=Name.Figure))
        node.K = Array([node, node])
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(K=node))
        pdf.save(path)
    assert [code for code, _ in told(path)].count("A11Y012") == 1


def test_an_old_book_needs_nothing_of_epub_3(tmp_path: Path) -> None:
    """EPUB 2 has no dcterms:modified, no nav and no landmarks."""

    def change(files: dict[str, bytes]) -> None:
        package = files[PACKAGE].replace(b'version="3.0"', b'version="2.0"')
        files[PACKAGE] = package.replace(b'properties="nav"', b"")

    path = book(tmp_path / "a.epub", books.book(), change)
    assert not codes(path) & {"META005", "A11Y008", "FILE002"}


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        ('<p><a href="#r">1</a></p><p id="n" epub:type="endnote">A note.</p>', False),
        ('<p id="n" epub:type="endnote">A note. <a href="#r">back</a></p>', False),
        ('<p><a href="#other">1</a></p><p id="n" epub:type="endnote">A.</p>', True),
    ],
)
def test_the_way_back_may_stand_beside_a_note(
    notes: str, found: bool, tmp_path: Path
) -> None:
    markup = (
        '<html xmlns="http://www.w3.org/1999/xhtml"'
        ' xmlns:epub="http://www.idpf.org/2007/ops"><body><p id="other"><sup id="r">'
        f'<a href="#n" epub:type="noteref">1</a></sup></p>{notes}</body></html>'
    )
    if found:
        markup = markup.replace('<p id="other">', '<h1 id="other"/><p>')
    path = book(tmp_path / "a.epub", books.plain(), with_page(markup.encode()))
    assert ("KOBO003" in codes(path)) is found
