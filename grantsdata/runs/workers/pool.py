"""Tasks → what became of them, each in a process of its own that starts from a clean state and ends with its task."""

import heapq
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from grantsdata.errors import DiedError, ReportError
from grantsdata.runs.notebooks.executed import reached
from grantsdata.runs.workers.processes import ENDS_IN, end, ready_server, started
from grantsdata.runs.workers.safe_start import end_session
from grantsdata.runs.workers.task import Ended, Event, Task, all_cores, checked

_NEXT_SERVER_IN = 0.2
"""Seconds after which the system knows that a server has ended."""


@dataclass
class _Running:
    task: Task
    process: BaseProcess
    connection: Connection
    until: float = float("inf")
    complaint: str = ""
    cell: int | None = None
    kernel: int = 0


class Workers:
    """At most `jobs` processes at once; used as a context, at whose end none is left."""

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = jobs or all_cores()
        self._waiting: list[tuple[int, int, Task]] = []
        self._submitted = 0
        self._running: list[_Running] = []
        self._told: list[Event] = []

    def __enter__(self) -> "Workers":
        ready_server()
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.clear()
        _end(self._running)

    def submit(self, task: Task, order: int) -> None:
        """Have a task done; those of a lower order go first."""
        self._submitted += 1
        heapq.heappush(self._waiting, (order, self._submitted, task))

    def cancel(self, tasks: Collection[Task]) -> None:
        """Have tasks not done, or ended; nothing is told of them from then on."""
        self._waiting = [one for one in self._waiting if one[2] not in tasks]
        heapq.heapify(self._waiting)
        stopped = [one for one in self._running if one.task in tasks]
        self._running = [one for one in self._running if one.task not in tasks]
        self._told = [event for event in self._told if event.task not in tasks]
        _end(stopped)

    def idle(self) -> bool:
        """Whether another process could be run."""
        return len(self._running) + len(self._waiting) < self.jobs

    def events(self) -> list[Event]:
        """What happened since, in its order; waits until something has, if anything is being done."""
        while len(self._running) < self.jobs and self._waiting:
            task = heapq.heappop(self._waiting)[2]
            try:
                self._running.append(_Running(task, *started(task)))
            except (EOFError, OSError) as error:
                time.sleep(_NEXT_SERVER_IN)  # the server that forks is gone; the next start brings another
                failed = DiedError(f"{task.name} failed: no process could be started for it ({error})")
                self._told.append(Event(task, "ended", Ended(error=failed)))
                continue
            self._told.append(Event(task, "began"))
        if not self._told and self._running:
            self._listen()
        told, self._told = self._told, []
        return told

    def stop(self) -> None:
        """End what is being done, from another thread than the one that waits for it, which is told that it died."""
        end([one.process for one in list(self._running)])

    def _listen(self) -> None:
        first = min(one.until for one in self._running)
        timeout = None if first == float("inf") else max(0.0, first - time.monotonic())
        ready = wait([one.connection for one in self._running], timeout)
        for one in [one for one in self._running if one.connection in ready]:
            self._hear(one)
        for one in [one for one in self._running if time.monotonic() > one.until]:
            self._finish(one, Ended(error=ReportError(_told_late(one))))

    def _hear(self, one: _Running) -> None:
        try:
            kind, value = one.connection.recv()
        except (EOFError, OSError):
            one.process.join(ENDS_IN)
            self._finish(one, Ended(error=DiedError(_told_dead(one))))
            return
        if kind == "ended":
            self._finish(one, checked(one.task, value))
            return
        if kind == "kernel":
            one.kernel = value
            return
        if kind == "cell":
            seconds, one.complaint, one.cell = value
            one.until = time.monotonic() + seconds
            if not one.complaint:
                return
        self._told.append(Event(one.task, kind, value))

    def _finish(self, one: _Running, ended: Ended) -> None:
        self._running.remove(one)
        _end([one], kindly=ended.error is None)
        one.connection.close()
        self._told.append(Event(one.task, "ended", ended))


def _end(running: Collection[_Running], *, kindly: bool = False) -> None:
    """End processes, and the kernels that they have left."""
    end([one.process for one in running], kindly=kindly)
    for one in running:
        with suppress(EOFError, OSError):
            while one.connection.poll():
                kind, value = one.connection.recv()
                one.kernel = value if kind == "kernel" else one.kernel
        if one.kernel:
            end_session(one.kernel)


def _told_late(one: _Running) -> str:
    return f"{one.task.name} failed: {one.complaint.format(cell=_cell(one))}"


def _told_dead(one: _Running) -> str:
    code = one.process.exitcode
    how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
    at = f"cell {_cell(one)}: " if one.complaint else ""
    return f"{one.task.name} failed: {at}its process was ended from outside, or for want of memory ({how})"


def _cell(one: _Running) -> int:
    """The number of the cell that was begun last: as told, or as the notebook says that was written since."""
    return one.cell or reached(one.task.folder / f"{one.task.name}.ipynb")
