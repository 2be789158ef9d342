"""A CSV file: an amount that fell into two cells is joined only where the header settles it, and refused elsewhere."""

from pathlib import Path

import pytest

from grantsdata.importers.documents import FoundTable, read_document

HEADER = "Service,Provider,Award"


def table(tmp_path: Path, *lines: str) -> FoundTable:
    path = tmp_path / "awards.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return read_document(path).tables[0]


def test_an_amount_in_two_cells_is_joined_and_said_to_be_a_guess(tmp_path: Path) -> None:
    found = table(tmp_path, HEADER, "Hub,Fenland,£446,000", "Van,Ely,£500")
    assert [[cell.text for cell in row] for row in found.rows[1:]] == [
        ["Hub", "Fenland", "£446,000"],
        ["Van", "Ely", "£500"],
    ]
    assert found.rows[1][2].notes == ('joined by guess: "£446" and "000" in the next cell',)
    assert found.faults == ()


def test_cells_after_a_joined_amount_stand_below_their_header(tmp_path: Path) -> None:
    found = table(tmp_path, "Service,Award,Note", "Hub,£1,250,new", "Van,£500,old")
    assert [cell.text for cell in found.rows[1]] == ["Hub", "£1,250", "new"]


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (["Hub,Fenland,446,000", "Van,Ely,£500"], 2),  # no pound sign
        (["Hub,Fenland,£446,000"], 2),  # no other row shows where the amounts are
        (["Hub,Ely, Fenland,£446", "Van,Ely,£500"], 2),  # the comma is in the name
        (["Hub,Fenland,£1,446,000", "Van,Ely,£500"], 2),  # two cells too many
    ],
)
def test_what_the_header_does_not_settle_is_refused_by_its_place(tmp_path: Path, lines: list[str], row: int) -> None:
    faults = table(tmp_path, HEADER, *lines).faults
    assert [fault.row for fault in faults] == [row]
    assert 'Put a cell that contains the separator in quotation marks: "213,000".' in str(faults[0])


def test_two_columns_that_may_hold_the_amount_settle_nothing(tmp_path: Path) -> None:
    found = table(tmp_path, "Service,Asked,Award", "Hub,£1,250,300", "Van,£5,£4")
    assert [fault.row for fault in found.faults] == [2]
