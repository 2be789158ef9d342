"""Runs that nobody watches: whatever goes wrong, one line says so, and what is published stays as it was.

Every run here is a real one, with real kernels; what is small is the year and its one notebook.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from reporting import environment
from unattended import (
    OTHER,
    SHOWS,
    YEAR,
    command,
    declare,
    gone,
    hashes,
    kernels_of,
    left_over,
    quick_project,
    retype,
    started,
    wait_for,
    write_notebook,
)

from grantsdata.cli import main

FAILED = f"outputs/failed/{YEAR}"
QUIET = (YEAR, "--quiet")


class Ended(NamedTuple):
    """A command that has ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose one year is published: look, do not touch."""
    project = quick_project(tmp_path_factory.mktemp("good") / "project")
    assert main(["--project", str(project), "report", *QUIET]) == 0
    return project


@pytest.fixture
def project(good: Path, tmp_path: Path) -> Path:
    """The same, to spoil."""
    shutil.copytree(good, tmp_path / "project", symlinks=True)
    return tmp_path / "project"


@pytest.fixture
def run(project: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("2018-19", "--quiet")`: the command `report`; what its kernels print counts as its own."""
    monkeypatch.setenv("IPYTHONDIR", str(project.parent / "ipython"))

    def report(*arguments: str) -> Ended:
        capfd.readouterr()
        code = main(["--project", str(project), "report", *(arguments or QUIET)])
        return Ended(code, *capfd.readouterr())

    return report


def expect_failure(project: Path, ended: Ended, code: int, said: str, outcome: str = "failed") -> None:
    """One line that says which year, what, that nothing was published and where the details are; and the details."""
    assert ended.code == code, ended.err
    (line,) = ended.err.splitlines()
    assert re.search(said, line), line
    assert line.startswith(f"grantsdata: {YEAR}: ")
    assert line.endswith(f" Nothing was published. Details: {FAILED}/run.log")
    assert ended.out == ""
    record = json.loads((project / FAILED / "run.json").read_text(encoding="utf-8"))
    assert (record["format"], record["outcome"], record["year"]) == (1, outcome, YEAR)
    assert re.search(said, " ".join(record["message"].split())), record
    assert re.search(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ERROR ", (project / FAILED / "run.log").read_text(), re.M)


@pytest.fixture
def unchanged(project: Path) -> Callable[[], None]:
    """To be called at the end: what readers see is as it was, and nothing is left over."""
    before = hashes(project)
    assert len(before) >= 20

    def check() -> None:
        assert hashes(project) == before
        assert left_over(project) == []
        assert gone(project), kernels_of(project)

    return check


# ---- What can go wrong in a notebook ------------------------------------------------------------


class Trouble(NamedTuple):
    """What a notebook's cells do, and what the one line must say."""

    cells: Sequence[str]
    said: str
    arguments: Sequence[str] = ()


DEAF = "import signal, time\nfor one in (signal.SIGINT, signal.SIGTERM): signal.signal(one, signal.SIG_IGN)\n"
TROUBLES = {
    "a kernel that is killed": Trouble(
        ["import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"], "first failed: cell [23]: DeadKernelError"
    ),
    "a cell that raises": Trouble(["1 / 0"], "first failed: cell 3 raised ZeroDivisionError: division by zero"),
    "a cell that hangs": Trouble(
        ["import time\ntime.sleep(600)"], r"cell 3 took longer than 1 s, the limit of a cell", ["--cell-seconds", "1"]
    ),
    "a report that hangs": Trouble(
        ["import time\ntime.sleep(600)"],
        "cell 3 was still running after 2 s, the limit of a report",
        ["--report-seconds", "2"],
    ),
    "many slow cells": Trouble(
        ["import time\ntime.sleep(0.7)"] * 20,
        r"cell \d+ was still running after 3 s, the limit of a report",
        ["--report-seconds", "3"],
    ),
    "a kernel that ignores signals": Trouble(
        [f"{DEAF}while True: time.sleep(1)"], "cell 3 took longer than 1 s", ["--cell-seconds", "1"]
    ),
    "sys.exit(0)": Trouble(["import sys\nsys.exit(0)", "1"], "first failed: cell 3 raised SystemExit: 0"),
    "sys.exit(3)": Trouble(["import sys\nsys.exit(3)"], "first failed: cell 3 raised SystemExit: 3"),
    "os._exit(0)": Trouble(["import os\nos._exit(0)"], "first failed: cell [23]: DeadKernelError"),
    "out of memory": Trouble(
        [
            "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))\nheap = []",
            "while True: heap.append(bytearray(64 << 20))",
        ],
        "first failed: cell 4 raised MemoryError",
    ),
    "an input that changes": Trouble(
        [SHOWS, 'raw.joinpath("gr.csv").open("a").write("\\n")'],
        r"data/raw/2018-19/gr\.csv changed while .* Run again when nobody is editing",
    ),
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_trouble_in_a_notebook(trouble: Trouble, project: Path, run: Run, unchanged: Callable[[], None]) -> None:
    write_notebook(project, "first", *trouble.cells)
    ended = run(*QUIET, *trouble.arguments)
    expect_failure(project, ended, 1, trouble.said)
    assert json.loads((project / FAILED / "first.ipynb").read_text(encoding="utf-8"))["cells"]
    unchanged()


def test_what_a_failure_left_goes_with_the_next_good_run(project: Path, run: Run) -> None:
    write_notebook(project, "first", "1 / 0")
    assert run().code == 1
    assert (project / FAILED).is_dir()
    write_notebook(project, "first", SHOWS)
    assert run() == (0, "", "")
    assert not (project / "outputs" / "failed").exists()


def test_left_over_staging_is_swept(project: Path, run: Run) -> None:
    for folder in (project / "outputs", project / "data" / "processed"):
        (folder / f".staging-{YEAR}" / "pages").mkdir(parents=True)
        (folder / f".staging-{YEAR}" / "pages" / "old.html").write_text("old", encoding="utf-8")
    assert run() == (0, "", "")
    assert left_over(project) == []
    assert not list((project / "outputs").rglob("old.html"))


# ---- The kernel ---------------------------------------------------------------------------------


def test_no_kernel_at_all(
    project: Path, run: Run, unchanged: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in an environment without ipykernel."""
    monkeypatch.setitem(sys.modules, "ipykernel", None)
    monkeypatch.setitem(sys.modules, "ipykernel.kernelspec", None)
    monkeypatch.setattr("jupyter_client.kernelspec.jupyter_path", lambda *parts: [str(project / "nowhere")])
    ended = run()
    expect_failure(project, ended, 1, r"There is no kernel python3\. Run: \S+ -m ipykernel install")
    unchanged()


def test_a_kernel_that_does_not_start(
    project: Path, run: Run, unchanged: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project / "jupyter" / "kernels" / "python3"
    folder.mkdir(parents=True)
    spec = {"argv": [sys.executable, "-c", "raise SystemExit(1)"], "display_name": "dead", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(project / "jupyter"))
    expect_failure(project, run(), 1, "first failed: .*Kernel died")
    unchanged()


# ---- Being told to stop -------------------------------------------------------------------------

SLEEPS = 'import pathlib, time\npathlib.Path("mark").touch()\ntime.sleep(600)'


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["INT", "TERM"])
def test_a_signal_in_a_cell(number: int, code: int, project: Path, unchanged: Callable[[], None]) -> None:
    write_notebook(project, "first", SLEEPS)
    process = started(project, *QUIET)
    wait_for(project / "notebooks" / "mark", process)
    assert kernels_of(project)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    (line,) = err.splitlines()
    assert re.match(r"grantsdata: (interrupted|told to stop)\. .* stays as it was; run again to make it\.$", line)
    assert out == ""
    unchanged()


IN_THE_MIDDLE = """
import os, signal, threading
from grantsdata import publish
threading.Thread(target=threading.Event().wait, daemon=True).start()
plain, calls = publish.swap_in, []
def swap_in(new, place):
    calls.append(place)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(100_000): pass
    plain(new, place)
    assert len(calls) < 3, "undone"
publish.swap_in = swap_in
"""


def test_a_signal_while_sets_change_places_waits_until_they_have(project: Path) -> None:
    before = hashes(project)
    retype(project, YEAR, "£4,000", "£4,100")
    process = started(project, *QUIET, program=IN_THE_MIDDLE)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 143, err
    assert "stays as it was" in err and len(err.splitlines()) == 1
    after = hashes(project)
    changed = {name for name in before if before[name] != after[name]}
    assert {f"{YEAR}/first.html", f"{YEAR}/data/awards.csv", "index.html"} - changed <= {"index.html"}
    assert b"4,100" in (project / "outputs" / YEAR / "first.html").read_bytes()
    assert not (project / "outputs" / "failed").exists(), "it was published, and must not be told as a failure"
    assert left_over(project) == []


# ---- Nobody listens -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "closed",
    [">&- 2>&- <&-", pytest.param(">&-", marks=pytest.mark.proof), pytest.param("2>&-", marks=pytest.mark.proof)],
)
def test_closed_streams(closed: str, project: Path) -> None:
    retype(project, YEAR, "£4,000", "£4,100")
    line = " ".join(f"'{word}'" for word in command(project, YEAR))
    done = subprocess.run(["sh", "-c", f"{line} {closed}"], env=environment(), cwd=project, check=False, timeout=120)
    assert done.returncode == 0
    page = (project / "outputs" / YEAR / "first.html").read_text(encoding="utf-8")
    assert "4,100" in page and page.rstrip().endswith("</html>")
    assert left_over(project) == []


def test_a_reader_that_has_gone_changes_neither_the_run_nor_its_code(project: Path) -> None:
    retype(project, YEAR, "£4,000", "£4,100")
    read, write = os.pipe()
    os.close(read)
    process = started(project, YEAR, stdout=write, stderr=write)
    os.close(write)
    assert process.wait(120) == 0
    assert "4,100" in (project / "outputs" / YEAR / "first.html").read_text(encoding="utf-8")


def test_quiet_says_nothing_when_all_is_well(run: Run) -> None:
    assert run() == (0, "", "")


# ---- Several years ------------------------------------------------------------------------------


def test_one_years_failure_does_not_stop_the_others(project: Path, run: Run) -> None:
    """The first year is at fault, and the second is published; then the other way round."""
    shutil.copytree(project / "data" / "raw" / YEAR, project / "data" / "raw" / OTHER)
    paper = project / "data" / "raw" / OTHER / "paper.toml"
    paper.write_text(paper.read_text(encoding="utf-8").replace(YEAR, OTHER), encoding="utf-8")
    before = hashes(project)
    retype(project, YEAR, "£4,000", "£4,00")
    ended = run("--all", "--quiet")
    assert ended.code == 2
    (line,) = ended.err.splitlines()
    assert line.startswith(f'grantsdata: {YEAR}: data/raw/{YEAR}/gr.csv row 2, column Award: cannot read "£4,00"')
    assert json.loads((project / FAILED / "run.json").read_text(encoding="utf-8"))["outcome"] == "bad input"
    after = hashes(project)
    assert {name: after[name] for name in before if name != "index.html"} == {
        name: digest for name, digest in before.items() if name != "index.html"
    }
    assert f"{OTHER}/first.html" in after

    retype(project, YEAR, "£4,00", "£4,200")
    retype(project, OTHER, "£4,000", "£4,00")
    ended = run("--all", "--quiet")
    assert ended.code == 2
    assert ended.err.startswith(f"grantsdata: {OTHER}: ") and len(ended.err.splitlines()) == 1
    assert "4,200" in (project / "outputs" / YEAR / "first.html").read_text(encoding="utf-8")
    assert hashes(project)[f"{OTHER}/first.html"] == after[f"{OTHER}/first.html"]


# ---- Strictness ---------------------------------------------------------------------------------


def test_strict_holds_back_figures_that_do_not_add_up(project: Path, run: Run, unchanged: Callable[[], None]) -> None:
    """A printed total that is £10 more than its one award."""
    paper = project / "data" / "raw" / YEAR / "paper.toml"
    total = '[[printed_totals]]\nlabel = "Total"\nprinted = "£4,010"\nfile = "gr.csv"\n'
    paper.write_text(paper.read_text(encoding="utf-8") + total, encoding="utf-8")
    ended = run(*QUIET, "--strict")
    expect_failure(project, ended, 3, r"£4,010.*See: grantsdata check 2018-19", "does not reconcile")
    unchanged()
    assert run() == (0, "", "")
    record = json.loads((project / "outputs" / YEAR / "run.json").read_text(encoding="utf-8"))
    assert record["findings"]["error"] == 1


# ---- One report beside the others ---------------------------------------------------------------


def test_one_report_is_put_beside_those_that_are_published(project: Path, run: Run) -> None:
    before = hashes(project)
    write_notebook(project, "second", "6 * 7")
    ended = run(*QUIET, "--notebook", "second")
    assert ended.code == 2, "the notebooks are an input, and one was added"
    assert "the inputs have changed since they were made" in ended.err
    assert hashes(project) == before

    assert run() == (0, "", "")
    first = hashes(project)[f"{YEAR}/first.html"]
    ended = run(*QUIET, "--notebook", "second", "-p", "include_implied", "false")
    assert ended.code == 2
    assert "made with include_implied true" in ended.err

    assert run(*QUIET, "--notebook", "second") == (0, "", "")
    after = hashes(project)
    assert after[f"{YEAR}/first.html"] == first and f"{YEAR}/second.html" in after
    record = json.loads((project / "outputs" / YEAR / "run.json").read_text(encoding="utf-8"))
    assert [entry["page"] for entry in record["reports"]] == ["first.html", "second.html"]
    assert f"{YEAR}/second.html" in (project / "outputs" / "index.html").read_text(encoding="utf-8")

    assert run() == (0, "", "")  # not declared, and so taken down by the next run of the whole set
    assert f"{YEAR}/second.html" not in hashes(project)
    assert "second" not in (project / "outputs" / "index.html").read_text(encoding="utf-8")


def test_pages_no_longer_declared_are_taken_down(project: Path, run: Run) -> None:
    write_notebook(project, "new", SHOWS)
    declare(project, "new")
    ended = run(YEAR)
    assert ended.code == 0
    assert "grantsdata: no longer published: first.html" in ended.err
    assert sorted(path.name for path in (project / "outputs" / YEAR).glob("*.html")) == ["new.html"]


# ---- Clocks -------------------------------------------------------------------------------------


def test_files_of_the_future_are_replaced_like_any_others(project: Path, run: Run) -> None:
    """As after a clock that was set back."""
    for path in [*(project / "outputs").rglob("*"), *(project / "data").rglob("*")]:
        os.utime(path, (4102444800, 4102444800))  # 2100
    before = hashes(project)
    assert run() == (0, "", "")
    after = hashes(project)
    assert {name for name in before if before[name] != after[name]} <= {f"{YEAR}/run.json"}
    retype(project, YEAR, "£4,000", "£4,100")
    assert run() == (0, "", "")
    assert hashes(project)[f"{YEAR}/first.html"] != before[f"{YEAR}/first.html"]
