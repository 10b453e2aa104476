"""Bytes that commands are given otherwise than by files: standard input, addresses."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.config import Settings
    from exporter.jobs import Held

_LIMIT = 64 * 1024 * 1024  # bytes of standard input; readers have limits of their own


def at_hand(settings: Settings, paths: Sequence[str]) -> Mapping[str, Held]:
    """Return the bytes of standard input and of addresses among paths."""
    from exporter import planning

    found: dict[str, Held] = {}
    if planning.STDIN in paths:
        found |= planning.held(sys.stdin.buffer.read(_LIMIT + 1))
    return found
