"""What runs inside a worker process: it runs one task, sends the parent its events and result, and ends."""

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

WORKER_VARIABLES = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
"""One thread per process, since there are as many processes as cores. Arrow's own allocator would reserve a gigabyte,
which would count as memory in use."""

_log = logging.getLogger(__name__)

_connections: list[Connection] = []


def cell_begins(seconds: float, complaint: str, number: int | None) -> None:
    """Report to the parent that a cell begins: its limit in seconds, the message if it exceeds that, its number.

    After the last cell the limit is infinite and the message empty.
    """
    _send("cell", (seconds, complaint, number))


def kernel_begins(process: int) -> None:
    """Report the process number of the kernel to the parent, which ends it with this process; 0 when it has ended."""
    _send("kernel", process)


def _send(kind: str, value: Any) -> None:
    with suppress(OSError):  # the parent has ended, and this process is about to end too
        for connection in _connections:
            connection.send((kind, value))


def run_task(connection: Connection, task: Task, environment: dict[str, str], cwd: str) -> None:
    """Run one task with the parent's environment variables and working directory, send the result, and end."""
    _connections[:] = [connection]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C and ends this process
    signal.signal(signal.SIGTERM, _interrupted)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment | WORKER_VARIABLES)
    with suppress(OSError):  # the folder may have been removed, and nothing depends on it
        os.chdir(cwd)
    _limit_memory(task.memory_mib)
    _log_to_parent()
    with suppress(KeyboardInterrupt):
        _send("ended", _outcome(task))


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
    except OSError as refused:
        error = of_system(task.folder, refused)
    except Exception as unknown:
        _log.error("an error of this program", exc_info=True)
        error = ReportError(f"an error of this program, {type(unknown).__name__}: {unknown}")
    return Ended(value, error, _peak_mib(), loaded_code(), seen_files())


def _interrupted(number: int, frame: types.FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # No one waits for this task: what a library prints about the interruption would only stand beside the reason.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    raise KeyboardInterrupt


def _end_with_parent() -> None:
    """End this process when its parent ends, since no one waits for the result. The kernel notices that by itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(mib: int) -> None:
    """Limit the memory that this process may take, in MiB, beyond what it shares with the others at its start."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    most = pages * resource.getpagesize() + mib * 1024 * 1024
    with suppress(OSError, ValueError):  # a lower limit is set already
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _peak_mib() -> int:
    """Return the most memory that this process has held, in MiB; 0 if the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(kib / (1024 * 1024 if sys.platform == "darwin" else 1024))


class _SendToParent(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """Send the record as text, since the objects in it may not be picklable."""
        text = self.format(record)
        _send("line", logging.makeLogRecord({**_plain(record), "msg": text}))


def _plain(record: logging.LogRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in ("name", "levelno", "levelname", "created")}


def _log_to_parent() -> None:
    root = logging.getLogger()
    root.handlers[:] = [_SendToParent(logging.INFO)]
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
