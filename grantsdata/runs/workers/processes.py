"""Processes that do a task each, how they come about and how they end.

On Linux such a process is forked, in a hundredth of a second, from a server that has imported what all of them need and
has computed nothing. Elsewhere it is started and has to import that itself: macOS' own libraries do not bear a fork.
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

from grantsdata.runs.workers.child import MODEST, work
from grantsdata.runs.workers.safe_start import safely
from grantsdata.runs.workers.task import Task
from grantsdata.sources.files.project import folder_for_sockets

FORKS = sys.platform == "linux"

ENDS_IN = 3.0
"""Seconds in which a process that is told to end has to; then it is killed."""


def _context() -> BaseContext:
    return multiprocessing.get_context("forkserver" if FORKS else "spawn")


_imported: list[object] = []
_ends_with: set[int] = set()


def ready_server() -> None:
    """Have the server import what is needed while this process goes on; another one, if the library has changed.

    It ends with this process.
    """
    if os.getpid() not in _ends_with:
        _ends_with.add(os.getpid())
        util.Finalize(None, end_server, exitpriority=-50)  # after all processes that it has forked
    if not FORKS:
        return
    library = [(str(path), path.stat().st_mtime_ns) for path in sorted(Path(__file__).parents[2].rglob("*.py"))]
    if _imported and _imported != [library]:
        end_server()
    _imported[:] = [library]
    _context().set_forkserver_preload(["grantsdata.runs.preload"])
    with safely(MODEST), _interruptions_ignored():
        _choose_folder_for_sockets()
        forkserver.ensure_running()


def _choose_folder_for_sockets() -> None:
    """multiprocessing makes one temporary folder for a process, and keeps to it."""
    before, tempfile.tempdir = tempfile.tempdir, folder_for_sockets()
    try:
        util.get_temp_dir()
    finally:
        tempfile.tempdir = before


def end_server() -> None:
    """End the server, and Python's resource tracker; by themselves they end some time after this process."""
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
    """Wait until a process of ours has ended; kill it if that takes too long."""
    until = time.monotonic() + ENDS_IN
    with suppress(ChildProcessError):
        while not os.waitpid(child, os.WNOHANG)[0]:
            if time.monotonic() > until:
                os.kill(child, signal.SIGKILL)
            time.sleep(0.005)


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


def started(task: Task) -> tuple[BaseProcess, Connection]:
    """A process that does a task, and the connection by which it tells of it; EOFError or OSError without one."""
    ours, theirs = multiprocessing.Pipe()
    process = _context().Process(  # type: ignore[attr-defined]
        target=work, args=(theirs, task, dict(os.environ), str(Path.cwd())), daemon=True
    )
    with safely(MODEST), _without_main(), _without_streams(), _children_allowed():
        process.start()  # and a server, if that which was ready is gone
    theirs.close()
    return process, ours


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


def end(processes: Collection[BaseProcess], *, kindly: bool = False) -> None:
    """Wait for processes that are about to end, or tell them to; kill those that do not."""
    for process in processes:
        if not kindly:
            process.terminate()
    until = time.monotonic() + ENDS_IN
    for process in processes:
        process.join(max(0.0, until - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
