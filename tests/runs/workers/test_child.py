"""A task starts in a clean process, and the parent is sent its result, its error and what it logs."""

import logging
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.crew import ended, events, is_gone, lingering
from support.reporting import REPOSITORY, environment
from support.tasks import call

from grantsdata.errors import OutputError, ReportError, SourceError
from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.processes import FORKS

pytestmark = pytest.mark.skipif(not FORKS, reason="Processes are forked on Linux only.")


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
