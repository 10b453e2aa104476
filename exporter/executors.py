"""Workers: processes of their own that may hang or die without harm to the rest.

Each job runs in a child that is killed when its time is up, and that gets no more
memory than its limit. A child that dies costs the job it had; the next job gets a
new child. ``multiprocessing`` does the
starting and the talking, which costs some 15 ms more than a bare ``os.fork``.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from exporter.limits import MEMORY, Limits, Lost, Shortage, bound

__all__ = ["Crew", "Lost", "run"]

J = TypeVar("J")
R = TypeVar("R")
# Forked children start at once and share what is loaded; elsewhere: spawned ones.
_CONTEXT: Any = multiprocessing.get_context(
    "fork" if sys.platform == "linux" else "spawn"
)
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_ENDS: WeakSet[Connection[Any, Any]] = WeakSet()
"""This process's ends of pipes, of which a forked child gets copies."""
_GRACE = 10.0  # seconds that the parent has for killing a late child
_GLANCE = 2.0  # seconds between two looks of an idle child at whether it is an orphan


class Crew(Generic[J, R]):
    """Workers that go from one run of jobs to the next, and the runs.

    ``time_limit`` is in seconds per job, ``memory_limit`` in MiB per worker.
    Leaving the block, by an exception or Ctrl-C too, kills every child.
    """

    def __init__(
        self,
        make: Callable[[J], R],
        *,
        workers: int,
        time_limit: float,
        memory_limit: int = MEMORY,
    ) -> None:
        """Start no worker yet; each starts with its first job."""
        bounds = Limits(seconds=time_limit, mebibytes=memory_limit)
        self._crew = [_Worker[J, R](make, bounds) for _ in range(workers)]

    def __enter__(self) -> Crew[J, R]:
        """Return the crew itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop every worker."""
        for worker in self._crew:
            worker.stop()

    def run(self, jobs: Iterable[J]) -> Generator[tuple[J, R | Lost], None, None]:
        """Yield each job with its result as it arrives.

        A job is taken from ``jobs`` when a worker is free for it. If the iteration
        is closed early, the workers that are busy are stopped.
        """
        waiting = iter(jobs)
        more = True
        try:
            while True:
                while more and (free := self._free()) is not None:
                    try:
                        free.begin(next(waiting))
                    except StopIteration:
                        more = False
                if not any(worker.busy for worker in self._crew):
                    return
                yield from _collect(self._crew)
        finally:
            for worker in self._crew:
                if worker.busy:
                    worker.stop()

    def renew(self) -> None:
        """Let workers go that have no work; those after them start without memory."""
        for worker in self._crew:
            if not worker.busy:
                worker.stop()

    def _free(self) -> _Worker[J, R] | None:
        """Return an idle worker, one that is started already if there is one."""
        idle = [worker for worker in self._crew if not worker.busy]
        return min(idle, key=lambda worker: worker.process is None, default=None)


def run(
    make: Callable[[J], R],
    jobs: Iterable[J],
    *,
    workers: int,
    time_limit: float,
    memory_limit: int = MEMORY,
) -> Generator[tuple[J, R | Lost], None, None]:
    """Yield each job with its result as it arrives; at most ``workers`` at once.

    The limits are those of a :class:`Crew`. Leaving the iteration early, by an
    exception or Ctrl-C, kills every child.
    """
    with Crew(
        make, workers=workers, time_limit=time_limit, memory_limit=memory_limit
    ) as crew:
        yield from crew.run(jobs)


def _collect(crew: list[_Worker[J, R]]) -> Iterator[tuple[J, R | Lost]]:
    busy = [worker for worker in crew if worker.busy]
    patience = min(worker.deadline for worker in busy) - time.monotonic()
    ready = wait([worker.pipe for worker in busy], max(0.0, patience))
    for worker in busy:
        if worker.pipe in ready or worker.deadline <= time.monotonic():
            yield worker.finish(arrived=worker.pipe in ready)


class _Worker(Generic[J, R]):
    """One child process and the job that it has at the moment."""

    def __init__(self, make: Callable[[J], R], limits: Limits) -> None:
        self.make = make
        self.limits = limits
        self.process: Any = None
        self.folder = ""
        self.pipe: Connection[J, R]
        self.job: J
        self.busy = False
        self.deadline = 0.0

    def begin(self, job: J) -> None:
        if self.process is None:
            self.pipe, theirs = _CONTEXT.Pipe()
            _ENDS.add(self.pipe)
            self.folder = _temporary()
            arguments = (self.make, theirs, os.getpid(), self.limits, self.folder)
            process = _CONTEXT.Process(target=_serve, args=arguments, daemon=True)
            # Interrupted in between, it would leave a child that nobody knows.
            with _held_back():
                process.start()
                self.process = process
            theirs.close()
        self.job, self.busy = job, True
        self.deadline = time.monotonic() + self.limits.seconds
        with suppress(OSError):  # a child that is dead already is found by wait()
            self.pipe.send(job)

    def finish(self, *, arrived: bool) -> tuple[J, R | Lost]:
        job, self.busy = self.job, False
        if not arrived:
            self.stop()
            return job, self.limits.late()
        try:
            result = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join(1)
            code = self.process.exitcode
            self.stop()
            return job, self.limits.ended(code)
        if isinstance(result, Lost):  # what it has in memory may be damaged
            self.stop()
        return job, result

    def stop(self) -> None:
        self.busy = False
        if self.process is None:
            return
        if self.process.is_alive():
            # The group first: an engine may have started helpers of its own.
            with suppress(OSError, AttributeError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
        self.process.join()
        self.pipe.close()
        self.process = None
        _remove(self.folder)


def _temporary() -> str:
    """Make a folder for the temporary files of a child, or return ``""``.

    Children are killed, also idle ones, so that no engine tidies up after itself.
    """
    with suppress(OSError):  # many a job needs none
        return tempfile.mkdtemp(prefix="exporter-")
    return ""


def _remove(folder: str) -> None:
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(
    make: Callable[[Any], Any],
    pipe: Connection[Any, Any],
    parent: int,
    limits: Limits,
    folder: str,
) -> None:
    """Work through jobs as they come, until the parent is gone."""
    tempfile.tempdir = folder or None
    # Else a pipe would stay open, and a child wait at it, after its parent is gone.
    for end in list(_ENDS):
        end.close()
    with suppress(OSError, AttributeError):
        os.setpgid(0, 0)
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    _mask("SIG_UNBLOCK")
    # Standard output belongs to results; engines that print may use the other.
    with suppress(OSError):
        os.dup2(2, 1)
    bound(limits.mebibytes)
    sys.unraisablehook = shortage = Shortage()
    while True:
        while not pipe.poll(_GLANCE):
            if os.getppid() != parent:
                _remove(folder)
                return
        try:
            job = pipe.recv()
        except EOFError:
            _remove(folder)
            return
        _alarm(limits.seconds)
        try:
            pipe.send(_result(make, job, limits, shortage))
        except BrokenPipeError:  # nobody waits for the result any more
            _remove(folder)
            return
        _alarm(0)


def _result(
    make: Callable[[Any], Any], job: Any, limits: Limits, shortage: Shortage
) -> Any:
    try:
        with redirect_stderr(None):  # the log is ours, not that of any library
            result = make(job)
        if not shortage.seen:
            return result
    except MemoryError:
        pass
    bound(0)  # there may be too little left to tell of it
    return limits.large()


@contextmanager
def _held_back() -> Iterator[None]:
    """Let Ctrl-C and the like wait until the block is done."""
    _mask("SIG_BLOCK")
    try:
        yield
    finally:
        _mask("SIG_UNBLOCK")


def _mask(how: str) -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(getattr(signal, how), _SIGNALS)


def _alarm(seconds: float) -> None:
    """End this process some time after its deadline, should the parent be gone."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds and seconds + _GRACE)
