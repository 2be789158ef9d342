"""What is to be done, what became of it, and what those who do it have in common."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from grantsdata.errors import GrantsDataError, ReportError
from grantsdata.runs.notebooks.inputs import Code, check_as_recorded, code_sha256, loaded_code

_WORK = "grantsdata.runs.jobs"
"""Imported only where it is done, since it takes a second."""


@dataclass(frozen=True, eq=False)
class Task:
    """A function of the module `work`, by its name, and what it is given besides the project and the folder to fill.

    `name` is what people call it, `says` what they are told when it begins, `steps` in how many it is done,
    `memory_mib` how many MiB it may take for itself, and `needs` all files of the project that it reads, by their paths
    in it, with the sha256 that the run record has of each ("" for one that is not on record).
    """

    does: str
    root: Path
    folder: Path
    values: Mapping[str, Any]
    name: str
    says: str = ""
    steps: int = 1
    memory_mib: int = 1024
    needs: Mapping[str, str] = field(default_factory=dict)

    def run(self) -> Any:
        """Do it, here."""
        return getattr(import_module(_WORK), self.does)(self.root, self.folder, **self.values)


class Ended(NamedTuple):
    """What became of a task: what it returned, or the error; the most memory that its process held, in MiB; the code
    that the process ran; and the inputs that it read, with the sha256 of what it read."""

    value: Any = None
    error: GrantsDataError | None = None
    peak_mib: int = 0
    code: Code = Code("", "")
    seen: Sequence[tuple[str, str]] = ()


def checked(task: Task, ended: Ended) -> Ended:
    """What became of a task, or a ReportError if it was done by other code or from other bytes than are on record."""
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
    """Something that happened to a task: it was `asked` for, it `began`, a `cell` of its notebook did, it logged a
    `line`, it `ended`."""

    task: Task
    kind: str
    value: Any = None


class Crew(Protocol):
    """Those who do the tasks, here or elsewhere."""

    def submit(self, task: Task, order: int) -> None:
        """Have a task done; those of a lower order go first."""

    def cancel(self, tasks: Collection[Task]) -> None:
        """Have tasks not done, or ended; nothing is told of them from then on."""

    def idle(self) -> bool:
        """Whether somebody has nothing to do."""

    def events(self) -> list[Event]:
        """What happened since, in its order; waits until something has, if anything is being done."""


def all_cores() -> int:
    """How many processes this one may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# ---- What the functions of `work` return: here, since whoever asks must not import that ---------------


@dataclass(frozen=True)
class Prepared:
    """A year whose data is in order: its tables, by their paths in the folder, what is wrong with them, and what the
    run record tells of its figures."""

    tables: list[str]
    faults: list[str]
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class HandedOn:
    """A year's files for others' programs, by their paths in the folder, and what is wrong with them."""

    files: list[str]
    faults: list[str]


@dataclass(frozen=True)
class Made:
    """A report that is made: how long that took, and what is wrong with it."""

    seconds: float
    faults: list[str]
