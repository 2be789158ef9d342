"""Run each task in a fresh process, which starts from a clean state, and return its result or error."""

import heapq
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from grantsdata.errors import DiedError, ReportError, check_installed
from grantsdata.runs.notebooks.executed import last_cell_begun
from grantsdata.runs.workers.processes import ENDS_IN, end, ready_server, started
from grantsdata.runs.workers.safe_start import end_session
from grantsdata.runs.workers.task import Ended, Event, Task, all_cores, checked

_SERVER_GONE_SECONDS = 0.2
"""Seconds after which the system has registered that a server has ended."""


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
    """A pool of at most `jobs` processes at once. Use it as a context: at its end all processes have ended.

    Raises ExtraError if the packages that reports need are not installed.
    """

    def __init__(self, jobs: int | None = None) -> None:
        check_installed("Reports", "report", "papermill")
        self.jobs = jobs or all_cores()
        self._waiting: list[tuple[int, int, Task]] = []
        self._submitted = 0
        self._running: list[_Running] = []
        self._events: list[Event] = []

    def __enter__(self) -> "Workers":
        ready_server()
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.clear()
        _end(self._running)

    def submit(self, task: Task, order: int) -> None:
        """Queue a task; tasks with a lower `order` run first."""
        self._submitted += 1
        heapq.heappush(self._waiting, (order, self._submitted, task))

    def cancel(self, tasks: Collection[Task]) -> None:
        """Remove tasks from the queue, or end them if they run; they give no more events."""
        self._waiting = [one for one in self._waiting if one[2] not in tasks]
        heapq.heapify(self._waiting)
        stopped = [one for one in self._running if one.task in tasks]
        self._running = [one for one in self._running if one.task not in tasks]
        self._events = [event for event in self._events if event.task not in tasks]
        _end(stopped)

    def idle(self) -> bool:
        """Return whether another task could start now."""
        return len(self._running) + len(self._waiting) < self.jobs

    def events(self) -> list[Event]:
        """Return the events since the last call, in order; wait for one if a task is running."""
        while len(self._running) < self.jobs and self._waiting:
            task = heapq.heappop(self._waiting)[2]
            try:
                self._running.append(_Running(task, *started(task)))
            except (EOFError, OSError) as error:
                time.sleep(_SERVER_GONE_SECONDS)  # the fork server has ended; the next start makes a new one
                failed = DiedError(f"{task.name} failed: no process could be started for it ({error})")
                self._events.append(Event(task, "ended", Ended(error=failed)))
                continue
            self._events.append(Event(task, "began"))
        if not self._events and self._running:
            self._wait_for_events()
        events, self._events = self._events, []
        return events

    def stop(self) -> None:
        """End the running tasks. Called from another thread than `events`, which then returns a DiedError for each."""
        end([one.process for one in list(self._running)])

    def _wait_for_events(self) -> None:
        first = min(one.until for one in self._running)
        timeout = None if first == float("inf") else max(0.0, first - time.monotonic())
        ready = wait([one.connection for one in self._running], timeout)
        for one in [one for one in self._running if one.connection in ready]:
            self._receive(one)
        for one in [one for one in self._running if time.monotonic() > one.until]:
            self._finish(one, Ended(error=ReportError(_message_for_timeout(one))))

    def _receive(self, one: _Running) -> None:
        try:
            kind, value = one.connection.recv()
        except (EOFError, OSError):
            one.process.join(ENDS_IN)
            self._finish(one, Ended(error=DiedError(_message_for_dead_process(one))))
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
        self._events.append(Event(one.task, kind, value))

    def _finish(self, one: _Running, ended: Ended) -> None:
        self._running.remove(one)
        _end([one], kindly=ended.error is None)
        one.connection.close()
        self._events.append(Event(one.task, "ended", ended))


def _end(running: Collection[_Running], *, kindly: bool = False) -> None:
    """End processes and the kernels that they have left running."""
    end([one.process for one in running], kindly=kindly)
    for one in running:
        with suppress(EOFError, OSError):
            while one.connection.poll():
                kind, value = one.connection.recv()
                one.kernel = value if kind == "kernel" else one.kernel
        if one.kernel:
            end_session(one.kernel)


def _message_for_timeout(one: _Running) -> str:
    return f"{one.task.name} failed: {one.complaint.format(cell=_cell_number(one))}"


def _message_for_dead_process(one: _Running) -> str:
    code = one.process.exitcode
    how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
    at = f"cell {_cell_number(one)}: " if one.complaint else ""
    return f"{one.task.name} failed: {at}its process was ended from outside, or ran out of memory ({how})"


def _cell_number(one: _Running) -> int:
    """Return the number of the cell that began last: the reported one, or else what the saved notebook shows."""
    return one.cell or last_cell_begun(one.task.folder / f"{one.task.name}.ipynb")
