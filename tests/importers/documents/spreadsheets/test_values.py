"""The values of a workbook as calamine reads them, and where they differ from those of another reader."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from python_calamine import CalamineError

from grantsdata.importers.documents.found import Box, Cell, Unaccounted
from grantsdata.importers.documents.spreadsheets.values import (
    Value,
    decimal,
    disagreements,
    hidden_sheets,
    sheet_of,
    values,
)


@pytest.fixture(scope="module")
def content() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Awards"
    book.active["B3"], book.active["C3"] = "Hub", 446000.5
    book.active["C4"] = date(2017, 5, 11)
    book.create_sheet("Notes").sheet_state = "hidden"
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_each_cell_that_is_not_blank_has_its_place_and_its_value(content: bytes) -> None:
    assert values(content) == {"Awards": {(2, 1): "Hub", (2, 2): 446000.5, (3, 2): date(2017, 5, 11)}, "Notes": {}}


def test_the_sheets_that_are_not_shown_are_named(content: bytes) -> None:
    assert hidden_sheets(content) == {"Notes"}


def test_what_is_no_workbook_has_no_values() -> None:
    assert values(b"Hub") is None
    with pytest.raises(CalamineError):
        hidden_sheets(b"Hub")


def test_a_binary_fraction_has_15_digits() -> None:
    assert (decimal(0.1 + 0.2), decimal(446000.5), decimal(10**20)) == (
        Decimal("0.3"),
        Decimal("446000.5"),
        Decimal(10**20),
    )


def test_a_sheet_shows_its_values_as_they_are_in_the_file() -> None:
    cells: dict[tuple[int, int], Value] = {
        (0, 0): "Hub\nand van",
        (0, 1): 446000.50,
        (1, 0): True,
        (1, 1): datetime(2017, 5, 11),
        (2, 0): datetime(2017, 5, 11, 9, 30),
        (2, 1): time(9, 30),
    }
    sheet = sheet_of("Awards", cells, True)
    assert (sheet.name, sheet.is_hidden) == ("Awards", True)
    assert sheet.boxes == [
        Box(Cell("Hub and van", "A1"), 0, 0),
        Box(Cell("446000.5", "B1"), 0, 1),
        Box(Cell("TRUE", "A2"), 1, 0),
        Box(Cell("2017-05-11", "B2"), 1, 1),
        Box(Cell("2017-05-11T09:30:00", "A3"), 2, 0),
        Box(Cell("09:30:00", "B3"), 2, 1),
    ]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("Hub  and", "Hub and"), (5, 5.0), (0.1 + 0.2, 0.3), (None, " "), (5, "five"), (date(2017, 5, 11), 42866.0)],
)
def test_readings_that_mean_the_same_do_not_differ(ours: object, theirs: Value) -> None:
    assert list(disagreements("Awards", {(0, 0): ours}, {(0, 0): theirs})) == []


def test_a_cell_that_only_one_reader_has_or_has_otherwise_is_listed_with_its_row() -> None:
    ours = {(0, 1): 500, (1, 1): "£6", (2, 1): True}
    theirs: dict[tuple[int, int], Value] = {(0, 0): "Hub", (0, 1): 5000, (2, 1): 1}
    assert list(disagreements("Awards", ours, theirs)) == [
        ((0, 0), Unaccounted("Hub", "sheet Awards, A1", "Hub 5000", True)),
        ((0, 1), Unaccounted("5000", "sheet Awards, B1", "Hub 5000", True)),
        ((1, 1), Unaccounted("£6", "sheet Awards, B2", "", False)),
    ]
