"""What the pages say where pairs are decided, prices are on file, and a funder's payments are named: in real kernels.

The years, the index and the register are those of the modules that try each of these by itself.
"""

from pathlib import Path

import pytest
from awards import test_decisions as decisions
from sources import test_deflators as deflators
from support import payments as upstream
from support.reading import soup_of, table_called
from support.reporting import add_year, copied_project, grantsdata

from grantsdata.awards.earlier import load_earlier
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish.publish import make_report

PRICES = ("2017-18,95,,,Invented", *deflators.ROWS)


def with_decision(project: Path) -> Path:
    """A project with a year of which one pair is decided and another is not."""
    add_year(project, decisions.FORMER, year=decisions.THEN)
    add_year(project, [*decisions.LATER, ("GR", "Zoos", "Charity Two", "£20")], year=decisions.NOW)
    decisions.say(project, (*decisions.PLAY, "yes", "Its report says so"))
    return project


@pytest.mark.proof
def test_the_page_says_who_confirmed_what_and_how_to_decide_the_rest(tmp_path: Path) -> None:
    project = with_decision(copied_project(tmp_path / "project"))
    page = soup_of(make_report(FinancialYear.parse(decisions.NOW), "year-on-year", project=project))
    text = page.get_text(" ", strip=True)
    (row,) = table_called(page, "Decided pairs")
    assert row[:2] == ["Playgroups", "Playgroup"] and row[5:] == [
        "yes", "Its report says so", f"data/raw/{decisions.NOW}/matches.csv",
    ]  # fmt: skip
    assert "To decide, run “grantsdata matches 2020-21 --write”" in text
    assert "Confirmed by a person: Its report says so" in text


@pytest.mark.proof
def test_the_sets_of_such_years_are_published(tmp_path: Path) -> None:
    decided = with_decision(copied_project(tmp_path / "decided"))
    priced = copied_project(tmp_path / "priced")
    deflators.put_years(priced)
    deflators.typed(priced, *PRICES)
    declared = upstream.put_year(copied_project(tmp_path / "declared"))
    upstream.declare(declared, upstream.OURS)
    for project, year in ((decided, decisions.NOW), (priced, deflators.NOW), (declared, upstream.YEAR)):
        done = grantsdata(project, "report", year, "--quiet")
        assert done.returncode == 0, done.stderr
    pages = declared / "outputs" / upstream.YEAR
    assert "£990.50" in (pages / "reconciliation.html").read_text("utf-8")
    alone = grantsdata(priced, "report", "2017-18", "--notebook", "year-on-year", "--quiet")
    assert alone.returncode == 0, alone.stderr
    first = (priced / "outputs" / "2017-18" / "year-on-year.html").read_text(encoding="utf-8")
    assert "real terms" not in first


@pytest.mark.proof
def test_the_page_shows_both_changes_where_the_file_is_there(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    deflators.put_years(project)
    year = FinancialYear.parse(deflators.NOW)
    before = make_report(year, "year-on-year", project=project)
    assert "prices of" not in soup_of(before).get_text(" ")
    assert load_earlier(deflators.NOW, project=project).deflators.empty
    deflators.typed(project, *PRICES)
    page = soup_of(make_report(year, "year-on-year", project=project))
    rows = {row[0]: row[1:] for row in table_called(page, "Sums by stream in prices of this year")}
    assert rows["General grants"] == ["£160", "£164", "£151", "−£9", "−£13", "−7.9%"]
    assert rows["Total"] == ["£169", "£173", "£151", "−£18", "−£22", "−12.7%"]
    kinds = [row[:3] for row in table_called(page, "Sums by provider type in prices of this year")]
    assert ["Total", "£169", "£173"] in kinds
    assert (
        f"In real terms the sum is £22 (12.7%) lower: in prices of {deflators.NOW}, that of {deflators.THEN} is £173."
        in page.get_text(" ")
    )


@pytest.mark.proof
def test_the_pages_show_it_where_it_is_declared(tmp_path: Path) -> None:
    project = upstream.put_year(copied_project(tmp_path / "project"))
    year = FinancialYear.parse(upstream.YEAR)
    heading = "What the funders say they paid, beside the budgets"
    before = soup_of(make_report(year, "reconciliation", project=project)).get_text(" ")
    assert "No payments that funders publish are on file" in before and "other years" not in before
    upstream.declare(project, upstream.OURS)
    page = soup_of(make_report(year, "reconciliation", project=project))
    (row,) = table_called(page, heading)
    assert row == [
        "General grants", "2", "£990.50", "£1k", "£1,000", "£900", "£1,100", "−£9.50", "yes", "1", "£55",
    ]  # fmt: skip
    assert [row[0] for row in table_called(page, "Each payment, as the funders report it")] == [
        "Main grant",
        "Uplift",
    ]
    (other,) = table_called(page, "Payments for other years, which are in no sum")
    assert other[-2:] == ["2019-20", "£55"]
    assert "The payments to General grants that the funder reports for the year fit the printed budget of" in (
        page.get_text(" ")
    )
