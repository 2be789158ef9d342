"""As many processes as asked for run tasks in their order, and however one ends, its task has a result."""

import os
from pathlib import Path

import pytest
from support.crew import ended, events, is_gone, lingering
from support.tasks import call

from grantsdata.errors import DiedError, ReportError
from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.processes import FORKS
from grantsdata.runs.workers.task import Task, all_cores

pytestmark = pytest.mark.skipif(not FORKS, reason="Processes are forked on Linux only.")


def test_a_task_returns_what_its_function_does(tmp_path: Path) -> None:
    with Workers(2) as crew:
        task = call("add", tmp_path, one=2, other=3)
        (told,) = ended(crew, task)
    assert (told.value, told.error) == (5, None)
    assert 20 < told.peak_mib < 400


def test_a_process_that_is_killed_or_crashes_is_told(tmp_path: Path) -> None:
    with Workers(2) as crew:
        killed, crashed = ended(crew, call("die", tmp_path), call("crash", tmp_path))
    assert isinstance(killed.error, DiedError) and isinstance(crashed.error, DiedError)
    assert str(killed.error) == "die failed: its process was ended from outside, or ran out of memory (signal 9)"
    assert str(crashed.error).endswith("(signal 11)")


@pytest.mark.proof
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


def test_there_is_one_process_for_each_core_that_may_be_used() -> None:
    assert Workers().jobs == all_cores() == len(os.sched_getaffinity(0))
    assert Workers(3).jobs == 3


def test_a_task_of_the_house_is_found_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(AttributeError, match="no_such_work"):
        Task("no_such_work", tmp_path, tmp_path, {}, "x").run()
