"""A task done elsewhere: what goes over the wire, what a Dask worker does with it, and what comes back."""

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
from grantsdata.runs.workers.packages import needed_by
from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.task import Ended, Event, Task
from grantsdata.sources.files.environment import installed
from grantsdata.sources.files.hashes import fingerprint
from grantsdata.sources.files.plain_file import leads_out

LOOK_SECONDS = 2.0
"""How often the cluster is looked at while nothing happens, and a worker looks whether its task is still wanted."""


class Back(NamedTuple):
    """What comes back from a worker: what was told, in its order, with what the task ended with; and its files."""

    told: list[tuple[str, Any]]
    ended: Ended
    files: dict[str, bytes]


def forbidden(name: str, root: Path) -> bool:
    """Whether this is a link that no task may follow: in its place the worker gets one that leads nowhere."""
    return name.startswith("data/raw/") and leads_out(root / name, root)


class Sent(NamedTuple):
    """A task without the folders of the machine that sends it, and with what it has installed."""

    does: str
    values: Mapping[str, Any]
    name: str
    memory_mib: int
    here: Mapping[str, str]

    @classmethod
    def of(cls, task: Task, here: Mapping[str, str]) -> "Sent":
        return cls(task.does, task.values, task.name, task.memory_mib, here)


def surroundings() -> dict[str, str]:
    """What decides, besides its inputs, how a page comes out: Python, the packages it takes, and the library itself."""
    code = fingerprint(Inputs(Path()).library())[:12]
    return {"Python": platform.python_version(), **_packages(), "the code of grantsdata": code}


@cache
def _packages() -> dict[str, str]:
    needed = needed_by("grantsdata")
    return {name: version for name, version in installed().items() if name in needed}


def check_same(here: Mapping[str, str], there: Mapping[str, str], worker: str) -> None:
    """ClusterError if a worker's `surroundings` are others than those here."""
    unlike = sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
    if unlike:
        told = ", ".join(f"{name} is {there.get(name, 'missing')}, here {here.get(name)}" for name in unlike[:3])
        raise ClusterError(
            f"the worker {worker} has other packages than this machine, and might make other pages: {told}"
            f"{' and more' if len(unlike) > 3 else ''}. Install the same there, and restart it."
        )


def do(sent: Sent, files: Mapping[str, bytes | None]) -> Back:
    """Do a task where this is called, in a folder that is gone afterwards: what a Dask worker runs."""
    from distributed import Reschedule, get_worker

    worker = get_worker()
    try:
        check_same(sent.here, surroundings(), worker.address)  # it may have come after the run had begun
        if sent.values.get("warm") is False:
            check_kernel()
    except ClusterError as error:
        return Back([], Ended(error=error), {})
    # A worker that is killed leaves its folder to Dask, which removes it when another is started.
    with TemporaryDirectory(prefix="grantsdata-", dir=worker.local_directory) as place, Workers(1) as workers:
        root, folder = Path(place) / "project", Path(place) / "made"
        write_files(files, root)
        (root / "data" / "raw").mkdir(parents=True, exist_ok=True)
        folder.mkdir()
        with _stopped_if_unwanted(worker, workers) as stopped:
            workers.submit(Task(sent.does, root, folder, sent.values, sent.name, memory_mib=sent.memory_mib), 0)
            told = list(_until_ended(workers))
        if stopped.is_set():
            raise Reschedule  # another worker does it, if anybody still wants it
        ended = told.pop().value
        made = sorted(path for path in folder.rglob("*") if path.is_file())
        contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in made}
        return Back([(event.kind, event.value) for event in told if event.kind != "began"], ended, contents)


def _until_ended(workers: Workers) -> Iterator[Event]:
    while True:
        for event in workers.events():
            yield event
            if event.kind == "ended":
                return


@contextmanager
def _stopped_if_unwanted(worker: Any, workers: Workers) -> Iterator[threading.Event]:
    """Dask lets a task go on that was cancelled, whose client is gone, or whose worker or scheduler ends.

    Its worker could do nothing else until then. The event tells whether it was stopped.
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
    """Write files by their paths in a folder; None stands for a link that leads nowhere."""
    for name, content in files.items():
        path = folder / PurePosixPath(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.symlink_to(path.anchor)
        else:
            path.write_bytes(content)
