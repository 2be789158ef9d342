"""A cluster of one worker and of two: how much sooner the same reports are made. Real processes on this machine.

For each count of workers there is a scheduler of its own, and a first report that is not counted: a worker imports what
all need once, and keeps it.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError, loads
from pathlib import Path

from benchmarks.row import Row, yes

REPOSITORY = Path(__file__).parents[1]
DASK = str(Path(sys.executable).with_name("dask"))
REPORT = "disclosure"
TIMES = 1.7


def rows(size: int = 48) -> Iterator[Row]:
    """The line of the table for `size` reports, each a project's year."""
    with tempfile.TemporaryDirectory(prefix="cluster-") as folder:
        project = _project(Path(folder) / "project", size)
        one, two = (min(_seconds(Path(folder), project, count) for _ in range(2)) for count in (1, 2))
    yield Row(
        f"{size} reports on Dask, two workers",
        "one worker",
        f"at least {TIMES} times faster",
        f"{one / two:.2f} times faster ({two:.1f} s, {one:.1f} s)",
        "",
        yes(one / two >= TIMES),
    )


def _project(folder: Path, size: int) -> Path:
    """A project whose one year has the same report so many times, under so many names."""
    shutil.copytree(REPOSITORY / "data" / "raw", folder / "data" / "raw")
    (folder / "outputs").mkdir()
    (folder / "notebooks").mkdir()
    names = [REPORT, *(f"{REPORT}-{number}" for number in range(2, size + 1))]
    for name in names:
        shutil.copyfile(REPOSITORY / "notebooks" / f"{REPORT}.ipynb", folder / "notebooks" / f"{name}.ipynb")
    entries = "".join(f'[[reports]]\nnotebook = "{name}"\n' for name in names)
    (folder / "notebooks" / "reports.toml").write_text(entries, encoding="utf-8")
    return folder


def _seconds(folder: Path, project: Path, workers: int) -> float:
    """From the command to its end, with the year's tables, proofs and publishing."""
    with _cluster(folder, workers) as address:
        _report(project, address)  # each worker has imported everything then
        begun = time.perf_counter()
        _report(project, address)
        return time.perf_counter() - begun


def _report(project: Path, address: str) -> None:
    command = ["--project", str(project), "report", "--all", "--force", "--quiet", "--dask", address]
    subprocess.run([sys.executable, "-m", "grantsdata", *command], check=True)


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[str]:
    """The address of a scheduler with so many workers of one thread each."""
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    places = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--dashboard-address", "127.0.0.1:0"]
    processes = [subprocess.Popen([DASK, "scheduler", *places, "--scheduler-file", str(file)], **quiet)]
    try:
        address = _address(file)
        place = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder / "dask")]
        processes += [subprocess.Popen([DASK, "worker", address, *place], **quiet) for _ in range(workers)]
        _wait_for_workers(address, workers)
        yield address
    finally:
        for process in processes[::-1]:
            process.terminate()
            process.wait(60)


def _address(file: Path) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            return str(loads(file.read_text(encoding="utf-8"))["address"])
        except (OSError, JSONDecodeError):  # it is not there, or not whole yet
            time.sleep(0.1)
    raise RuntimeError("the scheduler did not come")


def _wait_for_workers(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, timeout=60) as client:
        client.wait_for_workers(workers, timeout=60)
