"""The list of reports: what is made for a year, under which names, and what is wrong with a list."""

from pathlib import Path

import pytest
from support.reporting import add_year

from grantsdata.errors import CatalogueError, YearError
from grantsdata.model.report import ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.sources.reports import report_links, report_plans

YEAR = FinancialYear.parse("2017-18")


@pytest.fixture
def declare(project: Path):
    def write(text: str) -> Path:
        (project / "notebooks" / "reports.toml").write_text(text, encoding="utf-8")
        return project

    return write


def test_the_whole_set_of_the_year_has_a_page_for_each_stream_with_awards():
    names = [report.name for report in report_plans(YEAR, Path(__file__).parents[2])]
    assert names == [
        "annual-report",
        "board-paper",
        "stream-report-vs",
        "stream-report-cdr",
        "outcomes-year",
        "agreements",
        "reconciliation",
        "disclosure",
    ]


@pytest.mark.parametrize(
    ("key", "page"),
    [*((key, "agreements") for key in ("agreements", "conditions", "payments", "variations", "tenders")),
     ("returns", "returns")],
)  # fmt: skip
def test_what_becomes_of_the_awards_has_a_page_where_any_of_it_is_on_file(key: str, page: str, project: Path):
    folder = add_year(project, [("GR", "Lights", "Cambridge City Council", "£5,000")])
    later, toml = FinancialYear.parse("2018-19"), folder / "paper.toml"
    assert page not in [report.name for report in report_plans(later, project)]
    toml.write_text(toml.read_text(encoding="utf-8") + f'[{key}]\nfile = "{key}.csv"\n', encoding="utf-8")
    made = {report.name for report in report_plans(later, project)}
    assert made & {"agreements", "returns"} == {page}


def test_a_report_that_needs_an_earlier_year_is_made_if_there_is_one(project: Path):
    add_year(project, [("GR", "Lights", "Cambridge City Council", "£5,000")])
    later = FinancialYear.parse("2018-19")
    assert [report.name for report in report_plans(later, project)][-1] == "year-on-year"
    assert "year-on-year" not in [report.name for report in report_plans(YEAR, project)]


def test_a_report_that_needs_measures_is_made_if_the_paper_has_any(project: Path):
    names = [report.name for report in report_plans(YEAR, project)]
    measures = project / "data" / "raw" / "2017-18" / "measures.csv"
    header, _, _ = measures.read_text(encoding="utf-8").partition("\n")
    for text in (f"{header}\n", f"{header}\n,,,,,,,\n"):
        measures.write_text(text, encoding="utf-8")
        left = [report.name for report in report_plans(YEAR, project)]
        assert left == [name for name in names if name != "outcomes-year"] != names
    measures.unlink()
    assert [report.name for report in report_plans(YEAR, project)] == names, "its page says what is wrong"
    add_year(project, [("GR", "Lights", "Cambridge City Council", "£5,000")])
    later = FinancialYear.parse("2018-19")
    assert "outcomes-year" not in [report.name for report in report_plans(later, project)], "it declares no measures"


def test_a_stream_without_a_table_of_awards_has_no_page(project: Path):
    """The small year has two streams, and here no award from the one outside the budget."""
    add_year(project, [("GR", "Lights", "Cambridge City Council", "£5,000")])
    names = [report.name for report in report_plans(FinancialYear.parse("2018-19"), project)]
    assert [name for name in names if name.startswith("stream")] == ["stream-report-gr"]


def test_an_entry_gives_its_title_and_its_parameters_to_the_notebook(declare):
    project = declare(
        '[[reports]]\nnotebook = "annual-report"\ntitle = "Our {year}"\nparameters = { providers_shown = 5 }\n'
    )
    assert report_plans(YEAR, project) == [ReportPlan("annual-report", {"title": "Our {year}", "providers_shown": 5})]


def test_a_title_that_is_left_out_is_the_notebook_s_own(declare):
    (only,) = report_plans(YEAR, declare('[[reports]]\nnotebook = "annual-report"\n'))
    assert only.parameters == {}


FAULTS = {
    "no entry": ("", ["reports is missing"]),
    "an empty list": ("reports = []\n", ["reports is empty", "at least one entry"]),
    "an unknown key": (
        '[[reports]]\nnotebook = "annual-report"\nperiod = "year"\n',
        ["reports[1].period is not a known key", "notebooks/README.md"],
    ),
    "two faults": (
        '[[reports]]\nnotebook = "Annual Report"\n[[reports]]\nnotebook = "annual-report"\neach = "theme"\n',
        ["reports[1].notebook", "reports[2].each", '"theme"'],
    ),
    "a notebook that is not there": (
        '[[reports]]\nnotebook = "monthly"\n',
        ['there is no notebook "monthly"', "remove the entry"],
    ),
    "one page twice": (
        '[[reports]]\nnotebook = "annual-report"\n[[reports]]\nnotebook = "annual-report"\ntitle = "Again"\n',
        ['two reports with the same name: "annual-report"'],
    ),
    "a path": ('[[reports]]\nnotebook = "../annual-report"\n', ["reports[1].notebook", "../annual-report"]),
    "no TOML": ("[[reports]\n", ["not readable as TOML"]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_with_a_list_is_told_all_at_once(name, declare):
    text, said = FAULTS[name]
    with pytest.raises(CatalogueError) as error:
        report_plans(YEAR, declare(text))
    for words in ["notebooks/reports.toml", *said]:
        assert words in str(error.value)


def test_a_list_that_is_gone_is_told(project: Path):
    (project / "notebooks" / "reports.toml").unlink()
    with pytest.raises(CatalogueError, match="the file is not there"):
        report_plans(YEAR, project)


def test_a_year_without_a_paper_has_no_reports(project: Path):
    with pytest.raises(YearError, match="Years on file: 2017-18"):
        report_plans(FinancialYear.parse("2018-19"), project)


def test_the_links_have_the_names_and_the_order_of_the_list_and_others_come_last(declare):
    project = declare(
        '[[reports]]\nnotebook = "outcomes"\nlabel = "What it did"\n\n'
        '[[reports]]\nnotebook = "stream-report"\neach = "stream"\n\n[[reports]]\nnotebook = "annual-report"\n'
    )
    family = ReportPlan("provider-report", {"provider": "Family Action", "title": "About {provider}"})
    asked = [
        family,
        ReportPlan("annual-report"),
        ReportPlan("stream-report", {"stream": "CDR"}),
        ReportPlan("outcomes"),
    ]
    assert report_links(asked, YEAR, project) == [
        ("outcomes.html", "What it did"),
        ("stream-report-cdr.html", "Crime and disorder reduction"),
        ("annual-report.html", "Annual report"),
        ("provider-report-family-action.html", "Provider report: Family Action"),
    ]


def test_links_need_no_readable_list_of_reports(declare):
    project = declare("[[reports]]\n")
    assert report_links([ReportPlan("board-paper")], YEAR, project) == [("board-paper.html", "Board paper")]
