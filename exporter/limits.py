"""The time and memory that a job may take, and what is told of one that takes more.

The parent keeps the time. Linux counts the addresses that a process has mapped and
refuses more (``RLIMIT_AS``), which Python and most libraries turn into
``MemoryError``. macOS has no such limit: there a thread looks at the memory that was
in use, and ends the process.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from threading import Thread
from time import sleep

try:
    import resource
except ImportError:  # Windows knows no such limits; jobs go without
    resource = None  # type: ignore[assignment] # asked for before each use

MEMORY = 4096
"""Mebibytes that a worker may have; a large article needs a tenth of them."""
_EXCEEDED = 86  # exit code of a process found to have more than it may have
_MEBIBYTE = 1 << 20
_GLANCE = 0.25  # seconds between two looks at the memory in use
_GIVING_UP = (5, 6, 7, 11)  # SIGTRAP, SIGABRT, SIGBUS, SIGSEGV
_MORE = "--memory-limit allows more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A job without a result: its process was stopped, killed or broke off."""

    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a worker may take: seconds for each job, mebibytes of memory."""

    seconds: float
    mebibytes: int

    def late(self) -> Lost:
        """Tell of a job that was stopped after its time."""
        reason = f"the job took longer than its {self.seconds:g} seconds"
        return Lost(reason=reason, hint="--time-limit allows more")

    def large(self) -> Lost:
        """Tell of a job that was refused more memory."""
        reason = f"the job needs more than its {self.mebibytes} MiB of memory"
        return Lost(reason=reason, hint=_MORE)

    def ended(self, code: int | None) -> Lost:
        """Tell of a job whose process ended by itself, with this exit code."""
        if code == _EXCEEDED:
            return self.large()
        if code is not None and code < 0:
            killed = f"the job was killed (signal {-code})"
            hint = "the machine may have run out of memory" if code == -9 else ""
            if -code in _GIVING_UP:
                hint = f"if it is memory that it lacked, {_MORE}"
            return Lost(reason=killed, hint=hint)
        return Lost(
            reason=f"the job broke off (exit code {code})",
            hint="this is a defect of exporter: please report the lines above",
        )


class Shortage:
    """Notes that memory ran out where no exception can tell of it.

    While an object is let go, or in what a C library calls, Python prints an exception
    and goes on. So something may be left undone, and the lines stand in the log.
    """

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self.seen = False

    def __call__(self, unraisable: sys.UnraisableHookArgs) -> None:
        """Look at an exception, as ``sys.unraisablehook``; allocate nothing."""
        if issubclass(unraisable.exc_type, MemoryError):
            self.seen = True


def bound(mebibytes: int) -> None:
    """Let this process have so much memory and no more; 0 lifts the limit."""
    if resource is None:
        return
    if sys.platform == "linux":
        # The hard limit stays, so that the limit can be lifted to tell of it.
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = mebibytes * _MEBIBYTE if mebibytes else hard
        if hard != resource.RLIM_INFINITY:
            wanted = min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    elif mebibytes:
        Thread(target=_watch, args=(mebibytes,), daemon=True).start()


def _watch(mebibytes: int) -> None:
    unit = 1 if sys.platform == "darwin" else 1024  # bytes of ru_maxrss
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit < (
        mebibytes * _MEBIBYTE
    ):
        sleep(_GLANCE)
    os._exit(_EXCEEDED)
