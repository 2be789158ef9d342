"""Tasks done by a Dask cluster: the files that a task needs go with it, and those that it made come back.

Nothing is shared with the workers but the packages, which must be the same there. A worker does a task as this machine
would, in a process of its own that is forked for it; so what comes back is the same to the byte. What is published, and
when, stays with whoever asked.
"""

import logging
import platform
import queue
import threading
import time
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from grantsdata.errors import ClusterError, DiedError, OutputError, visible
from grantsdata.inputs import Inputs, fingerprint
from grantsdata.kernels import check_kernel
from grantsdata.locked import needed_by
from grantsdata.raw_files import leads_out
from grantsdata.surroundings import installed
from grantsdata.workers import Ended, Event, Task, Workers, all_cores

LOCAL = "local"

_CONNECT_SECONDS = 15.0
"""How long a scheduler may take to answer, at first or after its connection was lost."""

_ANSWER_SECONDS = 60.0
"""How long a worker may take to tell of itself, or to hand over what it has made."""

_NO_WORKER_SECONDS = 60.0
"""How long tasks wait for a worker while there is none; one that was killed may be started again."""

_LOOK_SECONDS = 2.0
"""How often the cluster is looked at while nothing happens, and a worker looks whether its task is still wanted."""

_NEEDS = "Dask is not installed. Install it: pip install 'grantsdata[cluster]'"


_DEAF = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)"
"""What the workers of a local cluster run first: an interruption by a terminal is for whoever has started them."""


class _Back(NamedTuple):
    """What comes back from a worker: what was told, in its order, with what the task ended with; and its files."""

    told: list[tuple[str, Any]]
    ended: Ended
    files: dict[str, bytes]


class Cluster:
    """The workers of a Dask scheduler, by its address; or, with `local`, of one that is started for this run.

    Used as a context. ClusterError if Dask is not installed, nobody answers, there is no worker, or one has other
    packages than this machine. What Dask logs in this process is not shown: whatever matters is told as an error.
    """

    def __init__(self, address: str, jobs: int | None = None) -> None:
        self.address = address
        self.jobs = jobs or all_cores()
        self._here = surroundings()
        self._stack = ExitStack()
        self._client: Any = None
        self._futures: dict[Task, Any] = {}
        self._came: queue.SimpleQueue[tuple[Task, Any]] = queue.SimpleQueue()
        self._told: list[Event] = []
        self._slots = 0
        self._worker_seen = 0.0

    def __enter__(self) -> "Cluster":
        with ExitStack() as stack:
            self._client = _connected(self.address, self.jobs, stack)
            self._check_workers()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        with self._stack:
            self.cancel(list(self._futures))

    def _check_workers(self) -> None:
        if not self._look():
            raise ClusterError(
                f"the Dask scheduler at {self.address} has no worker. Start one: "
                f"dask worker {self.address} --nthreads 1"
            )
        try:
            answers = self._client.run(surroundings, on_error="return", callback_timeout=_ANSWER_SECONDS)
        except Exception as error:
            raise ClusterError(f"a worker of {self.address} does not answer ({_short(error)}). Restart it.") from None
        for worker, its in sorted(answers.items()):
            if isinstance(its, BaseException):
                raise ClusterError(
                    f"the worker {worker} cannot run grantsdata ({_short(its)}). Install the same packages there."
                )
            _check_same(self._here, its, worker)

    def submit(self, task: Task, order: int) -> None:
        """Have a task done; those of a lower order go first."""
        self._told.append(Event(task, "began"))
        files: dict[str, bytes | None] = {}
        for name in task.needs:
            if name.startswith("grantsdata/"):
                continue  # the library is there, and is the same
            with suppress(OSError):  # what is not there is told by the task, which does not find it either
                files[name] = None if _forbidden(name, task.root) else (task.root / name).read_bytes()
        try:
            future = self._client.submit(do, _Sent.of(task, self._here), files, pure=False, priority=-order)
        except Exception as error:
            self._told.append(Event(task, "ended", Ended(error=self._lost(f"takes no task ({_short(error)})"))))
            return
        self._futures[task] = future
        future.add_done_callback(lambda ended: self._came.put((task, ended)))

    def cancel(self, tasks: Collection[Task]) -> None:
        """Have tasks not done, or ended; nothing is told of them from then on."""
        self._told = [event for event in self._told if event.task not in tasks]
        futures = [self._futures.pop(task) for task in tasks if task in self._futures]
        if futures:
            with suppress(Exception):  # nobody is there any more who could do them
                self._client.cancel(futures, callback_timeout=_CONNECT_SECONDS)

    def idle(self) -> bool:
        """Whether a worker has nothing to do; each may have one task more than it can do, so that none waits."""
        return len(self._futures) < 2 * self._slots

    def events(self) -> list[Event]:
        """What happened since, in its order; waits until something has, if anything is being done.

        A task begins when the cluster gets it; what else is told of it comes when it has ended.
        """
        while not self._told and self._futures:
            try:
                self._told += self._ended(*self._came.get(timeout=_LOOK_SECONDS))
            except queue.Empty:
                self._told += self._given_up()
        told, self._told = self._told, []
        return told

    def _ended(self, task: Task, future: Any) -> list[Event]:
        if task not in self._futures or self._futures[task] is not future:
            return []  # it was cancelled
        del self._futures[task]
        self._worker_seen = time.monotonic()
        try:
            back: _Back = future.result(timeout=_ANSWER_SECONDS)
        except Exception as error:
            return [Event(task, "ended", Ended(error=self._why(task, future, error)))]
        ended = back.ended
        try:
            _write(back.files, task.folder)
        except OSError as error:
            ended = Ended(error=OutputError.of(task.folder, error))
        return [*(Event(task, kind, value) for kind, value in back.told), Event(task, "ended", ended)]

    def _why(self, task: Task, future: Any, error: Exception) -> ClusterError | DiedError:
        """Why a task has not come back; whether to try it again is for others to say."""
        if self._client.status not in ("running", "connecting"):
            return self._lost("is gone")
        if future.cancelled():
            return DiedError(f"{task.name} failed: the connection to the Dask scheduler was lost")
        return DiedError(f"{task.name} failed: its Dask worker ended, or lost it ({_short(error)})")

    def _given_up(self) -> list[Event]:
        """The end of all tasks, if nobody is there who could do them."""
        if self._look():
            return []
        if self._client.status == "closed":
            why = self._lost("is gone")
        elif time.monotonic() > self._worker_seen + _NO_WORKER_SECONDS:
            why = self._lost(f"has had no worker for {_NO_WORKER_SECONDS:g} s")
        else:
            return []
        tasks = list(self._futures)
        self.cancel(tasks)
        return [Event(task, "ended", Ended(error=why)) for task in tasks]

    def _look(self) -> int:
        """How many tasks can be done at once, now: workers may come and go."""
        with suppress(Exception):  # it may come back
            self._slots = sum(self._client.nthreads(callback_timeout=_CONNECT_SECONDS).values())
            if self._slots:
                self._worker_seen = time.monotonic()
            return self._slots
        return 0

    def _lost(self, what: str) -> ClusterError:
        return ClusterError(f"the Dask scheduler at {self.address} {what}. Start it and its workers, and run again.")


def _connected(address: str, jobs: int, stack: ExitStack) -> Any:
    """A client of the scheduler, which is started if it is the local one; closed with the stack."""
    with _unheard():
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            raise ClusterError(_NEEDS) from None
        _silence()
        place: Any = address
        try:
            if address == LOCAL:
                place = LocalCluster(
                    n_workers=jobs,
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                    preload=_DEAF,
                )
                stack.callback(_quietly, place.close)
            client = Client(place, timeout=_CONNECT_SECONDS, set_as_default=False)
        except Exception as error:
            raise ClusterError(
                f"no Dask scheduler answers at {address} ({_short(error)}). Start one there: dask scheduler"
            ) from None
    stack.callback(_quietly, client.close)
    return client


def _quietly(close: Callable[..., object]) -> None:
    with suppress(Exception):  # what is gone already need not be closed
        close(timeout=_CONNECT_SECONDS)


@contextmanager
def _unheard() -> Iterator[None]:
    """Without warnings: those of other versions of Dask, say, which are no matter if it works."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _silence() -> None:
    """Dask gives its loggers a handler for standard error when it is imported, or else fills the log of the run."""
    for name in ("distributed", "tornado", "asyncio", *logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            logger = logging.getLogger(name)
            logger.handlers[:] = [logging.NullHandler()]
            logger.propagate = False


def _short(error: BaseException) -> str:
    return visible(" ".join(f"{type(error).__name__}: {error}".split()), 200)


# ---- What goes over the wire, and what a worker does with it -------------------------------------


def _forbidden(name: str, root: Path) -> bool:
    """Whether this is a link that no task may follow: in its place the worker gets one that leads nowhere."""
    return name.startswith("data/raw/") and leads_out(root / name, root)


class _Sent(NamedTuple):
    """A task without the folders of the machine that sends it, and with what it has installed."""

    does: str
    values: Mapping[str, Any]
    name: str
    memory_mib: int
    here: Mapping[str, str]

    @classmethod
    def of(cls, task: Task, here: Mapping[str, str]) -> "_Sent":
        return cls(task.does, task.values, task.name, task.memory_mib, here)


def surroundings() -> dict[str, str]:
    """What decides, besides its inputs, how a page comes out: Python, the packages it takes, and the library itself."""
    code = fingerprint(Inputs(Path()).library())[:12]
    return {"Python": platform.python_version(), **_packages(), "the code of grantsdata": code}


@cache
def _packages() -> dict[str, str]:
    needed = needed_by("grantsdata")
    return {name: version for name, version in installed().items() if name in needed}


def _check_same(here: Mapping[str, str], there: Mapping[str, str], worker: str) -> None:
    unlike = sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
    if unlike:
        told = ", ".join(f"{name} is {there.get(name, 'missing')}, here {here.get(name)}" for name in unlike[:3])
        raise ClusterError(
            f"the worker {worker} has other packages than this machine, and might make other pages: {told}"
            f"{' and more' if len(unlike) > 3 else ''}. Install the same there, and restart it."
        )


def do(sent: _Sent, files: Mapping[str, bytes | None]) -> _Back:
    """Do a task where this is called, in a folder that is gone afterwards: what a Dask worker runs."""
    from distributed import Reschedule, get_worker

    worker = get_worker()
    try:
        _check_same(sent.here, surroundings(), worker.address)  # it may have come after the run had begun
        if sent.values.get("warm") is False:
            check_kernel()
    except ClusterError as error:
        return _Back([], Ended(error=error), {})
    # A worker that is killed leaves its folder to Dask, which removes it when another is started.
    with TemporaryDirectory(prefix="grantsdata-", dir=worker.local_directory) as place, Workers(1) as workers:
        root, folder = Path(place) / "project", Path(place) / "made"
        _write(files, root)
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
        return _Back([(event.kind, event.value) for event in told if event.kind != "began"], ended, contents)


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
        while not over.wait(_LOOK_SECONDS):
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


def _write(files: Mapping[str, bytes | None], folder: Path) -> None:
    for name, content in files.items():
        path = folder / PurePosixPath(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.symlink_to(path.anchor)
        else:
            path.write_bytes(content)
