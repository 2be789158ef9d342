"""Tasks done by a Dask cluster: the files that a task needs go with it, and those that it made come back.

Nothing is shared with the workers but the packages, which must be the same there. A worker does a task as this machine
would, in a process of its own that is forked for it; so what comes back is the same to the byte. What is published, and
when, stays with whoever asked.
"""

import queue
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from grantsdata.errors import ClusterError, DiedError
from grantsdata.inputs import Inputs, fingerprint
from grantsdata.surroundings import installed
from grantsdata.workers import Ended, Event, Task, Workers, all_cores

LOCAL = "local"

_CONNECT_SECONDS = 15
_WITHOUT = ("dask", "distributed")
_NEEDS = "Dask is not installed. Install it: pip install 'grantsdata[cluster]'"


class _Back(NamedTuple):
    """What comes back from a worker: what was told, in its order, with what the task ended with; and its files."""

    told: list[tuple[str, Any]]
    ended: Ended
    files: dict[str, bytes]


class Cluster:
    """The workers of a Dask scheduler, by its address; or, with `local`, of one that is started for this run.

    Used as a context. ClusterError if Dask is not installed, nobody answers, there is no worker, or one has other
    packages than this machine.
    """

    def __init__(self, address: str, jobs: int | None = None) -> None:
        self.address = address
        self.jobs = jobs or all_cores()
        self._futures: dict[Task, Any] = {}
        self._client: Any = None
        self._local: Any = None
        self._came: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._began: list[Event] = []
        self._slots = 0

    def __enter__(self) -> "Cluster":
        try:
            import dask
            from distributed import Client, LocalCluster
        except ImportError:
            raise ClusterError(_NEEDS) from None
        self._local = None
        if self.address == LOCAL:
            dask.config.set({"distributed.worker.daemon": False})
            self._local = LocalCluster(
                n_workers=self.jobs, threads_per_worker=1, dashboard_address=None, silence_logs="ERROR"
            )
        try:
            self._client = Client(self._local or self.address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterError(
                f"no Dask scheduler answers at {self.address} ({error}). Start one there: dask scheduler"
            ) from None
        try:
            self._slots = self._checked_workers()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._client.cancel(list(self._futures.values()))
        self._close()

    def _close(self) -> None:
        self._client.close()
        if self._local is not None:
            self._local.close()

    def _checked_workers(self) -> int:
        """How many tasks can be done at once."""
        threads = self._client.nthreads()
        if not threads:
            raise ClusterError(
                f"the Dask scheduler at {self.address} has no worker. Start one: "
                f"dask worker {self.address} --nthreads 1"
            )
        here = surroundings()
        try:
            there = self._client.run(surroundings)
        except Exception as error:
            raise ClusterError(
                f"a worker of {self.address} cannot run grantsdata ({type(error).__name__}: {error}). Install the "
                f"same packages there."
            ) from None
        for worker, its in sorted(there.items()):
            unlike = sorted(name for name in here.keys() | its.keys() if here.get(name) != its.get(name))
            if unlike:
                told = ", ".join(f"{name} is {its.get(name)}, here {here.get(name)}" for name in unlike[:3])
                raise ClusterError(
                    f"the worker {worker} has other packages than this machine, and might make other pages: {told}"
                    f"{' and more' if len(unlike) > 3 else ''}. Install the same there."
                )
        return sum(threads.values())

    def submit(self, task: Task, order: int) -> None:
        """Have a task done; those of a lower order go first."""
        files = {name: (task.root / name).read_bytes() for name in task.needs if (task.root / name).is_file()}
        future = self._client.submit(do, _Sent.of(task), files, pure=False, priority=-order)
        self._futures[task] = future
        self._began.append(Event(task, "began"))
        future.add_done_callback(lambda ended: self._came.put((task, ended)))

    def cancel(self, tasks: Collection[Task]) -> None:
        """Have tasks not done, or ended; nothing is told of them from then on."""
        self._client.cancel([self._futures.pop(task) for task in tasks if task in self._futures])

    def idle(self) -> bool:
        """Whether a worker has nothing to do; each may have one task more than it can do, so that none waits."""
        return len(self._futures) < 2 * self._slots

    def events(self) -> list[Event]:
        """What happened since, in its order; waits until something has, if anything is being done."""
        began, self._began = self._began, []
        if began or not self._futures:
            return began
        task, future = self._came.get()
        if self._futures.get(task) is not future:
            return []
        del self._futures[task]
        if future.status != "finished":
            return [Event(task, "ended", Ended(error=DiedError(f"{task.name} failed: {_why(future)}")))]
        back: _Back = future.result()
        for name, content in back.files.items():
            path = task.folder / PurePosixPath(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return [*(Event(task, kind, value) for kind, value in back.told), Event(task, "ended", back.ended)]


class _Sent(NamedTuple):
    """A task without the folders of the machine that sends it."""

    does: str
    values: Mapping[str, Any]
    name: str
    memory_mib: int

    @classmethod
    def of(cls, task: Task) -> "_Sent":
        return cls(task.does, task.values, task.name, task.memory_mib)


def surroundings() -> dict[str, str]:
    """What decides, besides its inputs, how a page comes out: each package's version, and the library itself."""
    ours = {name: version for name, version in installed().items() if name not in _WITHOUT}
    return {**ours, "the code of grantsdata": fingerprint(Inputs(Path()).library())[:12]}


def do(sent: _Sent, files: Mapping[str, bytes]) -> _Back:
    """Do a task where this is called, in a folder that is gone afterwards: what a Dask worker runs."""
    with TemporaryDirectory(prefix="grantsdata-") as place, Workers(1) as workers:
        root, folder = Path(place) / "project", Path(place) / "made"
        for name, content in files.items():
            path = root / PurePosixPath(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        (root / "data" / "raw").mkdir(parents=True, exist_ok=True)
        folder.mkdir()
        workers.submit(Task(sent.does, root, folder, sent.values, sent.name, memory_mib=sent.memory_mib), 0)
        told: list[tuple[str, Any]] = []
        ended = None
        while ended is None:
            for event in workers.events():
                if event.kind == "ended":
                    ended = event.value
                elif event.kind != "began":
                    told.append((event.kind, event.value))
        made = sorted(path for path in folder.rglob("*") if path.is_file())
        return _Back(told, ended, {path.relative_to(folder).as_posix(): path.read_bytes() for path in made})


def _why(future: Any) -> str:
    if future.status == "error":
        error = future.exception()
        return f"its worker ended ({type(error).__name__}: {error})"
    return f"the cluster gave it up ({future.status})"
