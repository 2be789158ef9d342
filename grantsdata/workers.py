"""Tasks → what became of them, each in a process of its own that starts from a clean state and ends with its task.

On Linux such a process is forked, in a hundredth of a second, from a server that has imported what all of them need and
has computed nothing. Elsewhere it is started and has to import that itself: macOS' own libraries do not bear a fork.
"""

import heapq
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
import types
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from grantsdata.errors import DiedError, GrantsDataError, OutputError, ReportError
from grantsdata.executed import reached

FORKS = sys.platform == "linux"

_WORK = "grantsdata.work"
"""Imported only where it is done, since it takes a second."""

_ENDS_IN = 3.0
"""Seconds in which a process that is told to end has to; then it is killed."""

_MODEST = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
"""One thread for each process, of which there are as many as cores; and no gigabyte laid aside by Arrow, which would
count as used."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Task:
    """A function of the module `work`, by its name, and what it is given besides the project and the folder to fill.

    `name` is what people call it, `says` what they are told when it begins, `steps` in how
    many it is done, `memory_mib` how many MiB it may take for itself, and `needs` all files of the
    project that it reads, by their paths in it.
    """

    does: str
    root: Path
    folder: Path
    values: Mapping[str, Any]
    name: str
    says: str = ""
    steps: int = 1
    memory_mib: int = 1024
    needs: Collection[str] = field(default_factory=tuple)

    def run(self) -> Any:
        """Do it, here."""
        return getattr(import_module(_WORK), self.does)(self.root, self.folder, **self.values)


class Ended(NamedTuple):
    """What became of a task: what it returned, or the error; and the most memory that its process held, in MiB."""

    value: Any = None
    error: GrantsDataError | None = None
    peak_mib: int = 0


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


# ---- In the process that has things done --------------------------------------------------------


@dataclass
class _Running:
    task: Task
    process: BaseProcess
    connection: Connection
    until: float = float("inf")
    complaint: str = ""
    cell: int | None = None


class Workers:
    """At most `jobs` processes at once; used as a context, at whose end none is left."""

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = jobs or all_cores()
        self._waiting: list[tuple[int, int, Task]] = []
        self._submitted = 0
        self._running: list[_Running] = []
        self._told: list[Event] = []

    def __enter__(self) -> "Workers":
        _ready_server()
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.clear()
        _end([running.process for running in self._running])

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
        _end([one.process for one in stopped])

    def idle(self) -> bool:
        """Whether another process could be run."""
        return len(self._running) + len(self._waiting) < self.jobs

    def events(self) -> list[Event]:
        """What happened since, in its order; waits until something has, if anything is being done."""
        while len(self._running) < self.jobs and self._waiting:
            task = heapq.heappop(self._waiting)[2]
            try:
                self._running.append(_started(task))
            except (EOFError, OSError) as error:  # the server that forks is gone; the next start brings another
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
        _end([one.process for one in list(self._running)])

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
            one.process.join(_ENDS_IN)
            self._finish(one, Ended(error=DiedError(_told_dead(one))))
            return
        if kind == "ended":
            self._finish(one, value)
            return
        if kind == "cell":
            seconds, one.complaint, one.cell = value
            one.until = time.monotonic() + seconds
            if not one.complaint:
                return
        self._told.append(Event(one.task, kind, value))

    def _finish(self, one: _Running, ended: Ended) -> None:
        self._running.remove(one)
        one.connection.close()
        _end([one.process], kindly=ended.error is None)
        self._told.append(Event(one.task, "ended", ended))


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


def _context() -> BaseContext:
    return multiprocessing.get_context("forkserver" if FORKS else "spawn")


_imported: list[object] = []


def _ready_server() -> None:
    """Have the server import what is needed while this process goes on; another one, if the library has changed."""
    if not FORKS:
        return
    library = [(str(path), path.stat().st_mtime_ns) for path in sorted(Path(__file__).parent.rglob("*.py"))]
    server: Any = forkserver._forkserver
    if _imported and _imported != [library]:
        server._stop()
    _imported[:] = [library]
    _context().set_forkserver_preload(["grantsdata.preloaded"])
    with _variables(_MODEST), _interruptions_ignored():
        forkserver.ensure_running()


@contextmanager
def _interruptions_ignored() -> Iterator[None]:
    """What is started within ignores the terminal's Ctrl-C, which is for whoever has things done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _variables(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


def _started(task: Task) -> _Running:
    ours, theirs = multiprocessing.Pipe()
    process = _context().Process(  # type: ignore[attr-defined]
        target=_work, args=(theirs, task, dict(os.environ), str(Path.cwd())), daemon=True
    )
    with _without_main(), _without_streams(), _children_allowed():
        process.start()
    theirs.close()
    return _Running(task, process, ours)


@contextmanager
def _without_main() -> Iterator[None]:
    """A process that is started would import whichever script started it: one without a guard would run again in it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _without_streams() -> Iterator[None]:
    """Python flushes its streams before it starts a process, and will not start it where nobody reads them any more."""
    streams = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = None
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams


@contextmanager
def _children_allowed() -> Iterator[None]:
    """Dask's workers are daemons, which Python lets have no children, since these would outlive them; ours do not."""
    config = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    daemon = config.pop("daemon", None)
    try:
        yield
    finally:
        if daemon is not None:
            config["daemon"] = daemon


def _end(processes: Collection[BaseProcess], *, kindly: bool = False) -> None:
    """Wait for processes that are about to end, or tell them to; kill those that do not."""
    for process in processes:
        if not kindly:
            process.terminate()
    until = time.monotonic() + _ENDS_IN
    for process in processes:
        process.join(max(0.0, until - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()


# ---- In the process that does them --------------------------------------------------------------

_boss: list[Connection] = []


def cell_begins(seconds: float, complaint: str, number: int | None) -> None:
    """Tell whoever has this process do its task that a cell begins, how long it may take, and what to say if longer.

    For what comes after the last cell there is no limit, and nothing to say.
    """
    _tell("cell", (seconds, complaint, number))


def _tell(kind: str, value: Any) -> None:
    with suppress(OSError):  # whoever listened is gone, and so will be this process
        for boss in _boss:
            boss.send((kind, value))


def _work(connection: Connection, task: Task, environment: dict[str, str], cwd: str) -> None:
    """Do one task, as whoever asked for it would have; tell of it, and end."""
    _boss[:] = [connection]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # that of the terminal is for whoever has this done
    signal.signal(signal.SIGTERM, _interrupted)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment | _MODEST)
    with suppress(OSError):  # it may be gone, and nothing depends on it
        os.chdir(cwd)
    _limit_memory(task.memory_mib)
    _log_to_boss()
    with suppress(KeyboardInterrupt):
        _tell("ended", _outcome(task))


def _outcome(task: Task) -> Ended:
    value, error = None, None
    try:
        value = task.run()
    except GrantsDataError as known:
        error = known
    except OSError as its:
        error = OutputError.of(task.folder, its)
    except Exception as unknown:
        _log.error("an error of this program", exc_info=True)
        error = ReportError(f"an error of this program, {type(unknown).__name__}: {unknown}")
    return Ended(value, error, _peak_mib())


def _interrupted(number: int, frame: types.FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _end_with_parent() -> None:
    """A process that nobody waits for any more must not go on working; nor must its kernel, which notices by itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(mib: int) -> None:
    """What this process holds already, which it shares with the others, does not count."""
    if not FORKS:
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    most = pages * resource.getpagesize() + mib * 1024 * 1024
    with suppress(OSError, ValueError):  # a lower limit is set already
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _peak_mib() -> int:
    """0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(kib / (1024 * 1024 if sys.platform == "darwin" else 1024))


class _ToBoss(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """As text, since what a record holds need not survive the journey."""
        text = self.format(record)
        _tell("line", logging.makeLogRecord({**_plain(record), "msg": text}))


def _plain(record: logging.LogRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in ("name", "levelno", "levelname", "created")}


def _log_to_boss() -> None:
    root = logging.getLogger()
    root.handlers[:] = [_ToBoss(logging.INFO)]
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
