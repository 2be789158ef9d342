"""The page on what awards became: made, checked, published; and what the check of its table notices."""

import shutil
from pathlib import Path

import pytest
from support.history import YEARS, three_years
from support.reading import soup_of, spaced, table_called
from support.reporting import called, copied_project

from grantsdata.awards.load import open_year
from grantsdata.runs.figures.tables.chains import chains_agree
from grantsdata.runs.qa.expected import page_data
from grantsdata.runs.qa.page import Page

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = three_years(copied_project(tmp_path_factory.mktemp("history")))
    shutil.rmtree(project / "data" / "raw" / "2017-18")
    done = called(project, "report", YEARS[-1], "--notebook", "award-history")
    assert done.returncode == 0, done.stderr
    return project / "outputs" / YEARS[-1] / "award-history.html"


def test_the_page_lists_each_award_over_the_years(published: Path) -> None:
    soup = soup_of(published)
    assert spaced(soup.find("p", class_="headline")) == "4 awards are on file from 2018-19 to 2020-21."
    assert [row for row in table_called(soup, "Each award over the years") if len(row) > 1] == [
        ["Night bus", "Family Action", "in every year", "£4,000", "£4,100", "£4,200"],
        ["Garden", "Lens Ltd", "new", "", "", "£10.50"],
        ["Cameras", "Lens Ltd", "with a gap", "not stated", "", "£30"],
        ["Refuge", "Shrievalty Trust", "ended", "£3,000", "£3,000", ""],
    ]


def test_a_wrong_amount_name_or_word_is_noticed(published: Path) -> None:
    project = published.parents[2]
    data = page_data(open_year(YEARS[-1], project), compare_with="all")
    assert chains_agree(Page(published), data) == []
    folder = project / "data" / "raw" / YEARS[-1]
    table = (folder / "gr.csv").read_text(encoding="utf-8")
    (folder / "gr.csv").write_text(table.replace("£10.50", "£10.51"), encoding="utf-8")
    data = page_data(open_year(YEARS[-1], project), compare_with="all")
    amount, named = chains_agree(Page(published), data)
    assert "column 2020-21: the amounts are not those of the awards of the year: £10.50" in amount
    assert "“Garden”: no award of 2020-21 has this service, provider and amount" in named
    (folder / "gr.csv").write_text(table, encoding="utf-8")
    (project / "data" / "raw" / YEARS[0] / "gr.csv").write_text("Service,Provider,Award\nBus,Taxi Ltd,£1\n", "utf-8")
    assert any("column 2018-19" in fault for fault in chains_agree(Page(published), data))
