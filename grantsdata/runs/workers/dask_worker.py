"""Run a task on a Dask worker: what is sent to it, how it runs there, and what it sends back."""

import platform
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from grantsdata.errors import ClusterError
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.notebooks.kernels import check_kernel
from grantsdata.runs.workers.packages import OF_REPORTS, needed_by
from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.task import Ended, Event, Task
from grantsdata.sources.files.environment import installed
from grantsdata.sources.files.hashes import fingerprint
from grantsdata.sources.files.plain_file import leads_out

LOOK_SECONDS = 2.0
"""How often this process checks an idle cluster, and a worker checks whether its task has been cancelled."""


class Reply(NamedTuple):
    """What a worker sends back: the events in order, the result of the task, and the files that it made."""

    events: list[tuple[str, Any]]
    ended: Ended
    files: dict[str, bytes]


def forbidden(name: str, root: Path) -> bool:
    """Return whether a file is a link that no task may follow. The worker gets a link that leads nowhere instead."""
    return name.startswith("data/raw/") and leads_out(root / name, root)


class Sent(NamedTuple):
    """A task without the folders of the sending machine, with the versions that the sender has installed."""

    function: str
    values: Mapping[str, Any]
    name: str
    memory_mib: int
    here: Mapping[str, str]

    @classmethod
    def of(cls, task: Task, here: Mapping[str, str]) -> "Sent":
        return cls(task.function, task.values, task.name, task.memory_mib, here)


def surroundings() -> dict[str, str]:
    """Return what affects a page besides its inputs: the versions of Python and packages, and this library's code."""
    code = fingerprint(Inputs(Path()).library())[:12]
    return {"Python": platform.python_version(), **_packages(), "the code of grantsdata": code}


@cache
def _packages() -> dict[str, str]:
    needed = needed_by(OF_REPORTS)
    return {name: version for name, version in installed().items() if name in needed}


def check_same(here: Mapping[str, str], there: Mapping[str, str], worker: str) -> None:
    """Raise ClusterError if a worker's `surroundings` differ from those of this machine."""
    unlike = sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
    if unlike:
        differences = ", ".join(f"{name} is {there.get(name, 'missing')}, here {here.get(name)}" for name in unlike[:3])
        raise ClusterError(
            f"the worker {worker} has other packages than this machine, and might make other pages: {differences}"
            f"{' and more' if len(unlike) > 3 else ''}. Install the same there, and restart it."
        )


def run_task(sent: Sent, files: Mapping[str, bytes | None]) -> Reply:
    """Run a task on the Dask worker that calls this, in a temporary folder, and return the events, result and files."""
    from distributed import Reschedule, get_worker

    worker = get_worker()
    try:
        check_same(sent.here, surroundings(), worker.address)  # the worker may have joined after the run had begun
        if sent.values.get("in_process") is False:
            check_kernel()
    except ClusterError as error:
        return Reply([], Ended(error=error), {})
    # A worker that is killed leaves its folder to Dask, which removes it when another is started.
    with TemporaryDirectory(prefix="grantsdata-", dir=worker.local_directory) as place, Workers(1) as workers:
        root, folder = Path(place) / "project", Path(place) / "made"
        write_files(files, root)
        (root / "data" / "raw").mkdir(parents=True, exist_ok=True)
        folder.mkdir()
        with _stopped_if_cancelled(worker, workers) as stopped:
            workers.submit(Task(sent.function, root, folder, sent.values, sent.name, memory_mib=sent.memory_mib), 0)
            events = list(_until_ended(workers))
        if stopped.is_set():
            raise Reschedule  # another worker runs it, unless it was cancelled
        ended = events.pop().value
        made = sorted(path for path in folder.rglob("*") if path.is_file())
        contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in made}
        return Reply([(event.kind, event.value) for event in events if event.kind != "began"], ended, contents)


def _until_ended(workers: Workers) -> Iterator[Event]:
    while True:
        for event in workers.events():
            yield event
            if event.kind == "ended":
                return


@contextmanager
def _stopped_if_cancelled(worker: Any, workers: Workers) -> Iterator[threading.Event]:
    """Stop the task within if it was cancelled, its client has gone, or the worker or scheduler ends.

    Dask itself would let it go on and keep the worker busy. The yielded event is set if the task was stopped.
    """
    key, over, stopped = worker.get_current_task(), threading.Event(), threading.Event()

    def watch() -> None:
        while not over.wait(LOOK_SECONDS):
            task = worker.state.tasks.get(key)
            if task is None or task.state == "cancelled" or worker.status.name in ("closing", "closed", "failed"):
                stopped.set()
                workers.stop()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield stopped
    finally:
        over.set()
        watcher.join()


def write_files(files: Mapping[str, bytes | None], folder: Path) -> None:
    """Write files into a folder by their paths; for None, make a link that leads nowhere."""
    for name, content in files.items():
        path = folder / PurePosixPath(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.symlink_to(path.anchor)
        else:
            path.write_bytes(content)
