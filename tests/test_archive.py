"""The container: order, methods, times and modes come from the contents alone."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import pytest

from exporter.errors import OutputError
from exporter.writers.archive import Member, pack

MOMENT = datetime(2022, 4, 26, 9, 30, 13, tzinfo=UTC)
MEMBERS = (
    Member(name="META-INF/container.xml", data=b"<container/>" * 20),
    Member(name="EPUB/b.txt", data=b"b" * 500),
    Member(name="EPUB/a.png", data=b"\x89PNG" * 50, packed=True),
    Member(name="EPUB/empty", data=b""),
)


def infos(data: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.infolist()


def test_mimetype_comes_first_stored_and_bare() -> None:
    data = pack(MEMBERS, MOMENT)
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert data[28:30] == b"\0\0"  # no extra field: readers look at byte 38


def test_members_keep_their_order_and_bytes() -> None:
    data = pack(MEMBERS, MOMENT)
    assert [i.filename for i in infos(data)] == ["mimetype", *(m.name for m in MEMBERS)]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert [archive.read(m.name) for m in MEMBERS] == [m.data for m in MEMBERS]


def test_only_what_is_not_packed_already_is_deflated() -> None:
    methods = {i.filename: i.compress_type for i in infos(pack(MEMBERS, MOMENT))}
    assert methods["EPUB/b.txt"] == zipfile.ZIP_DEFLATED
    assert methods["EPUB/a.png"] == methods["mimetype"] == zipfile.ZIP_STORED


def test_every_member_is_a_plain_file_of_one_moment() -> None:
    for info in infos(pack(MEMBERS, MOMENT)):
        assert info.date_time == (2022, 4, 26, 9, 30, 12)  # even seconds
        assert info.external_attr >> 16 == 0o100644
        assert info.create_system == 3
        assert info.extra == b""
        assert info.flag_bits == 0


def test_the_zone_of_the_moment_and_of_the_machine_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = pack(MEMBERS, MOMENT)
    monkeypatch.setenv("TZ", "Pacific/Chatham")
    time.tzset()
    try:
        east = MOMENT.astimezone(timezone(timedelta(hours=9)))
        assert pack(MEMBERS, east) == first
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("year", "stamp"),
    [(815, (1980, 1, 1, 0, 0, 0)), (2300, (2107, 12, 31, 23, 59, 58))],
)
def test_moments_that_a_zip_cannot_express_are_moved_into_its_years(
    year: int, stamp: tuple[int, ...]
) -> None:
    moment = MOMENT.replace(year=year)
    assert {i.date_time for i in infos(pack(MEMBERS, moment))} == {stamp}


@pytest.mark.parametrize("name", ["EPUB/b.txt", "epub/B.TXT", "mimetype"])
def test_two_members_of_one_name_are_refused(name: str) -> None:
    with pytest.raises(OutputError, match="two files of the book"):
        pack((*MEMBERS, Member(name=name, data=b"")), MOMENT)
