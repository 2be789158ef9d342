"""Cells of a workbook as texts: numbers as pounds are printed, dates in ISO form; the sheet with the grants."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from grantsdata.errors import SourceError
from grantsdata.sources.files.plain_file import Kind
from grantsdata.sources.threesixty.workbook import number_text, sheet_texts, text_of

KIND = Kind("an Excel workbook (XLSX)", SourceError, "Check it.", "Save it again as XLSX.", 1_000_000)


NUMBERS = {
    "5": "5", "5.0": "5", "5.00": "5", "5.5": "5.50", "0.07": "0.07", "-250": "-250", "0.0": "0", "-0.0": "0",
    "913314.0": "913314", "1E+3": "1000", "5.555": "5.555", "0.30000000000000004": "0.30000000000000004",
    "123456789012345": "123456789012345", "1234567890123456": "1234567890123456", "1E+400": "1E+400", "NaN": "NaN",
}  # fmt: skip


@pytest.mark.parametrize(("number", "text"), NUMBERS.items())
def test_a_number_is_written_as_pounds_are_printed(number: str, text: str) -> None:
    assert number_text(Decimal(number)) == text


def test_cells_of_a_workbook_become_texts() -> None:
    cells = [True, 5, 5.5, 6825798.0, 0.1 + 0.2, " x ", "", datetime(2016, 4, 1), datetime(2016, 4, 1, 12),
             date(2016, 4, 1), time(1)]  # fmt: skip
    assert [text_of(cell) for cell in cells] == ["TRUE", "5", "5.50", "6825798", "0.30000000000000004", "x", "",
                                                 "2016-04-01", "2016-04-01T12:00:00", "2016-04-01",
                                                 "01:00:00"]  # fmt: skip


def test_each_sheet_has_its_rows_from_the_first_cell_on(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Grants"
    book.active["B2"] = 5.5
    book.create_sheet("Notes")
    book.save(tmp_path / "grants.xlsx")
    content = (tmp_path / "grants.xlsx").read_bytes()
    assert sheet_texts(content, "grants.xlsx", KIND) == {"Grants": [["", ""], ["", "5.50"]], "Notes": []}


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(SourceError, match="the workbook cannot be opened"):
        sheet_texts(b"PK no workbook", "grants.xlsx", KIND)
