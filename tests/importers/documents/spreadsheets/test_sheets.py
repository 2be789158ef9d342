"""The blocks of cells on a sheet are its tables, with their places."""

from pathlib import Path
from time import process_time

from grantsdata.importers.documents.found import Box, Cell
from grantsdata.importers.documents.spreadsheets.sheets import Sheet, column_name, tables_of


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    assert [column_name(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_thousands_of_scattered_cells_are_texts(tmp_path: Path) -> None:
    """Each is a block of its own: 10,000 of them take a second, and took minutes."""
    boxes = [Box(Cell("5", "A1"), 2 * row, 2 * column) for row in range(100) for column in range(100)]
    started = process_time()
    tables, paragraphs, _ = tables_of(Sheet("Sheet", boxes))
    assert (len(tables), len(paragraphs)) == (0, 10_000)
    assert process_time() - started < 10
