"""Packages of office documents: ZIP files of XML, checked before anything reads them.

ECMA-376 part 2 (DOCX), OpenDocument 1.3 part 2 (ODT). Nothing is unpacked to disk.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from exporter.artefacts.container import DAMAGE
from exporter.errors import InputError
from exporter.model import Notice

_MIB = 2**20
_MOST_MEMBERS = 5000
_LARGEST = 256 * _MIB
"""Bytes that all members may have, unpacked."""
_LARGEST_XML = 32 * _MIB
"""Bytes of all XML, which a tree takes some twenty times."""
_RATIO = 200
"""Times by which a member of more than a MiB may grow; text grows tenfold."""
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = (".xml", ".rels")
DEPTH = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A document as HTML, its images by the addresses there, and what was odd."""

    html: str
    images: dict[str, bytes] = field(repr=False)
    notices: tuple[Notice, ...] = ()


def check(data: bytes, main: str, where: str) -> dict[str, bytes]:
    """Return the XML members of a package that is safe to read.

    ``main`` is the member without which it is no such document.

    Raises:
        InputError: it is no package of this kind, is encrypted, declares entities,
            or would unpack or nest beyond measure.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _check_sizes(members, where)
            if main not in archive.namelist():
                raise _no_document(where)
            found = {m.filename: archive.read(m) for m in members if _is_xml(m)}
    except DAMAGE as error:
        raise _no_document(where) from error
    for name, content in found.items():
        _check_xml(content, name, where)
    return found


def _check_sizes(members: list[zipfile.ZipInfo], where: str) -> None:
    names = {member.filename for member in members}
    total = sum(member.file_size for member in members)
    text = sum(member.file_size for member in members if _is_xml(member))
    blown = any(
        member.file_size > max(_MIB, _RATIO * member.compress_size)
        for member in members
    )
    if len(members) > _MOST_MEMBERS or total > _LARGEST or text > _LARGEST_XML or blown:
        message = "the document would unpack beyond all measure"
        raise InputError(message, where=where, hint="part it, or save it anew")
    if len(names) != len(members):
        raise InputError("the document holds two files of one name", where=where)
    if any(member.flag_bits & 1 for member in members):
        message = "the document is encrypted"
        raise InputError(message, where=where, hint="save it without a password")


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith(_XML)


def _check_xml(data: bytes, name: str, where: str) -> None:
    """Refuse declarations that OOXML and ODF never have, and trees of any depth."""
    plain = data.replace(b"\0", b"") if b"\0" in data[:4] else data
    if _DECLARED.search(plain[:4096]) or b"<!ENTITY" in plain:
        message = f"{name} declares entities, which is unsafe"
        raise InputError(message, where=where, hint="save it anew")
    depth = 0
    try:
        events = etree.iterparse(
            BytesIO(data), events=("start", "end"), resolve_entities=False,
            no_network=True, load_dtd=False,
        )  # fmt: skip
        for event, element in events:
            depth += 1 if event == "start" else -1
            if depth > DEPTH:
                message = f"{name} is nested more than {DEPTH} deep"
                raise InputError(message, where=where, hint="save it anew")
            if event == "end":
                element.clear()
    except etree.XMLSyntaxError as error:
        raise _damaged(name, where) from error


def _damaged(name: str, where: str) -> InputError:
    message = f"the document is damaged: {name}"
    return InputError(message, where=where, hint="open it and save it anew")


def _no_document(where: str) -> InputError:
    message = "this is no such document, or it is damaged"
    return InputError(message, where=where, hint="open it and save it anew")
