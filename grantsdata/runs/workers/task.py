"""A task, its events and its result, and the interface of the pools that run tasks."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from grantsdata.errors import GrantsDataError, ReportError
from grantsdata.runs.notebooks.inputs import Code, check_as_recorded, code_sha256, loaded_code

_JOBS = "grantsdata.runs.jobs"
"""The module with the functions. Only workers import it, since that takes a second."""


@dataclass(frozen=True, eq=False)
class Task:
    """A function of `grantsdata.runs.jobs`, by name, and its arguments.

    The function is called with the project `root`, the `folder` to write in, and the keyword arguments `values`. `name`
    is for messages, `says` is printed when the task begins, and `steps` is its length on the progress bar.
    `memory_mib` is how many MiB it may take for itself. `needs` has every file of the project that it reads, by path,
    with the sha256 on record ("" for a file that is not on record).
    """

    function: str
    root: Path
    folder: Path
    values: Mapping[str, Any]
    name: str
    says: str = ""
    steps: int = 1
    memory_mib: int = 1024
    needs: Mapping[str, str] = field(default_factory=dict)

    def run(self) -> Any:
        """Run the function in this process and return its result."""
        return getattr(import_module(_JOBS), self.function)(self.root, self.folder, **self.values)


class Ended(NamedTuple):
    """The result of a task.

    `value` is what the function returned, or `error` what went wrong. `peak_mib` is the most memory that the process
    held, in MiB; `code` is the code that it ran; `seen` has each input that it read, with its sha256.
    """

    value: Any = None
    error: GrantsDataError | None = None
    peak_mib: int = 0
    code: Code = Code("", "")
    seen: Sequence[tuple[str, str]] = ()


def checked(task: Task, ended: Ended) -> Ended:
    """Return the result, or a ReportError if the process ran other code or read other bytes than on record."""
    was_not_begun = ended.error is not None and not ended.code.sha256  # a worker of a cluster would not take it
    if not task.needs or was_not_begun:
        return ended
    if ended.code.sha256 == code_sha256(task.needs):
        try:
            check_as_recorded(task.needs, ended.seen)
        except ReportError as error:
            return Ended(error=ended.error or error)
        return ended
    where = f"in {ended.code.folder}" if ended.code.folder else "of another version"
    return Ended(
        error=ReportError(
            f"{task.name} failed: its process ran the grantsdata {where}, which is not the code that the run record "
            f"names ({loaded_code().folder}). Run it from another folder, and unset PYTHONPATH if it is set."
        )
    )


class Event(NamedTuple):
    """An event of a task.

    `kind` is `asked` (the task was submitted), `began`, `cell` (a cell began), `line` (a log record) or `ended`.
    """

    task: Task
    kind: str
    value: Any = None


class WorkerPool(Protocol):
    """The interface of a pool of workers, on this machine or on a cluster."""

    def submit(self, task: Task, order: int) -> None:
        """Queue a task; tasks with a lower `order` run first."""

    def cancel(self, tasks: Collection[Task]) -> None:
        """Remove tasks from the queue, or end them if they run; they give no more events."""

    def idle(self) -> bool:
        """Return whether a worker has nothing to do."""

    def events(self) -> list[Event]:
        """Return the events since the last call, in order; wait for one if a task is running."""


def all_cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# ---- What the functions of `grantsdata.runs.jobs` return: here, so that the publisher need not import that module ----


@dataclass(frozen=True)
class Prepared:
    """A year's tables and exports, by path in the folder, their faults, and the run record's entries on the figures."""

    tables: list[str]
    exports: list[str]
    faults: list[str]
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """A report that was made: the seconds that it took, its faults, and sentences that somebody should read."""

    seconds: float
    faults: list[str]
    unread: list[str]
