"""One printed table of two streams, with a total of one of them and a total of both: from raw files to pages."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support.reading import soup_of
from support.reporting import office_with_two_streams

import grantsdata as gd
from grantsdata.awards.implied import implied_amounts
from grantsdata.cli.main import main

TABLE = """
[[award_tables]]
file = "awards.csv"
streams = { "Fund A" = "A", "Fund B" = "B" }
columns = { stream = "Fund", service = "Project", provider = "Run by", award = "Award" }
"""

TOTAL_OF_A = '[[printed_totals]]\nlabel = "Fund A"\nprinted = "£10,000"\nfile = "awards.csv"\nstream = "A"\n'
TOTAL_OF_B = '[[printed_totals]]\nlabel = "Fund B"\nprinted = "£20,000"\nfile = "awards.csv"\nstream = "B"\n'
TOTAL = '[[printed_totals]]\nlabel = "All"\nprinted = "£30,000"\nfile = "awards.csv"\n'

AWARDS = """Fund,Project,Run by,Award
Fund A,Refuge,Cambridgeshire Constabulary,"£4,000"
Fund B,Cameras,Cambridgeshire County Council,"£20,000"
Fund A,Helpline,Family Action,"£6,000"
"""


def project_in(folder: Path, totals: str, awards: str = AWARDS) -> Path:
    return office_with_two_streams(folder / "project", TABLE + totals, {"awards.csv": awards})


@pytest.fixture(scope="module")
def two_totals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the board paper of that year and its tables: look, do not touch."""
    project = project_in(tmp_path_factory.mktemp("totals"), TOTAL_OF_A + TOTAL)
    assert main(["--project", str(project), "report", "2024-25", "--notebook", "board-paper", "--quiet"]) == 0
    return project / "outputs" / "2024-25"


@pytest.mark.proof
def test_the_board_paper_sets_each_total_beside_the_awards_that_it_is_about(two_totals: Path) -> None:
    (table,) = [
        one for one in soup_of(two_totals / "board-paper.html").find_all("table")
        if "Printed totals beside ours" in one.caption.get_text()
    ]  # fmt: skip
    rows = [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
    assert [row[:2] + row[3:5] for row in rows[1:]] == [
        ["Fund A", "Victims fund", "2", "£10,000"],
        ["All", "Victims fund and Safety fund", "3", "£30,000"],
    ]


def test_the_database_holds_the_total_of_one_stream_and_that_of_both(two_totals: Path) -> None:
    with closing(sqlite3.connect(two_totals / "data" / "grants.sqlite")) as database:
        rows = database.execute("SELECT label, stream, total_pence FROM printed_totals ORDER BY 1").fetchall()
    assert rows == [("All", None, 3_000_000), ("Fund A", "Victims fund", 1_000_000)]


def test_the_printed_totals_that_are_handed_on_name_the_streams(two_totals: Path) -> None:
    totals = gd.load_printed_totals("2024-25", project=two_totals.parents[1])
    assert totals[["stream", "only_stream"]].astype("object").fillna("none").to_numpy().tolist() == [
        ["Victims fund", "Victims fund"],
        ["Victims fund and Safety fund", "none"],
    ]


@pytest.mark.parametrize(
    ("totals", "implied"),
    [
        (TOTAL_OF_A, {"2024-25-A-helpline": 600_000}),
        (TOTAL_OF_B, {}),
        (TOTAL, {"2024-25-A-helpline": 600_000}),
        (TOTAL_OF_A + TOTAL, {"2024-25-A-helpline": 600_000}),
        (TOTAL_OF_A.replace("10,000", "10,001") + TOTAL, {}),
    ],
)
def test_a_total_implies_an_amount_only_under_itself(tmp_path: Path, totals: str, implied: dict[str, int]) -> None:
    project = project_in(tmp_path, totals, AWARDS.replace('"£6,000"', "TBC"))
    awards = gd.load_awards("2024-25", include_implied=False, project=project)
    assert implied_amounts(awards, gd.load_paper("2024-25", project=project)) == implied


@pytest.mark.parametrize(
    ("totals", "is_unconfirmed"), [(TOTAL, False), (TOTAL_OF_A + TOTAL_OF_B, False), (TOTAL_OF_A, True), ("", True)]
)
def test_awards_that_lie_under_printed_totals_are_confirmed(tmp_path: Path, totals: str, is_unconfirmed: bool) -> None:
    findings = gd.load_findings("2024-25", project=project_in(tmp_path, totals))
    assert ("no-printed-total" in set(findings["code"])) == is_unconfirmed
    assert "error" not in set(findings["severity"])


def test_the_amount_that_the_total_of_one_stream_is_off_by_is_found(tmp_path: Path) -> None:
    totals = TOTAL_OF_A.replace("10,000", "9,500")
    findings = gd.load_findings("2024-25", project=project_in(tmp_path, totals))
    (differs,) = findings[findings["code"] == "total-differs"].to_dict("records")
    assert (differs["stream"], differs["ours_gbp"], differs["difference_gbp"]) == ("Victims fund", 10_000, 500)
    assert differs["rows"] == "awards.csv row 2; awards.csv row 4"
