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
    from exporter.inputs import STDIN, is_address

    found: dict[str, Held] = {}
    if STDIN in paths:
        found |= planning.held(sys.stdin.buffer.read(_LIMIT + 1))
    if addresses := [path for path in paths if is_address(path)]:
        from exporter import captures  # and the network

        found |= captures.take(settings, addresses)
    return found
