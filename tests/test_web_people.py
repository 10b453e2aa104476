"""Names in what markup calls an author."""

from __future__ import annotations

import pytest

from exporter.readers.web import people

ANA, BEN = "Ana Example", "Ben Sample"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Example", (ANA,)),
        ("By Ana Example and Ben Sample", (ANA, BEN)),
        ("Von Ana Example und Ben Sample, Berlin", (ANA, BEN)),
        ("Por: Ana Example y Ben Sample", (ANA, BEN)),
        ("Ana Example, Ben Sample, CNN", (ANA, BEN)),
        ("Ana Example; Ben Sample", (ANA, BEN)),
        ("Ana Example & Ben Sample", (ANA, BEN)),
        ("Ana Example, Senior Political Correspondent", (ANA,)),
        ("Ana Example (Berlin)", (ANA,)),
        ("Ana Example @anaexample", (ANA,)),
        ("Ana Example ana@herald.example", (ANA,)),
        ("Ana Example, Ana Example", (ANA,)),
        ("Ana E Example", ("Ana E Example",)),
        ("Ana Example March", (ANA,)),
        ("Ana Maria Example Monday, 2 May", ("Ana Maria Example",)),
        ("Ana Example (https://ana.example/)", (ANA,)),
        ("Ana Example (reporting) and Ben Sample (photography)", (ANA,)),
        ("By Ana Example and Ben Sample (photography)", (ANA,)),
        ("Von Ana Example und Ben Sample (Fotos)", (ANA,)),
        ("Ana Example, Ben Sample (photos)", (ANA,)),
        ("Ben Sample (photos)", ()),
        ("Ana Example, HRLU Speech, Privacy, and Technology Project", (ANA,)),
        ("Ben SAMPLE, Ana EXAMPLE", ("Ben SAMPLE", "Ana EXAMPLE")),
        ("Our Foreign Staff", ()),
        ("Example Media Group", ()),
        ("记者 王小明 李四", ("王小明", "李四")),
        ("홍길동 기자", ("홍길동",)),
        ("山田太郎記者", ("山田太郎",)),
        ("The Herald", ()),
        ("Staff Reporter", ()),
        ("admin", ()),
        ("Reuters", ()),
        ("4 min read", ()),
        ("2 hours ago", ()),
        ("https://www.facebook.com/ana", ()),
        ("", ()),
    ],
)
def test_names_without_roles_handles_and_outlets(text, names):
    language = "zh" if text.startswith("记") else "en"
    assert people.read(text, frozenset({"the herald"}), language).names == names


def test_agency_is_told_apart():
    found = people.read("Ana Example, Agence France-Presse")
    assert (found.names, found.agency) == ((ANA,), "Agence France-Presse")
