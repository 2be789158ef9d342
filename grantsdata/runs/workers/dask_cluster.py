"""A Dask cluster as a pool of workers: a task is sent with the files that it needs, and the files it made come back.

The workers share nothing with this machine except the packages, which must be the same. A worker runs a task as this
machine would, in a process forked for it, so the files are the same to the byte. This process alone publishes.
"""

import logging
import queue
import time
import warnings
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from grantsdata.errors import ClusterError, DiedError, OutputError, visible
from grantsdata.runs.workers.dask_worker import (
    LOOK_SECONDS,
    Reply,
    Sent,
    check_same,
    forbidden,
    run_task,
    surroundings,
    write_files,
)
from grantsdata.runs.workers.safe_start import safely
from grantsdata.runs.workers.task import Ended, Event, Task, all_cores, checked

LOCAL = "local"

_CONNECT_SECONDS = 15.0
"""How long a scheduler may take to answer, at first or after its connection was lost."""

_ANSWER_SECONDS = 60.0
"""How long a worker may take to report its versions, or to send the files that it has made."""

_NO_WORKER_SECONDS = 60.0
"""How long tasks wait while there is no worker; a worker that was killed may be started again."""

_IGNORE_CTRL_C = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)"
"""What the workers of a local cluster run first: this process handles Ctrl-C and ends them."""


class Cluster:
    """The workers of the Dask scheduler at `address`, or with "local" of one that is started for this run.

    Use it as a context, where Dask is installed. Raises ClusterError if no scheduler answers, there is no
    worker, or a worker has other packages than this machine. Dask's own log is not shown: whatever matters is raised as
    an error.
    """

    def __init__(self, address: str, jobs: int | None = None) -> None:
        self.address = address
        self.jobs = jobs or all_cores()
        self._surroundings = surroundings()
        self._stack = ExitStack()
        self._client: Any = None
        self._futures: dict[Task, Any] = {}
        self._finished: queue.SimpleQueue[tuple[Task, Any]] = queue.SimpleQueue()
        self._events: list[Event] = []
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
        if not self._count_slots():
            raise ClusterError(
                f"the Dask scheduler at {self.address} has no worker. Start one: "
                f"dask worker {self.address} --nthreads 1"
            )
        try:
            answers = self._client.run(surroundings, on_error="return", callback_timeout=_ANSWER_SECONDS)
        except Exception as error:
            raise ClusterError(f"a worker of {self.address} does not answer ({_short(error)}). Restart it.") from None
        for worker, answer in sorted(answers.items()):
            if isinstance(answer, BaseException):
                raise ClusterError(
                    f"the worker {worker} cannot run grantsdata ({_short(answer)}). Install the same packages there."
                )
            check_same(self._surroundings, answer, worker)

    def submit(self, task: Task, order: int) -> None:
        """Send a task to the cluster; tasks with a lower `order` run first."""
        self._events.append(Event(task, "began"))
        files: dict[str, bytes | None] = {}
        for name in task.needs:
            if name.startswith("grantsdata/"):
                continue  # the library is there, and is the same
            with suppress(OSError):  # the task itself reports a missing file
                files[name] = None if forbidden(name, task.root) else (task.root / name).read_bytes()
        try:
            future = self._client.submit(
                run_task, Sent.of(task, self._surroundings), files, pure=False, priority=-order
            )
        except Exception as error:
            self._events.append(Event(task, "ended", Ended(error=self._lost(f"takes no task ({_short(error)})"))))
            return
        self._futures[task] = future
        future.add_done_callback(lambda ended: self._finished.put((task, ended)))

    def cancel(self, tasks: Collection[Task]) -> None:
        """Cancel tasks, whether or not they run; they give no more events."""
        self._events = [event for event in self._events if event.task not in tasks]
        futures = [self._futures.pop(task) for task in tasks if task in self._futures]
        if futures:
            with suppress(Exception):  # the scheduler has gone, so there is no one to cancel them
                self._client.cancel(futures, callback_timeout=_CONNECT_SECONDS)

    def idle(self) -> bool:
        """Return whether another task may be sent.

        Each worker gets one task more than it can run, so that it never waits.
        """
        return len(self._futures) < 2 * self._slots

    def events(self) -> list[Event]:
        """Return the events since the last call, in order; wait for one if a task is running.

        A task begins when the cluster gets it; its other events come when it has ended.
        """
        while not self._events and self._futures:
            try:
                self._events += self._ended(*self._finished.get(timeout=LOOK_SECONDS))
            except queue.Empty:
                self._events += self._lost_tasks()
        events, self._events = self._events, []
        return events

    def _ended(self, task: Task, future: Any) -> list[Event]:
        if task not in self._futures or self._futures[task] is not future:
            return []  # it was cancelled
        del self._futures[task]
        self._worker_seen = time.monotonic()
        try:
            back: Reply = future.result(timeout=_ANSWER_SECONDS)
        except Exception as error:
            return [Event(task, "ended", Ended(error=self._why(task, future, error)))]
        ended = checked(task, back.ended)
        try:
            write_files(back.files, task.folder)
        except OSError as error:
            ended = Ended(error=OutputError.of(task.folder, error))
        return [*(Event(task, kind, value) for kind, value in back.events), Event(task, "ended", ended)]

    def _why(self, task: Task, future: Any, error: Exception) -> ClusterError | DiedError:
        """Return the error of a task that has not come back; `scheduler` decides whether to try it again."""
        if self._client.status not in ("running", "connecting"):
            return self._lost("is gone")
        if future.cancelled():
            return DiedError(f"{task.name} failed: the connection to the Dask scheduler was lost")
        return DiedError(f"{task.name} failed: its Dask worker ended, or lost it ({_short(error)})")

    def _lost_tasks(self) -> list[Event]:
        """Return an end event for every task if the scheduler has gone or has had no worker for too long."""
        if self._count_slots():
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

    def _count_slots(self) -> int:
        """Return how many tasks the cluster can run at once now; workers may come and go."""
        with suppress(Exception):  # the connection may come back
            self._slots = sum(self._client.nthreads(callback_timeout=_CONNECT_SECONDS).values())
            if self._slots:
                self._worker_seen = time.monotonic()
            return self._slots
        return 0

    def _lost(self, what: str) -> ClusterError:
        return ClusterError(f"the Dask scheduler at {self.address} {what}. Start it and its workers, and run again.")


def _connected(address: str, jobs: int, stack: ExitStack) -> Any:
    """Return a client of the scheduler, after starting a local one if requested; the stack closes both."""
    with _without_warnings():
        from distributed import Client, LocalCluster

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
                        preload=_IGNORE_CTRL_C,
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
    with suppress(Exception):  # it may have gone already
        close(timeout=_CONNECT_SECONDS)


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Suppress warnings, such as those about other versions of Dask; real problems raise errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _silence() -> None:
    """Silence Dask's loggers, which would write to standard error or fill the log of the run."""
    for name in ("distributed", "tornado", "asyncio", *logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            logger = logging.getLogger(name)
            logger.handlers[:] = [logging.NullHandler()]
            logger.propagate = False


def _short(error: BaseException) -> str:
    return visible(" ".join(f"{type(error).__name__}: {error}".split()), 200)
