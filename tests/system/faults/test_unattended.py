"""Runs that nobody watches: whatever goes wrong, one line says so, and what is published stays as it was.

Every run here is a real one, with real kernels; what is small is the year and its one notebook.
"""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from support.cases import named
from support.reporting import environment
from support.unattended import (
    FAILED,
    OTHER,
    PARAMETERS,
    QUIET,
    SHOWS,
    SLEEPS,
    YEAR,
    Run,
    add_other_year,
    command,
    declare,
    expect_failure,
    hashes,
    kernels_of,
    left_over,
    retype,
    started,
    wait_for,
    write_notebook,
)

from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish import plan
from grantsdata.runs.publish.publish import make_report
from grantsdata.runs.workers import processes

pytestmark = pytest.mark.usefixtures("in_kernels")

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
        "cell 3 was still running after 5 s, the limit of a report",
        ["--report-seconds", "5"],
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
        r"data/raw/2018-19/gr\.csv changed while .* Run again when no one is editing",
    ),
}


@pytest.mark.parametrize("trouble", named(TROUBLES, "a cell that raises", "a cell that hangs"))
def test_trouble_in_a_notebook(trouble: Trouble, quick: Path, run: Run, unchanged: Callable[[], None]) -> None:
    write_notebook(quick, "first", *trouble.cells)
    ended = run(*QUIET, *trouble.arguments)
    expect_failure(quick, ended, 1, trouble.said)
    assert json.loads((quick / FAILED / "first.ipynb").read_text(encoding="utf-8"))["cells"]
    unchanged()


DIES_ONCE = """import os, pathlib, signal
once = pathlib.Path("died")
if not once.exists():
    once.touch()
    os.kill(os.getpid(), signal.SIGKILL)"""


@pytest.mark.proof
def test_a_report_whose_kernel_dies_once_is_tried_again_and_made(quick: Path, run: Run) -> None:
    write_notebook(quick, "first", SHOWS, DIES_ONCE)
    assert run() == (0, "", "")
    assert (quick / "notebooks" / "died").exists()
    assert not (quick / "outputs" / "failed").exists()


@pytest.mark.proof
def test_where_no_process_can_be_forked_each_starts_a_python_of_its_own(
    quick: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows and macOS: the pages are the same bytes."""
    monkeypatch.setattr(processes, "FORKS", False)
    monkeypatch.setattr(plan, "FORKS", False)
    before = hashes(quick)
    assert run(*QUIET, "--force") == (0, "", "")
    after = hashes(quick)
    assert {name for name in before if before[name] != after[name]} == {f"{YEAR}/run.json"}
    assert left_over(quick) == []


@pytest.mark.proof
def test_a_page_that_is_not_whole_is_not_published(quick: Path, run: Run, unchanged: Callable[[], None]) -> None:
    """The log has all that is wrong with it, and the line the first."""
    pictures = 'from IPython.display import HTML, display\ndisplay(HTML(\'<img src="a.png"><img src="b.png">\'))'
    write_notebook(quick, "first", pictures)
    expect_failure(quick, run(), 1, r"what was made has faults: 2018-19/first: src=a\.png on <img> \(and 4 more\)")
    assert "\n2018-19/first: src=b.png on <img>\n" in (quick / FAILED / "run.log").read_text(encoding="utf-8")
    unchanged()


@pytest.mark.proof
def test_what_a_failure_left_goes_with_the_next_good_run(quick: Path, run: Run) -> None:
    write_notebook(quick, "first", "1 / 0")
    assert run().code == 1
    assert (quick / FAILED).is_dir()
    write_notebook(quick, "first", SHOWS)
    assert run() == (0, "", "")
    assert not (quick / "outputs" / "failed").exists()


@pytest.mark.proof
def test_left_over_staging_is_swept(quick: Path, run: Run) -> None:
    for folder in (quick / "outputs", quick / "data" / "processed"):
        (folder / f".staging-{YEAR}" / "pages").mkdir(parents=True)
        (folder / f".staging-{YEAR}" / "pages" / "old.html").write_text("old", encoding="utf-8")
    assert run() == (0, "", "")
    assert left_over(quick) == []
    assert not list((quick / "outputs").rglob("old.html"))


# ---- The kernel ---------------------------------------------------------------------------------


@pytest.mark.proof
def test_no_kernel_at_all(
    quick: Path, run: Run, unchanged: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in an environment without ipykernel."""
    monkeypatch.setitem(sys.modules, "ipykernel", None)
    monkeypatch.setitem(sys.modules, "ipykernel.kernelspec", None)
    monkeypatch.setattr("jupyter_client.kernelspec.jupyter_path", lambda *parts: [str(quick / "nowhere")])
    ended = run(*QUIET, "--force")
    expect_failure(quick, ended, 1, r"There is no kernel python3\. Run: \S+ -m ipykernel install")
    unchanged()


@pytest.mark.proof
def test_a_kernel_that_does_not_start(
    quick: Path, run: Run, unchanged: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = quick / "jupyter" / "kernels" / "python3"
    folder.mkdir(parents=True)
    spec = {"argv": [sys.executable, "-c", "raise SystemExit(1)"], "display_name": "dead", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(quick / "jupyter"))
    expect_failure(quick, run(*QUIET, "--force"), 1, "first failed: .*Kernel died")
    unchanged()


# ---- Being told to stop -------------------------------------------------------------------------


@pytest.mark.proof
@pytest.mark.parametrize(
    ("number", "code"), named({"TERM": (signal.SIGTERM, 143), "INT": (signal.SIGINT, 130)}, "TERM")
)
def test_a_signal_in_a_cell(number: int, code: int, quick: Path, unchanged: Callable[[], None]) -> None:
    write_notebook(quick, "first", SLEEPS)
    process = started(quick, *QUIET)
    wait_for(quick / "notebooks" / "mark", process)
    assert kernels_of(quick)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    (line,) = err.splitlines()
    assert re.match(r"grantsdata: (interrupted|stopped by SIGTERM)\. .* stays as it was; run again to make it\.$", line)
    assert out == ""
    unchanged()


IN_THE_MIDDLE = """
import os, signal, threading
from grantsdata.runs.publish import release
threading.Thread(target=threading.Event().wait, daemon=True).start()
plain, calls = release.swap_in, []
def swap_in(new, place):
    calls.append(place)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(100_000): pass
    plain(new, place)
    assert len(calls) < 3, "undone"
release.swap_in = swap_in
"""


@pytest.mark.proof
def test_a_signal_while_sets_change_places_waits_until_they_have(quick: Path) -> None:
    before = hashes(quick)
    retype(quick, YEAR, "£4,000", "£4,100")
    process = started(quick, *QUIET, program=IN_THE_MIDDLE)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 143, err
    assert "stays as it was" in err and len(err.splitlines()) == 1
    after = hashes(quick)
    changed = {name for name in before if before[name] != after[name]}
    assert {f"{YEAR}/first.html", f"{YEAR}/data/awards.csv", "index.html"} - changed <= {"index.html"}
    assert b"4,100" in (quick / "outputs" / YEAR / "first.html").read_bytes()
    assert not (quick / "outputs" / "failed").exists(), "it was published, and must not be told as a failure"
    assert left_over(quick) == []


# ---- Nobody listens -----------------------------------------------------------------------------


@pytest.mark.proof
@pytest.mark.parametrize("closed", [">&- 2>&- <&-", ">&-", "2>&-"])
def test_closed_streams(closed: str, quick: Path) -> None:
    retype(quick, YEAR, "£4,000", "£4,100")
    line = " ".join(f"'{word}'" for word in command(quick, YEAR))
    done = subprocess.run(["sh", "-c", f"{line} {closed}"], env=environment(), cwd=quick, check=False, timeout=120)
    assert done.returncode == 0
    page = (quick / "outputs" / YEAR / "first.html").read_text(encoding="utf-8")
    assert "4,100" in page and page.rstrip().endswith("</html>")
    assert left_over(quick) == []


def with_nobody_to_read(quick: Path, *words: str) -> int:
    """The exit code of a command whose both streams are pipes that nobody reads any more.

    Python keeps what it could not write, and tries again when it ends, unless a variable tells it to keep nothing.
    """
    read, write = os.pipe()
    os.close(read)
    line = [*command(quick)[:-1], *words]
    variables = {name: value for name, value in environment().items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(line, stdout=write, stderr=write, env=variables, cwd=quick, timeout=120, check=False)
    os.close(write)
    return done.returncode


@pytest.mark.proof
def test_a_reader_that_has_gone_changes_neither_the_run_nor_its_code(quick: Path) -> None:
    """Nor does it keep the next year from its turn."""
    add_other_year(quick)
    retype(quick, YEAR, "£4,000", "£4,100")
    assert with_nobody_to_read(quick, "report", "--all") == 0
    assert "4,100" in (quick / "outputs" / YEAR / "first.html").read_text(encoding="utf-8")
    assert (quick / "outputs" / OTHER / "first.html").is_file()
    assert left_over(quick) == []


@pytest.mark.proof
def test_a_difference_keeps_its_code_where_nobody_reads_of_it(quick: Path) -> None:
    assert with_nobody_to_read(quick, "verify", YEAR) == 0
    page = quick / "outputs" / YEAR / "first.html"
    page.write_text(page.read_text(encoding="utf-8") + "<!-- touched -->", encoding="utf-8")
    assert with_nobody_to_read(quick, "verify", YEAR) == 1
    assert with_nobody_to_read(quick, "years") == 0


TELLS_OF_A_GRAMMAR = "import atexit, sys; atexit.register(lambda: print('lark' in sys.modules))"


@pytest.mark.proof
def test_a_run_builds_no_grammar_that_it_does_not_need(quick: Path) -> None:
    """It takes a second, half of the time in which a command starts."""
    out, err = started(quick, *QUIET, program=TELLS_OF_A_GRAMMAR).communicate(timeout=120)
    assert (out, err) == ("False\n", "")


def test_quiet_says_nothing_when_all_is_well(run: Run) -> None:
    assert run() == (0, "", "")


# ---- Several years ------------------------------------------------------------------------------


@pytest.mark.proof
def test_one_years_failure_does_not_stop_the_others(quick: Path, run: Run) -> None:
    """The first year is at fault, and the second is published; then the other way round."""
    add_other_year(quick)
    before = hashes(quick)
    retype(quick, YEAR, "£4,000", "£4,00")
    ended = run("--all", "--quiet")
    assert ended.code == 2
    (line,) = ended.err.splitlines()
    assert line.startswith(f'grantsdata: {YEAR}: data/raw/{YEAR}/gr.csv row 2, column Award: cannot read "£4,00"')
    assert json.loads((quick / FAILED / "run.json").read_text(encoding="utf-8"))["outcome"] == "bad input"
    after = hashes(quick)
    assert {name: after[name] for name in before if name != "index.html"} == {
        name: digest for name, digest in before.items() if name != "index.html"
    }
    assert f"{OTHER}/first.html" in after

    retype(quick, YEAR, "£4,00", "£4,200")
    retype(quick, OTHER, "£4,000", "£4,00")
    ended = run("--all", "--quiet")
    assert ended.code == 2
    assert ended.err.startswith(f"grantsdata: {OTHER}: ") and len(ended.err.splitlines()) == 1
    assert "4,200" in (quick / "outputs" / YEAR / "first.html").read_text(encoding="utf-8")
    assert hashes(quick)[f"{OTHER}/first.html"] == after[f"{OTHER}/first.html"]


# ---- Strictness ---------------------------------------------------------------------------------


def test_strict_holds_back_figures_that_do_not_add_up(quick: Path, run: Run, unchanged: Callable[[], None]) -> None:
    """A printed total that is £10 more than its one award."""
    paper = quick / "data" / "raw" / YEAR / "paper.toml"
    total = '[[printed_totals]]\nlabel = "Total"\nprinted = "£4,010"\nfile = "gr.csv"\n'
    paper.write_text(paper.read_text(encoding="utf-8") + total, encoding="utf-8")
    ended = run(*QUIET, "--strict")
    expect_failure(quick, ended, 3, r"£4,010.*See: grantsdata check 2018-19", "does not reconcile")
    unchanged()
    assert run() == (0, "", "")
    record = json.loads((quick / "outputs" / YEAR / "run.json").read_text(encoding="utf-8"))
    assert record["findings"]["error"] == 1


# ---- One report beside the others ---------------------------------------------------------------


@pytest.mark.proof
def test_one_report_is_put_beside_those_that_are_published(quick: Path, run: Run) -> None:
    before = hashes(quick)
    write_notebook(quick, "second", "6 * 7")
    retype(quick, YEAR, "£4,000", "£4,100")
    ended = run(*QUIET, "--notebook", "second")
    assert ended.code == 2
    assert "they or their inputs have changed since they were made" in ended.err
    assert hashes(quick) == before

    assert run() == (0, "", "")
    page, notebook = (quick / "outputs" / YEAR / f"first.{ending}" for ending in ("html", "ipynb"))
    run_once = notebook.read_bytes()
    assert "second.html" not in page.read_text(encoding="utf-8")
    ended = run(*QUIET, "--notebook", "second", "-p", "include_implied", "false")
    assert ended.code == 2
    assert "made with include_implied true" in ended.err

    assert run(*QUIET, "--notebook", "second") == (0, "", "")
    after = hashes(quick)
    assert notebook.read_bytes() == run_once, "the first report is not run again"
    assert "second.html" in page.read_text(encoding="utf-8"), "its page leads to the new one"
    assert f"{YEAR}/second.html" in after
    record = json.loads((quick / "outputs" / YEAR / "run.json").read_text(encoding="utf-8"))
    assert [entry["page"] for entry in record["reports"]] == ["first.html", "second.html"]
    assert f"{YEAR}/second.html" in (quick / "outputs" / "index.html").read_text(encoding="utf-8")

    assert run() == (0, "", "")  # not declared, and so taken down by the next run of the whole set
    assert f"{YEAR}/second.html" not in hashes(quick)
    assert "second" not in (quick / "outputs" / "index.html").read_text(encoding="utf-8")


def test_a_report_beside_pages_that_nothing_is_known_of_is_refused(
    quick: Path, run: Run, unchanged: Callable[[], None]
) -> None:
    record = quick / "outputs" / YEAR / "run.json"
    content = record.read_bytes()
    write_notebook(quick, "second", "6 * 7")
    record.unlink()
    expect_failure(
        quick,
        run(*QUIET, "--notebook", "second", "-p", "include_implied", "false"),
        2,
        "second would not fit the 1 other page of 2018-19: no record says what they were made from. Make them all "
        "again first: grantsdata report 2018-19 -p include_implied false",
        "bad input",
    )
    record.write_bytes(content)
    unchanged()


@pytest.mark.proof
def test_a_report_beside_a_page_whose_notebook_is_gone_is_refused(quick: Path, run: Run) -> None:
    write_notebook(quick, "second", "6 * 7")
    assert run() == (0, "", "")
    (quick / "outputs" / YEAR / "first.ipynb").unlink()
    ended = run(*QUIET, "--notebook", "second")
    expect_failure(
        quick,
        ended,
        2,
        "second would not fit the 1 other page of 2018-19: first.ipynb is no longer there. Make them all again first: "
        "grantsdata report 2018-19",
        "bad input",
    )


@pytest.mark.proof
def test_a_report_by_itself_needs_no_others(quick: Path) -> None:
    page = make_report(FinancialYear.parse(YEAR), "first", {"include_implied": False}, project=quick)
    assert page == quick / "outputs" / YEAR / "first.html"
    record = json.loads(page.with_name("run.json").read_text(encoding="utf-8"))
    assert record["include_implied"] is False
    assert [(entry["page"], entry["parameters"]) for entry in record["reports"]] == [
        ("first.html", {"include_implied": False})
    ]


def test_a_parameter_that_cannot_be_is_told_before_a_kernel_starts(
    quick: Path, run: Run, unchanged: Callable[[], None]
) -> None:
    ended = run(*QUIET, "-p", "financial_year", OTHER)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "grantsdata: 2018-19: financial_year is the command's own argument; leave out -p financial_year. "
        "Nothing was published.\n"
    )
    write_notebook(quick, "first", SHOWS, parameters=f"{PARAMETERS}\nproviders_shown = 10")
    ended = run(*QUIET, "-p", "providers_shown", "0")
    said = "Parameter providers_shown is 0; expected a whole number of at least 1."
    expect_failure(quick, ended, 2, said, "bad input")
    unchanged()


@pytest.mark.proof
def test_pages_no_longer_declared_are_taken_down(quick: Path, run: Run) -> None:
    write_notebook(quick, "new", SHOWS)
    declare(quick, "new")
    ended = run(YEAR)
    assert ended.code == 0
    assert "grantsdata: no longer published: first.html" in ended.err
    assert sorted(path.name for path in (quick / "outputs" / YEAR).glob("*.html")) == ["new.html"]


# ---- Clocks -------------------------------------------------------------------------------------


@pytest.mark.proof
def test_files_of_the_future_are_replaced_like_any_others(quick: Path, run: Run) -> None:
    """As after a clock that was set back."""
    for path in [*(quick / "outputs").rglob("*"), *(quick / "data").rglob("*")]:
        os.utime(path, (4102444800, 4102444800))  # 2100
    before = hashes(quick)
    assert run() == (0, "", "")
    after = hashes(quick)
    assert {name for name in before if before[name] != after[name]} <= {f"{YEAR}/run.json"}
    retype(quick, YEAR, "£4,000", "£4,100")
    assert run() == (0, "", "")
    assert hashes(quick)[f"{YEAR}/first.html"] != before[f"{YEAR}/first.html"]
