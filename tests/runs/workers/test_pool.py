"""Processes that do tasks: each starts clean, and however one ends, what became of its task is told."""

import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from support.reporting import REPOSITORY, environment
from support.tasks import call

from grantsdata.errors import DiedError, OutputError, ReportError, SourceError
from grantsdata.runs.workers import processes
from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.processes import FORKS
from grantsdata.runs.workers.task import Ended, Event, Task, all_cores

pytestmark = pytest.mark.skipif(not FORKS, reason="Processes are forked on Linux only.")


def ended(crew: Workers, *tasks: Task) -> list[Ended]:
    """What became of each, in their order."""
    told = {event.task: event.value for event in events(crew, *tasks) if event.kind == "ended"}
    return [told[task] for task in tasks]


def events(crew: Workers, *tasks: Task) -> list[Event]:
    """All that happened until the tasks had ended."""
    for task in tasks:
        crew.submit(task, 0)
    seen: list[Event] = []
    while sum(event.kind == "ended" for event in seen) < len(tasks):
        seen += crew.events()
    return seen


def lingering(folder: Path, number: int = 1, seconds: float = 60) -> list[int]:
    """The processes of so many tasks that linger, once they do."""
    until = time.monotonic() + seconds
    while len(found := list(folder.glob("lingers-*"))) < number:
        assert time.monotonic() < until, "they did not begin"
        time.sleep(0.01)
    return [int(path.name.partition("-")[2]) for path in found]


def is_gone(process: int, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while True:
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z" or time.monotonic() > until:
            return state == "Z"
        time.sleep(0.02)


def test_a_task_returns_what_its_function_does(tmp_path: Path) -> None:
    with Workers(2) as crew:
        task = call("add", tmp_path, one=2, other=3)
        (told,) = ended(crew, task)
    assert (told.value, told.error) == (5, None)
    assert 20 < told.peak_mib < 400


def test_each_task_starts_from_a_clean_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Workers(1) as crew:
        (before,) = ended(crew, call("state", tmp_path))
        (spoilt,) = ended(crew, call("spoil", tmp_path))
        (after,) = ended(crew, call("state", tmp_path))
    assert spoilt.error is None
    assert len({before.value.pop("process"), spoilt.value, after.value.pop("process")}) == 3
    assert after.value == before.value
    assert before.value["folder"] == str(tmp_path)
    assert before.value["threads"] == "1"


def test_a_task_has_the_environment_of_whoever_asks_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not that in which the server was started."""
    with Workers(1) as crew:
        (before,) = ended(crew, call("state", tmp_path))
        monkeypatch.setenv("GRANTSDATA_SPOILT", "asked for")
        (after,) = ended(crew, call("state", tmp_path))
        (child,) = ended(crew, call("spawn", tmp_path))
    assert before.value["variable"] is None
    assert after.value["variable"] == "asked for"
    assert child.value is True


def test_an_error_comes_with_all_of_its_faults(tmp_path: Path) -> None:
    with Workers(1) as crew:
        (told,) = ended(crew, call("fail", tmp_path))
    assert isinstance(told.error, SourceError)
    assert [fault.row for fault in told.error.faults] == [2, 3]
    assert str(told.error) == "\n".join(map(str, told.error.faults))


def test_what_nobody_foresaw_is_told_with_its_kind(tmp_path: Path) -> None:
    with Workers(1) as crew:
        seen = events(crew, call("stumble", tmp_path))
        (full,) = ended(crew, call("fill_the_disk", tmp_path))
    assert str(seen[-1].value.error) == "an error of this program, KeyError: 'page'"
    (line,) = [event.value for event in seen if event.kind == "line"]
    assert "Traceback" in line.getMessage() and "stumble" in line.getMessage()
    assert isinstance(full.error, OutputError)
    assert f"cannot write {tmp_path}/page.html: No space left on device. Free some space" in str(full.error)


def test_a_process_that_is_killed_or_crashes_is_told(tmp_path: Path) -> None:
    with Workers(2) as crew:
        killed, crashed = ended(crew, call("die", tmp_path), call("crash", tmp_path))
    assert isinstance(killed.error, DiedError) and isinstance(crashed.error, DiedError)
    assert str(killed.error) == "die failed: its process was ended from outside, or ran out of memory (signal 9)"
    assert str(crashed.error).endswith("(signal 11)")


@pytest.mark.parametrize("deaf", [False, True])
def test_a_cell_that_takes_too_long_is_ended(deaf: bool, tmp_path: Path) -> None:
    with Workers(1) as crew:
        (late,) = ended(crew, call("linger", tmp_path, deaf=deaf, cell=0.3))
        assert type(late.error) is ReportError
        assert str(late.error) == "linger failed: cell 7 took longer than 1 s"
        assert all(is_gone(process, 0) for process in lingering(tmp_path))
        (next_one,) = ended(crew, call("add", tmp_path, one=1, other=1))
        assert next_one.value == 2


def test_after_the_last_cell_there_is_no_limit(tmp_path: Path) -> None:
    with Workers(1) as crew:
        (told,) = ended(crew, call("take_its_time", tmp_path))
    assert told.value == "made"


def test_the_memory_of_a_task_has_a_bound(tmp_path: Path) -> None:
    """What it takes for itself; what all share is not its own."""
    with Workers(1) as crew:
        (fits,) = ended(crew, call("hold", tmp_path, memory_mib=300, mib=200))
        (too_much,) = ended(crew, call("hold", tmp_path, memory_mib=300, mib=400))
    assert fits.value == 200 * 1024 * 1024
    assert fits.peak_mib >= 200
    assert isinstance(too_much.error, ReportError) and "ran out of memory" in str(too_much.error)


def test_what_is_logged_and_warned_of_comes_to_whoever_asked(tmp_path: Path) -> None:
    with Workers(1) as crew:
        seen = events(crew, call("warn", tmp_path))
    lines = [event.value for event in seen if event.kind == "line"]
    assert [line.name for line in lines] == ["py.warnings", "some.package", "some.package"]
    assert "UserWarning: out of date" in lines[0].getMessage()
    assert lines[1].getMessage() == "told of it" and lines[1].levelno == logging.WARNING
    assert "ValueError: inner" in lines[2].getMessage()


def test_no_more_are_done_at_once_than_asked_for_and_in_their_order(tmp_path: Path) -> None:
    tasks = [call("add", tmp_path, one=number, other=0) for number in range(5)]
    with Workers(2) as crew:
        for order, task in zip((3, 1, 1, 2, 0), tasks, strict=True):
            crew.submit(task, order)
        began: list[int] = []
        running, most, done = 0, 0, 0
        while done < len(tasks):
            for event in crew.events():
                running += {"began": 1, "ended": -1}.get(event.kind, 0)
                done += event.kind == "ended"
                most = max(most, running)
                began += [tasks.index(event.task)] if event.kind == "began" else []
        assert crew.idle()
    assert began == [4, 1, 2, 3, 0]
    assert most == 2


def test_tasks_that_are_cancelled_are_ended_and_never_told_of(tmp_path: Path) -> None:
    running, waiting, other = (
        call("linger", tmp_path),
        call("linger", tmp_path),
        call("add", tmp_path, one=1, other=1),
    )
    with Workers(1) as crew:
        crew.submit(running, 0)
        crew.submit(waiting, 0)
        assert [event.kind for event in crew.events()] == ["began"]
        processes = lingering(tmp_path)
        crew.cancel([running, waiting])
        assert all(is_gone(process, 0) for process in processes)
        assert {event.task for event in events(crew, other)} == {other}


def test_none_is_left_when_the_context_ends(tmp_path: Path) -> None:
    with Workers(2) as crew:
        for deaf in (False, True):
            crew.submit(call("linger", tmp_path, deaf=deaf), 0)
        crew.events()
        processes = lingering(tmp_path, 2)
    assert all(is_gone(process, 0) for process in processes)


ORPHANS = """
import sys
from pathlib import Path
from support.tasks import call
from grantsdata.runs.workers.pool import Workers
with Workers(2) as crew:
    for _ in range(2):
        crew.submit(call("linger", Path(sys.argv[1])), 0)
    while True:
        crew.events()
"""


def test_processes_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    line = [sys.executable, "-c", ORPHANS, str(tmp_path)]
    variables = environment(PYTHONPATH=str(REPOSITORY / "tests"))
    with subprocess.Popen(line, env=variables, start_new_session=True) as parent:
        processes = lingering(tmp_path, 2)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        assert all(is_gone(process) for process in processes)


WITHOUT_A_GUARD = """
import sys
from pathlib import Path
from support.tasks import call
from grantsdata.runs.workers.pool import Workers
print("this script runs")
with Workers(1) as crew:
    crew.submit(call("add", Path("."), one=40, other=2), 0)
    seen = []
    while not seen or seen[-1].kind != "ended":
        seen += crew.events()
print(seen[-1].value.value)
"""


@pytest.mark.proof
def test_a_script_without_a_guard_is_not_run_again_by_its_processes(tmp_path: Path) -> None:
    script = tmp_path / "nightly.py"
    script.write_text(WITHOUT_A_GUARD, encoding="utf-8")
    variables = environment(PYTHONPATH=str(REPOSITORY / "tests"))
    done = subprocess.run([sys.executable, str(script)], env=variables, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("this script runs\n42\n", "")


def test_another_server_is_started_where_the_first_is_gone(tmp_path: Path) -> None:
    from multiprocessing import forkserver

    server: Any = forkserver._forkserver
    with Workers(1) as crew:
        ended(crew, call("add", tmp_path, one=1, other=1))
        os.kill(server._forkserver_pid, signal.SIGKILL)
        first, *more = (one for _ in range(3) for one in ended(crew, call("add", tmp_path, one=1, other=1)))
    assert more[-1].value == 2
    assert first.value == 2 or isinstance(first.error, DiedError)


@pytest.mark.proof
def test_a_changed_library_calls_for_another_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from multiprocessing import forkserver

    server: Any = forkserver._forkserver
    with Workers(1) as crew:
        ended(crew, call("add", tmp_path, one=1, other=1))
        first = server._forkserver_pid
    with Workers(1) as crew:
        assert server._forkserver_pid == first, "nothing has changed"
    monkeypatch.setattr(processes, "_imported", [["another library"]])
    with Workers(1) as crew:
        (told,) = ended(crew, call("add", tmp_path, one=1, other=1))
    assert told.value == 2
    assert server._forkserver_pid != first


def test_there_is_one_process_for_each_core_that_may_be_used() -> None:
    assert Workers().jobs == all_cores() == len(os.sched_getaffinity(0))
    assert Workers(3).jobs == 3


def test_a_task_of_the_house_is_found_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(AttributeError, match="no_such_work"):
        Task("no_such_work", tmp_path, tmp_path, {}, "x").run()
