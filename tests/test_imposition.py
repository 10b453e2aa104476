"""Sheets for print, read back: order, creep, marks, boxes."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
from pressed import A5, MM, MODES, leaves, millimetres, opened

from exporter.errors import OutputError, UsageError
from exporter.printing import Mark
from exporter.writers.imposition import Imposition, impose
from exporter.writers.imposition.order import arrange

Spot = tuple[float, float]


def spots(data: bytes) -> list[dict[str, Spot]]:
    """Return where, in millimetres from the lower left, leaf words are on a sheet."""
    found: list[dict[str, Spot]] = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            # PDFium turns all text of a file that says it is read from the right.
            words = re.finditer(r"leaf(\d)|(\d)\.leaf", text.get_text_range())
            found.append({})
            for word in words:
                left, low, *_ = text.get_charbox(word.start())
                found[-1][f"leaf{word[1] or word[2]}"] = (left / MM, low / MM)
    return found


def halves(data: bytes) -> list[tuple[str, str]]:
    """Return what is on the left and on the right of each side."""
    sides = []
    with opened(data) as file:
        for page, words in zip(file.pages, spots(data), strict=True):
            middle = millimetres(page, "/MediaBox")[2] / 2
            left = [word for word, (x, _) in words.items() if x < middle]
            right = [word for word, (x, _) in words.items() if x > middle]
            sides.append((",".join(left), ",".join(right)))
    return sides


def numbers(side: tuple[int | None, ...]) -> list[int]:
    return [0 if page is None else page + 1 for page in side]


def test_a_booklet_pairs_the_last_page_with_the_first() -> None:
    """Blanks fill the last places up to a multiple of four."""
    sides = arrange(6, Imposition(booklet=True), leftwards=False)
    assert [numbers(side.pages) for side in sides] == [[0, 1], [2, 0], [6, 3], [4, 5]]
    assert [side.depth for side in sides] == [0, 0, 1, 1]


def test_signatures_are_folded_one_after_the_other() -> None:
    """The last has no more sheets than its pages need."""
    sides = arrange(11, Imposition(booklet=True, signature=8), leftwards=False)
    assert [numbers(side.pages) for side in sides] == [
        [8, 1], [2, 7], [6, 3], [4, 5], [0, 9], [10, 11]
    ]  # fmt: skip
    assert [side.depth for side in sides] == [0, 0, 1, 1, 0, 0]


def test_every_page_is_once_on_a_sheet() -> None:
    """No count and no signature loses a page."""
    for count in range(1, 40):
        for signature in (0, 4, 12):
            plan = Imposition(booklet=True, signature=signature)
            sides = arrange(count, plan, leftwards=False)
            pages = sorted(p for s in sides for p in s.pages if p is not None)
            assert pages == list(range(count))
            assert 2 * len(sides) == count + -count % 4


def test_a_booklet_as_printed() -> None:
    """Eight pages: the last stands beside the first."""
    data = impose(leaves(8), Imposition(booklet=True))
    with opened(leaves(8)) as file:
        assert len(file.pages) == 8
    assert halves(data) == [
        ("leaf8", ""), ("leaf2", "leaf7"), ("leaf6", "leaf3"), ("leaf4", "leaf5")
    ]  # fmt: skip


def test_right_to_left_binds_on_the_right() -> None:
    """All pairs are mirrored, by the direction stated or that of the language."""
    mirrored = [
        ("", "leaf8"),
        ("leaf7", "leaf2"),
        ("leaf3", "leaf6"),
        ("leaf5", "leaf4"),
    ]
    hebrew = impose(leaves(8, language="he"), Imposition(booklet=True))
    assert halves(hebrew) == mirrored
    with opened(leaves(8)) as file:
        file.Root.ViewerPreferences.Direction = pikepdf.Name.R2L
        buffer = io.BytesIO()
        file.save(buffer)
    assert halves(impose(buffer.getvalue(), Imposition(booklet=True))) == mirrored


def test_several_pages_go_row_by_row() -> None:
    """Four on a sheet as large as a page: left before right, above before below."""
    first = spots(impose(leaves(8), Imposition(up=4)))[0]
    assert list(first) == ["leaf2", "leaf3", "leaf4"]
    two, three, four = first.values()
    assert two[0] > 148 / 2 > three[0]
    assert two[1] > 210 / 2 > three[1]
    assert four[0] > 148 / 2
    assert four[1] == pytest.approx(three[1], abs=0.1)
    hebrew = spots(impose(leaves(8, language="he"), Imposition(up=4)))[0]
    assert hebrew["leaf2"][0] < 148 / 2 < hebrew["leaf3"][0]


@pytest.mark.parametrize(
    ("up", "turned"), [(2, True), (4, False), (6, True), (8, True), (9, False),
                       (16, False)]
)  # fmt: skip
def test_sheets_lie_where_pages_are_larger_so(up: int, turned: bool) -> None:
    """Two, six and eight tall pages go on a sheet that lies; none is enlarged."""
    with opened(impose(leaves(8), Imposition(up=up))) as file:
        size = millimetres(file.pages[0], "/MediaBox")[2:]
        assert size == list(A5[::-1] if turned else A5)
        assert len(file.pages) == -(-8 // up)
    large = impose(leaves(8), Imposition(up=up, paper=(2000, 2000)))
    assert b"q 1 0 0 1 " in _content(large)


def test_pages_that_fit_just_so_keep_their_size() -> None:
    """Two A5 pages fill an A4 sheet: the gutter gives way."""
    with opened(impose(leaves(8), Imposition(up=2, paper=(210, 297)))) as file:
        assert millimetres(file.pages[0], "/MediaBox") == [0, 0, 297, 210]
        content = file.pages[0].Contents.read_bytes()
    assert content.count(b"q 1 0 0 1 ") == 2


def _content(data: bytes, number: int = 0) -> bytes:
    with opened(data) as file:
        return file.pages[number].Contents.read_bytes()


def test_creep_shifts_inner_sheets_to_the_spine() -> None:
    """By the thickness of each sheet around; what is cut shifts with the page."""
    thick = impose(leaves(8), Imposition(booklet=True, thickness=2))
    flat = impose(leaves(8), Imposition(booklet=True, thickness=0))
    assert spots(thick)[1] == spots(flat)[1]
    for turn, shift in ((2, 2), (3, 2)):
        for word, (x, y) in spots(flat)[turn].items():
            way = shift if x < 148 else -shift
            assert spots(thick)[turn][word] == pytest.approx((x + way, y), abs=0.05)
    with opened(thick) as file:
        outer, inner = file.pages[0], file.pages[2]
        assert millimetres(outer, "/TrimBox") == [0, 0, 296, 210]
        assert millimetres(inner, "/TrimBox") == [2, 0, 294, 210]
        boxes = [form.BBox for form in inner.Resources.XObject.values()]
    # Each ends at the fold, and at the cut on the other side.
    widths = [round(float(box[2] - box[0]) / MM, 1) for box in boxes]
    assert widths == [146, 146]


def test_paper_too_thick_to_fold_is_refused() -> None:
    """Text would be lost at the spine."""
    with pytest.raises(OutputError, match="would lose 20 mm at the spine"):
        impose(leaves(20), Imposition(booklet=True, thickness=5))


def test_bleed_is_outside_only_and_boxes_say_so() -> None:
    """A spread bleeds at its outer edges; at the spine pages end at the fold."""
    plan = Imposition(booklet=True, bleed=3, marks=(Mark.CROP,))
    with opened(impose(leaves(8), plan)) as file:
        page = file.pages[0]
        assert millimetres(page, "/MediaBox") == [0, 0, 316, 230]
        assert millimetres(page, "/TrimBox") == [10, 10, 306, 220]
        assert millimetres(page, "/BleedBox") == [7, 7, 309, 223]
        left, right = (page.Resources.XObject[f"/P{n}"].BBox for n in (8, 1))
    edges = [[round(float(v) / MM) for v in box] for box in (left, right)]
    assert edges == [[-3, -3, 148, 213], [0, -3, 151, 213]]


def test_one_page_with_room_for_its_marks() -> None:
    """The sheet is the page with 10 mm on every side; the boxes say what is what."""
    plan = Imposition(bleed=3, marks=(Mark.CROP, Mark.CROSS))
    with opened(impose(leaves(8), plan)) as file:
        page = file.pages[0]
        assert millimetres(page, "/MediaBox") == [0, 0, 168, 230]
        assert millimetres(page, "/TrimBox") == [10, 10, 158, 220]
        assert millimetres(page, "/BleedBox") == [7, 7, 161, 223]
        assert len(file.pages) == 8


def lines(data: bytes, number: int = 0) -> set[tuple[float, ...]]:
    """Return the straight lines of a side's marks, in millimetres."""
    pair = rb"([-\d.]+) ([-\d.]+)"
    found = re.findall(rb"%s m %s l S" % (pair, pair), _content(data, number))
    return {tuple(round(float(value) / MM, 1) for value in line) for line in found}


def test_crop_marks_point_at_the_corners_of_the_trim() -> None:
    """They are 5 mm long and begin where the bleed ends."""
    marks = lines(impose(leaves(8), Imposition(bleed=3, marks=(Mark.CROP,))))
    assert marks == {
        *((x, 223, x, 228) for x in (10, 158)),
        *((x, 7, x, 2) for x in (10, 158)),
        *((7, y, 2, y) for y in (10, 220)),
        *((161, y, 166, y) for y in (10, 220)),
    }
    head = _content(impose(leaves(8), Imposition(marks=(Mark.CROP,))))
    assert b"/Subtype /PrinterMark>> BDC q 0 G 0.25 w" in head


def test_a_wide_bleed_pushes_the_marks_out() -> None:
    """No mark is in the ink."""
    plan = Imposition(bleed=5, marks=(Mark.CROP,))
    data = impose(leaves(8, bleed=5), plan)
    with opened(data) as file:
        left = millimetres(file.pages[0], "/TrimBox")[0]
        assert left == 12
    assert (left - 5, left, left - 10, left) in lines(data)


def test_marks_of_a_booklet_follow_the_creep_and_show_the_fold() -> None:
    """The inner sheet is cut nearer to its fold."""
    plan = Imposition(booklet=True, thickness=1, marks=(Mark.CROP,))
    data = impose(leaves(8), plan)
    uprights = [
        {x for x, _, other, _ in lines(data, side) if x == other} for side in (0, 2)
    ]
    assert uprights == [{10, 158, 306}, {11, 158, 305}]
    assert b"[2 2] 0 d" in _content(data)


def test_crosses_stand_in_the_middle_of_each_side() -> None:
    """A circle and two lines, beside the trim."""
    data = impose(leaves(8), Imposition(marks=(Mark.CROSS,)))
    assert {(x, y) for x, y, *_ in lines(data)} == {
        (81.5, 225.5), (84, 223), (81.5, 4.5), (84, 2),
        (2, 115), (4.5, 112.5), (161, 115), (163.5, 112.5),
    }  # fmt: skip
    assert _content(data).count(b" c s") == 4


def test_marks_of_several_pages_are_around_the_block() -> None:
    """Each column and row has its cuts; none is drawn between the pages."""
    plan = Imposition(up=4, paper=(420, 594), marks=(Mark.CROP,), bleed=3)
    data = impose(leaves(8), plan)
    with opened(data) as file:
        left, low, right, high = millimetres(file.pages[0], "/TrimBox")
    assert right - left == pytest.approx(2 * 148 + 9, abs=0.1)
    assert len(lines(data)) == 16
    outside = [
        line for line in lines(data)
        if not (left < line[0] < right and low < line[1] < high)
    ]  # fmt: skip
    assert len(outside) == 16


def test_a_tall_spread_flips_on_its_long_edge() -> None:
    """The back must be printed so that it turns about the fold."""
    with opened(leaves(8)) as file:
        for page in file.pages:
            page.obj.TrimBox = pikepdf.Array([0, 0, 60 * MM, 210 * MM])
        buffer = io.BytesIO()
        file.save(buffer)
    with opened(impose(buffer.getvalue(), Imposition(booklet=True))) as file:
        assert millimetres(file.pages[0], "/MediaBox") == [0, 0, 120, 210]
        assert file.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def test_a_side_may_be_blank() -> None:
    """One page makes a sheet with a front, whose label says so, and a valid back."""
    with opened(leaves(8)) as file:
        del file.pages[1:]
        buffer = io.BytesIO()
        file.save(buffer)
    with opened(impose(buffer.getvalue(), Imposition(booklet=True))) as file:
        assert [page.label for page in file.pages] == ["1", "–"]
        assert file.pages[1].Contents.read_bytes().strip() == b""


def test_a_page_that_is_turned_stays_upright() -> None:
    """Rotation is part of the place on the sheet."""
    with opened(leaves(8)) as file:
        for page in file.pages:
            page.rotate(90, relative=False)
        buffer = io.BytesIO()
        file.save(buffer)
    data = impose(buffer.getvalue(), Imposition(booklet=True))
    with opened(data) as file:
        assert millimetres(file.pages[0], "/TrimBox") == [0, 0, 420, 148]
        assert b"q 0 -1 1 0 " in file.pages[0].Contents.read_bytes()
    assert halves(data)[1:] == [
        ("leaf2", "leaf7"), ("leaf6", "leaf3"), ("leaf4", "leaf5")
    ]  # fmt: skip


def test_pages_of_other_sizes_stand_in_the_middle_of_the_largest() -> None:
    """Without a bleed; with one they could not be cut together."""
    with opened(leaves(8)) as file:
        box = pikepdf.Array([0, 0, 100 * MM, 150 * MM])
        file.pages[1].obj.TrimBox = box
        buffer = io.BytesIO()
        file.save(buffer)
    mixed = buffer.getvalue()
    with opened(impose(mixed, Imposition(booklet=True))) as file:
        assert millimetres(file.pages[1], "/TrimBox") == [0, 0, 296, 210]
        content = file.pages[1].Contents.read_bytes()
        shift = re.findall(rb"q 1 0 0 1 ([\d.]+) ([\d.]+) cm /P2", content)
        assert [round(float(v) / MM) for v in shift[0]] == [24, 30]
    with pytest.raises(OutputError, match="page 2 has another size"):
        impose(mixed, Imposition(booklet=True, bleed=3))


@pytest.mark.parametrize("mode", MODES)
def test_the_same_pages_make_the_same_bytes(mode: str) -> None:
    """No clock, no chance."""
    assert impose(leaves(8), MODES[mode]) == impose(leaves(8), MODES[mode])


def test_a_booklet_is_scaled_down_to_its_paper() -> None:
    """Never up; the paper is turned as it fits."""
    small = impose(leaves(8), Imposition(booklet=True, paper=A5))
    with opened(small) as file:
        assert millimetres(file.pages[0], "/MediaBox") == [0, 0, 210, 148]
        assert b"q 0.70" in file.pages[0].Contents.read_bytes()
    large = impose(leaves(8), Imposition(booklet=True, paper=(420, 297)))
    with opened(large) as file:
        assert millimetres(file.pages[0], "/TrimBox") == [62, 43.5, 358, 253.5]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"up": 3}, "3 pages on a side: only 1, 2, 4, 6, 8, 9, 16 are known"),
        ({"up": 4, "booklet": True}, "a booklet has 2 pages on a side, not 4"),
        ({"booklet": True, "signature": 6}, "it must be a multiple of 4"),
        ({"booklet": True, "signature": -4}, "it must be a multiple of 4"),
        ({"signature": 8}, "only a booklet is folded"),
        ({"thickness": -1}, "paper -1 mm thick"),
        ({"thickness": float("nan")}, "paper nan mm thick"),
        ({"bleed": -1}, "a bleed of -1 mm"),
        ({"bleed": float("inf")}, "a bleed of inf mm"),
        ({"paper": (0, 10)}, "the paper must have a width"),
    ],
)
def test_what_does_not_go_together_is_refused(
    wrong: dict[str, object], message: str
) -> None:
    """Before any file is touched."""
    with pytest.raises(UsageError, match=message):
        Imposition(**wrong)  # type: ignore[arg-type]  # the point of the test


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        (Imposition(bleed=4), "page 1 has 3 mm of bleed, not 4 mm"),
        (Imposition(paper=(30, 20), marks=(Mark.CROP,)), "the paper is too small"),
        (Imposition(paper=(6000, 100)), "the sheet is longer than 5080 mm"),
    ],
)
def test_what_can_not_be_printed_is_refused(plan: Imposition, message: str) -> None:
    """With the page or the measure that is wrong."""
    with pytest.raises(OutputError, match=message):
        impose(leaves(8), plan)


def test_a_damaged_file_is_refused() -> None:
    """With a word, not a trace."""
    with pytest.raises(OutputError, match="the pages can't be read"):
        impose(b"%PDF-1.7 but no more", Imposition())
