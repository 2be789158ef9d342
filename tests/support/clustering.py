"""A Dask cluster for tests: a scheduler and its workers, processes of their own that end with the test."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from support.reporting import environment

DASK = str(Path(sys.executable).with_name("dask"))


class DaskCluster:
    """A scheduler on a port that the system chooses, and the workers started for it, each with one thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []
        places = ("--port", "0", "--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(self.file))
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--no-dashboard", *places)

    @property
    def address(self) -> str:
        """Waits for the scheduler."""
        _wait(lambda: self.file.exists() and self.file.read_text(encoding="utf-8").endswith("}"), "the scheduler")
        return str(json.loads(self.file.read_text(encoding="utf-8"))["address"])

    def start_workers(self, *kinds: str, **variables: str) -> None:
        """Start a worker for each of `--nanny` and `--no-nanny`, and wait until all are there."""
        logs = []
        for kind in kinds:
            place = self.folder / f"worker-{len(self.workers)}"
            arguments = ("--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(place))
            self.workers.append(self._start("worker", self.address, kind, *arguments, **variables))
            logs.append(self._log())
        for log in logs:
            _wait(lambda log=log: b"Registered to" in log.read_bytes(), f"the worker of {log}")

    def worker_of(self, pid: int) -> int:
        """The worker that a process works for; beneath a nanny that is its child, which the nanny starts again."""
        line, nannies = [pid], [process.pid for process in self.workers]
        while line[-1] not in nannies:
            line.append(_parent(line[-1]))
        beneath = Path(f"/proc/{line[-1]}/cmdline").read_bytes().split(b"\0")
        return line[-2] if b"--nanny" in beneath else line[-1]

    def close(self) -> None:
        """End all of them."""
        for process in self.processes[::-1]:
            process.terminate()
        for process in self.processes[::-1]:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, 9)
                process.wait()

    def _start(self, *arguments: str, **variables: str) -> subprocess.Popen[bytes]:
        self.folder.mkdir(exist_ok=True)
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [DASK, *arguments], stdout=log, stderr=log, env=environment(**variables), start_new_session=True
            )
        self.processes.append(process)
        return process

    def _log(self) -> Path:
        return self.folder / f"{len(self.processes) - 1}.log"


@contextlib.contextmanager
def dask_cluster(folder: Path, *kinds: str) -> Iterator[DaskCluster]:
    """A cluster whose workers are of these kinds."""
    cluster = DaskCluster(folder)
    try:
        cluster.start_workers(*kinds)
        yield cluster
    finally:
        cluster.close()


def ended(pid: int, seconds: float = 30) -> bool:
    """Whether a process is gone within so many seconds."""
    try:
        _wait(lambda: not Path(f"/proc/{pid}").exists(), "the end", seconds)
    except AssertionError:
        return False
    return True


def nobody_left(group: int, seconds: float = 30) -> bool:
    """Whether all processes of a group are gone within so many seconds."""

    def gone() -> bool:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        return False

    try:
        _wait(gone, "the end", seconds)
    except AssertionError:
        return False
    return True


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])


def _wait(there, what: str, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < until, f"{what} did not come"
        time.sleep(0.05)
