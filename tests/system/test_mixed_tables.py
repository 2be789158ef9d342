"""A stream whose tables differ: what one of them tells of its awards, another does not. Its whole set is published."""

from pathlib import Path

import pytest
from support.reading import soup_of
from support.reporting import office_with_two_streams

from grantsdata.cli.main import main

TABLES = """
[[award_tables]]
file = "themed.csv"
stream = "A"
columns = { theme = "Theme", service = "Project", provider = "Run by", award = "Award", purpose = "What for" }
themes = { "Homes" = "Safe homes", "Streets" = "" }

[[award_tables]]
file = "late.csv"
stream = "A"
columns = { service = "Project", provider = "Run by", award = "Award" }

[[award_tables]]
file = "bought.csv"
streams = { "Fund A" = "A", "Fund B" = "B" }
arrangements = { "STAR" = "Single tender", "Contract" = "Commissioned contract" }

[award_tables.columns]
stream = "Fund"
arrangement = "How"
service = "Project"
provider = "Run by"
award = "Award"
conditions = "Conditions"
reasons = "Why"
tender_circumstance = "Circumstance"
contract_published = "Contract"

[[award_tables]]
file = "given.csv"
stream = "B"
columns = { service = "Project", provider = "Run by", award = "Award" }
"""

FILES = {
    "themed.csv": "Theme,Project,Run by,Award,What for\n"
    'Homes,Locks,Shrievalty Trust,"£4,000",Locks on doors\n'
    "Streets,Lamps,Cambridge City Council,TBC,\n",
    "late.csv": 'Project,Run by,Award\nLate award,Cambridgeshire Constabulary,"£1,000"\nLater award,,£500\n',
    "bought.csv": "Fund,How,Project,Run by,Award,Conditions,Why,Circumstance,Contract\n"
    'Fund A,STAR,Helpline,Family Action,"£2,500",none,Good value,sole supplier for technical reasons,\n'
    'Fund B,Contract,Cameras,Lens Ltd,"£12,000",,,,https://example.org/contract\n'
    "Fund B,STAR,Advice,Family Action,TBC,,,,\n",
    "given.csv": 'Project,Run by,Award\nNight bus,Cambridgeshire County Council,"£7,000"\nSpare,,"£1,000"\n',
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The board paper of that year: look, do not touch."""
    project = office_with_two_streams(tmp_path_factory.mktemp("mixed") / "project", TABLES, FILES)
    assert main(["--project", str(project), "report", "2024-25", "--notebook", "board-paper", "--quiet"]) == 0
    return project / "outputs" / "2024-25"


def rows_of(page: Path, caption: str) -> list[list[str]]:
    (table,) = [one for one in soup_of(page).find_all("table") if one.caption.get_text(" ").endswith(caption)]
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]


@pytest.mark.proof
def test_the_whole_set_is_published(tmp_path: Path) -> None:
    project = office_with_two_streams(tmp_path / "project", TABLES, FILES)
    assert main(["--project", str(project), "report", "2024-25", "--quiet"]) == 0
    assert {page.stem for page in (project / "outputs" / "2024-25").glob("*.html")} == {
        "annual-report", "board-paper", "stream-report-a", "stream-report-b", "reconciliation",
        "disclosure", "year-on-year", "award-history",
    }  # fmt: skip


@pytest.mark.proof
def test_the_board_paper_lists_the_awards_outside_the_themes_under_a_heading_of_their_own(pages: Path) -> None:
    rows = rows_of(pages / "board-paper.html", "Every award by theme")
    headings = [row[0] for row in rows if len(row) == 1]
    assert headings == [
        "Homes (Safe homes): £4,000, 1 award",
        "Streets: not stated, 1 award",
        "outside the themes: £4,000, 3 awards",
    ]
    assert [row[0] for row in rows[1:] if len(row) > 1] == ["Locks", "Lamps", "Late award", "Later award", "Helpline"]


def test_the_board_paper_tells_a_stream_with_themes_by_its_themes(pages: Path) -> None:
    rows = rows_of(pages / "board-paper.html", "Victims fund: awards by theme")
    assert [row[:4] for row in rows[1:]] == [
        ["Homes", "Safe homes", "1", "£4,000"],
        ["Streets", "", "1", "not stated"],
        ["outside the themes", "", "3", "£4,000"],
        ["Total", "", "5", "£8,000"],
    ]


def test_the_board_paper_tells_a_stream_without_themes_by_its_arrangements_and_the_rest(pages: Path) -> None:
    rows = rows_of(pages / "board-paper.html", "Safety fund: no arrangement stated")
    assert [row[0] for row in rows[1:]] == ["Night bus", "Spare", "Total"]
