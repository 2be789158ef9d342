"""Start and end the processes that run one task each.

On Linux such a process is forked, in a hundredth of a second, from a server that has imported what all tasks need and
has computed nothing. Elsewhere a new Python is started, which imports that itself: Windows cannot fork, and the system
libraries of macOS do not work after a fork.
"""

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
import types
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, resource_tracker, util
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from grantsdata.runs.workers.child import WORKER_VARIABLES, run_task
from grantsdata.runs.workers.safe_start import safely
from grantsdata.runs.workers.task import Task
from grantsdata.sources.files.project import folder_for_sockets

FORKS = sys.platform == "linux"

ENDS_IN = 3.0
"""Seconds that a process may take to end after SIGTERM; then it is killed."""


def _context() -> BaseContext:
    return multiprocessing.get_context("forkserver" if FORKS else "spawn")


_imported: list[object] = []
_ends_with: set[int] = set()


def ready_server() -> None:
    """Start the server, which imports its modules while this process goes on. Replace it if the library has changed.

    The server ends with this process.
    """
    if os.getpid() not in _ends_with:
        _ends_with.add(os.getpid())
        util.Finalize(None, end_server, exitpriority=-50)  # after the processes that it has forked
    if not FORKS:
        return
    library = [(str(path), path.stat().st_mtime_ns) for path in sorted(Path(__file__).parents[2].rglob("*.py"))]
    if _imported and _imported != [library]:
        end_server()
    _imported[:] = [library]
    _context().set_forkserver_preload(["grantsdata.runs.preload"])
    with safely(WORKER_VARIABLES), _interruptions_ignored():
        _choose_socket_folder()
        forkserver.ensure_running()


def _choose_socket_folder() -> None:
    """Have multiprocessing make its temporary folder where a socket's path is short enough; it makes it only once."""
    before, tempfile.tempdir = tempfile.tempdir, folder_for_sockets()
    try:
        util.get_temp_dir()
    finally:
        tempfile.tempdir = before


def end_server() -> None:
    """End the server and Python's resource tracker. Otherwise they would end some time after this process."""
    server: Any = forkserver._forkserver
    tracker: Any = resource_tracker._resource_tracker
    if server._forkserver_pid is not None:
        os.close(server._forkserver_alive_fd)
        _wait_for(server._forkserver_pid)
        server._forkserver_alive_fd = server._forkserver_pid = server._forkserver_address = None
    if tracker._fd is not None and tracker._pid is not None:
        os.close(tracker._fd)
        _wait_for(tracker._pid)
        tracker._fd = tracker._pid = None


def _wait_for(child: int) -> None:
    """Wait until a child process has ended; kill it if that takes too long."""
    until = time.monotonic() + ENDS_IN
    with suppress(ChildProcessError):
        while not os.waitpid(child, os.WNOHANG)[0]:
            if time.monotonic() > until:
                os.kill(child, signal.SIGKILL)
            time.sleep(0.005)


@contextmanager
def _interruptions_ignored() -> Iterator[None]:
    """Have processes that are started within ignore Ctrl-C; this process handles it and ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def started(task: Task) -> tuple[BaseProcess, Connection]:
    """Start a process for a task; return it and the connection on which it sends events. Raises EOFError or OSError."""
    our_end, child_end = multiprocessing.Pipe()
    process = _context().Process(  # type: ignore[attr-defined]
        target=run_task, args=(child_end, task, dict(os.environ), str(Path.cwd())), daemon=True
    )
    with safely(WORKER_VARIABLES), _without_main(), _without_streams(), _children_allowed():
        process.start()  # this also starts a new server if the last one has ended
    child_end.close()
    return process, our_end


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the main script. A new process would import it, and a script without a `__main__` guard would run again."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _without_streams() -> Iterator[None]:
    """Hide the streams: Python flushes them before it starts a process, and fails if their reader has gone."""
    streams = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = None
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams


@contextmanager
def _children_allowed() -> Iterator[None]:
    """Allow child processes in Dask's workers, which are daemons.

    Python forbids daemons to have any, since these could outlive them; ours end with their parent.
    """
    config = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    daemon = config.pop("daemon", None)
    try:
        yield
    finally:
        if daemon is not None:
            config["daemon"] = daemon


def end(processes: Collection[BaseProcess], *, kindly: bool = False) -> None:
    """Wait until processes have ended; without `kindly`, send SIGTERM first. Kill those that do not end in time."""
    for process in processes:
        if not kindly:
            process.terminate()
    until = time.monotonic() + ENDS_IN
    for process in processes:
        process.join(max(0.0, until - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
