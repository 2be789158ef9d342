"""Processes are forked from one server, which is replaced when it has gone, and they end when they must."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.crew import ended, is_gone, lingering
from support.reporting import REPOSITORY, environment
from support.tasks import call

from grantsdata.errors import DiedError
from grantsdata.runs.workers import processes
from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.processes import FORKS

pytestmark = pytest.mark.skipif(not FORKS, reason="Processes are forked on Linux only.")

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


@pytest.mark.proof
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


def test_none_is_left_when_the_context_ends(tmp_path: Path) -> None:
    with Workers(2) as crew:
        for deaf in (False, True):
            crew.submit(call("linger", tmp_path, deaf=deaf), 0)
        crew.events()
        processes = lingering(tmp_path, 2)
    assert all(is_gone(process, 0) for process in processes)
