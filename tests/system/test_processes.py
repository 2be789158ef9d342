"""After a command has ended no process of it is left: no server, tracker, worker or kernel, and nothing of theirs."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.cases import first
from support.reporting import environment
from support.unattended import YEAR, command, write_notebook

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Processes are found in /proc.")

MARK = "GRANTSDATA_TEST_OF_PROCESSES"

LINGERS = """import pathlib, subprocess, time
subprocess.Popen(["sleep", "600"])
pathlib.Path("mark").touch()
time.sleep({seconds})"""
"""A cell that starts a process of its own."""

LINGERS_DEAF = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + LINGERS


def of_run(project: Path) -> dict[int, str]:
    """The processes that a run of a project has started, itself included, by what their environment tells."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and f"{MARK}={project}\0".encode() in (entry / "environ").read_bytes():
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:150]
        except OSError:
            continue  # it has ended, or is another user's
    return found


def begun(project: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    variables = environment(**{MARK: str(project)})
    line = command(project, YEAR, "--force", "--quiet", *arguments)
    pipes = subprocess.DEVNULL
    return subprocess.Popen(line, cwd=project, env=variables, stdout=pipes, stderr=pipes, start_new_session=True)


def lingering(project: Path, run: "subprocess.Popen[bytes]") -> dict[int, str]:
    """The processes of a run once its notebook lingers: the run, tracker, server, worker, kernel, the kernel's own."""
    mark = project / "notebooks" / "mark"
    until = time.monotonic() + 120
    while not mark.exists():
        assert run.poll() is None and time.monotonic() < until
        time.sleep(0.01)
    processes = of_run(project)
    assert len(processes) >= 6, processes
    assert any("ipykernel" in line for line in processes.values()), processes
    assert any("resource_tracker" in line for line in processes.values()), processes
    return processes


@pytest.mark.proof
@pytest.mark.parametrize(
    ("cells", "code"), first([([LINGERS.format(seconds=0), "1/0"], 1), ([LINGERS.format(seconds=0)], 0)])
)
def test_a_run_that_ends_leaves_no_process(quick: Path, cells: list[str], code: int) -> None:
    write_notebook(quick, "first", *cells)
    run = begun(quick)
    assert run.wait(300) == code
    assert of_run(quick) == {}


@pytest.mark.proof
@pytest.mark.parametrize("cell", [LINGERS, LINGERS_DEAF], ids=["", "deaf"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_interrupted_leaves_no_process(quick: Path, number: int, code: int, cell: str) -> None:
    write_notebook(quick, "first", cell.format(seconds=600))
    run = begun(quick)
    lingering(quick, run)
    os.killpg(run.pid, number)  # as a terminal and a scheduler do: all of its group get it
    assert run.wait(60) == code
    assert of_run(quick) == {}


@pytest.mark.proof
def test_a_worker_that_is_killed_leaves_no_kernel(quick: Path) -> None:
    """It is tried once more; then the report has failed."""
    write_notebook(quick, "first", LINGERS.format(seconds=600))
    run = begun(quick)
    for _ in range(2):
        processes = lingering(quick, run)
        (kernel,) = [number for number, line in processes.items() if "ipykernel" in line]
        (quick / "notebooks" / "mark").unlink()
        os.kill(int(Path(f"/proc/{kernel}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[1]), 9)
    assert run.wait(60) == 1
    assert of_run(quick) == {}


@pytest.mark.proof
def test_a_cell_that_takes_too_long_leaves_no_process(quick: Path) -> None:
    write_notebook(quick, "first", LINGERS_DEAF.format(seconds=600))
    run = begun(quick, "--cell-seconds", "3")
    assert run.wait(120) == 1
    assert of_run(quick) == {}
