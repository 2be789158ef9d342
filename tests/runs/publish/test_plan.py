"""A request for a year becomes its reports, what need not be made again, and the tasks that make the rest."""

import json
import shutil
from pathlib import Path

import pytest
from support.reporting import copied_project
from support.unattended import SHOWS, YEAR, declare, quick_project, retype, write_notebook

from grantsdata.cli.main import main
from grantsdata.errors import ParameterError
from grantsdata.model.report import Limits, ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.plan import Request, data_task, page_tasks, plan_pages, request_for

SMALL = FinancialYear.parse(YEAR)
LISTED = '[[reports]]\nnotebook = "stream-report"\ntitle = "{stream} {year}"\n[[reports]]\nnotebook = "first"\n'


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two reports: one with a parameter `stream`, and one with only those that all have."""
    project = quick_project(tmp_path_factory.mktemp("plan") / "project")
    write_notebook(project, "stream-report", SHOWS, parameters=f'financial_year = "{YEAR}"\nstream = "GR"\ntitle = ""')
    (project / "notebooks" / "reports.toml").write_text(LISTED, encoding="utf-8")
    return project


# ---- From what is typed to a request ------------------------------------------------------------------


def test_a_parameter_goes_to_the_reports_whose_notebooks_know_it(listed: Path) -> None:
    request = request_for(SMALL, {"include_implied": "false"}, project=listed)
    of_stream, first = request.reports
    assert (of_stream.notebook, of_stream.parameters) == ("stream-report", {"title": "{stream} {year}"})
    assert (first.notebook, first.parameters) == ("first", {"include_implied": False})
    assert (request.include_implied, request.beside_others) == (False, False)
    assert request.asked == {"include_implied": "false"}


def test_one_notebook_is_put_beside_the_other_pages(listed: Path) -> None:
    request = request_for(SMALL, {"stream": "OUT"}, "stream-report", strict=True, force=True, project=listed)
    assert list(request.reports) == [ReportPlan("stream-report", {"stream": "OUT"})]
    assert (request.beside_others, request.strict, request.force) == (True, True, True)
    assert request.limits == Limits()


def test_what_was_read_to_build_the_request_is_on_record(listed: Path) -> None:
    seen = {Path(name).name for name, _ in request_for(SMALL, {}, project=listed).seen}
    assert {"reports.toml", "first.ipynb", "stream-report.ipynb", "paper.toml"} <= seen


@pytest.mark.parametrize(
    ("texts", "notebook", "said"),
    [
        ({"financial_year": "2019-20"}, None, "financial_year is the command's own argument; leave out -p"),
        ({"strem": "GR"}, None, 'Unknown parameter "strem"; did you mean "stream"?'),
        ({"title": "Mine"}, None, "title: set in notebooks/reports.toml. Name one report with --notebook."),
        ({"include_implied": "perhaps"}, None, "expected True or False"),
        ({"period": "year"}, "stream-report", 'Unknown parameter "period"'),
        ({}, "frist", 'There is no notebook "frist" in the notebooks folder; did you mean "first"?'),
        ({}, "annual", "expected one of first, stream-report."),
    ],
)
def test_a_slip_is_an_error_before_anything_runs(
    texts: dict[str, str], notebook: str | None, said: str, listed: Path
) -> None:
    with pytest.raises(ParameterError) as caught:
        request_for(SMALL, texts, notebook, project=listed)
    assert said in str(caught.value)
    assert list((listed / "outputs").iterdir()) == []


def test_there_are_no_pages_as_at_a_day_before_the_paper(listed: Path) -> None:
    with pytest.raises(ParameterError) as caught:
        request_for(FinancialYear.named(f"{YEAR}-as-at-2018-05-10"), {}, project=listed)
    assert str(caught.value) == "There are no pages as at 2018-05-10: the paper of 2018-19 is of 2018-05-11."
    assert [
        one.name for one in request_for(FinancialYear.named(f"{YEAR}-as-at-2018-05-11"), {}, project=listed).reports
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-p", "strem", "VS"], 'did you mean "stream"'),
        (["-p", "title", "Mine"], "title: set in notebooks/reports.toml. Name one report with --notebook."),
        (["-p", "include_implied", "perhaps"], "True or False"),
        (["--notebook", "stream-report", "-p", "period", "year"], 'Unknown parameter "period"'),
        (["--all"], "not allowed with argument"),
    ],
)
def test_a_slip_is_told_before_anything_runs(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = copied_project(tmp_path / "project")
    entry = '[[reports]]\nnotebook = "stream-report"\ntitle = "{stream} {year}"\n'
    (project / "notebooks" / "reports.toml").write_text(entry, encoding="utf-8")
    try:
        code: object = main(["--project", str(project), "report", "2017-18", *arguments])
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    assert said in capsys.readouterr().err
    assert list((project / "outputs").iterdir()) == []


# ---- What need not be made again ----------------------------------------------------------------------


def second_added(project: Path) -> Path:
    """Another notebook, whose page is not yet there."""
    write_notebook(project, "second", SHOWS)
    return project


def test_a_page_whose_inputs_are_those_on_record_is_not_planned_again(quick: Path) -> None:
    ((plan,), kept, inputs) = plan_pages(request_for(SMALL, {}, project=quick), quick)
    assert plan.current_entry is not None and plan.current_entry["name"] == "first"
    assert kept == [] and f"data/raw/{YEAR}/gr.csv" in inputs and "notebooks/first.ipynb" in inputs
    ((forced,), _, _) = plan_pages(request_for(SMALL, {}, force=True, project=quick), quick)
    assert forced.current_entry is None
    retype(quick, YEAR, "£4,000", "£4,100")
    ((changed,), _, _) = plan_pages(request_for(SMALL, {}, project=quick), quick)
    assert changed.current_entry is None and changed.compare_with is None


def test_a_page_put_beside_others_keeps_those_that_are_up_to_date(quick: Path) -> None:
    ((plan,), kept, inputs) = plan_pages(request_for(SMALL, {}, "second", project=second_added(quick)), quick)
    assert (plan.report.name, plan.current_entry) == ("second", None)
    assert [entry["name"] for entry in kept] == ["first"]
    assert {"notebooks/first.ipynb", "notebooks/second.ipynb"} <= inputs.keys()


def test_a_page_that_would_not_fit_the_others_is_refused(quick: Path) -> None:
    """Each reason, with the command that makes all of them again."""

    def why(**texts: str) -> str:
        with pytest.raises(ParameterError) as caught:
            plan_pages(request_for(SMALL, texts, "second", project=quick), quick)
        message = str(caught.value)
        assert message.startswith(f"second would not fit the 1 other page of {YEAR}: ")
        assert f"Make them all again first: grantsdata report {YEAR}" in message
        return message

    record = second_added(quick) / "outputs" / YEAR / "run.json"
    other = why(include_implied="false")
    assert "they were made with include_implied true." in other and other.endswith("-p include_implied false")
    retype(quick, YEAR, "£4,000", "£4,100")
    assert "they or their inputs have changed since they were made." in why()
    (quick / "outputs" / YEAR / "first.ipynb").unlink()
    assert "first.ipynb is no longer there." in why()
    record.unlink()
    assert "no record says what they were made from." in why()


def test_a_page_without_a_record_entry_does_not_stay(quick: Path) -> None:
    shutil.copyfile(quick / "outputs" / YEAR / "first.html", quick / "outputs" / YEAR / "stray.html")
    _, kept, _ = plan_pages(request_for(SMALL, {}, "second", project=second_added(quick)), quick)
    assert [entry["name"] for entry in kept] == ["first"]


# ---- From the plans to tasks --------------------------------------------------------------------------


def test_the_tasks_of_a_year_have_what_their_functions_need(listed: Path, tmp_path: Path) -> None:
    request = Request(SMALL, [], include_implied=False, strict=True, limits=Limits(report_mib=300))
    data = data_task(request, listed, tmp_path, {"a": "b"}, [{"x": 1}])
    assert (data.function, data.name, data.memory_mib, data.needs) == ("prepare", f"data of {YEAR}", 300, {"a": "b"})
    assert data.values == {"year": SMALL, "include_implied": False, "strict": True, "values": [{"x": 1}]}


def test_each_report_is_a_task_with_the_files_that_will_lie_beside_its_page(listed: Path, tmp_path: Path) -> None:
    reports = [ReportPlan("first"), ReportPlan("stream-report", {"stream": "OUT"})]
    first, second = page_tasks(Request(SMALL, reports), listed, tmp_path, reports, [("first.html", "First")], {})
    assert (first.function, first.name, second.name) == ("make_page", "first", "stream-report-out")
    assert (first.says, second.says) == (f"1 of 2: first for {YEAR}", f"2 of 2: stream-report-out for {YEAR}")
    cells = json.loads((listed / "notebooks" / "first.ipynb").read_text(encoding="utf-8"))["cells"]
    assert first.steps == len(cells) + 1
    assert first.values["reports"] == [("first.html", "First")]
    assert first.values["promised"][0] == "first.html" and "data/awards.csv" in first.values["promised"]
    assert first.values["in_process"] is False, "a notebook that is not proved runs in a kernel of its own"


def test_a_list_without_reports_asks_for_none(listed: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(listed, tmp_path / "project"))
    declare(project, "first")
    assert [report.name for report in request_for(SMALL, {}, project=project).reports] == ["first"]
