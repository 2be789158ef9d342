"""The blocks of cells on a sheet are its tables, with their places."""

import pytest

from grantsdata.errors import SourceError
from grantsdata.importers.documents.found import Box, Cell
from grantsdata.importers.documents.spreadsheets.sheets import Sheet, column_name, place_name, places_of, tables_of


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    assert [column_name(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_each_of_thousands_of_scattered_cells_is_a_text() -> None:
    boxes = [Box(Cell("5", "A1"), 2 * row, 2 * column) for row in range(100) for column in range(100)]
    tables, paragraphs, _ = tables_of(Sheet("Sheet", boxes))
    assert (len(tables), len(paragraphs)) == (0, 10_000)


def test_blank_rows_and_columns_divide_a_sheet_and_a_line_above_is_a_heading() -> None:
    texts = {(0, 0): "Awards", (2, 0): "Hub", (2, 1): "£5", (3, 1): "£6", (2, 3): "a", (3, 4): "b"}
    boxes = [Box(Cell(text, place_name(*place)), *place) for place, text in texts.items()]
    tables, paragraphs, notes = tables_of(Sheet("One", boxes))
    assert [(table.place, table.heading) for table in tables] == [
        ("sheet One, A3 to B4", "Awards"),
        ("sheet One, D3 to E4", ""),
    ]
    assert tables[0].rows == ((Cell("Hub", "A3"), Cell("£5", "B3")), (Cell("", "A4"), Cell("£6", "B4")))
    assert (paragraphs, notes) == (["Awards"], [])


def test_hidden_rows_columns_and_sheets_are_kept_and_told() -> None:
    boxes = [Box(Cell(name, name), row, column) for row, column, name in ((0, 0, "A1"), (0, 1, "B1"), (1, 1, "B2"))]
    (table,), _, _ = tables_of(Sheet("One", boxes, hidden_rows={1}, hidden_columns={0, 1}, is_hidden=True))
    assert table.notes == ("the whole sheet is hidden", "1 hidden row: 2", "2 hidden columns: A, B")
    assert table.rows[1][1] == Cell("B2", "B2", "", ("hidden row", "hidden column"))


def test_a_merged_cell_ends_at_the_edge_of_its_table() -> None:
    boxes = [Box(Cell("Hub", "A1"), 0, 0, height=2), Box(Cell("£5", "B1"), 0, 1), Box(Cell("", "C1"), 0, 2, width=9)]
    (table,), _, _ = tables_of(Sheet("One", boxes))
    assert table.place == "sheet One, A1 to B2"
    assert table.rows[1] == (Cell("", "A2", "above"), Cell("", "B2"))
    assert list(places_of(boxes[0])) == [(0, 0), (1, 0)]


def test_cells_that_claim_more_than_a_sheet_may_hold_are_refused() -> None:
    with pytest.raises(SourceError, match="A table claims 100,001 cells"):
        tables_of(Sheet("One", [Box(Cell("a", "A1"), 0, 0, height=100_001)]))
