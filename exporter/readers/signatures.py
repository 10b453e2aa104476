"""What the bytes of an image file say before anything is decoded."""

from __future__ import annotations

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"
_PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"pHYs", b"IDAT", b"IEND"}
"""Chunks that change no colour and carry no story (PNG 3rd edition, §11)."""
_JPEG_SEGMENTS = {0xE0, 0xDB, 0xC0, 0xC4, 0xDD}
"""JFIF, tables, baseline frame, restart interval (ITU-T T.81, table B.1)."""
_KNOWN = (
    (b"<svg", "SVG", "SVG can carry scripts and is refused; export it as PNG"),
    (b"<?xml", "SVG or other XML", "export it as PNG"),
    (b"<!DOCTYPE", "a web page", "fetch the image itself"),
    (b"<html", "a web page", "fetch the image itself"),
    (b"%PDF", "a PDF", "export its page as PNG"),
    (b"II*\0", "TIFF", "save it as PNG or JPEG"),
    (b"MM\0*", "TIFF", "save it as PNG or JPEG"),
    (b"BM", "BMP", "save it as PNG"),
)
_HINT = "save it as PNG, JPEG, GIF or WebP"


def unknown(data: bytes) -> tuple[str, str]:
    """Name a file that is none of the accepted formats, and say what to do."""
    if not data.strip():
        return "an empty file", "fetch it anew"
    start = data[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, name, hint in _KNOWN:
        if start[: len(mark)].lower() == mark.lower():
            return name, hint
    if data[4:12] in (b"ftypavif", b"ftypheic", b"ftypmif1"):
        return "AVIF or HEIC", "save it as JPEG"
    return "in no known format", _HINT


def is_lossy(data: bytes) -> bool:
    """Tell whether a file is a JPEG or a WebP of the lossy kind."""
    if data.startswith(b"\xff\xd8"):
        return True
    return data[8:12] == b"WEBP" and b"VP8 " in data[12:4096]


def is_clean(data: bytes) -> bool:
    """Tell whether a file is a plain 8-bit PNG or baseline JPEG and nothing else.

    That is: no metadata, no colour profile, no gamma, nothing after the end.
    """
    if data.startswith(_PNG):
        return _clean_png(data)
    return data.startswith(b"\xff\xd8") and _clean_jpeg(data)


def _clean_png(data: bytes) -> bool:
    place = len(_PNG)
    while place + 12 <= len(data):
        if data[place + 4 : place + 8] not in _PNG_CHUNKS:
            return False
        place += 12 + int.from_bytes(data[place : place + 4], "big")
    depth, interlace = data[24], data[28]
    whole = place == len(data) and data.endswith(_PNG_END)
    return whole and depth <= 8 and interlace == 0


def _clean_jpeg(data: bytes) -> bool:
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xDA:
            return data.endswith(b"\xff\xd9") and data.count(b"\xff\xd9") == 1
        if marker not in _JPEG_SEGMENTS:
            return False
        if marker == 0xC0 and data[place + 9] not in (1, 3):
            return False
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return False
