"""The whole report on another body's paper: other columns, no themes, no separate funds, no measures, no own force."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support.reading import soup_of
from support.reporting import copied_project

import grantsdata as gd
from grantsdata.runs.publish.publish import make_report

PAPER = """
[paper]
title = "Community awards"
body = "Commissioner for Testshire"
date = 2024-06-03
financial_year = "2024-25"
source = "Decision notice, 3 June 2024"
licence = "Open Government Licence v3.0"

[overall_budget]
label = "Community budget"
printed = "£60k"

[[streams]]
code = "SC"
name = "Safer communities"
funder = "Main grant"
origin = "Main grant"
budget_printed = "£60k"
in_overall_budget = true

[[award_tables]]
file = "awards.csv"
stream = "SC"
ignored_columns = ["2025/26 (£)"]
no_award = ["-"]

[award_tables.columns]
service = "Project"
provider = "Organisation"
award = "2024/25 (£)"
"""

AWARDS = """Project,Organisation,2024/25 (£),2025/26 (£)
Street pastors,"Churches & <b>Friends</b> of $x$",\"20,000.50\","21,000"
Night bus,Cambridgeshire County Council,"15,000",-
Boxing club,,-,"9,000"
Cameras,Lens Ltd,TBC,"1,000"
"""


@pytest.fixture(scope="module")
def testshire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with that year on file: look, do not touch."""
    project = copied_project(tmp_path_factory.mktemp("testshire") / "project")
    folder = project / "data" / "raw" / "2024-25"
    folder.mkdir()
    (folder / "paper.toml").write_text(PAPER, encoding="utf-8")
    (folder / "awards.csv").write_text(AWARDS, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def page(testshire: Path) -> BeautifulSoup:
    """The whole report on it, made once."""
    return soup_of(make_report(gd.FinancialYear.parse("2024-25"), project=testshire))


def test_the_awards_are_those_of_the_year(testshire):
    awards = gd.load_awards("2024-25", project=testshire)
    assert list(awards["service"]) == ["Street pastors", "Night bus", "Cameras"]
    assert awards["award_pence"].sum() == 3_500_050
    assert list(awards["award_status"]) == ["printed", "printed", "not stated"]


def test_the_report_is_made_and_says_what_is_not_there(page):
    text = page.get_text(" ", strip=True)
    assert page.h1.text == "Grants awarded in 2024-25"
    assert "£35,000.50" in text
    for sentence in (
        "3 awards for 2024-25: £35,000.50 of a budget of £60k. They go to 3 providers.",
        "It leaves out 1 award without a stated amount.",
        "No award is marked as a single tender; whether others could compete is not on record.",
        "The paper does not say of any award that others also pay for it.",
        "The paper names no other funds.",
        "The paper reports no measures.",
    ):
        assert sentence in text
    assert "Lens Ltd not in the register 1 not stated" in text, "not £0"
    assert "own force" not in text
    assert "implied" not in text.split("How this was made")[0].replace("implied worked out", "")


def test_a_name_that_carries_code_is_text_on_the_page(page):
    assert "Churches & <b>Friends</b> of $x$" in page.get_text()
    assert not page.find_all("b")


def test_both_years_stand_in_one_table(testshire):
    awards = gd.load_awards(["2024-25", "2017-18"], project=testshire)
    assert awards["award_id"].is_unique
    assert len(awards) == 38
    assert list(awards["financial_year"].cat.categories) == ["2017-18", "2024-25"]


def test_a_report_without_any_paper_for_its_year_is_refused(project):
    with pytest.raises(gd.GrantsDataError, match="Years on file: 2017-18"):
        make_report(gd.FinancialYear.parse("2024-25"), project=project)
