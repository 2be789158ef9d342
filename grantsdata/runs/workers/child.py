"""In the process that does a task: it is done as whoever asked for it would have, told of, and the process ends."""

import logging
import multiprocessing
import os
import signal
import sys
import threading
import types
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from grantsdata.errors import GrantsDataError, ReportError, of_system
from grantsdata.runs.notebooks.inputs import loaded_code
from grantsdata.runs.workers.task import Ended, Task
from grantsdata.sources.files.plain_file import seen_files

MODEST = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
"""One thread for each process, of which there are as many as cores; and no gigabyte laid aside by Arrow, which would
count as used."""

_log = logging.getLogger(__name__)

_boss: list[Connection] = []


def cell_begins(seconds: float, complaint: str, number: int | None) -> None:
    """Tell whoever has this process do its task that a cell begins, how long it may take, and what to say if longer.

    For what comes after the last cell there is no limit, and nothing to say.
    """
    _tell("cell", (seconds, complaint, number))


def kernel_begins(process: int) -> None:
    """Tell the same of the kernel's process, which is ended with this one; 0 once it has ended."""
    _tell("kernel", process)


def _tell(kind: str, value: Any) -> None:
    with suppress(OSError):  # whoever listened is gone, and so will be this process
        for boss in _boss:
            boss.send((kind, value))


def work(connection: Connection, task: Task, environment: dict[str, str], cwd: str) -> None:
    """Do one task, as whoever asked for it would have; tell of it, and end."""
    _boss[:] = [connection]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # that of the terminal is for whoever has this done
    signal.signal(signal.SIGTERM, _interrupted)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment | MODEST)
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
    except MemoryError:
        error = ReportError(
            f"{task.name} failed: it ran out of memory. Let it have more (ulimit -v, --report-mib), and run again."
        )
    except OSError as its:
        error = of_system(task.folder, its)
    except Exception as unknown:
        _log.error("an error of this program", exc_info=True)
        error = ReportError(f"an error of this program, {type(unknown).__name__}: {unknown}")
    return Ended(value, error, _peak_mib(), loaded_code(), seen_files())


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
    if sys.platform != "linux":
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
