"""The whole way from the raw tables to the page, with real kernels: what readers get, what failures leave behind."""

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag
from support.reporting import (
    APPROPRIATE_ADULTS,
    REPOSITORY,
    add_year,
    copied_project,
    grantsdata,
    python,
)

from grantsdata.cli.main import main
from grantsdata.report.look import on_page
from grantsdata.runs.notebooks.execute import export_page, linked

YEAR = "2017-18"
ONE = ("report", YEAR, "--notebook", "annual-report")
"""One report is enough here; the whole set is for `test_publish`."""
PAGE = f"outputs/{YEAR}/annual-report.html"
NOTEBOOK = f"outputs/{YEAR}/annual-report.ipynb"
FORMER_PAGE, FORMER_NOTEBOOK = b"<p>The page of last time</p>", b'{"cells": []}'
READER = "zaphod-the-reader"

# ---- Real runs, each made once for all tests -----------------------------------------------------------


class Run(NamedTuple):
    """A command that was run on a project of its own."""

    project: Path
    done: CompletedProcess[str]

    @property
    def page(self) -> Path:
        return self.project / PAGE


def former_report(project: Path) -> None:
    """A report that was published before."""
    (project / PAGE).parent.mkdir(parents=True)
    (project / PAGE).write_bytes(FORMER_PAGE)
    (project / NOTEBOOK).write_bytes(FORMER_NOTEBOOK)


def edited_notebook(project: Path, edit: Callable[[list[dict[str, Any]]], None]) -> None:
    path = project / "notebooks" / "annual-report.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    edit(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def code_cell(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code", "id": "extra", "metadata": {}, "source": source, "outputs": [], "execution_count": None,
    }  # fmt: skip


def after_parameters(source: str) -> Callable[[Path], None]:
    return lambda project: edited_notebook(project, lambda cells: cells.insert(2, code_cell(source)))


def without_parameters_tag(project: Path) -> None:
    edited_notebook(project, lambda cells: cells[1]["metadata"].clear())


def with_two_faults(project: Path) -> None:
    path = project / "data" / "raw" / YEAR / "victims-services.csv"
    text = path.read_text(encoding="utf-8")
    for right, wrong in (('"£33,445"', '"£33,44"'), ('"£75,000"', '"about £75,000"')):
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    path.write_text(text, encoding="utf-8", newline="\n")


def with_broken_notebook(project: Path) -> None:
    (project / "notebooks" / "annual-report.ipynb").write_text('{"cells": [', encoding="utf-8")


class Failure(NamedTuple):
    """A command that must fail: its arguments, its exit code, what its message says, what was spoilt before."""

    arguments: Sequence[str]
    code: int
    said: Sequence[str]
    spoil: Callable[[Path], None] | None = None


FAILURES = {
    "a misspelt parameter": Failure(
        [*ONE, "-p", "include_implid", "false"], 2, ["include_implid", 'did you mean "include_implied"']
    ),
    "a parameter that is no truth value": Failure(
        [*ONE, "-p", "include_implied", "maybe"], 2, ["include_implied", "maybe", "True or False"]
    ),
    "a parameter that is no number": Failure(
        [*ONE, "-p", "providers_shown", "ten"], 2, ["providers_shown", "ten", "a whole number"]
    ),
    "two wrong parameters": Failure(
        [*ONE, "-p", "providers_shown", "ten", "-p", "includeimplied", "true"],
        2,
        ["providers_shown", "includeimplied", 'did you mean "include_implied"'],
    ),
    "a second year": Failure([*ONE, "-p", "financial_year", "2016-17"], 2, ["financial_year"]),
    "a year that is not on file": Failure(["report", "2016-17"], 2, ["2016-17", "Years on file: 2017-18"]),
    "a year that cannot be": Failure(["report", "2020-99"], 2, ["2020-99", "2020-21"]),
    "a year in other digits": Failure(["report", "２０１７-18"], 2, ["is not a financial year"]),
    "another notebook": Failure(["report", YEAR, "--notebook", "monthly"], 2, ['no notebook "monthly"']),
    "a notebook without its parameters": Failure(
        [*ONE], 1, ["annual-report.ipynb", '"parameters"'], without_parameters_tag
    ),
    "a notebook cut short": Failure([*ONE], 1, ["annual-report.ipynb"], with_broken_notebook),
    "a cell that fails": Failure(
        [*ONE], 1, ["ZeroDivisionError", "Nothing was published", "outputs/failed"], after_parameters("1 / 0")
    ),
    "two faults in a raw file": Failure(
        [*ONE],
        2,
        [
            'data/raw/2017-18/victims-services.csv row 3, column Award: cannot read "£33,44"',
            'data/raw/2017-18/victims-services.csv row 9, column Award: cannot read "about £75,000"',
        ],
        with_two_faults,
    ),
}


IN_PROCESSES_OF_THEIR_OWN = ("a cell that fails",)
"""The other failures are found before a kernel is started, and need no process of their own to be seen.

What else a cell and a kernel can do is for `test_unattended`, where reports are small.
"""


def spoilt_project(folder: Path, failure: Failure) -> Path:
    project = copied_project(folder / "project")
    former_report(project)
    if failure.spoil:
        failure.spoil(project)
    return project


def failing(failure: Failure) -> Callable[[Path], Run]:
    def run(folder: Path) -> Run:
        project = spoilt_project(folder, failure)
        return Run(project, grantsdata(project, *failure.arguments, IPYTHONDIR=str(folder / "ipython")))

    return run


def usual(folder: Path) -> Run:
    """A plain run, started somewhere else, over the report of last time."""
    project = copied_project(folder / "project")
    former_report(project)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    who = {"USER": READER, "LOGNAME": READER, "USERNAME": READER}
    return Run(project, grantsdata(project, *ONE, cwd=elsewhere, IPYTHONDIR=str(folder / "ipython"), **who))


def unusual(folder: Path) -> Run:
    """The same run in another place, language, time zone and order of hashes, the project named by the environment."""
    project = copied_project(folder / "another place" / "with spaces & more")
    return Run(
        project,
        python(
            *("-m", "grantsdata", *ONE),
            cwd=project / "outputs",
            GRANTSDATA_PROJECT=str(project),
            IPYTHONDIR=str(folder / "ipython"),
            LC_ALL="C",
            TZ="Pacific/Kiritimati",
            PYTHONHASHSEED="4711",
            COLUMNS="40",
        ),
    )


def papermill(folder: Path, *parameters: str) -> Run:
    """papermill itself, from a folder of its own."""
    project = copied_project(folder / "project")
    named = {"GRANTSDATA_PROJECT": str(project), "IPYTHONDIR": str(folder / "ipython")}
    notebook = str(project / "notebooks" / "annual-report.ipynb")
    return Run(folder, python("-m", "papermill", notebook, "out.ipynb", *parameters, cwd=folder, **named))


def converted(run: Run) -> Run:
    """nbconvert itself, on what papermill has left."""
    done = python("-m", "nbconvert", "--to", "html", "--template", "grantsdata", "out.ipynb", cwd=run.project)
    assert done.returncode == 0, done.stderr
    return run


TWICE = """
import sys
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
client = NotebookClient(notebook, timeout=120, kernel_name="python3")
with client.setup_kernel():
    for name in ("first.ipynb", "second.ipynb"):
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
        nbformat.write(notebook, name)
"""


def run_all_twice(folder: Path) -> Run:
    """All cells run in order, and again in the same kernel, as in JupyterLab; no project is named."""
    notebook = str(REPOSITORY / "notebooks" / "annual-report.ipynb")
    return Run(folder, python("-c", TWICE, notebook, cwd=folder, IPYTHONDIR=str(folder / "ipython")))


RUNS: dict[str, Callable[[Path], Run]] = {
    "usual": usual,
    "unusual": unusual,
    "papermill": lambda folder: converted(papermill(folder, "-p", "financial_year", YEAR)),
    "run all twice": run_all_twice,
    "papermill with a misspelt parameter": lambda folder: converted(papermill(folder, "-p", "finacial_year", YEAR)),
    "papermill with a parameter of the wrong kind": lambda folder: papermill(folder, "-p", "include_implied", "maybe"),
    **{name: failing(FAILURES[name]) for name in IN_PROCESSES_OF_THEIR_OWN},
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Run]:
    """`runs("usual")`: what a run has left, made at the first call."""
    return cache(lambda name: RUNS[name](tmp_path_factory.mktemp("run")))


Runs = Callable[[str], Run]


def spaced(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


# ---- The command ------------------------------------------------------------------------------------


@pytest.mark.proof
def test_the_command_ends_with_the_figures_and_the_page(runs: Runs) -> None:
    run = runs("usual")
    assert run.done.returncode == 0, run.done.stderr
    *_, figures, page, index = run.done.stdout.splitlines()
    assert "35 awards" in figures and "£2,283,508" in figures and "£2.3m" in figures and "implied" in figures
    assert page.endswith(str(Path("outputs") / YEAR / "annual-report.html"))
    assert Path(page.partition(": ")[2]).samefile(run.page)
    assert Path(index.partition(": ")[2]).samefile(run.project / "outputs" / "index.html")


def test_the_log_is_plain_lines_without_warnings(runs: Runs) -> None:
    lines = runs("usual").done.stderr.splitlines()
    assert len(lines) >= 2
    for line in lines:
        assert line.startswith("grantsdata: "), line
        assert not re.search(r"warn|deprecat|error|\x1b|\r|%\|", line, re.IGNORECASE), line


def test_the_former_report_is_replaced_by_a_whole_one(runs: Runs) -> None:
    run = runs("usual")
    made = sorted(path.name for path in run.page.parent.iterdir())
    assert made == ["annual-report.html", "annual-report.ipynb", "data", "run.json"]
    assert run.page.read_bytes().endswith(b"</html>\n") or run.page.read_bytes().endswith(b"</html>")
    assert run.page.read_bytes() != FORMER_PAGE
    assert (run.project / NOTEBOOK).read_bytes() != FORMER_NOTEBOOK


def seen_in(outputs: Path) -> list[str]:
    """What is there but for the locks, which stay and mean nothing."""
    return sorted(path.name for path in outputs.iterdir() if not path.name.startswith(".lock-"))


def test_a_run_leaves_nothing_else_among_the_outputs(runs: Runs) -> None:
    assert seen_in(runs("usual").project / "outputs") == [YEAR, "index.html"]


def test_the_executed_notebook_stands_beside_the_page_with_its_year(runs: Runs) -> None:
    notebook = json.loads((runs("usual").project / NOTEBOOK).read_text(encoding="utf-8"))
    injected = [cell for cell in notebook["cells"] if "injected-parameters" in cell["metadata"].get("tags", [])]
    assert len(injected) == 1
    assert 'financial_year = "2017-18"' in "".join(injected[0]["source"])
    ran = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]
    assert all(cell["execution_count"] for cell in ran)


@pytest.mark.proof
def test_a_second_run_elsewhere_gives_the_same_bytes(runs: Runs) -> None:
    """In another folder, language, time zone and order of hashes."""
    first, second = runs("usual"), runs("unusual")
    assert (first.done.returncode, second.done.returncode) == (0, 0), second.done.stderr
    assert second.page.read_bytes() == first.page.read_bytes()
    assert seen_in(second.project / "outputs") == [YEAR, "index.html"]


def test_no_trace_of_the_machine_is_in_the_published_notebook(runs: Runs) -> None:
    run = runs("usual")
    text = (run.project / NOTEBOOK).read_text(encoding="utf-8")
    for path in (run.project, run.project.parent, REPOSITORY, Path.home()):
        assert str(path) not in text, path
    assert READER not in text


# ---- Failures: nothing is published ------------------------------------------------------------------


@pytest.fixture(params=FAILURES)
def failed(
    request: pytest.FixtureRequest, runs: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[Failure, Run]:
    """Each failure, and what it has left."""
    failure = FAILURES[request.param]
    if request.param in IN_PROCESSES_OF_THEIR_OWN:
        return failure, runs(request.param)
    project = spoilt_project(tmp_path, failure)
    arguments = ["--project", str(project), *failure.arguments]
    code = main(arguments)
    output = capsys.readouterr()
    return failure, Run(project, CompletedProcess(arguments, code, output.out, output.err))


def test_a_failure_has_one_plain_message_and_leaves_the_former_report_as_it_was(failed: tuple[Failure, Run]) -> None:
    failure, (project, done) = failed
    assert done.returncode == failure.code, done.stderr
    for words in failure.said:
        assert words in done.stderr, done.stderr
    assert not re.search(r'Traceback|File "|\x1b\[|Warning', done.stderr), done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("grantsdata: ")]
    steps = [line for line in told if re.match(r"grantsdata: (in the project|reading|1 of 1:) ", line)]
    assert len(told) - len(steps) == 1, done.stderr
    assert done.stderr.splitlines()[: len(steps)] == steps, done.stderr
    assert done.stdout == ""
    assert (project / PAGE).read_bytes() == FORMER_PAGE
    assert (project / NOTEBOOK).read_bytes() == FORMER_NOTEBOOK
    assert [name for name in seen_in(project / "outputs") if name != "failed"] == [YEAR]
    assert sorted(path.name for path in (project / "outputs" / YEAR).iterdir()) == [
        "annual-report.html",
        "annual-report.ipynb",
    ]
    assert not (project / "data" / "processed").exists()


def test_the_notebook_that_failed_is_kept_for_a_look(runs: Runs) -> None:
    kept = runs("a cell that fails").project / "outputs" / "failed" / YEAR / "annual-report.ipynb"
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")
    assert sorted(path.name for path in kept.parent.iterdir()) == ["annual-report.ipynb", "run.json", "run.log"]


def test_the_message_of_a_failing_cell_tells_which_cell_it_was(runs: Runs) -> None:
    assert re.search(r"cell \d+ raised ZeroDivisionError: division by zero", runs("a cell that fails").done.stderr)


# ---- Plain tools ------------------------------------------------------------------------------------


@pytest.mark.proof
def test_papermill_and_nbconvert_by_themselves_give_the_same_page(runs: Runs) -> None:
    run = runs("papermill")
    assert run.done.returncode == 0, run.done.stderr
    assert (run.project / "out.html").read_bytes() == runs("usual").page.read_bytes()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("papermill with a misspelt parameter", 'did you mean "financial_year"', marks=pytest.mark.proof),
        pytest.param(
            "papermill with a parameter of the wrong kind", "include_implied is 'maybe'", marks=pytest.mark.proof
        ),
    ],
)
def test_papermill_by_itself_stops_at_a_wrong_parameter(name: str, said: str, runs: Runs) -> None:
    done = runs(name).done
    assert done.returncode != 0
    assert said in done.stderr


@pytest.mark.proof
def test_nbconvert_by_itself_tells_that_papermill_stopped(runs: Runs) -> None:
    page = BeautifulSoup((runs("papermill with a misspelt parameter").project / "out.html").read_bytes(), "html.parser")
    assert "could not be made" in spaced(page)
    assert "£" not in spaced(page)


def failed_page(folder: Path, run: Run, spoil: Callable[[dict[str, Any]], None]) -> BeautifulSoup:
    """The page that nbconvert, by our template, makes of a notebook whose last code cell did not end well."""
    notebook = json.loads((run.project / NOTEBOOK).read_text(encoding="utf-8"))
    spoil([cell for cell in notebook["cells"] if cell["cell_type"] == "code"][-1])
    (folder / "failed.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return BeautifulSoup(export_page(folder / "failed.ipynb"), "html.parser")


def with_error(cell: dict[str, Any]) -> None:
    cell["outputs"] = [{"output_type": "error", "ename": "Late<b>Error</b>", "evalue": "<script>", "traceback": []}]


def never_run(cell: dict[str, Any]) -> None:
    cell["execution_count"] = None


@pytest.mark.parametrize("spoil", [with_error, never_run])
def test_the_page_of_a_failed_notebook_says_so_and_shows_no_figures(
    spoil: Callable[[dict[str, Any]], None], runs: Runs, tmp_path: Path
) -> None:
    soup = failed_page(tmp_path, runs("usual"), spoil)
    (title,) = soup.find_all("h1")
    assert "could not be made" in spaced(title)
    assert "must not be used" in spaced(soup)
    assert "£" not in spaced(soup)
    assert not soup.find_all(["table", "img", "script", "b"])


@pytest.mark.proof
def test_all_cells_run_without_papermill_and_a_second_time_in_one_kernel(runs: Runs) -> None:
    run = runs("run all twice")
    assert run.done.returncode == 0, run.done.stderr
    first, second = (shown_by(run.project / name) for name in ("first.ipynb", "second.ipynb"))
    assert first == second
    assert first == shown_by(runs("usual").project / NOTEBOOK)


def shown_by(path: Path) -> list[str]:
    """All that the cells of a notebook show, in order, without the style that only a notebook needs."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]
    assert {output["output_type"] for output in outputs} == {"display_data"}
    return [on_page("".join(output["data"]["text/html"])) for output in outputs]


# ---- The small commands -----------------------------------------------------------------------------


def test_check_tells_each_finding_and_counts_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(project), "check", YEAR]) == 0
    output = capsys.readouterr()
    *findings, last = output.out.splitlines()
    assert last == "2017-18: no faults; findings: 0 errors, 3 warnings, 9 notes, 4 checks passed"
    assert all(
        re.match(rf"{re.escape(str(project))}/data/raw/\S+: (agrees|note|warning|error): \S", line) for line in findings
    )
    assert any("£10,000" in line and APPROPRIATE_ADULTS in line and "row 7" in line for line in findings)
    assert len(findings) == 3 + 9 + 4
    assert output.err == ""
    assert not list((project / "outputs").iterdir())


def test_check_tells_all_faults_of_a_file_at_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_two_faults(project)
    assert main(["--project", str(project), "check", YEAR]) == 2
    output = capsys.readouterr()
    assert "row 3, column Award" in output.err and "row 9, column Award" in output.err
    assert output.out == "2017-18: 2 faults; the figures are checked once the faults are mended\n"


@pytest.mark.proof
def test_check_ends_well_where_the_terminal_knows_no_pound_sign(project: Path) -> None:
    done = grantsdata(project, "check", YEAR, cwd=project, PYTHONIOENCODING="ascii")
    assert "Traceback" not in done.stderr
    assert done.returncode == 0
    assert "no faults" in done.stdout


def test_years_are_listed_oldest_first(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for year in ("2018-19", "2009-10"):
        add_year(project, [("GR", "Street lights", "Cambridge City Council", "£4,000")], year=year)
    assert main(["--project", str(project), "years"]) == 0
    assert capsys.readouterr().out == "2009-10\n2017-18\n2018-19\n"


def test_a_folder_without_raw_data_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(tmp_path), "years"]) == 2
    output = capsys.readouterr()
    assert "data/raw" in output.err and output.out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--help"], ["report", "check", "years", "--project"]),
        (["report", "--help"], ["YEAR", "2017-18", "-p", "include_implied false", "--notebook"]),
        (["check", "--help"], ["YEAR"]),
    ],
)
def test_the_help_names_the_commands_and_their_options(
    arguments: list[str], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    for word in words:
        assert word in text


@pytest.mark.parametrize("arguments", [["reprot", YEAR], ["report"], [*ONE, "-p", "include_implied"]])
def test_a_command_that_cannot_be_read_ends_with_its_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: grantsdata" in capsys.readouterr().err


def test_a_kernel_of_a_python_that_is_gone_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kernels are found by name, so that one left over from a deleted environment can answer.

    It matters for a notebook that somebody has changed, which is run in a kernel of its own.
    """
    notebook = project / "notebooks" / "annual-report.ipynb"
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(text.replace("check_injected(In)", "check_injected(In)  # seen", 1), encoding="utf-8")
    folder = project / "jupyter" / "kernels" / "python3"
    folder.mkdir(parents=True)
    gone = str(project / "gone" / "bin" / "python")
    spec = {"argv": [gone, "-m", "ipykernel_launcher"], "display_name": "gone", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(project / "jupyter"))
    assert main(["--project", str(project), *ONE]) == 1
    told = capsys.readouterr().err
    assert f"belongs to another Python ({gone})" in told
    assert "Traceback" not in told
    assert not (project / "outputs" / YEAR).exists()


def test_a_name_leads_to_the_page_on_it_if_the_set_has_one_and_not_to_the_page_that_it_is_on() -> None:
    reports = [["stream-vs.html", "Victims' & more"], ["p.html", "Provider report: Family Action"]]
    named = '<a data-to="stream">Victims&#x27; &amp; mo<wbr>re</a> <a data-to="provider">Family Action</a>'
    assert linked(named, reports) == (
        '<a data-to="stream" href="stream-vs.html">Victims&#x27; &amp; mo<wbr>re</a> '
        '<a data-to="provider" href="p.html">Family Action</a>'
    )
    assert linked(named, reports, "p.html").endswith('<a data-to="provider">Family Action</a>')
    assert linked('<a data-to="stream">Family Action</a>', reports) == '<a data-to="stream">Family Action</a>'


def test_a_provider_without_a_page_leads_to_its_first_row_in_the_annual_report() -> None:
    named = '<a data-at="provider-a" data-to="provider">A</a>'
    reports = [["annual-report.html", "Annual report"], ["b.html", "Provider report: B"]]
    assert linked(named, reports) == '<a data-to="provider" href="annual-report.html#provider-a">A</a>'
    assert linked(named, reports, "annual-report.html") == '<a data-to="provider" href="#provider-a">A</a>'
    assert linked(named, []) == named
    by_itself = reports[:1]
    assert linked(named, by_itself, "annual-report.html") == named
    both = [*reports, ["p.html", "Provider report: A"]]
    assert linked(named, both) == '<a data-to="provider" href="p.html">A</a>'
    assert linked('<tr id="provider-a"></tr>' * 2, reports) == '<tr id="provider-a"></tr><tr></tr>'


def test_the_name_of_an_award_leads_to_its_row_on_the_page_of_its_stream_if_the_set_has_one() -> None:
    named = '<a data-at="award-vs-hub" data-in="Victims&#x27; &amp; more" data-to="award">A <wbr>hub</a>'
    reports = [["stream-vs.html", "Victims' & more"]]
    assert linked(named, reports) == '<a data-to="award" href="stream-vs.html#award-vs-hub">A <wbr>hub</a>'
    assert linked(named, []) == linked(named, reports, "stream-vs.html") == named
