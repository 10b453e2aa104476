"""Images: where they may lie, what is refused, and what becomes of them."""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from exporter.errors import InputError
from exporter.readers.images import LIMIT, Album
from exporter.readers.pixels import Picture


def encode(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return an image as a file of a format."""
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def decode(picture: Picture) -> Image.Image:
    """Return the image of an asset, having checked what is said of it."""
    image = Image.open(BytesIO(picture.asset.data))
    image.load()
    assert image.size == (picture.width, picture.height)
    kinds = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png")}
    suffix, media = kinds[str(image.format)]
    digest = picture.asset.sha256[:8]
    assert picture.asset.name == f"images/pic-{digest}.{suffix}"
    assert picture.asset.media_type == media
    assert not set(image.info) & {"exif", "icc_profile", "comment", "xmp", "Author"}
    return image


def noise_of(seed: str, count: int) -> bytes:
    """Return bytes without a pattern, always the same ones for a seed."""
    return hashlib.shake_256(seed.encode()).digest(count)


def load(folder: Path, data: bytes, name: str = "pic.png") -> Picture:
    """Put a file into a folder and load it."""
    (folder / name).write_bytes(data)
    return Album(folder=folder, root=folder).load(name, "a.md:3")


def photo(width: int = 60, height: int = 40) -> Image.Image:
    """Return a picture with a dark left and a bright right half."""
    image = Image.new("RGB", (width, height), (10, 20, 30))
    image.paste((250, 240, 230), (width // 2, 0, width, height))
    return image


def assert_darker(
    image: Image.Image, dark: tuple[int, int], bright: tuple[int, int]
) -> None:
    """Check that of two places one is dark and the other bright."""
    grey = image.convert("L").tobytes()
    width = image.width
    assert grey[dark[1] * width + dark[0]] < 60
    assert grey[bright[1] * width + bright[0]] > 200


def refusal(album: Album, address: str) -> tuple[str, str]:
    """Return message and hint of the error that an address causes."""
    with pytest.raises(InputError) as caught:
        album.load(address, "a.md:3")
    assert caught.value.where == "a.md:3"
    return caught.value.message, caught.value.hint


@pytest.fixture
def album(tmp_path: Path) -> Album:
    """Return the album of an article in a folder of the content folder."""
    (tmp_path / "content" / "articles").mkdir(parents=True)
    root = tmp_path / "content"
    (root / "pic.png").write_bytes(encode(photo(), "PNG"))
    (root / "articles" / "two words.png").write_bytes(encode(photo(), "PNG"))
    (tmp_path / "outside.png").write_bytes(encode(photo(), "PNG"))
    return Album(folder=root / "articles", root=root)


@pytest.mark.parametrize("address", ["../pic.png", "/pic.png", "./../pic.png"])
def test_paths_within_the_content_folder(album: Album, address: str) -> None:
    """A path is relative to the article, or with a slash to the content folder."""
    assert album.load(address, "a.md:3").width == 60


def test_percent_signs_are_undone(album: Album) -> None:
    """Markdown writes a space in a path as %20."""
    assert album.load("two%20words.png", "a.md:3").asset.name.startswith(
        "images/two-words-"
    )


def test_file_shown_twice_is_one_asset(album: Album) -> None:
    """Whatever path it is named by."""
    first = album.load("../pic.png", "a.md:3")
    assert album.load("/pic.png", "a.md:9") is first
    assert album.assets == (first.asset,)
    assert album.files == ((album.root / "pic.png").resolve(),)


@pytest.mark.parametrize("address", ["../../outside.png", "../../../../../etc/passwd"])
def test_outside_of_the_content_folder(album: Album, address: str) -> None:
    """Nothing outside is read, whether it is there or not."""
    assert refusal(album, address) == (
        f"image {address!r} lies outside the content folder",
        f"copy it into {album.root}",
    )


def test_links_to_the_outside_are_followed_before_judging(album: Album) -> None:
    """A symbolic link does not open the fence."""
    (album.folder / "link.png").symlink_to(album.root.parent / "outside.png")
    (album.folder / "up").symlink_to(album.root.parent)
    for address in ("link.png", "up/outside.png"):
        assert refusal(album, address)[0] == (
            f"image {address!r} lies outside the content folder"
        )


def test_link_within_the_content_folder(album: Album) -> None:
    """A link to where one may read is a file like any other."""
    (album.folder / "link.png").symlink_to(album.root / "pic.png")
    assert album.load("link.png", "a.md:3").width == 60


def test_missing(album: Album) -> None:
    """A misspelt name is put right."""
    assert refusal(album, "../pik.png") == (
        "image '../pik.png' is missing", "did you mean 'pic.png'?"
    )  # fmt: skip
    assert refusal(album, "no/where.png") == (
        "image 'no/where.png' is missing", "a path is relative to the article"
    )  # fmt: skip


@pytest.mark.parametrize("address", ["https://a.b/c.png", "http://[::1", "//a.b/c.png"])
def test_remote(album: Album, address: str) -> None:
    """Nothing is fetched from a network."""
    assert refusal(album, address) == (
        f"image {address!r} is not a file",
        "nothing is fetched; save it in the content folder and name it there",
    )


def test_other_schemes(album: Album) -> None:
    """Neither data nor file addresses are paths."""
    assert refusal(album, "data:image/png;base64,AA==") == (
        "image 'data:image/png;base64,AA==' is not a file",
        "save it as a file in the content folder and name it there",
    )
    assert refusal(album, "file:///etc/passwd") == (
        "image 'file:///etc/passwd' is not a file",
        "name it by its path, relative to the article",
    )


def test_unusable_paths(album: Album) -> None:
    """A zero byte, a loop of links and a folder are errors, not crashes."""
    (album.folder / "loop.png").symlink_to("loop.png")
    for address in ("a%00.png", "loop.png"):
        assert refusal(album, address) == (
            f"image {address!r} is not a usable path", "check the name"
        )  # fmt: skip
    for address in ("", ".", "../articles"):
        assert refusal(album, address)[0] == f"image {address!r} is missing"


def test_pipe_is_not_waited_for(album: Album) -> None:
    """Only ordinary files are opened."""
    os.mkfifo(album.folder / "pipe.png")
    assert refusal(album, "pipe.png")[0] == "image 'pipe.png' is missing"


def test_long_addresses_are_cut_in_messages(album: Album) -> None:
    """An address of kilobytes does not flood the terminal."""
    message, _ = refusal(album, "a" * 200)
    assert message == f"image '{'a' * 77}…' is missing"


def test_file_beyond_measure(tmp_path: Path) -> None:
    """A file is refused by its size, unread."""
    with (tmp_path / "pic.png").open("wb") as file:
        file.truncate(LIMIT + 1)
    assert refusal(Album(folder=tmp_path, root=tmp_path), "pic.png") == (
        "image 'pic.png' is larger than 32 MiB",
        "1600 pixels on the long side are enough",
    )


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image 'pic.png' is SVG",
         "SVG can carry scripts and is refused; export it as PNG"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><svg/>",
         "image 'pic.png' is SVG or other XML", "export it as PNG"),
        (b"<!doctype html><title>404</title>", "image 'pic.png' is a web page",
         "fetch the image itself"),
        (b"%PDF-1.7", "image 'pic.png' is a PDF", "export its page as PNG"),
        (encode(photo(), "TIFF"), "image 'pic.png' is TIFF", "save it as PNG or JPEG"),
        (encode(photo(), "BMP"), "image 'pic.png' is BMP", "save it as PNG"),
        (b"\0\0\0\x1cftypavif", "image 'pic.png' is AVIF or HEIC", "save it as JPEG"),
        (b"", "image 'pic.png' is an empty file", "fetch it anew"),
        (b"hello", "image 'pic.png' is in no known format",
         "save it as PNG, JPEG, GIF or WebP"),
    ],
)  # fmt: skip
def test_other_formats(tmp_path: Path, data: bytes, message: str, hint: str) -> None:
    """The bytes decide, not the suffix; each case has its way out."""
    (tmp_path / "pic.png").write_bytes(data)
    album = Album(folder=tmp_path, root=tmp_path)
    assert refusal(album, "pic.png") == (message, hint)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_cut_off_files(tmp_path: Path, kind: str) -> None:
    """A download that stopped half way is no image."""
    noise = Image.frombytes("L", (64, 64), noise_of(kind, 64 * 64))
    data = encode(noise.convert("RGB"), kind)
    (tmp_path / "pic.png").write_bytes(data[: len(data) // 2])
    assert refusal(Album(folder=tmp_path, root=tmp_path), "pic.png") == (
        "image 'pic.png' is damaged or cut off",
        "open and save it again, or fetch it anew",
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_damaged_files_fail_in_one_way(tmp_path: Path, kind: str) -> None:
    """Whatever bytes are hurt, the image loads or an InputError says why not."""
    whole = encode(photo(), kind)
    refused = 0
    for turn in range(150):
        data = bytearray(whole)
        chance = noise_of(f"{kind} {turn}", 24)
        for at in range(0, 3 * (turn % 8) + 3, 3):
            data[int.from_bytes(chance[at : at + 2]) % len(data)] = chance[at + 2]
        try:
            decode(load(tmp_path, bytes(data)))
        except InputError:
            refused += 1
    assert refused > 0


def png_of(width: int, height: int) -> bytes:
    """Return the head of a PNG that claims to be of a size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = b""
    bodies = {b"IHDR": head, b"IDAT": zlib.compress(b"\0"), b"IEND": b""}
    for name, body in bodies.items():
        chunks += struct.pack(">I", len(body)) + name + body
        chunks += struct.pack(">I", zlib.crc32(name + body))
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize(
    ("width", "height", "name"),
    [
        (8000, 5001, "image 'pic.png' (8000 by 5001)"),
        (12_000, 9000, "image 'pic.png' (12000 by 9000)"),
        (60_000, 60_000, "image 'pic.png'"),
    ],
)
def test_bombs(tmp_path: Path, width: int, height: int, name: str) -> None:
    """A small file of many pixels is refused before they are unpacked."""
    (tmp_path / "pic.png").write_bytes(png_of(width, height))
    assert refusal(Album(folder=tmp_path, root=tmp_path), "pic.png") == (
        f"{name} has more than 40 million pixels",
        "1600 on the long side are enough",
    )


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (photo(), "JPEG"),
        (photo().convert("L"), "JPEG"),
        (photo(), "PNG"),
        (photo().convert("RGBA"), "PNG"),
        (photo().convert("P"), "PNG"),
        (photo(1600, 900), "PNG"),
    ],
)
def test_clean_files_keep_their_bytes(
    tmp_path: Path, image: Image.Image, kind: str
) -> None:
    """What is small, sRGB and without metadata is not touched."""
    data = encode(image, kind)
    picture = load(tmp_path, data)
    assert picture.asset.data == data
    assert decode(picture).size == image.size


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", "jpg"), ("PNG", "png")])
def test_large_images_are_scaled_down(tmp_path: Path, kind: str, suffix: str) -> None:
    """The long side becomes 1600 pixels, the format stays, twice the same."""
    data = encode(photo(2400, 1200), kind)
    picture = load(tmp_path, data)
    image = decode(picture)
    assert image.size == (1600, 800)
    assert picture.asset.name.endswith(suffix)
    assert load(tmp_path, data).asset == picture.asset


def test_metadata_goes_and_the_turn_is_applied(tmp_path: Path) -> None:
    """A camera's photo stands upright and tells no place."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    exif[0x8825] = {1: "N", 2: (50.0, 27.0, 0.0)}
    data = encode(photo(), "JPEG", exif=exif, comment=b"secret", quality=95)
    picture = load(tmp_path, data)
    image = decode(picture)
    assert image.size == (40, 60)
    assert_darker(image, (20, 5), (20, 55))
    assert b"secret" not in picture.asset.data
    assert b"Exif" not in picture.asset.data


def test_text_in_a_png_goes(tmp_path: Path) -> None:
    """A chunk of text is metadata, too."""
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "secret")
    picture = load(tmp_path, encode(photo(), "PNG", pnginfo=info))
    assert decode(picture).convert("RGB").tobytes() == photo().tobytes()
    assert b"secret" not in picture.asset.data


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_follows_the_image_goes(tmp_path: Path, kind: str) -> None:
    """A file hidden behind the image does not travel along."""
    picture = load(tmp_path, encode(photo(), kind) + b"PK\x03\x04 hidden")
    assert decode(picture).size == (60, 40)
    assert b"hidden" not in picture.asset.data


def test_colour_profile_is_applied(tmp_path: Path) -> None:
    """Colours are told in sRGB, so that no reader needs the profile."""
    lab = ImageCms.createProfile("sRGB")
    profile = ImageCms.ImageCmsProfile(lab).tobytes()
    picture = load(tmp_path, encode(photo(), "PNG", icc_profile=profile))
    colour = decode(picture).convert("RGB").getpixel((5, 5))
    assert isinstance(colour, tuple)
    assert max(abs(a - b) for a, b in zip(colour, (10, 20, 30), strict=True)) <= 1


def test_colour_profile_that_does_not_fit(tmp_path: Path) -> None:
    """A broken profile is said to have been ignored."""
    (tmp_path / "pic.png").write_bytes(encode(photo(), "PNG", icc_profile=b"rubbish"))
    album = Album(folder=tmp_path, root=tmp_path)
    assert decode(album.load("pic.png", "a.md:3")).size == (60, 40)
    assert [str(notice) for notice in album.notices] == [
        "a.md:3: pic.png: its colour profile does not fit and was ignored"
        " [image-reduced]"
    ]


def test_inks_become_light(tmp_path: Path) -> None:
    """CMYK is for presses only."""
    image = decode(load(tmp_path, encode(photo().convert("CMYK"), "JPEG")))
    assert (image.mode, image.format) == ("RGB", "JPEG")
    assert_darker(image, (5, 5), (55, 5))


def test_progressive_jpeg_becomes_baseline(tmp_path: Path) -> None:
    """Old readers show baseline only."""
    image = decode(load(tmp_path, encode(photo(), "JPEG", progressive=True)))
    assert "progressive" not in image.info


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    """The brightness stays."""
    wide = Image.frombytes("I;16", (2, 1), struct.pack("<HH", 0, 0x8080))
    image = decode(load(tmp_path, encode(wide, "PNG")))
    assert (image.mode, image.tobytes()) == ("L", b"\x00\x80")


def test_transparency_stays_where_there_is_any(tmp_path: Path) -> None:
    """An alpha channel without effect is left out."""
    clear = photo(1700, 100).convert("RGBA")
    assert decode(load(tmp_path, encode(clear, "PNG"))).mode == "RGB"
    clear.putpixel((0, 0), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 0), (0, 0, 50, 50))
    image = decode(load(tmp_path, encode(clear, "PNG")))
    assert image.mode == "RGBA"
    assert image.getchannel("A").getextrema() == (0, 255)


def test_animation_shows_its_first_frame(tmp_path: Path) -> None:
    """And says so."""
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    data = encode(frames[0], "GIF", save_all=True, append_images=frames[1:])
    (tmp_path / "pic.gif").write_bytes(data)
    album = Album(folder=tmp_path, root=tmp_path)
    image = decode(album.load("pic.gif", "a.md:3"))
    assert image.format == "PNG"
    assert image.convert("RGB").getpixel((4, 4)) == (255, 0, 0)
    assert [str(notice) for notice in album.notices] == [
        "a.md:3: pic.gif: animated; only its first frame is shown [image-reduced]"
    ]


@pytest.mark.parametrize(("lossless", "kind"), [(True, "PNG"), (False, "JPEG")])
def test_webp_becomes_what_all_readers_show(
    tmp_path: Path, lossless: bool, kind: str
) -> None:
    """Drawings stay exact; photos stay small."""
    image = decode(load(tmp_path, encode(photo(), "WEBP", lossless=lossless)))
    assert image.format == kind


def test_names_of_files_become_safe(tmp_path: Path) -> None:
    """An asset's name is plain ASCII, whatever the file is called."""
    data = encode(photo(), "PNG")
    name = load(tmp_path, data, "Crème & Brûlée.PNG").asset.name
    assert name.startswith("images/creme-brulee-")
    assert load(tmp_path, data, "写真.png").asset.name.startswith("images/image-")
