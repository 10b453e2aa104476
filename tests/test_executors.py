"""Workers: results, deadlines, deaths, and nobody left behind."""

from __future__ import annotations

import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from exporter.executors import Lost, run
from exporter.limits import bound

FOREVER = 20.0
ENOUGH, GREEDY = 2048, 4096  # mebibytes


def square(number: int) -> int:
    """Return the square of a number."""
    return number * number


def act(order: str) -> str:
    """Do what an order says, as bad content might."""
    if order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif order == "hang":
        signal.pause()
    elif order == "grow":
        return str(len(bytes(GREEDY << 20)))
    elif order == "abort":
        os.abort()
    elif order == "forget":
        Forgetful()
    elif order == "break":
        raise RuntimeError("a defect")
    return f"{order} done"


class Forgetful:
    """Lacks memory where an exception goes nowhere."""

    def __del__(self) -> None:
        """Ask for more than there may be."""
        bytes(GREEDY << 20)


def leave(order: str) -> str:
    """Leave a temporary folder behind, as engines do, and carry an order out."""
    folder = tempfile.mkdtemp(prefix="engine-")
    Path(folder, "file").touch()
    act(order)
    return folder


def hang_with_helper(path: Path) -> None:
    """Start a helper process, tell its id, and hang."""
    helper = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    path.write_text(f"{helper.pid} {os.getpid()}")
    signal.pause()


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_each_job_has_its_result(workers: int) -> None:
    """Every job comes back once with its own result."""
    found = dict(run(square, range(7), workers=workers, time_limit=FOREVER))
    assert found == {number: number * number for number in range(7)}


def test_large_results_pass_whole() -> None:
    """A result greater than any pipe's buffer arrives complete."""
    ((_, data),) = run(bytes, [3_000_000], workers=1, time_limit=FOREVER)
    assert data == bytes(3_000_000)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_job_costs_itself_only(workers: int) -> None:
    """A child that a signal kills is one lost job; the others are done."""
    jobs = ["first", "die", "second"]
    found = dict(run(act, jobs, workers=workers, time_limit=FOREVER))
    lost = found.pop("die")
    assert isinstance(lost, Lost)
    assert lost.reason == "the job was killed (signal 9)"
    assert found == {"first": "first done", "second": "second done"}


def test_a_job_past_its_time_is_stopped() -> None:
    """A job that hangs is killed at its limit; the next one gets a new child."""
    found = dict(run(act, ["hang", "other"], workers=1, time_limit=0.5))
    lost = found["hang"]
    assert isinstance(lost, Lost)
    assert lost.reason == "the job took longer than its 0.5 seconds"
    assert found["other"] == "other done"


def test_a_job_past_its_memory_costs_itself_only() -> None:
    """What is asked for beyond the limit is refused; the next one gets a new child."""
    orders = ["first", "grow", "other"]
    found = dict(run(act, orders, workers=1, time_limit=FOREVER, memory_limit=ENOUGH))
    lost = found.pop("grow")
    assert isinstance(lost, Lost)
    assert lost.reason == "the job needs more than its 2048 MiB of memory"
    assert lost.hint == "--memory-limit allows more"
    assert found == {"first": "first done", "other": "other done"}


def test_memory_below_the_limit_is_there() -> None:
    """The same job is done where it may have what it asks for."""
    ((_, size),) = run(
        act, ["grow"], workers=1, time_limit=FOREVER, memory_limit=2 * GREEDY
    )
    assert size == str(GREEDY << 20)


def test_little_by_little_is_too_much_as_well() -> None:
    """Many small pieces, which leave nothing to tell of it with, are told, too."""
    ((_, lost),) = run(hoard, [0], workers=1, time_limit=FOREVER, memory_limit=256)
    assert isinstance(lost, Lost)
    assert lost.reason == "the job needs more than its 256 MiB of memory"


def test_memory_that_lacked_unseen_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    """An exception that Python can only print ends the job, and nothing is printed."""
    orders = ["forget", "other"]
    found = dict(run(act, orders, workers=1, time_limit=FOREVER, memory_limit=ENOUGH))
    lost = found["forget"]
    assert isinstance(lost, Lost)
    assert lost.reason == "the job needs more than its 2048 MiB of memory"
    assert found["other"] == "other done"
    assert capfd.readouterr() == ("", "")


def test_without_limits_of_the_system_a_thread_looks() -> None:
    """Where addresses aren't counted, the memory in use is."""
    orders = [16, 64]
    found = dict(run(look, orders, workers=1, time_limit=FOREVER, memory_limit=4096))
    assert found.pop(64) == "the job was left alone"
    (lost,) = found.values()
    assert isinstance(lost, Lost)
    assert lost.reason == "the job needs more than its 4096 MiB of memory"


def look(share: int) -> str:
    """Behave as on another system, with so many times less memory than is in use."""
    in_use = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.platform = "freebsd"
    bound(in_use * share // 32)
    if share < 32:
        signal.pause()
    return "the job was left alone"


def hoard(_: int) -> int:
    """Keep ever more, as an endless input makes a parser do."""
    kept = [b""]
    while True:
        kept.append(kept[-1] + b"x" * 999)


def test_a_library_that_gives_up_has_a_hint_at_memory() -> None:
    """C libraries abort where Python raises MemoryError."""
    ((_, lost),) = run(act, ["abort"], workers=1, time_limit=FOREVER)
    assert isinstance(lost, Lost)
    assert lost.reason == "the job was killed (signal 6)"
    assert "--memory-limit allows more" in lost.hint


def test_a_defect_is_told_and_costs_itself_only(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """An unexpected exception is shown and counted, not swallowed."""
    found = dict(run(act, ["break", "other"], workers=1, time_limit=FOREVER))
    lost = found["break"]
    assert isinstance(lost, Lost)
    assert lost.reason == "the job broke off (exit code 1)"
    assert found["other"] == "other done"
    assert "RuntimeError: a defect" in capfd.readouterr().err


def test_printing_in_a_job_goes_to_standard_error(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Standard output belongs to results, whatever an engine prints."""
    list(run(os.system, ["echo loud"], workers=1, time_limit=FOREVER))
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "loud\n")


def test_helpers_of_a_late_job_are_stopped_too(tmp_path: Path) -> None:
    """The time limit ends the whole process group."""
    note = tmp_path / "note"
    list(run(hang_with_helper, [note], workers=1, time_limit=1.5))
    helper, child = map(int, note.read_text().split())
    assert not is_running(child)
    assert ends(helper)


def test_no_temporary_file_outlives_its_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a child was idle, dead or late: what engines left is removed."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    orders = ["rest", "rest", "die", "break", "hang"]
    found = list(run(leave, orders, workers=2, time_limit=1.0))
    folders = [Path(result) for _, result in found if isinstance(result, str)]
    assert len(folders) == 2
    assert all(folder.is_relative_to(tmp_path) for folder in folders)
    assert list(tmp_path.iterdir()) == []


def test_leaving_early_stops_all_children(tmp_path: Path) -> None:
    """Closing the iteration kills whoever is at work."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    results = run(meet, [(pipe, "r"), (pipe, "w")], workers=2, time_limit=FOREVER)
    _, other = next(results)
    results.close()
    assert isinstance(other, int)
    assert not is_running(other)


def meet(order: tuple[Path, str]) -> int:
    """Tell one's id through a pipe and hang, or return the id that is told."""
    path, mode = order
    if mode == "r":
        return int(path.read_text())
    path.write_text(str(os.getpid()))
    return signal.pause() or 0


def ends(process: int) -> bool:
    """Tell whether a process that was killed is gone, or is so within a while."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([handle], [], [], FOREVER)
    os.close(handle)
    return bool(ended)


def is_running(process: int) -> bool:
    """Tell whether a process is there and not a mere zombie."""
    try:
        state = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"
