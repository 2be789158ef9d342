"""The table of returns that is handed on: wrong figures, lost lines, and figures that give a small count away."""

import csv
from pathlib import Path

import pytest
from support.reporting import copied_project
from support.returns import YEAR, office

from grantsdata.awards.load import open_year
from grantsdata.exports.tables import write_tables
from grantsdata.runs.figures.tables.returns_file import returns_file_agrees
from grantsdata.runs.qa.expected import page_data
from grantsdata.runs.qa.files import faults_of_tables
from grantsdata.runs.verifier.raw import Raw

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows, Raw]:
    project = copied_project(tmp_path_factory.mktemp("office"))
    office(project)
    year = open_year(YEAR, project)
    write_tables(year, project / "made")
    with (project / "made" / "returns.csv").open(encoding="utf-8", newline="") as file:
        return project, list(csv.DictReader(file)), page_data(year).raw


def test_the_file_as_it_is_written_has_no_fault(made: tuple[Path, Rows, Raw]) -> None:
    project, rows, raw = made
    assert returns_file_agrees(rows, raw) == []
    assert faults_of_tables(project / "made", open_year(YEAR, project)) == []


@pytest.mark.parametrize(
    ("row", "column", "text", "says"),
    [
        (0, "actual", "1205", "row 2 of the raw file: its figures are not those of the file"),
        (2, "actual", "3", "row 4 of the raw file: it has a count under 5"),
        (7, "actual", "11", "row 9 of the raw file: its figures are not those of the file"),
        (6, "denominator", "41", "row 8 of the raw file: its figures are not those of the file"),
        (6, "numerator", "36", "row 8 of the raw file: its figures are not those of the file"),
        (2, "narrative", "We helped three women.", "row 4 of the raw file: what the provider says"),
        (3, "data_quality", "complete", "row 5 of the raw file: the quality of the figure is not that of the file"),
    ],
)  # fmt: skip
def test_a_cell_that_was_changed_is_a_fault(
    row: int, column: str, text: str, says: str, made: tuple[Path, Rows, Raw]
) -> None:
    rows = [dict(one) for one in made[1]]
    assert rows[row][column] != text
    rows[row][column] = text
    assert any(fault.startswith(says) for fault in returns_file_agrees(rows, made[2]))


def test_a_share_that_gives_its_rest_away_is_a_fault(made: tuple[Path, Rows, Raw]) -> None:
    """36 of 40 leaves 4 who do not feel safer."""
    rows = [dict(one) for one in made[1]]
    assert (rows[6]["numerator"], rows[6]["denominator"]) == ("", "")
    rows[6] |= {"numerator": "36", "denominator": "40"}
    assert returns_file_agrees(rows, made[2]) == ["the count of “Riders who feel safer” can be worked out"]


def test_a_lost_line_is_a_fault_of_the_file(made: tuple[Path, Rows, Raw]) -> None:
    (fault,) = returns_file_agrees(made[1][1:], made[2])
    assert fault == "it has 8 lines, which are not the 9 of the raw file"
    project, _, _ = made
    text = (project / "made" / "returns.csv").read_text(encoding="utf-8")
    (project / "made" / "returns.csv").write_text(text.replace(",1204,", ",1304,"), encoding="utf-8")
    told = faults_of_tables(project / "made", open_year(YEAR, project))
    assert str(told[0]) == f"{YEAR}/data/returns.csv: row 2 of the raw file: its figures are not those of the file"
    (project / "made" / "returns.csv").write_text(text, encoding="utf-8")
