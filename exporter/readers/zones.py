"""Time zones as texts write them: "GMT+2", "+09:00", "EST"."""

from __future__ import annotations

import re
from datetime import timedelta, timezone

from exporter.readers import vocabulary

_OFFSET = (
    r"\(?(?:UTC|GMT)?\s?(?P<sign>[+\u2212-])(?P<hours>\d{1,2})"
    r"(?::?(?P<minutes>\d{2}))?\)?(?!\d)"
)
_CAPITALS = r"(?<![^\W\d_])[A-ZА-Я]{1,5}(?![^\W\d_])"


def take(text: str) -> tuple[timezone | None, str]:
    """Take the zone behind a time of day out of a text; return it and the rest."""
    offset = re.search(_OFFSET, text)
    if offset and int(offset["hours"]) <= 14:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        delta = timedelta(minutes=minutes if offset["sign"] == "+" else -minutes)
        return timezone(delta), text[: offset.start()] + text[offset.end() :]
    name = re.search(_CAPITALS, text)
    if name is None:
        return None, text
    left = f"{text[: name.start()]} {text[name.end() :]}".replace("( )", " ")
    return named(name.group()), left


def named(name: str) -> timezone | None:
    """Return the zone that capitals such as "GMT" or "EST" name, if one is known."""
    for shift in vocabulary.keys("news/zones"):
        if name in vocabulary.words(f"news/zones/{shift}"):
            sign = -1 if shift[0] == "-" else 1
            hours, minutes = int(shift[1:3]), int(shift[4:])
            return timezone(sign * timedelta(hours=hours, minutes=minutes))
    return None
