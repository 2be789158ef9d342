"""A function in a process of its own ends within its limits, and its answer is taken as data only."""

import ctypes
import os
import pickle
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from grantsdata.errors import Fault, SourceError
from grantsdata.importers.documents import found as of_documents
from grantsdata.importers.documents.found import Cell
from grantsdata.sources.safety import own_process
from grantsdata.sources.safety.own_process import LimitExceeded, call_in_own_process

MEMORY = 900_000_000


@pytest.mark.parametrize(
    ("function", "argument", "said"),
    [
        (bytes, 2_000_000_000, "takes more than 900,000,000 bytes of memory"),
        pytest.param(eval, "7 ** 10 ** 8", "takes more than 2 seconds of computing", marks=pytest.mark.proof),
        pytest.param(time.sleep, 60, "takes more than 8 seconds", marks=pytest.mark.proof),
        # By name, since `make coverage` has a function of its own in its place, which cannot be pickled.
        (eval, "__import__('os')._exit(3)", "ends the program that reads it (status 3)"),
        (int, "no number", "ends the program that reads it (status 1)"),
        (bytes, 3_000_000, "gives more than 2,000,000 bytes of text"),
        (eval, "[print('Hub'), __import__('os')._exit(0)]", "gives an answer that cannot be understood"),
        (Cell, "Hub", "gives an answer that cannot be understood"),
    ],
)
def test_what_no_rule_foresees_is_stopped_and_said(
    function: Callable[..., object], argument: object, said: str
) -> None:
    """Too much memory, time, waiting or text; an end without an answer; an answer of another kind than expected."""
    with pytest.raises(LimitExceeded) as stopped:
        call_in_own_process(function, argument, seconds=2, memory=MEMORY, most_answer=2_000_000)
    assert str(stopped.value) == said


def test_the_answer_may_hold_the_classes_that_are_expected() -> None:
    called = call_in_own_process(Cell, "Hub", "B7", seconds=5, memory=MEMORY, classes=[Cell])
    assert called == Cell("Hub", "B7")


def test_an_error_comes_back_with_its_faults() -> None:
    with pytest.raises(SourceError) as refused:
        call_in_own_process(of_documents.check_size, 100_001, seconds=5, memory=MEMORY)
    assert str(refused.value).startswith("A table claims 100,001 cells; ")
    fault = Fault("a.csv", "too long", "a short one", "Split it.", 7)
    assert call_in_own_process(Fault, *vars(fault).values(), seconds=5, memory=MEMORY) == fault


class Trap:
    """What a process that a file has taken over could answer: unpickling it calls a function."""

    def __init__(self, place: str) -> None:
        self.place = place

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (Path(self.place),)


@pytest.mark.parametrize("classes", [(), (Cell,), (Path,)])
def test_no_answer_makes_this_process_run_anything(tmp_path: Path, classes: tuple[type, ...]) -> None:
    mark = tmp_path / "mark"
    trap = pickle.dumps(Trap(str(mark)))
    pickle.loads(trap)
    assert mark.exists()
    mark.unlink()
    answers = f"[__import__('os').write(1, {trap!r}), __import__('os')._exit(0)]"
    with pytest.raises(LimitExceeded, match="an answer that cannot be understood"):
        call_in_own_process(eval, answers, seconds=5, memory=MEMORY, classes=classes)
    assert not mark.exists()


def test_other_systems_than_linux_limit_what_they_can(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only Linux ends the process with its parent, and Windows has no limits of memory."""
    before = [resource.getrlimit(what) for what in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_CORE)]
    monkeypatch.setattr(sys, "platform", "win32")
    own_process._limit(seconds=1, memory=1)
    monkeypatch.setattr(sys, "platform", "darwin")
    own_process._end_with(parent=0)
    after = [resource.getrlimit(what) for what in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_CORE)]
    assert after == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems end it when its time is over")
def test_a_process_whose_parent_has_ended_already_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace(prctl=lambda *arguments: 0))
    monkeypatch.setattr(os, "_exit", ended.append)
    own_process._end_with(os.getppid())
    assert ended == []
    own_process._end_with(os.getppid() + 1)
    assert ended == [1]


WAITS = """
import sys
from grantsdata.sources.safety.own_process import call_in_own_process
call_in_own_process(exec, {code!r}, seconds=30, memory=900_000_000)
"""


def waiting(tmp_path: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A process that has called a function which never ends, and the number of that function's process."""
    written = tmp_path / "process"
    code = f"import os, pathlib\npathlib.Path({str(written)!r}).write_text(f'{{os.getpid()}}.')\nwhile True: pass"
    process = subprocess.Popen([sys.executable, "-c", WAITS.format(code=code)], stderr=subprocess.PIPE)
    for _ in range(400):
        if written.exists() and (text := written.read_text()).endswith("."):
            return process, int(text[:-1])
        time.sleep(0.05)
    process.kill()
    pytest.fail("the function was never called")


def has_ended(number: int) -> bool:
    """Whether a process ends within some seconds; one that is only not yet waited for has ended."""
    status = Path(f"/proc/{number}/stat")
    for _ in range(200):
        try:
            if status.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="other systems end it when its time is over")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_both_processes_end_together(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C, a scheduler's time limit, and an end that no program can see."""
    process, other = waiting(tmp_path)
    process.send_signal(number)
    process.communicate(timeout=20)
    assert process.returncode
    assert has_ended(other)
