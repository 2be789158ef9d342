"""The tables beside the awards that are handed on: wrong texts and amounts, lost rows, rows of another line."""

import csv
from pathlib import Path

import pytest
from support.agreements import SOUND, YEAR, year_with
from support.reporting import copied_project

from grantsdata.awards.load import open_year
from grantsdata.exports.tables import write_tables
from grantsdata.runs.figures.tables.records_file import TYPED_ROWS, records_file_agrees
from grantsdata.runs.qa.expected import page_data
from grantsdata.runs.qa.files import faults_of_tables
from grantsdata.runs.verifier.raw import Raw

PAPER = "2017-18"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copied_project(tmp_path_factory.mktemp("office"))
    year_with(project)
    for year in (YEAR, PAPER):
        write_tables(open_year(year, project), project / year)
    return project


def rows_of(project: Path, year: str, key: str) -> tuple[list[dict[str, str]], Raw]:
    with (project / year / f"{key.replace('_', '-')}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), page_data(open_year(year, project)).raw


def test_the_files_as_they_are_written_have_no_fault(made: Path) -> None:
    for year in (YEAR, PAPER):
        assert faults_of_tables(made / year, open_year(year, made)) == []
    tried = {
        key for year in (YEAR, PAPER) for key in TYPED_ROWS if (made / year / f"{key.replace('_', '-')}.csv").is_file()
    }
    assert tried == {*TYPED_ROWS}


@pytest.mark.parametrize(
    ("year", "key", "row", "column", "text"),
    [
        (YEAR, "agreements", 1, "amount_gbp", "8000.01"),
        (YEAR, "agreements", 1, "amount_pence", "800"),
        (YEAR, "agreements", 1, "end", "2020-03-30"),
        (YEAR, "conditions", 2, "met_on", ""),
        (YEAR, "payments", 0, "kind", "returned"),
        (YEAR, "payments", 1, "amount_printed", "2,400"),
        (YEAR, "variations", 0, "amount_after_gbp", "3000.00"),
        (PAPER, "tenders", 0, "said_in", "page 1"),
        (PAPER, "promises", 0, "promise", "Nothing"),
        (PAPER, "measures", 0, "figure", "1,500"),
        (PAPER, "contributions", 0, "contributor", "NHS England"),
        (PAPER, "separate_funds", 0, "amount_gbp", "76000.00"),
    ],
)
def test_a_cell_that_was_changed_is_a_fault(made: Path, year: str, key: str, row: int, column: str, text: str) -> None:
    rows, raw = rows_of(made, year, key)
    assert rows[row][column] != text
    rows[row][column] = text
    place = rows[row]["source_row"]
    assert [*records_file_agrees(rows, key, raw)] == [f"row {place} of the raw file: its {column} is “{text}”"]


def test_a_row_that_was_lost_or_is_there_twice_is_a_fault(made: Path) -> None:
    rows, raw = rows_of(made, YEAR, "payments")
    count = len(SOUND["payments"])
    for changed, number in ((rows[1:], count - 1), ([*rows, rows[0]], count + 1)):
        assert [*records_file_agrees(changed, "payments", raw)] == [
            f"it has {number} rows, which are not the {count} of the raw file"
        ]
