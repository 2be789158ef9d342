"""Tasks done by a Dask cluster: the files that a task needs go with it, and those that it made come back.

Nothing is shared with the workers but the packages, which must be the same there. A worker does a task as this machine
would, in a process of its own that is forked for it; so what comes back is the same to the byte. What is published, and
when, stays with whoever asked.
"""

import logging
import queue
import time
import warnings
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from grantsdata.errors import ClusterError, DiedError, OutputError, install_extra, visible
from grantsdata.runs.workers.dask_worker import (
    LOOK_SECONDS,
    Back,
    Sent,
    check_same,
    do,
    forbidden,
    surroundings,
    write_files,
)
from grantsdata.runs.workers.safe_start import safely
from grantsdata.runs.workers.task import Ended, Event, Task, all_cores, checked

LOCAL = "local"

_CONNECT_SECONDS = 15.0
"""How long a scheduler may take to answer, at first or after its connection was lost."""

_ANSWER_SECONDS = 60.0
"""How long a worker may take to tell of itself, or to hand over what it has made."""

_NO_WORKER_SECONDS = 60.0
"""How long tasks wait for a worker while there is none; one that was killed may be started again."""

_DEAF = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)"
"""What the workers of a local cluster run first: an interruption by a terminal is for whoever has started them."""


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
            check_same(self._here, its, worker)

    def submit(self, task: Task, order: int) -> None:
        """Have a task done; those of a lower order go first."""
        self._told.append(Event(task, "began"))
        files: dict[str, bytes | None] = {}
        for name in task.needs:
            if name.startswith("grantsdata/"):
                continue  # the library is there, and is the same
            with suppress(OSError):  # what is not there is told by the task, which does not find it either
                files[name] = None if forbidden(name, task.root) else (task.root / name).read_bytes()
        try:
            future = self._client.submit(do, Sent.of(task, self._here), files, pure=False, priority=-order)
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
                self._told += self._ended(*self._came.get(timeout=LOOK_SECONDS))
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
            back: Back = future.result(timeout=_ANSWER_SECONDS)
        except Exception as error:
            return [Event(task, "ended", Ended(error=self._why(task, future, error)))]
        ended = checked(task, back.ended)
        try:
            write_files(back.files, task.folder)
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
            raise ClusterError(f"Dask is not installed. Install it: {install_extra('cluster')}") from None
        _silence()
        place: Any = address
        try:
            if address == LOCAL:
                with safely():
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
