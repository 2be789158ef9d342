"""What is sent to a Dask worker, and how its task is stopped there; `test_dask_cluster` has runs on a real cluster."""

import platform
import re
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from grantsdata.errors import ClusterError
from grantsdata.runs.workers import dask_worker
from grantsdata.runs.workers.dask_worker import Sent, check_same, forbidden, surroundings, write_files
from grantsdata.runs.workers.task import Task


def test_a_task_is_sent_without_the_folders_of_this_machine(tmp_path: Path) -> None:
    task = Task("prepare", tmp_path, tmp_path / "pages", {"strict": True}, "data of 2018-19", memory_mib=300)
    sent = Sent.of(task, {"Python": "3.13.1"})
    assert sent == ("prepare", {"strict": True}, "data of 2018-19", 300, {"Python": "3.13.1"})
    assert str(tmp_path) not in repr(sent)


def test_surroundings_are_all_that_a_page_depends_on_besides_its_inputs() -> None:
    ours = surroundings()
    assert ours["Python"] == platform.python_version()
    assert {"pandas", "matplotlib", "nbconvert"} <= ours.keys() and "pytest" not in ours
    assert re.fullmatch("[0-9a-f]{12}", ours["the code of grantsdata"])


def test_a_worker_like_this_machine_may_run_the_task() -> None:
    check_same({"Python": "3.13.1", "pandas": "3.0.0"}, {"pandas": "3.0.0", "Python": "3.13.1"}, "tcp://one")


def test_a_worker_with_other_packages_is_refused() -> None:
    here = {"Python": "3.13.1", "pandas": "3.0.0", "tqdm": "4.67.1", "jinja2": "3.1.6"}
    there = {"Python": "3.13.1", "pandas": "3.0.1", "tqdm": "4.66.0"}
    with pytest.raises(ClusterError) as caught:
        check_same(here, there, "tcp://10.0.0.7:4000")
    assert str(caught.value) == (
        "the worker tcp://10.0.0.7:4000 has other packages than this machine, and might make other pages: "
        "jinja2 is missing, here 3.1.6, pandas is 3.0.1, here 3.0.0, tqdm is 4.66.0, here 4.67.1. "
        "Install the same there, and restart it."
    )
    with pytest.raises(ClusterError, match=r"here 3.0.0 and more\. Install the same"):
        check_same(here, there | {"Python": "3.14.0", "jinja2": "3.1.0"}, "tcp://one")


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    """The worker gets one that leads nowhere, and refuses it as this machine would."""
    root = tmp_path / "project"
    (root / "data" / "raw").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text("x", encoding="utf-8")
    (root / "data" / "raw" / "gr.csv").symlink_to(tmp_path / "secret.csv")
    (root / "data" / "raw" / "out.csv").write_text("y", encoding="utf-8")
    (root / "linked.csv").symlink_to(tmp_path / "secret.csv")
    assert forbidden("data/raw/gr.csv", root)
    assert not forbidden("data/raw/out.csv", root)
    assert not forbidden("linked.csv", root), "only raw data is refused"


def test_files_are_written_where_the_task_looks_for_them(tmp_path: Path) -> None:
    write_files({"data/raw/2018-19/gr.csv": b"Award\n", "data/raw/2018-19/out.csv": None}, tmp_path)
    folder = tmp_path / "data" / "raw" / "2018-19"
    assert (folder / "gr.csv").read_bytes() == b"Award\n"
    assert (folder / "out.csv").is_symlink()


class Worker:
    """A Dask worker as far as a task looks at it."""

    def __init__(self, state: str | None, status: str = "running") -> None:
        tasks = {} if state is None else {"key": SimpleNamespace(state=state)}
        self.state, self.status = SimpleNamespace(tasks=tasks), SimpleNamespace(name=status)

    def get_current_task(self) -> str:
        return "key"


class Processes:
    def __init__(self) -> None:
        self.stopped = threading.Event()

    def stop(self) -> None:
        self.stopped.set()


@pytest.mark.parametrize(
    ("worker", "is_stopped"),
    [
        (Worker("executing"), False),
        (Worker("cancelled"), True),
        (Worker(None), True),
        (Worker("executing", "closing"), True),
        (Worker("executing", "failed"), True),
    ],
    ids=["wanted", "cancelled", "forgotten", "worker told to end", "worker failed"],
)
def test_a_task_that_is_no_longer_wanted_is_stopped(
    worker: Any, is_stopped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_worker, "LOOK_SECONDS", 0.01)
    running: Any = Processes()
    with dask_worker._stopped_if_cancelled(worker, running) as stopped:
        assert running.stopped.wait(30 if is_stopped else 0.1) is is_stopped
    assert stopped.is_set() is is_stopped
