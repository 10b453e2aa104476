"""Grey copies: no colour left, contrast kept, still PDF/A-3a and PDF/UA-1."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import painted
import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from exporter.errors import OutputError
from exporter.writers.colours import recolour, to_grey
from exporter.writers.operators import Repainter, State
from exporter.writers.spaces import Kind, luminance
from exporter.writers.targets import Grey

PAIRS = [
    ("#8c2f1b", "#ffffff"),
    ("#d6a24a", "#17212b"),
    ("#161614", "#ffffff"),
    ("#5b5b57", "#ffffff"),
    ("#6a6a64", "#ffffff"),
]


@pytest.fixture(scope="module")
def source() -> bytes:
    return painted.written()


@pytest.fixture(scope="module")
def grey(source: bytes) -> bytes:
    return to_grey(source)


def rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the contrast ratio of two sRGB colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def as_grey(colour: tuple[float, ...]) -> tuple[float, ...]:
    return Grey().colour(colour) * 3


def one_picture(**entries: object) -> pikepdf.Pdf:
    """Return a PDF whose page shows one picture, its entries given."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    data = entries.pop("data")
    assert isinstance(data, bytes)
    stream = pikepdf.Stream(pdf, data)
    entries = {"Type": "/XObject", "Subtype": "/Image", **entries}
    for key, value in entries.items():
        name = isinstance(value, str) and value.startswith("/")
        stream[f"/{key}"] = pikepdf.Name(value) if name else value
    page = pdf.pages[0].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream))
    page.Contents = pdf.make_stream(b"q 100 0 0 100 0 0 cm /I Do Q")
    return pdf


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast_is_what_it_was(text: str, ground: str) -> None:
    """A grey has the luminance of its colour, and that is all that contrast asks."""
    before = contrast(rgb(text), rgb(ground))
    after = contrast(as_grey(rgb(text)), as_grey(rgb(ground)))
    assert after == pytest.approx(before, rel=0.01)
    assert after >= 4.5


def test_every_dark_text_colour_of_our_layouts_stays_legible() -> None:
    """Colours of the stylesheets keep their contrast with paper, whatever it is."""
    folder = Path(__file__).parent.parent / "templates"
    rules = "".join(path.read_text("utf-8") for path in folder.rglob("*.css"))
    found = {c.lower() for c in re.findall(r"#[0-9a-fA-F]{6}\b", rules)}
    assert len(found) >= 5
    for colour in found:
        before = contrast(rgb(colour), (1, 1, 1))
        after = contrast(as_grey(rgb(colour)), (1, 1, 1))
        assert after == pytest.approx(before, rel=0.01), colour


def test_nothing_coloured_is_left(source: bytes, grey: bytes) -> None:
    """Operators, pictures, gradients and groups name DeviceGray alone."""
    with painted.opened(source) as file:
        assert {"/ICCBased", "/DeviceRGB", "/DeviceCMYK"} <= painted.spaces(file)
    with painted.opened(grey) as file:
        assert {kind for kind, _ in painted.painted(file)} == {"grey", "/Pattern"}
        assert painted.spaces(file) == {"/DeviceGray"}
        assert not any("/ColorSpace" in page.resources for page in file.pages)


def test_page_looks_the_same_but_for_colour(source: bytes, grey: bytes) -> None:
    """Each point is as light as before, masks and gradients included."""
    with painted.opened(source) as file:
        count = len(file.pages)
    for number in range(count):
        before, after = painted.rendered(source, number), painted.rendered(grey, number)
        red, green, blue = after.split()
        assert ImageChops.difference(red, green).getextrema() == (0, 0)
        assert ImageChops.difference(red, blue).getextrema() == (0, 0)
        wanted = Grey().picture(before)
        assert ImageStat.Stat(ImageChops.difference(wanted, red)).mean[0] < 2


def test_text_and_packet_are_not_touched(source: bytes, grey: bytes) -> None:
    """Strings that look like operators stay, and the record is the same bytes."""
    texts = []
    for data in (source, grey):
        with painted.opened(data) as file:
            texts.append([
                bytes(part)
                for page in file.pages
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "TJ"
                for part in operands[0]
                if isinstance(part, pikepdf.String)
            ])  # fmt: skip
            texts.append(file.Root.Metadata.read_bytes())
    assert texts[:2] == texts[2:]
    assert len(texts[0]) > 20


def test_same_bytes_every_time(source: bytes, grey: bytes) -> None:
    assert to_grey(source) == grey
    again = to_grey(grey)
    assert len(painted.opened(again).pages) == len(painted.opened(grey).pages)


def test_jpeg_stays_jpeg_and_masks_stay(grey: bytes) -> None:
    with painted.opened(grey) as file:
        images = [
            item
            for item in file.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
        filters = [str(item.get("/Filter")) for item in images]
        assert filters.count("/DCTDecode") == 2
        assert sum("/SMask" in item for item in images) == 1


@pytest.mark.validators
def test_grey_copy_is_still_pdf_a_and_ua(tmp_path: Path) -> None:
    import page

    from exporter.writers import pdf

    path = tmp_path / "grey.pdf"
    names = ("photo.jpg", "palette.png", "alpha.png", "grey.png")
    path.write_bytes(to_grey(pdf.write(painted.composition(names))))
    for profile in ("ua1", "3a"):
        report = page.validate_pdf(path, profile=page.ValidationProfile(profile))
        assert report.is_compliant, [f.message for f in report.failures]
    qpdf = shutil.which("qpdf")
    assert qpdf
    subprocess.run([qpdf, "--check", path], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"1 0 0 rg\n0 0 1 RG\n", b"0.4984 g\n0.2979 G\n"),
        (b"/A <</ActualText (1 0 0 rg \\) (0 g) )>> BDC 1 1 1 rg", None),
        (b"% 1 0 0 rg\n0 0 0 1 k", b"% 1 0 0 rg\n0 g"),
        (b"0.5 g", b"0.5 g"),
        (b"[(a) 1 (rg)] TJ 1 g", b"[(a) 1 (rg)] TJ 1 g"),
        (b"/rg gs /Fg 1 Tf", b"/rg gs /Fg 1 Tf"),
        (b"(never closed 1 0 0 rg", b"(never closed 1 0 0 rg"),
    ],
)
def test_only_operators_are_rewritten(before: bytes, after: bytes | None) -> None:
    """Strings, comments and names that look like colours stay as they are."""
    made = Repainter(Grey()).repaint(before, lambda name: Kind.RGB)
    assert made == (before.replace(b"1 1 1 rg", b"1 g") if after is None else after)


def test_chosen_space_holds_until_the_state_is_restored() -> None:
    """A colour is read in the space in force, stroking and filling apart."""
    data = b"/c cs 1 0 0 scn q /l CS /d cs 0.5 sc Q 0 1 0 scn 50 0 0 SCN"
    kinds = {"/c": Kind.RGB, "/d": Kind.GREY, "/l": Kind.LAB}
    state = State()
    with pytest.raises(OutputError, match="without saying"):
        # After Q strokes are in grey again, and three numbers end in one.
        Repainter(Grey()).repaint(data + b" q SCN", kinds.__getitem__, state)
    made = Repainter(Grey()).repaint(data, kinds.__getitem__)
    assert made == b"0 g 0.4984 g q 0 G 0 g 0.5 g Q 0.8625 g 50 0 0 G"


def test_hard_stop_stays_hard_and_a_sweep_goes_through_every_grey(
    grey: bytes,
) -> None:
    with painted.opened(grey) as file:
        tables = [
            item.read_bytes()
            for item in file.objects
            if isinstance(item, pikepdf.Stream) and item.get("/FunctionType") == 0
        ]
    assert {len(table) for table in tables} == {2, 33}
    red, blue = 127, 76
    assert bytes((red, red)) in tables
    assert bytes((blue, blue)) in tables
    sweeps = [t for t in tables if (t[0], t[-1]) == (red, blue)]
    assert sweeps
    assert all(abs(a - b) < 16 for t in sweeps for a, b in pairwise(t))


def test_palette_alone_is_converted() -> None:
    """The pixels of an indexed picture stay as they are, 8.6.6.3."""
    space = pikepdf.Array([
        pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 1,
        pikepdf.String(bytes((255, 0, 0, 255, 255, 255))),
    ])  # fmt: skip
    pdf = one_picture(
        data=b"\x40", Width=2, Height=1, BitsPerComponent=1, ColorSpace=space
    )
    recolour(pdf, Grey())
    picture = pdf.pages[0].resources.XObject.I
    assert picture.read_bytes() == b"\x40"
    assert picture.ColorSpace[1] == pikepdf.Name.DeviceGray
    assert bytes(picture.ColorSpace[3]) == bytes((127, 255))


def test_sixteen_bits_and_turned_values() -> None:
    """High bytes count, and a Decode array that turns values is obeyed."""
    pdf = one_picture(
        data=b"\x00\x55" * 3, Width=1, Height=1, BitsPerComponent=16,
        ColorSpace="/DeviceRGB", Decode=pikepdf.Array([1, 0] * 3),
    )  # fmt: skip
    picture = pdf.pages[0].resources.XObject.I
    picture.write(b"\x00\x55" * 3, filter=None)
    buffer = io.BytesIO()
    pdf.save(buffer)  # packs it
    with pikepdf.open(io.BytesIO(buffer.getvalue())) as again:
        recolour(again, Grey())
        picture = again.pages[0].resources.XObject.I
        assert picture.read_bytes() == b"\xff"
        assert "/Decode" not in picture
        assert picture.BitsPerComponent == 8


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"data": b"abc", "Width": 9, "Height": 9}, "damaged"),
        ({"data": b"", "Width": 10**5, "Height": 10**5}, "too large"),
        ({"data": b"abc", "Mask": pikepdf.Array([0, 1] * 3)}, "holes"),
        ({"data": b"abc", "ColorSpace": "/Rainbow"}, "Rainbow"),
    ],
)
def test_pictures_that_cannot_be_converted_are_told(
    entries: dict[str, object], message: str
) -> None:
    known = {"Width": 1, "Height": 1, "BitsPerComponent": 8}
    pdf = one_picture(**{**known, "ColorSpace": "/DeviceRGB", **entries})
    with pytest.raises(OutputError, match=message):
        recolour(pdf, Grey())


def test_glyphs_drawn_by_programs_are_converted() -> None:
    """A Type 3 font paints with colours of its own (ISO 32000-1, 9.6.5)."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    glyph = pdf.make_stream(b"10 0 d0 1 0 0 rg 0 0 5 5 re f")
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3,
        CharProcs=pikepdf.Dictionary(a=glyph),
    )  # fmt: skip
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    recolour(pdf, Grey())
    assert glyph.read_bytes() == b"10 0 d0 0.4984 g 0 0 5 5 re f"


def test_grid_for_pictures_agrees_with_the_formula() -> None:
    """Pictures and text of one colour get one grey, to a step or two of 255."""
    for colour in ("#8c2f1b", "#17212b", "#d6a24a", "#000000", "#ffffff", "#777777"):
        values = rgb(colour)
        dot = Image.new("RGB", (1, 1), colour)
        made = Grey().picture(dot).tobytes()[0]
        assert made == pytest.approx(255 * Grey().colour(values)[0], abs=2)
