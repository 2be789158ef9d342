"""The report on two years, in a real kernel: with one year on file, and with a second one made up for the test.

The second year is the first with five changes: an amount, a provider, a name, an award that ends, one that is new; and
an amount that is not stated, because of which another one is no longer implied.
"""

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support.reading import soup_of, table_called
from support.reporting import APPROPRIATE_ADULTS, REPOSITORY, copied_project

from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.publish import make_report

CHANGES = {
    "victims-services.csv": [
        ('"£446,000"', '"£450,000"'),
        ("Practical Support for young victims of crime,Embrace – Child Victims of Crime",
         "Practical Support for young victims of crime,Family Action"),
        ("Young Person Independent Domestic Violence Advisor,Cambridgeshire County Council,\"£40,000\"",
         "Young Persons’ Independent Domestic Violence Adviser,Cambridgeshire County Council,\"£41,000\""),
        ('〃,Restorative Justice Hub,Cambridgeshire Constabulary,"£52,750",\n', ""),
        ('Family Action,"£29,065",\n', 'Family Action,"£29,065",\n〃,Helpline,Shrievalty Trust,"£12,000",\n'),
    ],
    "crime-and-disorder-reduction.csv": [('Cambridgeshire Constabulary,"10,000"', "Cambridgeshire Constabulary,TBC")],
    "paper.toml": [('financial_year = "2017-18"', 'financial_year = "2018-19"')],
}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copied_project(tmp_path_factory.mktemp("years") / "project")
    folder = project / "data" / "raw" / "2018-19"
    shutil.copytree(project / "data" / "raw" / "2017-18", folder)
    for name, edits in CHANGES.items():
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return project


@pytest.fixture(scope="module")
def page(project: Path) -> BeautifulSoup:
    report = make_report(FinancialYear.parse("2018-19"), "year-on-year", project=project)
    return soup_of(report)


@pytest.fixture(scope="module")
def alone(project: Path) -> BeautifulSoup:
    """The report on the first year on file."""
    report = make_report(FinancialYear.parse("2017-18"), "year-on-year", project=project)
    return soup_of(report)


def test_both_totals_and_the_way_between_them_are_told(page):
    assert page.h1.get_text() == "Grants in 2018-19, compared with 2017-18"
    text = page.get_text(" ", strip=True)
    # 961,260 + 4,000 - 52,750 + 12,000 + 1,000 = 925,510; 1,312,248 - 10,000 = 1,302,248
    assert (
        "In 2018-19: 35 awards, £2,227,758 (2 amounts not stated). That is £55,750 (2.4%) less than in 2017-18: 35 "
        "awards, £2,283,508 (including £10,000 implied). Only stated amounts are compared."
    ) in text
    assert "29 awards continue unchanged, 4 changed, 1 is new, 1 ended and 1 is doubtful." in text


def test_what_became_of_the_awards_adds_up_in_every_row(page):
    rows = {row[0]: row[1:] for row in table_called(page, "What became of the awards")}
    plain = {name: [cell.split(" ")[0] for cell in cells] for name, cells in rows.items()}
    assert plain == {
        "continued": ["29", "£1,722,758", "£0", "£0", "29", "£1,722,758"],
        "changed": ["4", "£468,000", "£4,000", "−£20,000", "4", "£452,000"],
        "new": ["0", "£0", "£12,000", "£0", "1", "£12,000"],
        "ended": ["1", "£52,750", "−£52,750", "£0", "0", "£0"],
        "doubtful": ["1", "£40,000", "£1,000", "£0", "1", "£41,000"],
        "Total": ["35", "£2,283,508", "−£35,750", "−£20,000", "35", "£2,227,758"],
    }
    assert "£10,000 implied" in rows["changed"][1]


def test_each_award_is_listed_where_it_belongs(page):
    (doubtful,) = table_called(page, "Doubtful pairs")
    assert doubtful[:2] == [
        "Young Person Independent Domestic Violence Advisor", "Young Persons’ Independent Domestic Violence Adviser",
    ]  # fmt: skip
    assert "£40,000" in doubtful and "£41,000" in doubtful
    changed = {row[0]: row for row in table_called(page, "Awards that changed") if len(row) > 1}
    assert set(changed) == {
        "Victim and Witness Hub Initial Referral provision",
        "Practical Support for young victims of crime",
        APPROPRIATE_ADULTS,
        "Police Cadets",
    }
    assert "£4,000" in changed["Victim and Witness Hub Initial Referral provision"]
    assert "Provider in 2017-18: Embrace – Child Victims of Crime." in " ".join(
        changed["Practical Support for young victims of crime"]
    )
    assert "not stated" in changed["Police Cadets"]
    assert "Restorative Justice Hub" in [row[0] for row in table_called(page, "Awards that ended")]
    assert "Helpline" in [row[0] for row in table_called(page, "New awards")]
    assert len([row for row in table_called(page, "Awards that continue unchanged") if len(row) > 1]) == 29


def test_an_amount_that_one_year_does_not_state_is_no_fall_to_nought(page):
    (cadets,) = [row for row in table_called(page, "Awards that changed") if row[0] == "Police Cadets"]
    assert "−£10,000" not in cadets and "−100.0%" not in cadets
    assert "2 matched awards have an amount in 2017-18 only: £20,000 (including £10,000 implied)" in page.get_text(" ")


def test_the_streams_stand_side_by_side(page):
    rows = {row[0]: row[1:] for row in table_called(page, "Sums by stream")}
    assert rows["Victims' services"] == ["10", "£961,260", "10", "£925,510", "−£35,750", "−3.7%"]
    assert rows["Total"][1].startswith("£2,283,508") and rows["Total"][3].startswith("£2,227,758")


def test_each_chart_has_its_figures_in_a_table(page):
    in_tables = " ".join(one.get_text(" ") for one in page.find_all("table"))
    (chart,) = page.select("svg.bars-wide")
    figures = re.findall(r"£[\d,.]*\d[mk]?", chart["aria-label"])
    assert figures
    for figure in figures:
        assert figure in in_tables, figure


@pytest.mark.proof
def test_with_one_year_on_file_the_page_says_so_and_is_of_use(alone):
    text = alone.get_text(" ", strip=True)
    assert alone.h1.get_text() == "Grants in 2017-18, the first year on file"
    assert (
        "2017-18 is the first year on file. Its paper lists 35 awards, £2,283,508 (including £10,000 implied)." in text
    )
    rows = {row[0]: row[1:] for row in table_called(alone, "Sums by stream")}
    assert rows["Total"][1].startswith("£2,283,508")
    for word in ("2016-17", "2018-19", "nan", "NaT", "None"):
        assert word not in text
    assert len(alone.select("svg.bars-wide")) == 1


def test_no_second_year_is_on_file_in_the_project_itself():
    assert [path.name for path in (REPOSITORY / "data" / "raw").iterdir() if path.is_dir()] == ["2017-18"]
