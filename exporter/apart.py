"""What looks into a stranger's file in a process of its own, with limits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from exporter import executors
from exporter.errors import ExporterError, InputError
from exporter.limits import MEMORY, Limits

T = TypeVar("T")
R = TypeVar("R")
USUAL = Limits(seconds=300.0, mebibytes=MEMORY)
"""Limits where no run sets others."""


def apart(look: Callable[[T], R], thing: T, where: str, limits: Limits = USUAL) -> R:
    """Return what a function makes of a thing; it can't harm this process.

    Raises:
        ExporterError: the function raised it.
        InputError: it took too long or too much memory, or its process broke off.
    """
    ((_, found),) = executors.run(
        partial(_told, look),
        (thing,),
        workers=1,
        time_limit=limits.seconds,
        memory_limit=limits.mebibytes,
    )
    if isinstance(found, ExporterError):
        raise found
    if isinstance(found, executors.Lost):
        raise InputError(found.reason, where=where, hint=found.hint)
    return found


def _told(look: Callable[[T], R], thing: T) -> R | ExporterError:
    try:
        return look(thing)
    except ExporterError as error:
        return error
