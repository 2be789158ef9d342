"""Runs on a real Dask cluster: the same pages to the byte, nothing lost with a worker, and an end in every case."""

import importlib.metadata
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra “cluster” is not installed")

from support.clustering import dask_cluster, ended, nobody_left
from support.reporting import copied_project
from support.unattended import (
    FAILED,
    OTHER,
    SHOWS,
    YEAR,
    Ended,
    Run,
    expect_failure,
    hashes,
    left_over,
    quick_project,
    started,
    wait_for,
    write_notebook,
)

from grantsdata.cli.main import main
from grantsdata.runs.workers import dask_cluster as ours

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up as on Linux")

STAYS = """import os, pathlib, time
mark = pathlib.Path(bytes.fromhex("{mark}").decode())
first = not mark.exists()
mark.with_suffix(".new").write_text(str(os.getpid()))
mark.with_suffix(".new").rename(mark)
time.sleep(600 if first else 0)"""
"""A cell that tells its process, and stays there the first time that it is run. A page may hold no path."""


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory):
    """Two workers, one of them beneath a nanny."""
    with dask_cluster(tmp_path_factory.mktemp("dask"), "--no-nanny", "--nanny") as cluster:
        yield cluster


def made(project: Path) -> dict[str, str]:
    """All that readers and analysts get, by its hash. A run record tells of its time."""
    processed = project / "data" / "processed"
    shutil.copytree(processed, project / "outputs" / "2-processed", dirs_exist_ok=True)
    return {name: digest for name, digest in hashes(project).items() if not name.endswith("run.json")}


def with_stay(project: Path) -> Path:
    """Have the project's only notebook stay in a cell; the file that tells when it does so, and in which process."""
    mark = project.parent / "mark"
    write_notebook(project, "first", STAYS.format(mark=str(mark).encode().hex()), SHOWS)
    return mark


def process_in(mark: Path, run: subprocess.Popen[str]) -> int:
    wait_for(mark, run)
    return int(mark.read_text(encoding="utf-8"))


@pytest.mark.proof
def test_pages_and_tables_of_one_year_are_the_same_bytes_as_those_of_a_local_run(quick, tmp_path, capfd):
    before = made(quick)
    with dask_cluster(tmp_path / "dask", "--no-nanny") as its:
        assert main(["--project", str(quick), "report", YEAR, "--force", "--quiet", "--dask", its.address]) == 0
    assert made(quick) == before
    assert {f"{YEAR}/first.html", f"{YEAR}/first.ipynb", f"2-processed/{YEAR}/awards.csv"} <= before.keys()
    assert left_over(quick) == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.proof
def test_pages_and_tables_are_the_same_bytes_as_those_of_a_local_run(dask, tmp_path, capfd):
    projects = []
    for name, arguments in (("here", ()), ("there", ("--dask", dask.address))):
        project = quick_project(tmp_path / name, years=(YEAR, OTHER))
        capfd.readouterr()
        assert main(["--project", str(project), "report", "--all", *arguments]) == 0
        projects.append(project)
    here, there = map(made, projects)
    assert here == there
    assert {f"{YEAR}/first.html", f"{OTHER}/first.ipynb", f"2-processed/{YEAR}/awards.csv"} <= here.keys()
    place, *told = capfd.readouterr().err.splitlines()
    assert place == f"grantsdata: in the project {projects[1]}"
    assert all(line.startswith("grantsdata: ") for line in told), told
    # The other year is begun before the first has ended, since a worker would have nothing to do.
    assert [f"reading data/raw/{year}" in line for year, line in zip((YEAR, OTHER), told, strict=False)] == [True, True]
    assert left_over(projects[1]) == []


@pytest.mark.proof
def test_a_notebook_that_runs_in_its_task_gives_the_same_bytes_too(dask, tmp_path, capfd):
    projects = []
    for name, arguments in (("here", ()), ("there", ("--dask", dask.address))):
        projects.append(copied_project(tmp_path / name))
        line = ["--project", str(projects[-1]), "report", "2017-18", "--notebook", "disclosure", "--quiet", *arguments]
        assert main(line) == 0
    assert made(projects[0]) == made(projects[1])
    assert capfd.readouterr() == ("", "")


@pytest.mark.proof
def test_what_fails_is_told_as_by_a_local_run(dask, quick, run: Run, unchanged):
    write_notebook(quick, "first", "print('as far as here')", "1 / 0")
    unchanged_before = hashes(quick)
    told = []
    for arguments in ((), ("--dask", dask.address)):
        failed = run(YEAR, "--quiet", *arguments)
        expect_failure(quick, failed, 1, "first failed: cell 4 raised ZeroDivisionError: division by zero")
        assert "as far as here" in (quick / FAILED / "first.ipynb").read_text(encoding="utf-8")
        assert "1 / 0" in (quick / FAILED / "run.log").read_text(encoding="utf-8")
        told.append(failed)
        shutil.rmtree(quick / FAILED)
    assert told[0] == told[1]
    assert hashes(quick) == unchanged_before
    unchanged()


@pytest.mark.proof
def test_raw_data_that_leads_elsewhere_is_refused_there_too(dask, quick, run: Run):
    table = quick / "data" / "raw" / YEAR / "gr.csv"
    table.rename(quick.parent / "gr.csv")
    table.symlink_to(quick.parent / "gr.csv")
    here, there = run(YEAR, "--quiet", "--force"), run(YEAR, "--quiet", "--force", "--dask", dask.address)
    assert here == there
    assert "this is a link that leads out of the data folder" in there.err


@pytest.mark.proof
@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        pytest.param(signal.SIGTERM, 143, "stopped by SIGTERM", id="told to stop"),
        pytest.param(signal.SIGINT, 130, "interrupted", id="interrupted", marks=pytest.mark.proof),
    ],
)
def test_an_interruption_ends_the_run_and_its_tasks(dask, quick, unchanged, number, code, said):
    mark = with_stay(quick)
    process = started(quick, YEAR, "--quiet", "--dask", dask.address)
    kernel = process_in(mark, process)
    begun = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert time.monotonic() - begun < 15
    assert (process.returncode, out) == (code, "")
    (line,) = err.splitlines()
    assert line.startswith(f"grantsdata: {said}")
    assert ended(kernel), "the worker goes on with what nobody wants any more"
    unchanged()


@pytest.mark.proof
@pytest.mark.parametrize(
    "kinds",
    [
        pytest.param(("--no-nanny", "--no-nanny"), id="one of two"),
        pytest.param(("--nanny",), id="the only one", marks=pytest.mark.proof),
    ],
)
def test_a_worker_that_is_killed_loses_nothing(quick, tmp_path, kinds):
    before = made(quick)
    with dask_cluster(tmp_path / "dask", *kinds) as its:
        mark = with_stay(quick)
        process = started(quick, YEAR, "--quiet", "--dask", its.address)
        kernel = process_in(mark, process)
        os.kill(its.worker_of(kernel), signal.SIGKILL)
        assert ended(kernel), "a task goes on whose worker is gone"
        assert process.communicate(timeout=120) == ("", "")
        assert process.returncode == 0
        after = made(quick)
    assert {name for name in after if after[name] != before.get(name)} <= {
        f"{YEAR}/first.ipynb", f"{YEAR}/first.html", "index.html"
    }  # fmt: skip
    assert left_over(quick) == []


@pytest.mark.proof
def test_a_worker_that_is_told_to_end_leaves_its_task_to_another(quick, tmp_path):
    with dask_cluster(tmp_path / "dask", "--no-nanny", "--no-nanny") as its:
        mark = with_stay(quick)
        process = started(quick, YEAR, "--quiet", "--dask", its.address)
        kernel = process_in(mark, process)
        os.kill(its.worker_of(kernel), signal.SIGTERM)
        assert ended(kernel)
        assert process.communicate(timeout=120) == ("", "")
        assert process.returncode == 0
    assert left_over(quick) == []


@pytest.mark.proof
@pytest.mark.parametrize("number", [None, signal.SIGINT], ids=["to its end", "interrupted"])
def test_a_cluster_started_for_the_run_ends_with_it(quick, number):
    mark = with_stay(quick)
    if number is None:
        mark.write_text("", encoding="utf-8")
    process = started(quick, YEAR, "--quiet", "--jobs", "2", "--dask", "local")
    if number is not None:
        process_in(mark, process)
        os.killpg(process.pid, number)  # as from a terminal, whose interruption reaches the workers too
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (0 if number is None else 130, "")
    assert len(err.splitlines()) == (0 if number is None else 1), err
    assert nobody_left(process.pid), "something of the cluster goes on"
    assert left_over(quick) == []


@pytest.mark.proof
def test_a_scheduler_that_ends_fails_the_run(quick, tmp_path, unchanged):
    mark = with_stay(quick)
    with dask_cluster(tmp_path / "dask", "--no-nanny") as its:
        program = "from grantsdata.runs.workers import dask_cluster\ndask_cluster._CONNECT_SECONDS = 2.0"
        process = started(quick, YEAR, "--quiet", "--dask", its.address, program=program)
        kernel = process_in(mark, process)
        its.scheduler.kill()
        out, err = process.communicate(timeout=60)
        said = f"the Dask scheduler at {its.address} is gone. Start it and its workers, and run again"
        expect_failure(quick, Ended(process.returncode, out, err), 1, said)
        assert ended(kernel)
    unchanged()


@pytest.mark.proof
def test_what_the_cluster_lacks_is_told_before_anything_is_done(quick, run: Run, tmp_path, unchanged, monkeypatch):
    monkeypatch.setattr(ours, "_CONNECT_SECONDS", 2.0)

    def said(address: str) -> str:
        ended = run(YEAR, "--force", "--quiet", "--dask", address)
        assert (ended.code, ended.out) == (1, "")
        (line,) = ended.err.splitlines()
        return line

    assert "no Dask scheduler answers at tcp://127.0.0.1:1 " in said("tcp://127.0.0.1:1")
    assert "no Dask scheduler answers at nonsense://x " in said("nonsense://x")
    with dask_cluster(tmp_path / "dask") as its:
        assert said(its.address).endswith(f"has no worker. Start one: dask worker {its.address} --nthreads 1")
        other = tmp_path / "other" / "tqdm-0.1.dist-info"
        other.mkdir(parents=True)
        (other / "METADATA").write_text("Metadata-Version: 2.1\nName: tqdm\nVersion: 0.1\n", encoding="utf-8")
        its.start_workers("--no-nanny", PYTHONPATH=str(other.parent))
        unlike = f"other packages than this machine, and might make other pages: tqdm is 0.1, here {version('tqdm')}. "
        assert unlike in said(its.address)
        # One that comes when a run has begun is not asked before it gets a task.
        monkeypatch.setattr(ours.Cluster, "_check_workers", ours.Cluster._count_slots)
        expect_failure(quick, run(YEAR, "--force", "--quiet", "--dask", its.address), 1, unlike)
        os.kill(its.workers[0].pid, signal.SIGKILL)
        monkeypatch.setattr(ours, "_NO_WORKER_SECONDS", 1.0)
        ended = run(YEAR, "--force", "--quiet", "--dask", its.address)
        expect_failure(quick, ended, 1, "has had no worker for 1 s")
    unchanged()


def version(package: str) -> str:
    return importlib.metadata.version(package)
