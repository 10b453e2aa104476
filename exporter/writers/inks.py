"""Profiles of printing conditions, and colours turned into inks by LittleCMS."""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from PIL import Image, ImageCms

from exporter.errors import InputError

_FOGRA39 = Path(__file__).with_name("fogra39.icc")
_LARGEST = 64 << 20
_HINT = "ask the printer for the profile of the paper; exporter's own is for coated"
# Names that profiles go by, and the condition's name in the ICC's registry.
_CONDITIONS = {
    "iso coated v2": "FOGRA39",
    "iso uncoated yellowish": "FOGRA30",
    "pso uncoated iso12647": "FOGRA47",
    "pso lwc improved": "FOGRA45",
    "pso coated v3": "FOGRA51",
    "pso uncoated v3": "FOGRA52",
}
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_BLACK_POINT = ImageCms.Flags.BLACKPOINTCOMPENSATION


@dataclass(frozen=True, kw_only=True)  # no slots: it keeps its transforms
class Profile:
    """A printing condition: an ICC output profile for CMYK, and what it is called.

    ``condition`` is its name in the ICC's registry, empty if it has none.
    """

    data: bytes = field(repr=False)
    description: str
    condition: str

    @cached_property
    def _parsed(self) -> ImageCms.ImageCmsProfile:
        return ImageCms.ImageCmsProfile(io.BytesIO(self.data))

    @cached_property
    def _transform(self) -> ImageCms.ImageCmsTransform:
        return ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            self._parsed,
            "RGB",
            "CMYK",
            renderingIntent=_INTENT,
            flags=_BLACK_POINT,
        )

    def separate(self, picture: Image.Image) -> Image.Image:
        """Return an sRGB picture in CMYK, relative colorimetric, black compensated."""
        made = ImageCms.applyTransform(picture, self._transform)
        assert made is not None  # None only comes of changing a picture in place
        return made

    @cached_property
    def _lightness(self) -> list[float]:
        """Return how light each tint of black is, from full ink to paper, in 0..1."""
        ramp = Image.frombytes(
            "CMYK", (256, 1), b"".join(bytes((0, 0, 0, ink)) for ink in range(256))
        )
        lab = ImageCms.buildTransform(
            self._parsed,
            ImageCms.createProfile("LAB"),
            "CMYK",
            "LAB",
            renderingIntent=_INTENT,
        )
        made = ImageCms.applyTransform(ramp, lab)
        assert made is not None
        values = list(made.getchannel("L").tobytes())[::-1]
        dark, light = values[0], max(values)
        return [(value - dark) / (light - dark) for value in values]

    def black(self, lightness: float) -> float:
        """Return the tint of black that looks as light as a grey (L* / 100)."""
        ink = 255 - bisect_left(self._lightness, min(max(lightness, 0.0), 1.0))
        return max(ink, 0) / 255


def load_profile(path: Path | None = None) -> Profile:
    """Return the printing condition of a profile, else FOGRA39 (coated, offset).

    Raises:
        InputError: it can't be read, or is no output profile for CMYK.
    """
    path = path or _FOGRA39
    where = str(path)
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        message = f"the colour profile can't be read: {error.strerror}"
        raise InputError(message, where=where) from error
    if len(data) > _LARGEST:
        raise InputError("the colour profile is larger than 64 MiB", where=where)
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data)).profile
    except (OSError, ImageCms.PyCMSError) as error:
        message = "the file is no ICC colour profile"
        raise InputError(message, where=where, hint=_HINT) from error
    # ISO 15930-7 wants an output profile of a version before 5 (ICC.1, 7.2.4 to 7.2.6).
    kind, space = profile.device_class.strip(), profile.xcolor_space.strip()
    if (kind, space) != ("prtr", "CMYK") or profile.version >= 5:
        message = f"the colour profile is not one of a press: {kind} for {space}"
        raise InputError(message, where=where, hint=_HINT)
    description = (profile.profile_description or path.stem).strip("\0 ")
    made = Profile(
        data=data, description=description, condition=_condition(description)
    )
    try:
        made.separate(Image.new("RGB", (1, 1)))
    except ImageCms.PyCMSError as error:
        message = "the colour profile has no way from colours to inks"
        raise InputError(message, where=where, hint=_HINT) from error
    return made


def _condition(description: str) -> str:
    plain = description.casefold().replace("_", " ")
    if found := re.search(r"fogra\s?(\d\d)", plain):
        return f"FOGRA{found[1]}"
    names = (condition for name, condition in _CONDITIONS.items() if name in plain)
    return next(names, "")
