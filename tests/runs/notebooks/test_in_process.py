"""A notebook run in a forked process against the same in a kernel of its own: every byte of page and notebook."""

import shutil
from pathlib import Path

import pytest
from support.reporting import REPOSITORY, copied_project

from grantsdata.errors import GrantsDataError
from grantsdata.model.report import Limits, ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.notebook import LIST, code_sha256, is_proved
from grantsdata.runs.publish.plan import Request, page_tasks
from grantsdata.runs.workers.pool import Workers
from grantsdata.runs.workers.processes import FORKS
from grantsdata.runs.workers.scheduler import TaskSteps, run_all
from grantsdata.runs.workers.task import Task
from grantsdata.sources.reports import report_links, report_plans

YEAR = FinancialYear.parse("2017-18")
OTHERS = {
    "provider-report-family-action": ReportPlan("provider-report", {"provider": "Family Action"}),
    "returns": ReportPlan("returns"),
    "year-on-year": ReportPlan("year-on-year"),
    "changes": ReportPlan("changes"),
    "annual-report": ReportPlan("annual-report", {"include_implied": False}),
}
"""What is not among the reports of this year, and one in which an amount is left out."""
NOTEBOOKS = sorted(path.stem for path in (REPOSITORY / "notebooks").glob("*.ipynb"))


def made(project: Path, reports: list[ReportPlan], folder: Path, *, in_process: bool) -> Path:
    """The pages and notebooks of these reports, made in one way or the other."""
    folder.mkdir()
    request = Request(YEAR, reports, limits=Limits())

    def making() -> TaskSteps[None]:
        links = report_links(report_plans(YEAR, project), YEAR, project)
        tasks = page_tasks(request, project, folder, reports, links, {})
        assert {task.values["in_process"] for task in tasks} == {FORKS}, "those of this package are proved"
        yield [Task(t.function, t.root, t.folder, {**t.values, "in_process": in_process}, t.name) for t in tasks]

    with Workers() as workers:
        ((_, error),) = run_all([making], workers)
    assert not isinstance(error, GrantsDataError), error
    return folder


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders: all reports in forked processes, and all in kernels."""
    base = tmp_path_factory.mktemp("in_process")
    project = copied_project(base / "project")
    reports = [report for report in report_plans(YEAR, project) if report.name not in OTHERS]
    reports += OTHERS.values()
    assert {report.notebook for report in reports} == set(NOTEBOOKS) - {"start-here"}
    return made(project, reports, base / "forked", in_process=FORKS), made(
        project, reports, base / "kernels", in_process=False
    )


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.proof
def test_a_notebook_gives_the_same_bytes_in_a_forked_process_as_in_a_kernel(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    reports = [ReportPlan("disclosure")]
    forked, kernels = (
        bytes_of(made(project, reports, tmp_path / name, in_process=ways))
        for name, ways in (("forked", FORKS), ("kernels", False))
    )
    assert forked == kernels
    assert sorted(forked) == ["disclosure.html", "disclosure.ipynb"]


@pytest.mark.proof
def test_every_notebook_gives_the_same_bytes_in_a_forked_process_as_in_a_kernel(both: tuple[Path, Path]) -> None:
    forked, kernels = map(bytes_of, both)
    assert forked.keys() == kernels.keys()
    # the eight reports of the year and three others, each with its notebook, and the board paper for Word
    assert len(forked) == 2 * (8 + 3) + 1
    assert [name for name in sorted(forked) if forked[name] != kernels[name]] == []


@pytest.mark.proof
def test_the_reports_of_a_year_are_made_in_forked_processes(both: tuple[Path, Path], published: Path) -> None:
    """By the command, that is; the figures of the annual report are those of another parameter here."""
    for page in sorted((published / "outputs" / str(YEAR)).glob("*.html")):
        same = page.read_bytes() == (both[0] / page.name).read_bytes()
        assert same is (page.stem != "annual-report"), page.name


@pytest.mark.parametrize("name", [name for name in NOTEBOOKS if name != "start-here"])
def test_the_list_of_what_is_proved_is_that_of_the_notebooks(name: str) -> None:
    path = REPOSITORY / "notebooks" / f"{name}.ipynb"
    line = f'{name} = "{code_sha256(path)}"'
    assert line in LIST.read_text(encoding="utf-8").splitlines(), (
        f"If the first test of this module passes with it, write into {LIST.name}: {line}"
    )
    assert is_proved(path)


def test_a_notebook_that_somebody_changed_is_not_proved(tmp_path: Path) -> None:
    """Nor one of that name; but outputs, notes and a new title of a text change no code."""
    path = tmp_path / "annual-report.ipynb"
    text = (REPOSITORY / "notebooks" / path.name).read_text(encoding="utf-8")
    path.write_text(text.replace('"cell_type": "markdown"', '"cell_type": "raw"', 1), encoding="utf-8")
    assert is_proved(path)
    assert text.count("check_injected(In)") == 1
    path.write_text(text.replace("check_injected(In)", "!date"), encoding="utf-8")
    assert not is_proved(path)
    path.write_text("{", encoding="utf-8")
    assert not is_proved(path)
    shutil.copyfile(REPOSITORY / "notebooks" / "start-here.ipynb", path)
    assert not is_proved(path), "it is for people to walk through"
    assert not is_proved(tmp_path / "nowhere.ipynb")
